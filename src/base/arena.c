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

/* A piece that is larger than a chunk: on its own, so that it can grow where it is and leaves no copy behind. With
 * SITREP_ARENA_DEBUG every piece is. */
typedef struct block {
  struct block *before;
  size_t size;
  char *bytes;
} block;

struct sr_arena {
  chunk *last;
  block *large; /* the newest first */
  /* given back by a reset, SPARE_MAX bytes at most: the next round needs about the same */
  chunk *spare;
  block *spare_large;
  size_t spare_bytes;
  size_t ceiling, total; /* bytes handed out */
  sr_arena *beside;      /* whose bytes count against the ceiling as well, or NULL */
  size_t next_size;
  bool failed;
};

/* 8 KiB holds a short report; doubling to 1 MiB keeps the count of chunks logarithmic without wasting much at the end
 * of a long one. */
enum { CHUNK_MIN = 8 << 10, CHUNK_MAX = 1 << 20, SPARE_MAX = 16 << 20 };

static bool is_large(size_t size) {
#ifdef SITREP_ARENA_DEBUG
  (void)size;
  return true;
#else
  return size > CHUNK_MAX;
#endif
}

static size_t round_up(size_t n) {
  const size_t a = alignof(max_align_t);
  return (n + a - 1) / a * a;
}

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

static void free_blocks(block *b) {
  while (b) {
    block *before = b->before;
    free(b->bytes);
    free(b);
    b = before;
  }
}

void sr_arena_free(sr_arena *arena) {
  if (!arena) return;
  if (arena->beside) arena->beside->beside = NULL;
  free_chunks(arena->last);
  free_chunks(arena->spare);
  free_blocks(arena->large);
  free_blocks(arena->spare_large);
  free(arena);
}

void sr_arena_share(sr_arena *one, sr_arena *other) {
  one->beside = other;
  other->beside = one;
}

static size_t room_left(const sr_arena *arena) {
  const size_t used = arena->total + (arena->beside ? arena->beside->total : 0);
  return used < arena->ceiling ? arena->ceiling - used : 0;
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
  size_t want = size > arena->next_size ? size : arena->next_size;
  chunk *c = take_spare(arena, size);
  if (c) {
    want = c->size;
  } else {
    if (arena->next_size < CHUNK_MAX) arena->next_size *= 2;
    c = malloc(sizeof *c + want);
  }
  if (!c) return refuse(arena);
  *c = (chunk){.before = arena->last, .size = want};
  arena->last = c;
  return c;
}

/* The system's zeroes are taken where zeroes are wanted. */
static block *new_block(size_t size, bool zeroed) {
  block *b = malloc(sizeof *b);
  char *bytes = zeroed ? calloc(size ? size : 1, 1) : malloc(size ? size : 1);
  if (!b || !bytes) {
    free(b);
    free(bytes);
    return NULL;
  }
  *b = (block){.size = size, .bytes = bytes};
  return b;
}

static block *take_spare_block(sr_arena *arena, size_t size, bool zeroed) {
  block **at = &arena->spare_large;
  while (*at && (*at)->size < size) at = &(*at)->before;
  block *taken = *at;
  if (!taken) return NULL;
  *at = taken->before;
  arena->spare_bytes -= taken->size;
  if (zeroed) memset(taken->bytes, 0, size);
  return taken;
}

static void *add_large(sr_arena *arena, size_t size, bool zeroed) {
  block *b = take_spare_block(arena, size, zeroed);
  if (!b) b = new_block(size, zeroed);
  if (!b) return refuse(arena);
  b->before = arena->large;
  arena->large = b;
  arena->total += size;
  return b->bytes;
}

static void *bump(sr_arena *arena, size_t size, bool zeroed) {
  if (size > room_left(arena)) return refuse(arena);
  if (is_large(size)) return add_large(arena, size, zeroed);
  const size_t rounded = round_up(size);
  chunk *c = arena->last;
  if (!c || rounded > c->size - c->used) {
    c = add_chunk(arena, rounded);
    if (!c) return NULL;
  }
  void *piece = c->bytes + c->used;
  c->used += rounded;
  arena->total += size;
  if (zeroed) memset(piece, 0, size);
  return piece;
}

void *sr_arena_alloc(sr_arena *arena, size_t size) { return bump(arena, size, true); }

void *sr_arena_raw(sr_arena *arena, size_t n, size_t size) {
  if (size && n > SIZE_MAX / size) return refuse(arena);
  return bump(arena, n * size, false);
}

void *sr_arena_array(sr_arena *arena, size_t n, size_t size) {
  if (size && n > SIZE_MAX / size) return refuse(arena);
  return sr_arena_alloc(arena, n * size);
}

static block *block_of(const sr_arena *arena, const void *ptr) {
  block *b = arena->large;
  while (b && b->bytes != ptr) b = b->before;
  return b;
}

void *sr_arena_grow_raw(sr_arena *arena, void *ptr, size_t old_size, size_t new_size) {
  if (!ptr) return bump(arena, new_size, false);
  if (new_size <= old_size) return ptr;
  const size_t more = new_size - old_size;
  block *large = is_large(old_size) ? block_of(arena, ptr) : NULL;
  if (large) {
    if (more > room_left(arena)) return refuse(arena);
    if (new_size > large->size) {
      char *bytes = realloc(large->bytes, new_size);
      if (!bytes) return refuse(arena);
      large->bytes = bytes;
      large->size = new_size;
    }
    arena->total += more;
    return large->bytes;
  }
  chunk *c = arena->last;
  const size_t rounded = round_up(new_size) - round_up(old_size);
  if (c && (char *)ptr + round_up(old_size) == c->bytes + c->used && rounded <= c->size - c->used &&
      more <= room_left(arena)) {
    c->used += rounded;
    arena->total += more;
    return ptr;
  }
  void *bigger = bump(arena, new_size, false);
  if (bigger && old_size) memcpy(bigger, ptr, old_size);
  return bigger;
}

void *sr_arena_grow(sr_arena *arena, void *ptr, size_t old_size, size_t new_size) {
  char *grown = sr_arena_grow_raw(arena, ptr, ptr ? old_size : 0, new_size);
  if (grown && new_size > old_size) memset(grown + old_size, 0, new_size - old_size);
  return grown;
}

size_t sr_arena_used(const sr_arena *arena) { return arena->total; }
size_t sr_arena_ceiling(const sr_arena *arena) { return arena->ceiling; }

sr_arena_mark sr_arena_save(sr_arena *arena) {
  return (sr_arena_mark){
      .chunk = arena->last, .large = arena->large, .used = arena->last ? arena->last->used : 0, .total = arena->total};
}

static bool keeps(sr_arena *arena, size_t size) {
#ifdef SITREP_ARENA_DEBUG
  (void)arena, (void)size; /* AddressSanitizer shall see its use */
  return false;
#else
  if (size > SPARE_MAX - arena->spare_bytes) return false;
  arena->spare_bytes += size;
  return true;
#endif
}

void sr_arena_reset(sr_arena *arena, sr_arena_mark mark) {
  while (arena->last && arena->last != mark.chunk) {
    chunk *gone = arena->last;
    arena->last = gone->before;
    gone->before = NULL;
    if (keeps(arena, gone->size))
      gone->before = arena->spare, arena->spare = gone;
    else
      free_chunks(gone);
  }
  if (arena->last) arena->last->used = mark.used;
  while (arena->large && arena->large != mark.large) {
    block *gone = arena->large;
    arena->large = gone->before;
    gone->before = NULL;
    if (keeps(arena, gone->size))
      gone->before = arena->spare_large, arena->spare_large = gone;
    else
      free_blocks(gone);
  }
  arena->total = mark.total;
}

void sr_arena_clear(sr_arena *arena) { sr_arena_reset(arena, (sr_arena_mark){0}); }

sr_slice sr_arena_copy(sr_arena *arena, sr_slice text) { return sr_arena_join(arena, text, (sr_slice){0}); }

sr_slice sr_arena_join(sr_arena *arena, sr_slice one, sr_slice other) {
  const size_t n = one.len + other.len;
  char *copy = n >= one.len ? sr_arena_raw(arena, n + 1, 1) : NULL;
  if (!copy) return (sr_slice){0};
  if (one.len) memcpy(copy, one.ptr, one.len);
  if (other.len) memcpy(copy + one.len, other.ptr, other.len);
  copy[n] = 0;
  return (sr_slice){copy, n};
}

sr_slice sr_arena_format(sr_arena *arena, const char *format, ...) {
  char shortly[256]; /* most texts are; what is longer is written twice */
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  const int n = vsnprintf(shortly, sizeof shortly, format, args);
  va_end(args);
  char *text = n < 0 ? NULL : sr_arena_raw(arena, (size_t)n + 1, 1);
  if (text && (size_t)n < sizeof shortly)
    memcpy(text, shortly, (size_t)n + 1);
  else if (text)
    vsnprintf(text, (size_t)n + 1, format, again);
  va_end(again);
  return text ? (sr_slice){text, (size_t)n} : (sr_slice){0};
}

sr_status sr_arena_fail(const sr_arena *arena, sr_error *err) {
  return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "out of memory after %zu of at most %zu bytes",
                 arena->ceiling - room_left(arena), arena->ceiling);
}

sr_status sr_arena_check(const sr_arena *arena, sr_error *err) {
  return arena->failed ? sr_arena_fail(arena, err) : SR_OK;
}
