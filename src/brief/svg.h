/* SVG: scales, and elements written straight to an output.
 *
 * Coordinates are printed in tenths of a unit by integer arithmetic, so that the bytes depend on no locale and no
 * library; what is not finite or too large is moved to where it does no harm. Text of outside is escaped. Colours and
 * strokes are the style sheet's: elements carry classes. Figures print numbers only as sr_numbers, each with its
 * reference. Nothing is allocated; the first failure sticks in the output. */
#ifndef SR_BRIEF_SVG_H
#define SR_BRIEF_SVG_H

#include "brief/out.h"
#include "brief/page.h"

/* A linear scale from values to places; at_low may be above at_high (up is smaller in SVG). */
typedef struct sr_scale {
  double low, high, at_low, at_high;
} sr_scale;

/* Takes a value into a range that starts empty (sr_range_empty); what is not finite is passed over. */
typedef struct sr_range {
  double low, high; /* low > high: empty */
} sr_range;
extern const sr_range sr_range_empty;
void sr_range_take(sr_range *range, double value);

/* A scale over a range; one of no width is widened by half on both sides, an empty one is 0 to 1. */
sr_scale sr_scale_over(sr_range range, double at_low, double at_high);
/* The place of a value; beyond an end, and at infinity, that end. NAN: the low end. */
double sr_scale_at(const sr_scale *scale, double value);

/* One coordinate: "12", "-0.5"; at most 6 digits before the point. */
void sr_svg_coordinate(sr_out *out, double value);

/* <svg> with title and description, which screen readers say; id makes their ids and is different for each figure. role
 * is "img", or "group" for a figure with links in it: what is in an image cannot be reached. */
void sr_svg_begin(sr_out *out, const char *class_name, const char *role, double width, double height, uint32_t id);
/* After sr_svg_begin: the title's text goes between the two, escaped by the caller's use of sr_out_escaped. */
void sr_svg_title_end(sr_out *out, uint32_t id, const char *description);
void sr_svg_end(sr_out *out);

void sr_svg_line(sr_out *out, const char *class_name, double x1, double y1, double x2, double y2);
void sr_svg_rect(sr_out *out, const char *class_name, double x, double y, double width, double height);
void sr_svg_circle(sr_out *out, const char *class_name, double x, double y, double r);

/* <path>: begin, then moves and lines, then end. */
void sr_svg_path_begin(sr_out *out, const char *class_name);
void sr_svg_to(sr_out *out, char command, double x, double y); /* 'M' or 'L' */
void sr_svg_path_close(sr_out *out);                           /* the ring */
void sr_svg_path_end(sr_out *out);

typedef enum sr_anchor { SR_ANCHOR_START, SR_ANCHOR_MIDDLE, SR_ANCHOR_END } sr_anchor;
void sr_svg_text(sr_out *out, const char *class_name, sr_anchor anchor, double x, double y, sr_slice text);
/* A figure of the ledger, which links to its row. */
void sr_svg_number(sr_out *out, const char *class_name, sr_anchor anchor, double x, double y, const sr_number *number);

#endif
