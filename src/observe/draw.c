/* Drawing a control map: letters for a terminal, or an SVG element; see sitrep/ground.h. Nothing needs a colour. */
#include "observe/series.h"

#include "base/slice.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const size_t ARENA_BYTES = (size_t)1 << 30;
/* A letter is some twice as high as wide and stands for 2 by 4 samples. */
enum { ACROSS = 2, DOWN = 4, ROWS_MAX = 36, COLUMNS_MAX = 400 };

typedef enum layer { NOW, BEFORE, CONTESTED, LAYERS } layer;

typedef struct drawing {
  const sr_draw_options *options;
  sr_arena *arena;
  sr_ground_sink sink;
  void *user;
  sr_slice place, source;
  sr_day from, to;
  sr_shape shapes[LAYERS]; /* without rings where there is none */
  sr_box box;
  double east, north; /* relative lengths of a degree */
} drawing;

static sr_status put(const drawing *d, sr_error *err, const char *format, ...) SR_PRINTF(3, 4);
static sr_status put(const drawing *d, sr_error *err, const char *format, ...) {
  char text[1024];
  va_list args;
  va_start(args, format);
  const int n = vsnprintf(text, sizeof text, format, args);
  va_end(args);
  return d->sink(d->user, (sr_slice){text, n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1}, err);
}

/* ---- what to draw ---- */

static const sr_ground_series *series_of(const sr_all_series *all, const char *kind, const sr_ground_series *like) {
  for (uint32_t i = 0; i < all->all.n; i++) {
    const sr_ground_series *s = &all->all.at[i];
    if (sr_slice_is(s->kind, kind) &&
        (!like || (sr_slice_eq(s->source, like->source) && sr_slice_eq(s->party, like->party))))
      return s;
  }
  return NULL;
}

static sr_status load(drawing *d, sr_ledger *ledger, sr_error *err) {
  sr_all_series all;
  SR_TRY(
      sr_series_load(ledger, (sr_slice){0}, (sr_slice){0}, d->options->source, d->options->as_of, d->arena, &all, err));
  const sr_ground_series *held = series_of(&all, "held", NULL);
  const sr_day last = d->options->to == SR_DAY_NONE ? INT32_MAX : d->options->to;
  const sr_ground_level *now = held ? sr_series_before(held, last) : NULL;
  if (!now) return sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "no map of held ground in the ledger for that day");
  d->place = held->place;
  d->source = held->source;
  d->from = d->to = now->day;
  SR_TRY(sr_series_shape(ledger, now->shape, d->arena, &d->shapes[NOW], err));
  const sr_ground_level *before = d->options->from == SR_DAY_NONE ? NULL : sr_series_before(held, d->options->from);
  if (before && before->day < now->day) {
    d->from = before->day;
    SR_TRY(sr_series_shape(ledger, before->shape, d->arena, &d->shapes[BEFORE], err));
  }
  const sr_ground_series *contested = series_of(&all, "contested", held);
  const sr_ground_level *open = contested ? sr_series_before(contested, now->day) : NULL;
  if (open && open->day == now->day) SR_TRY(sr_series_shape(ledger, open->shape, d->arena, &d->shapes[CONTESTED], err));
  d->box = sr_box_empty;
  for (int l = 0; l < LAYERS; l++)
    if (d->shapes[l].rings.n) d->box = sr_box_join(d->box, d->shapes[l].box);
  const double margin = 0.02 * fmax(d->box.east - d->box.west, d->box.north - d->box.south) + 1e-6;
  d->box.west -= margin, d->box.east += margin, d->box.south -= margin, d->box.north += margin;
  d->east = cos((d->box.south + d->box.north) / 2 * acos(-1.0) / 180);
  d->north = 1;
  return SR_OK;
}

/* ---- letters ---- */

static int by_value(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Which samples of a grid lie inside, by the crossings of each row of them (even-odd). */
static sr_status fill(const drawing *d, const sr_shape *shape, uint32_t columns, uint32_t rows, bool *inside,
                      sr_error *err) {
  double *crossings = SR_NEW(d->arena, double, sr_shape_points(shape) + 1);
  if (!crossings) return sr_arena_fail(d->arena, err);
  for (uint32_t y = 0; y < rows; y++) {
    const double lat = d->box.north - (y + 0.5) / rows * (d->box.north - d->box.south);
    uint32_t n = 0;
    for (uint32_t r = 0; r < shape->rings.n; r++)
      for (uint32_t i = 0; i < shape->rings.at[r].n; i++) {
        const double *a = sr_shape_at(shape, shape->rings.at[r].first + i);
        const double *b = sr_shape_at(shape, shape->rings.at[r].first + (i + 1) % shape->rings.at[r].n);
        if ((a[1] > lat) != (b[1] > lat)) crossings[n++] = a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0]);
      }
    qsort(crossings, n, sizeof *crossings, by_value);
    uint32_t passed = 0;
    for (uint32_t x = 0; x < columns; x++) {
      const double lon = d->box.west + (x + 0.5) / columns * (d->box.east - d->box.west);
      while (passed < n && crossings[passed] < lon) passed++;
      inside[(size_t)y * columns + x] = passed & 1;
    }
  }
  return SR_OK;
}

typedef struct marks {
  const char *held, *gained, *lost, *contested;
} marks;

static sr_status draw_letters(drawing *d, sr_error *err) {
  const marks m = d->options->ascii ? (marks){"+", "#", "x", "."} : (marks){"▒", "█", "○", "·"};
  uint32_t columns = d->options->columns ? d->options->columns : 72;
  if (columns > COLUMNS_MAX) columns = COLUMNS_MAX;
  const double shape = (d->box.north - d->box.south) * d->north / ((d->box.east - d->box.west) * d->east);
  uint32_t rows = (uint32_t)fmax(2, columns * shape / 2);
  if (rows > ROWS_MAX) {
    columns = (uint32_t)fmax(2, columns * (double)ROWS_MAX / rows);
    rows = ROWS_MAX;
  }
  const uint32_t wide = columns * ACROSS, high = rows * DOWN;
  bool *inside[LAYERS];
  for (int l = 0; l < LAYERS; l++) {
    inside[l] = SR_NEW(d->arena, bool, (size_t)wide *high);
    if (!inside[l]) return sr_arena_fail(d->arena, err);
    if (d->shapes[l].rings.n) SR_TRY(fill(d, &d->shapes[l], wide, high, inside[l], err));
  }
  const bool change = d->shapes[BEFORE].rings.n > 0;
  for (uint32_t y = 0; y < rows; y++) {
    char line[COLUMNS_MAX * 3 + 2];
    size_t n = 0, end = 0;
    for (uint32_t x = 0; x < columns; x++) {
      int held = 0, gained = 0, lost = 0, contested = 0;
      for (uint32_t k = 0; k < ACROSS * DOWN; k++) {
        const size_t at = (size_t)(y * DOWN + k / ACROSS) * wide + x * ACROSS + k % ACROSS;
        const bool now = inside[NOW][at], before = inside[BEFORE][at];
        held += now;
        gained += change && now && !before;
        lost += change && before && !now;
        contested += inside[CONTESTED][at] && !now;
      }
      const char *mark = gained >= 3      ? m.gained
                         : lost >= 3      ? m.lost
                         : held >= 4      ? m.held
                         : contested >= 4 ? m.contested
                                          : " ";
      const size_t length = strlen(mark);
      memcpy(line + n, mark, length);
      n += length;
      if (*mark != ' ') end = n;
    }
    line[end] = '\n';
    SR_TRY(d->sink(d->user, (sr_slice){line, end + 1}, err));
  }
  char from[SR_DAY_MAX], to[SR_DAY_MAX];
  sr_day_write(d->from, from);
  sr_day_write(d->to, to);
  if (change)
    SR_TRY(put(d, err, "%s held   %s gained since %s   %s lost", m.held, m.gained, from, m.lost));
  else
    SR_TRY(put(d, err, "%s held", m.held));
  if (d->shapes[CONTESTED].rings.n) SR_TRY(put(d, err, "   %s contested", m.contested));
  return put(d, err, "\n%.*s on %s; map: %.*s\n", SR_FMT(d->place), to, SR_FMT(d->source));
}

/* ---- SVG ---- */

static const double SVG_WIDTH = 640;

static sr_status put_escaped(const drawing *d, sr_slice text, sr_error *err) {
  for (size_t i = 0; i < text.len; i++) {
    const char c = text.ptr[i];
    const char *as = c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : c == '"' ? "&quot;" : NULL;
    const sr_slice piece = as ? sr_slice_of(as) : (uint8_t)c < ' ' ? SR_SLICE(" ") : (sr_slice){&text.ptr[i], 1};
    SR_TRY(d->sink(d->user, piece, err));
  }
  return SR_OK;
}

static sr_status put_path(const drawing *d, const sr_shape *shape, double scale, const char *look, sr_error *err) {
  SR_TRY(put(d, err, "<path %s fill-rule=\"evenodd\" d=\"", look));
  for (uint32_t r = 0; r < shape->rings.n; r++) {
    double x0 = -1e9, y0 = -1e9;
    for (uint32_t i = 0; i < shape->rings.at[r].n; i++) {
      const double *p = sr_shape_at(shape, shape->rings.at[r].first + i);
      const double x = (p[0] - d->box.west) * d->east * scale, y = (d->box.north - p[1]) * d->north * scale;
      /* a third of a pixel is not seen */
      if (i && hypot(x - x0, y - y0) < 0.33) continue;
      SR_TRY(put(d, err, "%s%.1f %.1f", i ? "L" : "M", x, y));
      x0 = x, y0 = y;
    }
    SR_TRY(put(d, err, "Z"));
  }
  return put(d, err, "\"/>");
}

static sr_status draw_svg(drawing *d, sr_error *err) {
  const double scale = SVG_WIDTH / ((d->box.east - d->box.west) * d->east);
  const double height = (d->box.north - d->box.south) * d->north * scale;
  char from[SR_DAY_MAX], to[SR_DAY_MAX];
  sr_day_write(d->from, from);
  sr_day_write(d->to, to);
  const bool change = d->shapes[BEFORE].rings.n > 0;
  SR_TRY(put(d, err, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 %.0f %.0f\"><title>",
             SVG_WIDTH, height + 24));
  SR_TRY(put_escaped(d, d->place, err));
  SR_TRY(put(d, err, ", held on %s%s%s</title>", to, change ? "; dark: gained since " : "", change ? from : ""));
  if (change) {
    SR_TRY(put_path(d, &d->shapes[NOW], scale, "fill=\"#222\"", err));
    SR_TRY(put_path(d, &d->shapes[BEFORE], scale,
                    "fill=\"#bbb\" stroke=\"#666\" stroke-dasharray=\"3 2\" stroke-width=\".7\"", err));
    SR_TRY(put_path(d, &d->shapes[NOW], scale, "fill=\"none\" stroke=\"#222\" stroke-width=\".8\"", err));
  } else {
    SR_TRY(put_path(d, &d->shapes[NOW], scale, "fill=\"#bbb\" stroke=\"#222\" stroke-width=\".8\"", err));
  }
  if (d->shapes[CONTESTED].rings.n)
    SR_TRY(put_path(d, &d->shapes[CONTESTED], scale, "fill=\"none\" stroke=\"#222\" stroke-dasharray=\"1 2\"", err));
  SR_TRY(put(d, err, "<text x=\"2\" y=\"%.0f\" font-size=\"11\" font-family=\"sans-serif\">%s%s%s; ", height + 16, to,
             change ? ", dark: gained since " : "", change ? from : ""));
  SR_TRY(put_escaped(d, d->source, err));
  return put(d, err, "</text></svg>\n");
}

sr_status sr_draw_map(sr_ledger *ledger, const sr_draw_options *options, sr_ground_sink sink, void *user,
                      sr_error *err) {
  drawing d = {.options = options, .sink = sink, .user = user};
  d.arena = sr_arena_new(ARENA_BYTES);
  if (!d.arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to draw a map");
  sr_status status = load(&d, ledger, err);
  if (!status) status = options->svg ? draw_svg(&d, err) : draw_letters(&d, err);
  sr_arena_free(d.arena);
  return status;
}
