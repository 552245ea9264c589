/* Writes values; see the header. */
#include "read/time_value.h"

#include "base/slice.h"

#include <math.h>
#include <stdio.h>

typedef sr_time__parts parts_t;
typedef sr_time__unit_kind unit_kind;

void sr_time__write_duration(const parts_t *p, const unit_kind *u, char *out, size_t size) {
  const char *t = u->clock ? "T" : "";
  double count = p->count;
  if (count == 0 && !p->vague && HAS(p, unit)) count = 1;
  if (p->vague || count == 0) {
    const char code = u->grain == SR_GRAIN_DECADE ? 'E' : u->grain == SR_GRAIN_CENTURY ? 'C' : u->code;
    snprintf(out, size, "P%sX%c", t, code);
  } else if (u->factor == 1 && count != floor(count) && 2 * count == floor(2 * count) && strchr("YHM", u->code) &&
             (u->code != 'M' || u->clock)) { /* "two and a half years": years and months, as TimeML has it */
    const int half = u->code == 'Y' ? 6 : 30;
    const char next = u->code == 'H' ? 'M' : u->code == 'Y' ? 'M' : 'S';
    snprintf(out, size, "P%s%.10g%c%d%c", t, floor(count), u->code, half, next);
  } else {
    snprintf(out, size, "P%s%.10g%c", t, count * u->factor, u->code);
  }
}

void sr_time__write_unanchored(const parts_t *p, char *out, size_t size) {
  if (HAS(p, month) && (HAS(p, dom) || HAS(p, ord)))
    snprintf(out, size, "XXXX-%02d-%02d", GET(p, month), HAS(p, dom) ? GET(p, dom) : GET(p, ord));
  else if (HAS(p, weekday))
    snprintf(out, size, "XXXX-WXX-%d", GET(p, weekday));
  else if (HAS(p, month))
    snprintf(out, size, "XXXX-%02d", GET(p, month));
  else if (HAS(p, season))
    snprintf(out, size, "XXXX-%.*s", SR_FMT(CODE(p, season)));
  else if (HAS(p, quarter) && HAS(p, ord) && GET(p, ord) > 0)
    snprintf(out, size, "XXXX-Q%d", GET(p, ord));
  else if (HAS(p, half) && HAS(p, ord) && GET(p, ord) > 0)
    snprintf(out, size, "XXXX-H%d", GET(p, ord));
  else if (HAS(p, part) || HAS(p, clock) || HAS(p, ampm) || HAS(p, noon) || HAS(p, overnight))
    snprintf(out, size, "XXXX-XX-XX");
  else {
    const int32_t step = HAS(p, fixed) ? GET(p, fixed) : HAS(p, rel) ? GET(p, rel) : sr_time__narrative_step(p);
    snprintf(out, size, "%s", step < 0 ? "PAST_REF" : step > 0 ? "FUTURE_REF" : "PRESENT_REF");
  }
}

void sr_time__write_clock(const parts_t *p, char *out, size_t size) {
  out[0] = 0;
  int32_t minutes = SR_TIME_UNSET;
  if (HAS(p, clock))
    minutes = GET(p, clock);
  else if (HAS(p, stop))
    minutes = GET(p, stop);
  else if (HAS(p, noon))
    minutes = GET(p, noon) * 60;
  else if (HAS(p, hour))
    minutes = GET(p, hour) * 60;
  else if (HAS(p, card) && GET(p, card) <= 12)
    minutes = GET(p, card) * 60;
  if (minutes != SR_TIME_UNSET) {
    const sr_slice part = CODE(p, part);
    const bool after_noon = (HAS(p, ampm) && GET(p, ampm) == 12) || sr_slice_is(part, "AF") || sr_slice_is(part, "EV");
    if (after_noon && minutes < 12 * 60) minutes += 12 * 60;
    if (HAS(p, ampm) && GET(p, ampm) == 0 && minutes >= 12 * 60) minutes -= 12 * 60;
    if (minutes >= 0 && minutes <= 24 * 60) snprintf(out, size, "T%02d:%02d", minutes / 60, minutes % 60);
    return;
  }
  const sr_slice fixed = CODE(p, fixed);
  if (HAS(p, fixed) && fixed.len > 3 && fixed.ptr[2] == ':')
    snprintf(out, size, "T%.2s", fixed.ptr);
  else if (HAS(p, part))
    snprintf(out, size, "T%.*s", SR_FMT(CODE(p, part)));
}
