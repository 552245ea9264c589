#include "read/tagger.h"

#include "base/checksum.h"
#include "base/mapped.h"
#include "base/slice.h"

#include <assert.h>

/* No tagger of ours has more slots; products of sizes stay far from overflow. */
enum { SLOTS_MAX = 1 << 20 };
/* What the kernel that sums rows may read behind the last one; the arrays that follow are longer. */
enum { ROW_SPILL = SR_KERNEL_PANEL - 1 };
/* Trained weights are below 10; the bound keeps hostile ones from running to infinity. */
static const float FLOAT_BOUND = 100.0f;
/* What may not follow costs more than any path of such weights can gain. */
static const float FORBIDDEN = -1e30f;

/* ---- files ---- */

static sr_status bad(sr_error *err, uint64_t offset, const char *what) {
  return sr_fail(err, SR_ERR_INPUT, (size_t)offset, "the tagger file %s", what);
}

static const void *part(sr_slice bytes, uint32_t offset, uint64_t size) {
  if (offset % SR_TAGGER_ALIGN || offset > bytes.len || size > bytes.len - offset) return NULL;
  return bytes.ptr + offset;
}

static const float *floats(sr_slice bytes, uint32_t offset, uint64_t n) {
  const float *x = part(bytes, offset, n * sizeof(float));
  for (uint64_t i = 0; x && i < n; i++)
    if (!(x[i] >= -FLOAT_BOUND && x[i] <= FLOAT_BOUND)) return NULL;
  return x;
}

static sr_status read_entry(sr_slice bytes, const sr_tagger_entry *entry, sr_tagger *t, sr_error *err) {
  const uint64_t at = (uint64_t)((const char *)entry - bytes.ptr);
  const uint64_t labels = entry->n_labels, hidden = entry->hidden, slots = entry->n_slots;
  if (labels < 2 || labels > SR_TAGGER_LABELS || hidden > SR_TAGGER_HIDDEN || hidden % 8 || slots < SR_TAGGER_BUCKET ||
      slots > SLOTS_MAX || (slots & (slots - 1)))
    return bad(err, at, "has a tagger of impossible size");
  if (!memchr(entry->name, 0, sizeof entry->name)) return bad(err, at, "has a name without end");
  const float scales[] = {entry->weight_scale, entry->vector_scale};
  for (int i = 0; i < 2; i++)
    if (!(scales[i] >= 0 && scales[i] <= FLOAT_BOUND)) return bad(err, at, "has an impossible scale");
  *t = (sr_tagger){.name = sr_slice_of(entry->name),
                   .n_labels = entry->n_labels,
                   .hidden = entry->hidden,
                   .n_slots = entry->n_slots,
                   .weight_scale = entry->weight_scale,
                   .vector_scale = entry->vector_scale,
                   .kernels = sr_kernels_best()};
  const char *names = part(bytes, entry->labels, labels * SR_TAGGER_LABEL_SIZE);
  t->prints = part(bytes, entry->prints, slots * sizeof(uint16_t));
  t->weights = part(bytes, entry->weights, slots * labels + ROW_SPILL);
  t->vectors = part(bytes, entry->vectors, slots * hidden + ROW_SPILL);
  t->bias = floats(bytes, entry->bias, labels);
  t->hidden_bias = floats(bytes, entry->hidden_bias, hidden);
  t->out = floats(bytes, entry->out, labels * hidden);
  t->moves = floats(bytes, entry->moves, (labels + 1) * labels);
  if (!names || !t->prints || !t->weights || !t->vectors || !t->bias || !t->hidden_bias || !t->out || !t->moves)
    return bad(err, at, "has a part outside itself or numbers out of bounds");
  for (uint32_t y = 0; y < entry->n_labels; y++, names += SR_TAGGER_LABEL_SIZE) {
    if (!memchr(names, 0, SR_TAGGER_LABEL_SIZE)) return bad(err, entry->labels, "has a label without end");
    t->labels[y] = sr_slice_of(names);
  }
  return SR_OK;
}

sr_status sr_tagger_read(sr_slice bytes, sr_tagger_file *file, sr_error *err) {
  *file = (sr_tagger_file){.bytes = bytes};
  const sr_tagger_header *header = (const void *)bytes.ptr;
  if (bytes.len < sizeof *header || memcmp(header->magic, "SITREPTG", 8) != 0)
    return sr_fail(err, SR_ERR_INPUT, 0, "this is not a tagger file");
  if (header->byte_order != SR_TAGGER_BYTE_ORDER || header->version != SR_TAGGER_VERSION)
    return sr_fail(err, SR_ERR_INPUT, 8, "the tagger file is of version %u, this program reads %d", header->version,
                   SR_TAGGER_VERSION);
  if (header->size != bytes.len || bytes.len > UINT32_MAX) return bad(err, 16, "is cut or has grown");
  if (header->n_taggers == 0 || header->n_taggers > SR_TAGGER_FILE_MAX ||
      bytes.len < SR_TAGGER_HEADER + header->n_taggers * sizeof(sr_tagger_entry))
    return bad(err, 28, "has no taggers or too many");
  const uint32_t crc = sr_crc32(bytes.ptr + SR_TAGGER_HEADER, bytes.len - SR_TAGGER_HEADER);
  if (crc != header->crc32) return bad(err, 24, "is damaged: its checksum is wrong");
  const sr_tagger_entry *entries = (const void *)(bytes.ptr + SR_TAGGER_HEADER);
  for (uint32_t i = 0; i < header->n_taggers; i++) SR_TRY(read_entry(bytes, &entries[i], &file->taggers[i], err));
  file->n = header->n_taggers;
  return SR_OK;
}

sr_status sr_tagger_map(const char *path, sr_tagger_file *file, sr_error *err) {
  sr_slice bytes;
  *file = (sr_tagger_file){0};
  SR_TRY(sr_map_file(path, &bytes, err));
  const sr_status status = sr_tagger_read(bytes, file, err);
  file->mapped = true;
  if (!status) return SR_OK;
  sr_error_where(err, sr_slice_of(path));
  sr_tagger_close(file);
  return status;
}

void sr_tagger_close(sr_tagger_file *file) {
  if (file->mapped) sr_unmap_file(file->bytes);
  *file = (sr_tagger_file){0};
}

const sr_tagger *sr_tagger_find(const sr_tagger_file *file, const char *name) {
  for (uint32_t i = 0; i < file->n; i++)
    if (sr_slice_is(file->taggers[i].name, name)) return &file->taggers[i];
  return NULL;
}

/* ---- use ---- */

static uint32_t bucket_of(uint32_t n_slots, uint32_t key) {
  return (key & (n_slots / SR_TAGGER_BUCKET - 1)) * SR_TAGGER_BUCKET;
}

/* Four prints at a time and without a branch, as where a key stands in its bucket cannot be foretold: a zero among the
 * differences borrows the highest bit of its sixteen (H. S. Warren, Hacker's Delight, 6-1), and the lowest such is one.
 */
uint32_t sr_tagger_slot(const uint16_t *prints, uint32_t n_slots, uint32_t key) {
  static_assert(SR_TAGGER_BUCKET * sizeof *prints == sizeof(uint64_t), "a bucket is one word");
  const uint64_t ones = UINT64_C(0x0001000100010001);
  const uint32_t bucket = bucket_of(n_slots, key);
  uint64_t differs;
  memcpy(&differs, prints + bucket, sizeof differs);
  differs ^= ones * sr_tagger_print(key);
  const uint64_t equal = (differs - ones) & ~differs & (ones << 15);
  return equal ? bucket + (uint32_t)__builtin_ctzll(equal) / 16 : UINT32_MAX;
}

bool sr_tagger_may_follow(const sr_slice *from, sr_slice to) {
  if (!sr_slice_starts(to, SR_SLICE("I-")) && !sr_slice_starts(to, SR_SLICE("L-"))) return true;
  if (!from || from->len < 2 || !(from->ptr[0] == 'B' || from->ptr[0] == 'I')) return false;
  return sr_slice_eq(sr_slice_cut(*from, 1, from->len), sr_slice_cut(to, 1, to.len));
}

/* An item's features that have a slot. */
typedef struct found {
  uint32_t slots[SR_TAGGER_FEATURES], n;
} found;

static void prefetch_row(const int8_t *rows, uint32_t columns, uint32_t slot) {
  enum { LINE = 64 };
  const int8_t *row = rows + (size_t)slot * columns;
  for (uint32_t k = 0; k < columns; k += LINE) __builtin_prefetch(row + k);
  if (columns) __builtin_prefetch(row + columns - 1); /* a row may lie across one line more */
}

/* The keys of an item, of which there may be none. */
typedef struct key_list {
  const uint32_t *at;
  uint32_t n;
} key_list;

static key_list keys_of(const sr_tag_sequence *seq, uint32_t item) {
  if (item >= seq->ends.n) return (key_list){0};
  const uint32_t from = item ? seq->ends.at[item - 1] : 0, n = seq->ends.at[item] - from;
  return (key_list){seq->keys.at + from, n < SR_TAGGER_FEATURES ? n : SR_TAGGER_FEATURES};
}

static void prefetch_prints(const sr_tagger *t, key_list keys) {
  for (uint32_t i = 0; i < keys.n; i++) __builtin_prefetch(t->prints + bucket_of(t->n_slots, keys.at[i]));
}

/* Finds the slots of keys and asks for their rows. */
static void look_up(const sr_tagger *t, key_list keys, found *f) {
  f->n = 0;
  for (uint32_t i = 0; i < keys.n; i++) {
    const uint32_t slot = sr_tagger_slot(t->prints, t->n_slots, keys.at[i]);
    f->slots[f->n] = slot;
    f->n += slot != UINT32_MAX;
  }
  for (uint32_t i = 0; i < f->n; i++) {
    prefetch_row(t->weights, t->n_labels, f->slots[i]);
    prefetch_row(t->vectors, t->hidden, f->slots[i]);
  }
}

/* The sums of an item's rows. The kernel's fit 16 bits up to AT_ONCE rows, as 250 * 127 does. */
static void sum_rows(const sr_tagger *t, const int8_t *rows, uint32_t columns, const found *f, int32_t *sums) {
  enum { AT_ONCE = 250 };
  memset(sums, 0, columns * sizeof *sums);
  for (uint32_t from = 0; from < f->n; from += AT_ONCE) {
    int16_t part[SR_TAGGER_HIDDEN];
    const uint32_t n = f->n - from < AT_ONCE ? f->n - from : AT_ONCE;
    t->kernels->sum_rows(rows, columns, f->slots + from, n, part);
    for (uint32_t k = 0; k < columns; k++) sums[k] += part[k];
  }
}

static void score_item(const sr_tagger *t, const found *f, float *scores) {
  const uint32_t labels = t->n_labels, units = t->hidden;
  int32_t sums[SR_TAGGER_LABELS], hidden[SR_TAGGER_HIDDEN];
  sum_rows(t, t->weights, labels, f, sums);
  sum_rows(t, t->vectors, units, f, hidden);
  float active[SR_TAGGER_HIDDEN];
  for (uint32_t u = 0; u < units; u++) {
    const float x = t->hidden_bias[u] + t->vector_scale * (float)hidden[u];
    active[u] = x > 0 ? x : 0;
  }
  for (uint32_t y = 0; y < labels; y++) {
    const float *out = t->out + (size_t)y * units;
    float lanes[8] = {0}; /* eight sums side by side, in a fixed order */
    for (uint32_t u = 0; u < units; u += 8)
      for (int k = 0; k < 8; k++) lanes[k] += out[u + (uint32_t)k] * active[u + (uint32_t)k];
    const float dot = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    scores[y] = t->bias[y] + t->weight_scale * (float)sums[y] + dot;
  }
}

/* The table is larger than the nearer caches, so that what an item needs is asked for while those before it are scored:
 * its prints two items ahead, its rows one. */
void sr_tagger_score(const sr_tagger *t, const sr_tag_sequence *seq, float *scores) {
  found items[2]; /* the one that is scored and the next, by turns */
  prefetch_prints(t, keys_of(seq, 0));
  prefetch_prints(t, keys_of(seq, 1));
  look_up(t, keys_of(seq, 0), &items[0]);
  for (uint32_t i = 0; i < seq->ends.n; i++) {
    prefetch_prints(t, keys_of(seq, i + 2));
    look_up(t, keys_of(seq, i + 1), &items[(i + 1) % 2]);
    score_item(t, &items[i % 2], scores + (size_t)i * t->n_labels);
  }
}

sr_status sr_tagger_path(const sr_tagger *t, const float *scores, uint32_t n, sr_arena *scratch, uint8_t *labels,
                         sr_error *err) {
  if (n == 0) return SR_OK;
  const uint32_t L = t->n_labels;
  const sr_arena_mark mark = sr_arena_save(scratch);
  uint8_t *back = SR_NEW(scratch, uint8_t, (size_t)n * L);
  if (!back) return sr_arena_fail(scratch, err);
  float moves[SR_TAGGER_LABELS + 1][SR_TAGGER_LABELS], best[SR_TAGGER_LABELS], next[SR_TAGGER_LABELS];
  for (uint32_t a = 0; a <= L; a++)
    for (uint32_t b = 0; b < L; b++)
      moves[a][b] = sr_tagger_may_follow(a < L ? &t->labels[a] : NULL, t->labels[b]) ? t->moves[a * L + b] : FORBIDDEN;
  for (uint32_t y = 0; y < L; y++) best[y] = scores[y] + moves[L][y];
  for (uint32_t i = 1; i < n; i++) {
    for (uint32_t y = 0; y < L; y++) {
      uint32_t from = 0;
      for (uint32_t a = 1; a < L; a++)
        if (best[a] + moves[a][y] > best[from] + moves[from][y]) from = a;
      next[y] = best[from] + moves[from][y] + scores[(size_t)i * L + y];
      back[(size_t)i * L + y] = (uint8_t)from;
    }
    memcpy(best, next, sizeof best);
  }
  uint32_t y = 0;
  for (uint32_t a = 1; a < L; a++)
    if (best[a] > best[y]) y = a;
  for (uint32_t i = n; i-- > 0;) {
    labels[i] = (uint8_t)y;
    y = back[(size_t)i * L + y];
  }
  sr_arena_reset(scratch, mark);
  return SR_OK;
}

sr_status sr_tagger_run(const sr_tagger *t, const sr_tag_sequence *seq, sr_arena *scratch, uint8_t *labels,
                        sr_error *err) {
  if (seq->failed) return sr_arena_fail(seq->arena, err);
  const sr_arena_mark mark = sr_arena_save(scratch);
  float *scores = SR_NEW(scratch, float, (size_t)seq->ends.n * t->n_labels);
  if (!scores) return sr_arena_fail(scratch, err);
  sr_tagger_score(t, seq, scores);
  const sr_status status = sr_tagger_path(t, scores, seq->ends.n, scratch, labels, err);
  sr_arena_reset(scratch, mark);
  return status;
}
