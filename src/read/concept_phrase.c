/* The words of noun phrases, and names kept whole where the tree tears them; see concept_parts.h. */
#include "read/concept_parts.h"

enum { PHRASE_DEPTH = 5 };

typedef sr_concept__finder finder;

bool sr_concept__is_mistaken_verb(const finder *f, uint32_t at) {
  static const char *const steps[] = {"to", "by", "from", NULL};
  const uint32_t next = at + 1 + (at + 1 < f->to && any_is(f, at + 1, steps));
  if (next >= f->to || !(f->mark[next] & IN_QUANTITY) || !is_nominal(f, at)) return false;
  const sr_slice norm = f->tokens[at].norm;
  if (sr_word_is_odd_past(norm)) return true;
  return !sr_slice_eq(norm, f->tokens[at].lemma) && sr_word_class_of(f->report, at) == SR_CLASS_VERB;
}

/* "[five] launches" is what "435 homes" are of; "2.3 million children" are children. */
static bool is_small_word(const finder *f, uint32_t at) {
  static const char *const scales[] = {"hundred", "thousand", "million", "billion", "trillion", NULL};
  return f->tokens[at].kind == SR_TOKEN_WORD && !any_is(f, at, scales);
}

bool sr_concept__is_finite(const finder *f, uint32_t at) {
  return is_tagged(f, at, "VERB") && (sr_slice_is(f->tokens[at].xpos, "VBZ") || sr_slice_is(f->tokens[at].xpos, "VBD"));
}

/* "the drug | Humira", "Galaxy 20 | Ultra": a name behind a noun without a comma. */
static bool is_close_apposition(const finder *f, uint32_t at, uint32_t c) {
  if (c < at || !relates(f, c, "appos") || !is_name(f, c)) return false;
  for (uint32_t i = at + 1; i < c; i++)
    if (is_tagged(f, i, "PUNCT")) return false;
  return true;
}

void sr_concept__choose_phrase(finder *f, uint32_t at, unsigned ban, unsigned with, int depth) {
  static const char *const inner[] = {"compound", "amod", "flat", "nmod:poss", "nmod:desc", NULL};
  const bool worth = sr_slice_is(f->tokens[at].norm, "worth"); /* "$5m worth of [tools]" */
  if (!worth && !sr_concept__is_mistaken_verb(f, at)) f->mark[at] |= CHOSEN;
  if (depth >= PHRASE_DEPTH) return;
  for (uint32_t c = f->child[at]; c != NONE; c = f->next_child[c]) {
    if (f->mark[c] & ban || is_pronoun(f, c) || sr_concept__is_finite(f, c)) continue;
    if (relates(f, c, "amod") && c > at) continue; /* "a grant | worth $8 million" */
    if (relates(f, c, "compound") && c > at && is_tagged(f, c, "VERB")) continue;
    if (relates_to_any(f, c, inner) || is_close_apposition(f, at, c))
      sr_concept__choose_phrase(f, c, ban, 0, depth + 1);
    else if (relates(f, c, "nummod") && depth == 0 && is_small_word(f, c))
      f->mark[c] |= CHOSEN;
    else if (relates(f, c, "nmod") && c > at && (is_nominal(f, c) || has_case(f, c, "of")) && !is_when(f, c) &&
             !is_aside(f, c))
      sr_concept__choose_phrase(f, c, ban, WITH_COORDINATED, depth + 1);
    else if (relates(f, c, "conj") && with & WITH_COORDINATED && is_nominal(f, c))
      sr_concept__choose_phrase(f, c, ban, WITH_COORDINATED, depth + 1);
  }
}

bool sr_concept__is_glue(const finder *f, uint32_t at) {
  const sr_slice norm = f->tokens[at].norm;
  return sr_slice_is(norm, "-") || sr_slice_is(norm, "&") || sr_slice_is(norm, "'s");
}

/* "Alphatec- The": a dash with no space before it that joins nothing. */
static bool is_last_of_word(const finder *f, uint32_t at) {
  return sr_slice_is(f->tokens[at].norm, "-") && (at + 1 >= f->to || f->tokens[at + 1].space_before);
}

/* "S&P | 500": a number that belongs to the name before it and is no quantity of its own. */
static bool is_number_of_name(const finder *f, uint32_t at) {
  return f->tokens[at].kind == SR_TOKEN_NUMBER && !(f->mark[at] & (OWN | IN_QUANTITY)) && is_tagged(f, at, "NUM") &&
         at > f->from && is_name(f, at - 1) && !is_when(f, at);
}

bool sr_concept__is_name_part(const finder *f, uint32_t at) {
  return f->tokens[at].kind == SR_TOKEN_WORD && is_nominal(f, at) && sr_word_is_capital(f->report, at) &&
         (at > f->from || is_tagged(f, at, "PROPN")) && !(f->mark[at] & (OWN | IN_QUANTITY)) && !is_when(f, at);
}

void sr_concept__choose_whole_words(finder *f) {
  for (uint32_t i = f->to; i-- > f->from + 1;)
    if (f->mark[i] & CHOSEN && sr_concept__is_name_part(f, i) &&
        (is_name(f, i - 1) || (is_name(f, i) && sr_concept__is_name_part(f, i - 1))))
      f->mark[i - 1] |= CHOSEN;
  for (uint32_t i = f->from + 1; i < f->to; i++)
    if (f->mark[i - 1] & CHOSEN &&
        ((is_name(f, i) && (is_name(f, i - 1) || is_number_of_name(f, i - 1))) || is_number_of_name(f, i)))
      f->mark[i] |= CHOSEN;
  for (uint32_t i = f->from; i + 1 < f->to; i++)
    if (f->mark[i] & CHOSEN && !f->tokens[i + 1].space_before &&
        (sr_concept__is_glue(f, i) || sr_concept__is_glue(f, i + 1)) && !is_last_of_word(f, i + 1) &&
        !(f->mark[i + 1] & (OWN | IN_QUANTITY)))
      f->mark[i + 1] |= CHOSEN;
  for (uint32_t i = f->to; i-- > f->from + 1;)
    if (f->mark[i] & CHOSEN && !f->tokens[i].space_before &&
        (sr_concept__is_glue(f, i) || sr_concept__is_glue(f, i - 1)) && !(f->mark[i - 1] & (OWN | IN_QUANTITY)))
      f->mark[i - 1] |= CHOSEN;
}
