/* Costs between verbs and things; see the header. */
#include "claim/govern.h"
#include "claim/aid.h"
#include "claim/party.h"
#include "claim/sides.h"
#include "claim/subject.h"
#include "claim/tree.h"

#include "read/wordclass.h"

/* The longest reach from a verb to its thing, in the costs of sr_claim__gap; what a thing that speaks for itself (a
 * toll, an attack) costs without a verb, so that a verb nearer than that wins. Found on the development reports. */
enum {
  REACH = 55,
  ALONE_TOLL = 18,
  ALONE_ATTACK = 22,
  CROSSING = 6,
  COLON = 30, /* what sr_claim__gap asks for one */
  INVERTED = 12,
  TOLD_ON = 30,      /* a participle whose thing is the subject of a later verb */
  RELATIVE_MAX = 20, /* cost from a thing to the verb of its relative clause */
  NO_MATCH = UINT16_MAX
};

static uint32_t crossings(const sr_claim_reading *r, uint32_t from, uint32_t to, uint32_t near_trigger) {
  uint32_t n = 0;
  for (uint32_t i = near_trigger; i-- > 0 && r->triggers.at[i].first >= from;)
    if (r->triggers.at[i].end <= to) n++;
  for (uint32_t i = near_trigger + 1; i < r->triggers.n && r->triggers.at[i].end <= to; i++)
    if (r->triggers.at[i].first >= from) n++;
  return n;
}

/* "29 | were hurt, and 500 houses": something counted stands right before the verb and its helpers. */
static bool has_its_subject(const sr_claim_reading *r, uint32_t index) {
  enum { HELPERS_MAX = 3 };
  const sr_trigger *t = &r->triggers.at[index];
  for (uint32_t k = t->first, steps = 0; k > 0 && steps < HELPERS_MAX; k--, steps++) {
    if (r->quantity_at[k - 1] != SR_NONE) return r->report->tokens[k - 1].sentence == t->sentence;
    if (!sr_claim__cue(r, k - 1, SR_CUE_BE) && !sr_claim__cue(r, k - 1, SR_CUE_HAVE)) return false;
  }
  return false;
}

/* What stands in [from, to), before a thing, puts it beside what happened: "near the". */
static bool is_beside(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  if (to > from && sr_word_class_of(r->report, to - 1) == SR_CLASS_DETERMINER) to--;
  return to > from && sr_claim__cue(r, to - 1, SR_CUE_BESIDE);
}

/* "close to | the temples", "near Jabalia | camp" */
static bool stands_beside(const sr_claim_reading *r, const sr_mention *m) {
  enum { NAME_MAX = 3 };
  uint32_t t = m->first;
  for (uint32_t steps = 0; t && m->first == m->noun_first && steps < NAME_MAX && r->place_at[t - 1] != SR_NONE; steps++)
    t--;
  return t && sr_claim__cue(r, t - 1, SR_CUE_BESIDE);
}

/* "the number | captured | this year at 594", "put those downed at 63 drones": the figure of what the participle says.
 */
static bool is_counted_by(const sr_claim_reading *r, const sr_trigger *t, const sr_mention *m) {
  enum { LEAD_MAX = 6, SPAN_MAX = 10 };
  const uint32_t start = r->report->sentences[t->sentence].first_token;
  if (!t->participle || m->quantity == SR_NONE || m->first <= t->end || m->first - t->end > SPAN_MAX ||
      !sr_claim__word(r, m->first - 1, SR_WORD_LEVEL_LEAD))
    return false;
  for (uint32_t k = t->end; k < m->first; k++)
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT || (r->quantity_at[k] != SR_NONE && r->time_at[k] == SR_NONE))
      return false;
  for (uint32_t k = t->first, steps = 0; k-- > start && steps < LEAD_MAX; steps++) {
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT || r->quantity_at[k] != SR_NONE) return false;
    if (sr_claim__cue(r, k, SR_CUE_FIGURE)) return true;
  }
  return false;
}

/* "gave 50 million, while | C has put off a decision on 3,000 missiles": another clause with a verb of its own. */
static bool is_of_next_clause(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  static const char *const opens[] = {"while", "whereas", "but", "and"};
  bool next = false;
  for (uint32_t t = from; t < to; t++) {
    const sr_slice tag = r->report->tokens[t].xpos;
    if (next && (sr_slice_is(tag, "VBD") || sr_slice_is(tag, "VBZ") || sr_slice_is(tag, "VBP")) &&
        !sr_claim__is(r, t - 1, "which") && !sr_claim__is(r, t - 1, "who") && !sr_claim__is(r, t - 1, "that"))
      return true;
    next |= sr_claim__is_one_of(r, t, opens, sizeof opens / sizeof *opens);
  }
  return false;
}

/* "losses in this sector: 40 men": a colon soon behind token t, with no other mark before it. */
static bool opens_list(const sr_claim_reading *r, uint32_t t, uint32_t to) {
  enum { LEAD_MAX = 7 };
  for (uint32_t k = t; k < to && k < t + LEAD_MAX; k++) {
    if (sr_claim__is(r, k, ":")) return true;
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT) return false;
  }
  return false;
}

bool sr_claim__figure_between(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  for (uint32_t t = from; t < to; t++)
    if (r->quantity_at[t] != SR_NONE) return true;
  return false;
}

/* "a tank | with a", "80 men | with the help of": what stands in [from, to) makes a means of what is behind it. */
static bool is_instrument(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  enum { LEAD_MAX = 6 };
  for (uint32_t t = to, steps = 0; t > from + 1 && steps < LEAD_MAX; t--, steps++) {
    if (r->report->tokens[t - 1].kind == SR_TOKEN_PUNCT || sr_claim__is(r, t - 1, "and")) return false;
    if (sr_claim__is(r, t - 1, "with") || sr_claim__is(r, t - 1, "using")) return true;
  }
  return false;
}

/* "announced that | a package | was in the works": what the subject behind "that" does is no verb of claims. */
static bool says_else(const sr_claim_reading *r, uint32_t index, uint32_t noun) {
  if (!sr_claim__is_subject_behind(r, noun)) return false;
  const uint32_t verb = r->report->tokens[noun].head;
  for (uint32_t i = index + 1; i < r->triggers.n && r->triggers.at[i].first <= verb; i++)
    if (verb < r->triggers.at[i].end) return false;
  return true;
}

/* "that" right behind a verb, or what opens another clause before a thing. */
static bool opens_clause(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  if (sr_claim__is(r, from, "that")) return true;
  for (uint32_t t = from; t < to && t < from + REACH; t++)
    if (sr_claim__cue(r, t, SR_CUE_BREAK)) return true;
  return false;
}

/* "doubled what it had | given | to 20 million": what is given stands before the verb. */
static bool is_of_what(const sr_claim_reading *r, const sr_trigger *t) {
  enum { SUBJECT_MAX = 5 };
  for (uint32_t k = t->first, steps = 0; k-- > r->report->sentences[t->sentence].first_token && steps < SUBJECT_MAX;
       steps++) {
    if (sr_claim__is(r, k, "what")) return true;
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT || sr_word_class_of(r->report, k) == SR_CLASS_VERB) return false;
  }
  return false;
}

/* "a woman wounded on Monday has died": what the sentence tells of them stands behind the participle. */
static bool tells_on(const sr_claim_reading *r, uint32_t index, const sr_mention *m) {
  enum { TRIGGERS_MAX = 3 };
  const sr_trigger *t = &r->triggers.at[index];
  if (m->noun_first >= m->end || !sr_slice_starts(r->report->tokens[t->first].deprel, SR_SLICE("acl"))) return false;
  const uint32_t noun = m->end - 1, verb = r->report->tokens[noun].head;
  if (verb == SR_NO_HEAD || verb < t->end || !sr_slice_starts(r->report->tokens[noun].deprel, SR_SLICE("nsubj")))
    return false;
  for (uint32_t i = index + 1; i < r->triggers.n && i <= index + TRIGGERS_MAX; i++)
    if (r->triggers.at[i].first <= verb && verb < r->triggers.at[i].end)
      return (r->triggers.at[i].verbs & SR_BIT(SR_VERB_KILL)) != 0;
  return false;
}

/* ", leaving 55 patients": a clause of its own. */
static bool parts_by_gerund(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  for (uint32_t t = from; t + 1 < to; t++)
    if (sr_claim__is(r, t, ",") && sr_slice_is(r->report->tokens[t + 1].xpos, "VBG")) return true;
  return false;
}

/* How far a verb is from a thing that it may govern in this frame; NO_MATCH if the grammar forbids it. */
static uint32_t distance(const sr_claim_reading *r, const sr_frame *frame, uint32_t index, const sr_mention *m) {
  const sr_trigger *t = &r->triggers.at[index];
  const bool before = m->end <= t->first;
  /* "13 destroyed bombers": what the participle inside says of them */
  if (t->first > m->first && t->end <= m->noun_first && m->figure.present && !frame->agent &&
      (frame->kind == SR_KIND_LOSSES || frame->kind == SR_KIND_DAMAGE) &&
      (t->form == SR_VF_ED || t->form == SR_VF_PARTICIPLE))
    return 0;
  if (!before && m->first < t->end) return NO_MATCH;
  if (!before && !frame->agent && is_counted_by(r, t, m)) return 0;
  /* "announced that a package was in the works", "send men once the guns are silent": the subject of another verb */
  if (!before && !frame->agent && t->voice == SR_VOICE_ACTIVE && opens_clause(r, t->end, m->first) &&
      says_else(r, index, m->end - 1))
    return NO_MATCH;
  /* "entered Y, from which 213 villages are evacuated": of another clause */
  if (!before && t->voice == SR_VOICE_ACTIVE && frame->kind == SR_KIND_CONTROL &&
      sr_claim__in_other_relative(r, m->end - 1, t->first))
    return NO_MATCH;
  /* "hit a school that served as a shelter", "a lorry which was bringing people home" */
  if (!before && !frame->agent && t->voice == SR_VOICE_ACTIVE && frame->kind == SR_KIND_DAMAGE &&
      m->quantity == SR_NONE && !sr_claim__is(r, m->first - 1, "and") &&
      sr_claim__in_other_relative(r, m->end - 1, t->first))
    return NO_MATCH;
  const uint32_t from = before ? m->end : t->end, to = before ? t->first : m->first;
  /* "shells fell on villages near the terminal" */
  if (!before && !frame->agent && is_beside(r, from, to)) return NO_MATCH;
  /* "a house close to the temples was destroyed" */
  if (before && !frame->agent && m->quantity == SR_NONE && stands_beside(r, m)) return NO_MATCH;
  /* "damaged 41 aircraft at four bases": the bases are where */
  if (!before && !frame->agent && t->voice != SR_VOICE_PASSIVE && to > from && frame->kind == SR_KIND_DAMAGE &&
      (sr_claim__is(r, to - 1, "at") || sr_claim__is(r, to - 1, "in") || sr_claim__is(r, to - 1, "from") ||
       sr_claim__is(r, to - 1, "inside") || sr_claim__is(r, to - 1, "across") ||
       (m->quantity == SR_NONE && to > from + 1 && sr_claim__is(r, to - 1, "on") &&
        sr_claim__figure_between(r, from, to))))
    return NO_MATCH;
  /* "destroyed 216 drones over nine regions" */
  if (!before && !frame->agent && to > from && frame->kind == SR_KIND_DAMAGE && m->usual == SR_THING_SETTLEMENT &&
      (sr_claim__is(r, to - 1, "over") || (sr_claim__is(r, to, "over") && sr_claim__figure_between(r, from, to))))
    return NO_MATCH;
  /* "neutralised 30 fighters in air strikes": what it was done in is not what was met */
  if (!before && !frame->agent && to > from && frame->kind == SR_KIND_INTERCEPTION && m->usual == SR_THING_ATTACK &&
      (sr_claim__is(r, to - 1, "in") || sr_claim__is(r, to - 1, "during")))
    return NO_MATCH;
  /* "destroyed a tank with a missile": what it was done with */
  if (!before && !frame->agent && t->voice == SR_VOICE_ACTIVE &&
      sr_claim__within(r->tables, m->usual, SR_THING_WEAPON) &&
      (frame->kind == SR_KIND_LOSSES || frame->kind == SR_KIND_DAMAGE || frame->kind == SR_KIND_INTERCEPTION) &&
      is_instrument(r, from, to))
    return NO_MATCH;
  uint32_t cost = sr_claim__gap(r, from, to);
  if (cost > REACH) return NO_MATCH;
  if (!before && !frame->agent && t->voice == SR_VOICE_ACTIVE && is_of_next_clause(r, from, to)) return NO_MATCH;
  cost += CROSSING * crossings(r, from, to, index);
  switch (t->voice) {
  case SR_VOICE_NOMINAL:
    /* "the loss of 12 tanks", "losses: 12 tanks" */
    if (opens_list(r, t->end, to) && cost >= COLON) cost -= COLON; /* "Damage: 16 flats" */
    if (before || frame->agent || cost > 25) return NO_MATCH;
    return sr_claim__has_between(r, from, to, "of") || sr_claim__is(r, t->end - 1, "of") ||
                   sr_claim__is(r, to - 1, "at")
               ? cost
               : cost + INVERTED;
  case SR_VOICE_PASSIVE:
    if (frame->agent) return !before && sr_claim__has_between(r, from, to, "by") ? cost : NO_MATCH;
    /* "are wounded 6 people and | are destroyed 4 houses": what follows the first passive is not of the second */
    if (before && index && sr_claim__is(r, m->end, "and") && r->triggers.at[index - 1].end == m->first &&
        r->triggers.at[index - 1].voice == SR_VOICE_PASSIVE)
      return NO_MATCH;
    if (t->participle && before && to - from <= 1) return tells_on(r, index, m) ? TOLD_ON : 0;
    if (t->participle && before && cost > 20) return NO_MATCH;
    if (before) return cost;
    /* "Destroyed: 2 tanks, 6 guns" */
    if (sr_claim__is(r, t->end, ":") && (!t->participle || t->first == r->report->sentences[t->sentence].first_token))
      return cost > COLON ? cost - COLON : 0;
    /* "among the sites hit were a dam and a station" */
    if (t->participle && sr_claim__cue(r, t->end, SR_CUE_BE) && !sr_claim__has_between(r, from, to, ";")) return cost;
    /* "are destroyed 2 schools", but not what follows "29 were hurt" or "were cut off, leaving" */
    return t->participle || cost > 20 || has_its_subject(r, index) || parts_by_gerund(r, from, to) ? NO_MATCH
                                                                                                   : cost + INVERTED;
  case SR_VOICE_ACTIVE: break;
  }
  if (frame->agent) {
    if (before) return cost;
    return sr_claim__has_between(r, from, to, "with") || sr_claim__has_between(r, from, to, "using") ||
                   sr_claim__is(r, t->end - 1, "with")
               ? cost
               : NO_MATCH;
  }
  if (t->relative && before && cost <= RELATIVE_MAX) return cost;
  const bool wants_before = t->side != SR_SIDE_OBJECT, wants_after = t->side != SR_SIDE_SUBJECT;
  if (before) return wants_before ? cost : NO_MATCH;
  if (!wants_after) return cost <= 8 && t->side == SR_SIDE_SUBJECT ? cost + INVERTED : NO_MATCH;
  return cost;
}

/* People who leave a home, a town or a region are displaced; who leave a table are not. */
static bool leaves_home(const sr_claim_reading *r, const sr_trigger *t) {
  enum { TRIGGERS_BACK = 8 };
  const uint32_t end = sr_claim__sentence_end(r, t->sentence);
  for (uint32_t k = t->end; k < end && k < t->end + 10; k++)
    if (sr_claim__cue(r, k, SR_CUE_HABITAT) || r->place_at[k] != SR_NONE) return true;
  /* "213 villages are being evacuated. 52,000 people have left so far" */
  for (uint32_t i = (uint32_t)(t - r->triggers.at), steps = 0; i-- > 0 && steps < TRIGGERS_BACK; steps++) {
    if (r->triggers.at[i].sentence + 1 < t->sentence) break;
    if (r->triggers.at[i].verbs & SR_BIT(SR_VERB_DISPLACE)) return true;
  }
  return false;
}

/* A share is of weapons that were met, of people who were hurt, of buildings that were hit. */
static bool may_be_share(const sr_frame *frame) {
  return frame->kind == SR_KIND_INTERCEPTION || frame->kind == SR_KIND_DAMAGE ||
         (frame->kind == SR_KIND_LOSSES &&
          (frame->category == SR_CATEGORY_DISPLACED || frame->category == SR_CATEGORY_KILLED ||
           frame->category == SR_CATEGORY_WOUNDED));
}

/* "476 drones, of which 442 were shot down": what is said behind "of which" is of the part. */
static bool parts_follow(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  for (uint32_t t = from; t + 1 < to; t++)
    if (sr_claim__is(r, t, "of") && (sr_claim__is(r, t + 1, "which") || sr_claim__is(r, t + 1, "whom"))) return true;
  return false;
}

/* "Denmark will send 300 drones": a state that is no side of the war gives them. */
static bool gives_it(const sr_claim_reading *r, const sr_trigger *t) {
  if (t->voice != SR_VOICE_ACTIVE || r->sides[0] == SR_NONE || r->sides[1] == SR_NONE) return false;
  const int32_t subject = sr_claim__subject(r, t->sentence, t->first);
  if (subject < 0 || r->report->actors[subject].kind != SR_ACTOR_STATE) return false;
  const sr_slice code = sr_claim__party_of(r, subject).code;
  for (uint32_t side = 0; side < 2; side++)
    if (sr_slice_starts(r->side_keys[side], code)) return false;
  return code.len == 3 && t->modality != SR_MODALITY_ASSERTED;
}

/* "a missile launched from K | was shot down": what is told of it stands behind. */
static bool met_behind(const sr_claim_reading *r, uint32_t index) {
  enum { CLAUSE_MAX = 12 };
  const sr_set met = SR_BIT(SR_VERB_DOWN) | SR_BIT(SR_VERB_SUPPRESS) | SR_BIT(SR_VERB_BOTH_DOWN);
  const sr_trigger *fired = &r->triggers.at[index], *next = fired + 1;
  if (index + 1 >= r->triggers.n || next->sentence != fired->sentence || next->first - fired->end > CLAUSE_MAX)
    return false;
  for (uint32_t t = fired->end; t < next->first; t++)
    if (r->report->tokens[t].kind == SR_TOKEN_PUNCT || r->quantity_at[t] != SR_NONE) return false;
  return next->voice == SR_VOICE_PASSIVE && !next->participle && (next->verbs & met);
}

/* What a trigger says of a thing, if that is nearer than the best so far. `reach` is how far the two are, or NO_MATCH
 * to reckon it. */
static void try_trigger(const sr_claim_reading *r, const sr_mention *m, uint32_t i, uint32_t reach, sr_match *best) {
  const bool share = (m->things & SR_BIT(SR_THING_SHARE)) && m->usual != SR_THING_SHARE;
  const sr_trigger *t = &r->triggers.at[i];
  for (uint32_t verb = SR_VERB_NONE + 1; verb < SR_VERB_COUNT; verb++) {
    if (!(t->verbs & SR_BIT(verb))) continue;
    if (verb == SR_VERB_LEAVE && (!leaves_home(r, t) || (m->things & SR_BIT(SR_THING_SOLDIER)))) continue;
    for (uint32_t thing = 0; thing < SR_THING_COUNT; thing++) {
      if (!(m->things & SR_BIT(thing))) continue;
      const sr_frame *frame = sr_claim__frame(r->tables, (sr_verb)verb, (sr_thing)thing);
      if (!frame) continue;
      if (verb == SR_VERB_DISPLACE && sr_words_have(r->tables->words, m->noun, SR_WORD_CAPTIVE))
        continue; /* who escapes from a prison is not displaced */
      /* "a missile destroyed a hotel": what does it, where it can suffer the same */
      if (!frame->agent && m->end <= t->first && t->voice == SR_VOICE_ACTIVE && t->side == SR_SIDE_OBJECT &&
          !t->relative && sr_claim__within(r->tables, (sr_thing)thing, SR_THING_WEAPON)) {
        const sr_frame *wide = sr_claim__frame(r->tables, (sr_verb)verb, SR_THING_WEAPON);
        if (wide && wide->agent) frame = wide;
      }
      if (verb == SR_VERB_LOSE && t->side == SR_SIDE_SUBJECT && sr_claim__within(r->tables, m->usual, SR_THING_WEAPON))
        continue; /* drones that "were lost" did not arrive */
      if (frame->kind == SR_KIND_DAMAGE && thing == SR_THING_SETTLEMENT && t->side == SR_SIDE_SUBJECT)
        continue; /* "health care in three districts no longer functions" */
      /* "salaries were raised", "proposed adding 5 billion" */
      if (verb == SR_VERB_FUND && (t->voice != SR_VOICE_ACTIVE ||
                                   (t->form == SR_VF_ING && !(t->first && sr_claim__cue(r, t->first - 1, SR_CUE_BE)))))
        continue;
      if (frame->kind == SR_KIND_AID && (is_of_what(r, t) || !sr_claim__can_be_aid(r, m, t))) continue;
      if (share && !may_be_share(frame)) continue;
      const bool fired = frame->kind == SR_KIND_STRIKE && t->first >= m->end;
      if (!fired && t->first >= m->end && parts_follow(r, m->end, t->first)) continue;
      if (m->whole ? !fired : m->portion && fired && (t->participle || t->relative)) continue;
      if (fired && t->participle && met_behind(r, i)) continue;
      uint32_t cost = reach == NO_MATCH ? distance(r, frame, i, m) : frame->agent ? NO_MATCH : reach;
      if (cost == NO_MATCH) continue;
      if (thing != (uint32_t)m->usual) cost++;
      if (frame->kind == SR_KIND_AID) cost++; /* "sent 94 drones": an attack before a gift */
      if (cost >= best->cost) continue;
      if (frame->kind == SR_KIND_STRIKE && (t->verbs & SR_BIT(SR_VERB_PLEDGE)) && gives_it(r, t)) continue;
      *best = (sr_match){.frame = frame, .trigger = (int32_t)i, .thing = (sr_thing)thing, .cost = cost};
    }
  }
}

/* "received 120 million but | needed another 65 million": what is needed has not been given. */
static bool is_needed(const sr_claim_reading *r, const sr_mention *m, uint32_t trigger_from, uint32_t trigger_to) {
  enum { OBJECT_REACH = 4 };
  for (uint32_t i = trigger_from; i < trigger_to; i++) {
    const sr_trigger *t = &r->triggers.at[i];
    const bool last = i + 1 >= trigger_to || r->triggers.at[i + 1].first >= m->first;
    if (last && (t->verbs & SR_BIT(SR_VERB_NEED)) && t->voice == SR_VOICE_ACTIVE && m->first >= t->end &&
        m->first - t->end <= OBJECT_REACH && !sr_claim__figure_between(r, t->end, m->first))
      return true;
  }
  return false;
}

static bool has_trigger(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  const uint32_t next = sr_claim__trigger_from(r, from);
  return next < r->triggers.n && r->triggers.at[next].first < to;
}

/* "the largest drone attack so far: 479 drones and 20 missiles", "an attack involving 40 drones". */
static bool attacks_with(const sr_claim_reading *r, const sr_mention *m) {
  enum { BACK_MAX = 3, GAP_MAX = 8 };
  if (m->quantity == SR_NONE || !m->figure.present || !sr_claim__within(r->tables, m->usual, SR_THING_WEAPON))
    return false;
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  uint32_t first = m->first;
  const uint32_t index = (uint32_t)(m - r->mentions.at);
  for (uint32_t i = index, steps = 0; i-- > 0 && steps < BACK_MAX; steps++) { /* "479 drones and | 20 missiles" */
    const sr_mention *before = &r->mentions.at[i];
    const bool listed = before->sentence == m->sentence && before->quantity != SR_NONE && before->end <= first &&
                        sr_claim__within(r->tables, before->usual, SR_THING_WEAPON) && first - before->end <= 2;
    if (!listed) break;
    first = before->first;
  }
  if (first == start || !sr_claim__word(r, first - 1, SR_WORD_WEAPON_LEAD)) return false;
  for (uint32_t t = first - 1, steps = 0; t-- > start && steps < GAP_MAX; steps++) {
    if (sr_claim__word(r, t, SR_WORD_ATTACK_NOUN)) return !has_trigger(r, t + 1, first);
    if (r->report->tokens[t].kind == SR_TOKEN_PUNCT) return false;
  }
  return false;
}

bool sr_claim__has_own_verb(const sr_claim_reading *r, const sr_mention *m) {
  const bool part = m->part_of != SR_NONE || sr_claim__is(r, m->end - 1, "them");
  if (!part || !sr_claim__cue(r, m->end, SR_CUE_HAVE)) return false;
  const uint32_t verb = m->end + 1 + sr_claim__cue(r, m->end + 1, SR_CUE_BE);
  return verb < sr_claim__sentence_end(r, m->sentence) && sr_slice_is(r->report->tokens[verb].xpos, "VBN") &&
         !has_trigger(r, m->end, verb + 1);
}

/* "In October it was | 267 square kilometres": ground that was said to be gained just before. */
static bool tells_gain(const sr_claim_reading *r, const sr_mention *m) {
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  return m->usual == SR_THING_AREA && m->figure.present && m->first > start + 1 &&
         (sr_claim__is(r, m->first - 1, "was") || sr_claim__is(r, m->first - 1, "were")) &&
         sr_claim__word(r, m->first - 2, SR_WORD_GAIN_ANAPHOR) && sr_claim__gained_before(r, m);
}

sr_match sr_claim__best_match(const sr_claim_reading *r, const sr_mention *m, uint32_t trigger_from,
                              uint32_t trigger_to) {
  sr_match best = {.trigger = SR_NONE, .cost = NO_MATCH};
  if (is_needed(r, m, trigger_from, trigger_to)) return best;
  for (uint32_t i = trigger_from; i < trigger_to; i++) {
    const sr_trigger *t = &r->triggers.at[i];
    if (t->first > m->end + REACH || m->first > t->end + REACH) continue;
    try_trigger(r, m, i, NO_MATCH, &best);
  }
  if (!best.frame && attacks_with(r, m)) {
    const sr_frame *frame = sr_claim__frame(r->tables, SR_VERB_LAUNCH, m->usual);
    if (frame) best = (sr_match){.frame = frame, .trigger = SR_NONE, .thing = m->usual, .cost = ALONE_ATTACK};
  }
  if (!best.frame && tells_gain(r, m))
    best = (sr_match){.frame = sr_claim__frame(r->tables, SR_VERB_ADVANCE, m->usual),
                      .trigger = SR_NONE,
                      .thing = m->usual,
                      .cost = ALONE_TOLL};
  if (m->whole) return best;
  if (m->usual == SR_THING_RATE && !sr_claim__gained_before(r, m)) return best;
  const bool toll = (m->things & SR_BIT(SR_THING_TOLL)) != 0;
  const sr_frame *alone = sr_claim__frame(r->tables, SR_VERB_NONE, toll ? SR_THING_TOLL : m->usual);
  const uint32_t cost = m->usual == SR_THING_ATTACK ? ALONE_ATTACK : ALONE_TOLL;
  /* "2,900 bodies: 2,000 have been buried": what was counted before is not dead again */
  if (m->usual == SR_THING_TOLL_NOUN && m->quantity != SR_NONE && m->noun_first >= m->end && m->part_of == SR_NONE)
    return best;
  /* "half of the wounded have returned": a share that no verb hurts */
  if (m->usual != SR_THING_TOLL_NOUN && sr_slice_is(m->figure.unit, "%") && m->toll_at == 0) return best;
  if (alone && cost < best.cost)
    best = (sr_match){.frame = alone, .trigger = SR_NONE, .thing = toll ? SR_THING_TOLL : m->usual, .cost = cost};
  return best;
}

sr_match sr_claim__next_of_list(const sr_claim_reading *r, const sr_mention *before, const sr_match *said,
                                const sr_mention *m) {
  enum { ITEM_GAP = 8 };                                            /* words that say more of the item before */
  static const char *const joints[] = {",", "and", "plus", "well"}; /* "as well as" */
  sr_match found = {.trigger = SR_NONE, .cost = NO_MATCH};
  if (said->trigger == SR_NONE || r->triggers.at[said->trigger].first >= before->first || !m->figure.present ||
      m->first < before->end || m->first - before->end > ITEM_GAP)
    return found;
  uint32_t joint = m->first;
  if (sr_claim__is(r, joint - 1, "as")) joint--;
  if (joint <= before->end - 1 || !sr_claim__is_one_of(r, joint - 1, joints, sizeof joints / sizeof *joints))
    return found;
  for (uint32_t t = before->end; t < m->first; t++)
    if (sr_claim__is(r, t, ";") || sr_claim__is(r, t, ":") || sr_claim__cue(r, t, SR_CUE_BREAK)) return found;
  const bool modified = before->end < m->first && sr_slice_is(r->report->tokens[before->end].xpos, "VBN");
  if (has_trigger(r, before->end + modified, m->first)) return found;
  try_trigger(r, m, (uint32_t)said->trigger, said->cost, &found);
  return found;
}

bool sr_claim__is_placed_behind(const sr_claim_reading *r, uint32_t t, uint32_t sentence) {
  enum { PHRASE_MAX = 4 };
  static const char *const led[] = {"in", "over", "near", "at", "around", "above", "outside", "on"};
  const uint32_t end = sr_claim__sentence_end(r, sentence);
  if (!sr_claim__is_one_of(r, t, led, sizeof led / sizeof *led)) return false;
  for (uint32_t k = t + 1; k < end && k < t + 1 + PHRASE_MAX && r->report->tokens[k].kind == SR_TOKEN_WORD; k++)
    if (r->place_at[k] != SR_NONE && r->report->places[r->place_at[k]].literal) return true;
  return false;
}

/* "39 schools in March and 284 | in 2024" */
static bool is_dated_behind(const sr_claim_reading *r, uint32_t t, uint32_t sentence) {
  const uint32_t end = sr_claim__sentence_end(r, sentence);
  if (t < end && sr_word_class_of(r->report, t) == SR_CLASS_PREPOSITION) t++;
  return t < end && r->time_at[t] != SR_NONE;
}

sr_match sr_claim__gapped(const sr_claim_reading *r, const sr_mention *before, const sr_match *said,
                          const sr_mention *m, const sr_match *found) {
  enum { CLAUSE_MAX = 16 }; /* tokens from one figure to the next */
  static const char *const joints[] = {",", "and", ":", ";"};
  const bool people = sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE) &&
                      sr_claim__within(r->tables, before->usual, SR_THING_PEOPLE);
  if (found->trigger != SR_NONE || said->trigger == SR_NONE || !said->frame || !before->figure.present ||
      !m->figure.present || (!people && m->usual != before->usual) || m->first - before->end > CLAUSE_MAX ||
      r->triggers.at[said->trigger].first >= m->first ||
      !sr_claim__is_one_of(r, m->first - 1, joints, sizeof joints / sizeof *joints) ||
      !(sr_claim__is_placed_behind(r, m->end, m->sentence) || is_dated_behind(r, m->end, m->sentence)))
    return *found;
  sr_match same = *said;
  same.thing = m->usual;
  same.gap = true;
  return same;
}
