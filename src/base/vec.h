/* Vectors in an arena: SR_VEC(sr_token) tokens = {0}; sr_token *t = SR_PUSH(arena, &tokens); if (!t) ...
 *
 * A vector grows by doubling and is never freed by itself: its memory is the arena's. SR_PUSH gives a zeroed new last
 * element, or NULL at the arena's ceiling with the vector unchanged. */
#ifndef SR_BASE_VEC_H
#define SR_BASE_VEC_H

#include "base/arena.h"

#include <string.h>

#define SR_VEC(type)  \
  struct {            \
    type *at;         \
    uint32_t n, room; \
  }

#define SR_PUSH(arena, vec)                                                                                        \
  (sr_vec__room((arena), (void **)&(vec)->at, &(vec)->n, &(vec)->room, sizeof *(vec)->at) ? &(vec)->at[(vec)->n++] \
                                                                                          : NULL)

static inline bool sr_vec__room(sr_arena *arena, void **at, const uint32_t *n, uint32_t *room, size_t size) {
  if (*n == *room) {
    if (*room > UINT32_MAX / 2 || (size_t)*room * 2 > SIZE_MAX / size) return false;
    const uint32_t more = *room ? *room * 2 : 8;
    void *bigger = sr_arena_grow_raw(arena, *at, *room * size, more * size);
    if (!bigger) return false;
    *at = bigger;
    *room = more;
  }
  memset((char *)*at + *n * size, 0, size);
  return true;
}

#endif
