/* GeoJSON; see the header. A recursive-descent reader with a counted depth over a cursor. */
#include "observe/geojson.h"

#include "base/slice.h"
#include "base/utf8.h"

#include <math.h>

typedef struct reader {
  sr_slice bytes;
  size_t at;
  int depth;
  sr_arena *arena;
  sr_geojson *about;
  sr_feature_visit visit;
  void *user;
  sr_error *err;
} reader;

bool sr_geojson_likely(sr_slice bytes) {
  if (sr_slice_starts(bytes, SR_SLICE("\xef\xbb\xbf"))) bytes = sr_slice_cut(bytes, 3, bytes.len);
  bytes = sr_slice_trim(sr_slice_cut(bytes, 0, 64));
  return bytes.len && bytes.ptr[0] == '{';
}

sr_slice sr_feature_get(const sr_feature *feature, const char *name) {
  for (uint32_t i = 0; i < feature->n_properties; i++)
    if (sr_slice_eq_nocase(feature->properties[i].name, sr_slice_of(name))) return feature->properties[i].value;
  return (sr_slice){0};
}

/* ---- JSON ---- */

static sr_status bad(const reader *r, const char *what) { return sr_fail(r->err, SR_ERR_INPUT, r->at, "%s", what); }

static void skip_space(reader *r) {
  while (r->at < r->bytes.len && sr_is_space((uint8_t)r->bytes.ptr[r->at])) r->at++;
}

/* The next byte that is no space, 0 at the end. */
static char peek(reader *r) {
  skip_space(r);
  return r->at < r->bytes.len ? r->bytes.ptr[r->at] : '\0';
}

static sr_status expect(reader *r, char c, const char *what) {
  if (peek(r) != c) return bad(r, what);
  r->at++;
  return SR_OK;
}

static sr_status deeper(reader *r) {
  if (++r->depth > SR_GEOJSON_DEPTH_MAX) return sr_fail(r->err, SR_ERR_LIMIT, r->at, "nested too deeply");
  return SR_OK;
}

/* A string's inside as it is written, *escaped if it holds a backslash. */
static sr_status raw_text(reader *r, sr_slice *text, bool *escaped) {
  SR_TRY(expect(r, '"', "a text was expected"));
  const size_t start = r->at;
  *escaped = false;
  while (r->at < r->bytes.len && r->bytes.ptr[r->at] != '"') {
    if (r->bytes.ptr[r->at] == '\\') {
      *escaped = true;
      r->at++;
    }
    r->at++;
  }
  if (r->at >= r->bytes.len) {
    r->at = r->bytes.len;
    return bad(r, "a text is never closed");
  }
  *text = (sr_slice){r->bytes.ptr + start, r->at - start};
  r->at++;
  return SR_OK;
}

static int hex(char c) {
  if (sr_is_digit((uint8_t)c)) return c - '0';
  const char l = (char)sr_to_lower((uint8_t)c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

/* Four hex digits at *at, or -1. */
static int32_t unit16(sr_slice text, size_t at) {
  int32_t value = 0;
  if (at + 4 > text.len) return -1;
  for (size_t i = at; i < at + 4; i++) {
    if (hex(text.ptr[i]) < 0) return -1;
    value = value * 16 + hex(text.ptr[i]);
  }
  return value;
}

/* The code point of \uXXXX at *at (behind the u), a pair of surrogates being one; U+FFFD for what is none. */
static uint32_t escaped_point(sr_slice text, size_t *at) {
  const int32_t first = unit16(text, *at);
  if (first < 0) return 0xfffd;
  *at += 4;
  if (first < 0xd800 || first > 0xdfff) return first ? (uint32_t)first : 0xfffd;
  if (first < 0xdc00 && *at + 6 <= text.len && text.ptr[*at] == '\\' && text.ptr[*at + 1] == 'u') {
    const int32_t second = unit16(text, *at + 2);
    if (second >= 0xdc00 && second <= 0xdfff) {
      *at += 6;
      return 0x10000 + ((uint32_t)(first - 0xd800) << 10) + (uint32_t)(second - 0xdc00);
    }
  }
  return 0xfffd;
}

static sr_slice unescape(sr_arena *arena, sr_slice text) {
  char *out = sr_arena_alloc(arena, text.len * 2 + 1); /* U+FFFD is longer than a short bad escape */
  size_t n = 0;
  if (!out) return (sr_slice){0};
  for (size_t i = 0; i < text.len;) {
    if (text.ptr[i] != '\\' || i + 1 >= text.len) {
      out[n++] = text.ptr[i++];
      continue;
    }
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    const char c = text.ptr[i + 1];
    i += 2;
    if (c == 'u') {
      n += sr_utf8_put(escaped_point(text, &i), out + n);
    } else {
      const char *known = strchr(from, c);
      out[n++] = known && c ? to[known - from] : c;
    }
  }
  return (sr_slice){out, n};
}

/* Names and values longer than this are no names, dates or classes: they are cut to nothing. */
enum { TEXT_MAX = 4096 };

static sr_status text(reader *r, sr_slice *out) {
  bool escaped;
  const size_t start = r->at;
  SR_TRY(raw_text(r, out, &escaped));
  if (out->len > TEXT_MAX) {
    *out = (sr_slice){0};
    return SR_OK;
  }
  if (escaped) {
    *out = unescape(r->arena, *out);
    if (!out->ptr) return sr_arena_fail(r->arena, r->err);
  }
  if (sr_utf8_check(*out) != SR_NOWHERE) return sr_fail(r->err, SR_ERR_INPUT, start, "bytes that are not UTF-8");
  return SR_OK;
}

/* A bare word: number, true, false, null. */
static sr_slice word(reader *r) {
  const size_t start = r->at;
  while (r->at < r->bytes.len && !strchr(",]} \t\r\n:\"{[", r->bytes.ptr[r->at])) r->at++;
  return (sr_slice){r->bytes.ptr + start, r->at - start};
}

static sr_status skip_value(reader *r);

/* Walks an object: gives the next key, or done. first is for the comma. */
static sr_status next_key(reader *r, bool *first, sr_slice *key, bool *done) {
  *done = false;
  if (peek(r) == '}') {
    r->at++;
    *done = true;
    return SR_OK;
  }
  if (!*first) SR_TRY(expect(r, ',', "a comma or } was expected"));
  *first = false;
  SR_TRY(text(r, key));
  return expect(r, ':', "a colon was expected");
}

static sr_status next_item(reader *r, bool *first, bool *done) {
  *done = false;
  if (peek(r) == ']') {
    r->at++;
    *done = true;
    return SR_OK;
  }
  if (!*first) SR_TRY(expect(r, ',', "a comma or ] was expected"));
  *first = false;
  return SR_OK;
}

static sr_status skip_value(reader *r) {
  const char c = peek(r);
  bool first = true, done, escaped;
  sr_slice ignored;
  if (c == '"') return raw_text(r, &ignored, &escaped);
  if (c != '{' && c != '[') {
    if (!word(r).len) return bad(r, "a value was expected");
    return SR_OK;
  }
  r->at++;
  SR_TRY(deeper(r));
  for (;;) {
    SR_TRY(c == '{' ? next_key(r, &first, &ignored, &done) : next_item(r, &first, &done));
    if (done) break;
    SR_TRY(skip_value(r));
  }
  r->depth--;
  return SR_OK;
}

/* ---- numbers ---- */

/* Up to 15 digits and a power of ten up to 22 are exact as doubles, so their quotient is the nearest double to what is
 * written (Clinger 1990): every coordinate that map makers write. The rest goes the long way. */
static sr_status coordinate(reader *r, double *out) {
  static const double power[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  peek(r);
  const size_t start = r->at;
  const char *p = r->bytes.ptr + r->at, *const end = r->bytes.ptr + r->bytes.len;
  const bool minus = p < end && *p == '-';
  uint64_t digits = 0;
  int n = 0, behind = 0;
  p += minus;
  for (; p < end && sr_is_digit((uint8_t)*p) && n < 16; p++, n++) digits = digits * 10 + (uint64_t)(*p - '0');
  const bool whole = n > 0;
  if (p < end && *p == '.')
    for (p++; p < end && sr_is_digit((uint8_t)*p) && n < 16; p++, n++, behind++)
      digits = digits * 10 + (uint64_t)(*p - '0');
  if (whole && n <= 15 && p < end && (*p == ',' || *p == ']' || sr_is_space((uint8_t)*p))) {
    r->at = (size_t)(p - r->bytes.ptr);
    *out = (double)digits / power[behind];
    if (minus) *out = -*out;
    return SR_OK;
  }
  const sr_slice written = word(r);
  if (sr_number_parse(written, out) && isfinite(*out)) return SR_OK;
  return sr_fail(r->err, SR_ERR_INPUT, start, "a coordinate that is no finite number");
}

/* ---- geometries ---- */

/* Coordinates as nested arrays: collected as rings, whatever the geometry turns out to be. */
typedef struct nest {
  sr_shape shape;
  int levels;        /* of arrays around the numbers: 3 is a polygon (or lines), 4 a multipolygon */
  uint32_t in_block; /* rings of this polygon so far */
} nest;

static sr_status position(reader *r, nest *n) {
  double xy[2] = {0};
  bool first = true, done;
  uint32_t k = 0;
  const size_t at = r->at;
  for (;; k++) {
    SR_TRY(next_item(r, &first, &done));
    if (done) break;
    double ignored;
    SR_TRY(coordinate(r, k < 2 ? &xy[k] : &ignored));
  }
  if (k < 2) return sr_fail(r->err, SR_ERR_INPUT, at, "a point needs a longitude and a latitude");
  if (!n->shape.rings.n) SR_TRY(sr_shape_ring(&n->shape, r->arena, false, r->err));
  const sr_status status = sr_shape_point(&n->shape, r->arena, xy[0], xy[1], r->err);
  if (status && r->err && r->err->offset == SR_NOWHERE) r->err->offset = at;
  return status;
}

/* One array at `level` (1 is the outermost); the cursor is behind its bracket. */
static sr_status coordinates(reader *r, nest *n, int level) {
  bool first = true, done, holds_rings = false;
  SR_TRY(deeper(r));
  const char inside = peek(r);
  if (inside != '[' && inside != ']') {
    if (n->levels && n->levels != level) return bad(r, "coordinates nested unevenly");
    n->levels = level;
    r->depth--;
    return position(r, n);
  }
  for (;;) {
    SR_TRY(next_item(r, &first, &done));
    if (done) break;
    SR_TRY(expect(r, '[', "coordinates are arrays of numbers"));
    /* an array that begins two levels above the numbers is a ring: known once it holds a point, so look ahead */
    size_t at = r->at;
    while (at < r->bytes.len && sr_is_space((uint8_t)r->bytes.ptr[at])) at++;
    const bool opens = at < r->bytes.len && r->bytes.ptr[at] == '[';
    if (opens) {
      size_t in = at + 1;
      while (in < r->bytes.len && sr_is_space((uint8_t)r->bytes.ptr[in])) in++;
      const bool ring = in < r->bytes.len && r->bytes.ptr[in] != '[' && r->bytes.ptr[in] != ']';
      if (ring) SR_TRY(sr_shape_ring(&n->shape, r->arena, n->in_block++ > 0, r->err));
      holds_rings |= ring;
    }
    SR_TRY(coordinates(r, n, level + 1));
  }
  if (holds_rings) n->in_block = 0;
  r->depth--;
  return SR_OK;
}

/* The geometry whose { has been read; its polygons are appended to *shape. */
static sr_status geometry(reader *r, sr_shape *shape) {
  bool first = true, done;
  sr_slice key, type = {0};
  nest n = {0};
  SR_TRY(deeper(r));
  for (;;) {
    SR_TRY(next_key(r, &first, &key, &done));
    if (done) break;
    if (sr_slice_is(key, "type") && peek(r) == '"') {
      SR_TRY(text(r, &type));
    } else if (sr_slice_is(key, "coordinates") && peek(r) == '[') {
      r->at++;
      n = (nest){0};
      SR_TRY(coordinates(r, &n, 1));
    } else if (sr_slice_is(key, "geometries") && peek(r) == '[') {
      bool first_part = true, parts_done;
      r->at++;
      for (;;) {
        SR_TRY(next_item(r, &first_part, &parts_done));
        if (parts_done) break;
        SR_TRY(expect(r, '{', "a geometry was expected"));
        SR_TRY(geometry(r, shape));
      }
    } else {
      SR_TRY(skip_value(r));
    }
  }
  r->depth--;
  const bool polygon = sr_slice_is(type, "Polygon"), many = sr_slice_is(type, "MultiPolygon");
  if ((!polygon && !many) || !n.shape.rings.n) return SR_OK;
  if (n.levels != (polygon ? 3 : 4)) return bad(r, "the coordinates are not nested as their type says");
  if (!shape->rings.n) {
    *shape = n.shape;
    return SR_OK;
  }
  return sr_shape_append(shape, r->arena, &n.shape, r->err);
}

/* ---- features ---- */

static sr_status scalar(reader *r, sr_slice *value) {
  const char c = peek(r);
  if (c == '"') return text(r, value);
  if (c == '{' || c == '[') return skip_value(r);
  *value = word(r);
  if (!value->len) return bad(r, "a value was expected");
  if (sr_slice_is(*value, "null")) *value = (sr_slice){0};
  return sr_utf8_check(*value) == SR_NOWHERE ? SR_OK : bad(r, "bytes that are not UTF-8");
}

static sr_status properties(reader *r, sr_feature *feature) {
  SR_VEC(sr_property) all = {0};
  bool first = true, done;
  SR_TRY(deeper(r));
  for (;;) {
    sr_property p = {0};
    SR_TRY(next_key(r, &first, &p.name, &done));
    if (done) break;
    SR_TRY(scalar(r, &p.value));
    if (all.n == SR_GEOJSON_PROPERTIES_MAX)
      return sr_fail(r->err, SR_ERR_LIMIT, r->at, "more than %d properties", SR_GEOJSON_PROPERTIES_MAX);
    sr_property *kept = SR_PUSH(r->arena, &all);
    if (!kept) return sr_arena_fail(r->arena, r->err);
    *kept = p;
  }
  feature->properties = all.at;
  feature->n_properties = all.n;
  r->depth--;
  return SR_OK;
}

static sr_status feature(reader *r, sr_feature *f, sr_slice key);

static sr_status tell(reader *r, const sr_feature *f) {
  r->about->features++;
  r->about->with_polygons += f->shape.rings.n > 0;
  return r->visit(r->user, f, r->err);
}

/* The items of "features"; its bracket has been read. */
static sr_status features(reader *r) {
  bool first = true, done;
  SR_TRY(deeper(r));
  for (;;) {
    SR_TRY(next_item(r, &first, &done));
    if (done) break;
    SR_TRY(expect(r, '{', "a feature was expected"));
    sr_feature f = {.at = r->at - 1};
    bool first_key = true, over;
    SR_TRY(deeper(r));
    for (;;) {
      sr_slice key;
      SR_TRY(next_key(r, &first_key, &key, &over));
      if (over) break;
      SR_TRY(feature(r, &f, key));
    }
    r->depth--;
    SR_TRY(tell(r, &f));
  }
  r->depth--;
  return SR_OK;
}

/* One member of a feature, at its value. */
static sr_status feature(reader *r, sr_feature *f, sr_slice key) {
  if (sr_slice_is(key, "geometry") && peek(r) == '{') {
    r->at++;
    return geometry(r, &f->shape);
  }
  if (sr_slice_is(key, "properties") && peek(r) == '{') {
    r->at++;
    return properties(r, f);
  }
  if (sr_slice_is(key, "id")) return scalar(r, &f->id);
  return skip_value(r);
}

/* "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}: the first name in it. */
static sr_status crs(reader *r) {
  const size_t start = r->at;
  SR_TRY(skip_value(r));
  const sr_slice all = {r->bytes.ptr + start, r->at - start};
  if (sr_slice_holds(all, SR_SLICE("CRS84")) || sr_slice_holds(all, SR_SLICE("4326")) ||
      sr_slice_is(sr_slice_trim(all), "null"))
    return SR_OK;
  r->about->crs = sr_slice_trim(sr_slice_cut(all, 0, 200));
  return SR_OK;
}

/* The outermost object, or one inside it that may hold the collection. */
static sr_status document(reader *r, int level) {
  bool first = true, done, is_feature = false;
  sr_slice key;
  sr_feature f = {.at = r->at};
  sr_slice type = {0};
  nest bare = {0};
  SR_TRY(expect(r, '{', "a map in GeoJSON begins with {"));
  SR_TRY(deeper(r));
  for (;;) {
    SR_TRY(next_key(r, &first, &key, &done));
    if (done) break;
    const char c = peek(r);
    if (sr_slice_is(key, "features") && c == '[') {
      r->at++;
      SR_TRY(features(r));
    } else if (sr_slice_is(key, "crs")) {
      SR_TRY(crs(r));
    } else if (sr_slice_is(key, "type") && c == '"') {
      SR_TRY(text(r, &type));
    } else if (sr_slice_is(key, "coordinates") && c == '[') {
      r->at++;
      SR_TRY(coordinates(r, &bare, 1));
    } else if (sr_slice_is(key, "geometry") || sr_slice_is(key, "properties") || sr_slice_is(key, "id")) {
      is_feature |= sr_slice_is(key, "geometry");
      SR_TRY(feature(r, &f, key));
    } else if (c == '{' && level == 0) {
      SR_TRY(document(r, 1)); /* {"id": 1, "map": {"type": "FeatureCollection", ...}} */
    } else {
      SR_TRY(skip_value(r));
    }
  }
  r->depth--;
  if (sr_slice_is(type, "Polygon") || sr_slice_is(type, "MultiPolygon")) {
    if (bare.shape.rings.n && bare.levels != (type.len == 7 ? 3 : 4))
      return bad(r, "the coordinates are not nested as their type says");
    f.shape = bare.shape;
    is_feature = true;
  }
  return is_feature ? tell(r, &f) : SR_OK;
}

sr_status sr_geojson_read(sr_slice bytes, sr_arena *arena, sr_geojson *about, sr_feature_visit visit, void *user,
                          sr_error *err) {
  *about = (sr_geojson){0};
  sr_error own = {.offset = SR_NOWHERE};
  reader r = {.bytes = bytes, .arena = arena, .about = about, .visit = visit, .user = user, .err = &own};
  if (sr_slice_starts(bytes, SR_SLICE("\xef\xbb\xbf"))) r.at = 3;
  sr_status status = document(&r, 0);
  if (!status && peek(&r)) status = bad(&r, "something stands behind the end of the map");
  if (!status && !about->features)
    status = sr_fail(&own, SR_ERR_INPUT, SR_NOWHERE, "this is JSON, but there is no feature in it");
  if (status && err) *err = own;
  return status;
}
