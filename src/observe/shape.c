/* Shapes; see the header. */
#include "observe/shape.h"

#include "base/map.h"
#include "base/slice.h"
#include "observe/geodesy.h"

#include <math.h>
#include <stdlib.h>

const sr_box sr_box_empty = {1e9, 1e9, -1e9, -1e9};

sr_box sr_box_join(sr_box a, sr_box b) {
  return (sr_box){fmin(a.west, b.west), fmin(a.south, b.south), fmax(a.east, b.east), fmax(a.north, b.north)};
}

sr_box sr_shape_ring_box(const sr_shape *shape, sr_ring ring) {
  sr_box box = sr_box_empty;
  for (uint32_t i = 0; i < ring.n; i++) {
    const double *p = sr_shape_at(shape, ring.first + i);
    if (p[0] < box.west) box.west = p[0];
    if (p[0] > box.east) box.east = p[0];
    if (p[1] < box.south) box.south = p[1];
    if (p[1] > box.north) box.north = p[1];
  }
  return box;
}

/* ---- building ---- */

sr_status sr_shape_ring(sr_shape *shape, sr_arena *arena, bool hole, sr_error *err) {
  sr_ring *ring = SR_PUSH(arena, &shape->rings);
  if (!ring) return sr_arena_fail(arena, err);
  *ring = (sr_ring){sr_shape_points(shape), 0, hole};
  return SR_OK;
}

sr_status sr_shape_point(sr_shape *shape, sr_arena *arena, double lon, double lat, sr_error *err) {
  /* 540: maps over the antimeridian are drawn up to 360 degrees further east or west */
  if (!isfinite(lon) || !isfinite(lat) || fabs(lat) > 90 || fabs(lon) > 540)
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "the point %g, %g is not on the earth in degrees", lon, lat);
  if (shape->xy.n >= 2u * SR_SHAPE_POINTS_MAX)
    return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "more than %d points", SR_SHAPE_POINTS_MAX);
  double *x = SR_PUSH(arena, &shape->xy);
  if (!x) return sr_arena_fail(arena, err);
  *x = lon;
  double *y = SR_PUSH(arena, &shape->xy);
  if (!y) return sr_arena_fail(arena, err);
  *y = lat;
  shape->rings.at[shape->rings.n - 1].n++;
  return SR_OK;
}

sr_status sr_shape_append(sr_shape *shape, sr_arena *arena, const sr_shape *other, sr_error *err) {
  for (uint32_t r = 0; r < other->rings.n; r++) {
    const sr_ring ring = other->rings.at[r];
    SR_TRY(sr_shape_ring(shape, arena, ring.hole, err));
    for (uint32_t i = 0; i < ring.n; i++) {
      const double *p = sr_shape_at(other, ring.first + i);
      SR_TRY(sr_shape_point(shape, arena, p[0], p[1], err));
    }
  }
  return SR_OK;
}

/* ---- making regular ---- */

static bool same_point(const double *a, const double *b) { return a[0] == b[0] && a[1] == b[1]; }

/* Drops points that repeat the one before, and the closing one. */
static void drop_repeats(sr_shape *shape, sr_ring *ring, sr_tidied *tidied) {
  double *at = &shape->xy.at[(size_t)ring->first * 2];
  uint32_t n = 0;
  for (uint32_t i = 0; i < ring->n; i++) {
    if (n && same_point(&at[(size_t)(n - 1) * 2], &at[(size_t)i * 2])) {
      tidied->points_twice++;
      continue;
    }
    memmove(&at[(size_t)n++ * 2], &at[(size_t)i * 2], 2 * sizeof *at);
  }
  while (n > 1 && same_point(at, &at[(size_t)(n - 1) * 2])) n--;
  ring->n = n;
}

/* Further east or west than any map is drawn: a ring that came here steps over the antimeridian again and again. */
enum { LONGITUDE_MAX = 1000 };

/* A jump of more than half the world is a step over the antimeridian. A frame along 180 degrees down to a pole is drawn
 * with an edge from 180 to -180 and stays. */
static void unwrap(sr_shape *shape, sr_ring ring, sr_tidied *tidied) {
  double *at = &shape->xy.at[(size_t)ring.first * 2];
  double turn = 0;
  bool jumped = false;
  for (uint32_t i = 1; i < ring.n; i++) {
    const double step = at[(size_t)i * 2] + turn - at[(size_t)(i - 1) * 2];
    if (fabs(step) > 180 && fabs(step) < 360) {
      turn += step > 0 ? -360 : 360;
      jumped = true;
    }
    at[(size_t)i * 2] += turn;
  }
  if (!jumped) return;
  tidied->rings_unwrapped++;
  /* where most of it lies decides on which side of the antimeridian it is kept */
  double sum = 0;
  for (uint32_t i = 0; i < ring.n; i++) sum += at[(size_t)i * 2];
  const double middle = sum / ring.n, shift = middle > 180 ? -360 : middle < -180 ? 360 : 0;
  for (uint32_t i = 0; i < ring.n && shift != 0; i++) at[(size_t)i * 2] += shift;
}

double sr_shape_ring_plane(const sr_shape *shape, sr_ring ring) {
  double sum = 0;
  if (!ring.n) return 0;
  const double *origin = sr_shape_at(shape, ring.first);
  for (uint32_t i = 0; i < ring.n; i++) {
    const double *a = sr_shape_at(shape, ring.first + i), *b = sr_shape_at(shape, ring.first + (i + 1) % ring.n);
    sum += (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1]);
  }
  return sum / 2;
}

/* Whether a ring goes out and back on one line. A bow tie of two equal halves also has no signed area, but holds ground:
 * it is left for mending. */
static bool is_line(const sr_shape *shape, sr_ring ring) {
  const double *a = sr_shape_at(shape, ring.first), *b = sr_shape_at(shape, ring.first + 1);
  for (uint32_t i = 2; i < ring.n; i++) {
    const double *p = sr_shape_at(shape, ring.first + i);
    if ((b[0] - a[0]) * (p[1] - a[1]) - (p[0] - a[0]) * (b[1] - a[1]) != 0) return false;
  }
  return true;
}

static void turn(sr_shape *shape, sr_ring ring) {
  double *at = &shape->xy.at[(size_t)ring.first * 2];
  for (uint32_t i = 0, k = ring.n - 1; i < k; i++, k--) {
    double point[2];
    memcpy(point, &at[(size_t)i * 2], sizeof point);
    memcpy(&at[(size_t)i * 2], &at[(size_t)k * 2], sizeof point);
    memcpy(&at[(size_t)k * 2], point, sizeof point);
  }
}

/* A ring's identity whatever its first point: two seeded hashes of its points, rotated to begin at the lowest one. */
typedef struct ring_name {
  uint64_t hash[2];
  uint32_t ring;
} ring_name;

static int by_name(const void *left, const void *right) {
  const ring_name *a = left, *b = right;
  for (int i = 0; i < 2; i++)
    if (a->hash[i] != b->hash[i]) return a->hash[i] < b->hash[i] ? -1 : 1;
  return (a->ring > b->ring) - (a->ring < b->ring);
}

static ring_name name_ring(const sr_shape *shape, uint32_t r, double *room, const uint64_t seeds[2][2]) {
  const sr_ring ring = shape->rings.at[r];
  const double *at = sr_shape_at(shape, ring.first);
  uint32_t low = 0;
  for (uint32_t i = 1; i < ring.n; i++) {
    const double *p = &at[(size_t)i * 2], *q = &at[(size_t)low * 2];
    if (p[0] < q[0] || (p[0] == q[0] && p[1] < q[1])) low = i;
  }
  memcpy(room, &at[(size_t)low * 2], (size_t)(ring.n - low) * 2 * sizeof *at);
  memcpy(room + (size_t)(ring.n - low) * 2, at, (size_t)low * 2 * sizeof *at);
  for (uint32_t i = 0; i < ring.n * 2; i++) room[i] += 0.0; /* -0 is 0 */
  const sr_slice bytes = {(const char *)room, (size_t)ring.n * 2 * sizeof *room};
  return (ring_name){{sr_hash(seeds[0], bytes), sr_hash(seeds[1], bytes)}, r};
}

/* Marks rings (n = 0) that repeat an earlier one of their kind. */
static sr_status drop_twins(sr_shape *shape, sr_arena *arena, sr_tidied *tidied, sr_error *err) {
  if (shape->rings.n < 2) return SR_OK;
  const sr_arena_mark mark = sr_arena_save(arena);
  ring_name *names = SR_NEW(arena, ring_name, shape->rings.n);
  double *room = SR_NEW(arena, double, shape->xy.n);
  uint64_t seeds[2][2];
  if (!names || !room) return sr_arena_fail(arena, err);
  sr_hash_seed(seeds[0]);
  sr_hash_seed(seeds[1]);
  uint32_t n = 0;
  for (uint32_t r = 0; r < shape->rings.n; r++)
    if (shape->rings.at[r].n) names[n++] = name_ring(shape, r, room, (const uint64_t(*)[2])seeds);
  qsort(names, n, sizeof *names, by_name);
  for (uint32_t i = 1; i < n; i++) {
    sr_ring *ring = &shape->rings.at[names[i].ring];
    if (names[i].hash[0] != names[i - 1].hash[0] || names[i].hash[1] != names[i - 1].hash[1]) continue;
    if (ring->hole != shape->rings.at[names[i - 1].ring].hole) continue;
    ring->n = 0;
    tidied->rings_twice++;
  }
  sr_arena_reset(arena, mark);
  return SR_OK;
}

/* Closes the gaps that dropped points and rings left, so that equal shapes have equal arrays. */
static void pack(sr_shape *shape, sr_tidied *tidied) {
  uint32_t n_points = 0, n_rings = 0;
  bool shell = false;
  for (uint32_t r = 0; r < shape->rings.n; r++) {
    sr_ring ring = shape->rings.at[r];
    if (!ring.hole) shell = ring.n != 0;
    if (ring.hole && ring.n && !shell) {
      tidied->holes_alone++;
      continue;
    }
    if (!ring.n) continue;
    memmove(&shape->xy.at[(size_t)n_points * 2], sr_shape_at(shape, ring.first), (size_t)ring.n * 2 * sizeof(double));
    ring.first = n_points;
    n_points += ring.n;
    shape->rings.at[n_rings++] = ring;
  }
  shape->rings.n = n_rings;
  shape->xy.n = n_points * 2;
}

sr_status sr_shape_tidy(sr_shape *shape, sr_arena *arena, sr_tidied *tidied, sr_error *err) {
  for (uint32_t r = 0; r < shape->rings.n; r++) {
    sr_ring *ring = &shape->rings.at[r];
    drop_repeats(shape, ring, tidied);
    if (ring->n < 3) {
      ring->n = 0;
      tidied->rings_collapsed++;
      continue;
    }
    unwrap(shape, *ring, tidied);
    const sr_box box = sr_shape_ring_box(shape, *ring);
    if (box.west < -LONGITUDE_MAX || box.east > LONGITUDE_MAX)
      return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "a ring that winds round the earth again and again");
    const double plane = sr_shape_ring_plane(shape, *ring);
    if (plane == 0 && is_line(shape, *ring)) {
      ring->n = 0;
      tidied->rings_collapsed++;
    } else if (plane != 0 && (plane < 0) != ring->hole) {
      turn(shape, *ring);
      tidied->rings_turned++;
    }
  }
  SR_TRY(drop_twins(shape, arena, tidied, err));
  pack(shape, tidied);
  shape->box = sr_box_empty;
  for (uint32_t r = 0; r < shape->rings.n; r++)
    shape->box = sr_box_join(shape->box, sr_shape_ring_box(shape, shape->rings.at[r]));
  return SR_OK;
}

/* ---- measuring ---- */

double sr_shape_area_m2(const sr_shape *shape) {
  sr_sum sum = {0};
  for (uint32_t r = 0; r < shape->rings.n; r++) {
    const sr_ring ring = shape->rings.at[r];
    for (uint32_t i = 0; i < ring.n; i++)
      sr_sum_add(&sum, sr_geodesy_edge_m2(sr_shape_at(shape, ring.first + i),
                                          sr_shape_at(shape, ring.first + (i + 1 == ring.n ? 0 : i + 1))));
  }
  return sr_sum_value(sum);
}

bool sr_shape_holds(const sr_shape *shape, double lon, double lat) {
  if (lon < shape->box.west || lon > shape->box.east || lat < shape->box.south || lat > shape->box.north) return false;
  bool inside = false;
  for (uint32_t r = 0; r < shape->rings.n; r++) {
    const sr_ring ring = shape->rings.at[r];
    const double *a = sr_shape_at(shape, ring.first + ring.n - 1);
    for (uint32_t i = 0; i < ring.n; i++) {
      const double *b = sr_shape_at(shape, ring.first + i);
      if ((a[1] > lat) != (b[1] > lat) && lon < a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0])) inside = !inside;
      a = b;
    }
  }
  return inside;
}

double sr_shape_distance_km(const sr_shape *shape, double lon, double lat) {
  /* Lengths of a degree at this latitude, from the radii of curvature of the ellipsoid. */
  const double degree = acos(-1.0) / 180, e2 = 0.00669437999014, s = sin(lat * degree);
  const double w = sqrt(1 - e2 * s * s);
  const double east_km = 6378.137 / w * cos(lat * degree) * degree;
  const double north_km = 6378.137 * (1 - e2) / (w * w * w) * degree;
  double best = HUGE_VAL;
  for (uint32_t r = 0; r < shape->rings.n; r++) {
    const sr_ring ring = shape->rings.at[r];
    for (uint32_t i = 0; i < ring.n; i++) {
      const double *p = sr_shape_at(shape, ring.first + i);
      const double *q = sr_shape_at(shape, ring.first + (i + 1 == ring.n ? 0 : i + 1));
      const double px = (p[0] - lon) * east_km, py = (p[1] - lat) * north_km;
      const double dx = (q[0] - p[0]) * east_km, dy = (q[1] - p[1]) * north_km;
      const double length2 = dx * dx + dy * dy;
      double t = length2 > 0 ? -(px * dx + py * dy) / length2 : 0;
      t = t < 0 ? 0 : t > 1 ? 1 : t;
      const double d = hypot(px + t * dx, py + t * dy);
      if (d < best) best = d;
    }
  }
  return best;
}

/* ---- bytes ---- */

/* "q" and whole ten-millionths of a degree (a centimetre) as differences in zigzag varints where that loses nothing,
 * which holds for all maps with up to seven decimals; "d" and 64-bit IEEE 754, lowest byte first, otherwise. */
static const double PER_DEGREE = 1e7;

static bool is_decimal(const sr_shape *shape) {
  for (uint32_t i = 0; i < shape->xy.n; i++) {
    const double x = shape->xy.at[i];
    if (nearbyint(x * PER_DEGREE) / PER_DEGREE != x) return false;
  }
  return true;
}

static uint8_t *put_varint(uint8_t *at, uint64_t value) {
  for (; value >= 0x80; value >>= 7) *at++ = (uint8_t)(value | 0x80);
  *at++ = (uint8_t)value;
  return at;
}

static uint8_t *put_double(uint8_t *at, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  for (int i = 0; i < 8; i++) *at++ = (uint8_t)(bits >> (8 * i));
  return at;
}

sr_slice sr_shape_encode(const sr_shape *shape, sr_arena *arena) {
  const bool decimal = is_decimal(shape);
  uint8_t *bytes = sr_arena_alloc(arena, 16 + (size_t)shape->rings.n * 10 + (size_t)shape->xy.n * 10);
  if (!bytes) return (sr_slice){0};
  uint8_t *at = bytes;
  *at++ = decimal ? 'q' : 'd';
  at = put_varint(at, shape->rings.n);
  for (uint32_t r = 0; r < shape->rings.n; r++)
    at = put_varint(at, (uint64_t)shape->rings.at[r].n << 1 | shape->rings.at[r].hole);
  int64_t before[2] = {0};
  for (uint32_t i = 0; i < shape->xy.n; i++) {
    if (!decimal) {
      at = put_double(at, shape->xy.at[i]);
      continue;
    }
    const int64_t whole = (int64_t)nearbyint(shape->xy.at[i] * PER_DEGREE), step = whole - before[i & 1];
    before[i & 1] = whole;
    at = put_varint(at, (uint64_t)step << 1 ^ (step < 0 ? UINT64_MAX : 0));
  }
  return (sr_slice){(const char *)bytes, (size_t)(at - bytes)};
}

static bool get_varint(sr_slice *rest, uint64_t *value) {
  *value = 0;
  for (int shift = 0; shift < 64 && rest->len; shift += 7) {
    const uint8_t byte = (uint8_t)*rest->ptr;
    rest->ptr++, rest->len--;
    *value |= (uint64_t)(byte & 0x7f) << shift;
    if (!(byte & 0x80)) return true;
  }
  return false;
}

static bool get_double(sr_slice *rest, double *value) {
  if (rest->len < 8) return false;
  uint64_t bits = 0;
  for (int i = 0; i < 8; i++) bits |= (uint64_t)(uint8_t)rest->ptr[i] << (8 * i);
  memcpy(value, &bits, sizeof bits);
  rest->ptr += 8, rest->len -= 8;
  return isfinite(*value);
}

static bool read_rings(sr_slice *rest, sr_arena *arena, sr_shape *shape) {
  uint64_t n_rings, n_points = 0;
  if (!get_varint(rest, &n_rings) || n_rings > rest->len) return false;
  for (uint64_t r = 0; r < n_rings; r++) {
    uint64_t head;
    sr_ring *ring = SR_PUSH(arena, &shape->rings);
    if (!ring || !get_varint(rest, &head) || head >> 1 < 3 || head >> 1 > SR_SHAPE_POINTS_MAX) return false;
    *ring = (sr_ring){(uint32_t)n_points, (uint32_t)(head >> 1), head & 1};
    n_points += head >> 1;
    if (n_points > SR_SHAPE_POINTS_MAX || (ring->hole && r == 0)) return false;
  }
  if (n_points * 2 > rest->len) return false; /* a coordinate takes a byte at least */
  shape->xy.at = SR_NEW(arena, double, n_points * 2 + 1);
  shape->xy.n = shape->xy.room = (uint32_t)n_points * 2;
  return shape->xy.at != NULL;
}

static bool read_points(sr_slice *rest, bool decimal, sr_shape *shape) {
  uint64_t before[2] = {0};
  for (uint32_t i = 0; i < shape->xy.n; i++) {
    double *x = &shape->xy.at[i];
    if (decimal) {
      uint64_t step;
      if (!get_varint(rest, &step)) return false;
      before[i & 1] += step >> 1 ^ (step & 1 ? UINT64_MAX : 0); /* wraps, and back again */
      *x = (double)(int64_t)before[i & 1] / PER_DEGREE;
    } else if (!get_double(rest, x)) {
      return false;
    }
    if (fabs(*x) > LONGITUDE_MAX) return false;
  }
  return rest->len == 0;
}

sr_status sr_shape_decode(sr_slice bytes, sr_arena *arena, sr_shape *shape, sr_error *err) {
  *shape = (sr_shape){.box = sr_box_empty};
  sr_slice rest = sr_slice_cut(bytes, 1, bytes.len);
  const bool decimal = bytes.len && bytes.ptr[0] == 'q';
  const bool good = bytes.len && (decimal || bytes.ptr[0] == 'd') && read_rings(&rest, arena, shape) &&
                    read_points(&rest, decimal, shape);
  SR_TRY(sr_arena_check(arena, err));
  if (!good) return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "the stored shape is damaged");
  for (uint32_t r = 0; r < shape->rings.n; r++)
    shape->box = sr_box_join(shape->box, sr_shape_ring_box(shape, shape->rings.at[r]));
  return SR_OK;
}
