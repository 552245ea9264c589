/* Drawing the locator maps; see map.h. */
#include "brief/map.h"

#include "base/slice.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>

static const double WIDTH = 640, HEIGHT = 560, MARGIN = 6;

typedef struct view {
  sr_box box;
  double scale, east;   /* units a degree of latitude; relative length of a degree of longitude */
  double width, height; /* of the figure */
} view;

static view view_of(sr_box box) {
  view v = {.box = box, .east = cos((box.south + box.north) / 2 * acos(-1.0) / 180)};
  const double wide = fmax((box.east - box.west) * v.east, 1e-6), high = fmax(box.north - box.south, 1e-6);
  v.scale = fmin((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high);
  v.width = 2 * MARGIN + wide * v.scale;
  v.height = 2 * MARGIN + high * v.scale;
  return v;
}

static double x_of(const view *v, double lon) { return MARGIN + (lon - v->box.west) * v->east * v->scale; }
static double y_of(const view *v, double lat) { return MARGIN + (v->box.north - lat) * v->scale; }

/* ---- shapes ---- */

typedef struct dot {
  double x, y;
} dot;

/* A ring in units of the figure; room for what clipping adds. */
typedef struct trace {
  dot *at;
  uint32_t n;
} trace;

/* One side of the frame: inside where sign * (x or y) <= sign * edge. */
typedef struct cut {
  double edge, sign;
  bool is_y;
} cut;

static double outside_by(const cut *c, dot p) { return c->sign * ((c->is_y ? p.y : p.x) - c->edge); }

/* I. E. Sutherland and G. W. Hodgman, Reentrant polygon clipping, CACM 17 (1974), 32-42, one side at a time. */
static void clip(const trace *from, const cut *c, trace *to) {
  to->n = 0;
  for (uint32_t i = 0; i < from->n; i++) {
    const dot a = from->at[i ? i - 1 : from->n - 1], b = from->at[i];
    const double da = outside_by(c, a), db = outside_by(c, b);
    if ((da > 0) != (db > 0)) {
      const double t = da / (da - db);
      to->at[to->n++] = (dot){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
    }
    if (db <= 0) to->at[to->n++] = b;
  }
}

/* The ring inside the frame and a little beyond, so that no stroke runs along the cut. */
static trace framed(const view *v, const sr_shape *shape, sr_ring ring, trace *a, trace *b) {
  static const double beyond = 5;
  const cut sides[] = {
      {-beyond, -1, false}, {v->width + beyond, 1, false}, {-beyond, -1, true}, {v->height + beyond, 1, true}};
  a->n = 0;
  for (uint32_t i = 0; i < ring.n; i++) {
    const double *p = sr_shape_at(shape, ring.first + i);
    a->at[a->n++] = (dot){x_of(v, p[0]), y_of(v, p[1])};
  }
  trace *from = a, *to = b;
  for (int k = 0; k < 4; k++) {
    clip(from, &sides[k], to);
    trace *const swap = from;
    from = to, to = swap;
  }
  return *from;
}

/* Steps below `least` are left out. */
static sr_status put_shape(sr_out *out, const view *v, const sr_shape *shape, const char *class_name, double least,
                           sr_arena *scratch) {
  uint32_t most = 0;
  for (uint32_t r = 0; r < shape->rings.n; r++)
    if (shape->rings.at[r].n > most) most = shape->rings.at[r].n;
  const sr_arena_mark mark = sr_arena_save(scratch);
  /* A cut makes at most 1.5 points of each: every other one outside, with a crossing on both sides. Four cuts: 5.1. */
  const size_t room = (size_t)most * 6 + 8;
  trace a = {SR_NEW(scratch, dot, room), 0}, b = {SR_NEW(scratch, dot, room), 0};
  if (!a.at || !b.at) return sr_arena_fail(scratch, out->err);
  sr_svg_path_begin(out, class_name);
  for (uint32_t r = 0; r < shape->rings.n; r++) {
    const trace seen = framed(v, shape, shape->rings.at[r], &a, &b);
    dot last = {0, 0};
    for (uint32_t i = 0; i < seen.n; i++) {
      if (i && hypot(seen.at[i].x - last.x, seen.at[i].y - last.y) < least) continue;
      last = seen.at[i];
      sr_svg_to(out, i ? 'L' : 'M', last.x, last.y);
    }
    if (seen.n) sr_svg_path_close(out);
  }
  sr_svg_path_end(out);
  sr_arena_reset(scratch, mark);
  return SR_OK;
}

/* ---- names ---- */

/* Names at one size: as wide as they may be there. */
typedef struct lettering {
  const char *class_name;
  double high, letter;
} lettering;

enum { NAMES_MAX = 64 };

typedef struct naming {
  const view *v;
  const sr_block *block;
  const lettering *letters;
  sr_box taken[2 * NAMES_MAX]; /* south and north are y here */
  uint32_t n;
} naming;

static size_t letters_of(sr_slice name) {
  size_t n = 0;
  for (size_t at = 0; at < name.len; n++) sr_utf8_next(name, &at);
  return n;
}

/* A name beside its mark: to the right, to the left, above or below, where it meets nothing that is there. */
static void put_name(sr_out *out, naming *names, const sr_spot *spot) {
  static const double beside = 7;
  const sr_slice name = spot->label.at[0].text;
  const double x = x_of(names->v, spot->lon), y = y_of(names->v, spot->lat), high = names->letters->high;
  const double width = names->letters->letter * (double)letters_of(name), low = y + high * 0.33;
  const struct {
    sr_anchor anchor;
    double x, y, left;
  } tries[] = {{SR_ANCHOR_START, x + beside, low, x + beside},
               {SR_ANCHOR_END, x - beside, low, x - beside - width},
               {SR_ANCHOR_MIDDLE, x, y - beside, x - width / 2},
               {SR_ANCHOR_MIDDLE, x, y + beside + high * 0.7, x - width / 2}};
  for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
    const sr_box box = {tries[i].left, tries[i].y - high * 0.8, tries[i].left + width, tries[i].y + high * 0.2};
    bool free = box.west >= 0 && box.east <= names->v->width && box.south >= 0 && box.north <= names->v->height;
    for (uint32_t k = 0; k < names->n && free; k++) free = !sr_box_meets(names->taken[k], box);
    if (!free) continue;
    names->taken[names->n++] = box;
    sr_svg_text(out, "place", tries[i].anchor, tries[i].x, tries[i].y, name);
    return;
  }
}

static int by_claims(const void *a, const void *b) {
  const sr_spot *x = *(const sr_spot *const *)a, *y = *(const sr_spot *const *)b;
  if (x->claims != y->claims) return x->claims < y->claims ? 1 : -1;
  return (x > y) - (x < y);
}

/* Names of the places of most claims first; one that has no room is left to the list. */
static void put_names(sr_out *out, const view *v, const sr_block *block, const lettering *letters) {
  static const double mark = 4;
  const sr_spot *spots[NAMES_MAX];
  naming names = {.v = v, .block = block, .letters = letters};
  uint32_t n = 0;
  for (uint32_t i = 0; i < block->spots.n && n < NAMES_MAX; i++) {
    const sr_spot *spot = &block->spots.at[i];
    if (spot->whole || !spot->label.n) continue;
    const double x = x_of(v, spot->lon), y = y_of(v, spot->lat);
    names.taken[names.n++] = (sr_box){x - mark, y - mark, x + mark, y + mark};
    spots[n++] = spot;
  }
  qsort(spots, n, sizeof *spots, by_claims);
  sr_out_format(out, "<g class=\"%s\">", letters->class_name);
  for (uint32_t i = 0; i < n; i++) put_name(out, &names, spots[i]);
  sr_out_words(out, "</g>");
}

/* ---- the figure ---- */

static void put_pattern(sr_out *out, uint32_t side, uint32_t id) {
  static const int turns[] = {45, 135, 0};
  sr_out_format(
      out,
      "<pattern id=\"h%u-%u\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(%d)\"><line class=\"hatch p%u\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\"/></pattern>",
      id, side, turns[side], side);
}

void sr_map_draw_key(sr_out *out, uint32_t side, uint32_t id) {
  sr_out_format(out,
                "<svg class=\"key\" aria-hidden=\"true\" viewBox=\"0 0 24 14\"><rect class=\"held p%u\" x=\"0.5\" "
                "y=\"0.5\" width=\"23\" height=\"13\" fill=\"url(#h%u-%u)\"/></svg>",
                side, id, side);
}

/* Land beside is there to be told from the sea. */
static const double SEEN = 0.6, BESIDE = 1.6;

static sr_status put_ground(sr_out *out, const view *v, const sr_outlines *o, uint32_t id, sr_arena *scratch) {
  for (uint32_t i = 0; i < o->units.n; i++)
    if (o->units.at[i].beside) SR_TRY(put_shape(out, v, &o->units.at[i].shape, "division beside", BESIDE, scratch));
  for (uint32_t i = 0; i < o->units.n; i++) /* the outer half of these strokes is the country's outline */
    if (!o->units.at[i].apart && !o->units.at[i].beside)
      SR_TRY(put_shape(out, v, &o->units.at[i].shape, "country", SEEN, scratch));
  for (uint32_t i = 0; i < o->units.n; i++) {
    const sr_outline *unit = &o->units.at[i];
    if (unit->beside && !unit->apart) continue;
    SR_TRY(put_shape(out, v, &unit->shape, unit->apart ? "division apart" : "division", SEEN, scratch));
  }
  for (uint32_t i = 0; i < o->units.n; i++)
    if (o->units.at[i].named) SR_TRY(put_shape(out, v, &o->units.at[i].shape, "named", SEEN, scratch));
  for (uint32_t i = 0; i < o->held.n; i++) {
    char class_name[16] = "held p0";
    class_name[6] = (char)('0' + o->held.at[i].side);
    sr_out_format(out, "<g fill=\"url(#h%u-%u)\">", id, o->held.at[i].side);
    SR_TRY(put_shape(out, v, &o->held.at[i].shape, class_name, SEEN, scratch));
    sr_out_words(out, "</g>");
  }
  return SR_OK;
}

sr_status sr_map_draw(sr_out *out, const sr_block *block, uint32_t id, sr_arena *scratch) {
  /* The widest letters of the style sheet's faces at its two sizes: on a telephone the figure is half as wide. */
  static const lettering wide = {"wide", 11, 7.4}, narrow = {"narrow", 19, 12.8};
  static const double point = 3.6;
  const sr_outlines *o = block->outlines;
  const view v = view_of(o->box);
  sr_svg_begin(out, "map", "img", v.width, v.height, id);
  sr_out_phrase(out, "Where claims lie");
  sr_svg_title_end(out, id,
                   "A map of divisions with the places that claims name. The list beside it names the places with "
                   "their claims.");
  sr_out_words(out, "<defs>");
  for (uint32_t side = 0; side < 3; side++) put_pattern(out, side, id);
  sr_out_words(out, "</defs>");
  SR_TRY(put_ground(out, &v, o, id, scratch));
  for (uint32_t i = 0; i < block->spots.n; i++) {
    const sr_spot *spot = &block->spots.at[i];
    if (!spot->whole)
      sr_svg_circle(out, spot->region ? "spot region" : "spot", x_of(&v, spot->lon), y_of(&v, spot->lat), point);
  }
  put_names(out, &v, block, &wide);
  put_names(out, &v, block, &narrow);
  sr_svg_end(out);
  return SR_OK;
}
