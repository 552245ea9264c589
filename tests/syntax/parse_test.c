/* The engine with the English model that ships: segmentation, the same bytes with any number of threads and any kernel,
 * and what a report gets. Cases hold for any good model. */
#include "support.h"

#include "base/slice.h"
#include "syntax/parse.h"
#include "syntax/segment.h"
#include "syntax/syntax.h"

#include <sitrep/parse.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define MODEL SR_SOURCE_DIR "/models/en.sitrep"

static sr_parse_model *open_model(void) {
  sr_parse_model *model = NULL;
  sr_error err = {0};
  assert_ok(sr_parse_model_open(MODEL, &model, &err), &err);
  return model;
}

/* ---- segmentation ---- */

/* The words of sentences parted as in the table. */
static sr_slice words_of(sr_arena *arena, const sr_conllu *file) {
  sr_slice all = SR_SLICE("");
  for (uint32_t s = 0; s < file->n_sentences; s++)
    for (uint32_t i = 0; i < file->sentences[s].n_words; i++)
      all = sr_arena_format(arena, "%.*s%s%.*s", SR_FMT(all), i ? " " : (s ? " | " : ""),
                            SR_FMT(file->sentences[s].words[i].form));
  return all;
}

/* A cell of the table, with its line breaks. */
static sr_slice text_of(sr_arena *arena, sr_slice cell) {
  char *text = sr_arena_alloc(arena, cell.len + 1);
  size_t n = 0;
  for (size_t i = 0; i < cell.len; i++) {
    const bool line = cell.ptr[i] == '\\' && i + 1 < cell.len && cell.ptr[i + 1] == 'n';
    text[n++] = line ? '\n' : cell.ptr[i];
    i += line;
  }
  return (sr_slice){text, n};
}

static void news_is_cut_as_it_should_be(void **state) {
  (void)state;
  const sr_slice table = sr_test_file("tests/syntax/segment_cases.tsv");
  sr_model model;
  sr_error err = {0};
  assert_ok(sr_model_map(MODEL, &model, &err), &err);
  int n = 0;
  for (sr_slice rest = table; rest.ptr;) {
    sr_slice line = sr_slice_split(&rest, '\n');
    if (!line.len || line.ptr[0] == '#') continue;
    sr_arena *arena = sr_arena_new(1 << 24);
    const sr_slice text = text_of(arena, sr_slice_split(&line, '\t'));
    sr_conllu file;
    assert_ok(sr_segment_text(&model, arena, text, &file, &err), &err);
    assert_slice(words_of(arena, &file), sr_arena_copy(arena, line).ptr);
    sr_arena_free(arena);
    n++;
  }
  assert_true(n > 10);
  sr_model_close(&model);
  free((char *)(uintptr_t)table.ptr);
}

/* ---- whole inputs ---- */

/* Output, one piece after another. */
typedef struct written {
  sr_arena *arena;
  char *bytes;
  size_t n, room;
} written;

static sr_status keep(void *user, sr_slice piece, sr_error *err) {
  written *out = user;
  if (out->n + piece.len > out->room) {
    const size_t room = 2 * (out->n + piece.len);
    out->bytes = sr_arena_grow(out->arena, out->bytes, out->n, room);
    if (!out->bytes) return sr_arena_fail(out->arena, err);
    out->room = room;
  }
  memcpy(out->bytes + out->n, piece.ptr, piece.len);
  out->n += piece.len;
  return SR_OK;
}

/* Paragraphs of made-up news, enough for several pieces of the input. */
static sr_slice long_text(sr_arena *arena, unsigned paragraphs) {
  static const char *const towns[] = {"Vilnius", "Riga", "Tallinn", "Oslo", "Turku"};
  sr_slice text = SR_SLICE("");
  for (unsigned i = 0; i < paragraphs; i++)
    text = sr_arena_format(
        arena, "%.*sOn day %u the mayor of %s said that %u drones had hit the harbour. Nobody knew why.\n\n",
        SR_FMT(text), i, towns[i % 5], i * 7 % 40);
  return text;
}

static void threads_change_nothing(void **state) {
  (void)state;
  sr_parse_model *model = open_model();
  sr_arena *arena = sr_arena_new(1 << 26);
  const sr_slice text = long_text(arena, 400);
  assert_true(text.len > 30000); /* several pieces */
  sr_error err = {0};
  for (int form = SR_PARSE_TO_CONLLU; form <= SR_PARSE_TO_NDJSON; form++) {
    written one = {.arena = arena}, four = {.arena = arena};
    sr_parse_options options = {.output = (sr_parse_output)form};
    assert_ok(sr_parse_write(model, &options, text, keep, &one, &err), &err);
    options.jobs = 4;
    assert_ok(sr_parse_write(model, &options, text, keep, &four, &err), &err);
    assert_int_equal(one.n, four.n);
    assert_memory_equal(one.bytes, four.bytes, one.n);
  }
  sr_arena_free(arena);
  sr_parse_model_free(model);
}

static void an_error_names_its_byte_and_ends_the_output(void **state) {
  (void)state;
  sr_parse_model *model = open_model();
  sr_arena *arena = sr_arena_new(1 << 26);
  const sr_slice good = long_text(arena, 300);
  const sr_slice bad = sr_arena_format(arena, "%.*sBad \xFF byte.\n\nMore.\n", SR_FMT(good));
  sr_error err = {0};
  for (unsigned jobs = 1; jobs <= 3; jobs += 2) {
    written out = {.arena = arena};
    const sr_parse_options options = {.jobs = jobs};
    assert_int_equal(sr_parse_write(model, &options, bad, keep, &out, &err), SR_ERR_INPUT);
    assert_int_equal(err.offset, good.len + 4);
    assert_true(out.n > 0);
  }
  sr_arena_free(arena);
  sr_parse_model_free(model);
}

/* No length is fatal: trees of one root, and the words as given. */
static void a_sentence_without_end(void **state) {
  (void)state;
  enum { N = 1500 };
  sr_model model;
  sr_error err = {0};
  assert_ok(sr_model_map(MODEL, &model, &err), &err);
  sr_arena *arena = sr_arena_new(1 << 26);
  sr_slice *forms = SR_NEW(arena, sr_slice, N);
  sr_parsed *parsed = SR_NEW(arena, sr_parsed, N);
  for (int i = 0; i < N; i++) forms[i] = i % 3 ? SR_SLICE("drone") : SR_SLICE("and");
  sr_parser *parser = NULL;
  assert_ok(sr_parser_new(&model, NULL, &parser, &err), &err);
  const uint32_t length = N;
  assert_ok(sr_parser_run(parser, forms, &length, 1, arena, parsed, &err), &err);
  uint32_t roots = 0;
  for (uint32_t i = 0; i < N; i++) {
    roots += parsed[i].head == 0;
    assert_true(parsed[i].head <= N && parsed[i].head != i + 1);
  }
  assert_int_equal(roots, 1);
  sr_parser_free(parser);
  sr_arena_free(arena);
  sr_model_close(&model);
}

static void kernels_agree_on_whole_sentences(void **state) {
  (void)state;
  sr_model model;
  sr_error err = {0};
  assert_ok(sr_model_map(MODEL, &model, &err), &err);
  sr_arena *arena = sr_arena_new(1 << 26);
  sr_conllu file;
  assert_ok(sr_segment_text(&model, arena, long_text(arena, 6), &file, &err), &err);
  sr_slice forms[400];
  uint32_t lengths[32], n = 0;
  for (uint32_t s = 0; s < file.n_sentences; s++) {
    lengths[s] = file.sentences[s].n_words;
    for (uint32_t i = 0; i < lengths[s]; i++) forms[n++] = file.sentences[s].words[i].form;
  }
  sr_parsed first[400], other[400];
  for (int kind = 0; kind < SR_KERNEL_KINDS; kind++) {
    const sr_kernels *kernels = sr_kernels_get((sr_kernel_kind)kind);
    if (!kernels) continue;
    sr_parser *parser = NULL;
    assert_ok(sr_parser_new(&model, kernels, &parser, &err), &err);
    assert_ok(sr_parser_run(parser, forms, lengths, file.n_sentences, arena, kind ? other : first, &err), &err);
    for (uint32_t i = 0; kind && i < n; i++) {
      assert_int_equal(first[i].head, other[i].head);
      assert_int_equal(first[i].entity, other[i].entity);
      assert_true(sr_slice_eq(first[i].upos, other[i].upos) && sr_slice_eq(first[i].feats, other[i].feats) &&
                  sr_slice_eq(first[i].lemma, other[i].lemma) && sr_slice_eq(first[i].deprel, other[i].deprel));
    }
    sr_parser_free(parser);
  }
  sr_arena_free(arena);
  sr_model_close(&model);
}

/* The store of forms holds what is met again and lets go of the rest: the gates of a form are the same whenever it
 * comes. */
static void forms_come_and_go(void **state) {
  (void)state;
  enum { AT_ONCE = 100, ROUNDS = 3 * SR_EMBED_FORMS / AT_ONCE };
  sr_model model;
  sr_error err = {0};
  assert_ok(sr_model_map(MODEL, &model, &err), &err);
  const size_t size = sr_kernel_padded(model.sru_w[0].rows) * sizeof(float);
  sr_embed first, other;
  assert_ok(sr_embed_init(&first, &model, sr_kernels_best(), &err), &err);
  assert_ok(sr_embed_init(&other, &model, sr_kernels_best(), &err), &err);
  char text[AT_ONCE][4];
  sr_slice forms[AT_ONCE];
  const float *gates[AT_ONCE], *again[AT_ONCE];
  for (uint32_t round = 0; round < ROUNDS; round++) {
    for (uint32_t i = 0; i < AT_ONCE; i++) { /* half of them once, half of them in every round */
      const uint32_t number = i % 2 ? i : (round + 1) * AT_ONCE + i;
      for (uint32_t k = 0, rest = number; k < sizeof text[i]; k++, rest /= 26) text[i][k] = (char)('a' + rest % 26);
      forms[i] = (sr_slice){text[i], sizeof text[i]};
    }
    assert_ok(sr_embed_forms(&first, forms, AT_ONCE, gates, &err), &err);
    if (round + 4 < ROUNDS) continue;
    assert_ok(sr_embed_forms(&other, forms, AT_ONCE, again, &err), &err);
    for (uint32_t i = 0; i < AT_ONCE; i++) {
      assert_memory_equal(gates[i], again[i], size);
      assert_int_equal(sr_embed_word(&first, gates[i]), sr_embed_word(&other, again[i]));
    }
  }
  sr_embed_free(&first);
  sr_embed_free(&other);
  sr_model_close(&model);
}

/* ---- reports ---- */

static const char REPORT[] =
    "Anna Berg, the mayor of Oslo, visited the long-range radar of the U.S. Army on Friday. She didn't stay.";

static sr_report *report_of(const char *text, const char *lang) {
  sr_error err = {0};
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_text_tools *tools;
  sr_report *report = NULL;
  assert_ok(sr_text_open(arena, &tools, &err), &err);
  const sr_limits limits = sr_limits_default();
  const sr_report_info info = {.date = SR_DAY_NONE, .form = SR_FORM_TEXT, .lang = sr_slice_of(lang)};
  assert_ok(sr_text_read(tools, &limits, sr_slice_of(text), &info, &report, &err), &err);
  sr_text_close(tools);
  sr_arena_free(arena);
  return report;
}

static const sr_token *token_of(const sr_report *report, const char *text) {
  for (uint32_t i = 0; i < report->n_tokens; i++)
    if (sr_slice_is(sr_report_slice(report, report->tokens[i].span), text)) return &report->tokens[i];
  fail_msg("no token '%s'", text);
  return NULL;
}

static void a_report_gets_tags_trees_and_names(void **state) {
  (void)state;
  sr_syntax *syntax = NULL;
  sr_error err = {0};
  assert_ok(sr_syntax_open(&syntax, &err), &err);
  sr_report *report = report_of(REPORT, "en");
  const uint32_t n = report->n_tokens;
  assert_ok(sr_syntax_read(syntax, report, &err), &err);
  assert_int_equal(report->n_tokens, n);
  for (uint32_t i = 0; i < n; i++) {
    const sr_token *t = &report->tokens[i];
    assert_true(t->upos.len && t->lemma.len && t->deprel.len && t->head < n);
    assert_int_equal(report->tokens[t->head].sentence, t->sentence);
    uint32_t at = i, steps = 0;
    while (report->tokens[at].head != at && steps++ < n) at = report->tokens[at].head;
    assert_true(steps < n);
  }
  const sr_token *visited = token_of(report, "visited");
  assert_slice(visited->lemma, "visit");
  assert_slice(visited->upos, "VERB");
  assert_true(visited->head == (uint32_t)(visited - report->tokens));
  /* three words to the model, one token here */
  const sr_token *range = token_of(report, "long-range");
  assert_slice(range->lemma, "long-range");
  assert_slice(sr_report_slice(report, report->tokens[range->head].span), "radar");
  assert_true(report->n_entities >= 2);
  assert_slice(sr_report_slice(report, report->entities[0].span), "Anna Berg");
  assert_string_equal(report->entities[0].type, "PER");
  sr_report_free(report);
  sr_syntax_free(syntax);
}

static void a_language_without_a_model_is_left_to_the_rules(void **state) {
  (void)state;
  sr_syntax *syntax = NULL;
  sr_error err = {0};
  assert_ok(sr_syntax_open(&syntax, &err), &err);
  sr_report *report = report_of(REPORT, "xx");
  assert_ok(sr_syntax_read(syntax, report, &err), &err);
  assert_true(!report->tokens[0].upos.len && report->tokens[0].head == SR_NO_HEAD && !report->n_entities);
  const sr_model *model = NULL;
  assert_int_equal(sr_syntax_model(syntax, SR_SLICE("xx"), &model, &err), SR_ERR_NOTFOUND);
  assert_ok(sr_syntax_model(syntax, SR_SLICE("en-GB"), &model, &err), &err);
  sr_report_free(report);
  sr_syntax_free(syntax);
}

typedef struct reader_thread {
  pthread_t id;
  sr_syntax *syntax;
  sr_report *report;
  sr_status status;
} reader_thread;

static void *read_report(void *argument) {
  reader_thread *t = argument;
  sr_error err = {0};
  t->status = sr_syntax_read(t->syntax, t->report, &err);
  return NULL;
}

static void threads_share_a_model(void **state) {
  (void)state;
  enum { THREADS = 4 };
  sr_syntax *syntax = NULL;
  sr_error err = {0};
  assert_ok(sr_syntax_open(&syntax, &err), &err);
  reader_thread threads[THREADS];
  for (int i = 0; i < THREADS; i++) {
    threads[i] = (reader_thread){.syntax = syntax, .report = report_of(REPORT, "en")};
    assert_int_equal(pthread_create(&threads[i].id, NULL, read_report, &threads[i]), 0);
  }
  for (int i = 0; i < THREADS; i++) pthread_join(threads[i].id, NULL);
  for (int i = 0; i < THREADS; i++) {
    const sr_report *a = threads[0].report, *b = threads[i].report;
    assert_ok(threads[i].status, &err);
    for (uint32_t k = 0; k < a->n_tokens; k++) {
      assert_int_equal(a->tokens[k].head, b->tokens[k].head);
      assert_true(a->tokens[k].upos.len && sr_slice_eq(a->tokens[k].upos, b->tokens[k].upos));
    }
  }
  for (int i = 0; i < THREADS; i++) sr_report_free(threads[i].report);
  sr_syntax_free(syntax);
}

int main(void) {
  setenv("SITREP_MODELS", SR_SOURCE_DIR "/models", 1);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(news_is_cut_as_it_should_be),
      cmocka_unit_test(threads_change_nothing),
      cmocka_unit_test(an_error_names_its_byte_and_ends_the_output),
      cmocka_unit_test(a_sentence_without_end),
      cmocka_unit_test(kernels_agree_on_whole_sentences),
      cmocka_unit_test(forms_come_and_go),
      cmocka_unit_test(a_report_gets_tags_trees_and_names),
      cmocka_unit_test(a_language_without_a_model_is_left_to_the_rules),
      cmocka_unit_test(threads_share_a_model),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
