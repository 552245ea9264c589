/* The frame engine: what each thing and the verb that governs it claim by the table, sentence by sentence, and the
 * order in which a report is read. */
#include "claim/aid.h"
#include "claim/govern.h"
#include "claim/mention_parts.h"
#include "claim/party.h"
#include "claim/retell.h"
#include "claim/settle.h"
#include "claim/sides.h"
#include "claim/slots.h"
#include "claim/strikes.h"
#include "claim/tree.h"
#include "claim/triggers.h"

#include "read/wordclass.h"

enum {
  STRIKES_BACK = 40, /* claims before "the strikes" in which they were told of */
  TOLL_REACH = 14    /* tokens from a toll to its number */
};

static sr_status fill_objects(sr_claim_reading *r, sr_claim *claim, sr_enum value) {
  sr_enum *objects = SR_NEW(r->arena, sr_enum, 1);
  if (!objects) return sr_arena_fail(r->arena, r->err);
  *objects = value ? value : SR_OBJECT_OTHER;
  claim->objects = objects;
  claim->n_objects = 1;
  return SR_OK;
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
  bool somebody = false; /* "in Israeli strikes", "in an Israeli strike" */
  for (uint32_t t = in + 1; t < m->end; t++) somebody |= r->actor_at[t] != SR_NONE;
  if (!somebody && !sr_claim__is_placed_behind(r, m->end, m->sentence)) return false;
  for (uint32_t i = sr_claim__trigger_from(r, in); i-- > 0 && r->triggers.at[i].sentence == m->sentence;)
    if (r->triggers.at[i].first + VERB_REACH >= in) return (r->triggers.at[i].verbs & hurt) != 0;
  return false;
}

/* "Gunmen attacked a convoy": on foot, and it need not have been hit. */
static bool is_attack_on_foot(const sr_claim_reading *r, const sr_trigger *t) {
  if (t->voice != SR_VOICE_ACTIVE || !sr_claim__is(r, t->first, "attacked")) return false;
  const uint32_t subject = sr_claim__subject_token(r, t->first);
  sr_noun_hit who;
  return subject != SR_NO_TOKEN && sr_claim__noun_at(r, subject, subject + 1, &who) &&
         sr_claim__within(r->tables, who.noun->usual, SR_THING_PEOPLE) &&
         (r->actor_at[subject] == SR_NONE || !r->report->actors[r->actor_at[subject]].code.len);
}

static bool worth_saying(const sr_claim_reading *r, const sr_mention *m, const sr_match *found) {
  const bool counted = m->figure.present;
  const sr_trigger *t = found->trigger == SR_NONE ? NULL : &r->triggers.at[found->trigger];
  switch (found->frame->kind) {
  case SR_KIND_LOSSES:
    if (m->usual == SR_THING_TOLL_NOUN && !counted) return false;
    if (t && (t->verbs & SR_BIT(SR_VERB_DESTROY)) && sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE) &&
        sr_claim__has_between(r, m->first, sr_claim__sentence_end(r, m->sentence), "alive"))
      return false; /* "two were taken out alive" */
    /* prisoners who are fed or exchanged are not taken */
    if (!t && m->usual == SR_THING_TOLL_NOUN && m->value == SR_CATEGORY_CAPTURED &&
        sr_words_have(r->tables->words, m->noun, SR_WORD_CAPTIVE))
      return false;
    if (t && t->voice == SR_VOICE_PASSIVE && sr_claim__is(r, t->first, "attacked")) return false;
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
    if (t && is_attack_on_foot(r, t)) return false;
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
    if (found->thing == SR_THING_STRONGHOLD && m->quantity == SR_NONE) return false; /* "a base in X" is not X */
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

static sr_status build(sr_claim_reading *r, uint32_t index, const sr_match *found) {
  const sr_mention *m = &r->mentions.at[index];
  const sr_trigger *t = found->trigger == SR_NONE ? NULL : &r->triggers.at[found->trigger];
  const sr_frame *frame = found->frame;
  if (!worth_saying(r, m, found)) return SR_OK;
  /* "expect another 100,000 people to leave the area" is foretold; other infinitives are meant or asked for */
  const bool foretold = frame->kind == SR_KIND_LOSSES && t && m->end <= t->first && is_foretold(r, m);
  if (t && sr_claim__is_infinitive(r, t) && frame->kind != SR_KIND_AID && !foretold) return SR_OK;
  if (t && sr_claim__is_hypothetical(r, t)) return SR_OK;
  /* "19,000 cannot leave" are not the ones who were displaced */
  if (t && (t->verbs & SR_BIT(SR_VERB_LEAVE)) && frame->kind == SR_KIND_LOSSES && t->modality == SR_MODALITY_DENIED)
    return SR_OK;
  uint32_t first = m->first, end = m->end;
  for (uint32_t k = index + 1; m->portion && k < r->mentions.n && k < index + 3 && end == m->end; k++)
    if (r->mentions.at[k].whole) end = r->mentions.at[k].end; /* "43 of the 60 drones" */
  /* the trigger belongs to the evidence where it is near */
  if (t && !found->gap && t->end <= first && first - t->end <= 3) first = t->first;
  if (t && t->first >= end && t->first - end <= 3) end = t->end;
  /* "the death toll in P at 31" is said whole, a bare "31" says nothing */
  if (m->toll_at && m->toll_at - 1 < first && first - m->toll_at < TOLL_REACH &&
      !sr_claim__figure_between(r, m->toll_at, first))
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
    if (m->usual == SR_THING_TOLL_NOUN && t &&
        (m->value == SR_CATEGORY_DISPLACED || m->value == SR_CATEGORY_CAPTURED)) {
      /* "19 displaced people were killed", "put 50 prisoners to death": what befell them now */
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
    sr_match found = {.trigger = SR_NONE, .thing = d->thing};
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

/* "an attack near K, | 25 km north of G": how far a place is, not how far somebody came. */
static bool says_where(const sr_claim_reading *r, const sr_mention *m) {
  if (m->usual != SR_THING_DISTANCE || m->first < r->report->sentences[m->sentence].first_token + 2 ||
      !sr_claim__is(r, m->first - 1, ",") || r->place_at[m->first - 2] == SR_NONE)
    return false;
  const sr_word_class next =
      m->end < sr_claim__sentence_end(r, m->sentence) ? sr_word_class_of(r->report, m->end) : SR_CLASS_OTHER;
  return next != SR_CLASS_VERB && next != SR_CLASS_AUXILIARY; /* "In K, 3 km were gained" */
}

/* "35 lorries, against a target of | 600 a day": what is striven for or allowed is not there. */
static bool is_goal(const sr_claim_reading *r, const sr_mention *m) {
  return m->first > r->report->sentences[m->sentence].first_token + 1 && sr_claim__is(r, m->first - 1, "of") &&
         sr_claim__word(r, m->first - 2, SR_WORD_GOAL_NOUN);
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
  sr_match part_match = {.trigger = SR_NONE}, list_match = {.trigger = SR_NONE}, counted_match = {.trigger = SR_NONE};
  for (uint32_t i = mentions_from; i < *next_mention; i++) {
    const sr_mention *m = &r->mentions.at[i];
    if (m->used || is_asked(r, m) || is_goal(r, m) || says_where(r, m) || is_excepted(r, m) ||
        sr_claim__has_own_verb(r, m))
      continue;
    if (m->quantity != SR_NONE && m->figure.present && sr_claim__retells(r, m)) {
      sr_status status = sr_claim__retell(r, m);
      if (status) return status;
      continue;
    }
    sr_match found = sr_claim__best_match(r, m, triggers_from, *next_trigger);
    if (found.frame && found.frame->kind == SR_KIND_AID && found.trigger != SR_NONE &&
        r->triggers.at[found.trigger].voice == SR_VOICE_NOMINAL) {
      const int32_t fate = fate_of(r, found.trigger, *next_trigger);
      const sr_set verbs = fate == SR_NONE ? 0 : r->triggers.at[fate].verbs;
      const sr_verb verb = verbs & SR_BIT(SR_VERB_RESUME) ? SR_VERB_RESUME : SR_VERB_SUSPEND;
      const sr_frame *frame = fate == SR_NONE ? NULL : sr_claim__frame(r->tables, verb, found.thing);
      if (frame) found.frame = frame, found.trigger = fate;
    }
    if (counted != SR_NONE) found = sr_claim__gapped(r, &r->mentions.at[counted], &counted_match, m, &found);
    if (listed != SR_NONE && found.trigger < list_match.trigger) {
      const sr_match next = sr_claim__next_of_list(r, &r->mentions.at[listed], &list_match, m);
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
      part_match = sr_claim__best_match(r, &r->mentions.at[m->part_of], triggers_from, *next_trigger);
    }
    if (m->part_of != SR_NONE && frame_of_part == m->part_of && part_match.frame && m->figure.present) {
      const sr_mention *whole = &r->mentions.at[m->part_of];
      const bool alike = part_match.frame->kind != SR_KIND_LOSSES ||
                         sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE) || m->usual == whole->usual;
      const bool met = found.frame && found.frame->kind == SR_KIND_INTERCEPTION && found.trigger != SR_NONE &&
                       r->triggers.at[found.trigger].first >= m->end; /* "of which 277 were shot down" */
      if (alike && found.cost > 1 && !met) {
        found = part_match;
        if (m->usual != SR_THING_TOLL && /* "5,300 casualties, of whom 2,900 dead" */
            ((whole->things & SR_BIT(SR_THING_TOLL)) || whole->usual == SR_THING_TOLL_NOUN)) {
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
  if (!status) status = sr_claim__aid_levels(r, mentions_from, *next_mention);
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
