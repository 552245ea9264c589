/* Word classes and base forms; see the header. */
#include "read/wordclass.h"

#include "base/slice.h"
#include "base/utf8.h"
#include "text/report.h"

#include <lexicon/function_words.h>
#include <lexicon/irregular.h>
#include <lexicon/numerals.h>
#include <lexicon/place_words.h>
#include <lexicon/words.h>

enum { WORD_MAX = 64 }; /* no English word that these rules change is longer */

/* ---- tables ---- */

static sr_slice irregular(sr_slice form, const char *class) {
  const uint32_t row = sr_table_find(&sr_table_irregular, (sr_slice[]){form, sr_slice_of(class)}, 2);
  return row == UINT32_MAX ? (sr_slice){0} : sr_table_cell(&sr_table_irregular, row, SR_IRREGULAR_BASE);
}

static sr_slice common_classes(sr_slice word) {
  const uint32_t row = sr_table_find(&sr_table_words, &word, 1);
  return row == UINT32_MAX ? (sr_slice){0} : sr_table_cell(&sr_table_words, row, SR_WORDS_CLASSES);
}

bool sr_word_is_odd_past(sr_slice norm) {
  const sr_slice base = irregular(norm, "verb");
  return base.ptr && !sr_slice_eq(base, norm);
}

bool sr_word_can_be_verb(sr_slice base) { return sr_slice_ends(common_classes(base), SR_SLICE("verb")); }

static sr_word_class closed_class(sr_slice word) {
  const uint32_t row = sr_table_find(&sr_table_function_words, &word, 1);
  if (row == UINT32_MAX) return SR_CLASS_OTHER;
  const sr_slice class = sr_table_cell(&sr_table_function_words, row, SR_FUNCTION_WORDS_CLASS);
  if (sr_slice_is(class, "determiner")) return SR_CLASS_DETERMINER;
  if (sr_slice_is(class, "pronoun")) return SR_CLASS_PRONOUN;
  if (sr_slice_is(class, "preposition")) return SR_CLASS_PREPOSITION;
  if (sr_slice_is(class, "conjunction")) return SR_CLASS_CONJUNCTION;
  if (sr_slice_is(class, "auxiliary")) return SR_CLASS_AUXILIARY;
  return SR_CLASS_ADVERB;
}

bool sr_word_is_closed(sr_slice norm) { return closed_class(norm) != SR_CLASS_OTHER; }

/* ---- base forms ---- */

/* A word under construction: the first `keep` bytes of norm and an ending. */
static sr_slice built(sr_arena *arena, sr_slice norm, size_t keep, const char *ending) {
  return sr_arena_format(arena, "%.*s%s", (int)keep, norm.ptr, ending);
}

static bool ends(sr_slice word, const char *ending) { return sr_slice_ends(word, sr_slice_of(ending)); }

static bool ends_in_one_of(sr_slice word, const char *const *endings) {
  for (; *endings; endings++)
    if (ends(word, *endings)) return true;
  return false;
}

static bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/* Endings in s that are no plural. */
static const char *const singular_s[] = {"ss", "us", "is", "'s", NULL};

/* How much of a regular plural is its stem, and what to add to it; false if norm is no regular plural. */
static bool plural_stem(sr_slice norm, size_t *keep, const char **add) {
  static const char *const sibilants[] = {"sses", "shes", "ches", "xes", "zzes", "oes", NULL};
  *add = "";
  if (norm.len < 2 || !ends(norm, "s") || ends_in_one_of(norm, singular_s)) return false;
  if (norm.len < 3 && !sr_is_digit((uint8_t)norm.ptr[0])) return false; /* "as", "us"; but "3s" */
  *keep = norm.len - 1;
  if (norm.len > 4 && ends(norm, "ies"))
    *keep = norm.len - 3, *add = "y";
  else if (norm.len > 4 && ends_in_one_of(norm, sibilants))
    *keep = norm.len - 2;
  return true;
}

/* "riflemen", not "regimen", "specimen", "abdomen" */
static bool is_men(sr_slice norm) {
  if (norm.len <= 5 || !ends(norm, "men")) return false;
  const char before = norm.ptr[norm.len - 4];
  return before != 'i' && before != 'u' && (before != 'o' || ends(norm, "women"));
}

sr_word_number sr_word_number_of(sr_slice norm) {
  const sr_slice base = irregular(norm, "noun");
  if (base.ptr) return sr_slice_eq(base, norm) ? SR_WORD_EITHER : SR_WORD_PLURAL;
  size_t keep;
  const char *add;
  if (plural_stem(norm, &keep, &add)) return SR_WORD_PLURAL;
  return is_men(norm) ? SR_WORD_PLURAL : SR_WORD_SINGULAR;
}

sr_slice sr_word_singular(sr_arena *arena, sr_slice norm) {
  const sr_slice base = irregular(norm, "noun");
  if (base.ptr) return base;
  size_t keep;
  const char *add;
  if (plural_stem(norm, &keep, &add)) return built(arena, norm, keep, add);
  if (is_men(norm)) return built(arena, norm, norm.len - 2, "an");
  return norm;
}

/* The verb whose regular form has the first n bytes of norm as its stem: "plann" plan, "launch" launch, "strik" strike.
 */
static sr_slice verb_of_stem(sr_arena *arena, sr_slice norm, size_t n) {
  char text[WORD_MAX + 2];
  memcpy(text, norm.ptr, n);
  text[n] = 'e';
  const sr_slice stem = {text, n}, with_e = {text, n + 1}, single = {text, n - 1};
  const bool doubled = n > 2 && text[n - 1] == text[n - 2] && !is_vowel(text[n - 1]);
  if (sr_word_can_be_verb(with_e)) return sr_arena_copy(arena, with_e);
  if (sr_word_can_be_verb(stem)) return sr_arena_copy(arena, stem);
  if (doubled && sr_word_can_be_verb(single)) return sr_arena_copy(arena, single);
  /* Not in the table: a silent e after what cannot well end an English word, or makes -ate, -ise, -use and the like. */
  static const char *const silent_e[] = {"v",  "c",  "u",  "iz", "yz", "is", "us", "as", "os", "at",
                                         "dg", "ng", "rg", "bl", "pl", "tl", "dl", "gl", NULL};
  if (doubled && !ends(stem, "ss") && !ends(stem, "ll") && !ends(stem, "ff") && !ends(stem, "zz"))
    return sr_arena_copy(arena, single);
  return sr_arena_copy(arena, ends_in_one_of(stem, silent_e) && !ends(stem, "eat") ? with_e : stem);
}

sr_slice sr_word_verb_base(sr_arena *arena, sr_slice norm) {
  const sr_slice base = irregular(norm, "verb");
  if (base.ptr) return base;
  if (norm.len > WORD_MAX || sr_word_can_be_verb(norm)) return norm;
  if (norm.len > 4 && ends(norm, "ied")) return built(arena, norm, norm.len - 3, "y");
  if (norm.len > 3 && ends(norm, "ed")) return verb_of_stem(arena, norm, norm.len - 2);
  if (norm.len > 4 && ends(norm, "ing")) return verb_of_stem(arena, norm, norm.len - 3);
  size_t keep;
  const char *add;
  if (plural_stem(norm, &keep, &add)) {
    if (*add) return built(arena, norm, keep, add);
    if (keep == norm.len - 2 && sr_word_can_be_verb(sr_slice_cut(norm, 0, norm.len - 1))) keep++; /* "axes" */
    return built(arena, norm, keep, "");
  }
  return norm;
}

sr_slice sr_word_adjective_base(sr_arena *arena, sr_slice norm) {
  const sr_slice base = irregular(norm, "adjective");
  if (base.ptr) return base;
  if (norm.len <= 5 || norm.len > WORD_MAX || !ends(norm, "est")) return norm;
  if (common_classes(norm).ptr) return norm; /* "modest", "honest" are in the table */
  if (ends(norm, "iest")) return built(arena, norm, norm.len - 4, "y");
  size_t n = norm.len - 3;
  char text[WORD_MAX + 2];
  memcpy(text, norm.ptr, n);
  text[n] = 'e';
  if (common_classes((sr_slice){text, n + 1}).ptr) return sr_arena_copy(arena, (sr_slice){text, n + 1});
  if (n > 3 && text[n - 1] == text[n - 2] && text[n - 1] != 'l' && text[n - 1] != 's') n--;
  return built(arena, norm, n, "");
}

/* ---- classes ---- */

bool sr_word_is_capital(const sr_report *report, uint32_t token) {
  const sr_span span = report->tokens[token].span;
  const sr_slice text = sr_slice_cut(report->text, span.start, span.end);
  size_t at = 0;
  return text.len && sr_char_is_upper(sr_utf8_next(text, &at));
}

bool sr_word_has_article(sr_slice text) {
  enum { ARTICLE_MAX = 3 };
  size_t at = sr_slice_find(text, '-', 0);
  if (at == SR_NOWHERE || at > ARTICLE_MAX || at + 1 >= text.len) return false;
  const sr_slice article = sr_slice_cut(text, 0, ++at);
  const uint32_t row = sr_table_find(&sr_table_place_words, &article, 1);
  return row != UINT32_MAX && sr_slice_is(sr_table_cell(&sr_table_place_words, row, SR_PLACE_WORDS_CLASS), "article") &&
         sr_char_is_upper(sr_utf8_next(text, &at));
}

static bool opens_sentence(const sr_report *report, uint32_t token) {
  const sr_sentence *sentence = &report->sentences[report->tokens[token].sentence];
  uint32_t i = token;
  while (i > sentence->first_token && report->tokens[i - 1].kind == SR_TOKEN_PUNCT &&
         !sr_slice_is(report->tokens[i - 1].norm, ","))
    i--;
  return i == sentence->first_token;
}

static bool same_sentence(const sr_report *report, uint32_t a, uint32_t b) {
  return b < report->n_tokens && report->tokens[a].sentence == report->tokens[b].sentence;
}

static sr_word_class class_by_ending(sr_slice word) {
  static const char *const adjectives[] = {"ous",  "ive", "ial",  "ical", "ional", "able",
                                           "ible", "ful", "less", "ish",  "ic",    NULL};
  if (word.len > 4 && ends(word, "ly") && !ends(word, "family") && !ends(word, "assembly") && !ends(word, "ally"))
    return SR_CLASS_ADVERB;
  if (word.len > 6 && ends(word, "ally")) return SR_CLASS_ADVERB;
  if (word.len > 4 && ends_in_one_of(word, adjectives)) return SR_CLASS_ADJECTIVE;
  return SR_CLASS_NOUN;
}

/* Is the word before one that a noun phrase goes on after: "the", "five", "Russian", "of"? */
static bool inside_noun_phrase(const sr_report *report, uint32_t token) {
  if (!token || !same_sentence(report, token, token - 1)) return false;
  const sr_token *before = &report->tokens[token - 1];
  if (before->kind == SR_TOKEN_NUMBER) return true;
  const sr_word_class class = closed_class(before->norm);
  if (class == SR_CLASS_DETERMINER || sr_slice_is(before->norm, "'s")) return true;
  if (class == SR_CLASS_PREPOSITION) return !sr_slice_is(before->norm, "to");
  if (class != SR_CLASS_OTHER) return false;
  if (sr_table_find(&sr_table_numerals, &before->norm, 1) != UINT32_MAX) return true;
  return sr_slice_starts(common_classes(before->norm), SR_SLICE("adjective"));
}

static bool after_verbal_sign(const sr_report *report, uint32_t token) {
  if (!token || !same_sentence(report, token, token - 1)) return false;
  const sr_slice before = report->tokens[token - 1].norm;
  const sr_word_class class = closed_class(before);
  return sr_slice_is(before, "to") || class == SR_CLASS_AUXILIARY || class == SR_CLASS_PRONOUN;
}

/* Does a noun follow, so that a participle here describes it? */
static bool before_noun(const sr_report *report, uint32_t token) {
  if (!same_sentence(report, token, token + 1)) return false;
  const sr_token *after = &report->tokens[token + 1];
  return after->kind == SR_TOKEN_WORD && closed_class(after->norm) == SR_CLASS_OTHER &&
         class_by_ending(after->norm) != SR_CLASS_ADVERB;
}

/* "1,000 come", "54 grew": behind a number a verb is no noun, as it may be behind an article. */
static bool after_number(const sr_report *report, uint32_t token) {
  return token && same_sentence(report, token, token - 1) && report->tokens[token - 1].kind == SR_TOKEN_NUMBER;
}

/* "Amnesty International found": the adjective before is the end of a name. */
static bool after_title(const sr_report *report, uint32_t token) {
  return token >= 2 && same_sentence(report, token, token - 2) && sr_word_is_capital(report, token - 1) &&
         sr_word_is_capital(report, token - 2) && !sr_word_is_capital(report, token);
}

/* A word that the table calls noun or verb ("attacks", "strike"), or a finite form of a verb. */
static sr_word_class noun_or_verb(const sr_report *report, uint32_t token, bool likes_noun) {
  if (inside_noun_phrase(report, token))
    return likes_noun || !after_number(report, token) ? SR_CLASS_NOUN : SR_CLASS_VERB;
  if (after_verbal_sign(report, token)) return SR_CLASS_VERB;
  if (token && same_sentence(report, token, token - 1)) {
    const sr_token *before = &report->tokens[token - 1];
    /* "forces attack", "Russia attacks": number agrees; "missile attacks", "drones strikes" do not say */
    if (before->kind == SR_TOKEN_WORD && closed_class(before->norm) == SR_CLASS_OTHER) {
      const bool plural = sr_word_number_of(report->tokens[token].norm) == SR_WORD_PLURAL;
      const bool subject_plural = sr_word_number_of(before->norm) == SR_WORD_PLURAL;
      if (plural && sr_word_is_capital(report, token - 1) && !sr_word_is_capital(report, token)) return SR_CLASS_VERB;
      if (!plural && subject_plural) return SR_CLASS_VERB;
      if (likes_noun) return SR_CLASS_NOUN;
    }
  }
  return likes_noun ? SR_CLASS_NOUN : SR_CLASS_VERB;
}

static sr_word_class open_class(const sr_report *report, uint32_t token, sr_slice word) {
  sr_slice classes = common_classes(word);
  if (classes.ptr && !sr_slice_is(classes, "adjective/verb")) {
    if (sr_slice_is(classes, "verb")) return noun_or_verb(report, token, false);
    if (sr_slice_is(classes, "noun/verb")) return noun_or_verb(report, token, true);
    if (sr_slice_is(classes, "adjective/noun")) return before_noun(report, token) ? SR_CLASS_ADJECTIVE : SR_CLASS_NOUN;
    return sr_slice_is(classes, "noun") ? SR_CLASS_NOUN : SR_CLASS_ADJECTIVE;
  }
  if (classes.ptr)
    return after_verbal_sign(report, token) && !before_noun(report, token) ? SR_CLASS_VERB : SR_CLASS_ADJECTIVE;
  if (irregular(word, "adjective").ptr) return SR_CLASS_ADJECTIVE;
  if (irregular(word, "verb").ptr) {
    if (!inside_noun_phrase(report, token) || after_title(report, token)) return SR_CLASS_VERB;
    if (before_noun(report, token)) return SR_CLASS_ADJECTIVE;
    return after_number(report, token) ? SR_CLASS_VERB : SR_CLASS_NOUN;
  }
  if (word.len > 5 && word.len < WORD_MAX && ends(word, "est")) { /* a superlative of a common adjective */
    char text[WORD_MAX + 1];
    memcpy(text, word.ptr, word.len - 3);
    text[word.len - 3] = 'e';
    if (common_classes((sr_slice){text, word.len - 3}).ptr || common_classes((sr_slice){text, word.len - 2}).ptr ||
        ends(word, "iest"))
      return SR_CLASS_ADJECTIVE;
  }
  const bool ed = word.len > 3 && ends(word, "ed") && !ends(word, "eed"), ing = word.len > 4 && ends(word, "ing");
  if (ed || ing) {
    if (inside_noun_phrase(report, token))
      return before_noun(report, token) ? SR_CLASS_ADJECTIVE : ed ? SR_CLASS_ADJECTIVE : SR_CLASS_NOUN;
    return SR_CLASS_VERB;
  }
  size_t keep;
  const char *add;
  if (plural_stem(word, &keep, &add) && word.len < WORD_MAX) {
    char text[WORD_MAX + 2];
    memcpy(text, word.ptr, keep);
    text[keep] = *add;
    sr_slice stem = {text, keep + (*add ? 1 : 0)};
    sr_slice of_stem = common_classes(stem);
    if (!of_stem.ptr && keep == word.len - 2) of_stem = common_classes((sr_slice){word.ptr, word.len - 1});
    if (sr_slice_is(of_stem, "verb")) return noun_or_verb(report, token, false);
    if (sr_slice_ends(of_stem, SR_SLICE("verb"))) return noun_or_verb(report, token, true);
    return SR_CLASS_NOUN;
  }
  return class_by_ending(word);
}

sr_word_class sr_word_class_of(const sr_report *report, uint32_t token) {
  const sr_token *t = &report->tokens[token];
  if (t->kind == SR_TOKEN_NUMBER) return SR_CLASS_NUMBER;
  if (t->kind != SR_TOKEN_WORD) return SR_CLASS_OTHER;
  const uint32_t numeral = sr_table_find(&sr_table_numerals, &t->norm, 1);
  if (numeral != UINT32_MAX) {
    const sr_slice kind = sr_table_cell(&sr_table_numerals, numeral, SR_NUMERALS_KIND);
    if (sr_slice_is(kind, "unit") || sr_slice_is(kind, "ten") || sr_slice_is(kind, "scale")) return SR_CLASS_NUMBER;
  }
  const sr_word_class closed = closed_class(t->norm);
  if (closed != SR_CLASS_OTHER) return closed;
  const sr_word_class class = open_class(report, token, t->norm);
  if (!sr_word_is_capital(report, token)) return class;
  const bool known = common_classes(t->norm).ptr != NULL;
  if (same_sentence(report, token, token + 1) && sr_word_is_capital(report, token + 1) &&
      closed_class(report->tokens[token + 1].norm) == SR_CLASS_OTHER)
    return SR_CLASS_NAME; /* "Russian Foreign Ministry", "Black Sea" */
  if (!opens_sentence(report, token))
    return known && (class == SR_CLASS_ADJECTIVE || class == SR_CLASS_NOUN) ? class : SR_CLASS_NAME; /* "Russian forces"
                                                                                                      */
  /* A bare singular that no table knows: English would give a common noun an article. */
  return class == SR_CLASS_NOUN && !known && sr_word_number_of(t->norm) == SR_WORD_SINGULAR ? SR_CLASS_NAME : class;
}
