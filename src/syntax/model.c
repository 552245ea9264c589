#include "syntax/model.h"

#include "base/slice.h"
#include "syntax/feature.h"

#include "base/checksum.h"
#include "base/error.h"
#include "base/mapped.h"

#define SR_X(name, kind) SR_KIND_##kind,
const uint8_t sr_section_kinds[SR_SECTION_COUNT] = {SR_MODEL_SECTIONS(SR_X)};
#undef SR_X
#define SR_X(name, kind) #name,
static const char *const NAMES[SR_SECTION_COUNT] = {SR_MODEL_SECTIONS(SR_X)};
#undef SR_X

/* No table of a model this small is larger, and products of these stay far from overflow. */
enum { ROWS_MAX = 1 << 24, COLUMNS_MAX = 4096 };
/* Weights of trained models are below 10; the bound keeps hostile ones from running to infinity. */
static const float FLOAT_MAX = 1000.0f;

static uint64_t align(uint64_t n) { return (n + SR_MODEL_ALIGN - 1) / SR_MODEL_ALIGN * SR_MODEL_ALIGN; }

bool sr_section_layout(uint32_t kind, uint32_t rows, uint32_t columns, uint64_t *second, uint64_t *size) {
  if (rows > ROWS_MAX || columns > COLUMNS_MAX) return false;
  const uint64_t r = rows, c = columns, panel_rows = sr_kernel_padded(rows);
  *second = 0;
  switch (kind) {
  case SR_KIND_ROWS: *second = align(r * c), *size = *second + r * sizeof(float); return true;
  case SR_KIND_PANELS:
    *second = align(sr_kernel_packed_size(rows, columns)), *size = *second + panel_rows * sizeof(float);
    return true;
  case SR_KIND_FLOATS: *size = r * c * sizeof(float); return true;
  case SR_KIND_SLOTS: *size = r * sizeof(uint32_t); return true;
  case SR_KIND_CELLS: *size = r * sizeof(uint16_t); return true;
  case SR_KIND_STRINGS: *second = (r + 1) * sizeof(uint32_t), *size = *second; return true;
  default: return false;
  }
}

static sr_status bad(sr_error *err, sr_section_id id, uint64_t offset, const char *what) {
  return sr_fail(err, SR_ERR_INPUT, (size_t)offset, "section '%s' of the model %s", NAMES[id], what);
}

static bool floats_ok(const float *x, uint64_t n) {
  bool ok = true;
  for (uint64_t i = 0; i < n; i++) ok &= x[i] >= -FLOAT_MAX && x[i] <= FLOAT_MAX;
  return ok;
}

/* Larger ones would overflow in some kernels and not in others. */
static bool weights_ok(const uint8_t *w, uint64_t n) {
  uint8_t all = 0;
  for (uint64_t i = 0; i < n; i++) all |= w[i];
  return all < 2 * SR_KERNEL_OFFSET;
}

typedef struct sections {
  const char *base;
  const sr_model_entry *entries;
} sections;

static const void *at(const sections *s, sr_section_id id, uint64_t offset) {
  return s->base + s->entries[id].offset + offset;
}

/* What one section must be by itself. */
static sr_status check_section(const sections *s, sr_section_id id, uint64_t file_size, sr_error *err) {
  const sr_model_entry *e = &s->entries[id];
  uint64_t second, size;
  if (e->kind != sr_section_kinds[id]) return bad(err, id, e->offset, "is of another kind");
  if (!sr_section_layout(e->kind, e->rows, e->columns, &second, &size)) return bad(err, id, e->offset, "is too large");
  if (e->offset % SR_MODEL_ALIGN || e->offset > file_size || e->size > file_size - e->offset || size > e->size)
    return bad(err, id, e->offset, "lies outside the file");
  if (e->kind == SR_KIND_PANELS) {
    if (e->columns == 0 || e->columns > SR_KERNEL_COLUMNS_MAX) return bad(err, id, e->offset, "has too many columns");
    if (!weights_ok(at(s, id, 0), sr_kernel_packed_size(e->rows, e->columns)))
      return bad(err, id, e->offset, "has no small numbers");
  }
  if (e->kind == SR_KIND_ROWS || e->kind == SR_KIND_PANELS) {
    if (!floats_ok(at(s, id, second), (size - second) / sizeof(float)))
      return bad(err, id, e->offset, "has no small numbers");
  } else if (e->kind == SR_KIND_FLOATS) {
    if (!floats_ok(at(s, id, 0), size / sizeof(float))) return bad(err, id, e->offset, "has no small numbers");
  } else if (e->kind == SR_KIND_STRINGS) {
    const uint32_t *offsets = at(s, id, 0);
    for (uint32_t i = 0; i <= e->rows; i++)
      if ((i && offsets[i] < offsets[i - 1]) || offsets[i] > e->size - second)
        return bad(err, id, e->offset, "has a string outside itself");
  }
  return SR_OK;
}

static sr_strings strings_of(const sections *s, sr_section_id id) {
  const sr_model_entry *e = &s->entries[id];
  return (sr_strings){at(s, id, 0), at(s, id, (e->rows + 1) * sizeof(uint32_t)), e->rows};
}
static sr_rows rows_of(const sections *s, sr_section_id id) {
  const sr_model_entry *e = &s->entries[id];
  uint64_t second = 0, size;
  (void)sr_section_layout(e->kind, e->rows, e->columns, &second, &size);
  return (sr_rows){at(s, id, 0), at(s, id, second), e->rows, e->columns};
}
static sr_matrix matrix_of(const sections *s, sr_section_id id) {
  const sr_rows r = rows_of(s, id);
  return (sr_matrix){(const uint8_t *)r.values, r.scales, r.rows, r.columns};
}

typedef struct shape_rule {
  sr_section_id id;
  uint64_t rows, columns;
} shape_rule;

/* What the sections must be to one another. */
static sr_status check_shapes(const sections *s, const sr_model *m, sr_error *err) {
  const uint64_t h = m->hidden, width = 2 * h, a = m->arc_dim, d = m->label_dim, e = m->entity_dim;
  uint64_t n_tags = 0;
  for (int i = 0; i < SR_TAG_HEADS; i++) n_tags += m->tags[i].n;
  const shape_rule rules[] = {
      {SR_SECTION_SRU_W1, 8 * h, m->input_dim},
      {SR_SECTION_SRU_P2, m->sru_p[0].rows, width},
      {SR_SECTION_SRU_P3, m->sru_p[1].rows, width},
      {SR_SECTION_SRU_W2, 6 * h, m->sru_p[0].rows},
      {SR_SECTION_SRU_W3, 6 * h, m->sru_p[1].rows},
      {SR_SECTION_SRU_V1, 4, h},
      {SR_SECTION_SRU_V2, 4, h},
      {SR_SECTION_SRU_V3, 4, h},
      {SR_SECTION_SRU_B1, 4, h},
      {SR_SECTION_SRU_B2, 4, h},
      {SR_SECTION_SRU_B3, 4, h},
      {SR_SECTION_TAG_W, m->tag_dim, width},
      {SR_SECTION_TAG_B, 1, m->tag_dim},
      {SR_SECTION_TAGS_W, n_tags, m->tag_dim},
      {SR_SECTION_TAGS_B, 1, n_tags},
      {SR_SECTION_MLP_W, 2 * a + 2 * d + e, width},
      {SR_SECTION_MLP_B, 1, 2 * a + 2 * d + e},
      {SR_SECTION_ARC_U, a + 1, a},
      {SR_SECTION_LABEL_W, m->labels.n, 3 * d},
      {SR_SECTION_LABEL_B, 1, m->labels.n},
      {SR_SECTION_ENTITY_W, m->entities.n, e},
      {SR_SECTION_ENTITY_B, 1, m->entities.n},
      {SR_SECTION_ENTITY_T, (uint64_t)m->entities.n + 1, m->entities.n},
      {SR_SECTION_ABOUT, 1, 0},
  };
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    const sr_model_entry *entry = &s->entries[rules[i].id];
    if (entry->rows != rules[i].rows || entry->columns != rules[i].columns)
      return bad(err, rules[i].id, entry->offset, "does not fit the others");
  }
  if (!m->word.rows || m->word.rows > m->words.n)
    return bad(err, SR_SECTION_WORD, s->entries[SR_SECTION_WORD].offset, "does not fit the others");
  if (m->vector.rows > m->words.n)
    return bad(err, SR_SECTION_VECTOR, s->entries[SR_SECTION_VECTOR].offset, "does not fit the others");
  if (!m->words.n || !m->labels.n || m->labels.n < 2 || !m->entities.n || m->entities.n % 2 == 0 || !m->lang.n || !h ||
      h % SR_KERNEL_LANES)
    return sr_fail(err, SR_ERR_INPUT, 0, "the model lacks words, labels, entities, a language or units by eights");
  for (int i = 0; i < SR_TAG_HEADS; i++)
    if (!m->tags[i].n) return sr_fail(err, SR_ERR_INPUT, 0, "the model lacks tags");
  /* The hash functions of features need powers of two; a table without an empty slot would not end a search. */
  const uint32_t sizes[3] = {m->affix.rows, m->gram.rows, m->n_slots};
  for (int i = 0; i < 3; i++)
    if (sizes[i] == 0 || (sizes[i] & (sizes[i] - 1))) return sr_fail(err, SR_ERR_INPUT, 0, "a hash table's size");
  uint32_t used = 0;
  for (uint32_t i = 0; i < m->n_slots; i++) {
    if (m->slots[i] >= m->words.n) return bad(err, SR_SECTION_WORD_SLOTS, 0, "names a word that is not there");
    used += m->slots[i] != 0;
  }
  if (used > m->n_slots / 2) return bad(err, SR_SECTION_WORD_SLOTS, 0, "is too full");
  return SR_OK;
}

sr_status sr_model_read(sr_slice bytes, sr_model *m, sr_error *err) {
  *m = (sr_model){.file = bytes};
  const sr_model_header *header = (const void *)bytes.ptr;
  if (bytes.len < sizeof *header || memcmp(header->magic, "SITREPNN", 8) != 0)
    return sr_fail(err, SR_ERR_INPUT, 0, "this is not a model file");
  if (header->byte_order != SR_MODEL_BYTE_ORDER || header->version != SR_MODEL_VERSION)
    return sr_fail(err, SR_ERR_INPUT, 8, "the model is of version %u, this program reads %u", header->version,
                   SR_MODEL_VERSION);
  if (header->size != bytes.len) return sr_fail(err, SR_ERR_INPUT, 16, "the model file is cut or has grown");
  const uint64_t table_size = header->n_sections * sizeof(sr_model_entry);
  if (header->n_sections < SR_SECTIONS_MIN || header->n_sections > SR_SECTION_COUNT ||
      bytes.len < SR_MODEL_HEADER + table_size)
    return sr_fail(err, SR_ERR_INPUT, 28, "the model has %u sections, not %d", header->n_sections, SR_SECTION_COUNT);
  const uint32_t crc = sr_crc32(bytes.ptr + SR_MODEL_HEADER, bytes.len - SR_MODEL_HEADER);
  if (crc != header->crc32) return sr_fail(err, SR_ERR_INPUT, 24, "the model file is damaged: its checksum is wrong");
  const sections s = {bytes.ptr, (const void *)(bytes.ptr + SR_MODEL_HEADER)};
  for (uint32_t i = 0; i < header->n_sections; i++) SR_TRY(check_section(&s, (sr_section_id)i, bytes.len, err));

  m->lang = strings_of(&s, SR_SECTION_LANG);
  m->about = strings_of(&s, SR_SECTION_ABOUT);
  m->words = strings_of(&s, SR_SECTION_WORD_NAMES);
  m->labels = strings_of(&s, SR_SECTION_LABEL);
  m->entities = strings_of(&s, SR_SECTION_ENTITY);
  for (int i = 0; i < SR_TAG_HEADS; i++) m->tags[i] = strings_of(&s, (sr_section_id)(SR_SECTION_UPOS + i));
  m->slots = at(&s, SR_SECTION_WORD_SLOTS, 0);
  m->n_slots = s.entries[SR_SECTION_WORD_SLOTS].rows;
  m->word = rows_of(&s, SR_SECTION_WORD);
  m->vector = rows_of(&s, SR_SECTION_VECTOR);
  m->affix = rows_of(&s, SR_SECTION_AFFIX);
  m->gram = rows_of(&s, SR_SECTION_GRAM);
  for (int i = 0; i < SR_LAYERS; i++) {
    if (i) m->sru_p[i - 1] = matrix_of(&s, (sr_section_id)(SR_SECTION_SRU_P2 + i - 1));
    m->sru_w[i] = matrix_of(&s, (sr_section_id)(SR_SECTION_SRU_W1 + i));
    m->sru_v[i] = at(&s, (sr_section_id)(SR_SECTION_SRU_V1 + i), 0);
    m->sru_b[i] = at(&s, (sr_section_id)(SR_SECTION_SRU_B1 + i), 0);
  }
  m->tag_w = matrix_of(&s, SR_SECTION_TAG_W);
  m->tags_w = matrix_of(&s, SR_SECTION_TAGS_W);
  m->mlp_w = matrix_of(&s, SR_SECTION_MLP_W);
  m->arc_u = matrix_of(&s, SR_SECTION_ARC_U);
  m->label_w = matrix_of(&s, SR_SECTION_LABEL_W);
  m->entity_w = matrix_of(&s, SR_SECTION_ENTITY_W);
  m->tag_b = at(&s, SR_SECTION_TAG_B, 0);
  m->tags_b = at(&s, SR_SECTION_TAGS_B, 0);
  m->mlp_b = at(&s, SR_SECTION_MLP_B, 0);
  m->label_b = at(&s, SR_SECTION_LABEL_B, 0);
  m->entity_b = at(&s, SR_SECTION_ENTITY_B, 0);
  m->entity_t = at(&s, SR_SECTION_ENTITY_T, 0);
  m->n_segment = s.entries[SR_SECTION_SEGMENT].rows * s.entries[SR_SECTION_SEGMENT].columns;
  m->segment = at(&s, SR_SECTION_SEGMENT, 0);
  if (header->n_sections > SR_SECTION_LEXICON_SETS) {
    const sr_strings sets = strings_of(&s, SR_SECTION_LEXICON_SETS);
    m->lexicon = (sr_lexicon){at(&s, SR_SECTION_LEXICON, 0), s.entries[SR_SECTION_LEXICON].rows, sets.offsets,
                              sets.pool, sets.n};
  }
  m->input_dim = m->word.columns + m->vector.columns + m->affix.columns + m->gram.columns;
  m->hidden = s.entries[SR_SECTION_SRU_V1].columns;
  m->tag_dim = m->tag_w.rows;
  m->arc_dim = m->arc_u.columns;
  m->label_dim = m->label_w.columns / 3;
  m->entity_dim = m->entity_w.columns;
  SR_TRY(check_shapes(&s, m, err));
  for (m->root_label = 0; m->root_label < m->labels.n; m->root_label++)
    if (sr_slice_is(sr_string_at(&m->labels, m->root_label), "root")) return SR_OK;
  return sr_fail(err, SR_ERR_INPUT, 0, "the model has no label 'root'");
}

sr_status sr_model_map(const char *path, sr_model *m, sr_error *err) {
  *m = (sr_model){0};
  sr_slice bytes;
  SR_TRY(sr_map_file(path, &bytes, err));
  sr_status status = sr_model_read(bytes, m, err);
  m->mapped = true;
  if (!status) return SR_OK;
  sr_error_where(err, sr_slice_of(path));
  sr_model_close(m);
  return status;
}

void sr_model_close(sr_model *m) {
  if (m->mapped) sr_unmap_file(m->file);
  *m = (sr_model){0};
}

uint32_t sr_model_word(const sr_model *m, sr_slice key) {
  const uint32_t mask = m->n_slots - 1;
  for (uint32_t i = (uint32_t)sr_feature_hash(key.ptr, key.len, 0) & mask; m->slots[i]; i = (i + 1) & mask)
    if (sr_slice_eq(sr_string_at(&m->words, m->slots[i]), key)) return m->slots[i];
  return 0;
}
