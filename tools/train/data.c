#include "data.h"

#include "lexbuild.h"

#include "base/slice.h"
#include "base/utf8.h"
#include "syntax/feature.h"
#include "syntax/lemma.h"
#include "syntax/segment.h"

#include <jansson.h>
#include <unicode/uchar.h>

#include <stdlib.h>
#include <zlib.h>

static const char *const ENTITY_NAMES[ENTITY_TYPES] = {"PER", "ORG", "LOC"};

train_data *data_new(uint32_t affix_rows, uint32_t gram_rows) {
  sr_arena *arena = sr_arena_new((size_t)8 << 30);
  train_data *d = arena ? SR_NEW(arena, train_data, 1) : NULL;
  if (!d) return sr_arena_free(arena), NULL;
  d->arena = arena;
  d->affix_rows = affix_rows;
  d->gram_rows = gram_rows;
  sr_map_init(&d->type_map);
  sr_map_init(&d->words.map);
  sr_map_init(&d->labels.map);
  for (int i = 0; i < NET_TAGS; i++) sr_map_init(&d->tags[i].map);
  return d;
}

void data_free(train_data *data) {
  if (!data) return;
  free(data->vectors);
  free(data->lexicon_cells);
  sr_arena_free(data->arena);
}

/* The number of name, counted; NET_NONE if it is not there and the inventory is frozen. false: no memory. */
static bool number_of(train_data *d, inventory *inv, sr_slice name, int32_t *number) {
  uint32_t at = sr_map_get(&inv->map, name);
  *number = NET_NONE;
  if (at == SR_MAP_NONE) {
    if (inv->frozen) return true;
    at = inv->names.n;
    const sr_slice kept = sr_arena_copy(d->arena, name);
    sr_slice *slot = SR_PUSH(d->arena, &inv->names);
    const uint32_t *count = SR_PUSH(d->arena, &inv->counts);
    if (!kept.ptr || !slot || !count || !sr_map_put(&inv->map, d->arena, kept, at)) return false;
    *slot = kept;
  }
  if (!inv->frozen) inv->counts.at[at]++;
  *number = (int32_t)at;
  return true;
}

static uint32_t *copy_rows(sr_arena *arena, const uint32_t *rows, uint32_t n) {
  uint32_t *copy = SR_NEW(arena, uint32_t, n);
  if (copy) memcpy(copy, rows, n * sizeof *rows);
  return copy;
}

static void set_word(const train_data *d, net_type *type, uint32_t word) {
  type->vector = word;
  type->word = word < d->n_trained ? word : 0;
  type->count = d->words.counts.at[word];
}

static bool type_of(train_data *d, sr_slice form, uint32_t *number) {
  *number = sr_map_get(&d->type_map, form);
  if (*number != SR_MAP_NONE) {
    int32_t word;
    return !form.len || d->words.frozen || number_of(d, &d->words, d->type_keys.at[*number], &word);
  }
  sr_features f;
  sr_features_of(form, d->affix_rows, d->gram_rows, &d->lexicon, &f);
  const sr_slice kept = sr_arena_copy(d->arena, form), key = sr_arena_copy(d->arena, (sr_slice){f.key, f.key_len});
  sr_slice *slot = SR_PUSH(d->arena, &d->type_keys);
  net_type *type = SR_PUSH(d->arena, &d->types);
  if (!kept.ptr || !key.ptr || !slot || !type) return false;
  *slot = key;
  *number = d->types.n - 1;
  int32_t word = 0;
  if (form.len && !number_of(d, &d->words, key, &word)) return false;
  *type = (net_type){.n_affixes = f.n_affixes,
                     .n_grams = f.n_grams,
                     .affixes = copy_rows(d->arena, f.affixes, f.n_affixes),
                     .grams = copy_rows(d->arena, f.grams, f.n_grams)};
  if (d->words.frozen && form.len && word > 0) set_word(d, type, (uint32_t)word);
  return type->affixes && type->grams && sr_map_put(&d->type_map, d->arena, kept, *number);
}

static sr_status read_whole(sr_arena *arena, const char *path, sr_slice *text, sr_error *err) {
  gzFile f = gzopen(path, "rb");
  if (!f) return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot open '%s'", path);
  size_t n = 0, room = 1 << 20;
  char *bytes = sr_arena_alloc(arena, room);
  int got = 0;
  while (bytes && (got = gzread(f, bytes + n, (unsigned)(room - n))) > 0) {
    n += (size_t)got;
    if (n < room) continue;
    bytes = sr_arena_grow(arena, bytes, room, room * 2);
    room *= 2;
  }
  gzclose_r(f);
  if (!bytes) return sr_arena_fail(arena, err);
  if (got < 0) return sr_fail(err, SR_ERR_IO, n, "cannot read '%s'", path);
  bytes[n] = '\0'; /* there is room: the buffer grows when it is full */
  *text = (sr_slice){bytes, n};
  return SR_OK;
}

/* ---- the lexicon ---- */

static bool pack_sets(train_data *d) {
  const slice_vec *sets = &d->lexicon_sets;
  size_t bytes = 0;
  for (uint32_t i = 0; i < sets->n; i++) bytes += sets->at[i].len;
  uint32_t *offsets = SR_NEW(d->arena, uint32_t, sets->n + 1);
  char *pool = sr_arena_alloc(d->arena, bytes + 1);
  if (!offsets || !pool) return false;
  for (uint32_t i = 0; i < sets->n; i++) {
    memcpy(pool + offsets[i], sets->at[i].ptr, sets->at[i].len);
    offsets[i + 1] = offsets[i] + (uint32_t)sets->at[i].len;
  }
  d->lexicon.offsets = offsets;
  d->lexicon.pool = pool;
  d->lexicon.n_sets = sets->n;
  return true;
}

sr_status data_read_lexicon(train_data *d, const char *path, sr_error *err) {
  sr_slice text;
  SR_TRY(read_whole(d->arena, path, &text, err));
  sr_map seen, numbers;
  sr_map_init(&seen);
  sr_map_init(&numbers);
  slice_vec keys = {0};
  SR_VEC(uint16_t) sets = {0};
  while (text.ptr) {
    sr_slice parts = sr_slice_split(&text, '\n');
    const sr_slice form = sr_slice_split(&parts, '\t');
    if (!form.len || !parts.len) continue;
    if (sr_utf8_check(form) != SR_NOWHERE)
      return sr_fail(err, SR_ERR_INPUT, keys.n, "'%s' has a form that is no UTF-8", path);
    sr_features f;
    sr_features_of(form, d->affix_rows, d->gram_rows, &d->lexicon, &f);
    if (sr_map_get(&seen, (sr_slice){f.key, f.key_len}) != SR_MAP_NONE) continue;
    const sr_slice key = sr_arena_copy(d->arena, (sr_slice){f.key, f.key_len});
    uint32_t number = sr_map_get(&numbers, parts);
    if (number == SR_MAP_NONE) {
      sr_slice *set = SR_PUSH(d->arena, &d->lexicon_sets);
      number = d->lexicon_sets.n - 1;
      if (!set || !sr_map_put(&numbers, d->arena, parts, number)) return sr_arena_fail(d->arena, err);
      *set = parts;
    }
    if (number >= SR_LEXICON_SETS)
      return sr_fail(err, SR_ERR_LIMIT, keys.n, "'%s' has more than %d sets of parts", path, SR_LEXICON_SETS);
    sr_slice *slot = SR_PUSH(d->arena, &keys);
    uint16_t *set_slot = SR_PUSH(d->arena, &sets);
    if (!key.ptr || !slot || !set_slot || !sr_map_put(&seen, d->arena, key, keys.n))
      return sr_arena_fail(d->arena, err);
    *slot = key;
    *set_slot = (uint16_t)number;
  }
  uint32_t n_cells;
  d->lexicon_cells = lexicon_build(keys.at, sets.at, keys.n, &n_cells);
  if (!d->lexicon_cells || !pack_sets(d)) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the lexicon");
  d->lexicon.cells = d->lexicon_cells;
  d->lexicon.n_cells = n_cells;
  return SR_OK;
}

static bool contains(sr_slice text, sr_slice part) {
  for (size_t i = 0; i + part.len <= text.len; i++)
    if (sr_slice_eq(sr_slice_cut(text, i, i + part.len), part)) return true;
  return false;
}

static bool wanted(sr_slice doc, const slice_vec *only) {
  if (!only || !only->n) return true;
  for (uint32_t i = 0; i < only->n; i++)
    if (contains(doc, only->at[i])) return true;
  return false;
}

/* The sentence's words behind a root, without annotation. */
static sr_status add_sentence(train_data *d, const sr_conllu_sentence *source, train_corpus *into, net_sentence **out,
                              sr_error *err) {
  net_token *tokens = SR_NEW(d->arena, net_token, source->n_words + 1);
  net_sentence *sentence = SR_PUSH(d->arena, &into->sentences);
  const sr_conllu_sentence **slot = SR_PUSH(d->arena, &into->sources);
  uint8_t *turns = SR_PUSH(d->arena, &into->turns);
  if (!tokens || !sentence || !slot || !turns) return sr_arena_fail(d->arena, err);
  *turns = 1;
  *slot = source;
  *sentence = (net_sentence){tokens, source->n_words + 1};
  for (uint32_t i = 0; i <= source->n_words; i++) {
    tokens[i] = (net_token){.head = NET_NONE, .label = NET_NONE, .entity = NET_NONE};
    for (int h = 0; h < NET_TAGS; h++) tokens[i].tags[h] = NET_NONE;
    if (!type_of(d, i ? source->words[i - 1].form : (sr_slice){0}, &tokens[i].type))
      return sr_arena_fail(d->arena, err);
  }
  into->n_words += source->n_words;
  *out = sentence;
  return SR_OK;
}

sr_status data_read_treebank(train_data *d, const char *path, const data_options *options, train_corpus *into,
                             sr_error *err) {
  sr_slice text;
  sr_conllu file;
  SR_TRY(read_whole(d->arena, path, &text, err));
  sr_status status = sr_conllu_read(d->arena, text, &file, err);
  if (status) return sr_error_where(err, sr_slice_of(path)), status;
  const uint32_t end = options->first && options->first < file.n_sentences ? options->first : file.n_sentences;
  for (uint32_t s = 0; s < end; s++) {
    const sr_conllu_sentence *source = &file.sentences[s];
    if (!wanted(source->doc, &options->only)) continue;
    net_sentence *sentence;
    SR_TRY(add_sentence(d, source, into, &sentence, err));
    for (uint32_t i = 0; i < source->n_words; i++) {
      const sr_conllu_word *word = &source->words[i];
      net_token *token = &sentence->tokens[i + 1];
      const sr_slice xpos = options->without_xpos ? (sr_slice){0} : word->xpos;
      const sr_slice script = sr_lemma_script(d->arena, word->form, word->lemma);
      if (!script.ptr) return sr_arena_fail(d->arena, err);
      bool ok = number_of(d, &d->tags[NET_UPOS], word->upos, &token->tags[NET_UPOS]) &&
                number_of(d, &d->tags[NET_XPOS], xpos, &token->tags[NET_XPOS]) &&
                number_of(d, &d->tags[NET_FEATS], word->feats, &token->tags[NET_FEATS]) &&
                number_of(d, &d->labels, word->deprel, &token->label);
      /* "_" as a lemma is a word part of another ("goeswith") or not said. */
      if (ok && !sr_slice_is(word->lemma, "_")) ok = number_of(d, &d->tags[NET_LEMMA], script, &token->tags[NET_LEMMA]);
      if (!ok) return sr_arena_fail(d->arena, err);
      token->head = word->head == SR_CONLLU_NO_HEAD ? NET_NONE : (int32_t)word->head;
      if (!xpos.len) token->tags[NET_XPOS] = NET_NONE;
    }
  }
  return SR_OK;
}

/* ---- entities ---- */

typedef struct mention {
  size_t start, end;
  int type;
} mention;

/* The tag of a token [start, end) of the text; mentions are in order and do not overlap. */
static int32_t tag_at(const mention *mentions, size_t n, size_t start, size_t end) {
  for (size_t i = 0; i < n && mentions[i].start < end; i++)
    if (start < mentions[i].end) return 1 + 2 * mentions[i].type + (start > mentions[i].start ? 1 : 0);
  return 0;
}

static int compare_mentions(const void *a, const void *b) {
  const mention *x = a, *y = b;
  return (x->start > y->start) - (x->start < y->start);
}

/* Moves *at behind the word's characters in text, white space anywhere being nothing; false if they are not there. */
static bool follow(sr_slice text, size_t *at, sr_slice form, size_t *start) {
  bool first = true;
  for (size_t i = 0; i < form.len; i++) {
    if (sr_is_space((uint8_t)form.ptr[i])) continue;
    while (*at < text.len && sr_is_space((uint8_t)text.ptr[*at])) ++*at;
    if (*at >= text.len || text.ptr[*at] != form.ptr[i]) return false;
    if (first) *start = *at;
    first = false;
    ++*at;
  }
  return !first;
}

/* Marks the sentences first..last of the corpus; the words of multiword tokens follow the text too in English. */
static void mark_document(train_corpus *into, uint32_t first, uint32_t last, sr_slice text, const mention *mentions,
                          size_t n) {
  size_t at = 0;
  for (uint32_t s = first; s < last; s++) {
    const sr_conllu_sentence *source = into->sources.at[s];
    net_sentence *sentence = &into->sentences.at[s];
    size_t begin = 0, back = at;
    for (uint32_t i = 0; i < source->n_words; i++) {
      if (!follow(text, &at, source->words[i].form, &begin)) {
        /* The two releases differ here: leave the sentence unmarked and look for the next one. */
        for (uint32_t j = 1; j < sentence->n; j++) sentence->tokens[j].entity = NET_NONE;
        at = back;
        break;
      }
      sentence->tokens[i + 1].entity = tag_at(mentions, n, begin, at);
    }
  }
}

/* Adds a document without trees, cut as the program will cut it. */
static sr_status cut_document(train_data *d, train_corpus *into, const sr_model *segmenter, uint32_t turns,
                              sr_slice text, const mention *mentions, size_t n, sr_error *err) {
  sr_conllu cut;
  SR_TRY(sr_segment_text(segmenter, d->arena, text, &cut, err));
  for (uint32_t s = 0; s < cut.n_sentences; s++) {
    const sr_conllu_sentence *source = &cut.sentences[s];
    net_sentence *sentence;
    SR_TRY(add_sentence(d, source, into, &sentence, err));
    into->turns.at[into->turns.n - 1] = (uint8_t)(turns ? turns : 1);
    for (uint32_t i = 0; i < source->n_words; i++) {
      const size_t at = (size_t)(source->words[i].form.ptr - text.ptr);
      sentence->tokens[i + 1].entity = tag_at(mentions, n, at, at + source->words[i].form.len);
    }
  }
  return SR_OK;
}

static sr_status read_document(train_data *d, json_t *line, train_corpus *into, const sr_model *segmenter,
                               uint32_t turns, uint32_t n_old, uint32_t *marked, uint32_t *added, sr_error *err) {
  const json_t *text_json = json_object_get(line, "text"), *list = json_object_get(line, "entities");
  if (!json_is_string(text_json)) return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "a document without text");
  const sr_slice text =
      sr_arena_copy(d->arena, (sr_slice){json_string_value(text_json), json_string_length(text_json)});
  mention *mentions = SR_NEW(d->arena, mention, json_array_size(list) + 1);
  if (!text.ptr || !mentions) return sr_arena_fail(d->arena, err);
  size_t n = 0, i;
  json_t *item;
  json_array_foreach(list, i, item) {
    const char *type = json_string_value(json_object_get(item, "type"));
    const json_int_t start = json_integer_value(json_object_get(item, "start"));
    const json_int_t end = json_integer_value(json_object_get(item, "end"));
    if (!type || start < 0 || end <= start || (size_t)end > text.len)
      return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "an entity outside its document");
    for (int t = 0; t < ENTITY_TYPES; t++)
      if (!strcmp(type, ENTITY_NAMES[t]) || (t == ENTITY_LOC && !strcmp(type, "GPE")))
        mentions[n++] = (mention){(size_t)start, (size_t)end, t};
  }
  qsort(mentions, n, sizeof *mentions, compare_mentions);
  const char *id = json_string_value(json_object_get(line, "id"));
  uint32_t first = 0;
  while (first < n_old && !(id && sr_slice_is(into->sources.at[first]->doc, id))) first++;
  if (first == n_old) return ++*added, cut_document(d, into, segmenter, turns, text, mentions, n, err);
  uint32_t last = first;
  while (last < n_old && sr_slice_is(into->sources.at[last]->doc, id)) last++;
  mark_document(into, first, last, text, mentions, n);
  ++*marked;
  return SR_OK;
}

sr_status data_read_entities(train_data *d, const char *path, const data_options *options, const float *segment,
                             train_corpus *into, uint32_t *marked, uint32_t *added, sr_error *err) {
  const sr_model segmenter = {.segment = segment, .n_segment = segment ? SR_SEGMENT_ROWS * SR_GAP_QUESTIONS : 0};
  sr_slice text;
  SR_TRY(read_whole(d->arena, path, &text, err));
  const uint32_t n_old = into->sources.n;
  uint32_t n = 0;
  *marked = *added = 0;
  while (text.ptr) {
    const sr_slice line = sr_slice_split(&text, '\n');
    if (!sr_slice_trim(line).len || (options->hold && ++n % options->hold == 0)) continue;
    json_t *json = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, NULL);
    sr_status status = json ? read_document(d, json, into, &segmenter, options->turns, n_old, marked, added, err)
                            : sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "a line that is not JSON");
    json_decref(json);
    if (status) return sr_error_where(err, sr_slice_of(path)), status;
  }
  return SR_OK;
}

/* ---- freezing ---- */

/* Keeps the names with at least min occurrences, the first_free numbers before them staying empty for the unknown. */
static bool keep_frequent(train_data *d, inventory *inv, uint32_t min, uint32_t first_free, int32_t **renumber) {
  inventory kept = {.frozen = true};
  sr_map_init(&kept.map);
  *renumber = SR_NEW(d->arena, int32_t, inv->names.n + 1);
  if (!*renumber) return false;
  for (uint32_t i = 0; i < first_free; i++) {
    const sr_slice *name = SR_PUSH(d->arena, &kept.names);
    const uint32_t *count = SR_PUSH(d->arena, &kept.counts);
    if (!name || !count) return false;
  }
  for (uint32_t i = 0; i < inv->names.n; i++) {
    (*renumber)[i] = NET_NONE;
    if (inv->counts.at[i] < min) continue;
    const uint32_t at = kept.names.n;
    sr_slice *name = SR_PUSH(d->arena, &kept.names);
    uint32_t *count = SR_PUSH(d->arena, &kept.counts);
    if (!name || !count || !sr_map_put(&kept.map, d->arena, inv->names.at[i], at)) return false;
    *name = inv->names.at[i];
    *count = inv->counts.at[i];
    (*renumber)[i] = (int32_t)at;
  }
  *inv = kept;
  return true;
}

/* Adds a part of a tag; kind keeps the names of one head apart from the other's. */
static bool add_factor(train_data *d, sr_map *names, char kind, sr_slice name) {
  const sr_slice key = sr_arena_format(d->arena, "%c%.*s", kind, SR_FMT(name));
  if (!key.ptr) return false;
  uint32_t id = sr_map_get(names, key);
  if (id == SR_MAP_NONE && !sr_map_put(names, d->arena, key, id = d->n_factors++)) return false;
  uint32_t *slot = SR_PUSH(d->arena, &d->factor_ids);
  if (slot) *slot = id;
  return slot != NULL;
}

/* The parts of tags: of features their pairs ("Case=Gen"), of a lemma script the case and cut and what is added. */
static bool find_factors(train_data *d) {
  sr_map names;
  sr_map_init(&names);
  for (int h = 0; h < NET_TAGS; h++)
    for (uint32_t i = 0; i < d->tags[h].names.n; i++) {
      uint32_t *offset = SR_PUSH(d->arena, &d->factor_offsets);
      if (!offset) return false;
      *offset = d->factor_ids.n;
      sr_slice rest = d->tags[h].names.at[i];
      while (h == NET_FEATS && rest.ptr)
        if (!add_factor(d, &names, 'f', sr_slice_split(&rest, '|'))) return false;
      if (h == NET_LEMMA) {
        const sr_slice cut = sr_slice_split(&rest, '+');
        if (!add_factor(d, &names, 'c', cut) || !add_factor(d, &names, 'a', rest)) return false;
      }
    }
  uint32_t *offset = SR_PUSH(d->arena, &d->factor_offsets);
  if (offset) *offset = d->factor_ids.n;
  return offset != NULL;
}

/* Gives the types so far their rows. */
static void number_types(train_data *d) {
  for (uint32_t i = 0; i < d->types.n; i++) {
    const uint32_t row = d->type_keys.at[i].len ? sr_map_get(&d->words.map, d->type_keys.at[i]) : SR_MAP_NONE;
    set_word(d, &d->types.at[i], row == SR_MAP_NONE ? 0 : row);
  }
}

sr_status data_freeze(train_data *d, train_corpus *train, uint32_t words_min, uint32_t lemma_min, sr_error *err) {
  int32_t *words, *lemmas;
  if (!keep_frequent(d, &d->words, words_min, 1, &words) ||
      !keep_frequent(d, &d->tags[NET_LEMMA], lemma_min, 0, &lemmas))
    return sr_arena_fail(d->arena, err);
  d->labels.frozen = true;
  for (int i = 0; i < NET_TAGS; i++) d->tags[i].frozen = true;
  d->n_trained = d->words.names.n;
  number_types(d);
  if (!find_factors(d)) return sr_arena_fail(d->arena, err);
  for (uint32_t s = 0; s < train->sentences.n; s++)
    for (uint32_t t = 1; t < train->sentences.at[s].n; t++) {
      int32_t *lemma = &train->sentences.at[s].tokens[t].tags[NET_LEMMA];
      if (*lemma >= 0) *lemma = lemmas[*lemma];
    }
  return SR_OK;
}

/* ---- variants ---- */

/* A sentence while it is put together. */
typedef struct draft {
  SR_VEC(sr_slice) forms;
  SR_VEC(net_token) tokens;
} draft;

static bool put_words(train_data *d, draft *to, const train_corpus *from, uint32_t sentence, uint32_t first,
                      uint32_t end) {
  for (uint32_t t = first; t < end; t++) {
    sr_slice *form = SR_PUSH(d->arena, &to->forms);
    net_token *token = SR_PUSH(d->arena, &to->tokens);
    if (!form || !token) return false;
    *form = from->sources.at[sentence]->words[t - 1].form;
    *token = from->sentences.at[sentence].tokens[t];
  }
  return true;
}

static sr_status add_draft(train_data *d, const draft *from, uint32_t turns, train_corpus *into, sr_error *err) {
  sr_conllu_sentence *source = SR_NEW(d->arena, sr_conllu_sentence, 1);
  sr_conllu_word *words = SR_NEW(d->arena, sr_conllu_word, from->forms.n);
  if (!source || !words) return sr_arena_fail(d->arena, err);
  *source = (sr_conllu_sentence){.words = words, .n_words = from->forms.n};
  for (uint32_t i = 0; i < from->forms.n; i++) words[i] = (sr_conllu_word){.form = from->forms.at[i]};
  net_sentence *sentence;
  SR_TRY(add_sentence(d, source, into, &sentence, err));
  into->turns.at[into->turns.n - 1] = (uint8_t)turns;
  for (uint32_t i = 0; i < from->forms.n; i++) {
    memcpy(sentence->tokens[i + 1].tags, from->tokens.at[i].tags, sizeof sentence->tokens->tags);
    sentence->tokens[i + 1].entity = from->tokens.at[i].entity;
  }
  return SR_OK;
}

static bool is_marked(const net_sentence *s) { return s->n > 1 && s->tokens[1].entity >= 0; }
static bool has_names(const net_sentence *s) {
  for (uint32_t t = 1; t < s->n; t++)
    if (s->tokens[t].entity > 0) return true;
  return false;
}

static bool has_final_mark(const sr_conllu_sentence *s) {
  const sr_slice last = s->words[s->n_words - 1].form;
  return last.len && strchr(".!?", last.ptr[last.len - 1]);
}

static sr_status add_joined(train_data *d, uint32_t turns, uint32_t n_old, train_corpus *into, sr_error *err) {
  enum { WORDS_MAX = 100 };
  for (uint32_t first = 0, last; first<n_old; first = last> first ? last : first + 1) {
    draft all = {0};
    bool ends = false;
    for (last = first; last < n_old && is_marked(&into->sentences.at[last]) && !ends; last++) {
      const sr_slice doc = into->sources.at[last]->doc;
      if (!doc.len || !sr_slice_eq(doc, into->sources.at[first]->doc) || all.forms.n > WORDS_MAX) break;
      if (!put_words(d, &all, into, last, 1, into->sentences.at[last].n)) return sr_arena_fail(d->arena, err);
      ends = has_final_mark(into->sources.at[last]);
    }
    if (last > first + 1) SR_TRY(add_draft(d, &all, turns, into, err));
  }
  return SR_OK;
}

/* Only lemma scripts are tied to the letters' case. */
static sr_status add_cased(train_data *d, bool upper, uint32_t turns, uint32_t sentence, train_corpus *into,
                           sr_error *err) {
  draft all = {0};
  if (!put_words(d, &all, into, sentence, 1, into->sentences.at[sentence].n)) return sr_arena_fail(d->arena, err);
  for (uint32_t i = 0; i < all.forms.n; i++) {
    const sr_slice form = all.forms.at[i];
    char *to = sr_arena_alloc(d->arena, 4 * form.len + 1);
    if (!to) return sr_arena_fail(d->arena, err);
    size_t n = 0;
    for (size_t at = 0; at < form.len;) {
      const UChar32 c = (UChar32)sr_utf8_next(form, &at);
      n += sr_utf8_put((uint32_t)(upper ? u_toupper(c) : u_tolower(c)), to + n);
    }
    all.forms.at[i] = (sr_slice){to, n};
    all.tokens.at[i].tags[NET_LEMMA] = NET_NONE;
  }
  return add_draft(d, &all, turns, into, err);
}

typedef struct name_place {
  uint32_t sentence, first, end;
} name_place;
typedef SR_VEC(name_place) name_places;

static uint32_t name_end(const net_sentence *s, uint32_t first) {
  const int32_t inside = s->tokens[first].entity + (s->tokens[first].entity & 1);
  uint32_t end = first + 1;
  while (end < s->n && s->tokens[end].entity == inside) end++;
  return end;
}

static sr_status add_swapped(train_data *d, const name_places names[ENTITY_TYPES], uint32_t turns, uint32_t sentence,
                             uint64_t *random, train_corpus *into, sr_error *err) {
  draft all = {0};
  const net_sentence s = into->sentences.at[sentence];
  bool ok = true;
  for (uint32_t t = 1, end; t < s.n && ok; t = end) {
    end = s.tokens[t].entity > 0 ? name_end(&s, t) : t + 1;
    name_place from = {sentence, t, end};
    if (s.tokens[t].entity & 1 && s.tokens[t].entity > 0) {
      const name_places *all_of = &names[s.tokens[t].entity / 2];
      from = all_of->at[net_random(random) % all_of->n];
    }
    ok = put_words(d, &all, into, from.sentence, from.first, from.end);
  }
  return ok ? add_draft(d, &all, turns, into, err) : sr_arena_fail(d->arena, err);
}

sr_status data_add_variants(train_data *d, const data_variants *v, train_corpus *into, sr_error *err) {
  const uint32_t n_old = into->sentences.n;
  name_places names[ENTITY_TYPES] = {0};
  for (uint32_t s = 0; v->swapped && s < n_old; s++)
    for (uint32_t t = 1; t < into->sentences.at[s].n; t++) {
      const int32_t tag = into->sentences.at[s].tokens[t].entity;
      if (tag <= 0 || !(tag & 1)) continue;
      name_place *slot = SR_PUSH(d->arena, &names[tag / 2]);
      if (!slot) return sr_arena_fail(d->arena, err);
      *slot = (name_place){s, t, name_end(&into->sentences.at[s], t)};
    }
  if (v->joined) SR_TRY(add_joined(d, v->joined, n_old, into, err));
  uint64_t random = 1;
  for (uint32_t s = 0; s < n_old; s++) {
    if (!has_names(&into->sentences.at[s])) continue;
    if (v->lower) SR_TRY(add_cased(d, false, v->lower, s, into, err));
    if (v->upper) SR_TRY(add_cased(d, true, v->upper, s, into, err));
    for (uint32_t i = 0; i < v->swapped; i++) SR_TRY(add_swapped(d, names, 2 * v->swapped, s, &random, into, err));
  }
  return SR_OK;
}

/* ---- vectors ---- */

/* Makes room for a row a word; the new ones are zeros. */
static bool grow_vectors(train_data *d, uint32_t *room) {
  if (d->words.names.n <= *room) return true;
  const uint32_t more = 2 * d->words.names.n;
  real *bigger = realloc(d->vectors, (size_t)more * d->vector_dim * sizeof *bigger);
  if (!bigger) return false;
  memset(bigger + (size_t)*room * d->vector_dim, 0, (size_t)(more - *room) * d->vector_dim * sizeof *bigger);
  d->vectors = bigger;
  *room = more;
  return true;
}

/* The numbers of a line to 8 bits and the row's scale, as export.c writes them. */
static bool parse_vector(const char *text, uint32_t n, real *to) {
  real top = 0;
  for (uint32_t k = 0; k < n; k++) {
    char *end;
    to[k] = (real)strtod(text, &end);
    if (end == text || !isfinite(to[k])) return false;
    text = end;
    top = fabs((double)to[k]) > (double)top ? (real)fabs((double)to[k]) : top;
  }
  for (uint32_t k = 0; top > 0 && k < n; k++) to[k] = (real)lrint((double)(to[k] / top * 127)) * (top / 127);
  return true;
}

sr_status data_read_vectors(train_data *d, const char *path, uint32_t most, sr_error *err) {
  sr_slice text;
  SR_TRY(read_whole(d->arena, path, &text, err));
  sr_slice first = sr_slice_split(&text, '\n');
  sr_slice_split(&first, ' ');
  d->vector_dim = first.ptr ? (uint32_t)strtoul(first.ptr, NULL, 10) : 0;
  if (!d->vector_dim || d->vector_dim > 1024)
    return sr_fail(err, SR_ERR_INPUT, 0, "'%s' does not begin with a count and a dimension", path);
  sr_map wanted, seen;
  sr_map_init(&wanted);
  sr_map_init(&seen);
  for (uint32_t i = 0; i < d->types.n; i++)
    if (d->type_keys.at[i].len && !sr_map_put(&wanted, d->arena, d->type_keys.at[i], i))
      return sr_arena_fail(d->arena, err);
  uint32_t room = 0;
  for (uint32_t rank = 0; text.ptr; rank++) {
    sr_slice line = sr_slice_split(&text, '\n');
    const sr_slice word = sr_slice_split(&line, ' ');
    if (!word.len || !line.len) continue;
    if (sr_utf8_check(word) != SR_NOWHERE) continue;
    sr_features f;
    sr_features_of(word, d->affix_rows, d->gram_rows, &d->lexicon, &f);
    const sr_slice key = {f.key, f.key_len};
    if (sr_map_get(&seen, key) != SR_MAP_NONE) continue;
    if (rank >= most && sr_map_get(&wanted, key) == SR_MAP_NONE) continue;
    const sr_slice kept = sr_arena_copy(d->arena, key);
    uint32_t row = sr_map_get(&d->words.map, key);
    if (row == SR_MAP_NONE) {
      row = d->words.names.n;
      sr_slice *name = SR_PUSH(d->arena, &d->words.names);
      const uint32_t *count = SR_PUSH(d->arena, &d->words.counts);
      if (!kept.ptr || !name || !count || !sr_map_put(&d->words.map, d->arena, kept, row))
        return sr_arena_fail(d->arena, err);
      *name = kept;
    }
    if (!kept.ptr || !sr_map_put(&seen, d->arena, kept, row) || !grow_vectors(d, &room))
      return sr_arena_fail(d->arena, err);
    if (!parse_vector(line.ptr, d->vector_dim, d->vectors + (size_t)row * d->vector_dim))
      return sr_fail(err, SR_ERR_INPUT, rank + 2, "'%s' has a line without its numbers", path);
  }
  if (!grow_vectors(d, &room)) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the vectors");
  number_types(d);
  return SR_OK;
}
