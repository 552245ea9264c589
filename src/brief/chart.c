/* Charts; see the header. */
#include "brief/chart.h"

#include "brief/render.h"

#include <math.h>
#include <stdlib.h>

/* ---- steps ---- */

/* Where a point stands on the axis of days: [from, to), in days. */
typedef struct step {
  double from, to, low, high;
} step;

static int by_value(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* The usual distance around the step to point i: the median of it and the two on each side that are above zero. A
 * series that was first kept by the month and then by the day has two of them. */
static double usual_distance(const sr_panel *panel, uint32_t i) {
  enum { AROUND = 2 };
  double room[2 * AROUND + 1];
  uint32_t n = 0;
  for (uint32_t k = i > AROUND ? i - AROUND : 1; k <= i + AROUND && k < panel->points.n; k++) {
    const double days = sr_number_value(panel->points.at[k].start) - sr_number_value(panel->points.at[k - 1].start);
    if (days > 0) room[n++] = days;
  }
  if (!n) return 1;
  qsort(room, n, sizeof *room, by_value);
  return room[(n - 1) / 2];
}

/* The steps of a panel, as many as it has points; NULL without memory. */
static step *steps_of(const sr_panel *panel, sr_arena *scratch) {
  static const double gap = 3; /* see the header */
  const uint32_t n = panel->points.n;
  step *steps = SR_NEW(scratch, step, n + 1);
  if (!steps) return NULL;
  for (uint32_t i = 0; i < n; i++) {
    const sr_point *p = &panel->points.at[i];
    const double start = sr_number_value(p->start), end = sr_number_value(p->end);
    steps[i] = (step){start, end + 1, sr_number_value(p->low), sr_number_value(p->high)};
    if (start != end || i + 1 == n) continue;
    const double next = sr_number_value(panel->points.at[i + 1].start);
    if (next > start && next - start <= gap * usual_distance(panel, i + 1)) steps[i].to = next;
  }
  return steps;
}

/* Both axes. */
typedef struct extent {
  sr_range days, values;
} extent;

static extent extent_of(const step *steps, uint32_t n) {
  extent e = {sr_range_empty, sr_range_empty};
  for (uint32_t i = 0; i < n; i++) {
    sr_range_take(&e.days, steps[i].from);
    sr_range_take(&e.days, steps[i].to);
    sr_range_take(&e.values, steps[i].low);
    sr_range_take(&e.values, steps[i].high);
  }
  return e;
}

/* The numbers at the ends of a panel's frame. */
typedef struct frame {
  const sr_number *first, *last, *least, *greatest;
} frame;

static frame frame_of(const sr_panel *panel) {
  frame f = {0};
  for (uint32_t i = 0; i < panel->points.n; i++) {
    const sr_point *p = &panel->points.at[i];
    if (!f.first || sr_number_value(p->start) < sr_number_value(f.first)) f.first = p->start;
    if (!f.last || sr_number_value(p->end) > sr_number_value(f.last)) f.last = p->end;
    if (isfinite(sr_number_value(p->low)) && (!f.least || sr_number_value(p->low) < sr_number_value(f.least)))
      f.least = p->low;
    if (isfinite(sr_number_value(p->high)) && (!f.greatest || sr_number_value(p->high) > sr_number_value(f.greatest)))
      f.greatest = p->high;
  }
  return f;
}

static const double PANEL_WIDTH = 320, PANEL_HEIGHT = 136, LEFT = 74, RIGHT = 314, TOP = 10, BOTTOM = 108;

static void put_frame(sr_out *out, const frame *f, const sr_scale *y) {
  sr_svg_line(out, "frame", LEFT, TOP, LEFT, BOTTOM);
  sr_svg_line(out, "frame", LEFT, BOTTOM + 4, RIGHT, BOTTOM + 4);
  if (y->low < 0 && y->high > 0) {
    const double zero = sr_scale_at(y, 0);
    sr_svg_line(out, "zero", LEFT, zero, RIGHT, zero);
  }
  if (f->greatest && f->least && sr_number_same_text(f->greatest, f->least)) {
    sr_svg_number(out, "tick", SR_ANCHOR_END, LEFT - 6, (TOP + BOTTOM) / 2 + 4, f->least);
  } else {
    if (f->greatest) sr_svg_number(out, "tick", SR_ANCHOR_END, LEFT - 6, TOP + 6, f->greatest);
    if (f->least) sr_svg_number(out, "tick", SR_ANCHOR_END, LEFT - 6, BOTTOM + 4, f->least);
  }
  if (f->first) sr_svg_number(out, "tick", SR_ANCHOR_START, LEFT, BOTTOM + 20, f->first);
  if (f->last && !sr_number_same_text(f->first, f->last))
    sr_svg_number(out, "tick", SR_ANCHOR_END, RIGHT, BOTTOM + 20, f->last);
}

sr_status sr_chart_panel(sr_out *out, const sr_panel *panel, uint32_t id, sr_arena *scratch) {
  static const char *const description[] = SR_PHRASES(
      "Steps over time. Each stands as high as its figure and as long as the figure holds; a figure that is an "
      "interval "
      "is a band from its low to its high end; a break is a time without a figure. The table below has every figure.");
  const uint32_t n = panel->points.n;
  const step *steps = steps_of(panel, scratch);
  if (!steps) return sr_arena_fail(scratch, out->err);
  const extent e = extent_of(steps, n);
  const sr_scale x = sr_scale_over(e.days, LEFT, RIGHT), y = sr_scale_over(e.values, BOTTOM, TOP);
  const frame f = frame_of(panel);
  sr_svg_begin(out, "series", "group", PANEL_WIDTH, PANEL_HEIGHT, id);
  for (uint32_t i = 0; i < panel->label.n; i++) sr_out_escaped(out, panel->label.at[i].text);
  sr_svg_title_end(out, id, description[0]);
  put_frame(out, &f, &y);
  if (n) sr_svg_path_begin(out, "step");
  for (uint32_t i = 0; i < n; i++) {
    const double from = sr_scale_at(&x, steps[i].from), to = sr_scale_at(&x, steps[i].to);
    const double low = sr_scale_at(&y, steps[i].low), high = sr_scale_at(&y, steps[i].high);
    static const double least = 4; /* a day of years must still be seen */
    const double left = to - from < least ? fmin(from, RIGHT - least) : from, right = fmax(to, left + least);
    const bool joined = i && steps[i].from == steps[i - 1].to;
    if (joined) { /* the riser from one step to the next */
      sr_svg_to(out, 'M', from, sr_scale_at(&y, steps[i - 1].high));
      sr_svg_to(out, 'L', from, high);
    }
    sr_svg_to(out, 'M', left, high);
    sr_svg_to(out, 'L', right, high);
    if (low == high) continue;
    sr_svg_to(out, 'L', right, low);
    sr_svg_to(out, 'L', left, low);
    sr_svg_path_close(out);
  }
  if (n) sr_svg_path_end(out);
  sr_svg_end(out);
  return SR_OK;
}

/* ---- intervals on one axis ---- */

static const double BAR_WIDTH = 320, BAR_HEIGHT = 16;

/* Shares of the axis; style: the first or the second of a pair. */
static void put_interval(sr_out *out, uint32_t style, double from, double to, bool open_low, bool open_high) {
  static const double middle = BAR_HEIGHT / 2, thick = 4, least = 3, arrow = 7;
  from *= BAR_WIDTH, to *= BAR_WIDTH;
  sr_out_format(out, "<svg class=\"interval b%u\" aria-hidden=\"true\" viewBox=\"0 0 ", style);
  sr_svg_coordinate(out, BAR_WIDTH);
  sr_out_words(out, " ");
  sr_svg_coordinate(out, BAR_HEIGHT);
  sr_out_words(out, "\" preserveAspectRatio=\"none\">");
  sr_svg_line(out, "axis", 0, middle, BAR_WIDTH, middle);
  const double width = fmax(to - from, least);
  sr_svg_rect(out, "span", fmin(from, BAR_WIDTH - width), middle - thick, width, 2 * thick);
  if (open_low || open_high) {
    sr_svg_path_begin(out, "open");
    if (open_low) {
      sr_svg_to(out, 'M', arrow, 1);
      sr_svg_to(out, 'L', 1, middle);
      sr_svg_to(out, 'L', arrow, BAR_HEIGHT - 1);
    }
    if (open_high) {
      sr_svg_to(out, 'M', BAR_WIDTH - arrow, 1);
      sr_svg_to(out, 'L', BAR_WIDTH - 1, middle);
      sr_svg_to(out, 'L', BAR_WIDTH - arrow, BAR_HEIGHT - 1);
    }
    sr_svg_path_end(out);
  }
  sr_out_words(out, "</svg>");
}

void sr_chart_bar(sr_out *out, const sr_block *block, uint32_t i) {
  const sr_bar *bar = &block->bars.at[i];
  double from, to;
  sr_bar_place(block, i, &from, &to);
  put_interval(out, i % 2, from, to, isinf(sr_number_value(bar->low)), isinf(sr_number_value(bar->high)));
}

void sr_chart_cell(sr_out *out, const sr_cell *cell) {
  double from, to;
  sr_place_interval(cell->axis_low, cell->axis_high, cell->low, cell->high, &from, &to);
  put_interval(out, 0, from, to, !cell->low || isinf(sr_number_value(cell->low)),
               !cell->high || isinf(sr_number_value(cell->high)));
}

void sr_chart_ends(const sr_block *block, const sr_number **least, const sr_number **greatest) {
  *least = *greatest = NULL;
  for (uint32_t i = 0; i < block->bars.n; i++) {
    const sr_number *const ends[] = {block->bars.at[i].low, block->bars.at[i].high};
    for (int e = 0; e < 2; e++) {
      const double value = sr_number_value(ends[e]);
      if (!isfinite(value)) continue;
      if (!*least || value < sr_number_value(*least)) *least = ends[e];
      if (!*greatest || value > sr_number_value(*greatest)) *greatest = ends[e];
    }
  }
}

/* ---- characters ---- */

sr_status sr_chart_sparkline(sr_out *out, const sr_panel *panel, uint32_t columns, sr_arena *scratch) {
  static const char *const marks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const uint32_t n = panel->points.n;
  const step *steps = steps_of(panel, scratch);
  double *heights = SR_NEW(scratch, double, columns + 1);
  if (!steps || !heights) return sr_arena_fail(scratch, out->err);
  for (uint32_t c = 0; c < columns; c++) heights[c] = (double)NAN;
  const extent e = extent_of(steps, n);
  const sr_scale x = sr_scale_over(e.days, 0, columns), y = sr_scale_over(e.values, 0, 7);
  for (uint32_t i = 0; i < n; i++) {
    const double low = sr_scale_at(&y, steps[i].low), high = sr_scale_at(&y, steps[i].high);
    uint32_t from = (uint32_t)sr_scale_at(&x, steps[i].from), to = (uint32_t)ceil(sr_scale_at(&x, steps[i].to));
    if (from >= columns) from = columns - 1;
    if (to <= from) to = from + 1;
    for (uint32_t c = from; c < to && c < columns; c++) heights[c] = (low + high) / 2;
  }
  for (uint32_t c = 0; c < columns; c++)
    sr_out_words(out, isnan(heights[c]) ? " " : marks[lround(fmin(fmax(heights[c], 0), 7))]);
  return SR_OK;
}
