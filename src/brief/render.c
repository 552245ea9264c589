/* What the renderers share. */
#include "brief/render.h"

#include <math.h>

static sr_status render(const sr_page *page, const sr_brief_options *options, sr_arena *scratch, sr_out *out) {
  switch (options->format) {
  case SR_BRIEF_MARKDOWN: return sr_render_markdown(page, out);
  case SR_BRIEF_HTML: return sr_render_html(page, scratch, out);
  case SR_BRIEF_TEXT: return sr_render_text(page, options->columns, options->colour, scratch, out);
  case SR_BRIEF_JSON: break;
  }
  return sr_fail(out->err, SR_ERR_USAGE, SR_NOWHERE, "a page cannot be rendered as JSON");
}

sr_status sr_render(const sr_page *page, const sr_brief_options *options, sr_arena *scratch, sr_out *out) {
  SR_TRY(sr_arena_check(scratch, out->err)); /* the page was made in it, too */
  out->tongue = *sr_page_tongue(page);
  SR_TRY(render(page, options, scratch, out));
  return sr_arena_check(scratch, out->err);
}

void sr_place_interval(double axis_low, double axis_high, const sr_number *low, const sr_number *high, double *from,
                       double *to) {
  const double room = axis_high > axis_low ? axis_high - axis_low : 1;
  const double a = low ? sr_number_value(low) : (double)-INFINITY, b = high ? sr_number_value(high) : (double)INFINITY;
  *from = isfinite(a) ? (a - axis_low) / room : 0;
  *to = isfinite(b) ? (b - axis_low) / room : 1;
}

void sr_bar_place(const sr_block *block, uint32_t i, double *from, double *to) {
  double low = (double)INFINITY, high = (double)-INFINITY;
  for (uint32_t k = 0; k < block->bars.n; k++) {
    const double ends[] = {sr_number_value(block->bars.at[k].low), sr_number_value(block->bars.at[k].high)};
    for (int e = 0; e < 2; e++) {
      if (!isfinite(ends[e])) continue;
      low = fmin(low, ends[e]);
      high = fmax(high, ends[e]);
    }
  }
  /* A margin on both sides, so that no bar ends where the axis does unless it is open. */
  const double margin = (high > low ? high - low : 1) / 12;
  sr_place_interval(low - margin, high + margin, block->bars.at[i].low, block->bars.at[i].high, from, to);
}
