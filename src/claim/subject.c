/* Who does what a verb says; see the header. */
#include "claim/subject.h"
#include "claim/places.h"
#include "claim/sides.h"
#include "claim/slots.h"
#include "claim/tree.h"

#include "read/wordclass.h"

/* People, of whom one does not say "it". */
static bool is_people(const sr_claim_reading *r, int32_t actor) {
  const sr_actor_kind kind = r->report->actors[actor].kind;
  return kind == SR_ACTOR_PERSON || kind == SR_ACTOR_OFFICE || kind == SR_ACTOR_UNNAMED;
}

/* Somebody whom "he" or "she" may be: "the mediator", not "two officials". */
bool sr_claim__is_somebody(const sr_claim_reading *r, int32_t actor) {
  const sr_actor *a = &r->report->actors[actor];
  return is_people(r, actor) &&
         (a->kind != SR_ACTOR_UNNAMED || sr_slice_is(r->report->tokens[a->first_token + a->n_tokens - 1].xpos, "NN"));
}

/* "attacked a camp in central Mali": a country that something is in does nothing there, nor does a capital in "strikes
 * on the suburbs of Beirut". */
static bool is_place_of_something(const sr_claim_reading *r, const sr_actor *a, uint32_t start) {
  static const char *const led[] = {"in", "near", "at", "across", "around", "inside", "outside", "into", "over", NULL};
  const uint32_t end = a->first_token + a->n_tokens;
  if (r->place_at[a->first_token] == SR_NONE || r->place_at[end - 1] == SR_NONE) return false;
  const bool land = sr_slice_starts(r->report->places[r->place_at[a->first_token]].feature, SR_SLICE("PCL"));
  if (!land && a->first_token > start &&
      (sr_claim__is(r, a->first_token - 1, "of") || sr_claim__is(r, a->first_token - 1, "on")))
    return true;
  uint32_t t = a->first_token;
  for (uint32_t steps = 0; t > start && steps < 3; steps++, t--) {
    for (const char *const *word = led; *word; word++)
      if (sr_claim__is(r, t - 1, *word)) return true;
    const sr_word_class class = sr_word_class_of(r->report, t - 1);
    if (class != SR_CLASS_ADJECTIVE && class != SR_CLASS_DETERMINER) return false;
  }
  return false;
}

static bool is_pronoun(const sr_claim_reading *r, uint32_t t) {
  static const char *const words[] = {"it", "its", "they", "their", "he", "his", "she", "her"};
  for (uint32_t i = 0; i < sizeof words / sizeof *words; i++)
    if (sr_claim__is(r, t, words[i])) return true;
  return false;
}

/* Soldiers and bodies without a name, which stand for whoever they belong to. */
static bool is_anybody(const sr_claim_reading *r, int32_t actor) {
  const sr_actor *a = &r->report->actors[actor];
  return !a->code.len && (a->kind == SR_ACTOR_UNNAMED || a->kind == SR_ACTOR_INSTITUTION) &&
         !sr_word_is_capital(r->report, a->first_token + a->n_tokens - 1);
}

/* "It demanded", "he added": whoever spoke in the sentence before goes on. */
static bool goes_on_speaking(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  uint32_t value = 0;
  for (uint32_t k = t + 1; k < end && k < t + 4; k++) {
    if (sr_phrases_match(r->tables->speech, &r->report->tokens[k], end - k, &value)) return true;
    const sr_word_class class = sr_word_class_of(r->report, k);
    if (class != SR_CLASS_ADVERB && class != SR_CLASS_AUXILIARY) return false;
  }
  return false;
}

/* "quoted by the weekly X", "told the daily Y": who prints what another says. */
static bool is_quoting(const sr_claim_reading *r, int32_t actor) {
  enum { BACK_MAX = 4 };
  const uint32_t first = r->report->actors[actor].first_token;
  for (uint32_t t = first, steps = 0; t-- > 0 && steps < BACK_MAX; steps++) {
    if (sr_claim__word(r, t, SR_WORD_QUOTE_VERB)) return true;
    if (r->actor_at[t] != SR_NONE || r->report->tokens[t].kind == SR_TOKEN_PUNCT) break;
  }
  return false;
}

/* The actor that a pronoun at t stands for: the nearest source, else the first actor of the sentence before it, else
 * the first of the sentence before. */
int32_t sr_claim__antecedent(const sr_claim_reading *r, uint32_t sentence, uint32_t t) {
  static const char *const relatives[] = {"whom", "which"}, *const persons[] = {"he", "she"};
  const uint32_t start = r->report->sentences[sentence].first_token;
  const bool thing = sr_claim__is(r, t, "it") || sr_claim__is(r, t, "its");
  const bool many = sr_claim__is(r, t, "they") || sr_claim__is(r, t, "their");
  int32_t last = SR_NONE, people = SR_NONE, beside = SR_NONE;
  /* "..., whom it accuses": it is not whom, and where the sentence began with "it" the same */
  if (t > start + 1 && sr_claim__is_one_of(r, t - 1, relatives, sizeof relatives / sizeof *relatives)) {
    beside = r->actor_at[sr_claim__is(r, t - 2, ",") && t > start + 2 ? t - 3 : t - 2];
    if (sr_slice_eq(r->report->tokens[start].norm, r->report->tokens[t].norm))
      return sr_claim__antecedent(r, sentence, start);
  }
  for (uint32_t i = t; i > start; i--) {
    const int32_t actor = r->actor_at[i - 1];
    if (actor == SR_NONE || actor == beside) continue;
    const bool man =
        r->report->actors[actor].kind == SR_ACTOR_PERSON || r->report->actors[actor].kind == SR_ACTOR_OFFICE;
    if (man && many) { /* "they" is no minister */
      if (people == SR_NONE) people = actor;
      continue;
    }
    const bool his = (sr_claim__is(r, t, "his") || sr_claim__is(r, t, "her")) && is_quoting(r, actor);
    if (his) continue; /* "an officer quoted by the weekly X said his men": the officer's */
    if (thing ? is_people(r, actor) : (sr_claim__is(r, t, "he") || sr_claim__is(r, t, "she")) && !man) {
      if (people == SR_NONE || is_anybody(r, people)) people = actor;
      continue;
    }
    if (sr_claim__actor_speaks(r, actor)) return actor;
    if (last == SR_NONE || is_anybody(r, last)) last = actor;
  }
  const bool asks_for_a_man = sr_claim__is(r, t, "he") || sr_claim__is(r, t, "she");
  if (last == SR_NONE && !asks_for_a_man) last = people;
  if (last != SR_NONE) return last;
  for (uint32_t i = t; i > start; i--)
    if (sr_claim__cue(r, i - 1, SR_CUE_ENEMY)) return sr_claim__enemy(r, sentence);
  if (!sentence) return SR_NONE;
  const sr_sentence *before = &r->report->sentences[sentence - 1];
  /* "he" is a person, and the one who spoke before others */
  const bool person = sr_claim__is(r, t, "he") || sr_claim__is(r, t, "she");
  int32_t man = SR_NONE;
  for (uint32_t i = before->first_token; person && i < before->first_token + before->n_tokens; i++) {
    const int32_t actor = r->actor_at[i];
    if (actor == SR_NONE || !sr_claim__is_somebody(r, actor)) continue;
    if (sr_claim__actor_speaks(r, actor)) return actor;
    if (man == SR_NONE) man = actor;
  }
  if (man != SR_NONE) return man;
  /* "In his statement he said ...": whom the pronoun there stands for */
  for (uint32_t i = before->first_token; person && i < before->first_token + before->n_tokens; i++)
    if (sr_claim__is_one_of(r, i, persons, 2) && sr_slice_eq(r->report->tokens[i].norm, r->report->tokens[t].norm))
      return sr_claim__antecedent(r, sentence - 1, i);
  if (asks_for_a_man && people != SR_NONE) return people;
  if (goes_on_speaking(r, t, sr_claim__sentence_end(r, sentence)))
    for (uint32_t i = before->first_token; i < before->first_token + before->n_tokens; i++)
      if (r->actor_at[i] != SR_NONE && !(thing && r->report->actors[r->actor_at[i]].kind == SR_ACTOR_PERSON) &&
          sr_claim__actor_speaks(r, r->actor_at[i]))
        return r->actor_at[i];
  for (uint32_t i = before->first_token; i < before->first_token + before->n_tokens; i++)
    if (sr_claim__cue(r, i, SR_CUE_ENEMY))
      return sr_claim__enemy(r, sentence - 1);
    else if (r->actor_at[i] != SR_NONE &&
             !is_place_of_something(r, &r->report->actors[r->actor_at[i]], before->first_token))
      return r->actor_at[i];
  return SR_NONE;
}

/* "its foreign minister, Peter S, criticised": the person named between commas behind the office whose last token is t;
 * SR_NONE. */
static int32_t named_beside(const sr_claim_reading *r, uint32_t t) {
  const uint32_t end = sr_claim__sentence_end(r, r->report->tokens[t].sentence);
  if (t + 2 >= end || !sr_claim__is(r, t + 1, ",") || r->actor_at[t + 2] == SR_NONE) return SR_NONE;
  const sr_actor *a = &r->report->actors[r->actor_at[t + 2]];
  const uint32_t after = a->first_token + a->n_tokens;
  const bool closed = after >= end || sr_claim__is(r, after, ",") || sr_claim__is(r, after, ".");
  return a->kind == SR_ACTOR_PERSON && a->first_token == t + 2 && closed && !sr_claim__is(r, after + 1, "and")
             ? r->actor_at[t + 2]
             : SR_NONE;
}

int32_t sr_claim__named(const sr_claim_reading *r, int32_t actor) {
  if (actor < 0 || r->report->actors[actor].kind != SR_ACTOR_OFFICE) return actor;
  const int32_t named = named_beside(r, r->report->actors[actor].first_token + r->report->actors[actor].n_tokens - 1);
  return named == SR_NONE ? actor : named;
}

/* An actor that does something; "its forces" and "his troops" are the source's, "an officer" and "the army" themselves.
 */
static int32_t doer(const sr_claim_reading *r, uint32_t sentence, int32_t actor) {
  const uint32_t start = r->report->sentences[sentence].first_token;
  const sr_actor *a = &r->report->actors[actor];
  if (is_anybody(r, actor) && a->first_token > start) {
    if (is_pronoun(r, a->first_token - 1)) return sr_claim__antecedent(r, sentence, a->first_token - 1);
    if (sr_claim__cue(r, a->first_token - 1, SR_CUE_OWN)) return sr_claim__own_side(r, sentence);
  }
  return actor;
}

static bool is_owner_pronoun(const sr_claim_reading *r, uint32_t t) {
  return sr_claim__is(r, t, "its") || sr_claim__is(r, t, "their") || sr_claim__is(r, t, "his");
}

/* "warplanes", "artillery": of nobody who is named. */
static bool is_arms(const sr_claim_reading *r, uint32_t t) {
  const uint32_t next = sr_claim__mention_from(r, t + 1);
  const sr_mention *m = next ? &r->mentions.at[next - 1] : NULL;
  return m && t >= m->first && t < m->end && m->owner == SR_NONE &&
         sr_claim__within(r->tables, m->usual, SR_THING_ARMS);
}

/* "X let it pass but its minister, Y, | criticised": the actor right before a verb that the tree gives no subject of
 * its own, where a conjunction has opened another clause behind the subject t of the first; SR_NONE. */
static int32_t subject_of_next(const sr_claim_reading *r, uint32_t t, uint32_t verb) {
  enum { PHRASE_MAX = 10 };
  uint32_t k = verb;
  while (k > t + 1 && (sr_claim__cue(r, k - 1, SR_CUE_HAVE) || sr_word_class_of(r->report, k - 1) == SR_CLASS_ADVERB))
    k--;
  if (k > t + 1 && sr_claim__is(r, k - 1, ",")) k--;
  if (k <= t + 1 || r->actor_at[k - 1] == SR_NONE) return SR_NONE;
  const int32_t actor = r->actor_at[k - 1];
  const uint32_t first = r->report->actors[actor].first_token;
  if (first <= t + 1) return SR_NONE;
  for (uint32_t steps = 0, at = first; at-- > t && steps < PHRASE_MAX; steps++) {
    if (sr_claim__is(r, at, "but") || sr_claim__is(r, at, "while") || sr_claim__is(r, at, ";")) return actor;
    if (sr_claim__is(r, at, "and")) return SR_NONE; /* may join two things */
    const sr_word_class class = sr_word_class_of(r->report, at);
    if (class == SR_CLASS_VERB || class == SR_CLASS_PREPOSITION) return SR_NONE;
  }
  return SR_NONE;
}

/* The actor that the subject of the tree names; SR_NONE where there is no tree or its subject is no actor. */
static int32_t subject_of_tree(const sr_claim_reading *r, uint32_t sentence, uint32_t verb, bool *arms) {
  const uint32_t t = sr_claim__subject_token(r, verb);
  if (t == SR_NO_TOKEN || t < sr_claim__dateline_end(r, sentence)) return SR_NONE; /* "KHARTOUM - The army took" */
  if (sr_claim__cue(r, t, SR_CUE_ENEMY)) return sr_claim__enemy(r, sentence);
  if (sr_claim__cue(r, t, SR_CUE_OWN)) return sr_claim__own_side(r, sentence);
  if (is_pronoun(r, t)) return sr_claim__antecedent(r, sentence, t);
  if (r->report->tokens[t].head != verb && t < verb) {
    const int32_t next = subject_of_next(r, t, verb);
    if (next != SR_NONE) return next;
  }
  const int32_t named = t < verb ? named_beside(r, t) : SR_NONE;
  if (named != SR_NONE) return named;
  if (r->actor_at[t] == SR_NONE && t > r->report->sentences[sentence].first_token && is_owner_pronoun(r, t - 1))
    return sr_claim__antecedent(r, sentence, t - 1); /* "its drones" */
  const int32_t actor = r->actor_at[t];
  *arms = actor == SR_NONE && is_arms(r, t);
  if (*arms && t > r->report->sentences[sentence].first_token && r->actor_at[t - 1] != SR_NONE) /* "Israeli jets" */
    return r->actor_at[t - 1];
  if (actor == SR_NONE || sr_claim__counts_actors(r, &r->report->actors[actor])) return SR_NONE;
  return doer(r, sentence, actor);
}

enum { INSERTED_MAX = 16 }; /* words of a clause between commas */

/* "the minister, whose government was not invited, accused": an inserted clause does not speak. Where to look for the
 * subject, before it. */
static uint32_t over_inserted(const sr_claim_reading *r, uint32_t start, uint32_t verb) {
  uint32_t lead = verb; /* "..., was promised" */
  while (lead > start && (sr_claim__cue(r, lead - 1, SR_CUE_BE) || sr_claim__cue(r, lead - 1, SR_CUE_HAVE))) lead--;
  if (lead <= start || !sr_claim__is(r, lead - 1, ",")) return verb;
  for (uint32_t k = lead - 1; k-- > start && lead - k < INSERTED_MAX;) {
    if (!sr_claim__is(r, k, ",")) continue;
    const bool inserted = sr_claim__cue(r, k + 1, SR_CUE_BREAK) ||
                          sr_word_class_of(r->report, k + 1) == SR_CLASS_VERB || sr_claim__is(r, k + 2, "whose") ||
                          sr_claim__is(r, k + 2, "which") || sr_claim__is(r, k + 2, "whom") ||
                          (lead >= 2 && sr_claim__word(r, lead - 2, SR_WORD_TELL_VERB)); /* ", it says," */
    return inserted ? k : verb;
  }
  return verb;
}

/* "struck a post of the group and had hit 40 men", "called it wrong and demanded": who did the first did the second. */
static uint32_t first_of_joined(const sr_claim_reading *r, uint32_t start, uint32_t verb) {
  enum { PHRASE_MAX = 14 };
  uint32_t t = verb;
  while (t > start &&
         (sr_claim__cue(r, t - 1, SR_CUE_HAVE) || r->report->tokens[t - 1].kind == SR_TOKEN_PUNCT ||
          sr_word_class_of(r->report, t - 1) == SR_CLASS_ADVERB) &&
         !sr_claim__is(r, t - 1, ",") && !sr_claim__is(r, t - 1, ";"))
    t--;
  if (t <= start || !sr_claim__is(r, t - 1, "and")) return verb;
  for (uint32_t k = t - 1, steps = 0; k > start && steps < PHRASE_MAX; steps++) {
    k--;
    const sr_slice tag = r->report->tokens[k].xpos;
    if (sr_claim__is(r, k, ";") || sr_claim__is(r, k, ",") || sr_claim__is(r, k, "and")) return verb;
    if (sr_slice_is(tag, "VBD") || sr_slice_is(tag, "VBZ") || sr_slice_is(tag, "VBP") ||
        (sr_slice_is(tag, "VBN") && k > start && sr_claim__cue(r, k - 1, SR_CUE_HAVE)))
      return k;
  }
  return verb;
}

/* Without a tree: the nearest actor before the verb that may be its subject. */
static int32_t subject_by_order(const sr_claim_reading *r, uint32_t sentence, uint32_t verb) {
  const uint32_t start = sr_claim__dateline_end(r, sentence);
  verb = first_of_joined(r, start, verb);
  uint32_t t = over_inserted(r, start, verb);
  while (t > start) {
    const uint32_t at = t - 1;
    t = at;
    if (sr_claim__is(r, at, ";")) return SR_NONE;
    if (sr_claim__cue(r, at, SR_CUE_ENEMY)) return sr_claim__enemy(r, sentence);
    if (sr_claim__cue(r, at, SR_CUE_OWN)) return sr_claim__own_side(r, sentence);
    if (sr_claim__is(r, at + 1, "part") && at > start && sr_claim__is(r, at - 1, "for")) continue; /* "for his part" */
    if (is_pronoun(r, at)) return sr_claim__antecedent(r, sentence, at);
    if (r->actor_at[at] == SR_NONE) continue;
    const sr_actor *a = &r->report->actors[r->actor_at[at]];
    t = a->first_token > start ? a->first_token : start;
    if (is_place_of_something(r, a, start)) continue;
    if (is_anybody(r, r->actor_at[at])) {
      if (sr_claim__counts_actors(r, a)) continue;
      return doer(r, sentence, r->actor_at[at]);
    }
    /* "Ishaq D of Pakistan, for his part, telephoned": who is of the land */
    if (a->kind == SR_ACTOR_STATE && a->first_token > start + 1 && sr_claim__is(r, a->first_token - 1, "of") &&
        r->actor_at[a->first_token - 2] != SR_NONE && is_people(r, r->actor_at[a->first_token - 2]))
      return r->actor_at[a->first_token - 2];
    /* not what a preposition holds far before the verb: "in the operation against X the army took ..." */
    if (a->first_token > start && sr_word_class_of(r->report, a->first_token - 1) == SR_CLASS_PREPOSITION &&
        !sr_claim__is(r, a->first_token - 1, "by") && a->first_token > start + 3 && at + 6 < verb)
      continue;
    return r->actor_at[at];
  }
  return SR_NONE;
}

/* A source that what is said stands behind, not "..., a source said, ...". */
static bool leads(const sr_claim_reading *r, int32_t actor) {
  const sr_actor *a = &r->report->actors[actor];
  if (!sr_claim__actor_speaks(r, actor)) return false;
  const uint32_t end = a->first_token + a->n_tokens;
  return !sr_claim__is(r, end + 1, ",") && !sr_claim__is(r, end + 1, ".");
}

int32_t sr_claim__subject(const sr_claim_reading *r, uint32_t sentence, uint32_t verb) {
  enum { SHARED_MAX = 3 };
  bool arms = false;
  const uint32_t told = sr_claim__subject_token(r, verb);
  if (told != SR_NO_TOKEN && sr_claim__word(r, told, SR_WORD_ANYBODY)) return SR_NONE; /* "depends on whom one asks" */
  int32_t actor = subject_of_tree(r, sentence, verb, &arms);
  /* "its drones hit a convoy and | destroyed 12 vehicles": the verb before it has the subject of both */
  for (uint32_t steps = 0; actor == SR_NONE && !arms && steps < SHARED_MAX; steps++) {
    const uint32_t next = sr_claim__trigger_from(r, verb);
    if (!next || !verb || !sr_claim__is(r, verb - 1, "and")) break;
    const sr_trigger *before = &r->triggers.at[next - 1];
    if (before->sentence != sentence || before->voice != SR_VOICE_ACTIVE || before->relative) break;
    verb = before->first;
    actor = subject_of_tree(r, sentence, verb, &arms);
  }
  if (actor != SR_NONE) return actor;
  if (!arms) return subject_by_order(r, sentence, verb);
  /* "warplanes bombed": of nobody, unless who tells it stands before it */
  for (uint32_t t = r->report->sentences[sentence].first_token; t < verb; t++)
    if (r->actor_at[t] != SR_NONE && leads(r, r->actor_at[t]))
      return sr_claim__is_side(r, r->actor_at[t]) ? r->actor_at[t] : SR_NONE;
  return SR_NONE;
}
