/* Maps in GeoJSON: what is read is tidied, encoded and decoded again; rings stay regular and on the earth. */
#include "observe/geojson.h"

#include <math.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_shape(const sr_shape *shape) {
  for (uint32_t r = 0; r < shape->rings.n; r++) {
    const sr_ring ring = shape->rings.at[r];
    if (ring.n < 3 || ring.first + ring.n > sr_shape_points(shape) || (r == 0 && ring.hole)) abort();
    const double plane = sr_shape_ring_plane(shape, ring);
    if (plane != 0 && (plane < 0) != ring.hole) abort();
    for (uint32_t i = 0; i < ring.n; i++) {
      const double *p = sr_shape_at(shape, ring.first + i);
      if (!isfinite(p[0]) || !(fabs(p[1]) <= 90) || !sr_box_meets(shape->box, (sr_box){p[0], p[1], p[0], p[1]}))
        abort();
    }
  }
}

static sr_status visit(void *user, const sr_feature *feature, sr_error *err) {
  sr_arena *arena = user;
  sr_shape shape = {0}, back;
  sr_tidied tidied = {0};
  sr_error own = {.offset = SR_NOWHERE};
  sr_status status = sr_shape_append(&shape, arena, &feature->shape, err);
  if (!status) status = sr_shape_tidy(&shape, arena, &tidied, err);
  if (status) return status;
  check_shape(&shape);
  const sr_slice bytes = sr_shape_encode(&shape, arena);
  if (!bytes.ptr) return sr_arena_fail(arena, err);
  status = sr_shape_decode(bytes, arena, &back, &own);
  if (status == SR_ERR_NOMEM) return status;
  if (status || back.xy.n != shape.xy.n || back.rings.n != shape.rings.n) abort();
  for (uint32_t i = 0; i < shape.xy.n; i++)
    if (back.xy.at[i] != shape.xy.at[i]) abort();
  return SR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  sr_arena *arena = sr_arena_new((size_t)64 << 20);
  if (!arena) return 0;
  sr_geojson about;
  sr_error err = {.offset = SR_NOWHERE};
  const sr_slice bytes = {(const char *)data, size};
  const sr_status status = sr_geojson_read(bytes, arena, &about, visit, arena, &err);
  if (status && !err.message[0]) abort();
  if (status == SR_ERR_INPUT && err.offset != SR_NOWHERE && err.offset > size) abort();
  /* the same bytes as a stored shape: refused, or regular */
  sr_shape shape;
  (void)!sr_shape_decode(bytes, arena, &shape, &err);
  sr_arena_free(arena);
  return 0;
}
