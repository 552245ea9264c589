/* The frame engine: each thing finds the verb that governs it, and the table says what claim the two make. */
#include "claim/settle.h"
#include "claim/sides.h"
#include "claim/subject.h"
#include "claim/tree.h"

#include "read/wordclass.h"

/* The longest reach from a verb to its thing, in the costs of sr_claim__gap; what a thing that speaks for itself (a
 * toll, an attack) costs without a verb, so that a verb nearer than that wins. Found on the development reports. */
enum {
  STRIKES_BACK = 40, /* claims before "the strikes" in which they were told of */
  TOLL_REACH = 14,   /* tokens from a toll to its number */
  REACH = 55,
  ALONE_TOLL = 18,
  ALONE_ATTACK = 22,
  CROSSING = 6,
  COLON = 30, /* what sr_claim__gap asks for one */
  INVERTED = 12,
  RELATIVE_MAX = 20, /* cost from a thing to the verb of its relative clause */
  NO_MATCH = UINT16_MAX
};

typedef struct match {
  const sr_frame *frame;
  int32_t trigger;
  sr_thing thing;
  uint32_t cost;
  bool gap; /* the verb is said of another thing, and left out here */
} match;

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

static bool figure_between(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  for (uint32_t t = from; t < to; t++)
    if (r->quantity_at[t] != SR_NONE) return true;
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
  /* "entered Y, from which 213 villages are evacuated": of another clause */
  if (!before && t->voice == SR_VOICE_ACTIVE && frame->kind == SR_KIND_CONTROL &&
      sr_claim__in_other_relative(r, m->end - 1, t->first))
    return NO_MATCH;
  const uint32_t from = before ? m->end : t->end, to = before ? t->first : m->first;
  /* "shells fell on villages near the terminal" */
  if (!before && !frame->agent && is_beside(r, from, to)) return NO_MATCH;
  /* "a house close to the temples was destroyed" */
  if (before && !frame->agent && m->first && sr_claim__cue(r, m->first - 1, SR_CUE_BESIDE) && m->quantity == SR_NONE)
    return NO_MATCH;
  /* "damaged 41 aircraft at four bases": the bases are where */
  if (!before && !frame->agent && t->voice != SR_VOICE_PASSIVE && to > from && frame->kind == SR_KIND_DAMAGE &&
      (sr_claim__is(r, to - 1, "at") || sr_claim__is(r, to - 1, "in") || sr_claim__is(r, to - 1, "from") ||
       sr_claim__is(r, to - 1, "inside") || sr_claim__is(r, to - 1, "across") ||
       (m->quantity == SR_NONE && to > from + 1 && sr_claim__is(r, to - 1, "on") && figure_between(r, from, to))))
    return NO_MATCH;
  /* "destroyed 216 drones over nine regions" */
  if (!before && !frame->agent && to > from && frame->kind == SR_KIND_DAMAGE && m->usual == SR_THING_SETTLEMENT &&
      (sr_claim__is(r, to - 1, "over") || (sr_claim__is(r, to, "over") && figure_between(r, from, to))))
    return NO_MATCH;
  /* "neutralised 30 fighters in air strikes": what it was done in is not what was met */
  if (!before && !frame->agent && to > from && frame->kind == SR_KIND_INTERCEPTION && m->usual == SR_THING_ATTACK &&
      (sr_claim__is(r, to - 1, "in") || sr_claim__is(r, to - 1, "during")))
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
    if (t->participle && before && to - from <= 1) return 0;
    if (t->participle && before && cost > 20) return NO_MATCH;
    if (before) return cost;
    /* "Destroyed: 2 tanks, 6 guns" */
    if (sr_claim__is(r, t->end, ":") && (!t->participle || t->first == r->report->sentences[t->sentence].first_token))
      return cost > COLON ? cost - COLON : 0;
    /* "among the sites hit were a dam and a station" */
    if (t->participle && sr_claim__cue(r, t->end, SR_CUE_BE) && !sr_claim__has_between(r, from, to, ";")) return cost;
    /* "are destroyed 2 schools", but not what follows "29 were hurt" */
    return t->participle || cost > 20 || has_its_subject(r, index) ? NO_MATCH : cost + INVERTED;
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
static void try_trigger(const sr_claim_reading *r, const sr_mention *m, uint32_t i, uint32_t reach, match *best) {
  const bool share = (m->things & SR_BIT(SR_THING_SHARE)) && m->usual != SR_THING_SHARE;
  const sr_trigger *t = &r->triggers.at[i];
  for (uint32_t verb = SR_VERB_NONE + 1; verb < SR_VERB_COUNT; verb++) {
    if (!(t->verbs & SR_BIT(verb))) continue;
    if (verb == SR_VERB_LEAVE && (!leaves_home(r, t) || (m->things & SR_BIT(SR_THING_SOLDIER)))) continue;
    for (uint32_t thing = 0; thing < SR_THING_COUNT; thing++) {
      if (!(m->things & SR_BIT(thing))) continue;
      const sr_frame *frame = sr_claim__frame(r->tables, (sr_verb)verb, (sr_thing)thing);
      if (!frame) continue;
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
      if (frame->kind == SR_KIND_AID && !sr_claim__can_be_aid(r, m, t)) continue;
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
      *best = (match){.frame = frame, .trigger = (int32_t)i, .thing = (sr_thing)thing, .cost = cost};
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
        m->first - t->end <= OBJECT_REACH && !figure_between(r, t->end, m->first))
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

/* "20,000 of them had returned": what the verb behind the part says is not what befell the whole. */
static bool has_own_verb(const sr_claim_reading *r, const sr_mention *m) {
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

static match best_match(const sr_claim_reading *r, const sr_mention *m, uint32_t trigger_from, uint32_t trigger_to) {
  match best = {.trigger = SR_NONE, .cost = NO_MATCH};
  if (is_needed(r, m, trigger_from, trigger_to)) return best;
  for (uint32_t i = trigger_from; i < trigger_to; i++) {
    const sr_trigger *t = &r->triggers.at[i];
    if (t->first > m->end + REACH || m->first > t->end + REACH) continue;
    try_trigger(r, m, i, NO_MATCH, &best);
  }
  if (!best.frame && attacks_with(r, m)) {
    const sr_frame *frame = sr_claim__frame(r->tables, SR_VERB_LAUNCH, m->usual);
    if (frame) best = (match){.frame = frame, .trigger = SR_NONE, .thing = m->usual, .cost = ALONE_ATTACK};
  }
  if (!best.frame && tells_gain(r, m))
    best = (match){.frame = sr_claim__frame(r->tables, SR_VERB_ADVANCE, m->usual),
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
    best = (match){.frame = alone, .trigger = SR_NONE, .thing = toll ? SR_THING_TOLL : m->usual, .cost = cost};
  return best;
}

/* "lost 40 men, a tank made abroad | and two guns": the next of a list is lost as the one before it, however long the
 * list. */
static match next_of_list(const sr_claim_reading *r, const sr_mention *before, const match *said, const sr_mention *m) {
  enum { ITEM_GAP = 8 };                                            /* words that say more of the item before */
  static const char *const joints[] = {",", "and", "plus", "well"}; /* "as well as" */
  match found = {.trigger = SR_NONE, .cost = NO_MATCH};
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

/* A place stands behind token t and a word that puts something there: "over the K region". */
static bool is_placed_behind(const sr_claim_reading *r, uint32_t t, uint32_t sentence) {
  enum { PHRASE_MAX = 4 };
  static const char *const led[] = {"in", "over", "near", "at", "around", "above", "outside", "on"};
  const uint32_t end = sr_claim__sentence_end(r, sentence);
  if (!sr_claim__is_one_of(r, t, led, sizeof led / sizeof *led)) return false;
  for (uint32_t k = t + 1; k < end && k < t + 1 + PHRASE_MAX && r->report->tokens[k].kind == SR_TOKEN_WORD; k++)
    if (r->place_at[k] != SR_NONE && r->report->places[r->place_at[k]].literal) return true;
  return false;
}

/* "six people died in K and a woman in S", "62 were shot down: 40 over B and 22 over the K region": the verb of the
 * first is said of the second, which has a place instead of it. */
static match gapped(const sr_claim_reading *r, const sr_mention *before, const match *said, const sr_mention *m,
                    const match *found) {
  enum { CLAUSE_MAX = 12 }; /* tokens from one figure to the next */
  static const char *const joints[] = {",", "and", ":", ";"};
  const bool people = sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE) &&
                      sr_claim__within(r->tables, before->usual, SR_THING_PEOPLE);
  if (found->trigger != SR_NONE || said->trigger == SR_NONE || !said->frame || !before->figure.present ||
      !m->figure.present || (!people && m->usual != before->usual) || m->first - before->end > CLAUSE_MAX ||
      r->triggers.at[said->trigger].first >= m->first ||
      !sr_claim__is_one_of(r, m->first - 1, joints, sizeof joints / sizeof *joints) ||
      !is_placed_behind(r, m->end, m->sentence))
    return *found;
  match same = *said;
  same.thing = m->usual;
  same.gap = true;
  return same;
}

static sr_status fill_objects(sr_claim_reading *r, sr_claim *claim, sr_enum value) {
  sr_enum *objects = SR_NEW(r->arena, sr_enum, 1);
  if (!objects) return sr_arena_fail(r->arena, r->err);
  *objects = value ? value : SR_OBJECT_OTHER;
  claim->objects = objects;
  claim->n_objects = 1;
  return SR_OK;
}

bool sr_claim__is_infinitive(const sr_claim_reading *r, const sr_trigger *t) {
  return t->voice == SR_VOICE_ACTIVE && t->first && sr_claim__is(r, t->first - 1, "to") &&
         t->modality == SR_MODALITY_ASSERTED;
}

/* "handed over the bodies of nine hostages", "up to ten bodies may never be found": nobody was killed just then. */
static bool are_passed_on(const sr_claim_reading *r, const sr_mention *m) {
  enum { REACH_BACK = 10, REACH_ON = 12 };
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  const bool are = m->noun_first < m->end && sr_claim__word(r, m->end - 1, SR_WORD_BODY);
  const bool whose =
      m->first > start + 1 && sr_claim__is(r, m->first - 1, "of") && sr_claim__word(r, m->first - 2, SR_WORD_BODY);
  /* "is expected to free three more hostages" */
  const bool held = sr_words_have(r->tables->words, m->noun, SR_WORD_CAPTIVE);
  if (!are && !whose && !held) return false;
  for (uint32_t t = m->first, steps = 0; t > start && steps < REACH_BACK && !sr_claim__is(r, t, ";"); t--, steps++)
    if (sr_claim__cue(r, t - 1, SR_CUE_EXCHANGE)) return true;
  for (uint32_t t = m->end; t < m->end + REACH_ON && !sr_claim__is(r, t, ";") && !sr_claim__is(r, t, ","); t++)
    if (sr_claim__cue(r, t, SR_CUE_EXCHANGE) || sr_claim__cue(r, t, SR_CUE_POSSIBLE)) return true;
  return false;
}

/* "disrupted the transfer of arms": not given. */
static bool is_hindered(const sr_claim_reading *r, const sr_trigger *t) {
  enum { BACK_MAX = 4 };
  const uint32_t start = r->report->sentences[t->sentence].first_token;
  for (uint32_t k = t->first, steps = 0; k-- > start && steps < BACK_MAX; steps++)
    if (sr_claim__word(r, k, SR_WORD_HINDER)) return true;
  return false;
}

/* "deliveries of shells | were halted": what became of them is told of what the noun is the subject of; the trigger's
 * index or SR_NONE. */
static int32_t fate_of(const sr_claim_reading *r, int32_t nominal, uint32_t trigger_to) {
  enum { SUBJECT_MAX = 20 };
  const sr_trigger *t = &r->triggers.at[nominal];
  for (uint32_t i = (uint32_t)nominal + 1; i < trigger_to && r->triggers.at[i].first < t->end + SUBJECT_MAX; i++) {
    if (!(r->triggers.at[i].verbs & (SR_BIT(SR_VERB_SUSPEND) | SR_BIT(SR_VERB_RESUME)))) continue;
    for (uint32_t k = t->first; k < t->end; k++)
      if (r->report->tokens[k].head == r->triggers.at[i].first &&
          sr_slice_starts(r->report->tokens[k].deprel, SR_SLICE("nsubj")))
        return (int32_t)i;
  }
  return SR_NONE;
}

/* "the strikes": those that have been told of. */
static bool has_strike(const sr_claim_reading *r, uint32_t sentence) {
  for (uint32_t i = r->drafts.n, steps = 0; i-- > r->frames_from && steps < STRIKES_BACK; steps++)
    if (r->drafts.at[i].sentence < sentence && r->drafts.at[i].claim.kind == SR_KIND_STRIKE) return true;
  return false;
}

/* "killed 12 people | in air strikes near L": an attack that is told by what it did. */
static bool hurt_in(const sr_claim_reading *r, const sr_mention *m) {
  enum { PHRASE_MAX = 3, VERB_REACH = 12 };
  const sr_set hurt = SR_BIT(SR_VERB_KILL) | SR_BIT(SR_VERB_WOUND) | SR_BIT(SR_VERB_CASUALTY);
  uint32_t in = m->first;
  for (uint32_t steps = 0; in && steps < PHRASE_MAX && !sr_claim__is(r, in, "in"); steps++) in--;
  if (m->usual != SR_THING_ATTACK || !sr_claim__is(r, in, "in")) return false;
  const bool somebody = m->first > in + 1 && r->actor_at[in + 1] != SR_NONE; /* "in Israeli strikes" */
  if (!somebody && !is_placed_behind(r, m->end, m->sentence)) return false;
  for (uint32_t i = sr_claim__trigger_from(r, in); i-- > 0 && r->triggers.at[i].sentence == m->sentence;)
    if (r->triggers.at[i].first + VERB_REACH >= in) return (r->triggers.at[i].verbs & hurt) != 0;
  return false;
}

static bool worth_saying(const sr_claim_reading *r, const sr_mention *m, const match *found) {
  const bool counted = m->figure.present;
  const sr_trigger *t = found->trigger == SR_NONE ? NULL : &r->triggers.at[found->trigger];
  switch (found->frame->kind) {
  case SR_KIND_LOSSES:
    if (m->usual == SR_THING_TOLL_NOUN && !counted) return false;
    if (t && (t->verbs & SR_BIT(SR_VERB_DESTROY)) && sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE) &&
        sr_claim__has_between(r, m->first, sr_claim__sentence_end(r, m->sentence), "alive"))
      return false; /* "two were taken out alive" */
    /* prisoners who are fed or exchanged are not taken */
    if (!t && m->usual == SR_THING_TOLL_NOUN && m->value == SR_CATEGORY_CAPTURED) return false;
    if (are_passed_on(r, m)) return false;
    if (t && (t->verbs & SR_BIT(SR_VERB_SEIZE)) && sr_slice_starts(r->report->tokens[t->first].norm, SR_SLICE("free")))
      return false; /* "freed two men" */
    if (counted && m->figure.low > 0 && m->figure.high < 1 && m->usual == SR_THING_NUMBER)
      return false; /* "a third of the promised sum" */
    return counted || m->vague;
  case SR_KIND_STRIKE:
    if (!counted && m->definite && m->usual == SR_THING_ATTACK && has_strike(r, m->sentence)) return false;
    if (counted || t || hurt_in(r, m)) return true;
    return m->value != SR_WEAPON_UNSPECIFIED && m->usual == SR_THING_ATTACK;
  case SR_KIND_DAMAGE: /* "the same area" is no thing that is hit; "the bank hit its target"; what "was attacked" need
                          not be hit */
    if (t && t->voice == SR_VOICE_PASSIVE && sr_claim__is(r, t->first, "attacked")) return false;
    if (t && !counted && sr_claim__is(r, t->first, "targeted")) return false;
    if (!counted && (m->things & SR_BIT(SR_THING_SETTLEMENT))) return false;
    if (!counted && (sr_slice_is(m->noun, "area") || sr_slice_is(m->noun, "position"))) return false;
    return counted || !sr_claim__within(r->tables, m->usual, SR_THING_WEAPON);
  case SR_KIND_AID:
    if (t && t->voice == SR_VOICE_NOMINAL && is_hindered(r, t)) return false;
    /* what comes in without a figure ("received support", "the convoy arrived") says little */
    if (!counted && t && (t->verbs & (SR_BIT(SR_VERB_RECEIVE) | SR_BIT(SR_VERB_ARRIVE)))) return false;
    return !counted || m->figure.low >= 1; /* "a tenth of them" is no count */
  case SR_KIND_CONTROL:                    /* "41 per cent less than in July" compares */
    if (sr_claim__word(r, m->end, SR_WORD_COMPARATIVE)) return false;
    return counted && !(t && sr_claim__is_infinitive(r, t));
  case SR_KIND_ADVANCE: return counted && !(t && sr_claim__is_infinitive(r, t));
  default: return true;
  }
}

static bool is_foretold(const sr_claim_reading *r, const sr_mention *m) {
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  const uint32_t first = m->first > start && sr_claim__is(r, m->first - 1, "another") ? m->first - 1 : m->first;
  return first > start && sr_claim__cue(r, first - 1, SR_CUE_EXPECT);
}

/* "lost 385 soldiers, among them 271 killed": those of the side that lost the whole. */
static void inherit_side(const sr_claim_reading *r, const sr_mention *m, sr_claim *c) {
  enum { DRAFTS_BACK = 6 };
  if (m->part_of == SR_NONE || c->party.name.len || c->category == SR_CATEGORY_EQUIPMENT) return;
  for (uint32_t i = r->drafts.n - 1, steps = 0; i-- > 0 && steps < DRAFTS_BACK; steps++) {
    const sr_draft *whole = &r->drafts.at[i];
    if (whole->mention != m->part_of || whole->claim.kind != SR_KIND_LOSSES) continue;
    c->party = whole->claim.party;
    if (whole->claim.victim == SR_VICTIM_MILITARY && c->victim == SR_VICTIM_UNSPECIFIED) c->victim = SR_VICTIM_MILITARY;
    return;
  }
}

/* "lost 31,140 soldiers; others think the true figure is closer to 24,000 killed": another count of the same losses. */
static void inherit_whose(const sr_claim_reading *r, const sr_draft *d, const sr_mention *m, sr_claim *c) {
  enum { DRAFTS_BACK = 3, FIGURE_BACK = 8 };
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  bool figure = false;
  if (m->first == start || sr_claim__is(r, m->first - 1, "of"))
    return; /* "the figure of 31": of whoever is counted there */
  for (uint32_t t = m->first, steps = 0; t-- > start && steps < FIGURE_BACK && !figure; steps++) {
    if (r->report->tokens[t].kind == SR_TOKEN_PUNCT || r->quantity_at[t] != SR_NONE) return;
    figure = sr_claim__word(r, t, SR_WORD_TOLL_NOUN);
  }
  if (!figure || c->party.name.len || c->victim != SR_VICTIM_UNSPECIFIED) return;
  for (uint32_t i = (uint32_t)(d - r->drafts.at), steps = 0; i-- > 0 && steps < DRAFTS_BACK; steps++) {
    const sr_draft *before = &r->drafts.at[i];
    if (before->sentence + 1 < m->sentence) return;
    if (before->claim.kind != SR_KIND_LOSSES || before->claim.victim != SR_VICTIM_MILITARY) continue;
    c->party = before->claim.party;
    c->victim = SR_VICTIM_MILITARY;
    return;
  }
}

/* "two soldiers were killed, the army said. Since the start 324 soldiers have died": of the same side. */
static void inherit_soldiers(const sr_claim_reading *r, const sr_draft *d, const sr_mention *m, sr_claim *c) {
  const uint32_t index = (uint32_t)(d - r->drafts.at);
  const sr_draft *before = index ? d - 1 : NULL;
  if (!before || c->party.name.len || m->owner != SR_NONE || before->mention == SR_NONE ||
      before->sentence + 1 < d->sentence || before->claim.kind != SR_KIND_LOSSES ||
      before->claim.victim != SR_VICTIM_MILITARY || c->victim != SR_VICTIM_MILITARY)
    return;
  if (sr_slice_eq(r->mentions.at[before->mention].noun, m->noun)) c->party = before->claim.party;
}

static sr_status build(sr_claim_reading *r, uint32_t index, const match *found) {
  const sr_mention *m = &r->mentions.at[index];
  const sr_trigger *t = found->trigger == SR_NONE ? NULL : &r->triggers.at[found->trigger];
  const sr_frame *frame = found->frame;
  if (!worth_saying(r, m, found)) return SR_OK;
  /* "expect another 100,000 people to leave the area" is foretold; other infinitives are meant or asked for */
  const bool foretold = frame->kind == SR_KIND_LOSSES && t && m->end <= t->first && is_foretold(r, m);
  if (t && sr_claim__is_infinitive(r, t) && frame->kind != SR_KIND_AID && !foretold) return SR_OK;
  if (t && sr_claim__is_hypothetical(r, t)) return SR_OK;
  uint32_t first = m->first, end = m->portion && index + 1 < r->mentions.n ? r->mentions.at[index + 1].end : m->end;
  /* the trigger belongs to the evidence where it is near */
  if (t && !found->gap && t->end <= first && first - t->end <= 3) first = t->first;
  if (t && t->first >= end && t->first - end <= 3) end = t->end;
  /* "the death toll in P at 31" is said whole, a bare "31" says nothing */
  if (m->toll_at && m->toll_at - 1 < first && first - m->toll_at < TOLL_REACH && !figure_between(r, m->toll_at, first))
    first = m->toll_at - 1;
  sr_draft *d = sr_claim__draft(r, frame->kind, m->sentence, first, end);
  if (!d) return sr_arena_fail(r->arena, r->err);
  sr_claim *c = &d->claim;
  d->mention = (int32_t)index;
  d->thing = found->thing;
  d->anchor = t && !found->gap ? t->first : m->first;
  if (t && !found->gap) d->verb_end = t->end;
  d->weak = !m->figure.present;
  d->passive = !t || t->voice != SR_VOICE_ACTIVE;
  c->quantity = m->figure;
  c->modality = frame->modality != SR_MODALITY_ASSERTED ? frame->modality : t ? t->modality : SR_MODALITY_ASSERTED;
  if (!t && m->toll_at) c->modality = sr_claim__modality(r, m->sentence, m->first, m->end); /* "could be as high as" */
  if (m->denied) c->modality = SR_MODALITY_DENIED;
  const bool passive = foretold && t->voice == SR_VOICE_PASSIVE && sr_claim__has_between(r, m->end, t->first + 1, "to");
  if (foretold && (passive || sr_claim__is_infinitive(r, t))) c->modality = SR_MODALITY_EXPECTED;
  if (!t && frame->kind == SR_KIND_LOSSES && is_foretold(r, m))
    c->modality = SR_MODALITY_EXPECTED; /* "expect 300 dead" */
  d->reach = found->cost;
  c->confidence = frame->confidence;
  c->party = sr_claim__party_by(r, frame, m, t);
  c->category = frame->category;
  c->outcome = frame->outcome;
  c->measure = frame->measure;
  c->act = frame->act;
  c->status = frame->status;
  switch (frame->kind) {
  case SR_KIND_LOSSES:
    if ((m->things & SR_BIT(SR_THING_TOLL)) || m->usual == SR_THING_TOLL_NOUN) c->category = m->value;
    if (m->usual == SR_THING_TOLL_NOUN && m->value == SR_CATEGORY_DISPLACED && t) {
      /* "19 displaced people were killed": what befell them now */
      if (t->verbs & SR_BIT(SR_VERB_KILL)) c->category = SR_CATEGORY_KILLED;
      if (t->verbs & SR_BIT(SR_VERB_WOUND)) c->category = SR_CATEGORY_WOUNDED;
      if (t->verbs & SR_BIT(SR_VERB_MISS)) c->category = SR_CATEGORY_MISSING;
    }
    if (!c->category) c->category = SR_CATEGORY_CASUALTIES;
    if (c->category != SR_CATEGORY_EQUIPMENT && c->quantity.present && sr_slice_is(c->quantity.unit, "1"))
      c->quantity.unit = SR_SLICE("{people}"); /* "killing 20" */
    if (c->category == SR_CATEGORY_EQUIPMENT)
      c->item = m->noun;
    else
      c->victim = sr_claim__victim_of(r, m, c);
    inherit_side(r, m, c);
    if (!t && (m->things & SR_BIT(SR_THING_TOLL))) inherit_whose(r, d, m, c);
    if (!t || t->voice != SR_VOICE_ACTIVE || t->side == SR_SIDE_SUBJECT) inherit_soldiers(r, d, m, c);
    /* the dead and hurt of no stated side have no party */
    if (c->victim == SR_VICTIM_CIVILIAN || c->category == SR_CATEGORY_DISPLACED) c->party = (sr_actor_ref){0};
    break;
  case SR_KIND_STRIKE:
  case SR_KIND_INTERCEPTION: c->weapon = m->value ? m->value : SR_WEAPON_UNSPECIFIED; break;
  case SR_KIND_DAMAGE: /* what it cost names no objects */
    if (m->usual == SR_THING_MONEY) return SR_OK;
    if (frame->object) return fill_objects(r, c, frame->object);
    return fill_objects(r, c, sr_claim__within(r->tables, m->usual, SR_THING_WEAPON) ? SR_OBJECT_OTHER : m->value);
  case SR_KIND_AID: return sr_claim__fill_aid(r, d, m, t);
  case SR_KIND_CONTROL: { /* "19 per cent of X", "ten settlements of the Y region" */
    uint32_t k = m->end;
    if (!sr_claim__is(r, k, "of")) break;
    while (k < m->end + 4 && k < r->report->n_tokens && r->place_at[k] == SR_NONE &&
           (k == m->end || sr_word_class_of(r->report, k) == SR_CLASS_DETERMINER ||
            sr_word_class_of(r->report, k) == SR_CLASS_NOUN))
      k++;
    if (k < r->report->n_tokens && r->place_at[k] != SR_NONE && r->report->tokens[k].sentence == m->sentence)
      c->target_place = sr_claim__place_ref(&r->report->places[r->place_at[k]]);
    break;
  }
  default: break;
  }
  return SR_OK;
}

/* "had sent 100 vehicles, 2,000 drones and 54 missiles": in one list with goods, weapons are given and not fired. */
static sr_status give_weapons(sr_claim_reading *r, uint32_t drafts_from, uint32_t triggers_from) {
  const uint32_t drafts_to = r->drafts.n;
  for (uint32_t i = drafts_from; i < drafts_to; i++) {
    const sr_draft *d = &r->drafts.at[i];
    if (d->claim.kind != SR_KIND_STRIKE || d->mention == SR_NONE || !d->verb_end) continue;
    bool given = false;
    for (uint32_t k = drafts_from; k < drafts_to; k++)
      given |= r->drafts.at[k].claim.kind == SR_KIND_AID && r->drafts.at[k].anchor == d->anchor;
    match found = {.trigger = SR_NONE, .thing = d->thing};
    found.frame = given ? sr_claim__frame(r->tables, SR_VERB_PLEDGE, d->thing) : NULL;
    for (uint32_t k = triggers_from; found.frame && k < r->triggers.n && r->triggers.at[k].first <= d->anchor; k++)
      if (r->triggers.at[k].first == d->anchor) found.trigger = (int32_t)k;
    if (found.trigger == SR_NONE) continue;
    r->drafts.at[i].dropped = true;
    sr_status status = build(r, (uint32_t)d->mention, &found);
    if (status) return status;
  }
  return SR_OK;
}

/* "1,393 were downed and 808 lost": beside those that were shot down, the lost ones did not arrive. */
static void take_for_suppressed(sr_claim_reading *r, uint32_t drafts_from) {
  const sr_claim *down = NULL;
  for (uint32_t i = drafts_from; i < r->drafts.n; i++) {
    sr_draft *d = &r->drafts.at[i];
    if (d->claim.kind == SR_KIND_INTERCEPTION) down = &d->claim;
    if (!down || d->mention == SR_NONE || d->claim.kind != SR_KIND_LOSSES ||
        d->claim.category != SR_CATEGORY_EQUIPMENT || !sr_claim__is(r, d->anchor, "lost") ||
        !sr_claim__within(r->tables, r->mentions.at[d->mention].usual, SR_THING_WEAPON))
      continue;
    d->claim.kind = SR_KIND_INTERCEPTION;
    d->claim.category = SR_FIELD_NONE;
    d->claim.item = (sr_slice){0};
    d->claim.outcome = SR_OUTCOME_SUPPRESSED;
    d->claim.weapon = down->weapon;
    d->claim.party = down->party;
  }
}

/* "all but one drone were intercepted", "all but two of the 12 missiles": of that figure the opposite is told. */
static bool is_excepted(const sr_claim_reading *r, const sr_mention *m) {
  enum { LEAD_MAX = 4 };
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  for (uint32_t k = m->first, steps = 0; k > start + 1 && steps < LEAD_MAX; k--, steps++) {
    if (sr_claim__is(r, k - 1, "but") && sr_claim__is(r, k - 2, "all")) return true;
    if (r->report->tokens[k - 1].kind == SR_TOKEN_PUNCT) return false;
  }
  return false;
}

/* "did not say how many missiles were intercepted": a question; "of the 2.5 billion that it asked for": a wish. */
static bool is_asked(const sr_claim_reading *r, const sr_mention *m) {
  static const char *const pronouns[] = {"it", "they", "he", "she", "we"};
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  const uint32_t who = m->end + (sr_claim__is(r, m->end, "that") || sr_claim__is(r, m->end, "which"));
  if (m->usual == SR_THING_MONEY && sr_claim__is_one_of(r, who, pronouns, sizeof pronouns / sizeof *pronouns) &&
      sr_claim__word(r, who + 1, SR_WORD_ASK_VERB))
    return true;
  return m->first > start + 1 && sr_claim__is(r, m->first - 1, "many") && sr_claim__is(r, m->first - 2, "how");
}

static sr_status read_sentence(sr_claim_reading *r, uint32_t *next_mention, uint32_t *next_trigger, uint32_t s) {
  const uint32_t drafts_from = r->drafts.n, mentions_from = *next_mention, triggers_from = *next_trigger;
  while (*next_mention < r->mentions.n && r->mentions.at[*next_mention].sentence == s) ++*next_mention;
  while (*next_trigger < r->triggers.n && r->triggers.at[*next_trigger].sentence == s) ++*next_trigger;
  int32_t frame_of_part = SR_NONE, listed = SR_NONE, counted = SR_NONE;
  match part_match = {.trigger = SR_NONE}, list_match = {.trigger = SR_NONE}, counted_match = {.trigger = SR_NONE};
  for (uint32_t i = mentions_from; i < *next_mention; i++) {
    const sr_mention *m = &r->mentions.at[i];
    if (m->used || is_asked(r, m) || is_excepted(r, m) || has_own_verb(r, m)) continue;
    if (m->quantity != SR_NONE && m->figure.present && sr_claim__retells(r, m)) {
      sr_status status = sr_claim__retell(r, m);
      if (status) return status;
      continue;
    }
    match found = best_match(r, m, triggers_from, *next_trigger);
    if (found.frame && found.frame->kind == SR_KIND_AID && found.trigger != SR_NONE &&
        r->triggers.at[found.trigger].voice == SR_VOICE_NOMINAL) {
      const int32_t fate = fate_of(r, found.trigger, *next_trigger);
      const sr_set verbs = fate == SR_NONE ? 0 : r->triggers.at[fate].verbs;
      const sr_verb verb = verbs & SR_BIT(SR_VERB_RESUME) ? SR_VERB_RESUME : SR_VERB_SUSPEND;
      const sr_frame *frame = fate == SR_NONE ? NULL : sr_claim__frame(r->tables, verb, found.thing);
      if (frame) found.frame = frame, found.trigger = fate;
    }
    if (counted != SR_NONE) found = gapped(r, &r->mentions.at[counted], &counted_match, m, &found);
    if (listed != SR_NONE && found.trigger < list_match.trigger) {
      const match next = next_of_list(r, &r->mentions.at[listed], &list_match, m);
      if (next.frame) found = next;
    }
    if (m->figure.present && found.frame) {
      counted = (int32_t)i;
      counted_match = found;
    }
    listed = (int32_t)i;
    list_match = found;
    /* a part is lost as its whole is: "29 dead, four of them children" */
    if (m->part_of != SR_NONE && frame_of_part != m->part_of && (uint32_t)m->part_of >= mentions_from) {
      frame_of_part = m->part_of;
      part_match = best_match(r, &r->mentions.at[m->part_of], triggers_from, *next_trigger);
    }
    if (m->part_of != SR_NONE && frame_of_part == m->part_of && part_match.frame && m->figure.present) {
      const sr_mention *whole = &r->mentions.at[m->part_of];
      const bool alike = part_match.frame->kind != SR_KIND_LOSSES ||
                         sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE) || m->usual == whole->usual;
      const bool met = found.frame && found.frame->kind == SR_KIND_INTERCEPTION && found.trigger != SR_NONE &&
                       r->triggers.at[found.trigger].first >= m->end; /* "of which 277 were shot down" */
      if (alike && found.cost > 1 && !met) {
        found = part_match;
        if ((whole->things & SR_BIT(SR_THING_TOLL)) || whole->usual == SR_THING_TOLL_NOUN) {
          sr_mention *own = &r->mentions.at[i];
          own->things |= SR_BIT(SR_THING_TOLL);
          own->value = whole->value;
        }
      }
    } else if (m->figure.present || (found.frame && m->usual != SR_THING_TOLL)) {
      frame_of_part = (int32_t)i;
      part_match = found;
    }
    sr_status status = !found.frame && m->whole && i > mentions_from ? sr_claim__add_launched(r, i) : SR_OK;
    if (status) return status;
    if (!found.frame) continue;
    status = build(r, i, &found);
    if (status) return status;
  }
  /* drones in a list of destroyed things are lost, not shot down */
  for (uint32_t i = drafts_from; i < r->drafts.n; i++) {
    sr_draft *d = &r->drafts.at[i];
    if (d->claim.kind != SR_KIND_INTERCEPTION) continue;
    for (uint32_t k = drafts_from; k < r->drafts.n; k++) {
      const sr_claim *other = &r->drafts.at[k].claim;
      if (other->kind != SR_KIND_LOSSES || other->category != SR_CATEGORY_EQUIPMENT ||
          r->drafts.at[k].anchor != d->anchor)
        continue;
      d->claim.kind = SR_KIND_LOSSES;
      d->claim.category = SR_CATEGORY_EQUIPMENT;
      d->claim.outcome = d->claim.weapon = SR_FIELD_NONE;
      d->claim.item = r->mentions.at[d->mention].noun;
      d->claim.party = other->party;
      break;
    }
  }
  take_for_suppressed(r, drafts_from);
  sr_status status = give_weapons(r, drafts_from, triggers_from);
  if (!status) status = sr_claim__add_unnamed_strikes(r, drafts_from, triggers_from);
  if (!status) status = sr_claim__add_struck_places(r, drafts_from, triggers_from, *next_trigger);
  if (!status) status = sr_claim__control(r, s, triggers_from, drafts_from);
  if (!status) status = sr_claim__resume_aid(r, drafts_from, triggers_from, *next_trigger);
  return status;
}

sr_status sr_claims_read(const sr_frame_tables *tables, sr_report *report, sr_error *err) {
  sr_claim_reading reading = {.tables = tables, .report = report, .arena = report->arena, .err = err};
  sr_claim_reading *r = &reading;
  sr_status status = sr_claim__mark(r);
  if (!status) status = sr_claim__states(r);
  sr_claim__sides(r);
  if (!status) status = sr_claim__mentions(r);
  if (!status) status = sr_claim__triggers(r);
  if (!status) status = sr_claim__totals(r);
  if (!status) status = sr_claim__reckon(r);
  uint32_t next_mention = 0, next_trigger = 0;
  r->frames_from = r->drafts.n;
  for (uint32_t s = 0; !status && s < report->n_sentences; s++)
    status = read_sentence(r, &next_mention, &next_trigger, s);
  r->frames_to = r->drafts.n;
  if (!status) status = sr_claim__acts(r);
  if (!status) status = sr_claim__contacts(r);
  for (uint32_t i = 0; !status && i < r->drafts.n; i++) status = sr_claim__chain(r, &r->drafts.at[i]);
  if (!status) status = sr_claim__where(r);
  if (!status) sr_claim__settle(r);
  if (!status) status = sr_claim__times(r);
  if (!status) status = sr_claim__tidy(r);
  return status;
}
