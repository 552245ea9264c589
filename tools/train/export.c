#include "export.h"

#include "base/checksum.h"
#include "base/mapped.h"
#include "base/slice.h"
#include "syntax/feature.h"
#include "syntax/model.h"
#include "syntax/segment.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* The file while it is built. */
typedef struct image {
  char *bytes;
  size_t n, room;
  sr_model_entry entries[SR_SECTION_COUNT];
  bool failed;
} image;

static char *extend(image *file, size_t n) {
  if (file->n + n > file->room) {
    const size_t room = (file->n + n) * 2;
    char *bigger = realloc(file->bytes, room);
    if (!bigger) return file->failed = true, NULL;
    file->bytes = bigger;
    file->room = room;
  }
  memset(file->bytes + file->n, 0, n);
  file->n += n;
  return file->bytes + file->n - n;
}

/* Room for a section and `more` bytes of strings; NULL: no memory. */
static char *begin(image *file, sr_section_id id, uint32_t rows, uint32_t columns, size_t more, char **second) {
  uint64_t at_second, size;
  extend(file, (SR_MODEL_ALIGN - file->n % SR_MODEL_ALIGN) % SR_MODEL_ALIGN);
  const uint32_t kind = sr_section_kinds[id];
  if (!sr_section_layout(kind, rows, columns, &at_second, &size)) return file->failed = true, NULL;
  file->entries[id] = (sr_model_entry){kind, rows, columns, 0, file->n, size + more};
  char *at = extend(file, (size_t)size + more);
  if (at && second) *second = at + at_second;
  return at;
}

static void put_strings(image *file, sr_section_id id, const slice_vec *names) {
  size_t bytes = 0;
  for (uint32_t i = 0; i < names->n; i++) bytes += names->at[i].len;
  char *pool = NULL, *at = begin(file, id, names->n, 0, bytes, &pool);
  if (!at) return;
  uint32_t *offsets = (void *)at, used = 0;
  for (uint32_t i = 0; i < names->n; i++) {
    offsets[i] = used;
    if (names->at[i].len) memcpy(pool + used, names->at[i].ptr, names->at[i].len);
    used += (uint32_t)names->at[i].len;
  }
  offsets[names->n] = used;
}

static void put_text(image *file, sr_section_id id, const char *text) {
  sr_slice one = sr_slice_of(text ? text : "");
  slice_vec names = {&one, 1, 1};
  put_strings(file, id, &names);
}

/* "uk,ru,bg" as three strings. */
static void put_langs(image *file, const char *langs) {
  enum { LANGS_MAX = 16 };
  sr_slice names[LANGS_MAX], rest = sr_slice_of(langs);
  uint32_t n = 0;
  while (rest.ptr && n < LANGS_MAX) names[n++] = sr_slice_split(&rest, ',');
  file->failed = file->failed || rest.ptr;
  const slice_vec all = {names, n, LANGS_MAX};
  put_strings(file, SR_SECTION_LANG, &all);
}

static void put_slots(image *file, const slice_vec *words) {
  uint32_t n = 64;
  while (n < 2 * words->n) n *= 2;
  uint32_t *slots = (void *)begin(file, SR_SECTION_WORD_SLOTS, n, 0, 0, NULL);
  if (!slots) return;
  for (uint32_t w = 1; w < words->n; w++) {
    uint32_t i = (uint32_t)sr_feature_hash(words->at[w].ptr, words->at[w].len, 0) & (n - 1);
    while (slots[i]) i = (i + 1) & (n - 1);
    slots[i] = w;
  }
}

static void put_floats(image *file, sr_section_id id, const net_param *p) {
  float *to = (void *)begin(file, id, p->rows, p->cols, 0, NULL);
  if (!to) return;
  for (size_t i = 0; i < (size_t)p->rows * p->cols; i++) to[i] = (float)p->w[i];
}

/* Embeddings: int8 and one scale a row. */
static void put_table(image *file, sr_section_id id, uint32_t rows, uint32_t cols, const real *from) {
  char *scales = NULL, *at = begin(file, id, rows, cols, 0, &scales);
  if (!at) return;
  for (uint32_t r = 0; r < rows; r++, from += cols) {
    real top = 0;
    for (uint32_t k = 0; k < cols; k++) top = fabs((double)from[k]) > (double)top ? (real)fabs((double)from[k]) : top;
    ((float *)(void *)scales)[r] = (float)(top / 127);
    for (uint32_t k = 0; k < cols; k++)
      ((int8_t *)at)[(size_t)r * cols + k] = (int8_t)(top > 0 ? lrint((double)(from[k] / top * 127)) : 0);
  }
}
static void put_rows(image *file, sr_section_id id, const net_param *p) { put_table(file, id, p->rows, p->cols, p->w); }

/* Has the word a row of its own alone (0), both (1) or a given vector alone (2)? */
static int tables_of(const train_data *d, uint32_t word) {
  if (word >= d->n_trained) return 2;
  bool any = false;
  for (uint32_t k = 0; d->vectors && k < d->vector_dim; k++)
    any = any || d->vectors[(size_t)word * d->vector_dim + k] != 0;
  return any ? 1 : 0;
}

/* The vocabulary with its two tables: words with a row of their own alone, with both, with a vector alone. So each
 * table is without gaps, the first one at the vocabulary's beginning and the second at its end. */
static void put_words(image *file, const train_data *d, const net_param *rows) {
  const uint32_t n = d->words.names.n, dim = d->vector_dim;
  sr_slice *names = calloc(n, sizeof *names);
  real *own = calloc((size_t)rows->rows * rows->cols, sizeof *own), *vectors = calloc((size_t)n * dim + 1, sizeof *own);
  uint32_t at = 0, n_vectors = 0;
  for (int tables = 0; names && own && vectors && tables < 3; tables++)
    for (uint32_t w = 0; w < n; w++) {
      if (tables_of(d, w) != tables) continue;
      if (w < rows->rows)
        memcpy(own + (size_t)at * rows->cols, rows->w + (size_t)w * rows->cols, rows->cols * sizeof *own);
      if (tables) memcpy(vectors + (size_t)n_vectors++ * dim, d->vectors + (size_t)w * dim, dim * sizeof *own);
      names[at++] = d->words.names.at[w];
    }
  if (at == n) {
    const slice_vec all = {names, n, n};
    put_strings(file, SR_SECTION_WORD_NAMES, &all);
    put_slots(file, &all);
    put_table(file, SR_SECTION_WORD, rows->rows, rows->cols, own);
    put_table(file, SR_SECTION_VECTOR, n_vectors, dim, vectors);
  }
  file->failed = file->failed || at != n;
  free(names);
  free(own);
  free(vectors);
}

/* A weight matrix, and below it the extra rows of another. */
static void put_panels(image *file, sr_section_id id, const net_param *p, const net_param *below) {
  const uint32_t rows = p->rows + (below ? below->rows : 0);
  char *scales = NULL, *at = begin(file, id, rows, p->cols, 0, &scales);
  float *all = malloc((size_t)rows * p->cols * sizeof *all);
  if (at && all) {
    for (size_t i = 0; i < (size_t)p->rows * p->cols; i++) all[i] = (float)p->w[i];
    for (size_t i = 0; below && i < (size_t)below->rows * p->cols; i++)
      all[(size_t)p->rows * p->cols + i] = (float)below->w[i];
    sr_kernels_get(SR_KERNEL_PORTABLE)->pack(all, p->cols, p->cols, rows, (uint8_t *)at, (void *)scales);
  }
  file->failed = file->failed || !all;
  free(all);
}

static sr_status write_file(const char *path, const image *file, sr_error *err) {
  FILE *f = fopen(path, "wb");
  bool ok = f && fwrite(file->bytes, 1, file->n, f) == file->n;
  if (f) ok = fclose(f) == 0 && ok;
  return ok ? SR_OK : sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot write '%s': %s", path, strerror(errno));
}

static void put_lexicon(image *file, const sr_lexicon *lexicon, const slice_vec *sets) {
  char *to = begin(file, SR_SECTION_LEXICON, lexicon->n_cells, 0, 0, NULL);
  if (to && lexicon->n_cells) memcpy(to, lexicon->cells, lexicon->n_cells * sizeof *lexicon->cells);
  put_strings(file, SR_SECTION_LEXICON_SETS, sets);
}

/* The segmenter's weights as a table of 64 columns, the width being of no meaning. */
static void put_segment(image *file, const float *weights) {
  enum { COLUMNS = 64, ALL = SR_SEGMENT_ROWS * SR_GAP_QUESTIONS };
  char *to = begin(file, SR_SECTION_SEGMENT, weights ? ALL / COLUMNS : 0, COLUMNS, 0, NULL);
  if (to && weights) memcpy(to, weights, ALL * sizeof *weights);
}

/* Writes the header of a whole file. */
static void seal(image *file, uint32_t n_sections) {
  sr_model_header header = {.magic = {'S', 'I', 'T', 'R', 'E', 'P', 'N', 'N'},
                            .version = SR_MODEL_VERSION,
                            .byte_order = SR_MODEL_BYTE_ORDER,
                            .size = file->n,
                            .n_sections = n_sections};
  header.crc32 = sr_crc32((const char *)file->bytes + SR_MODEL_HEADER, file->n - SR_MODEL_HEADER);
  memcpy(file->bytes, &header, sizeof header);
}

sr_status export_model(sr_net *net, const train_data *d, const float *segment, const char *lang,
                       const char *description, const char *path, sr_error *err) {
  static sr_slice entity_names[ENTITY_TAGS] = {{"O", 1},     {"B-PER", 5}, {"I-PER", 5}, {"B-ORG", 5},
                                               {"I-ORG", 5}, {"B-LOC", 5}, {"I-LOC", 5}};
  const net_param *p = net_params(net);
  image file = {0};
  extend(&file, SR_MODEL_HEADER + sizeof file.entries);
  put_langs(&file, lang);
  put_text(&file, SR_SECTION_ABOUT, description);
  put_words(&file, d, &p[P_WORD]);
  put_rows(&file, SR_SECTION_AFFIX, &p[P_AFFIX]);
  put_rows(&file, SR_SECTION_GRAM, &p[P_GRAM]);
  for (int l = 0; l < NET_LAYERS; l++) {
    if (l) put_panels(&file, (sr_section_id)(SR_SECTION_SRU_P2 + l - 1), &p[P_SRU_P + l - 1], NULL);
    put_panels(&file, (sr_section_id)(SR_SECTION_SRU_W1 + l), &p[P_SRU_W + l], NULL);
    put_floats(&file, (sr_section_id)(SR_SECTION_SRU_V1 + l), &p[P_SRU_V + l]);
    put_floats(&file, (sr_section_id)(SR_SECTION_SRU_B1 + l), &p[P_SRU_B + l]);
  }
  put_panels(&file, SR_SECTION_TAG_W, &p[P_TAG_W], NULL);
  put_floats(&file, SR_SECTION_TAG_B, &p[P_TAG_B]);
  net_param tags = p[P_TAGS_W];
  tags.w = calloc((size_t)tags.rows * tags.cols, sizeof *tags.w);
  if (tags.w) {
    net_tag_rows(net, tags.w);
    put_panels(&file, SR_SECTION_TAGS_W, &tags, NULL);
  }
  file.failed = file.failed || !tags.w;
  free(tags.w);
  put_floats(&file, SR_SECTION_TAGS_B, &p[P_TAGS_B]);
  put_panels(&file, SR_SECTION_MLP_W, &p[P_MLP_W], NULL);
  put_floats(&file, SR_SECTION_MLP_B, &p[P_MLP_B]);
  put_panels(&file, SR_SECTION_ARC_U, &p[P_ARC_U], &p[P_ARC_B]);
  put_panels(&file, SR_SECTION_LABEL_W, &p[P_LABEL_W], NULL);
  put_floats(&file, SR_SECTION_LABEL_B, &p[P_LABEL_B]);
  put_panels(&file, SR_SECTION_ENTITY_W, &p[P_ENTITY_W], NULL);
  put_floats(&file, SR_SECTION_ENTITY_B, &p[P_ENTITY_B]);
  put_floats(&file, SR_SECTION_ENTITY_T, &p[P_ENTITY_T]);
  for (int h = 0; h < NET_TAGS; h++) put_strings(&file, (sr_section_id)(SR_SECTION_UPOS + h), &d->tags[h].names);
  put_strings(&file, SR_SECTION_LABEL, &d->labels.names);
  const slice_vec entities = {entity_names, ENTITY_TAGS, ENTITY_TAGS};
  put_strings(&file, SR_SECTION_ENTITY, &entities);
  put_segment(&file, segment);
  put_lexicon(&file, &d->lexicon, &d->lexicon_sets);
  sr_status status = SR_OK;
  if (file.failed) {
    status = sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to write the model, or a table is too large");
  } else {
    memcpy(file.bytes + SR_MODEL_HEADER, file.entries, sizeof file.entries);
    seal(&file, SR_SECTION_COUNT);
    status = write_file(path, &file, err);
  }
  free(file.bytes);
  return status;
}

sr_status export_segment(const char *path, const float *segment, sr_error *err) {
  sr_slice old;
  sr_model model;
  SR_TRY(sr_map_file(path, &old, err));
  image file = {.bytes = aligned_alloc(SR_MODEL_ALIGN, (old.len + SR_MODEL_ALIGN) / SR_MODEL_ALIGN * SR_MODEL_ALIGN),
                .n = old.len};
  if (file.bytes) memcpy(file.bytes, old.ptr, old.len);
  sr_unmap_file(old);
  sr_status status = file.bytes ? sr_model_read((sr_slice){file.bytes, file.n}, &model, err)
                                : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the model");
  if (!status && model.n_segment != SR_SEGMENT_ROWS * SR_GAP_QUESTIONS)
    status = sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "the model has no segmenter");
  if (!status) {
    memcpy(file.bytes + ((const char *)model.segment - file.bytes), segment, model.n_segment * sizeof *segment);
    seal(&file, ((const sr_model_header *)file.bytes)->n_sections);
    status = write_file(path, &file, err);
  }
  free(file.bytes);
  return status;
}
