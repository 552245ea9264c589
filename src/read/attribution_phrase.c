/* Quotations and noun phrases of the attribution reader; see attribution_parts.h. */
#include "lexicon/actor_words.h"
#include "read/attribution_parts.h"

enum { QUOTE_MIN = 4 }; /* inner tokens from which a quotation is speech and not a name or a doubtful word */

/* ---- quotations ---- */

/* ''Two apostrophes'' side by side, two tokens, make one mark: it stands on the first where it opens, on the last where
 * it closes. */
enum { APOSTROPHES_MAX = 3 }; /* looked at on either side */

static bool is_apostrophe(const sr_report *report, uint32_t i) {
  return i < report->n_tokens && sr_slice_is(sr_report_slice(report, report->tokens[i].span), "'");
}

static bool is_marked(const sr_report *report, uint32_t i, uint32_t *first, uint32_t *end) {
  static const char *const marks[] = {"\"", "“", "”", "„", "«", "»", "''", "``"};
  *first = i, *end = i + 1;
  const sr_slice text = sr_report_slice(report, report->tokens[i].span);
  for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
    if (sr_slice_is(text, marks[k])) return true;
  if (!is_apostrophe(report, i)) return false;
  while (*first > 0 && i - *first < APOSTROPHES_MAX && !report->tokens[*first].space_before &&
         is_apostrophe(report, *first - 1))
    --*first;
  while (*end - i <= APOSTROPHES_MAX && is_apostrophe(report, *end) && !report->tokens[*end].space_before) ++*end;
  return *end - *first >= 2;
}

static bool opens_after(const sr_report *report, uint32_t i) {
  static const char *const marks[] = {"(", "[", "—", "―"};
  for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
    if (sr_slice_is(sr_report_slice(report, report->tokens[i].span), marks[k])) return true;
  return false;
}

/* Most marks open or close by where they stand: machine translations and news sites mix them freely. */
sr_attr__mark sr_attr__mark_at(const sr_report *report, uint32_t i) {
  uint32_t first, end;
  if (!is_marked(report, i, &first, &end)) return SR_ATTR_MARK_NONE;
  const sr_token *tokens = report->tokens;
  const bool starts = first == 0 || tokens[first].sentence != tokens[first - 1].sentence;
  const bool tight = end < report->n_tokens && !tokens[end].space_before && tokens[end].kind != SR_TOKEN_PUNCT;
  bool opens;
  if (tokens[first].space_before || starts)
    opens = tight;
  else
    opens = tight && !sr_slice_is(sr_report_slice(report, tokens[i].span), "”") && opens_after(report, first - 1);
  if (opens) return i == first ? SR_ATTR_MARK_OPEN : SR_ATTR_MARK_NONE;
  return i + 1 == end ? SR_ATTR_MARK_CLOSE : SR_ATTR_MARK_NONE;
}

/* Pairs marks within a paragraph; a quotation left open ends with its paragraph. */
bool sr_attr__find_quotes(sr_attr__reading *r) {
  const sr_report *report = r->report;
  uint32_t open = NONE, paragraph = NONE;
  for (uint32_t i = 0; i <= report->n_tokens; i++) {
    const uint32_t here = i < report->n_tokens ? report->sentences[report->tokens[i].sentence].paragraph : NONE;
    const sr_attr__mark m = i < report->n_tokens ? sr_attr__mark_at(report, i) : SR_ATTR_MARK_NONE;
    const bool ends = open != NONE && (here != paragraph || m == SR_ATTR_MARK_CLOSE);
    if (ends) {
      const uint32_t last = here != paragraph ? i : i + 1;
      if (last - open >= QUOTE_MIN + 2) {
        sr_attr__range *quote = SR_PUSH(r->report->scratch, &r->quotes);
        if (!quote) return false;
        *quote = (sr_attr__range){open, last};
        for (uint32_t k = open; k < last; k++) r->quote_of[k] = r->quotes.n - 1;
      }
      open = NONE;
    }
    if (m == SR_ATTR_MARK_OPEN) open = i;
    paragraph = here;
  }
  return true;
}

/* ---- noun phrases ---- */

static bool is_nominal(const sr_attr__reading *r, uint32_t i) {
  if (i < r->begin || i >= r->end || is_quoted(r, i) || r->in_time[i]) return false;
  switch (class_of(r, i)) {
  case SR_CLASS_NOUN:
  case SR_CLASS_NAME:
  case SR_CLASS_ADJECTIVE:
  case SR_CLASS_NUMBER: return true;
  default: return is_norm(r, i, "'s") || is_norm(r, i, "own");
  }
}

bool sr_attr__is_subject_pronoun(const sr_attr__reading *r, uint32_t i) {
  return IS_ONE_OF(r, i, "he", "she", "it", "they", "we", "i", "who", "which", "that", "others", "some", "many");
}

/* The noun phrase that ends before token end. */
sr_attr__source sr_attr__phrase_before(const sr_attr__reading *r, uint32_t end) {
  sr_attr__source none = {.actor = NONE, .taken = NONE};
  if (end <= r->begin) return none;
  uint32_t first = end;
  const uint32_t actor = r->actor_of[end - 1];
  if (actor != NONE) {
    const sr_actor *a = &r->report->actors[actor];
    if (a->first_token + a->n_tokens == end && a->first_token >= r->begin) {
      first = a->first_token;
      if (first > r->begin && class_of(r, first - 1) == SR_CLASS_DETERMINER) first--;
      return (sr_attr__source){{first, end}, actor, NONE};
    }
  }
  if (sr_attr__is_subject_pronoun(r, end - 1) && !is_quoted(r, end - 1))
    return (sr_attr__source){{end - 1, end}, NONE, NONE};
  while (first > r->begin && is_nominal(r, first - 1)) first--;
  while (first < end && (is_norm(r, first, "'s") || class_of(r, first) == SR_CLASS_NUMBER)) first++;
  if (first == end) return none;
  const sr_word_class last = class_of(r, end - 1);
  if (last != SR_CLASS_NOUN && last != SR_CLASS_NAME) return none;
  sr_attr__source result = {{first, end}, NONE, NONE};
  if (first > r->begin && (class_of(r, first - 1) == SR_CLASS_DETERMINER ||
                           IS_ONE_OF(r, first - 1, "his", "her", "its", "their", "our", "my")))
    result.at.first--;
  /* "its readout", "the ministry's readout": the maker */
  for (uint32_t k = first; k < end; k++)
    if (r->actor_of[k] != NONE) {
      const sr_actor *a = &r->report->actors[r->actor_of[k]];
      if (is_norm(r, a->first_token + a->n_tokens, "'s")) result.actor = r->actor_of[k];
    }
  return result;
}

/* The end of a phrase with its adjunct: "a source in the port authority", "residents of Goma". */
static uint32_t with_adjunct(const sr_attr__reading *r, uint32_t actor, uint32_t end) {
  if (r->report->actors[actor].kind != SR_ACTOR_UNNAMED || !IS_ONE_OF(r, end, "in", "at", "from", "near", "of"))
    return end;
  uint32_t k = end + 1;
  if (k < r->end && class_of(r, k) == SR_CLASS_DETERMINER) k++;
  if (k >= r->end || r->in_time[k] || (r->actor_of[k] == NONE && !sr_word_is_capital(r->report, k))) return end;
  const uint32_t inner = r->actor_of[k];
  if (inner != NONE) return r->report->actors[inner].first_token + r->report->actors[inner].n_tokens;
  while (k < r->end && class_of(r, k) == SR_CLASS_NAME && !r->in_time[k]) k++;
  return k;
}

/* "figures released on Friday by the ministry": the maker of the paper whose phrase ends before token i. "by" alone is
 * in the table as what it more often is ("by 4 estimates"). */
static sr_attr__source maker_after(const sr_attr__reading *r, uint32_t i) {
  enum { GAP_MAX = 6 };
  uint32_t row, n;
  for (uint32_t k = i; k < r->end && k - i < GAP_MAX && !is_comma(r, k); k++)
    if ((n = phrase_at(r, k, &row)) && (cue_is(row, "maker") || (n == 1 && is_norm(r, k, "by")))) {
      const sr_attr__source maker = sr_attr__phrase_after(r, k + n);
      if (maker.actor != NONE) return maker;
    } else if (class_of(r, k) != SR_CLASS_VERB && class_of(r, k) != SR_CLASS_ADJECTIVE &&
               class_of(r, k) != SR_CLASS_ADVERB && class_of(r, k) != SR_CLASS_PREPOSITION && !r->in_time[k]) {
      break;
    }
  return (sr_attr__source){.actor = NONE, .taken = NONE};
}

bool sr_attr__is_document(const sr_attr__reading *r, sr_attr__range at) {
  const sr_slice word = norm_of(r, at.end - 1);
  const uint32_t row = sr_table_find(&sr_table_actor_words, &word, 1);
  return row != UINT32_MAX && sr_slice_is(sr_table_cell(&sr_table_actor_words, row, SR_ACTOR_WORDS_CLASS), "document");
}

/* The noun phrase that begins at token i: after "according to", or a subject behind its verb. */
sr_attr__source sr_attr__phrase_after(const sr_attr__reading *r, uint32_t i) {
  sr_attr__source none = {.actor = NONE, .taken = NONE};
  uint32_t k = i;
  if (k < r->end && class_of(r, k) == SR_CLASS_DETERMINER)
    k++;
  else if (IS_ONE_OF(r, k, "his", "her", "its", "their"))
    k++;
  if (k < r->end && r->actor_of[k] == NONE && sr_attr__mark_at(r->report, k) == SR_ATTR_MARK_OPEN)
    k++; /* according to “Kontur” */
  if (k < r->end && r->actor_of[k] != NONE) {
    const sr_actor *a = &r->report->actors[r->actor_of[k]];
    const uint32_t end = k + a->n_tokens;
    if (a->first_token == k && !(is_norm(r, end, "'s") && is_nominal(r, end + 1)))
      return (sr_attr__source){{i, with_adjunct(r, r->actor_of[k], end)}, r->actor_of[k], NONE};
  }
  if (IS_ONE_OF(r, i, "he", "she", "it", "they", "him", "her", "them"))
    return (sr_attr__source){{i, i + 1}, NONE, NONE};
  const uint32_t begin = k;
  /* "conflict monitor ACLED": a word taken for a verb between a noun and a name is one of them */
  while (is_nominal(r, k) || (k > begin && k + 1 < r->end && class_of(r, k) == SR_CLASS_VERB && !is_quoted(r, k) &&
                              r->actor_of[k + 1] != NONE && sr_word_is_capital(r->report, k + 1))) {
    /* "according to Delhi | eight missiles were fired", "to a first count | 900 people": a count begins what is said */
    if (k > begin && class_of(r, k) == SR_CLASS_NUMBER &&
        (class_of(r, k - 1) == SR_CLASS_NAME || class_of(r, k - 1) == SR_CLASS_NOUN))
      break;
    if (r->actor_of[k] != NONE && k > begin) {
      const sr_actor *a = &r->report->actors[r->actor_of[k]];
      if (!is_norm(r, a->first_token + a->n_tokens, "'s"))
        return (sr_attr__source){{i, a->first_token + a->n_tokens}, r->actor_of[k], NONE};
    }
    k++;
  }
  if (k == begin) return none;
  sr_attr__source result = {{i, k}, NONE, NONE};
  if (!sr_attr__is_document(r, result.at)) return result;
  for (uint32_t m = begin; m < k; m++) /* "the army's figures" */
    if (r->actor_of[m] != NONE) {
      const sr_actor *a = &r->report->actors[r->actor_of[m]];
      if (is_norm(r, a->first_token + a->n_tokens, "'s")) result.actor = r->actor_of[m];
    }
  if (result.actor != NONE) return result;
  const sr_attr__source maker = maker_after(r, k);
  return maker.actor != NONE ? (sr_attr__source){{i, maker.at.end}, maker.actor, NONE} : result;
}
