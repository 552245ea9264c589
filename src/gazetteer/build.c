#include "gazetteer/build.h"

#include "base/checksum.h"
#include "base/error.h"
#include "base/slice.h"

#include <math.h>
#include <stdlib.h>

typedef struct named {
  sr_slice key;
  uint32_t entry, population;
  uint8_t kind;
} named;

struct sr_gazetteer_builder {
  sr_arena *arena;
  SR_VEC(sr_gazetteer_place) places;
  SR_VEC(named) names;
  sr_map by_id, by_code;
};

sr_gazetteer_builder *sr_gazetteer_builder_new(sr_arena *arena) {
  sr_gazetteer_builder *b = SR_NEW(arena, sr_gazetteer_builder, 1);
  if (!b) return NULL;
  b->arena = arena;
  sr_map_init(&b->by_id);
  sr_map_init(&b->by_code);
  return b;
}

uint32_t sr_gazetteer_by_id(const sr_gazetteer_builder *b, uint32_t id) {
  const uint32_t entry = id ? sr_map_get(&b->by_id, (sr_slice){(const char *)&id, sizeof id}) : SR_MAP_NONE;
  return entry == SR_MAP_NONE ? SR_GAZETTEER_NONE : entry;
}

uint32_t sr_gazetteer_by_code(const sr_gazetteer_builder *b, sr_slice code) {
  const uint32_t entry = code.len ? sr_map_get(&b->by_code, code) : SR_MAP_NONE;
  return entry == SR_MAP_NONE ? SR_GAZETTEER_NONE : entry;
}

const sr_gazetteer_place *sr_gazetteer_place_at(const sr_gazetteer_builder *b, uint32_t entry) {
  return &b->places.at[entry];
}

void sr_gazetteer_set_point(sr_gazetteer_builder *b, uint32_t entry, double lat, double lon) {
  b->places.at[entry].lat = lat;
  b->places.at[entry].lon = lon;
}

sr_status sr_gazetteer_set_name(sr_gazetteer_builder *b, uint32_t entry, sr_slice name, sr_error *err) {
  const sr_slice copy = sr_arena_copy(b->arena, name);
  if (!copy.ptr) return sr_arena_fail(b->arena, err);
  b->places.at[entry].name = copy;
  return sr_gazetteer_add_name(b, entry, name, SR_GAZ_MAIN, err);
}

sr_status sr_gazetteer_add(sr_gazetteer_builder *b, const sr_gazetteer_place *place, uint32_t *entry, sr_error *err) {
  *entry = sr_gazetteer_by_id(b, place->id);
  if (*entry != SR_GAZETTEER_NONE) return SR_OK;
  if (b->places.n >= SR_GAZETTEER_NONE)
    return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "more places than a gazetteer holds");
  sr_gazetteer_place *p = SR_PUSH(b->arena, &b->places);
  if (!p) return sr_arena_fail(b->arena, err);
  *p = *place;
  sr_slice *texts[] = {&p->name, &p->feature, &p->country, &p->code, &p->parent};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    if (!texts[i]->len) continue;
    *texts[i] = sr_arena_copy(b->arena, *texts[i]);
    if (!texts[i]->ptr) return sr_arena_fail(b->arena, err);
  }
  *entry = b->places.n - 1;
  if (p->id) {
    const sr_slice id = sr_arena_copy(b->arena, (sr_slice){(const char *)&p->id, sizeof p->id});
    if (!id.ptr || !sr_map_put(&b->by_id, b->arena, id, *entry)) return sr_arena_fail(b->arena, err);
  }
  if (p->code.len && sr_map_get(&b->by_code, p->code) == SR_MAP_NONE &&
      !sr_map_put(&b->by_code, b->arena, p->code, *entry))
    return sr_arena_fail(b->arena, err);
  return sr_gazetteer_add_name(b, *entry, p->name, SR_GAZ_MAIN, err);
}

sr_status sr_gazetteer_add_name(sr_gazetteer_builder *b, uint32_t entry, sr_slice name, sr_gazetteer_kind kind,
                                sr_error *err) {
  char key[SR_GAZETTEER_KEY];
  const size_t n = sr_gazetteer_key(name, key);
  if (n < 2) return SR_OK;
  named *one = SR_PUSH(b->arena, &b->names);
  const sr_slice copy = sr_arena_copy(b->arena, (sr_slice){key, n});
  if (!one || !copy.ptr) return sr_arena_fail(b->arena, err);
  *one = (named){.key = copy, .entry = entry, .kind = (uint8_t)kind};
  return SR_OK;
}

sr_status sr_gazetteer_add_names(sr_gazetteer_builder *b, uint32_t entry, sr_slice names, char c,
                                 sr_gazetteer_kind kind, sr_error *err) {
  while (names.ptr && names.len) {
    const sr_slice name = sr_slice_split(&names, c);
    if (name.len) SR_TRY(sr_gazetteer_add_name(b, entry, name, kind, err));
  }
  return SR_OK;
}

/* By key, then the better meaning: usual names first, then where more people live, then the order of adding. */
static int by_key(const void *one, const void *other) {
  const named *a = one, *b = other;
  const int c = sr_slice_cmp(a->key, b->key);
  if (c) return c;
  if (a->entry != b->entry) {
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->population != b->population) return a->population > b->population ? -1 : 1;
    return a->entry < b->entry ? -1 : 1;
  }
  return (a->kind > b->kind) - (a->kind < b->kind);
}

/* The longest part of a code that is there: "US.TX.201", "US.TX", "US". */
static uint32_t holder_of(const sr_gazetteer_builder *b, uint32_t entry) {
  sr_slice code = b->places.at[entry].parent;
  while (code.len) {
    const uint32_t parent = sr_gazetteer_by_code(b, code);
    if (parent != SR_GAZETTEER_NONE && parent != entry) return parent;
    while (code.len && code.ptr[code.len - 1] != '.') code.len--;
    if (code.len) code.len--;
  }
  return SR_GAZETTEER_NONE;
}

static bool is_town(const sr_gazetteer_place *p) { return sr_slice_starts(p->feature, SR_SLICE("PPL")); }

typedef struct sum {
  uint64_t population;
  double lat, lon;
  uint32_t points;
} sum;

/* A division without a figure of its own has that of its towns, and without a point their middle. */
static void sum_up(sr_gazetteer_builder *b, const uint32_t *parents, sum *sums) {
  enum { STEPS = 4 }; /* town, county, state, country */
  for (uint32_t i = 0; i < b->places.n; i++) {
    const sr_gazetteer_place *p = &b->places.at[i];
    if (!is_town(p) || sr_slice_is(p->feature, "PPLX")) continue;
    uint32_t up = parents[i];
    for (int step = 0; step < STEPS && up != SR_GAZETTEER_NONE; step++, up = parents[up]) {
      sums[up].population += p->population;
      if (!isfinite(p->lat) || fabs(p->lon) > 170) continue; /* no middle across the date line */
      sums[up].lat += p->lat;
      sums[up].lon += p->lon;
      sums[up].points++;
    }
  }
  for (uint32_t i = 0; i < b->places.n; i++) {
    sr_gazetteer_place *p = &b->places.at[i];
    const sum *s = &sums[i];
    if (is_town(p)) continue;
    if (!p->population) p->population = s->population > UINT32_MAX ? UINT32_MAX : (uint32_t)s->population;
    if (!isfinite(p->lat) && s->points) {
      p->lat = s->lat / s->points;
      p->lon = s->lon / s->points;
    }
  }
}

static uint32_t put_text(char *text, size_t *at, sr_slice s) {
  const uint32_t offset = (uint32_t)*at;
  text[(*at)++] = (char)s.len;
  if (s.len) memcpy(text + *at, s.ptr, s.len);
  *at += s.len;
  return offset;
}

static sr_slice clip(sr_slice s) {
  enum { NAME_BYTES = 200 };
  if (s.len > NAME_BYTES) s.len = NAME_BYTES;
  while (s.len && s.len == NAME_BYTES && ((uint8_t)s.ptr[s.len - 1] & 0x80)) s.len--; /* no half letter */
  return s;
}

static int32_t to_fixed(double degrees) { return isfinite(degrees) ? (int32_t)lround(degrees * 1e5) : INT32_MIN; }

sr_status sr_gazetteer_make(sr_gazetteer_builder *b, sr_slice about, sr_slice *file, sr_error *err) {
  sr_arena *arena = b->arena;
  const uint32_t n_entries = b->places.n;
  uint32_t *parents = SR_NEW(arena, uint32_t, n_entries + 1);
  sum *sums = SR_NEW(arena, sum, n_entries + 1);
  if (!parents || !sums) return sr_arena_fail(arena, err);
  for (uint32_t i = 0; i < n_entries; i++) parents[i] = holder_of(b, i);
  sum_up(b, parents, sums);
  size_t text_size = 1;
  for (uint32_t i = 0; i < n_entries; i++) text_size += 1 + clip(b->places.at[i].name).len;
  for (uint32_t i = 0; i < b->names.n; i++) b->names.at[i].population = b->places.at[b->names.at[i].entry].population;
  if (b->names.n) qsort(b->names.at, b->names.n, sizeof *b->names.at, by_key);
  /* each place once a name, by its best kind; a name keeps so many */
  uint32_t kept = 0, n_names = 0, of_name = 0;
  for (uint32_t i = 0; i < b->names.n; i++) {
    const named one = b->names.at[i];
    const bool same = kept && sr_slice_eq(one.key, b->names.at[kept - 1].key);
    if (!same) {
      n_names++;
      of_name = 0;
      text_size += 1 + one.key.len;
    }
    bool twice = of_name >= SR_GAZETTEER_MEANINGS;
    for (uint32_t k = 1; same && !twice && k <= of_name; k++) twice = b->names.at[kept - k].entry == one.entry;
    if (twice) continue;
    b->names.at[kept++] = one;
    of_name++;
  }
  uint32_t n_slots = 8;
  while (n_slots < 2 * n_names + 2) n_slots *= 2;
  const uint64_t size = sizeof(sr_gazetteer_header) + (uint64_t)n_entries * sizeof(sr_gazetteer_entry) +
                        ((uint64_t)n_names + 1) * sizeof(sr_gazetteer_name) + (uint64_t)kept * sizeof(uint32_t) +
                        (uint64_t)n_slots * sizeof(uint32_t) + about.len + text_size;
  if (kept >= SR_GAZETTEER_NONE || size > 1u << 31)
    return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "a gazetteer of %llu bytes is too large", (unsigned long long)size);
  char *bytes = sr_arena_alloc(arena, (size_t)size);
  if (!bytes) return sr_arena_fail(arena, err);
  sr_gazetteer_header *h = (void *)bytes;
  sr_gazetteer_entry *entries = (void *)(h + 1);
  sr_gazetteer_name *names = (void *)(entries + n_entries);
  uint32_t *meanings = (void *)(names + n_names + 1), *slots = meanings + kept;
  char *text = (char *)(slots + n_slots) + about.len;
  if (about.len) memcpy(slots + n_slots, about.ptr, about.len);
  size_t at = 1; /* offset 0 is an empty name */
  for (uint32_t i = 0; i < n_entries; i++) {
    const sr_gazetteer_place *p = &b->places.at[i];
    sr_gazetteer_entry *e = &entries[i];
    *e = (sr_gazetteer_entry){.id = p->id,
                              .lat = to_fixed(p->lat),
                              .lon = to_fixed(p->lon),
                              .population = p->population,
                              .name = put_text(text, &at, clip(p->name)),
                              .parent = parents[i]};
    memcpy(e->feature, p->feature.len ? p->feature.ptr : "", p->feature.len < 6 ? p->feature.len : 6);
    if (p->country.len == 2) memcpy(e->country, p->country.ptr, 2);
  }
  uint32_t name = 0;
  for (uint32_t i = 0; i < kept; i++) {
    const named *one = &b->names.at[i];
    if (i == 0 || !sr_slice_eq(one->key, one[-1].key)) {
      uint32_t slot = (uint32_t)sr_gazetteer_hash(one->key) & (n_slots - 1);
      while (slots[slot]) slot = (slot + 1) & (n_slots - 1);
      slots[slot] = name + 1;
      names[name++] = (sr_gazetteer_name){.key = put_text(text, &at, one->key), .first = i};
    }
    meanings[i] = one->entry | (uint32_t)one->kind << 28;
  }
  names[name] = (sr_gazetteer_name){.key = 0, .first = kept};
  *h = (sr_gazetteer_header){.version = SR_GAZETTEER_VERSION,
                             .byte_order = 0x01020304,
                             .size = size,
                             .n_entries = n_entries,
                             .n_names = n_names,
                             .n_meanings = kept,
                             .n_slots = n_slots,
                             .n_about = (uint32_t)about.len,
                             .n_text = (uint32_t)text_size};
  memcpy(h->magic, "SITREPGZ", sizeof h->magic);
  h->crc32 = sr_crc32(h + 1, (size_t)size - sizeof *h);
  h->header_crc32 = sr_crc32(h, sizeof *h);
  *file = (sr_slice){bytes, (size_t)size};
  return SR_OK;
}
