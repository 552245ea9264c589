/* From labelled sequences to tags: what a linear chain can learn is learnt and read back from the file; what needs
 * hidden units is learnt with them and not without; labels keep their order; damaged files are refused. */
#include "support.h"

#include "taglearn.h"

#include "base/checksum.h"
#include "base/slice.h"

#include <math.h>
#include <stdlib.h>

static const char *const LABELS[] = {"O", "B-name", "I-name"};
enum { OUT, BEGIN, IN, N_LABELS };

static const tag_options PLAIN = {
    .slots_log2 = 10, .count_min = 1, .epochs = 40, .rate = 0.2f, .seed = 7, .quiet = true};

/* Words as features: the word itself and the one before. */
static void make_items(const char *text, sr_tag_sequence *seq) {
  uint32_t before = 1;
  for (const char *at = text; *at;) {
    size_t n = strcspn(at, " ");
    const uint32_t word = sr_tag_text((sr_slice){at, n});
    sr_tag_key(seq, sr_tag_mix(1, word));
    sr_tag_key(seq, sr_tag_mix(2, before));
    sr_tag_next(seq);
    before = word;
    at += n + (at[n] == ' ');
  }
}

typedef struct sentence {
  const char *text;
  const char *labels; /* a letter a word: o, b, i */
} sentence;

static const sentence SENTENCES[] = {
    {"the convoy left Port Halden on Monday", "ooobioo"},
    {"shelling was heard in Port Halden", "oooobi"},
    {"the port was closed", "oooo"},
    {"Port Halden is quiet", "bioo"},
    {"mayor of Ostrava spoke", "oobo"},
    {"the mayor left Ostrava", "ooob"},
};
enum { N_SENTENCES = sizeof SENTENCES / sizeof *SENTENCES };

static uint8_t label_of(char letter) { return letter == 'b' ? BEGIN : letter == 'i' ? IN : OUT; }

static sr_slice learn(uint64_t seed) {
  tag_options options = PLAIN;
  options.seed = seed;
  tag_learner *learner = tag_learner_new("names", LABELS, N_LABELS, &options);
  assert_non_null(learner);
  sr_arena *arena = sr_arena_new(1 << 20);
  for (int i = 0; i < N_SENTENCES; i++) {
    sr_tag_sequence seq = {.arena = arena};
    uint8_t labels[16];
    make_items(SENTENCES[i].text, &seq);
    for (uint32_t k = 0; k < seq.ends.n && k < 16; k++) labels[k] = label_of(SENTENCES[i].labels[k]);
    assert_true(tag_learner_add(learner, &seq, labels, 1));
  }
  assert_true(tag_learner_train(learner));
  sr_slice bytes;
  sr_error err = {0};
  assert_ok(tag_export(&learner, 1, &bytes, &err), &err);
  tag_learner_free(learner);
  sr_arena_free(arena);
  return bytes;
}

static void release(sr_slice bytes) {
  char *owned;
  memcpy(&owned, &bytes.ptr, sizeof owned);
  free(owned);
}

static void assert_tags(const sr_tagger *tagger, const char *text, const char *expected) {
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_tag_sequence seq = {.arena = arena};
  uint8_t labels[16];
  char got[17] = {0};
  sr_error err = {0};
  make_items(text, &seq);
  assert_ok(sr_tagger_run(tagger, &seq, arena, labels, &err), &err);
  for (uint32_t k = 0; k < seq.ends.n; k++) got[k] = "obi"[labels[k]];
  assert_slice(sr_slice_of(got), expected);
  sr_arena_free(arena);
}

static void test_learns_names(void **state) {
  (void)state;
  const sr_slice bytes = learn(7);
  sr_tagger_file file;
  sr_error err = {0};
  assert_ok(sr_tagger_read(bytes, &file, &err), &err);
  const sr_tagger *tagger = sr_tagger_find(&file, "names");
  assert_non_null(tagger);
  assert_null(sr_tagger_find(&file, "verbs"));
  assert_slice(tagger->labels[2], "I-name");
  for (int i = 0; i < N_SENTENCES; i++) assert_tags(tagger, SENTENCES[i].text, SENTENCES[i].labels);
  assert_tags(tagger, "the mayor of Port Halden left", "ooobio"); /* new */
  assert_tags(tagger, "", "");
  release(bytes);
}

static void test_same_seed_same_bytes(void **state) {
  (void)state;
  const sr_slice a = learn(7), b = learn(7), c = learn(8);
  assert_true(sr_slice_eq(a, b));
  assert_false(sr_slice_eq(a, c));
  release(a), release(b), release(c);
}

/* An inside without a beginning is never given, whatever the scores say. */
static void test_order_of_labels(void **state) {
  (void)state;
  const sr_slice bytes = learn(7);
  sr_tagger_file file;
  sr_error err = {0};
  assert_ok(sr_tagger_read(bytes, &file, &err), &err);
  sr_arena *arena = sr_arena_new(1 << 20);
  const float scores[] = {0, 0, 90, 90, 0, 0, 0, 0, 90};
  uint8_t labels[3];
  assert_ok(sr_tagger_path(&file.taggers[0], scores, 3, arena, labels, &err), &err);
  assert_int_not_equal(labels[0], IN);
  for (int i = 1; i < 3; i++) assert_false(labels[i] == IN && labels[i - 1] == OUT);
  const sr_slice name = SR_SLICE("B-name"), other = SR_SLICE("B-place");
  assert_true(sr_tagger_may_follow(&name, SR_SLICE("I-name")));
  assert_false(sr_tagger_may_follow(&other, SR_SLICE("I-name")));
  assert_false(sr_tagger_may_follow(NULL, SR_SLICE("I-name")));
  assert_true(sr_tagger_may_follow(NULL, SR_SLICE("O")));
  sr_arena_free(arena);
  release(bytes);
}

/* One word of two is a name, both or neither are none: no sum of weights says that, a hidden layer does. */
typedef struct four {
  sr_arena *arena;
  sr_tag_sequence seqs[4];
  sr_slice bytes;
  sr_tagger_file file;
} four;

static uint8_t label_of_four(uint32_t k) { return k == 1 || k == 2 ? BEGIN : OUT; }

static void learn_four(const tag_options *options, four *f) {
  *f = (four){.arena = sr_arena_new(1 << 20)};
  tag_learner *learner = tag_learner_new("odd", LABELS, N_LABELS, options);
  sr_error err = {0};
  for (uint32_t k = 0; k < 4; k++) {
    f->seqs[k] = (sr_tag_sequence){.arena = f->arena};
    sr_tag_key(&f->seqs[k], 1000 + (k & 1));
    sr_tag_key(&f->seqs[k], 2000 + (k >> 1));
    sr_tag_next(&f->seqs[k]);
    assert_true(tag_learner_add(learner, &f->seqs[k], &(uint8_t){label_of_four(k)}, 1));
  }
  assert_true(tag_learner_train(learner));
  assert_ok(tag_export(&learner, 1, &f->bytes, &err), &err);
  assert_ok(sr_tagger_read(f->bytes, &f->file, &err), &err);
  tag_learner_free(learner);
}

static void release_four(four *f) {
  release(f->bytes);
  sr_arena_free(f->arena);
}

static int right_of_four(uint32_t hidden) {
  tag_options options = PLAIN;
  options.hidden = hidden;
  options.epochs = 400;
  four f;
  learn_four(&options, &f);
  int right = 0;
  for (uint32_t k = 0; k < 4; k++) {
    uint8_t label;
    sr_error err = {0};
    assert_ok(sr_tagger_run(&f.file.taggers[0], &f.seqs[k], f.arena, &label, &err), &err);
    right += label == label_of_four(k);
  }
  release_four(&f);
  return right;
}

static void test_hidden_units(void **state) {
  (void)state;
  assert_true(right_of_four(0) < 4);
  assert_int_equal(right_of_four(16), 4);
}

/* A tagger of two members gives the mean of their scores. */
static void test_members(void **state) {
  (void)state;
  tag_options options = PLAIN;
  options.hidden = 8;
  four one, other, both;
  learn_four(&options, &one);
  options.seed++;
  learn_four(&options, &other);
  options.seed--;
  options.members = 2;
  learn_four(&options, &both);
  assert_int_equal(both.file.taggers[0].hidden, 16);
  bool differ = false;
  for (uint32_t k = 0; k < 4; k++) {
    float a[N_LABELS], b[N_LABELS], mean[N_LABELS];
    sr_tagger_score(&one.file.taggers[0], &one.seqs[k], a);
    sr_tagger_score(&other.file.taggers[0], &other.seqs[k], b);
    sr_tagger_score(&both.file.taggers[0], &both.seqs[k], mean);
    for (uint32_t y = 0; y < N_LABELS; y++) {
      differ |= fabsf(a[y] - b[y]) > 0.2f;
      assert_true(fabsf(mean[y] - (a[y] + b[y]) / 2) < 0.1f); /* their weights are rounded */
    }
  }
  assert_true(differ);
  assert_null(tag_learner_new("wide", LABELS, N_LABELS, &(tag_options){.hidden = 64, .members = 3}));
  release_four(&one), release_four(&other), release_four(&both);
}

static void test_shrinking(void **state) {
  (void)state;
  tag_options options = PLAIN;
  four plain, shrunk;
  learn_four(&options, &plain);
  options.shrink = 0.5f;
  learn_four(&options, &shrunk);
  for (uint32_t k = 0; k < 4; k++) {
    float a[N_LABELS], b[N_LABELS];
    sr_tagger_score(&plain.file.taggers[0], &plain.seqs[k], a);
    sr_tagger_score(&shrunk.file.taggers[0], &shrunk.seqs[k], b);
    for (uint32_t y = 0; y < N_LABELS; y++) {
      const float bias = plain.file.taggers[0].bias[y];
      assert_true(fabsf((b[y] - bias) - (a[y] - bias) / 2) < 1e-4f);
    }
  }
  release_four(&plain), release_four(&shrunk);
}

/* Of two words one is a name; four marks that every word has are as many as the table has room for. */
static int right_of_crowd(bool by_gain) {
  tag_options options = PLAIN;
  options.slots_log2 = 2;
  options.by_gain = by_gain;
  tag_learner *learner = tag_learner_new("crowd", LABELS, N_LABELS, &options);
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_tag_sequence seqs[2];
  for (uint32_t k = 0; k < 2; k++) {
    seqs[k] = (sr_tag_sequence){.arena = arena};
    sr_tag_put(&seqs[k], 1, k);
    for (uint32_t mark = 0; mark < 4; mark++) sr_tag_put(&seqs[k], 2, mark);
    sr_tag_next(&seqs[k]);
    assert_true(tag_learner_add(learner, &seqs[k], &(uint8_t){k ? BEGIN : OUT}, 1));
  }
  assert_true(tag_learner_train(learner));
  sr_slice bytes;
  sr_tagger_file file;
  sr_error err = {0};
  assert_ok(tag_export(&learner, 1, &bytes, &err), &err);
  assert_ok(sr_tagger_read(bytes, &file, &err), &err);
  int right = 0;
  for (uint32_t k = 0; k < 2; k++) {
    uint8_t label;
    assert_ok(sr_tagger_run(&file.taggers[0], &seqs[k], arena, &label, &err), &err);
    right += label == (k ? BEGIN : OUT);
  }
  tag_learner_free(learner);
  sr_arena_free(arena);
  release(bytes);
  return right;
}

static void test_what_tells_has_a_slot(void **state) {
  (void)state;
  assert_int_equal(right_of_crowd(false), 1);
  assert_int_equal(right_of_crowd(true), 2);
}

static void set_crc(char *bytes, size_t n) {
  sr_tagger_header *header = (void *)bytes;
  header->crc32 = sr_crc32(bytes + SR_TAGGER_HEADER, n - SR_TAGGER_HEADER);
}

static void test_damaged_files(void **state) {
  (void)state;
  const sr_slice good = learn(7);
  char *bytes = aligned_alloc(SR_TAGGER_ALIGN, good.len);
  assert_non_null(bytes);
  sr_tagger_entry *entry = (void *)(bytes + SR_TAGGER_HEADER);
  sr_tagger_file file;
  sr_error err = {0};
  for (int fault = 0; fault < 9; fault++) {
    memcpy(bytes, good.ptr, good.len);
    size_t n = good.len;
    switch (fault) {
    case 0: bytes[0] ^= 1; break;
    case 1: bytes[good.len - 70] ^= 1; break;
    case 2: n -= 64; break;
    case 3: entry->n_slots = 1000, set_crc(bytes, n); break;
    case 4: entry->vectors = (uint32_t)n + 64, set_crc(bytes, n); break;
    case 5: entry->n_labels = 200, set_crc(bytes, n); break;
    case 6: entry->hidden = 7, set_crc(bytes, n); break;
    case 7: ((float *)(void *)(bytes + entry->moves))[1] = (float)INFINITY, set_crc(bytes, n); break;
    case 8: memset(entry->name, 'x', sizeof entry->name), set_crc(bytes, n); break;
    }
    assert_int_equal(sr_tagger_read((sr_slice){bytes, n}, &file, &err), SR_ERR_INPUT);
    assert_int_equal(file.n, 0);
  }
  free(bytes);
  release(good);
  assert_int_equal(sr_tagger_map("/nonexistent/model", &file, &err), SR_ERR_IO);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_learns_names),
      cmocka_unit_test(test_same_seed_same_bytes),
      cmocka_unit_test(test_order_of_labels),
      cmocka_unit_test(test_hidden_units),
      cmocka_unit_test(test_members),
      cmocka_unit_test(test_shrinking),
      cmocka_unit_test(test_what_tells_has_a_slot),
      cmocka_unit_test(test_damaged_files),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
