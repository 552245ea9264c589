/* Open addressing with linear probing over a power of two; grown at 3/4 full. */
#include "base/map.h"

#include "base/slice.h"

#include <sys/random.h>
#include <time.h>

struct sr_map_slot {
  sr_slice key;
  uint64_t hash;
  uint32_t value; /* SR_MAP_NONE: free */
};

static uint64_t rotl(uint64_t x, int b) { return x << b | x >> (64 - b); }

#define SIP_ROUND                                        \
  do {                                                   \
    v0 += v1, v1 = rotl(v1, 13) ^ v0, v0 = rotl(v0, 32); \
    v2 += v3, v3 = rotl(v3, 16) ^ v2;                    \
    v0 += v3, v3 = rotl(v3, 21) ^ v0;                    \
    v2 += v1, v1 = rotl(v1, 17) ^ v2, v2 = rotl(v2, 32); \
  } while (0)

uint64_t sr_hash(const uint64_t seed[2], sr_slice key) {
  uint64_t v0 = seed[0] ^ 0x736f6d6570736575u, v1 = seed[1] ^ 0x646f72616e646f6du;
  uint64_t v2 = seed[0] ^ 0x6c7967656e657261u, v3 = seed[1] ^ 0x7465646279746573u;
  size_t i = 0;
  for (; i + 8 <= key.len; i += 8) {
    uint64_t m;
    memcpy(&m, key.ptr + i, 8);
    v3 ^= m;
    SIP_ROUND;
    v0 ^= m;
  }
  uint64_t tail = (uint64_t)key.len << 56;
  for (int shift = 0; i < key.len; i++, shift += 8) tail |= (uint64_t)(uint8_t)key.ptr[i] << shift;
  v3 ^= tail;
  SIP_ROUND;
  v0 ^= tail;
  v2 ^= 0xff;
  SIP_ROUND;
  SIP_ROUND;
  SIP_ROUND;
  return v0 ^ v1 ^ v2 ^ v3;
}

void sr_hash_seed(uint64_t seed[2]) {
  if (getrandom(seed, 16, GRND_NONBLOCK) == 16) return;
  struct timespec now = {0};
  clock_gettime(CLOCK_REALTIME, &now);
  seed[0] = (uint64_t)now.tv_nsec ^ (uint64_t)now.tv_sec << 32;
  seed[1] = (uint64_t)(uintptr_t)&now;
}

void sr_map_init(sr_map *map) {
  *map = (sr_map){0};
  sr_hash_seed(map->seed);
}

static struct sr_map_slot *find(struct sr_map_slot *slots, uint32_t room, sr_slice key, uint64_t hash) {
  for (uint32_t i = (uint32_t)hash & (room - 1);; i = (i + 1) & (room - 1)) {
    struct sr_map_slot *slot = &slots[i];
    if (slot->value == SR_MAP_NONE || (slot->hash == hash && sr_slice_eq(slot->key, key))) return slot;
  }
}

uint32_t sr_map_get(const sr_map *map, sr_slice key) {
  if (!map->n) return SR_MAP_NONE;
  return find(map->slots, map->room, key, sr_hash(map->seed, key))->value;
}

static bool grow(sr_map *map, sr_arena *arena) {
  if (map->room > UINT32_MAX / 4) return false;
  const uint32_t room = map->room ? map->room * 2 : 16;
  struct sr_map_slot *slots = SR_NEW(arena, struct sr_map_slot, room);
  if (!slots) return false;
  for (uint32_t i = 0; i < room; i++) slots[i].value = SR_MAP_NONE;
  for (uint32_t i = 0; i < map->room; i++)
    if (map->slots[i].value != SR_MAP_NONE) *find(slots, room, map->slots[i].key, map->slots[i].hash) = map->slots[i];
  map->slots = slots;
  map->room = room;
  return true;
}

bool sr_map_put(sr_map *map, sr_arena *arena, sr_slice key, uint32_t value) {
  if (SR_NEVER(value == SR_MAP_NONE)) return false;
  if (map->n >= map->room / 4 * 3 && !grow(map, arena)) return false;
  const uint64_t hash = sr_hash(map->seed, key);
  struct sr_map_slot *slot = find(map->slots, map->room, key, hash);
  if (slot->value == SR_MAP_NONE) map->n++;
  *slot = (struct sr_map_slot){.key = key, .hash = hash, .value = value};
  return true;
}
