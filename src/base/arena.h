/* Arenas: memory of things that die together, with a ceiling from birth.
 *
 * Allocation is a bump of a pointer; freeing is for the whole arena or back to a mark. Memory comes zeroed. Past
 * the ceiling, or when the system has no more, an allocation gives NULL and the caller returns SR_ERR_NOMEM. With
 * SITREP_ARENA_DEBUG every piece is its own malloc, so that AddressSanitizer sees past the end of each.
 * One thread at a time. */
#ifndef SR_BASE_ARENA_H
#define SR_BASE_ARENA_H

#include "base/error.h"

#include <stdalign.h>

typedef struct sr_arena sr_arena;
typedef struct sr_arena_mark {
  void *chunk, *large;
  size_t used, total;
} sr_arena_mark;

/* NULL if there is no memory for it. */
sr_arena *sr_arena_new(size_t ceiling_bytes);
void sr_arena_free(sr_arena *arena);

/* From now on the bytes of both count against the ceiling of each, until one is freed: a thing and its scratch. */
void sr_arena_share(sr_arena *one, sr_arena *other);

/* size bytes, zeroed, aligned for any type; NULL past the ceiling. size 0 gives a valid pointer. */
void *sr_arena_alloc(sr_arena *arena, size_t size);
/* n * size without overflow. */
void *sr_arena_array(sr_arena *arena, size_t n, size_t size);
/* The same, not zeroed: for large scratch that is written before it is read. */
void *sr_arena_raw(sr_arena *arena, size_t n, size_t size);
/* Grows a piece; the new part is zeroed. ptr may be NULL with old_size 0. The last piece grows in place, one of more
 * than a MiB leaves no copy behind; any other does, until the arena goes. */
void *sr_arena_grow(sr_arena *arena, void *ptr, size_t old_size, size_t new_size);
/* The same, the new part not zeroed. */
void *sr_arena_grow_raw(sr_arena *arena, void *ptr, size_t old_size, size_t new_size);

/* Bytes handed out so far; the ceiling. */
size_t sr_arena_used(const sr_arena *arena);
size_t sr_arena_ceiling(const sr_arena *arena);

/* Scratch use: everything allocated after the mark is gone after the reset. */
sr_arena_mark sr_arena_save(sr_arena *arena);
void sr_arena_reset(sr_arena *arena, sr_arena_mark mark);
/* Everything is gone. */
void sr_arena_clear(sr_arena *arena);

#define SR_NEW(arena, type, n) ((type *)sr_arena_array((arena), (n), sizeof(type)))
#define SR_RAW(arena, type, n) ((type *)sr_arena_raw((arena), (n), sizeof(type)))

/* Copies of text in the arena, with a NUL behind it for C callers; ptr is NULL if there was no memory. */
sr_slice sr_arena_copy(sr_arena *arena, sr_slice text);
sr_slice sr_arena_join(sr_arena *arena, sr_slice one, sr_slice other);
sr_slice sr_arena_format(sr_arena *arena, const char *format, ...) SR_PRINTF(2, 3);

/* The error for an allocation that gave NULL. */
sr_status sr_arena_fail(const sr_arena *arena, sr_error *err);
/* SR_OK unless an allocation has ever given NULL. A stage asks at its end: what it made of an empty piece on the way
 * must not pass for a result. */
SR_MUST_CHECK sr_status sr_arena_check(const sr_arena *arena, sr_error *err);

#endif
