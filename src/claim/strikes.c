/* Strikes that no weapon tells: the attack behind what it hit, and places as objects of a verb of striking; see the
 * header. */
#include "claim/strikes.h"
#include "claim/sides.h"
#include "claim/slots.h"
#include "claim/subject.h"
#include "claim/tree.h"
#include "claim/triggers.h"

#include "read/wordclass.h"

enum {
  WITH_REACH = 12 /* cost from "struck" to the "with drones" of the same clause */
};

/* "shelled", "bombed": the verb says with what; else who strikes does: "artillery hit a camp". */
static sr_enum weapon_of_verb(const sr_claim_reading *r, const sr_trigger *t) {
  const sr_slice word = r->report->tokens[t->first].norm;
  if (sr_slice_starts(word, SR_SLICE("shell"))) return SR_WEAPON_SHELL;
  if (sr_slice_starts(word, SR_SLICE("bomb")) && !sr_slice_starts(word, SR_SLICE("bombard"))) return SR_WEAPON_BOMB;
  const uint32_t subject = sr_claim__subject_token(r, t->first);
  const bool guns = subject != SR_NO_TOKEN && sr_claim__word(r, subject, SR_WORD_ARTILLERY);
  return guns ? SR_WEAPON_SHELL : SR_WEAPON_UNSPECIFIED;
}

sr_status sr_claim__add_unnamed_strikes(sr_claim_reading *r, uint32_t drafts_from, uint32_t triggers_from) {
  const uint32_t drafts_to = r->drafts.n;
  for (uint32_t i = drafts_from; i < drafts_to; i++) {
    const sr_draft *d = &r->drafts.at[i];
    const bool hit_kind = d->claim.kind == SR_KIND_DAMAGE ||
                          (d->claim.kind == SR_KIND_LOSSES && d->claim.category == SR_CATEGORY_EQUIPMENT);
    if (!hit_kind) continue;
    int32_t index = SR_NONE;
    for (uint32_t k = triggers_from; k < r->triggers.n && r->triggers.at[k].first <= d->anchor; k++)
      if (r->triggers.at[k].first == d->anchor) index = (int32_t)k;
    if (index == SR_NONE) continue;
    const sr_trigger t = r->triggers.at[index];
    if (t.voice != SR_VOICE_ACTIVE || t.form == SR_VF_ING || !(t.verbs & SR_BIT(SR_VERB_HIT))) continue;
    bool named = false;
    /* one that names its weapon: the verb is its own, or it began as an attack by the one who strikes */
    for (uint32_t k = drafts_from; k < r->drafts.n; k++)
      named |= r->drafts.at[k].claim.kind == SR_KIND_STRIKE && r->drafts.at[k].sentence == t.sentence &&
               (r->drafts.at[k].anchor == t.first ||
                (r->drafts.at[k].first >= t.end && sr_claim__gap(r, t.end, r->drafts.at[k].first) < WITH_REACH));
    if (named) continue;
    /* "its drones struck four bases and | hit 41 aircraft": the same attack */
    for (uint32_t k = drafts_from; sr_claim__is(r, t.first - 1, "and") && k < r->drafts.n; k++)
      named |= r->drafts.at[k].claim.kind == SR_KIND_STRIKE && r->drafts.at[k].sentence == t.sentence &&
               r->drafts.at[k].anchor < t.first;
    const int32_t subject = sr_claim__subject(r, t.sentence, t.first);
    if (named || subject == SR_NONE) continue;
    sr_draft *s = sr_claim__draft(r, SR_KIND_STRIKE, t.sentence, t.first, t.end);
    if (!s) return sr_arena_fail(r->arena, r->err);
    s->anchor = t.first;
    s->weak = true;
    s->thing = SR_THING_ATTACK;
    s->claim.party = sr_claim__party_of(r, subject);
    s->claim.weapon = weapon_of_verb(r, &t);
    s->claim.modality = t.modality;
    s->claim.confidence = 0.5;
  }
  return SR_OK;
}

/* Puts the last draft where its verb stands among those of its sentence, so that what comes behind it in the text can
 * take its place: "pounded Sanaa, hitting two power stations". */
static void put_in_order(sr_claim_reading *r, uint32_t drafts_from) {
  const sr_draft last = r->drafts.at[r->drafts.n - 1];
  uint32_t k = r->drafts.n - 1;
  for (; k > drafts_from && r->drafts.at[k - 1].anchor > last.anchor; k--) r->drafts.at[k] = r->drafts.at[k - 1];
  r->drafts.at[k] = last;
}

sr_status sr_claim__add_struck_places(sr_claim_reading *r, uint32_t drafts_from, uint32_t triggers_from,
                                      uint32_t triggers_to) {
  enum { PHRASE_REACH = 5 }; /* words of the place's phrase before its name: "the outskirts of the city of" */
  for (uint32_t i = triggers_from; i < triggers_to; i++) {
    const sr_trigger t = r->triggers.at[i];
    if (t.voice != SR_VOICE_ACTIVE || (t.form == SR_VF_BASE && !sr_claim__is_carried_out(r, &t)) ||
        !(t.verbs & SR_BIT(SR_VERB_HIT)) || sr_claim__is(r, t.first, "attacked") ||
        sr_claim__is(r, t.first, "targeted"))
      continue; /* ground attacks are no strikes */
    bool known = false;
    for (uint32_t k = drafts_from; k < r->drafts.n; k++)
      known |= r->drafts.at[k].anchor == t.first ||
               (r->drafts.at[k].first < t.end &&
                r->drafts.at[k].end + (r->drafts.at[k].claim.kind == SR_KIND_STRIKE) > t.first);
    if (known || sr_claim__is_infinitive(r, &t) || sr_claim__is_hypothetical(r, &t)) continue;
    const sr_enum weapon = weapon_of_verb(r, &t);
    const int32_t subject = sr_claim__subject(r, t.sentence, t.first);
    if (subject == SR_NONE && weapon == SR_WEAPON_UNSPECIFIED)
      continue; /* "naval guns shelled": nobody's, but a strike */
    if (t.first && sr_claim__is(r, t.first - 1, "having"))
      continue; /* "denies having fired at": read with the denial */
    const uint32_t end = sr_claim__sentence_end(r, t.sentence);
    uint32_t k = t.end;
    while (k < end && k < t.end + PHRASE_REACH && r->place_at[k] == SR_NONE &&
           (sr_claim__is(r, k, "of") || (k > t.end && sr_claim__is(r, k, "in")) ||
            sr_word_class_of(r->report, k) == SR_CLASS_NAME || sr_word_class_of(r->report, k) == SR_CLASS_DETERMINER ||
            sr_word_class_of(r->report, k) == SR_CLASS_NOUN || sr_word_class_of(r->report, k) == SR_CLASS_ADJECTIVE))
      k++;
    const sr_place *place = k < end && r->place_at[k] != SR_NONE ? &r->report->places[r->place_at[k]] : NULL;
    uint32_t settled = 0; /* "three villages" */
    uint32_t j = sr_claim__mention_from(r, t.end);
    for (; !place && j < r->mentions.n && r->mentions.at[j].first <= t.end + 1; j++)
      if (r->mentions.at[j].things & SR_BIT(SR_THING_SETTLEMENT)) settled = r->mentions.at[j].end;
    if (!place && !settled) continue;
    sr_draft *d =
        sr_claim__draft(r, SR_KIND_STRIKE, t.sentence, t.first, place ? place->first_token + place->n_tokens : settled);
    if (!d) return sr_arena_fail(r->arena, r->err);
    d->anchor = t.first;
    d->weak = true;
    d->thing = SR_THING_ATTACK;
    d->claim.party = sr_claim__party_of(r, subject);
    d->claim.weapon = weapon;
    if (place && !place->literal) { /* "pounded Sanaa": as an object of this verb the capital is a town */
      sr_place_ref *where = SR_NEW(r->arena, sr_place_ref, 1);
      if (!where) return sr_arena_fail(r->arena, r->err);
      *where = sr_claim__place_ref(place);
      d->claim.where = where;
      d->claim.n_where = 1;
    }
    d->claim.modality = t.modality;
    d->claim.confidence = 0.5;
    put_in_order(r, drafts_from);
  }
  return SR_OK;
}
