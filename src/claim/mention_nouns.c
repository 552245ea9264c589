/* Nouns of the lexicon where they stand, alone and at the end of a phrase; see mention_parts.h. */
#include "claim/mention_parts.h"

#include "read/wordclass.h"

bool sr_claim__starts_verb(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  uint32_t value = 0;
  return sr_phrases_match(r->tables->verbs, &r->report->tokens[t], end - t, &value) != 0;
}

/* A word that is a verb by its tree, or by the object that follows it: "a drone hit their bus". */
static bool is_verb_at(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  if (sr_slice_is(r->report->tokens[t].upos, "VERB")) return true;
  if (t + 1 >= end || !sr_claim__starts_verb(r, t, end)) return false;
  const sr_word_class next = sr_word_class_of(r->report, t + 1);
  return next == SR_CLASS_DETERMINER || next == SR_CLASS_PRONOUN;
}

/* "wounded | a further eight": a figure that a verb before token t has as its object. */
static bool counts_behind(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  enum { LEAD_MAX = 2 };
  for (const uint32_t last = t + LEAD_MAX; t <= last && t < end && r->report->tokens[t].kind == SR_TOKEN_WORD; t++)
    if (r->quantity_at[t] != SR_NONE) return true;
  return t < end && r->quantity_at[t] != SR_NONE;
}

bool sr_claim__noun_at(const sr_claim_reading *r, uint32_t t, uint32_t end, sr_noun_hit *hit) {
  uint32_t value = 0;
  uint32_t n = t < end ? sr_phrases_match(r->tables->nouns, &r->report->tokens[t], end - t, &value) : 0;
  if (n == 1 && sr_slice_is(r->report->tokens[t].upos, "ADV")) return false; /* "brought people home" */
  /* "a drone hit the bus" has a verb where "a drone hit killed two" has a noun; "killed and wounded" is a toll as it is
   */
  while (n > 1 && r->tables->noun[value / 2].usual != SR_THING_TOLL && is_verb_at(r, t + n - 1, end))
    n = sr_phrases_match(r->tables->nouns, &r->report->tokens[t], n - 1, &value);
  /* "left five dead and | wounded a further eight": each counts its own */
  if (n > 2 && t > 1 && r->tables->noun[value / 2].usual == SR_THING_TOLL && counts_behind(r, t + n, end) &&
      (r->quantity_at[t - 1] != SR_NONE || r->quantity_at[t - 2] != SR_NONE))
    n = sr_phrases_match(r->tables->nouns, &r->report->tokens[t], 1, &value);
  if (!n) return false;
  *hit = (sr_noun_hit){&r->tables->noun[value / 2], t, t + n, value % 2};
  return true;
}

bool sr_claim__is_modifier(const sr_claim_reading *r, uint32_t t) {
  const sr_token *token = &r->report->tokens[t];
  if (r->actor_at[t] != SR_NONE || r->place_at[t] != SR_NONE) return true;
  if (sr_claim__is(r, t, "-") || sr_claim__is(r, t, "“") || sr_claim__is(r, t, "\"")) return true;
  if (token->kind == SR_TOKEN_PUNCT || token->kind == SR_TOKEN_SYMBOL) return false;
  if (sr_claim__cue(r, t, SR_CUE_STOP)) return false;
  /* "one | struck a car", "22 | sustained wounds": finite verbs open what is said of it */
  if (t + 1 < r->report->n_tokens && sr_slice_is(r->report->tokens[t + 1].upos, "PROPN")) return true; /* "fallen" */
  if (sr_slice_is(token->xpos, "VBD") || sr_slice_is(token->xpos, "VBZ") || sr_slice_is(token->xpos, "VBP"))
    return false;
  /* "two countries exchanged 150 prisoners": a number opens a phrase of its own */
  if (token->kind == SR_TOKEN_NUMBER && r->quantity_at[t] != SR_NONE &&
      r->report->quantities[r->quantity_at[t]].first_token == t && !sr_claim__is(r, t + 1, "-"))
    return false;
  return true;
}

void sr_claim__take_noun(sr_mention *m, const sr_noun_hit *hit) {
  m->noun_first = hit->first;
  m->end = hit->end;
  m->things = hit->noun->classes;
  m->usual = hit->noun->usual;
  m->value = hit->noun->value;
  m->noun = hit->noun->word;
  m->noun_unit = hit->noun->unit;
  m->plural = hit->plural;
}

void sr_claim__take_dead(const sr_claim_reading *r, uint32_t t, sr_mention *m) {
  if (m->usual == SR_THING_TOLL || !sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE)) return;
  for (sr_noun_hit hit; t < m->noun_first; t++)
    if (sr_claim__noun_at(r, t, m->noun_first, &hit) && hit.noun->usual == SR_THING_TOLL &&
        hit.noun->value == SR_CATEGORY_KILLED) {
      m->things |= SR_BIT(SR_THING_TOLL);
      m->value = SR_CATEGORY_KILLED;
      return;
    }
}

void sr_claim__take_among(const sr_claim_reading *r, sr_mention *m, uint32_t end) {
  uint32_t t = m->end;
  if (!sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE) || !sr_claim__cue(r, t, SR_CUE_BE)) return;
  for (t++; t < end && sr_word_class_of(r->report, t) == SR_CLASS_ADVERB; t++) continue;
  if (t + 2 >= end || !sr_claim__is(r, t, "among")) return;
  sr_noun_hit fate;
  if (sr_claim__is(r, t + 1, "the") && sr_claim__noun_at(r, t + 2, end, &fate) && fate.noun->usual == SR_THING_TOLL) {
    m->value = fate.noun->value;
    m->end = fate.end;
  } else {
    uint32_t verb = 0;
    const uint32_t n = sr_claim__is(r, t + 1, "those")
                           ? sr_phrases_match(r->tables->verbs, &r->report->tokens[t + 2], end - t - 2, &verb)
                           : 0;
    const sr_set verbs = n ? r->tables->verb[verb / 8].verbs : 0;
    const bool shot = n == 0 && sr_claim__is(r, t + 1, "those") && sr_claim__is(r, t + 2, "shot");
    if (!shot && !(verbs & (SR_BIT(SR_VERB_KILL) | SR_BIT(SR_VERB_WOUND) | SR_BIT(SR_VERB_CAPTURE)))) return;
    m->value = verbs & SR_BIT(SR_VERB_WOUND)     ? SR_CATEGORY_WOUNDED
               : verbs & SR_BIT(SR_VERB_CAPTURE) ? SR_CATEGORY_CAPTURED
                                                 : SR_CATEGORY_KILLED;
    m->end = t + 2 + (n ? n : 1);
  }
  m->things |= SR_BIT(SR_THING_TOLL);
}

/* "and" between two states' adjectives before a noun: "British and American air strikes". */
static bool joins_states(const sr_claim_reading *r, uint32_t t) {
  if (!t || !sr_claim__is(r, t, "and") || t + 2 >= r->report->n_tokens) return false;
  const int32_t first = r->actor_at[t - 1], second = r->actor_at[t + 1];
  return first != SR_NONE && second != SR_NONE && r->report->actors[first].kind == SR_ACTOR_STATE &&
         r->report->actors[second].kind == SR_ACTOR_STATE && r->report->actors[second].n_tokens == 1 &&
         sr_word_class_of(r->report, t + 2) == SR_CLASS_NOUN;
}

/* "and" between two words that say of which kind the noun behind them is. */
static bool joins_adjectives(const sr_claim_reading *r, uint32_t t) {
  static const char *const joints[] = {"and", "or"};
  if (!t || !sr_claim__is_one_of(r, t, joints, sizeof joints / sizeof *joints)) return false;
  if (joins_states(r, t)) return true;
  const bool kind = sr_slice_is(r->report->tokens[t - 1].upos, "ADJ") ||
                    sr_slice_ends(r->report->tokens[t - 1].norm, SR_SLICE("-type"));
  return kind && r->quantity_at[t + 1] == SR_NONE && t + 2 < r->report->n_tokens &&
         sr_word_class_of(r->report, t + 2) == SR_CLASS_NOUN;
}

bool sr_claim__phrase_noun(const sr_claim_reading *r, uint32_t t, uint32_t end, sr_noun_hit *best) {
  bool found = false;
  for (uint32_t steps = 0; t < end && steps <= SR_MODIFIERS_MAX; steps++) {
    sr_noun_hit hit;
    if (t + 1 < end && joins_states(r, t + 1)) {
      t += 3;
      continue;
    }
    if (sr_claim__noun_at(r, t, end, &hit)) {
      /* "Russian" alone counts people; before another noun it is an adjective. "glide bomb attack" is one noun */
      *best = hit;
      found = true;
      t = hit.end;
      if (sr_claim__is(r, t, "'s")) { /* "the region's power plants" */
        t++;
        continue;
      }
      sr_noun_hit next;
      if (!sr_claim__noun_at(r, t, end, &next)) return true;
      /* "31,190 Russian killed": the adjective */
      if (hit.noun->usual == SR_THING_PERSON && !hit.plural && sr_word_is_capital(r->report, hit.first)) continue;
      /* "12 people killed": the verb form that is a toll too does not take the noun's place */
      if (next.noun->usual == SR_THING_TOLL) return true;
      /* "25 soldiers prisoner" */
      if (next.noun->usual == SR_THING_TOLL_NOUN && !next.plural && hit.plural) return true;
      continue;
    }
    if (found) return true;
    if (joins_adjectives(r, t)) { /* "Shahed-type and decoy drones" */
      t++;
      continue;
    }
    if (!sr_claim__is_modifier(r, t)) return false;
    t++;
  }
  return found;
}
