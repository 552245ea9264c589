#include "read/name_features.h"

#include "base/map.h"
#include "base/slice.h"
#include "base/utf8.h"
#include "lexicon/actor_words.h"
#include "lexicon/actors.h"
#include "lexicon/brand_names.h"
#include "lexicon/company_names.h"
#include "lexicon/company_words.h"
#include "lexicon/countries.h"
#include "lexicon/divisions.h"
#include "lexicon/maker_names.h"
#include "lexicon/person_names.h"
#include "lexicon/places.h"
#include "lexicon/regions.h"
#include "lexicon/towns.h"

/* ---- lists ---- */

/* Bits of sr_name_word.lists. Those of phrases have one for the first word and one for the others. */
enum {
  L_GIVEN = 0, /* three bands */
  L_SURNAME = 3,
  L_COUNTRY = 6, /* and the others */
  L_PEOPLE = 8,  /* adjectives and peoples */
  L_PLACE = 10,
  L_BODY = 12,
  L_ACTOR_WORD = 14, /* seven classes */
  L_TOWN = 21,       /* and the others, and the smaller ones */
  L_COMPANY = 24,
  L_DIVISION = 25, /* and the others; their short forms, too */
  L_REGION = 27,   /* and the others */
  L_BRAND = 29,    /* and the others */
  L_BITS = 31
};

static sr_status add_forms(sr_phrases *set, sr_slice forms, uint32_t bit, sr_error *err) {
  while (forms.ptr) {
    const sr_slice form = sr_slice_split(&forms, '|');
    if (form.len) SR_TRY(sr_phrases_add(set, form, bit, err));
  }
  return SR_OK;
}

sr_status sr_name_lists_open(sr_arena *arena, sr_name_lists *lists, sr_error *err) {
  static const struct {
    const sr_table *table;
    uint32_t column, bit;
  } columns[] = {{&sr_table_countries, SR_COUNTRIES_NAME, L_COUNTRY},
                 {&sr_table_countries, SR_COUNTRIES_FORMS, L_COUNTRY},
                 {&sr_table_countries, SR_COUNTRIES_ADJECTIVES, L_PEOPLE},
                 {&sr_table_countries, SR_COUNTRIES_PEOPLE, L_PEOPLE},
                 {&sr_table_actors, SR_ACTORS_NAME, L_BODY},
                 {&sr_table_actors, SR_ACTORS_FORMS, L_BODY},
                 {&sr_table_divisions, SR_DIVISIONS_NAME, L_DIVISION},
                 {&sr_table_divisions, SR_DIVISIONS_FORMS, L_DIVISION},
                 {&sr_table_divisions, SR_DIVISIONS_SHORT, L_DIVISION},
                 {&sr_table_divisions, SR_DIVISIONS_ADJECTIVES, L_PEOPLE},
                 {&sr_table_divisions, SR_DIVISIONS_PEOPLE, L_PEOPLE},
                 {&sr_table_places, SR_PLACES_NAME, L_PLACE},
                 {&sr_table_places, SR_PLACES_FORMS, L_PLACE}};
  sr_phrases *set = sr_phrases_new(arena);
  if (!set) return sr_arena_fail(arena, err);
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    for (uint32_t row = 0; row < columns[i].table->rows; row++)
      SR_TRY(add_forms(set, sr_table_cell(columns[i].table, row, columns[i].column), columns[i].bit, err));
  lists->phrases = set;
  return SR_OK;
}

static uint32_t band_bit(uint32_t row, uint32_t column, uint32_t first) {
  const sr_slice band = sr_table_cell(&sr_table_person_names, row, column);
  return band.len ? 1u << (first + (uint32_t)(band.ptr[0] - '1')) : 0;
}

static uint32_t person_bits(sr_slice norm) {
  const uint32_t row = sr_table_find(&sr_table_person_names, &norm, 1);
  if (row == UINT32_MAX) return 0;
  return band_bit(row, SR_PERSON_NAMES_GIVEN, L_GIVEN) | band_bit(row, SR_PERSON_NAMES_SURNAME, L_SURNAME);
}

static uint32_t actor_bits(sr_slice norm) {
  static const char *const classes[] = {"office", "body", "institute", "media", "person", "forces", "document"};
  const uint32_t row = sr_table_find(&sr_table_actor_words, &norm, 1);
  if (row == UINT32_MAX) return 0;
  const sr_slice class = sr_table_cell(&sr_table_actor_words, row, SR_ACTOR_WORDS_CLASS);
  for (uint32_t i = 0; i < sizeof classes / sizeof *classes; i++)
    if (sr_slice_is(class, classes[i])) return 1u << (L_ACTOR_WORD + i);
  return 0;
}

static uint32_t company_bits(sr_slice norm) {
  return sr_table_find(&sr_table_company_words, &norm, 1) == UINT32_MAX ? 0 : 1u << L_COMPANY;
}

/* Names of a table with one key, of one to four words, the longest first; gives the row or UINT32_MAX. */
static uint32_t longest_name(const sr_table *table, const sr_slice *norms, uint32_t n, uint32_t *words) {
  enum { WORDS = 4, BYTES = 80 };
  char name[BYTES];
  size_t at = 0, ends[WORDS];
  uint32_t k = 0;
  for (; k < WORDS && k < n && at + 1 + norms[k].len <= BYTES; k++) {
    if (k) name[at++] = ' ';
    memcpy(name + at, norms[k].ptr, norms[k].len);
    ends[k] = at += norms[k].len;
  }
  for (; k; k--) {
    const uint32_t row = sr_table_find(table, &(sr_slice){name, ends[k - 1]}, 1);
    if (row == UINT32_MAX) continue;
    *words = k;
    return row;
  }
  return UINT32_MAX;
}

/* Marks the names of a table by a bit for their first word and the next one for the others. */
static void mark_names(const sr_table *table, uint32_t bit, const sr_slice *norms, uint32_t n, sr_name_word *words) {
  for (uint32_t i = 0; i < n;) {
    uint32_t k = 1;
    const uint32_t row = longest_name(table, norms + i, n - i, &k);
    const bool small =
        row != UINT32_MAX && table == &sr_table_towns && sr_table_cell(table, row, SR_TOWNS_BAND).ptr[0] == '3';
    for (uint32_t w = 0; row != UINT32_MAX && w < k; w++)
      words[i + w].lists |= 1u << (bit + (w > 0)) | (small ? 1u << (L_TOWN + 2) : 0);
    i += k;
  }
}

/* ---- the view ---- */

static uint32_t shape_of(sr_slice form, bool *capital, bool *capitals) {
  char shape[16];
  uint32_t n = 0, letters = 0, upper = 0;
  for (size_t at = 0; at < form.len;) {
    const bool first = at == 0;
    const uint32_t c = sr_utf8_next(form, &at);
    const bool letter = sr_char_is_letter(c), up = letter && sr_char_is_upper(c);
    const char s = up ? 'X' : letter ? 'x' : sr_char_is_digit(c) ? '0' : c < 0x80 ? (char)c : '?';
    if (first) *capital = up;
    letters += letter;
    upper += up;
    if (n >= 2 && shape[n - 1] == s && shape[n - 2] == s) continue;
    if (n < sizeof shape) shape[n++] = s;
  }
  *capitals = letters >= 2 && upper == letters;
  return sr_tag_text((sr_slice){shape, n});
}

/* Digits as 0, as numbers are many. */
static sr_slice level_digits(sr_arena *arena, sr_slice norm) {
  bool any = false;
  for (size_t i = 0; i < norm.len; i++) any |= sr_is_digit((uint8_t)norm.ptr[i]);
  if (!any) return norm;
  char *to = sr_arena_alloc(arena, norm.len);
  for (size_t i = 0; to && i < norm.len; i++) to[i] = sr_is_digit((uint8_t)norm.ptr[i]) ? '0' : norm.ptr[i];
  return (sr_slice){to, to ? norm.len : 0};
}

static void mark_phrases(const sr_name_lists *lists, const sr_report *report, uint32_t *bits) {
  for (uint32_t t = 0; t < report->n_tokens;) {
    uint32_t bit, end = t;
    const sr_sentence *s = &report->sentences[report->tokens[t].sentence];
    const uint32_t n = sr_phrases_match(lists->phrases, &report->tokens[t], s->first_token + s->n_tokens - t, &bit);
    for (; end < t + n; end++) bits[end] |= 1u << (bit + (end > t));
    t = n ? end : t + 1;
  }
}

/* Small words that join capitals in one name: "Bank of England", "Doctors Without Borders" has none. */
static bool joins(sr_slice norm) {
  static const char *const words[] = {"of", "the", "and", "&", "for", "de", "al", "-", "'s", "del", "la", "bin", "van"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (sr_slice_is(norm, words[i])) return true;
  return false;
}

static void find_runs(const sr_report *report, const sr_slice *norms, sr_name_word *words) {
  for (uint32_t i = 0; i < report->n_words;) {
    uint32_t end = i + 1;
    if (!words[i].capital) {
      words[i].run_first = words[i].run_end = i;
      i++;
      continue;
    }
    for (uint32_t k = end; k < report->n_words && k < i + 12 && (words[k].capital || joins(norms[k])) && k - end < 2;
         k++) {
      if (words[k].begins && !words[k].capitals) break;
      if (words[k].capital) end = k + 1;
    }
    for (uint32_t k = i; k < end; k++) words[k].run_first = i, words[k].run_end = end;
    i = end;
  }
}

/* A number for the words' first letters, in capitals, without the small words between. */
static uint32_t initials(const sr_report *report, const sr_name_word *words, uint32_t from, uint32_t to) {
  uint32_t h = 3;
  for (uint32_t k = from; k < to; k++)
    if (words[k].capital) h = sr_tag_mix(h, (uint8_t)report->text.ptr[report->words[k].span.start]);
  return h | 1;
}

static bool begins_run(const sr_name_word *words, uint32_t i) {
  return words[i].run_first == i && words[i].run_end > i;
}

/* A number for the words [from, to). */
static uint32_t run_key(const sr_name_word *words, uint32_t from, uint32_t to) {
  uint32_t h = 0;
  for (uint32_t k = from; k < to; k++) h = sr_tag_mix(h, words[k].norm);
  return h | 1;
}

/* The letters of a word of capitals as initials() has them; 0 for a long one. */
static uint32_t letters(sr_slice form) {
  enum { LONGEST = 8 };
  uint32_t h = 3;
  if (form.len > LONGEST) return 0;
  for (size_t i = 0; i < form.len; i++)
    if (sr_is_upper((uint8_t)form.ptr[i])) h = sr_tag_mix(h, (uint8_t)form.ptr[i]);
  return h | 1;
}

static sr_slice key_of(const uint32_t *key) { return (sr_slice){(const char *)key, sizeof *key}; }

/* The first run of a key stays. */
static bool add_run(sr_map *runs, sr_arena *arena, const uint32_t *key, uint32_t first) {
  return sr_map_get(runs, key_of(key)) != SR_MAP_NONE || sr_map_put(runs, arena, key_of(key), first);
}

/* Parts of runs that are whole runs elsewhere ("Anna Berg" in "Anna Berg Peter"), and what capitals are short for. */
static bool compare_runs(const sr_report *report, sr_arena *arena, sr_name_word *words) {
  const uint32_t n = report->n_words;
  sr_map whole, named; /* runs by their words and by their initials */
  sr_map_init(&whole);
  sr_map_init(&named);
  uint32_t n_keys = 0, *keys = SR_NEW(arena, uint32_t, 2 * (size_t)n);
  if (!keys) return false;
  for (uint32_t i = 0; i < n; i++) {
    if (!begins_run(words, i)) continue;
    keys[n_keys] = run_key(words, i, words[i].run_end);
    if (!add_run(&whole, arena, &keys[n_keys++], i)) return false;
    if (words[i].run_end - i < 2) continue;
    keys[n_keys] = initials(report, words, i, words[i].run_end);
    if (!add_run(&named, arena, &keys[n_keys++], i)) return false;
  }
  for (uint32_t i = 0; i < n; i++) {
    sr_name_word *w = &words[i];
    w->stands_for = SR_NAME_NONE;
    if (w->run_end <= w->run_first) continue;
    if (i > w->run_first) {
      const uint32_t head = run_key(words, w->run_first, i), tail = run_key(words, i, w->run_end);
      w->head_known = sr_map_get(&whole, key_of(&head)) != SR_MAP_NONE;
      w->tail_known = sr_map_get(&whole, key_of(&tail)) != SR_MAP_NONE;
    }
    if (!w->capitals) continue;
    const uint32_t key = letters(sr_slice_cut(report->text, report->words[i].span.start, report->words[i].span.end));
    const uint32_t run = key ? sr_map_get(&named, key_of(&key)) : SR_MAP_NONE;
    if (run != SR_MAP_NONE && (i < run || i >= words[run].run_end)) w->stands_for = run;
  }
  return true;
}

/* Most words in small letters are, and reading them by the network alone saves half of the time. Of the development
 * set no name is lost by it from 5 on. */
static const float SURE = 5;
static bool is_sure(const sr_report_word *w) {
  for (uint32_t y = 1; y < SR_REPORT_NAME_TAGS; y++)
    if (w->names[0] - w->names[y] < SURE) return false;
  return true;
}

sr_status sr_name_view_make(const sr_name_lists *lists, const sr_report *report, sr_arena *arena, sr_name_view *view,
                            sr_error *err) {
  const uint32_t n = report->n_words;
  sr_name_word *words = SR_NEW(arena, sr_name_word, n);
  sr_slice *norms = SR_NEW(arena, sr_slice, n);
  uint32_t *bits = SR_NEW(arena, uint32_t, report->n_tokens), *last = SR_NEW(arena, uint32_t, n);
  uint32_t *own_lists = SR_NEW(arena, uint32_t, n); /* of a word's first place in the report */
  if (!words || !norms || !bits || !last || !own_lists) return sr_arena_fail(arena, err);
  mark_phrases(lists, report, bits);
  sr_map seen;
  sr_map_init(&seen);
  uint32_t sentence = UINT32_MAX;
  for (uint32_t i = 0; i < n; i++) {
    const sr_report_word *w = &report->words[i];
    const sr_token *t = &report->tokens[w->token];
    sr_name_word *to = &words[i];
    const sr_slice form = sr_slice_cut(report->text, w->span.start, w->span.end);
    const bool whole = w->span.start == t->span.start && w->span.end == t->span.end;
    norms[i] = whole ? t->norm : sr_utf8_norm(arena, form);
    if (norms[i].ptr) norms[i] = level_digits(arena, norms[i]);
    if (!norms[i].ptr) return sr_arena_fail(arena, err);
    to->norm = sr_tag_text(norms[i]);
    to->form = sr_tag_text(form);
    to->shape = shape_of(form, &to->capital, &to->capitals);
    to->upos = sr_tag_text(t->upos);
    to->xpos = sr_tag_text(t->xpos);
    to->deprel = sr_tag_text(t->deprel);
    to->head = t->head == SR_NO_HEAD ? 0 : t->head == w->token ? 1 : sr_tag_text(report->tokens[t->head].lemma);
    to->plain = !to->capital && is_sure(w);
    to->lists = bits[w->token];
    to->begins = t->sentence != sentence;
    to->starts = w->starts;
    sentence = t->sentence;
    const uint32_t before = sr_map_get(&seen, norms[i]);
    to->next_same = i;
    to->first_same = before == SR_MAP_NONE ? i : words[before].first_same;
    sr_name_word *head = &words[to->first_same];
    if (before != SR_MAP_NONE) words[last[to->first_same]].next_same = i;
    last[to->first_same] = i;
    head->n_same++;
    head->n_lower += !to->capital;
    if (before == SR_MAP_NONE && !sr_map_put(&seen, arena, norms[i], i)) return sr_arena_fail(arena, err);
    if (before == SR_MAP_NONE) own_lists[i] = person_bits(norms[i]) | actor_bits(norms[i]) | company_bits(norms[i]);
    if (t->kind == SR_TOKEN_WORD) to->lists |= own_lists[to->first_same];
  }
  for (uint32_t i = 0; i < n;) {
    uint32_t end = i, capitals = 0, letters = 0;
    do {
      capitals += words[end].capital;
      letters += report->tokens[report->words[end].token].kind == SR_TOKEN_WORD;
      end++;
    } while (end < n && !words[end].begins);
    for (; i < end; i++) words[i].quiet = letters ? capitals * 10 / letters : 0;
  }
  mark_names(&sr_table_towns, L_TOWN, norms, n, words);
  mark_names(&sr_table_regions, L_REGION, norms, n, words);
  mark_names(&sr_table_brand_names, L_BRAND, norms, n, words);
  mark_names(&sr_table_company_names, L_BRAND, norms, n, words);
  mark_names(&sr_table_maker_names, L_BRAND, norms, n, words);
  find_runs(report, norms, words);
  if (!compare_runs(report, arena, words)) return sr_arena_fail(arena, err);
  *view = (sr_name_view){.report = report, .words = words};
  return SR_OK;
}

uint32_t sr_name_sequence_end(const sr_report *report, uint32_t first) {
  uint32_t paragraph = 0;
  for (uint32_t i = first; i < report->n_words; i++) {
    const uint32_t p = report->sentences[report->tokens[report->words[i].token].sentence].paragraph;
    if (i == first) paragraph = p;
    if (p != paragraph || i - first >= SR_NAME_SEQUENCE) return i;
  }
  return report->n_words;
}

/* ---- features ---- */

/* A template's number is its place here; new ones go to the end, and every model is trained anew. */
enum template {
  T_BIAS = 1,
  T_NORM = 10, /* + place */
  T_SHAPE = 20,
  T_UPOS = 30,
  T_LIST = 40, /* each bit */
  T_LISTS = 50,
  T_PREFIX = 60,
  T_SUFFIX = 70,
  T_PAIR = 80,
  T_TREE = 100,
  T_RUN = 120,
  T_SAME = 140,
  T_SENTENCE = 160,
  T_SIGN = 170,
  T_XPOS = 180,
  T_FORM = 190,
  T_PERSON = 200,
  T_START = 210,
  T_WHOLE = 220,
  T_STANDS = 230
};

typedef struct maker {
  const sr_name_view *view;
  sr_tag_sequence *seq;
} maker;

static const sr_name_word *near(const maker *m, uint32_t i, int by) {
  static const sr_name_word edge = {.stands_for = SR_NAME_NONE, .norm = 1, .form = 1, .shape = 1, .upos = 1, .xpos = 1};
  const int64_t at = (int64_t)i + by;
  return at >= 0 && at < (int64_t)m->view->report->n_words ? &m->view->words[at] : &edge;
}

static void affixes(const maker *m, uint32_t i, int by, uint32_t most) {
  const int64_t at = (int64_t)i + by;
  if (at < 0 || at >= (int64_t)m->view->report->n_words) return;
  const sr_span span = m->view->report->words[at].span;
  const sr_slice form = sr_slice_cut(m->view->report->text, span.start, span.end);
  const uint32_t place = (uint32_t)(by + 1);
  size_t front = 0, back = form.len;
  for (uint32_t k = 1; k <= most && front < form.len; k++) {
    sr_utf8_next(form, &front);
    sr_utf8_before(form, &back);
    if (k > 1 || most > 3) {
      sr_tag_put2(m->seq, T_PREFIX + place, k, sr_tag_text(sr_slice_cut(form, 0, front)));
      sr_tag_put2(m->seq, T_SUFFIX + place, k, sr_tag_text(sr_slice_cut(form, back, form.len)));
    }
  }
}

/* Numbers of a vector beyond this are told by their sign: about a quarter of them. The 6-bit numbers of a row reach 31.
 */
enum { SIGN_FROM = 12 };

static void signs(const maker *m, uint32_t i, int by) {
  const int64_t at = (int64_t)i + by;
  const sr_report *report = m->view->report;
  if (at < 0 || at >= (int64_t)report->n_words) return;
  const int8_t *v = report->words[at].vector;
  const uint32_t template = T_SIGN + (uint32_t)(by + 1);
  if (!v) sr_tag_put(m->seq, template, 0);
  for (uint32_t k = 0; v && k < report->vector_dim; k++)
    if (v[k] >= SIGN_FROM || v[k] <= -SIGN_FROM) sr_tag_put(m->seq, template, 1 + 2 * k + (v[k] > 0));
}

static uint32_t bucket(uint32_t n) { return n < 4 ? n : n < 8 ? 4 : 5; }

static void run_features(const maker *m, uint32_t i) {
  const sr_name_word *w = near(m, i, 0);
  const uint32_t n = w->run_end - w->run_first;
  sr_tag_put(m->seq, T_RUN, bucket(n));
  if (!n) return;
  const sr_name_word *words = m->view->words, *first = &words[w->run_first], *last = &words[w->run_end - 1];
  const sr_name_word *before = near(m, w->run_first, -1), *behind = near(m, w->run_end, 0);
  const uint32_t place = (i == w->run_first) | (uint32_t)(i + 1 == w->run_end) << 1;
  sr_tag_put2(m->seq, T_RUN + 1, bucket(n), place);
  sr_tag_put2(m->seq, T_RUN + 2, last->norm, place);
  sr_tag_put2(m->seq, T_RUN + 3, first->norm, place);
  sr_tag_put2(m->seq, T_RUN + 4, before->norm, place);
  sr_tag_put2(m->seq, T_RUN + 5, behind->norm, place);
  sr_tag_put3(m->seq, T_RUN + 6, before->upos, behind->upos, place);
  sr_tag_put2(m->seq, T_RUN + 7, first->lists, place);
  sr_tag_put2(m->seq, T_RUN + 8, last->lists, place);
  sr_tag_put3(m->seq, T_RUN + 9, first->lists, last->lists, place);
  uint32_t any = 0;
  for (uint32_t k = w->run_first; k < w->run_end; k++) any |= words[k].lists;
  for (uint32_t b = 0; b < L_BITS; b++)
    if (any >> b & 1) sr_tag_put2(m->seq, T_RUN + 10, b, place);
  uint32_t all = 7;
  for (uint32_t k = w->run_first; k < w->run_end; k++) all = sr_tag_mix(all, words[k].norm);
  sr_tag_put2(m->seq, T_RUN + 11, all, i - w->run_first);
}

/* What stands around the same word elsewhere, where it has its capital; the first few. */
static void same_features(const maker *m, uint32_t i) {
  enum { PLACES = 3 };
  const sr_name_word *words = m->view->words, *w = &words[i], *head = &words[w->first_same];
  if (!w->capital && head->n_lower == head->n_same) return;
  sr_tag_put2(m->seq, T_SAME, bucket(head->n_same), w->capital);
  sr_tag_put3(m->seq, T_SAME + 1, head->n_lower > 0, head->n_lower * 2 > head->n_same,
              w->capital | (uint32_t)w->begins << 1);
  uint32_t seen = 0;
  for (uint32_t k = w->first_same;; k = words[k].next_same) {
    if (k != i && words[k].capital) {
      const sr_name_word *o = &words[k];
      sr_tag_put(m->seq, T_SAME + 2, near(m, k, -1)->norm);
      sr_tag_put(m->seq, T_SAME + 3, near(m, k, 1)->norm);
      sr_tag_put(m->seq, T_SAME + 4, near(m, o->run_end, 0)->norm);
      sr_tag_put(m->seq, T_SAME + 5, words[o->run_end - 1].norm);
      sr_tag_put(m->seq, T_SAME + 6, words[o->run_first].norm);
      sr_tag_put2(m->seq, T_SAME + 7, words[o->run_first].lists, k - o->run_first);
      sr_tag_put2(m->seq, T_SAME + 8, o->deprel, o->head);
      sr_tag_put2(m->seq, T_SAME + 9, bucket(o->run_end - o->run_first), bucket(k - o->run_first));
      seen++;
    }
    if (seen == PLACES || words[k].next_same == k) break;
  }
}

/* What a word can be in a person's name: 1 given, 2 surname, 3 either, with a capital; 4 a comma or other mark. */
static uint32_t person_kind(const sr_name_word *w) {
  const uint32_t given = (w->lists >> L_GIVEN & 7) != 0, surname = (w->lists >> L_SURNAME & 7) != 0;
  const uint32_t kind = w->capital ? 5 : 0;
  /* the common given names are hardly surnames of anybody, and the other way round */
  if ((w->lists >> L_GIVEN & 3) && !(w->lists >> L_SURNAME & 1)) return kind + 1;
  if ((w->lists >> L_SURNAME & 3) && !(w->lists >> L_GIVEN & 3)) return kind + 2;
  return kind + (given && surname ? 3 : given ? 1 : surname ? 2 : 0);
}

/* Whether a word is the first of a listed place, by the kind of list; one of the others of one; or none. */
static uint32_t place_kind(const sr_name_word *w) {
  static const uint32_t kinds[] = {L_COUNTRY, L_DIVISION, L_REGION, L_PLACE, L_TOWN};
  uint32_t kind = 0;
  for (uint32_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    kind = 3 * kind + (w->lists >> kinds[i] & 1 ? 1 : w->lists >> (kinds[i] + 1) & 1 ? 2 : 0);
  return kind;
}

bool sr_name_is_given(const sr_name_word *w) {
  return w->capital && (w->lists >> L_GIVEN & 3) && !(w->lists >> L_SURNAME & 1);
}

bool sr_name_is_division(const sr_name_word *w) { return w->capital && w->lists >> L_DIVISION & 1; }

bool sr_name_is_place(const sr_name_word *words, uint32_t n, bool land) {
  static const uint32_t towns[] = {L_TOWN, L_PLACE, L_DIVISION}, lands[] = {L_COUNTRY, L_DIVISION};
  const uint32_t *kinds = land ? lands : towns;
  for (uint32_t i = 0; i < (land ? 2 : 3); i++) {
    bool all = words[0].lists >> kinds[i] & 1;
    for (uint32_t k = 1; all && k < n; k++) all = words[k].lists >> (kinds[i] + 1) & 1;
    if (all) return true;
  }
  return false;
}

static void person_features(const maker *m, uint32_t i) {
  uint32_t kinds[6];
  for (int by = -3; by <= 2; by++) kinds[by + 3] = person_kind(near(m, i, by));
  sr_tag_put3(m->seq, T_PERSON, kinds[2], kinds[3], kinds[4]);
  sr_tag_put2(m->seq, T_PERSON + 1, kinds[1] * 100 + kinds[2] * 10 + kinds[3], kinds[4]);
  sr_tag_put2(m->seq, T_PERSON + 2, kinds[2] * 10 + kinds[3], near(m, i, 1)->norm);
  sr_tag_put3(m->seq, T_PERSON + 3, kinds[1] * 100 + kinds[2] * 10 + kinds[3], kinds[4] * 10 + kinds[5], kinds[0]);
  sr_tag_put2(m->seq, T_PERSON + 4, kinds[3] * 10 + kinds[4], near(m, i, 2)->norm);
}

static void word_features(const maker *m, uint32_t i) {
  const sr_name_word *w = near(m, i, 0), *b = near(m, i, -1), *a = near(m, i, 1), *bb = near(m, i, -2),
                     *aa = near(m, i, 2);
  sr_tag_put(m->seq, T_BIAS, 0);
  for (int by = -2; by <= 2; by++) {
    const sr_name_word *o = near(m, i, by);
    const uint32_t place = (uint32_t)(by + 2);
    sr_tag_put(m->seq, T_NORM + place, o->norm);
    sr_tag_put(m->seq, T_SHAPE + place, o->shape);
    sr_tag_put(m->seq, T_UPOS + place, o->upos);
    sr_tag_put(m->seq, T_LISTS + place, o->lists);
    for (uint32_t k = 0; k < L_BITS; k++)
      if (o->lists >> k & 1) sr_tag_put(m->seq, T_LIST + place, k);
  }
  sr_tag_put(m->seq, T_FORM, w->form);
  sr_tag_put(m->seq, T_FORM + 1, b->form);
  sr_tag_put(m->seq, T_FORM + 2, a->form);
  sr_tag_put(m->seq, T_XPOS, w->xpos);
  sr_tag_put(m->seq, T_XPOS + 1, b->xpos);
  sr_tag_put(m->seq, T_XPOS + 2, a->xpos);
  sr_tag_put2(m->seq, T_PAIR, b->norm, w->norm);
  sr_tag_put2(m->seq, T_PAIR + 1, w->norm, a->norm);
  sr_tag_put3(m->seq, T_PAIR + 2, b->shape, w->shape, a->shape);
  sr_tag_put3(m->seq, T_PAIR + 3, b->upos, w->upos, a->upos);
  sr_tag_put2(m->seq, T_PAIR + 4, b->lists, w->lists);
  sr_tag_put2(m->seq, T_PAIR + 5, w->lists, a->lists);
  sr_tag_put2(m->seq, T_PAIR + 6, b->norm, w->shape);
  sr_tag_put2(m->seq, T_PAIR + 7, w->shape, a->norm);
  sr_tag_put2(m->seq, T_PAIR + 8, b->norm, w->lists);
  sr_tag_put2(m->seq, T_PAIR + 9, w->lists, a->norm);
  sr_tag_put2(m->seq, T_PAIR + 10, b->norm, a->norm);
  sr_tag_put2(m->seq, T_PAIR + 11, bb->norm, b->norm);
  sr_tag_put2(m->seq, T_PAIR + 12, a->norm, aa->norm);
  sr_tag_put2(m->seq, T_PAIR + 13, w->shape, a->shape);
  sr_tag_put2(m->seq, T_PAIR + 14, b->shape, w->shape);
  sr_tag_put3(m->seq, T_PAIR + 15, w->norm == b->norm, w->norm == a->norm, w->shape);
  sr_tag_put2(m->seq, T_TREE, w->deprel, w->upos);
  sr_tag_put2(m->seq, T_TREE + 1, w->deprel, w->head);
  sr_tag_put2(m->seq, T_TREE + 2, w->deprel, w->shape);
  sr_tag_put2(m->seq, T_TREE + 3, w->head, w->shape);
  sr_tag_put3(m->seq, T_SENTENCE, w->begins, a->begins, w->shape);
  sr_tag_put3(m->seq, T_SENTENCE + 1, w->quiet, w->capital, w->capitals);
  sr_tag_put3(m->seq, T_SENTENCE + 2, w->begins, w->upos, w->lists);
  sr_tag_put2(m->seq, T_SENTENCE + 3, w->begins, w->norm);
  const uint32_t starts = w->starts | (uint32_t)a->starts << 1 | (uint32_t)w->begins << 2 | (uint32_t)a->begins << 3;
  sr_tag_put2(m->seq, T_START, starts, w->shape);
  sr_tag_put3(m->seq, T_START + 1, starts, person_kind(b), person_kind(w) * 10 + person_kind(a));
  sr_tag_put3(m->seq, T_START + 2, starts, b->upos, w->upos);
  sr_tag_put3(m->seq, T_START + 3, w->starts, aa->starts | (uint32_t)a->starts << 1, w->norm);
  const uint32_t whole =
      w->head_known | (uint32_t)w->tail_known << 1 | (uint32_t)a->head_known << 2 | (uint32_t)a->tail_known << 3;
  sr_tag_put2(m->seq, T_WHOLE, whole, w->starts);
  sr_tag_put3(m->seq, T_WHOLE + 1, whole, person_kind(b), person_kind(w) * 10 + person_kind(a));
  sr_tag_put3(m->seq, T_WHOLE + 2, place_kind(b), place_kind(w), w->capital | (uint32_t)b->capital << 1);
  sr_tag_put3(m->seq, T_WHOLE + 3, place_kind(w), place_kind(a), w->capital | (uint32_t)a->capital << 1);
  sr_tag_put2(m->seq, T_STANDS, w->stands_for != SR_NAME_NONE, w->capitals);
  if (w->stands_for != SR_NAME_NONE) {
    const sr_name_word *words = m->view->words, *first = &words[w->stands_for], *last = &words[first->run_end - 1];
    sr_tag_put(m->seq, T_STANDS + 1, first->norm);
    sr_tag_put(m->seq, T_STANDS + 2, last->norm);
    sr_tag_put(m->seq, T_STANDS + 3, first->lists);
    sr_tag_put(m->seq, T_STANDS + 4, last->lists);
    sr_tag_put(m->seq, T_STANDS + 5, first->run_end - w->stands_for);
  }
  affixes(m, i, 0, 5);
  affixes(m, i, -1, 3);
  affixes(m, i, 1, 3);
  run_features(m, i);
  same_features(m, i);
  person_features(m, i);
  signs(m, i, 0);
  signs(m, i, -1);
  signs(m, i, 1);
}

void sr_name_features(const sr_name_view *view, uint32_t first, uint32_t end, bool plain, sr_tag_sequence *seq) {
  const maker m = {view, seq};
  for (uint32_t i = first; i < end; i++) {
    if (plain || !view->words[i].plain) word_features(&m, i);
    sr_tag_next(seq);
  }
}

void sr_name_set_features(const sr_name_view *view, sr_tag_sequence *seq) {
  for (uint32_t i = 0, n = 0; i < view->report->n_words && n < SR_TAGGER_FEATURES; i++)
    if (view->words[i].first_same == i) sr_tag_key(seq, view->words[i].norm), n++;
  sr_tag_next(seq);
}
