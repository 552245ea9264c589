/* Whose a claim is: who did it, or whose the loss is, by the rule of its frame; see the header. */
#include "claim/party.h"
#include "claim/sides.h"
#include "claim/slots.h"
#include "claim/subject.h"
#include "claim/tree.h"

#include "read/wordclass.h"

enum {
  WEAPON_GAP = 3 /* words between a weapon and the verb that it is the subject of */
};

/* Whose the loss is where the thing does not say: "took 40 sq. km. at a cost of 900 soldiers", "enemy losses there at
 * 30 killed". */
static bool paid_by(const sr_claim_reading *r, const sr_mention *m, int32_t *actor) {
  enum { COST_REACH = 10, LEAD_REACH = 16 }; /* with commas between, and without */
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  bool comma = false;
  for (uint32_t t = m->first, steps = 0; t > start && steps < (comma ? COST_REACH : LEAD_REACH); t--, steps++) {
    if (sr_claim__is(r, t - 1, ";")) return false;
    comma |= sr_claim__is(r, t - 1, ",");
    if (sr_claim__cue(r, t - 1, SR_CUE_COST)) {
      /* "has cost Russia 3,500 soldiers" */
      const uint32_t who = sr_claim__is(r, t, "the") ? t + 1 : t;
      *actor = who < m->first ? r->actor_at[who] : SR_NONE;
      if (*actor != SR_NONE && sr_claim__is_side(r, *actor)) return true;
      *actor = sr_claim__subject(r, m->sentence, t - 1);
      return *actor != SR_NONE;
    }
    if (!sr_claim__is(r, t - 1, "losses")) continue;
    /* "the losses of the enemy" */
    const uint32_t of = sr_claim__is(r, t + 1, "the") ? t + 2 : t + 1;
    if (sr_claim__is(r, t, "of") && of < m->first) {
      *actor = sr_claim__cue(r, of, SR_CUE_ENEMY) ? sr_claim__enemy(r, m->sentence) : r->actor_at[of];
      if (*actor != SR_NONE) return true;
    }
    if (t - 1 == start) continue;
    *actor = sr_claim__cue(r, t - 2, SR_CUE_ENEMY) ? sr_claim__enemy(r, m->sentence) : r->actor_at[t - 2];
    return *actor != SR_NONE;
  }
  return false;
}

/* "with 40 drones": what is used, not what does it. */
static bool led_in(const sr_claim_reading *r, const sr_mention *m) {
  return m->first && (sr_claim__is(r, m->first - 1, "with") || sr_claim__is(r, m->first - 1, "using") ||
                      sr_claim__is(r, m->first - 1, "of") || sr_claim__is(r, m->first - 1, "by"));
}

/* "Russian | missiles", "Israel's air strikes": whose it is, right before it. */
static int32_t maker_of(const sr_claim_reading *r, const sr_mention *m) {
  enum { STEPS_MAX = 3 };
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  if (sr_claim__is(r, m->first, "its") || sr_claim__is(r, m->first, "their"))
    return sr_claim__antecedent(r, m->sentence, m->first);
  for (uint32_t t = m->first, steps = 0; t > start && steps < STEPS_MAX; t--, steps++) {
    if (r->actor_at[t - 1] != SR_NONE) return r->actor_at[t - 1];
    if (sr_claim__cue(r, t - 1, SR_CUE_ENEMY)) return sr_claim__enemy(r, m->sentence);
    if (sr_claim__is(r, t - 1, "its") || sr_claim__is(r, t - 1, "their"))
      return sr_claim__antecedent(r, m->sentence, t - 1);
    const sr_word_class class = sr_word_class_of(r->report, t - 1);
    if (class != SR_CLASS_ADJECTIVE && class != SR_CLASS_NOUN && !sr_claim__is(r, t - 1, "'s")) break;
  }
  return SR_NONE;
}

/* "took 725 sq. km. That makes 24 a day": a rate of what was gained just before. */
const sr_draft *sr_claim__gained_before(const sr_claim_reading *r, const sr_mention *m) {
  enum { DRAFTS_BACK = 6 };
  for (uint32_t i = r->drafts.n, steps = 0; i-- > 0 && steps < DRAFTS_BACK; steps++) {
    const sr_draft *d = &r->drafts.at[i];
    if (d->claim.kind == SR_KIND_ADVANCE && d->sentence + 2 >= m->sentence && d->claim.party.name.len) return d;
  }
  return NULL;
}

/* "rockets fired by the group": who is named behind "by", soon behind token t. */
static int32_t agent_behind(const sr_claim_reading *r, uint32_t sentence, uint32_t t) {
  enum { AGENT_REACH = 6 };
  const uint32_t end = sr_claim__sentence_end(r, sentence);
  bool by = false;
  for (uint32_t k = t; k < end && k < t + AGENT_REACH && r->report->tokens[k].kind != SR_TOKEN_PUNCT; k++) {
    if (by && r->actor_at[k] != SR_NONE) return r->actor_at[k];
    if (by && sr_word_class_of(r->report, k) == SR_CLASS_PREPOSITION) break; /* "by a drone at K" */
    by |= sr_claim__is(r, k, "by");
  }
  return SR_NONE;
}

/* "two Indian sailors", "a Palestinian man": where people come from, who are not soldiers of a side of this war. */
static bool is_nationality(const sr_claim_reading *r, const sr_mention *m) {
  if (m->usual != SR_THING_PERSON || (m->things & SR_BIT(SR_THING_SOLDIER)) || m->owner < 0) return false;
  const sr_actor *a = &r->report->actors[m->owner];
  if (a->kind != SR_ACTOR_STATE || a->first_token < m->first || a->first_token >= m->noun_first) return false;
  const bool single = !m->plural && m->figure.present && m->figure.high == 1;
  return single || !sr_claim__is_at_war(r, m->owner);
}

/* Whose the weapons are that somebody counts: who fires them, else the other side than the force that counts them. */
static sr_actor_ref counted_by(const sr_claim_reading *r, const sr_mention *m, const sr_trigger *t) {
  int32_t actor = m->owner != SR_NONE ? m->owner : agent_behind(r, m->sentence, m->end);
  if (actor != SR_NONE) return sr_claim__party_of(r, actor);
  actor = sr_claim__subject(r, t->sentence, t->first);
  if (actor == SR_NONE || !sr_claim__is_side(r, actor)) return (sr_actor_ref){0};
  return sr_claim__foe(r, sr_claim__party_of(r, actor));
}

/* "inflicted heavy losses": on the other side than who does it. */
static bool is_inflicted(const sr_claim_reading *r, const sr_trigger *t) {
  enum { BACK_MAX = 3 };
  const uint32_t start = r->report->sentences[t->sentence].first_token;
  for (uint32_t k = t->first, steps = 0; k-- > start && steps < BACK_MAX; steps++)
    if (sr_slice_starts(r->report->tokens[k].norm, SR_SLICE("inflict"))) return true;
  return false;
}

/* "Across the border in B the group overran a base. It killed 60 soldiers": those of the land that it is in, not of the
 * one that it is of. */
static sr_actor_ref land_of(const sr_claim_reading *r, sr_actor_ref group, uint32_t sentence) {
  const uint32_t paragraph = sr_claim__sentence(r, sentence)->paragraph;
  const uint32_t from =
      sentence && sr_claim__sentence(r, sentence - 1)->paragraph == paragraph ? sentence - 1 : sentence;
  if (!sr_slice_ends(group.code, SR_SLICE("REB"))) return (sr_actor_ref){0};
  for (uint32_t t = sr_claim__sentence_end(r, sentence); t-- > sr_claim__sentence(r, from)->first_token + 1;) {
    if (r->place_at[t] == SR_NONE || !sr_claim__is(r, t - 1, "in")) continue;
    const sr_place *p = &r->report->places[r->place_at[t]];
    if (sr_slice_starts(p->feature, SR_SLICE("PCL")) && !sr_claim__in_state(p->country, group.code))
      return sr_claim__country(p);
  }
  return sr_claim__heading(r, sentence);
}

/* The side against the one that a trigger is of: for a third state the only group of the report, if the sentence names
 * it. */
static sr_actor_ref foe_of_doer(const sr_claim_reading *r, const sr_trigger *t) {
  const sr_actor_ref doer = sr_claim__party_of(r, sr_claim__subject(r, t->sentence, t->first));
  const sr_actor_ref land = land_of(r, doer, t->sentence);
  if (land.name.len) return land;
  const sr_actor_ref foe = sr_claim__foe(r, doer);
  if (foe.name.len || r->rebels == SR_NONE || sr_slice_ends(doer.code, SR_SLICE("REB")) || !doer.code.len) return foe;
  for (uint32_t k = sr_claim__sentence(r, t->sentence)->first_token; k < sr_claim__sentence_end(r, t->sentence); k++)
    if (r->actor_at[k] >= 0 && sr_slice_eq(r->report->actors[r->actor_at[k]].code, r->report->actors[r->rebels].code))
      return sr_claim__party_of(r, r->rebels);
  return (sr_actor_ref){0};
}

/* "let | food deliveries | resume": the verb right before the thing; SR_NO_TOKEN. */
static uint32_t verb_before(const sr_claim_reading *r, const sr_mention *m) {
  enum { BACK_MAX = 3 };
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  for (uint32_t k = m->first, steps = 0; k-- > start && steps < BACK_MAX; steps++) {
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT) break;
    if (sr_slice_is(r->report->tokens[k].upos, "VERB")) return k;
  }
  return SR_NO_TOKEN;
}

sr_actor_ref sr_claim__party_by(const sr_claim_reading *r, const sr_frame *frame, const sr_mention *m,
                                const sr_trigger *t) {
  const sr_party_rule rule = frame->party;
  int32_t actor = SR_NONE;
  const sr_actor_ref none = {0};
  if (m->enemy && m->owner == SR_NONE && (rule == SR_PARTY_OWNER || rule == SR_PARTY_FOE || rule == SR_PARTY_SUBJECT)) {
    return sr_claim__party_of(r, sr_claim__enemy(r, m->sentence));
  }
  /* "the monitor recorded 352 air strikes": who counts them carries none out */
  if (t && rule == SR_PARTY_SUBJECT && sr_claim__word(r, t->first, SR_WORD_TALLY_VERB)) return counted_by(r, m, t);
  switch (rule) {
  case SR_PARTY_NONE: return none;
  case SR_PARTY_OWNER:
    /* "the ministry's toll" is told by it, not lost */
    if (m->owner != SR_NONE && is_nationality(r, m)) return none;
    if (m->owner != SR_NONE && (m->usual == SR_THING_TOLL_NOUN || m->usual == SR_THING_TOLL) &&
        !sr_claim__is_side(r, m->owner))
      return none;
    if (m->owner != SR_NONE) { /* "three soldiers" are an actor and nobody's side */
      const sr_actor_ref owner = sr_claim__party_of(r, m->owner);
      if (owner.name.len || m->owner < 0 || r->report->actors[m->owner].code.len) return owner;
    }
    if (paid_by(r, m, &actor)) return sr_claim__party_of(r, actor);
    /* "the army has suffered around 290,000 casualties" */
    if (t && t->voice == SR_VOICE_ACTIVE && m->usual == SR_THING_TOLL_NOUN && m->first >= t->end &&
        sr_claim__word(r, t->first, SR_WORD_SUFFER_VERB))
      return sr_claim__party_of(r, sr_claim__subject(r, t->sentence, t->first));
    /* "13 Russians were taken prisoner" */
    if (frame->category == SR_CATEGORY_CAPTURED && m->usual == SR_THING_PERSON && m->noun_first < m->end &&
        r->actor_at[m->noun_first] != SR_NONE)
      return sr_claim__party_of(r, r->actor_at[m->noun_first]);
    if (!t || t->voice != SR_VOICE_ACTIVE) return none;
    /* "captured 87 men" in war */
    if (frame->category == SR_CATEGORY_CAPTURED && sr_slice_is(m->noun, "man")) {
      actor = sr_claim__subject(r, t->sentence, t->first);
      return actor != SR_NONE && sr_claim__is_side(r, actor) ? sr_claim__foe(r, sr_claim__party_of(r, actor)) : none;
    }
    /* soldiers killed are the other side's; "62 soldiers surrendered" do not say whose they are */
    if (!(m->things & SR_BIT(SR_THING_SOLDIER)) || (m->end <= t->first && !t->relative)) return none;
    return foe_of_doer(r, t);
  case SR_PARTY_SUBJECT:
    if (!t && m->usual == SR_THING_RATE) {
      const sr_draft *gained = sr_claim__gained_before(r, m);
      return gained ? gained->claim.party : none;
    }
    if (t && t->form == SR_VF_OTHER && sr_claim__is(r, t->end, "by")) { /* "were lost by the army" */
      for (uint32_t k = t->end + 1; k < t->end + 4 && actor == SR_NONE && k < r->report->n_tokens; k++)
        actor = r->actor_at[k];
    } else if (!t) {
      actor = m->owner == SR_NONE && m->usual == SR_THING_ATTACK ? maker_of(r, m) : m->owner;
    } else if (t->voice == SR_VOICE_PASSIVE || t->voice == SR_VOICE_NOMINAL) {
      /* "by the army" behind the verb, else whose thing it is */
      actor = agent_behind(r, t->sentence, t->end);
      if (actor == SR_NONE && frame->kind == SR_KIND_AID &&
          m->first >= t->end) /* "was given 20 armoured vehicles by" */
        actor = agent_behind(r, t->sentence, m->end);
      if (actor == SR_NONE) actor = m->owner;
      if (actor == SR_NONE && t->voice == SR_VOICE_NOMINAL && is_inflicted(r, t)) return foe_of_doer(r, t);
      if (actor == SR_NONE && t->voice == SR_VOICE_NOMINAL && !paid_by(r, m, &actor)) {
        const uint32_t verb = frame->kind == SR_KIND_AID ? sr_claim__verb_above(r, t->first) : SR_NO_TOKEN;
        actor = sr_claim__subject(r, t->sentence, verb == SR_NO_TOKEN ? t->first : verb);
      }
    } else {
      /* "the mayor said a bomb killed": a weapon that does it itself has nobody before it that does */
      const uint32_t subject = sr_claim__subject_token(r, t->first);
      const bool by_tree = subject != SR_NO_TOKEN && subject >= m->first && subject < m->end;
      /* "drones were the cause: they killed 46" */
      const bool they = subject != SR_NO_TOKEN && subject >= m->end && m->plural && sr_claim__is(r, subject, "they");
      const bool itself =
          m->end <= t->first && (by_tree || they || m->end + WEAPON_GAP >= t->first) && frame->agent && !led_in(r, m);
      /* "deliveries resumed", "let deliveries resume": of who lets them */
      const bool goes_on = frame->kind == SR_KIND_AID && m->end <= t->first && (by_tree || m->end == t->first);
      const uint32_t let = goes_on ? verb_before(r, m) : SR_NO_TOKEN;
      actor = m->end <= t->first && m->owner != SR_NONE ? m->owner
              : itself                                  ? maker_of(r, m)
              : !goes_on                                ? sr_claim__subject(r, t->sentence, t->first)
              : let != SR_NO_TOKEN                      ? sr_claim__subject(r, t->sentence, let)
                                                        : SR_NONE;
    }
    if (actor == SR_NONE && frame->kind == SR_KIND_ADVANCE) { /* "in October it was 267 square kilometres" */
      const sr_draft *gained = sr_claim__gained_before(r, m);
      if (gained) return gained->claim.party;
    }
    return sr_claim__party_of(r, actor);
  case SR_PARTY_FOE:
    if (m->owner != SR_NONE) return sr_claim__party_of(r, m->owner);
    return t && t->voice == SR_VOICE_ACTIVE ? foe_of_doer(r, t) : none;
  case SR_PARTY_ACTOR:
    if (m->owner != SR_NONE) return sr_claim__foe(r, sr_claim__party_of(r, m->owner));
    if (t && t->voice == SR_VOICE_ACTIVE) actor = sr_claim__subject(r, t->sentence, t->first);
    return sr_claim__party_of(r, actor);
  }
  return none;
}

sr_enum sr_claim__victim_of(const sr_claim_reading *r, const sr_mention *m, const sr_claim *claim) {
  if (m->civilian || (m->things & SR_BIT(SR_THING_CIVILIAN))) return SR_VICTIM_CIVILIAN;
  if (m->enemy || (m->things & SR_BIT(SR_THING_SOLDIER))) return SR_VICTIM_MILITARY;
  (void)r;
  /* people lost by a side are its soldiers: "the army lost 140 men" */
  if (claim->party.name.len && claim->category != SR_CATEGORY_DISPLACED) return SR_VICTIM_MILITARY;
  return SR_VICTIM_UNSPECIFIED;
}
