/* From a treebank to a parser: a small treebank is learnt by heart, and its model file gives it back from words and
 * from plain text; damaged files are refused. */
#include "alloc_fail.h"

#include "data.h"
#include "export.h"
#include "segtrain.h"

#include "base/slice.h"
#include "syntax/model.h"
#include "syntax/parse.h"

#include <sitrep/parse.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char TREEBANK[] = SR_SOURCE_DIR "/tests/train/toy.conllu";
static const char VECTORS[] = SR_SOURCE_DIR "/tests/train/toy.vec";
static const char LEXICON[] = SR_SOURCE_DIR "/tests/train/toy.lex";
static const char ENTITIES[] = SR_SOURCE_DIR "/tests/train/toy.ndjson";

/* The toy's treebank and names, with its vocabulary frozen. */
static train_data *read_toy(train_corpus *toy) {
  sr_error err = {0};
  train_data *d = data_new(256, 64);
  const data_options options = {.turns = 1};
  uint32_t marked, added;
  assert_ok(data_read_lexicon(d, LEXICON, &err), &err);
  assert_ok(data_read_treebank(d, TREEBANK, &options, toy, &err), &err);
  assert_ok(data_read_entities(d, ENTITIES, &options, NULL, toy, &marked, &added, &err), &err);
  assert_int_equal(marked, 1);
  assert_int_equal(added, 0);
  assert_ok(data_freeze(d, toy, 1, 1, &err), &err);
  return d;
}

/* Trains on the toy and writes its model to path; the same each time. */
static void train_toy(const char *path, bool with_segmenter) {
  sr_error err = {0};
  train_corpus toy = {0};
  train_data *d = read_toy(&toy);
  assert_ok(data_read_vectors(d, VECTORS, 3, &err), &err);
  net_shape shape = {.word_rows = d->n_trained,
                     .word_dim = 16,
                     .vector_dim = d->vector_dim,
                     .affix_rows = 256,
                     .affix_dim = 8,
                     .gram_rows = 64,
                     .gram_dim = 8,
                     .hidden = 16,
                     .project = 16,
                     .tag_dim = 32,
                     .arc_dim = 16,
                     .label_dim = 16,
                     .entity_dim = 8,
                     .n_labels = d->labels.names.n,
                     .n_entities = ENTITY_TAGS,
                     .n_factors = d->n_factors};
  for (int h = 0; h < NET_TAGS; h++) shape.n_tags[h] = d->tags[h].names.n;
  sr_net *net = net_new(&shape, 1);
  assert_non_null(net);
  net_set_vectors(net, d->vectors);
  net_set_factors(net, d->factor_offsets.at, d->factor_ids.at);
  const net_options weights = {
      .weight_tags = 1, .weight_lemma = 1, .weight_arc = 1, .weight_label = 1, .weight_entity = 1, .chain = true};
  for (uint64_t step = 1; step <= 250; step++) {
    net_train(net, 0, d->types.at, toy.sentences.at, 5, &weights, 0.02, step, NULL);
    net_train(net, 1, d->types.at, toy.sentences.at + 5, toy.sentences.n - 5, &weights, 0.02, step, NULL);
    net_step(net, (real)0.01, 5, step);
  }
  float *segment = with_segmenter ? segment_train(&toy, 20) : NULL;
  assert_ok(export_model(net, d, segment, "en", "ten sentences made for a test", path, &err), &err);
  free(segment);
  net_free(net);
  data_free(d);
}

typedef struct buffer {
  char bytes[1 << 16];
  size_t n;
} buffer;

static sr_status collect(void *user, sr_slice bytes, sr_error *err) {
  buffer *b = user;
  if (bytes.len > sizeof b->bytes - b->n) return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "too much");
  memcpy(b->bytes + b->n, bytes.ptr, bytes.len);
  b->n += bytes.len;
  return SR_OK;
}

static char *temporary_file(void) {
  static char path[32];
  strcpy(path, "/tmp/sitrep-toy-XXXXXX");
  const int fd = mkstemp(path);
  assert_true(fd >= 0);
  close(fd);
  return path;
}

static void same_words(const sr_conllu *gold, const sr_conllu *got) {
  assert_int_equal(gold->n_sentences, got->n_sentences);
  for (uint32_t s = 0; s < gold->n_sentences; s++) {
    const sr_conllu_sentence *a = &gold->sentences[s], *b = &got->sentences[s];
    assert_int_equal(a->n_words, b->n_words);
    assert_int_equal(a->n_ranges, b->n_ranges);
    for (uint32_t i = 0; i < a->n_words; i++) {
      const sr_conllu_word *x = &a->words[i], *y = &b->words[i];
      char *form = strndup(x->form.ptr, x->form.len);
      print_message("%s ", form);
      assert_slice(y->form, form);
      free(form);
      assert_true(sr_slice_eq(x->lemma, y->lemma) && sr_slice_eq(x->upos, y->upos) && sr_slice_eq(x->xpos, y->xpos));
      assert_true(sr_slice_eq(x->feats, y->feats) && sr_slice_eq(x->deprel, y->deprel));
      assert_int_equal(x->head, y->head);
      assert_int_equal(x->space_after, y->space_after);
    }
  }
}

static void learns_a_treebank_by_heart(void **state) {
  (void)state;
  static buffer from_words, from_text, written;
  const char *path = temporary_file();
  train_toy(path, true);
  sr_error err = {0};
  sr_parse_model *model = NULL;
  assert_ok(sr_parse_model_open(path, &model, &err), &err);
  assert_slice(sr_parse_model_about(model), "ten sentences made for a test");
  const sr_slice treebank = sr_test_file("tests/train/toy.conllu");
  assert_ok(sr_parse_write(model, &(sr_parse_options){.input = SR_PARSE_CONLLU}, treebank, collect, &from_words, &err),
            &err);
  sr_arena *arena = sr_arena_new(1 << 24);
  sr_conllu gold, words, text;
  assert_ok(sr_conllu_read(arena, treebank, &gold, &err), &err);
  assert_ok(sr_conllu_read(arena, (sr_slice){from_words.bytes, from_words.n}, &words, &err), &err);
  same_words(&gold, &words);
  /* the same from plain text: "# text" of every sentence, blank lines before paragraphs */
  for (uint32_t s = 0; s < gold.n_sentences; s++) {
    if (s) assert_ok(collect(&written, gold.sentences[s].new_par ? SR_SLICE("\n\n") : SR_SLICE(" "), &err), &err);
    assert_ok(collect(&written, gold.sentences[s].text, &err), &err);
  }
  assert_ok(sr_parse_write(model, NULL, (sr_slice){written.bytes, written.n}, collect, &from_text, &err), &err);
  assert_ok(sr_conllu_read(arena, (sr_slice){from_text.bytes, from_text.n}, &text, &err), &err);
  same_words(&gold, &text);
  const sr_conllu_sentence *visit = &words.sentences[4]; /* Anna Berg visited Bergen */
  assert_slice(visit->words[0].misc, "Entity=B-PER");
  assert_slice(visit->words[1].misc, "Entity=I-PER");
  assert_slice(visit->words[3].misc, "Entity=B-LOC");
  sr_parse_model_free(model);
  sr_arena_free(arena);
  free((char *)(uintptr_t)treebank.ptr);
  unlink(path);
}

static sr_slice read_file(const char *path) {
  FILE *f = fopen(path, "rb");
  assert_non_null(f);
  char *bytes = aligned_alloc(64, 1 << 20);
  const size_t n = fread(bytes, 1, 1 << 20, f);
  fclose(f);
  return (sr_slice){bytes, n};
}

static void the_same_seed_gives_the_same_file_and_damage_is_refused(void **state) {
  (void)state;
  char *path = temporary_file();
  train_toy(path, false);
  const sr_slice first = read_file(path);
  train_toy(path, false);
  const sr_slice second = read_file(path);
  assert_int_equal(first.len, second.len);
  assert_memory_equal(first.ptr, second.ptr, first.len);
  unlink(path);

  sr_model model;
  sr_error err = {0};
  assert_ok(sr_model_read(first, &model, &err), &err);
  assert_slice(sr_lexicon_parts(&model.lexicon, SR_SLICE("bridge")), "NOUN NOUN:sing");
  char *bytes = (char *)(uintptr_t)second.ptr;
  for (size_t at = 0; at < second.len; at += 97) { /* a bit anywhere but in the header's spare bytes */
    if (at >= 32 && at < SR_MODEL_HEADER) continue;
    bytes[at] ^= 0x10;
    assert_int_not_equal(sr_model_read(second, &model, &err), SR_OK);
    bytes[at] ^= 0x10;
  }
  for (size_t n = 0; n < second.len; n += 501)
    assert_int_not_equal(sr_model_read((sr_slice){bytes, n}, &model, &err), SR_OK);
  assert_int_equal(sr_model_map("/nonexistent", &model, &err), SR_ERR_IO);
  free(bytes);
  free((char *)(uintptr_t)first.ptr);
}

/* Models of before the lexicon have two sections fewer. */
static void a_file_without_a_lexicon_is_read(void **state) {
  (void)state;
  char *path = temporary_file();
  train_toy(path, false);
  const sr_slice file = read_file(path);
  unlink(path);
  sr_model_header *header = (void *)(uintptr_t)file.ptr;
  sr_model model;
  sr_error err = {0};
  header->n_sections = SR_SECTIONS_MIN;
  assert_ok(sr_model_read(file, &model, &err), &err);
  assert_int_equal(sr_lexicon_parts(&model.lexicon, SR_SLICE("bridge")).len, 0);
  header->n_sections = SR_SECTIONS_MIN - 1;
  assert_int_equal(sr_model_read(file, &model, &err), SR_ERR_INPUT);
  free(header);
}

/* A sentence far past the bound, and many at once: trees of one root whatever the pieces, chunks and kernels. */
static void long_sentences_and_kernels(void **state) {
  (void)state;
  enum { LONG = 3 * SR_PARSE_WORDS_MAX + 7, N = LONG + 40 };
  char *path = temporary_file();
  train_toy(path, false);
  sr_model model;
  sr_error err = {0};
  assert_ok(sr_model_map(path, &model, &err), &err);
  static const char *const WORDS[] = {"The", "army", "seized", "Oslo", "and", "don't", ".", "x\xC3\xA9", "1,200"};
  static sr_slice forms[N];
  static sr_parsed out[2][N];
  const uint32_t lengths[] = {LONG, 0, 1, 39};
  for (int i = 0; i < N; i++) forms[i] = sr_slice_of(WORDS[i * 7 % 9]);
  sr_arena *arena = sr_arena_new(1 << 24);
  for (int k = 0; k < 2; k++) {
    sr_parser *parser;
    assert_ok(sr_parser_new(&model, k ? NULL : sr_kernels_get(SR_KERNEL_PORTABLE), &parser, &err), &err);
    assert_ok(sr_parser_run(parser, forms, lengths, 4, arena, out[k], &err), &err);
    sr_parser_free(parser);
  }
  for (int i = 0; i < N; i++) {
    assert_int_equal(out[0][i].head, out[1][i].head);
    assert_true(sr_slice_eq(out[0][i].upos, out[1][i].upos) && sr_slice_eq(out[0][i].lemma, out[1][i].lemma));
    assert_int_equal(out[0][i].entity, out[1][i].entity);
  }
  uint32_t roots = 0;
  for (uint32_t i = 0; i < LONG; i++) {
    roots += out[0][i].head == 0;
    assert_true(out[0][i].head <= LONG && out[0][i].head != i + 1);
  }
  assert_int_equal(roots, 1);
  assert_int_equal(out[0][LONG].head, 0); /* a sentence of one word */
  sr_arena_free(arena);
  sr_model_close(&model);
  unlink(path);
}

static sr_status parse_once(void *user, sr_error *err) {
  static buffer out;
  sr_parse_model *model = NULL;
  out.n = 0;
  sr_status status = sr_parse_model_open(user, &model, err);
  if (!status)
    status =
        sr_parse_write(model, NULL, SR_SLICE("They don't hold Oslo. Who won?\n\nThe army left."), collect, &out, err);
  sr_parse_model_free(model);
  return status;
}

static uint32_t row_of(const train_data *d, const char *word) { return sr_map_get(&d->words.map, sr_slice_of(word)); }

static void vectors_of_frequent_words_and_of_the_training_text_are_kept(void **state) {
  (void)state;
  sr_error err = {0};
  train_data *d = data_new(64, 64);
  train_corpus toy = {0};
  const data_options options = {.turns = 1};
  assert_ok(data_read_treebank(d, TREEBANK, &options, &toy, &err), &err);
  assert_ok(data_freeze(d, &toy, 1, 1, &err), &err);
  assert_ok(data_read_vectors(d, VECTORS, 3, &err), &err);
  assert_int_equal(d->vector_dim, 4);
  assert_int_equal(row_of(d, "unseen"), d->n_trained); /* third in the file, but not in the text: behind the others */
  assert_int_equal(d->words.names.n, d->n_trained + 1);
  assert_int_equal(row_of(d, "never"), SR_MAP_NONE);
  const real *seized = d->vectors + 4 * (size_t)row_of(d, "seized"),
             *bridge = d->vectors + 4 * (size_t)row_of(d, "bridge");
  assert_true(seized[3] == (real)0.9 && seized[0] == 0 && seized[2] > 0); /* past the third, but in the text */
  for (int k = 0; k < 4; k++) assert_true(bridge[k] == 0);                /* in the text, without a vector */
  assert_int_equal(data_read_vectors(d, TREEBANK, 3, &err), SR_ERR_INPUT);
  assert_int_equal(data_read_vectors(d, "/nonexistent", 3, &err), SR_ERR_IO);
  data_free(d);
}

static void a_training_file_is_read_in_parts(void **state) {
  (void)state;
  sr_error err = {0};
  train_data *d = data_new(64, 64);
  train_corpus some = {0}, none = {0};
  uint32_t marked, added;
  assert_ok(data_read_treebank(d, TREEBANK, &(data_options){.first = 4, .without_xpos = true}, &some, &err), &err);
  assert_int_equal(some.sentences.n, 4);
  assert_int_equal(some.sentences.at[0].tokens[1].tags[NET_XPOS], NET_NONE);
  assert_ok(data_read_entities(d, ENTITIES, &(data_options){.hold = 1}, NULL, &none, &marked, &added, &err), &err);
  assert_int_equal(marked + added, 0);
  /* a document that no treebank has needs a segmenter */
  assert_int_equal(data_read_entities(d, ENTITIES, &(data_options){0}, NULL, &none, &marked, &added, &err),
                   SR_ERR_INPUT);
  float *segment = segment_train(&some, 4);
  assert_ok(data_read_entities(d, ENTITIES, &(data_options){.turns = 3}, segment, &none, &marked, &added, &err), &err);
  assert_int_equal(added, 1);
  assert_true(none.sentences.n > 0);
  assert_int_equal(none.turns.at[0], 3);
  assert_int_equal(none.sentences.at[0].tokens[1].head, NET_NONE);
  free(segment);
  data_free(d);
}

static void running_out_of_memory_is_an_error(void **state) {
  (void)state;
  char *path = temporary_file();
  train_toy(path, true);
  assert_true(sr_test_alloc_fail(parse_once, path, 1) > 5);
  unlink(path);
}

/* Copies for the names: heads are not theirs to teach, marks are, and the vocabulary does not grow with them. */
static void variants_keep_names_and_drop_trees(void **state) {
  (void)state;
  sr_error err = {0};
  train_corpus toy = {0};
  train_data *d = read_toy(&toy);
  /* The first sentence loses its full stop: it runs on into "The minister met officials in Oslo." */
  sr_conllu_sentence first = *toy.sources.at[0];
  first.n_words--;
  toy.sources.at[0] = &first;
  toy.sentences.at[0].n--;
  const uint32_t n_old = toy.sentences.n, n_words = d->words.names.n;
  const data_variants variants = {.joined = 2, .lower = 8, .upper = 16, .swapped = 1};
  assert_ok(data_add_variants(d, &variants, &toy, &err), &err);
  /* Three sentences have names; three copies of each, and the two that run together. */
  assert_int_equal(toy.sentences.n, n_old + 1 + 3 * 3);
  assert_int_equal(d->words.names.n, n_words);
  const net_sentence *joined = &toy.sentences.at[n_old];
  assert_int_equal(joined->n, first.n_words + toy.sentences.at[1].n);
  assert_slice(toy.sources.at[n_old]->words[joined->n - 3].form, "Oslo");
  assert_int_equal(joined->tokens[joined->n - 2].entity, 1 + 2 * ENTITY_LOC);
  bool lower = false, upper = false;
  for (uint32_t s = n_old; s < toy.sentences.n; s++) {
    uint32_t names = 0;
    for (uint32_t t = 1; t < toy.sentences.at[s].n; t++) {
      const net_token *token = &toy.sentences.at[s].tokens[t];
      const sr_slice form = toy.sources.at[s]->words[t - 1].form;
      assert_int_equal(token->head, NET_NONE);
      assert_true(token->tags[NET_UPOS] >= 0);
      names += token->entity > 0;
      lower = lower || (sr_slice_is(form, "oslo") && token->entity == 1 + 2 * ENTITY_LOC);
      upper = upper || (sr_slice_is(form, "BERG") && token->entity == 2 + 2 * ENTITY_PER);
    }
    assert_true(names > 0);
  }
  assert_true(lower && upper);
  data_free(d);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(learns_a_treebank_by_heart),
                                     cmocka_unit_test(variants_keep_names_and_drop_trees),
                                     cmocka_unit_test(the_same_seed_gives_the_same_file_and_damage_is_refused),
                                     cmocka_unit_test(a_file_without_a_lexicon_is_read),
                                     cmocka_unit_test(long_sentences_and_kernels),
                                     cmocka_unit_test(vectors_of_frequent_words_and_of_the_training_text_are_kept),
                                     cmocka_unit_test(a_training_file_is_read_in_parts),
                                     cmocka_unit_test(running_out_of_memory_is_an_error)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
