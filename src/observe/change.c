/* What a change is made of; see the header. */
#include "observe/change.h"

#include "observe/geodesy.h"

static double outline_m(const sr_shape *s, uint32_t first, uint32_t end) {
  double km = 0;
  for (uint32_t r = first; r < end; r++)
    for (uint32_t i = 0; i < s->rings.at[r].n; i++) {
      const double *a = sr_shape_at(s, s->rings.at[r].first + i);
      const double *b = sr_shape_at(s, s->rings.at[r].first + (i + 1) % s->rings.at[r].n);
      km += sr_geodesy_distance_km(a[1], a[0], b[1], b[0]);
    }
  return km * 1000;
}

/* One polygon of a shape, as a shape: the rings [first, end). */
static sr_shape polygon_of(const sr_shape *s, uint32_t first, uint32_t end) {
  sr_shape p = *s;
  p.rings.at += first;
  p.rings.n = end - first;
  p.box = sr_box_empty;
  for (uint32_t r = first; r < end; r++) p.box = sr_box_join(p.box, sr_shape_ring_box(s, s->rings.at[r]));
  return p;
}

/* Splits ground that one map has and the other has not; *total is all of it. */
static sr_status split_side(sr_geos *geos, sr_arena *arena, const sr_shape *moved, const sr_shape *was, double redraw_m,
                            sr_change_parts *parts, int side, double *total, sr_error *err) {
  sr_shape broad = {0};
  *total = sr_shape_area_m2(moved);
  for (uint32_t r = 0; r < moved->rings.n;) {
    uint32_t end = r + 1;
    while (end < moved->rings.n && moved->rings.at[end].hole) end++;
    const sr_shape piece = polygon_of(moved, r, end);
    const double area = sr_shape_area_m2(&piece), outline = outline_m(moved, r, end);
    if (outline <= 0 || 2 * area / outline < redraw_m)
      parts->redrawn_m2[side] += area;
    else
      SR_TRY(sr_shape_append(&broad, arena, &piece, err));
    r = end;
  }
  if (!broad.rings.n) return SR_OK;
  sr_tidied tidied = {0};
  SR_TRY(sr_shape_tidy(&broad, arena, &tidied, err));
  if (was->rings.n) {
    sr_shape known = {0};
    SR_TRY(sr_geos_overlay(geos, arena, SR_OVERLAY_COMMON, &broad, was, &known, err));
    parts->reclassified_m2[side] = sr_shape_area_m2(&known);
  }
  /* what is left, so that the parts add up whatever the cuts */
  parts->new_m2[side] = *total - parts->redrawn_m2[side] - parts->reclassified_m2[side];
  return SR_OK;
}

sr_status sr_change_split(sr_geos *geos, sr_arena *arena, const sr_shape *const held[2], const sr_shape *const other[2],
                          double redraw_m, sr_change_parts *parts, sr_error *err) {
  double total[2] = {0};
  *parts = (sr_change_parts){0};
  SR_TRY(sr_geodesy_ready(err));
  for (int side = 0; side < 2; side++) {
    sr_shape moved = {0};
    SR_TRY(sr_geos_overlay(geos, arena, SR_OVERLAY_LESS, held[1 - side], held[side], &moved, err));
    SR_TRY(split_side(geos, arena, &moved, other[side], redraw_m, parts, side, &total[side], err));
  }
  parts->cut_m2 = sr_shape_area_m2(held[1]) - sr_shape_area_m2(held[0]) - (total[0] - total[1]);
  return SR_OK;
}
