/* SVG elements and scales; see the header. */
#include "brief/svg.h"

#include <math.h>

const sr_range sr_range_empty = {(double)INFINITY, (double)-INFINITY};

void sr_range_take(sr_range *range, double value) {
  if (!isfinite(value)) return;
  range->low = fmin(range->low, value);
  range->high = fmax(range->high, value);
}

sr_scale sr_scale_over(sr_range range, double at_low, double at_high) {
  if (range.low > range.high) range = (sr_range){0, 1};
  if (range.low == range.high) {
    const double half = fmax(fabs(range.low) / 2, 0.5);
    range = (sr_range){range.low - half, range.high + half};
  }
  return (sr_scale){range.low, range.high, at_low, at_high};
}

double sr_scale_at(const sr_scale *scale, double value) {
  if (!(value > scale->low)) return scale->at_low;
  if (value >= scale->high) return scale->at_high;
  /* halves, so that the width of a range from -1e308 to 1e308 is finite */
  const double share = (value / 2 - scale->low / 2) / (scale->high / 2 - scale->low / 2);
  return scale->at_low + share * (scale->at_high - scale->at_low);
}

void sr_svg_coordinate(sr_out *out, double value) {
  static const double most = 99999;
  if (isnan(value)) value = 0;
  const long tenths = lround(fmin(fmax(value, -most), most) * 10);
  const long size = tenths < 0 ? -tenths : tenths;
  if (size % 10)
    sr_out_format(out, "%s%ld.%ld", tenths < 0 ? "-" : "", size / 10, size % 10);
  else
    sr_out_format(out, "%s%ld", tenths < 0 ? "-" : "", size / 10);
}

/* ` x="12"` */
static void attribute(sr_out *out, const char *name, double value) {
  sr_out_format(out, " %s=\"", name);
  sr_svg_coordinate(out, value);
  sr_out_words(out, "\"");
}

static void open_tag(sr_out *out, const char *tag, const char *class_name) {
  sr_out_format(out, "<%s class=\"%s\"", tag, class_name);
}

void sr_svg_begin(sr_out *out, const char *class_name, const char *role, double width, double height, uint32_t id) {
  open_tag(out, "svg", class_name);
  sr_out_format(out, " role=\"%s\" viewBox=\"0 0 ", role);
  sr_svg_coordinate(out, width);
  sr_out_words(out, " ");
  sr_svg_coordinate(out, height);
  sr_out_format(out, "\" aria-labelledby=\"f%ut f%ud\"><title id=\"f%ut\">", id, id, id);
}

void sr_svg_title_end(sr_out *out, uint32_t id, const char *description) {
  sr_out_format(out, "</title><desc id=\"f%ud\">", id);
  sr_out_phrase(out, description);
  sr_out_words(out, "</desc>");
}

void sr_svg_end(sr_out *out) { sr_out_words(out, "</svg>\n"); }

void sr_svg_line(sr_out *out, const char *class_name, double x1, double y1, double x2, double y2) {
  open_tag(out, "line", class_name);
  attribute(out, "x1", x1);
  attribute(out, "y1", y1);
  attribute(out, "x2", x2);
  attribute(out, "y2", y2);
  sr_out_words(out, "/>");
}

void sr_svg_rect(sr_out *out, const char *class_name, double x, double y, double width, double height) {
  open_tag(out, "rect", class_name);
  attribute(out, "x", x);
  attribute(out, "y", y);
  attribute(out, "width", fmax(width, 0));
  attribute(out, "height", fmax(height, 0));
  sr_out_words(out, "/>");
}

void sr_svg_circle(sr_out *out, const char *class_name, double x, double y, double r) {
  open_tag(out, "circle", class_name);
  attribute(out, "cx", x);
  attribute(out, "cy", y);
  attribute(out, "r", fmax(r, 0));
  sr_out_words(out, "/>");
}

void sr_svg_path_begin(sr_out *out, const char *class_name) {
  open_tag(out, "path", class_name);
  sr_out_words(out, " d=\"");
}

void sr_svg_to(sr_out *out, char command, double x, double y) {
  sr_out_put(out, (sr_slice){&command, 1});
  sr_svg_coordinate(out, x);
  sr_out_words(out, " ");
  sr_svg_coordinate(out, y);
}

void sr_svg_path_close(sr_out *out) { sr_out_words(out, "Z"); }
void sr_svg_path_end(sr_out *out) { sr_out_words(out, "\"/>"); }

static void open_text(sr_out *out, const char *class_name, sr_anchor anchor, double x, double y) {
  static const char *const anchors[] = {"start", "middle", "end"};
  open_tag(out, "text", class_name);
  attribute(out, "x", x);
  attribute(out, "y", y);
  sr_out_format(out, " text-anchor=\"%s\"", anchors[anchor]);
}

void sr_svg_text(sr_out *out, const char *class_name, sr_anchor anchor, double x, double y, sr_slice text) {
  open_text(out, class_name, anchor, x, y);
  sr_out_words(out, ">");
  sr_out_escaped(out, text);
  sr_out_words(out, "</text>");
}

void sr_svg_number(sr_out *out, const char *class_name, sr_anchor anchor, double x, double y, const sr_number *number) {
  char ref[SR_REF_MAX];
  sr_ref_write(sr_number_ref(number), ref);
  sr_out_format(out, "<a href=\"#%s\">", ref);
  open_text(out, class_name, anchor, x, y);
  sr_out_format(out, " data-ref=\"%s\">", ref);
  sr_out_escaped(out, sr_number_text(number));
  sr_out_words(out, "</text></a>");
}
