/* Arenas over malloc'd chunks; see the header. */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct chunk {
  struct chunk *before;
  size_t size, used;
  alignas(max_align_t) char bytes[];
} chunk;

struct sr_arena {
  chunk *last;
  chunk *spare; /* given back by a reset, SPARE_MAX bytes at most: the next round needs about the same */
  size_t spare_bytes;
  size_t ceiling, total; /* bytes handed out */
  size_t next_size;
  bool failed;
};

/* 8 KiB holds a short report; doubling to 1 MiB keeps the count of chunks logarithmic without wasting much at the end
 * of a long one. */
enum { CHUNK_MIN = 8 << 10, CHUNK_MAX = 1 << 20, SPARE_MAX = 16 << 20 };

#ifndef SITREP_ARENA_DEBUG
static size_t round_up(size_t n) {
  const size_t a = alignof(max_align_t);
  return (n + a - 1) / a * a;
}
#endif

sr_arena *sr_arena_new(size_t ceiling_bytes) {
  sr_arena *arena = malloc(sizeof *arena);
  if (arena) *arena = (sr_arena){.ceiling = ceiling_bytes, .next_size = CHUNK_MIN};
  return arena;
}

static void free_chunks(chunk *c) {
  while (c) {
    chunk *before = c->before;
    free(c);
    c = before;
  }
}

void sr_arena_free(sr_arena *arena) {
  if (!arena) return;
  free_chunks(arena->last);
  free_chunks(arena->spare);
  free(arena);
}

static void *refuse(sr_arena *arena) {
  arena->failed = true;
  return NULL;
}

/* A chunk that a reset left, of at least this size; NULL if there is none. */
static chunk *take_spare(sr_arena *arena, size_t size) {
  for (chunk **c = &arena->spare; *c; c = &(*c)->before)
    if ((*c)->size >= size) {
      chunk *taken = *c;
      *c = taken->before;
      arena->spare_bytes -= taken->size;
      return taken;
    }
  return NULL;
}

static chunk *add_chunk(sr_arena *arena, size_t size) {
#ifdef SITREP_ARENA_DEBUG
  size_t want = size;
#else
  size_t want = size > arena->next_size ? size : arena->next_size;
#endif
  chunk *c = take_spare(arena, size);
  if (c) {
    want = c->size;
  } else {
#ifndef SITREP_ARENA_DEBUG
    if (arena->next_size < CHUNK_MAX) arena->next_size *= 2;
#endif
    c = malloc(sizeof *c + want);
  }
  if (!c) return refuse(arena);
  *c = (chunk){.before = arena->last, .size = want};
  arena->last = c;
  return c;
}

static void *bump(sr_arena *arena, size_t size) {
  if (size > arena->ceiling || arena->total > arena->ceiling - size) return refuse(arena);
#ifdef SITREP_ARENA_DEBUG
  chunk *c = add_chunk(arena, size);
  if (!c) return NULL;
  c->used = size;
  void *piece = c->bytes;
#else
  const size_t rounded = round_up(size);
  chunk *c = arena->last;
  if (!c || rounded > c->size - c->used) {
    c = add_chunk(arena, rounded);
    if (!c) return NULL;
  }
  void *piece = c->bytes + c->used;
  c->used += rounded;
#endif
  arena->total += size;
  return piece;
}

void *sr_arena_alloc(sr_arena *arena, size_t size) {
  void *piece = bump(arena, size);
  if (piece) memset(piece, 0, size);
  return piece;
}

void *sr_arena_raw(sr_arena *arena, size_t n, size_t size) {
  if (size && n > SIZE_MAX / size) return refuse(arena);
  return bump(arena, n * size);
}

void *sr_arena_array(sr_arena *arena, size_t n, size_t size) {
  if (size && n > SIZE_MAX / size) return refuse(arena);
  return sr_arena_alloc(arena, n * size);
}

void *sr_arena_grow(sr_arena *arena, void *ptr, size_t old_size, size_t new_size) {
  if (!ptr) return sr_arena_alloc(arena, new_size);
  if (new_size <= old_size) return ptr;
#ifndef SITREP_ARENA_DEBUG
  chunk *c = arena->last;
  const size_t more = round_up(new_size) - round_up(old_size);
  if ((char *)ptr + round_up(old_size) == c->bytes + c->used && more <= c->size - c->used &&
      new_size - old_size <= arena->ceiling - arena->total) {
    memset((char *)ptr + old_size, 0, new_size - old_size);
    c->used += more;
    arena->total += new_size - old_size;
    return ptr;
  }
#endif
  void *bigger = sr_arena_alloc(arena, new_size);
  if (bigger && old_size) memcpy(bigger, ptr, old_size);
  return bigger;
}

size_t sr_arena_used(const sr_arena *arena) { return arena->total; }
size_t sr_arena_ceiling(const sr_arena *arena) { return arena->ceiling; }

sr_arena_mark sr_arena_save(sr_arena *arena) {
  return (sr_arena_mark){.chunk = arena->last, .used = arena->last ? arena->last->used : 0, .total = arena->total};
}

static void keep_or_free(sr_arena *arena, chunk *gone) {
#ifndef SITREP_ARENA_DEBUG
  if (gone->size <= SPARE_MAX - arena->spare_bytes) {
    gone->before = arena->spare;
    arena->spare = gone;
    arena->spare_bytes += gone->size;
    return;
  }
#else
  (void)arena; /* AddressSanitizer shall see its use */
#endif
  free(gone);
}

void sr_arena_reset(sr_arena *arena, sr_arena_mark mark) {
  while (arena->last && arena->last != mark.chunk) {
    chunk *gone = arena->last;
    arena->last = gone->before;
    keep_or_free(arena, gone);
  }
  if (arena->last) arena->last->used = mark.used;
  arena->total = mark.total;
}

sr_slice sr_arena_copy(sr_arena *arena, sr_slice text) {
  char *copy = sr_arena_alloc(arena, text.len + 1);
  if (!copy) return (sr_slice){0};
  if (text.len) memcpy(copy, text.ptr, text.len);
  return (sr_slice){copy, text.len};
}

sr_slice sr_arena_format(sr_arena *arena, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int n = vsnprintf(NULL, 0, format, args);
  va_end(args);
  char *text = n < 0 ? NULL : sr_arena_alloc(arena, (size_t)n + 1);
  if (text) vsnprintf(text, (size_t)n + 1, format, again);
  va_end(again);
  return text ? (sr_slice){text, (size_t)n} : (sr_slice){0};
}

sr_status sr_arena_fail(const sr_arena *arena, sr_error *err) {
  return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "out of memory after %zu of at most %zu bytes", arena->total,
                 arena->ceiling);
}

sr_status sr_arena_check(const sr_arena *arena, sr_error *err) {
  return arena->failed ? sr_arena_fail(arena, err) : SR_OK;
}
