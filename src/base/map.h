/* Hash maps from bytes to a uint32_t, with a seeded hash (SipHash-1-3) so that outside text cannot choose collisions.
 *
 * Keys are borrowed slices and must outlive the map. Memory is the arena's. Lookups are O(1) expected.
 * Source: J.-P. Aumasson and D. J. Bernstein, SipHash: a fast short-input PRF, INDOCRYPT 2012. */
#ifndef SR_BASE_MAP_H
#define SR_BASE_MAP_H

#include "base/arena.h"

#define SR_MAP_NONE UINT32_MAX

typedef struct sr_map {
  struct sr_map_slot *slots;
  uint32_t n, room; /* room is a power of two, or 0 */
  uint64_t seed[2];
} sr_map;

/* 64 bits of key under seed. */
uint64_t sr_hash(const uint64_t seed[2], sr_slice key);
/* A seed from the system's randomness; falls back to the address of a local and the clock. */
void sr_hash_seed(uint64_t seed[2]);

/* An empty map with a fresh seed. */
void sr_map_init(sr_map *map);
/* The value of key, or SR_MAP_NONE. */
uint32_t sr_map_get(const sr_map *map, sr_slice key);
/* Sets key's value (not SR_MAP_NONE), replacing one that is there. false: no memory, map unchanged. */
SR_MUST_CHECK bool sr_map_put(sr_map *map, sr_arena *arena, sr_slice key, uint32_t value);

#endif
