/* Triggers: the verbs of lexicon/claim_verbs.tsv in all their forms and the nouns of claim_acts.tsv that act as verbs,
 * each with its voice and modality. */
#include "claim/triggers.h"
#include "claim/measures.h"
#include "claim/slots.h"
#include "claim/tree.h"

#include "read/wordclass.h"

/* Words between an auxiliary and its participle: "were also badly damaged". */
enum { AUXILIARY_GAP = 3 };

static bool has_auxiliary(const sr_claim_reading *r, uint32_t start, uint32_t verb, sr_cue cue) {
  for (uint32_t steps = 0, t = verb; t > start && steps <= AUXILIARY_GAP; steps++) {
    t--;
    if (sr_claim__cue(r, t, cue)) return true;
    const sr_word_class class = sr_word_class_of(r->report, t);
    if (class != SR_CLASS_ADVERB && class != SR_CLASS_AUXILIARY && !sr_claim__cue(r, t, SR_CUE_BE) &&
        !sr_claim__cue(r, t, SR_CUE_HAVE) && !sr_claim__is(r, t, "or") && !sr_claim__is(r, t, "and") &&
        class != SR_CLASS_VERB)
      return false;
  }
  return false;
}

/* A figure of things, not of days: "destroyed over the seven days". */
static bool is_counted(const sr_claim_reading *r, uint32_t t) {
  return r->quantity_at[t] != SR_NONE && r->time_at[t] == SR_NONE &&
         !sr_claim__is_span(r->report->quantities[r->quantity_at[t]].unit);
}

/* Whether a bare "-ed" form is active: something that can be its object follows. */
static bool object_follows(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  if (t < end && (sr_claim__is(r, t, "\"") || sr_claim__is(r, t, "”"))) t++; /* had "neutralised" 18 men */
  /* "killed or maimed 268 people": the object of both */
  if (t + 2 < end && (sr_claim__is(r, t, "or") || sr_claim__is(r, t, "and")) &&
      sr_word_class_of(r->report, t + 1) == SR_CLASS_VERB)
    t += 2;
  if (t >= end) return false;
  const sr_word_class class = sr_word_class_of(r->report, t);
  if (class == SR_CLASS_DETERMINER || class == SR_CLASS_NUMBER || class == SR_CLASS_NAME || class == SR_CLASS_NOUN ||
      class == SR_CLASS_ADJECTIVE || class == SR_CLASS_PRONOUN)
    return true;
  return is_counted(r, t) || (r->actor_at[t] != SR_NONE && class != SR_CLASS_PREPOSITION);
}

/* "The enemy lost | in this area more than 3,900 men", "shot down | during the week 12 missiles": a time or a place
 * between it and what it counts, and nothing counted before it. */
static bool object_follows_phrase(const sr_claim_reading *r, const sr_trigger *trigger, uint32_t start, uint32_t end) {
  enum { PHRASE_MAX = 6, LIST_BACK = 8 };
  uint32_t t = trigger->end;
  if (trigger->first == start || t >= end) return false;
  const sr_word_class before = sr_word_class_of(r->report, trigger->first - 1);
  if (r->quantity_at[trigger->first - 1] != SR_NONE || (before != SR_CLASS_NOUN && before != SR_CLASS_NAME))
    return false;
  if (sr_word_class_of(r->report, t) != SR_CLASS_PREPOSITION && r->time_at[t] == SR_NONE) return false;
  /* "with 14 tanks and nine guns destroyed over the seven days": what stands before it */
  for (uint32_t k = trigger->first, steps = 0; k-- > start && steps < LIST_BACK; steps++) {
    if (r->quantity_at[k] != SR_NONE && r->time_at[k] == SR_NONE) return false;
    if (sr_claim__is(r, k, ";") || sr_claim__is(r, k, ":")) break;
  }
  for (; t < end && t <= trigger->end + PHRASE_MAX && r->report->tokens[t].kind != SR_TOKEN_PUNCT; t++)
    if (t > trigger->end + 1 && is_counted(r, t) && sr_word_class_of(r->report, t - 1) != SR_CLASS_PREPOSITION)
      return true;
  return false;
}

/* "14 drones that the group | launched at the port": by its tag, behind the one who did it. */
static bool is_past_of_relative(const sr_claim_reading *r, uint32_t t, uint32_t start) {
  if (t <= start || r->quantity_at[t - 1] != SR_NONE) return false;
  const sr_slice tag = r->report->tokens[t].xpos;
  if (r->actor_at[t - 1] == SR_NONE)
    return sr_slice_is(tag, "VBD") && sr_word_class_of(r->report, t - 1) == SR_CLASS_PRONOUN;
  if (tag.len) return sr_slice_is(tag, "VBD");
  uint32_t lead = r->report->actors[r->actor_at[t - 1]].first_token; /* without a tree the pronoun has to stand there */
  if (lead > start && sr_claim__is(r, lead - 1, "the")) lead--;
  return lead > start && (sr_claim__is(r, lead - 1, "that") || sr_claim__is(r, lead - 1, "which"));
}

/* "the enemy | attacked once more with 20 drones": by its tag, and who does it by the tree, if that is nothing counted.
 */
static bool is_past_of_subject(const sr_claim_reading *r, uint32_t t) {
  if (!sr_slice_is(r->report->tokens[t].xpos, "VBD")) return false;
  const uint32_t subject = sr_claim__subject_token(r, t);
  return subject != SR_NO_TOKEN && subject < t && r->report->tokens[subject].head == t &&
         r->quantity_at[subject] == SR_NONE &&
         (r->actor_at[subject] != SR_NONE || sr_claim__cue(r, subject, SR_CUE_ENEMY) ||
          sr_claim__cue(r, subject, SR_CUE_OWN));
}

/* "had advanced and | taken two settlements", "had shot down a drone, | sunk two boats": the auxiliary of the first. */
static bool goes_on_active(const sr_claim_reading *r, const sr_trigger *trigger, uint32_t start, uint32_t end) {
  if (trigger->first <= start || trigger->end >= end || r->quantity_at[trigger->end] == SR_NONE) return false;
  if (sr_claim__is(r, trigger->first - 1, "and")) return true;
  const sr_trigger *before = r->triggers.n ? &r->triggers.at[r->triggers.n - 1] : NULL;
  return sr_claim__is(r, trigger->first - 1, ",") && is_counted(r, trigger->end) && before &&
         before->sentence == trigger->sentence && before->voice == SR_VOICE_ACTIVE &&
         has_auxiliary(r, start, before->first, SR_CUE_HAVE);
}

static void set_voice(const sr_claim_reading *r, sr_trigger *trigger, sr_verb_form form) {
  const uint32_t start = r->report->sentences[trigger->sentence].first_token;
  const uint32_t end = sr_claim__sentence_end(r, trigger->sentence);
  trigger->voice = SR_VOICE_ACTIVE;
  if (trigger->verbs & SR_BIT(SR_VERB_OFFER) && sr_claim__is(r, trigger->end, "to") && trigger->end + 1 < end &&
      sr_word_can_be_verb(r->report->tokens[trigger->end + 1].norm))
    return; /* "offered to train" */
  if (form != SR_VF_ED && form != SR_VF_PARTICIPLE) return;
  if (has_auxiliary(r, start, trigger->first, SR_CUE_BE)) {
    trigger->voice = SR_VOICE_PASSIVE;
  } else if (has_auxiliary(r, start, trigger->first, SR_CUE_HAVE)) {
    return;
  } else if (form == SR_VF_ED && is_past_of_relative(r, trigger->first, start)) {
    trigger->relative = true;
  } else if ((trigger->first == start || sr_claim__is(r, trigger->first - 1, ",")) &&
             sr_claim__cue(r, trigger->end, SR_CUE_BE)) {
    trigger->voice = SR_VOICE_PASSIVE; /* "Damaged are 10 houses" */
  } else if (form == SR_VF_PARTICIPLE && goes_on_active(r, trigger, start, end)) {
    return; /* "had advanced and taken two settlements" */
  } else if (form == SR_VF_ED && is_past_of_subject(r, trigger->first)) {
    return;
  } else if (form == SR_VF_ED && object_follows_phrase(r, trigger, start, end)) {
    return;
  } else if (form == SR_VF_PARTICIPLE || !object_follows(r, trigger->end, end)) {
    trigger->voice = SR_VOICE_PASSIVE;
    trigger->participle = true;
  }
}

/* "killed or wounded": one verb of both. */
static uint32_t join_casualties(sr_claim_reading *r, uint32_t index) {
  sr_trigger *second = &r->triggers.at[index];
  if (!index) return index;
  sr_trigger *first = &r->triggers.at[index - 1];
  const sr_set both = SR_BIT(SR_VERB_KILL) | SR_BIT(SR_VERB_WOUND);
  const bool joined = first->sentence == second->sentence && first->end + 1 == second->first &&
                      (sr_claim__is(r, first->end, "and") || sr_claim__is(r, first->end, "or") ||
                       sr_claim__is(r, first->end, "/") || sr_claim__is(r, first->end, "and/or"));
  if (!joined || ((first->verbs | second->verbs) & both) != both) {
    /* "shot down or jammed": a figure that covers both */
    const sr_set downed = SR_BIT(SR_VERB_DOWN) | SR_BIT(SR_VERB_DESTROY);
    if (!joined || !(first->verbs & downed) || !(second->verbs & SR_BIT(SR_VERB_SUPPRESS))) return index;
    first->verbs = SR_BIT(SR_VERB_BOTH_DOWN);
  } else {
    first->verbs = SR_BIT(SR_VERB_CASUALTY);
  }
  first->end = second->end;
  r->triggers.n--;
  return index - 1;
}

/* "offered to train": what is offered is the act behind it. */
static bool join_infinitive(sr_claim_reading *r, uint32_t index) {
  const sr_set attitudes =
      SR_BIT(SR_VERB_OFFER) | SR_BIT(SR_VERB_CONSIDER) | SR_BIT(SR_VERB_RESUME) | SR_BIT(SR_VERB_SUSPEND);
  if (!index) return false;
  sr_trigger *first = &r->triggers.at[index - 1];
  const sr_trigger *second = &r->triggers.at[index];
  const sr_set given = SR_BIT(SR_VERB_PLEDGE) | SR_BIT(SR_VERB_SUSPEND) | SR_BIT(SR_VERB_RESUME);
  if (first->sentence != second->sentence || !(first->verbs & attitudes) || !(second->verbs & given) ||
      first->voice != SR_VOICE_ACTIVE)
    return false;
  const bool infinitive = second->voice == SR_VOICE_ACTIVE && second->first > first->end &&
                          second->first - first->end <= 3 && sr_claim__is(r, second->first - 1, "to") &&
                          (second->first - first->end == 1 || sr_claim__is(r, first->end, "whether"));
  /* "considering the transfer of", "suspended deliveries of" */
  const bool nominal = second->voice == SR_VOICE_NOMINAL && second->first - first->end <= 2;
  const bool gerund = second->form == SR_VF_ING && second->first == first->end;
  if (!infinitive && !nominal && !gerund) return false;
  first->end = second->end;
  first->verbs &= attitudes;
  r->triggers.n--;
  return true;
}

static sr_status push_trigger(sr_claim_reading *r, const sr_trigger *trigger) {
  sr_trigger *added = SR_PUSH(r->report->scratch, &r->triggers);
  if (!added) return sr_arena_fail(r->report->scratch, r->err);
  *added = *trigger;
  added->modality = sr_claim__modality(r, added->sentence, added->first, added->end);
  if (!join_infinitive(r, r->triggers.n - 1)) join_casualties(r, r->triggers.n - 1);
  return SR_OK;
}

/* A base or -s form is as often a noun: "drone attacks", "air strike", "the use". */
static bool is_verb_here(const sr_claim_reading *r, uint32_t t, uint32_t start, uint32_t end) {
  const sr_word_class before = t > start ? sr_word_class_of(r->report, t - 1) : SR_CLASS_OTHER;
  if (before == SR_CLASS_DETERMINER || before == SR_CLASS_ADJECTIVE) return false;
  if (sr_word_class_of(r->report, t) == SR_CLASS_VERB || sr_slice_is(r->report->tokens[t].upos, "VERB")) return true;
  /* "offered to train engineers" */
  if (t + 1 < end && t > start && sr_claim__is(r, t - 1, "to")) {
    const sr_word_class object = sr_word_class_of(r->report, t + 1);
    if (object == SR_CLASS_DETERMINER || object == SR_CLASS_NUMBER || object == SR_CLASS_ADJECTIVE ||
        object == SR_CLASS_NAME)
      return true;
  }
  /* "artillery hit eleven depots": a subject before it and an object behind it */
  if (t + 1 >= end || (before != SR_CLASS_NOUN && before != SR_CLASS_NAME && before != SR_CLASS_ADVERB)) return false;
  const sr_word_class after = sr_word_class_of(r->report, t + 1);
  static const char *const parts[] = {"most", "much", "almost", "nearly", "all"};
  return after == SR_CLASS_DETERMINER || after == SR_CLASS_NUMBER || r->quantity_at[t + 1] != SR_NONE ||
         r->place_at[t + 1] != SR_NONE || sr_claim__is_one_of(r, t + 1, parts, sizeof parts / sizeof *parts);
}

/* "the thinly held line": a participle that describes a noun. */
static bool is_describing(const sr_claim_reading *r, uint32_t t, sr_verb_form form, uint32_t start, uint32_t end) {
  enum { FIGURE_BACK = 4 };
  if ((form != SR_VF_ED && form != SR_VF_PARTICIPLE && form != SR_VF_PAST) || t < start + 2 || t + 1 >= end)
    return false;
  /* "the proceeds of frozen assets", by the tree, but "13 destroyed bombers" */
  bool counted = false;
  for (uint32_t k = t, steps = 0; k-- > start && steps < FIGURE_BACK; steps++) counted |= r->quantity_at[k] != SR_NONE;
  static const char *const articles[] = {"the", "a", "an", "its", "their", "his", "her"};
  const bool phrase = sr_word_class_of(r->report, t - 1) == SR_CLASS_PREPOSITION ||
                      sr_claim__is_one_of(r, t - 1, articles, sizeof articles / sizeof *articles);
  if (!counted && phrase && !sr_slice_is(r->report->tokens[t].xpos, "VBD") &&
      sr_slice_is(r->report->tokens[t].deprel, "amod") && r->report->tokens[t].head > t &&
      r->report->tokens[t].head != SR_NO_HEAD && r->quantity_at[t + 1] == SR_NONE)
    return true;
  return sr_slice_ends(r->report->tokens[t - 1].norm, SR_SLICE("ly")) &&
         sr_word_class_of(r->report, t - 2) == SR_CLASS_DETERMINER &&
         sr_word_class_of(r->report, t + 1) == SR_CLASS_NOUN;
}

/* "took 25 soldiers | prisoner", "was taken | to the city hospital": what the words behind it make of the verb. */
static void take_fixed(const sr_claim_reading *r, sr_trigger *trigger, uint32_t end) {
  enum { OBJECT_MAX = 8, HOSPITAL_MAX = 6 };
  const bool taken = sr_claim__word(r, trigger->first, SR_WORD_TAKE_VERB);
  if (taken)
    for (uint32_t t = trigger->end; t < end && t < trigger->end + OBJECT_MAX; t++) {
      if (r->report->tokens[t].kind == SR_TOKEN_PUNCT) break;
      if (sr_claim__word(r, t, SR_WORD_CAPTIVE_ROLE)) {
        trigger->verbs = SR_BIT(SR_VERB_CAPTURE);
        return;
      }
    }
  if (!(taken || sr_claim__word(r, trigger->first, SR_WORD_BRING_VERB)) || !sr_claim__is(r, trigger->end, "to") ||
      trigger->voice != SR_VOICE_PASSIVE)
    return;
  for (uint32_t t = trigger->end + 1; t < end && t < trigger->end + HOSPITAL_MAX; t++)
    if (sr_claim__word(r, t, SR_WORD_HOSPITAL)) {
      trigger->verbs = SR_BIT(SR_VERB_WOUND);
      trigger->end = t + 1; /* the hospital is not hit */
      return;
    }
}

static bool is_heading(const sr_claim_reading *r, uint32_t t, uint32_t start, uint32_t end) {
  return t == start && t + 2 < end && (sr_claim__is(r, t, "damage") || sr_claim__is(r, t, "destruction")) &&
         sr_claim__is(r, t + 1, ":");
}

static bool is_figure(const sr_claim_reading *r, uint32_t t) {
  return r->quantity_at[t] != SR_NONE || sr_claim__word(r, t, SR_WORD_FIGURE_NOUN);
}

/* "the occupation governor", "an evacuation order": a noun of doing before another noun says nothing was done. */
static bool is_compound(const sr_claim_reading *r, uint32_t next, uint32_t end) {
  static const char *const open[] = {"of", "to", "at", "worth"};
  return next < end && sr_slice_is(r->report->tokens[next].upos, "NOUN") &&
         sr_slice_is(r->report->tokens[next - 1].upos, "NOUN") && r->quantity_at[next] == SR_NONE &&
         !sr_claim__is_one_of(r, next - 1, open, sizeof open / sizeof *open);
}

/* "made 400 million euros | available to X", "put deliveries on hold": a verb of the table parted by its object, behind
 * which nothing stands that could be its object too. */
bool sr_claim__is_parted(const sr_claim_reading *r, const sr_phrases *set, uint32_t t, uint32_t end, uint32_t *value,
                         uint32_t *stop) {
  enum { OBJECT_MAX = 12, VERB_MAX = 6, ASIDE_MAX = 7 };
  const sr_slice tag = r->report->tokens[t].upos;
  if (tag.len ? !sr_slice_is(tag, "VERB") : sr_word_class_of(r->report, t) != SR_CLASS_VERB) return false;
  for (uint32_t k = t + 1; k < end && k < t + OBJECT_MAX; k++) {
    if (sr_claim__is(r, k, ",") && set != r->tables->verbs) /* "holds Riek M, his deputy, | responsible" */
      for (uint32_t close = k + 1; close + 1 < end && close < k + ASIDE_MAX; close++)
        if (sr_claim__is(r, close, ",")) {
          k = close + 1;
          break;
        }
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT) break;
    const sr_word_class class = sr_word_class_of(r->report, k);
    const bool particle = class == SR_CLASS_PREPOSITION || class == SR_CLASS_ADVERB || class == SR_CLASS_ADJECTIVE;
    const bool judged = set != r->tables->verbs && class != SR_CLASS_VERB && class != SR_CLASS_AUXILIARY;
    if (k == t + 1 || (!particle && !judged)) continue; /* "on hold", "called the vote | a farce" */
    sr_token verb[VERB_MAX] = {r->report->tokens[t]};
    uint32_t n = 1;
    while (n < VERB_MAX && k + n - 1 < end) verb[n] = r->report->tokens[k + n - 1], n++;
    const uint32_t found = sr_phrases_match(set, verb, n, value);
    if (found < 2 || *value % 8 == SR_VF_OTHER) continue;
    const uint32_t after = k + found - 1;
    *stop = after;
    if (after >= end || r->report->tokens[after].kind == SR_TOKEN_PUNCT || r->time_at[after] != SR_NONE) return true;
    const sr_word_class next = sr_word_class_of(r->report, after);
    if (sr_claim__is(r, after - 1, "with")) { /* "joins the initiative with 100 million" */
      if (r->quantity_at[after] != SR_NONE) return true;
      continue;
    }
    if (next == SR_CLASS_PREPOSITION || next == SR_CLASS_ADVERB || sr_claim__is(r, after, "and")) return true;
  }
  return false;
}

sr_status sr_claim__triggers(sr_claim_reading *r) {
  const sr_report *report = r->report;
  for (uint32_t s = 0; s < report->n_sentences; s++) {
    const uint32_t start = report->sentences[s].first_token, end = sr_claim__sentence_end(r, s);
    for (uint32_t t = start; t < end; t++) {
      uint32_t value = 0, act = 0;
      uint32_t n = sr_phrases_match(r->tables->verbs, &report->tokens[t], end - t, &value), parted = 0, stop = 0;
      /* "paid | out of taxes" */
      if (n > 1 && sr_claim__is(r, t + n - 1, "out") && sr_claim__is(r, t + n, "of"))
        n = sr_phrases_match(r->tables->verbs, &report->tokens[t], n - 1, &value);
      /* "fell | on 30 November" */
      if (n > 1 && sr_word_class_of(report, t + n - 1) == SR_CLASS_PREPOSITION && t + n < end &&
          r->time_at[t + n] != SR_NONE && sr_phrases_match(r->tables->verbs, &report->tokens[t], 1, &parted) &&
          (r->tables->verb[parted / 8].verbs & SR_BIT(SR_VERB_FALL)))
        n = 1, value = parted;
      if (n < 2 && sr_claim__is_parted(r, r->tables->verbs, t, end, &parted, &stop)) n = 1, value = parted;
      const uint32_t n_act = sr_phrases_match(r->tables->acts, &report->tokens[t], end - t, &act);
      sr_trigger trigger = {.first = t, .sentence = s};
      const bool infinitive = n && t > start && sr_claim__is(r, t - 1, "to"); /* "to capture the rest" */
      if (is_heading(r, t, start, end)) {                                     /* "Damage: 16 flats and a power line" */
        trigger.end = t + 1;
        trigger.verbs = SR_BIT(SR_VERB_DAMAGE);
        trigger.voice = SR_VOICE_NOMINAL;
      } else if (n_act && n_act >= n && !infinitive) {
        if (is_compound(r, t + n_act, end)) continue;
        trigger.end = t + n_act;
        trigger.verbs = r->tables->act[act];
        trigger.voice = SR_VOICE_NOMINAL;
      } else if (n) {
        sr_verb_form form = (sr_verb_form)(value % 8);
        if (form == SR_VF_BASE && sr_claim__word(r, t, SR_WORD_INVARIANT_PAST) &&
            (has_auxiliary(r, start, t, SR_CUE_BE) || has_auxiliary(r, start, t, SR_CUE_HAVE)))
          form = SR_VF_PARTICIPLE; /* "a bus was hit" */
        if (form == SR_VF_BASE && sr_claim__word(r, t, SR_WORD_INVARIANT_PAST) &&
            sr_slice_is(report->tokens[t].xpos, "VBD"))
          form = SR_VF_PAST; /* "artillery hit the town" */
        if ((form == SR_VF_BASE || form == SR_VF_PAST) && sr_claim__word(r, t, SR_WORD_INVARIANT_PAST) &&
            !object_follows(r, t + n, end) &&
            (form == SR_VF_PAST || sr_slice_is(report->tokens[t].xpos, "VBN") ||
             (t > start && r->quantity_at[t - 1] != SR_NONE)))
          form = SR_VF_PARTICIPLE; /* "and 19 people hurt" */
        /* "a sum given by the UN": told, not handed over */
        if (form == SR_VF_PARTICIPLE && sr_claim__is(r, t + n, "by") && t > start && is_figure(r, t - 1)) continue;
        if (n == 1 && (form == SR_VF_BASE || form == SR_VF_S) && !is_verb_here(r, t, start, end)) continue;
        /* "wounded soldiers", "the destroyed bridge" are phrases, not claims; "A and B each pledged" is one */
        static const char *const subjects[] = {"which", "that", "each", "both", "all"};
        if (form == SR_VF_ED && t > start && sr_word_class_of(report, t - 1) == SR_CLASS_DETERMINER &&
            !sr_claim__is_one_of(r, t - 1, subjects, sizeof subjects / sizeof *subjects))
          continue;
        if (is_describing(r, t, form, start, end)) continue;
        trigger.end = t + n;
        trigger.form = form;
        trigger.verbs = r->tables->verb[value / 8].verbs;
        trigger.side = r->tables->verb[value / 8].side;
        set_voice(r, &trigger, form);
        take_fixed(r, &trigger, end);
      } else {
        continue;
      }
      sr_status status = push_trigger(r, &trigger);
      if (status) return status;
      t = trigger.end - 1;
    }
  }
  return SR_OK;
}

bool sr_claim__is_carried_out(const sr_claim_reading *r, const sr_trigger *t) {
  return t->first > 1 && sr_claim__is(r, t->first - 1, "to") && sr_claim__word(r, t->first - 2, SR_WORD_IMPLICATIVE);
}

bool sr_claim__is_infinitive(const sr_claim_reading *r, const sr_trigger *t) {
  if (sr_claim__is_carried_out(r, t)) return false;
  return t->voice == SR_VOICE_ACTIVE && t->first && sr_claim__is(r, t->first - 1, "to") &&
         t->modality == SR_MODALITY_ASSERTED;
}

bool sr_claim__is_hypothetical(const sr_claim_reading *r, const sr_trigger *t) {
  enum { CLAUSE_MAX = 8 };
  const uint32_t start = r->report->sentences[t->sentence].first_token;
  for (uint32_t k = t->first, steps = 0; k > start && steps < CLAUSE_MAX; steps++) {
    k--;
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT || sr_claim__is(r, k, "that")) return false;
    if (sr_claim__is(r, k, "whether") || sr_claim__is(r, k, "unless") ||
        (sr_claim__is(r, k, "if") && !(k > start && sr_claim__is(r, k - 1, "even"))))
      return true;
    if (sr_claim__is(r, k, "before") || sr_claim__is(r, k, "until")) return t->form == SR_VF_S;
  }
  return false;
}
