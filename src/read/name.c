#include "read/name.h"

#include "base/once.h"
#include "base/slice.h"
#include "lexicon/storm_words.h"
#include "read/name_cut.h"
#include "syntax/find.h"
#include "syntax/vmath.h"

/* Shares of the network and of the tagger of each convention against the transitions' 1. Two fifths of a tagger's
 * features were dropped in training and all count here. Found on the documents kept for measuring. */
static const float NETWORK[SR_NAME_SET_COUNT] = {0.4f, 0.5f}, TAGGER[SR_NAME_SET_COUNT] = {1, 0.75f};

/* Reports of fewer words say too little about their convention. */
enum { FEW_WORDS = 40 };

/* What a word's other places add to the score of what they are likely to be. */
static const float AGREE = 2;

enum { LISTS_BYTES = 64 << 20 };

struct sr_name_tables {
  sr_arena *arena; /* of the lists, which are made when a report first needs them; NULL before */
  const char *path;
  sr_name_lists lists;
  sr_once once;
  sr_tagger_file file;
  sr_name_taggers taggers; /* set is NULL where there is no sound file */
};

sr_status sr_name_open(sr_arena *arena, sr_name_tables **out, sr_error *err) {
  sr_name_tables *tables = SR_NEW(arena, sr_name_tables, 1);
  const char *folder = NULL;
  if (!tables) return sr_arena_fail(arena, err);
  SR_TRY(sr_models_folder(arena, &folder, err));
  tables->path = sr_arena_format(arena, "%s/names.sitrep", folder).ptr;
  if (!tables->path) return sr_arena_fail(arena, err);
  sr_once_init(&tables->once);
  *out = tables;
  return SR_OK;
}

void sr_name_close(sr_name_tables *tables) {
  sr_tagger_close(&tables->file);
  sr_arena_free(tables->arena);
  sr_once_end(&tables->once);
}

static bool has_labels(const sr_tagger *t, const char *const *labels, uint32_t n) {
  if (!t || t->n_labels != n) return false;
  for (uint32_t y = 0; y < n; y++)
    if (!sr_slice_is(t->labels[y], labels[y])) return false;
  return true;
}

sr_name_taggers sr_name__taggers(const sr_tagger_file *file) {
  static const char *const sets[] = {SR_NAME_SETS};
  sr_name_taggers t = {.set = sr_tagger_find(file, "set")};
  bool right = has_labels(t.set, sets, SR_NAME_SET_COUNT);
  for (uint32_t s = 0; s < SR_NAME_SET_COUNT; s++) {
    t.of_set[s] = sr_tagger_find(file, sets[s]);
    right = right && has_labels(t.of_set[s], (const char *[]){SR_NAME_LABELS}, SR_REPORT_NAME_TAGS);
  }
  return right ? t : (sr_name_taggers){0};
}

/* Opens what a report first needs. */
static sr_status open_taggers(void *what, sr_error *err) {
  sr_name_tables *tables = what;
  if (sr_tagger_map(tables->path, &tables->file, NULL)) return SR_OK; /* the network goes on alone */
  tables->arena = sr_arena_new(LISTS_BYTES);
  if (!tables->arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the lists of names");
  SR_TRY(sr_name_lists_open(tables->arena, &tables->lists, err));
  tables->taggers = sr_name__taggers(&tables->file);
  return SR_OK;
}

sr_status sr_names_prepare(sr_name_tables *tables, sr_error *err) {
  return sr_once_open(&tables->once, open_taggers, tables, err);
}

enum { TAGS = SR_REPORT_NAME_TAGS };
static const float NEVER = -1e9f;

/* May b follow a (TAGS: nothing)? Odd tags begin a name, the even ones behind them go on with it. */
static bool may_follow(uint32_t a, uint32_t b) { return b % 2 == 1 || b == 0 || a == b || a + 1 == b; }

/* The best path by both scores: tags [n]. */
static sr_status best_path(const sr_tagger *t, const sr_report *report, uint32_t first, uint32_t n, const float *scores,
                           float network, sr_arena *scratch, uint8_t *tags, sr_error *err) {
  uint8_t(*back)[TAGS] = (void *)SR_NEW(scratch, uint8_t, (size_t)n * TAGS);
  if (!back) return sr_arena_fail(scratch, err);
  float best[TAGS] = {0}, next[TAGS];
  uint32_t sentence = UINT32_MAX;
  for (uint32_t i = 0; i < n; i++) {
    const sr_report_word *w = &report->words[first + i];
    const uint32_t own = report->tokens[w->token].sentence;
    for (uint32_t y = 0; y < TAGS; y++) {
      next[y] = NEVER;
      for (uint32_t a = 0; a < (i ? TAGS : 1); a++) {
        const uint32_t before = i ? a : TAGS, of_network = own == sentence ? a : TAGS;
        if (!may_follow(before, y)) continue;
        const float x = best[a] + t->moves[before * TAGS + y] + network * report->name_moves[of_network * TAGS + y];
        if (x > next[y]) next[y] = x, back[i][y] = (uint8_t)a;
      }
      next[y] += scores[(size_t)i * TAGS + y] + network * w->names[y];
    }
    memcpy(best, next, sizeof best);
    sentence = own;
  }
  uint8_t y = 0;
  for (uint8_t a = 1; a < TAGS; a++)
    if (best[a] > best[y]) y = a;
  for (uint32_t i = n; i-- > 0;) {
    tags[i] = y;
    y = back[i][y];
  }
  return SR_OK;
}

/* The best paths of a report's sequences: tags [n_words]. */
static sr_status best_paths(const sr_tagger *t, const sr_report *report, const float *scores, float network,
                            sr_arena *arena, uint8_t *tags, sr_error *err) {
  for (uint32_t first = 0, end; first < report->n_words; first = end) {
    end = sr_name_sequence_end(report, first);
    SR_TRY(best_path(t, report, first, end - first, scores + (size_t)first * TAGS, network, arena, tags + first, err));
  }
  return SR_OK;
}

enum { KINDS = 1 + TAGS / 2 }; /* no name, or one of a type */

/* What each word with a capital that the report has more than once is likely to be, by its own scores alone: kinds
 * [n_words][KINDS]. */
static void find_kinds(const sr_name_view *view, const float *scores, float network, float (*kinds)[KINDS]) {
  for (uint32_t i = 0; i < view->report->n_words; i++, scores += TAGS) {
    float own[TAGS], most = NEVER, sum = 0;
    if (!view->words[i].capital || view->words[view->words[i].first_same].n_same < 2) continue;
    for (uint32_t y = 0; y < TAGS; y++) {
      own[y] = scores[y] + network * view->report->words[i].names[y];
      most = own[y] > most ? own[y] : most;
    }
    for (uint32_t y = 0; y < TAGS; y++) sum += own[y] = sr_vexp(own[y] - most);
    for (uint32_t y = 0; y < TAGS; y++) kinds[i][(y + 1) / 2] += own[y] / sum;
  }
}

/* What the same word is likely to be elsewhere in the report, where it has a capital too, speaks for its being that
 * here. */
static void agree(const sr_name_view *view, float (*kinds)[KINDS], float *scores) {
  const sr_name_word *words = view->words;
  for (uint32_t head = 0; head < view->report->n_words; head++) {
    if (words[head].first_same != head || words[head].n_same == words[head].n_lower || words[head].n_same < 2) continue;
    float all[KINDS] = {0};
    uint32_t n = 0;
    for (uint32_t k = head;; k = words[k].next_same) {
      for (uint32_t t = 0; words[k].capital && t < KINDS; t++) all[t] += kinds[k][t];
      n += words[k].capital;
      if (words[k].next_same == k) break;
    }
    for (uint32_t k = head; n > 1; k = words[k].next_same) {
      for (uint32_t y = 0; words[k].capital && y < TAGS; y++) {
        const uint32_t t = (y + 1) / 2;
        scores[(size_t)k * TAGS + y] += AGREE * (all[t] - kinds[k][t]) / (float)(n - 1);
      }
      if (words[k].next_same == k) break;
    }
  }
}

static bool is_storm_word(const sr_name_view *view, uint32_t word) {
  const sr_slice norm = view->report->tokens[view->report->words[word].token].norm;
  return view->words[word].capital && sr_table_find(&sr_table_storm_words, &norm, 1) != UINT32_MAX;
}

/* "Hurricane Rita": Rita is no person, nor is she where no other word of a name stands beside her. */
static void leave_out_storms(const sr_name_view *view, float *scores) {
  const sr_name_word *words = view->words;
  const uint32_t n = view->report->n_words;
  for (uint32_t i = 0; i + 1 < n; i++) {
    if (!is_storm_word(view, i) || words[i + 1].begins || !words[i + 1].capital) continue;
    for (uint32_t k = words[i + 1].first_same;; k = words[k].next_same) {
      const bool led = k && words[k - 1].capital && !words[k].begins && !is_storm_word(view, k - 1);
      const bool alone = !led && (k + 1 == n || !words[k + 1].capital || words[k + 1].begins);
      for (uint32_t y = 1; alone && y <= 2; y++) scores[(size_t)k * TAGS + y] = NEVER; /* of a person */
      if (words[k].next_same == k) break;
    }
  }
}

sr_status sr_name__find(const sr_name_taggers *taggers, sr_name_view *view, float network, sr_arena *scratch,
                        sr_arena *arena, const sr_entity **entities, uint32_t *n_entities, sr_error *err) {
  static const char *const types[] = {"PER", "ORG", "LOC"};
  const sr_report *report = view->report;
  const uint32_t n = report->n_words;
  sr_tag_sequence seq = {.arena = scratch};
  uint8_t set;
  sr_name_set_features(view, &seq);
  SR_TRY(sr_tagger_run(taggers->set, &seq, scratch, &set, err));
  if (seq.keys.n < FEW_WORDS) set = SR_NAME_SET_NAMES;
  view->set = set;
  const sr_tagger *tagger = taggers->of_set[set];
  network *= NETWORK[set];
  float *scores = SR_NEW(scratch, float, (size_t)n *TAGS);
  float(*kinds)[KINDS] = (void *)SR_NEW(scratch, float, (size_t)n *KINDS);
  uint8_t *tags = SR_NEW(scratch, uint8_t, n);
  if (!scores || !kinds || !tags) return sr_arena_fail(scratch, err);
  for (uint32_t first = 0, end; first < n; first = end) {
    end = sr_name_sequence_end(report, first);
    sr_tag_clear(&seq);
    sr_name_features(view, first, end, false, &seq);
    if (seq.failed) return sr_arena_fail(scratch, err);
    sr_tagger_score(tagger, &seq, scores + (size_t)first * TAGS);
  }
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t y = 0; y < TAGS; y++) {
      float *score = &scores[(size_t)i * TAGS + y];
      *score = !view->words[i].plain ? TAGGER[set] * *score : y ? NEVER : 0;
    }
  find_kinds(view, scores, network, kinds);
  agree(view, kinds, scores);
  leave_out_storms(view, scores);
  SR_TRY(best_paths(tagger, report, scores, network, scratch, tags, err));
  if (set == SR_NAME_SET_NAMES) sr_name_cut(view, tags);
  SR_VEC(sr_entity) found = {0};
  for (uint32_t i = 0; i < n;) {
    const uint32_t from = i++;
    if (!tags[from]) continue;
    while (i < n && tags[i] == tags[from] + 1 && tags[i] % 2 == 0) i++;
    sr_entity *entity = SR_PUSH(arena, &found);
    if (!entity) return sr_arena_fail(arena, err);
    *entity = (sr_entity){{report->words[from].span.start, report->words[i - 1].span.end}, types[(tags[from] - 1) / 2]};
  }
  *entities = found.at;
  *n_entities = found.n;
  return SR_OK;
}

sr_status sr_names_read(sr_name_tables *tables, sr_report *report, sr_error *err) {
  if (!report->n_words || !sr_slice_starts(report->about.lang, SR_SLICE("en"))) return SR_OK;
  SR_TRY(sr_names_prepare(tables, err));
  if (!tables->taggers.set) return SR_OK;
  sr_name_view view;
  SR_TRY(sr_name_view_make(&tables->lists, report, report->scratch, &view, err));
  return sr_name__find(&tables->taggers, &view, 1, report->scratch, report->arena, &report->entities,
                       &report->n_entities, err);
}
