/* Whom a clause is about; see concept_parts.h. */
#include "read/concept_parts.h"

typedef sr_concept__finder finder;

uint32_t sr_concept__bearer_of(const finder *f, uint32_t noun) {
  if (is_root(f, noun)) return NONE;
  const uint32_t head = f->tokens[noun].head;
  if (relates(f, noun, "appos")) return head < noun && is_name(f, head) ? head : NONE;
  if (!is_subject(f, noun)) return NONE;
  for (uint32_t c = f->child[head]; c < noun; c = f->next_child[c])
    if (is_subject(f, c) && is_name(f, c)) return c;
  return NONE;
}

uint32_t sr_concept__own_subject(const finder *f, uint32_t at) {
  uint32_t subject = NONE, joined = NONE;
  for (uint32_t c = f->child[at]; c != NONE; c = f->next_child[c]) {
    if (f->mark[c] & IN_UNIT) continue;
    if (is_subject(f, c) && (c < f->first || subject == NONE)) subject = c;
    if (relates(f, c, "compound") && c < at && is_noun(f, c) && is_tagged(f, at, "VERB") && !relates(f, at, "nmod"))
      joined = c;
  }
  return subject != NONE ? subject : joined;
}

/* "announced [plans | to lay off] 50": the plans are not who lays off; "[a firm | to spend] $5m" is. */
static bool is_aim(const finder *f, uint32_t at) {
  const uint32_t to = dependent(f, at, "mark"), head = f->tokens[at].head;
  return to != NONE && sr_slice_is(f->tokens[to].norm, "to") && relates(f, head, "obj");
}

/* The noun right before such a verb. */
static uint32_t planner(const finder *f, uint32_t at) {
  uint32_t last = NONE;
  for (uint32_t c = f->child[at]; c != NONE && c < at; c = f->next_child[c])
    if (relates(f, c, "compound") && is_noun(f, c)) last = c;
  return last;
}

/* "[The carmaker] plans | to invest": a verb that was taken for the noun of a sentence without one. */
static bool is_mistaken_plan(const finder *f, uint32_t at) {
  const uint32_t to = dependent(f, at, "mark"), head = f->tokens[at].head;
  return to == head + 1 && is_root(f, head) && sr_slice_is(f->tokens[to].norm, "to") && is_tagged(f, head, "NOUN") &&
         sr_word_number_of(f->tokens[head].norm) == SR_WORD_PLURAL && planner(f, head) != NONE;
}

/* What an open clause is said of where its governor has an object: "pushed [shares] | lower". */
static uint32_t controlling_object(const finder *f, uint32_t at) {
  if (!relates(f, at, "xcomp")) return NONE;
  const uint32_t object = dependent(f, f->tokens[at].head, "obj");
  return object != NONE && object < at && is_noun(f, object) && !(f->mark[object] & (IN_UNIT | OWN)) ? object : NONE;
}

/* Whom "she", "it" or "they" of a clause means: the name that is the subject of the clause above; NONE. */
static uint32_t subject_above(const finder *f, uint32_t at, uint32_t pronoun) {
  static const char *const persons[] = {"he", "she", "it", "they", NULL};
  if (!any_is(f, pronoun, persons)) return NONE;
  for (int k = 0; k < CLIMB_MAX && !is_root(f, at); k++) {
    at = f->tokens[at].head;
    const uint32_t subject = sr_concept__own_subject(f, at);
    if (subject != NONE && subject < pronoun && is_name(f, subject)) return subject;
  }
  return NONE;
}

/* Whom a clause behind a noun is about, by the noun that the tree gives: a name right before "which" ("ties with
 * [Volkswagen], which"), and the name that a noun explains ("[Weber], an investor, acquired"). */
static uint32_t antecedent(const finder *f, uint32_t clause, uint32_t noun) {
  if (is_tagged(f, clause, "PRON") && clause > f->from + 1 && sr_slice_is(f->tokens[clause - 1].norm, ",") &&
      is_name(f, clause - 2) && noun < clause - 2)
    return clause - 2;
  const uint32_t bearer = f->tokens[noun].head;
  if (relates(f, noun, "appos") && bearer < noun && is_name(f, bearer)) return bearer;
  return noun;
}

uint32_t sr_concept__subject_of(const finder *f, uint32_t at, bool *said) {
  static const char *const dependent_clause[] = {"xcomp", "advcl", "conj", "parataxis", "list", "ccomp", "amod",
                                                 "obj",   "obl",   "nmod", "appos",     "dep",  NULL};
  const unsigned measured = IN_UNIT | OWN;
  for (int k = 0; k < CLIMB_MAX; k++) {
    const uint32_t subject = sr_concept__own_subject(f, at);
    if (subject != NONE) {
      const sr_slice norm = f->tokens[subject].norm;
      if (sr_slice_is(norm, "that") || sr_slice_is(norm, "which") || sr_slice_is(norm, "who"))
        return is_clausal(f, at) && !is_root(f, at) ? antecedent(f, subject, f->tokens[at].head) : NONE;
      if (!is_pronoun(f, subject)) return subject;
      const uint32_t whole = dependent(f, subject, "nmod"); /* "each of the buildings" */
      *said = whole == NONE;
      return whole != NONE ? whole : subject_above(f, at, subject);
    }
    const uint32_t object = controlling_object(f, at);
    if (object != NONE) return object;
    if (dependent(f, at, "expl") != NONE) return NONE;
    if (is_root(f, at)) return is_noun(f, at) && at < f->first && !(f->mark[at] & measured) ? at : NONE;
    const uint32_t head = f->tokens[at].head;
    const bool worth = relates(f, at, "amod") && sr_slice_is(f->tokens[at].norm, "worth");
    if (is_clausal(f, at) && is_mistaken_plan(f, at)) return planner(f, head);
    if (is_clausal(f, at) && is_aim(f, at)) {
      at = f->tokens[head].head;
      continue;
    }
    if (is_clausal(f, at) && f->mark[head] & measured) /* "$5m of [claims] | ranging from" */
      for (uint32_t c = f->child[head]; c != NONE && c < at; c = f->next_child[c])
        if (relates(f, c, "nmod") && has_case(f, c, "of") && !(f->mark[c] & IN_QUANTITY)) return c;
    if ((is_clausal(f, at) || worth) && !(f->mark[head] & measured)) {
      if (dependent(f, head, "cop") == NONE || !has_subject(f, head)) return antecedent(f, at, head);
      at = head; /* "[it] is the first to offer 536 hp" */
      continue;
    }
    if (!is_clausal(f, at) && !relates_to_any(f, at, dependent_clause) && !(f->mark[head] & measured)) return NONE;
    at = head;
  }
  return NONE;
}
