/* What the files of mentions share: nouns of the lexicon where they stand. mentions.c goes through a report and reads
 * things without a figure, mention_quantity.c those with one (mention_shares.c shares), mention_links.c what they have
 * to do with those before; mention_nouns.c finds their nouns. Internal. */
#ifndef SR_CLAIM_MENTION_PARTS_H
#define SR_CLAIM_MENTION_PARTS_H

#include "claim/reading.h"

/* Words of a phrase between a number or article and its noun: "15 badly damaged Ukrainian tanks". Found by trying 3 to
 * 6 on the development reports. */
enum { SR_MODIFIERS_MAX = 5 };

/* A noun of the lexicon at token t, with no word of a longer noun behind it. */
typedef struct sr_noun_hit {
  const sr_noun *noun;
  uint32_t first, end;
  bool plural;
} sr_noun_hit;

/* ---- mention_nouns.c ---- */
bool sr_claim__starts_verb(const sr_claim_reading *r, uint32_t t, uint32_t end);
bool sr_claim__noun_at(const sr_claim_reading *r, uint32_t t, uint32_t end, sr_noun_hit *hit);
/* A word that may stand between a number and its noun. */
bool sr_claim__is_modifier(const sr_claim_reading *r, uint32_t t);
void sr_claim__take_noun(sr_mention *m, const sr_noun_hit *hit);
/* "dead civilians", of a phrase whose modifiers begin at t: what befell the people that its noun names. */
void sr_claim__take_dead(const sr_claim_reading *r, uint32_t t, sr_mention *m);
/* "Two children | were also among the dead", "among those killed": the fate that is told behind people. */
void sr_claim__take_among(const sr_claim_reading *r, sr_mention *m, uint32_t end);
/* The last noun of the phrase whose modifiers begin at t: "Ukrainian combat vehicles" -> combat vehicle. */
bool sr_claim__phrase_noun(const sr_claim_reading *r, uint32_t t, uint32_t end, sr_noun_hit *best);

/* ---- mentions.c ---- */
sr_slice sr_claim__unit_of_noun(const sr_claim_reading *r, const sr_mention *m); /* "{tank}"; NULL: no memory */
/* "111,150 sq. km., or 18.4 per cent": the figure before it once more. */
bool sr_claim__restates(const sr_claim_reading *r, const sr_mention *m);

/* ---- mention_quantity.c ---- */
/* "14 of | Rakhine's 17 townships", "the state's 17": the token of the figure behind whose it is, or 0. */
uint32_t sr_claim__counted_of_owner(const sr_claim_reading *r, uint32_t t, uint32_t end);
bool sr_claim__mention_of_quantity(const sr_claim_reading *r, uint32_t index, sr_mention *m);

/* A verb of killing or hurting right before token t: "killing eleven". */
bool sr_claim__hurts(const sr_claim_reading *r, uint32_t t);

/* ---- mention_shares.c ---- */
/* "60 per cent of health facilities", "85 % of the drones", "85 % of 120 drones", "30 missiles, 75 % of them": the noun
 * says what is damaged or shot down, the figure stays a share. */
void sr_claim__mention_of_share(const sr_claim_reading *r, uint32_t end, sr_mention *m);
/* "them", "which": what was counted before. */
bool sr_claim__is_among(const sr_claim_reading *r, uint32_t t);

/* ---- mention_links.c ---- */
/* Weapons counted before mention `index`, of which number m may be a part, in its sentence or the one before; NULL. */
const sr_mention *sr_claim__weapons_before(const sr_claim_reading *r, uint32_t index, const sr_mention *m);
/* What a mention just found has to do with those before it: its noun, its whole, its toll. May add one. */
sr_status sr_claim__link(sr_claim_reading *r, uint32_t index);

#endif
