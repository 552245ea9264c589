/* Classes of units; see the header. */
#include "claim/measures.h"

static bool is_money(sr_slice unit) {
  if (unit.len != 3) return false;
  for (size_t i = 0; i < 3; i++)
    if (!sr_is_upper((uint8_t)unit.ptr[i])) return false;
  return true;
}

static bool is_any(sr_slice unit, const char *const *list, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (sr_slice_is(unit, list[i])) return true;
  return false;
}

bool sr_claim__is_span(sr_slice unit) {
  static const char *const spans[] = {"a", "mo", "wk", "d", "h", "min"};
  for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
    if (sr_slice_is(unit, spans[i])) return true;
  return false;
}

sr_thing sr_claim__thing_of_unit(sr_slice unit) {
  static const char *const areas[] = {"km2", "m2", "[mi_i]2", "har", "[acr_us]", "[sft_i]"};
  static const char *const lengths[] = {"km", "m", "[mi_i]", "[yd_i]", "[ft_i]"};
  if (is_money(unit)) return SR_THING_MONEY;
  if (sr_slice_is(unit, "%")) return SR_THING_SHARE;
  if (sr_slice_is(unit, "1") || !unit.len) return SR_THING_NUMBER;
  const size_t slash = sr_slice_find(unit, '/', 0);
  if (is_any(unit, areas, 6)) return SR_THING_AREA;
  if (is_any(unit, lengths, 5)) return SR_THING_DISTANCE;
  if (sr_claim__is_span(unit)) return SR_THING_DURATION;
  if (unit.ptr[0] == '{') return SR_THING_THING;
  if (slash != SR_NOWHERE) {
    const sr_thing top = sr_claim__thing_of_unit(sr_slice_cut(unit, 0, slash));
    if (top == SR_THING_AREA || top == SR_THING_DISTANCE) return SR_THING_RATE;
    const sr_slice below = sr_slice_cut(unit, slash + 1, unit.len); /* "a billion euros a year"; no price of a thing */
    if (top == SR_THING_MONEY && sr_claim__is_span(below)) return SR_THING_MONEY;
  }
  return SR_THING_COUNT;
}

sr_slice sr_claim__by_time(const sr_claim_reading *r, sr_slice unit, sr_slice written) {
  static const char *const times[] = {"/h", "/d", "/wk", "/mo", "/a"};
  if (!written.len || written.ptr[0] != '{') return unit;
  for (size_t i = 0; i < sizeof times / sizeof *times; i++)
    if (sr_slice_ends(written, sr_slice_of(times[i])))
      return sr_arena_format(r->arena, "%.*s%s", SR_FMT(unit), times[i]);
  return unit;
}

const char *sr_claim__span_behind(const sr_claim_reading *r, uint32_t t) {
  static const char *const spans[][2] = {{"day", "d"}, {"week", "wk"}, {"month", "mo"}, {"hour", "h"}, {"year", "a"}};
  if (!sr_claim__is(r, t, "a") && !sr_claim__is(r, t, "per") && !sr_claim__is(r, t, "an") &&
      !sr_claim__is(r, t, "each"))
    return NULL;
  for (uint32_t i = 0; i < sizeof spans / sizeof *spans; i++)
    if (sr_claim__is(r, t + 1, spans[i][0])) return spans[i][1];
  return NULL;
}
