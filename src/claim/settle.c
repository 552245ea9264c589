/* Parties and recipients that other sentences tell; see the header. */
#include "claim/settle.h"
#include "claim/sides.h"
#include "claim/slots.h"

#include "lexicon/adversaries.h"
#include "lexicon/countries.h"

/* Drafts before one that it is compared with. A happening is told within some forty claims. */
enum { LOOK_BACK = 60, PLACES_MAX = 400 };

static bool is_state(sr_slice code) {
  if (code.len < 3 || sr_slice_is(code, "IGO") || sr_slice_is(code, "NGO") || sr_slice_is(code, "JRN")) return false;
  return code.len == 3 || sr_slice_ends(code, SR_SLICE("GOV")) || sr_slice_ends(code, SR_SLICE("MIL"));
}

enum {
  STATES_MAX = 32,
  TO_WEIGHT = 3,
  SAID_WEIGHT = 8,
  WAR_WEIGHT = 4,
  COMPLAINT_WEIGHT = 2,
  ATTACK_WEIGHT = 4,
  ATTACKS_MAX = 200
};

typedef struct states {
  sr_slice code[STATES_MAX];
  int32_t actor[STATES_MAX];
  uint32_t weight[STATES_MAX], n;
} states;

static void name_state(states *s, sr_slice code, int32_t actor, uint32_t weight) {
  uint32_t k = 0;
  while (k < s->n && !sr_slice_eq(s->code[k], code)) k++;
  if (k == STATES_MAX) return;
  if (k == s->n) {
    s->code[k] = code;
    s->actor[k] = SR_NONE;
    s->weight[k] = 0;
    s->n++;
  }
  if (s->actor[k] == SR_NONE) s->actor[k] = actor;
  s->weight[k] += weight;
}

static bool is_named(const states *s, sr_slice code) {
  for (uint32_t k = 0; k < s->n; k++)
    if (sr_slice_eq(s->code[k], code)) return true;
  return false;
}

/* How often a state strikes and gains ground in the report: aid goes to the other side of a war. */
static uint32_t attacks(const sr_claim_reading *r, sr_slice code) {
  uint32_t n = 0;
  for (uint32_t k = 0; k < r->drafts.n && k < ATTACKS_MAX; k++) {
    const sr_claim *c = &r->drafts.at[k].claim;
    n += (c->kind == SR_KIND_STRIKE || c->kind == SR_KIND_ADVANCE) && sr_slice_starts(c->party.code, code);
  }
  return n;
}

/* How often it accuses, warns or condemns: the one who is helped does so less than the one who sees it. */
static uint32_t complaints(const sr_claim_reading *r, sr_slice code) {
  uint32_t n = 0;
  for (uint32_t k = 0; k < r->drafts.n && k < ATTACKS_MAX; k++) {
    const sr_claim *c = &r->drafts.at[k].claim;
    n += c->kind == SR_KIND_STATEMENT && sr_slice_starts(c->speaker.code, code) &&
         (c->act == SR_ACT_ACCUSE || c->act == SR_ACT_WARN || c->act == SR_ACT_CRITICISE);
  }
  return n;
}

static bool gives(const sr_claim_reading *r, sr_slice code, int32_t actor) {
  for (uint32_t k = 0; k < r->drafts.n && k < LOOK_BACK; k++) {
    const sr_claim *c = &r->drafts.at[k].claim;
    const bool stops = c->status == SR_STATUS_SUSPENDED || c->status == SR_STATUS_RESUMED; /* its deliveries */
    if (c->kind == SR_KIND_AID && (c->quantity.present || stops) &&
        (sr_slice_starts(c->donor.code, code) ||
         (!c->donor.code.len && actor != SR_NONE && sr_slice_holds(c->donor.name, r->report->actors[actor].name))))
      return true; /* also "Norway and Germany" */
  }
  return false;
}

/* The state that aid goes to where its sentence does not say: the one named most, by itself and by its places, that
 * gives none. "For X" and "to X" count three times. */
static sr_actor_ref usual_recipient(const sr_claim_reading *r) {
  states named = {0};
  for (uint32_t i = 0; i < r->report->n_actors; i++) {
    const sr_actor *a = &r->report->actors[i];
    if (!is_state(a->code) || sr_slice_ends(a->code, SR_SLICE("MIL"))) continue;
    uint32_t lead = a->first_token;
    if (lead && sr_claim__is(r, lead - 1, "the")) lead--;
    const bool to = lead && (sr_claim__is(r, lead - 1, "to") || sr_claim__is(r, lead - 1, "for"));
    name_state(&named, sr_slice_cut(a->code, 0, 3), (int32_t)i, to ? TO_WEIGHT : 1);
  }
  const sr_table *table = &sr_table_countries;
  for (uint32_t row = 0; row < table->rows; row++) {
    const sr_slice two = sr_table_cell(table, row, SR_COUNTRIES_ALPHA2);
    uint32_t places = 0;
    for (uint32_t i = 0; i < r->report->n_places && i < PLACES_MAX; i++)
      places += r->report->places[i].kind == SR_PLACE_NAME && sr_slice_eq(r->report->places[i].country, two);
    if (places) name_state(&named, sr_table_cell(table, row, SR_COUNTRIES_ALPHA3), SR_NONE, places);
  }
  for (uint32_t k = 0; k < r->drafts.n && k < LOOK_BACK; k++) { /* whom the report says to receive before others */
    const sr_claim *c = &r->drafts.at[k].claim;
    if (c->kind == SR_KIND_AID && c->recipient.code.len == 3)
      name_state(&named, c->recipient.code, SR_NONE, SAID_WEIGHT);
  }
  for (uint32_t row = 0; row < sr_table_adversaries.rows; row++) { /* of two at war one is helped, not a third */
    const sr_slice state = sr_table_cell(&sr_table_adversaries, row, SR_ADVERSARIES_STATE);
    const uint32_t less = COMPLAINT_WEIGHT * complaints(r, state);
    if (less < WAR_WEIGHT && is_named(&named, state) &&
        is_named(&named, sr_table_cell(&sr_table_adversaries, row, SR_ADVERSARIES_CODE)))
      name_state(&named, state, SR_NONE, WAR_WEIGHT - less);
  }
  uint32_t best = STATES_MAX;
  for (uint32_t k = 0; k < named.n; k++) {
    const uint32_t less = ATTACK_WEIGHT * attacks(r, named.code[k]);
    named.weight[k] = named.weight[k] > less ? named.weight[k] - less : 0;
  }
  for (uint32_t k = 0; k < named.n && r->home.len; k++) /* the land that the report is about, before who attacks it */
    if (named.actor[k] != SR_NONE && named.weight[k] && sr_slice_eq(named.code[k], r->home) &&
        !gives(r, r->home, named.actor[k]))
      return sr_claim__party_of(r, named.actor[k]);
  if (r->home.len) return (sr_actor_ref){0}; /* its own government gives: to whom, only the text could say */
  for (uint32_t k = 0; k < named.n; k++)
    if (named.actor[k] != SR_NONE && named.weight[k] && (best == STATES_MAX || named.weight[k] > named.weight[best]) &&
        !gives(r, named.code[k], named.actor[k]))
      best = k;
  return best < STATES_MAX ? sr_claim__party_of(r, named.actor[best]) : (sr_actor_ref){0};
}

/* "SUDAN. Germany gave 125 million.": the land that a heading gives to its paragraph, else the one that others in it
 * are said to give to. */
static sr_actor_ref recipient_of_paragraph(const sr_claim_reading *r, const sr_draft *d) {
  const uint32_t paragraph = sr_claim__sentence(r, d->sentence)->paragraph;
  const sr_actor_ref heading = sr_claim__heading(r, d->sentence);
  if (heading.name.len) return heading;
  sr_actor_ref found = {0};
  for (uint32_t k = 0; k < r->drafts.n && k < LOOK_BACK; k++) {
    const sr_draft *other = &r->drafts.at[k];
    const sr_claim *c = &other->claim;
    if (c->kind != SR_KIND_AID || other->dropped || other->guessed || c->recipient.code.len != 3 ||
        !is_state(c->recipient.code) || sr_claim__sentence(r, other->sentence)->paragraph != paragraph)
      continue;
    if (found.name.len && !sr_slice_eq(found.code, c->recipient.code)) return (sr_actor_ref){0};
    found = c->recipient;
  }
  return found;
}

static bool is_said_to_receive(const sr_claim_reading *r, sr_actor_ref state) {
  for (uint32_t k = 0; k < r->drafts.n && k < LOOK_BACK && state.name.len; k++) {
    const sr_claim *c = &r->drafts.at[k].claim;
    if (c->kind == SR_KIND_AID && sr_slice_eq(c->recipient.name, state.name)) return true;
  }
  return false;
}

static bool is_force(sr_slice code) {
  return code.len == 6 && (sr_slice_ends(code, SR_SLICE("MIL")) || sr_slice_ends(code, SR_SLICE("REB")));
}

/* "soldiers", as one's own are called; the other side's are fighters, militants or the enemy's. */
static bool is_own_soldier(const sr_claim_reading *r, const sr_draft *d) {
  return d->mention != SR_NONE && d->passive &&
         sr_words_have(r->tables->words, r->mentions.at[d->mention].noun, SR_WORD_SOLDIER);
}

/* "the air force", "the general staff", which name no state: those of the land that the report is about. */
static bool is_home_force(const sr_claim_reading *r, const sr_actor_ref *source) {
  return sr_words_end(r->tables->words, source->name, SR_WORD_FORCE_NAME);
}

/* The side that the last source of a claim belongs to: where a state fights a group of its own ("SDN", "SDNREB"), the
 * one whose key says most of the source's code. */
static sr_actor_ref side_of_source(const sr_claim_reading *r, const sr_claim *c) {
  const sr_actor_ref *source = &c->chain[c->n_chain - 1];
  const bool home = !source->code.len && is_home_force(r, source);
  const sr_slice code = home ? r->home : source->code;
  int32_t best = SR_NONE;
  size_t most = 0;
  for (uint32_t side = 0; side < 2 && code.len >= 3; side++) {
    const sr_slice key = r->side_keys[side];
    if (r->sides[side] == SR_NONE || (home && key.len != code.len) || !sr_slice_starts(code, sr_slice_cut(key, 0, 3)))
      continue;
    const size_t says = sr_slice_starts(code, key) ? key.len : 1;
    if (says > most) best = r->sides[side], most = says;
  }
  return best == SR_NONE ? (sr_actor_ref){0} : sr_claim__party_of(r, best);
}

/* "five tanks were destroyed, the ministry of defence said": those of the other side. */
static sr_actor_ref foe_of_source(const sr_claim_reading *r, const sr_draft *d) {
  const sr_claim *c = &d->claim;
  const sr_actor_ref state = sr_claim__heading(r, d->sentence); /* whoever a group fights elsewhere */
  if (state.name.len && sr_slice_ends(c->chain[c->n_chain - 1].code, SR_SLICE("REB"))) return state;
  return sr_claim__foe(r, side_of_source(r, c));
}

/* Whose "soldiers" are in a war between a state and groups of its own: the state's. */
static sr_actor_ref army_at_home(const sr_claim_reading *r, uint32_t sentence) {
  if (sr_claim__heading(r, sentence).name.len) return sr_claim__heading(r, sentence);
  bool state = false, group = false;
  for (uint32_t side = 0; side < 2 && r->home.len; side++) {
    if (r->sides[side] == SR_NONE) continue;
    state |= sr_slice_eq(r->side_keys[side], r->home);
    group |= r->side_keys[side].len == 6 && sr_slice_starts(r->side_keys[side], r->home);
  }
  return state && group ? sr_claim__home(r, sentence) : (sr_actor_ref){0};
}

/* The side on whose land a strike is told, where it is told of the whole land. */
static sr_actor_ref state_attacked(const sr_claim_reading *r, const sr_draft *strike) {
  if (strike->claim.n_where != 1 || !sr_slice_starts(strike->claim.where[0].feature, SR_SLICE("PCL")))
    return (sr_actor_ref){0};
  for (uint32_t side = 0; side < 2; side++)
    if (r->sides[side] != SR_NONE) {
      const sr_actor_ref party = sr_claim__party_of(r, r->sides[side]);
      if (sr_slice_eq(party.name, strike->claim.where[0].name)) return party;
    }
  return (sr_actor_ref){0};
}

/* "598 drones had been used": a tally of what was launched by the only one who is said to attack. */
static sr_actor_ref only_attacker(const sr_claim_reading *r, uint32_t index) {
  const sr_draft *d = &r->drafts.at[index];
  sr_actor_ref party = {0};
  if (!d->passive || !d->claim.quantity.present || d->claim.n_where) return party;
  for (uint32_t k = index, steps = 0; k-- > 0 && steps < LOOK_BACK; steps++) {
    const sr_claim *before = &r->drafts.at[k].claim;
    if (r->drafts.at[k].sentence > d->sentence || before->kind != SR_KIND_STRIKE || !before->party.name.len) continue;
    if (party.name.len && !sr_slice_eq(before->party.name, party.name)) return (sr_actor_ref){0};
    party = before->party;
  }
  /* the land that the report is about is attacked by others */
  return r->home.len && sr_slice_starts(party.code, r->home) ? (sr_actor_ref){0} : party;
}

static bool has_country(const sr_claim *c) { return c->n_where && c->where[0].country.len; }

/* The party of a claim whose verb does not name one, from those told before it. */
static void settle_party(const sr_claim_reading *r, uint32_t index) {
  sr_draft *d = &r->drafts.at[index];
  sr_claim *c = &d->claim;
  const uint32_t paragraph = sr_claim__sentence(r, d->sentence)->paragraph;
  /* "three soldiers were killed, the army said": its own */
  if (c->kind == SR_KIND_LOSSES && c->category != SR_CATEGORY_EQUIPMENT) {
    /* rebels have fighters: "soldiers" are the army's */
    const bool rebels = c->n_chain && sr_slice_ends(c->chain[c->n_chain - 1].code, SR_SLICE("REB"));
    if (c->n_chain && is_own_soldier(r, d) && !rebels && is_force(c->chain[c->n_chain - 1].code))
      c->party = side_of_source(r, c);
    if (c->n_chain && !c->party.name.len && d->passive && (rebels || !is_own_soldier(r, d)) &&
        is_force(c->chain[c->n_chain - 1].code))
      c->party = foe_of_source(r, d);
    if (!c->party.name.len && !rebels && is_own_soldier(r, d)) c->party = army_at_home(r, d->sentence);
    return;
  }
  if (c->kind == SR_KIND_LOSSES && d->passive && c->n_chain && is_force(c->chain[c->n_chain - 1].code)) {
    c->party = foe_of_source(r, d);
    if (c->party.name.len) return;
  }
  /* "598 drones were launched, the air force said": by the other side */
  if (c->kind == SR_KIND_STRIKE && d->passive && c->n_chain && is_home_force(r, &c->chain[c->n_chain - 1])) {
    c->party = foe_of_source(r, d);
    if (c->party.name.len) return;
  }
  if (c->kind == SR_KIND_INTERCEPTION) {
    /* who says it shot them down is who did */
    if (c->n_chain) c->party = side_of_source(r, c);
    if (c->party.name.len) return;
  }
  /* a communique tells its own deeds and the losses of the other side */
  if (r->own.name.len && !c->n_chain) {
    const sr_actor_ref foe = sr_claim__foe(r, r->own);
    if (c->kind == SR_KIND_INTERCEPTION) c->party = r->own;
    if (c->kind == SR_KIND_LOSSES && d->passive && foe.name.len) c->party = foe;
    if (c->party.name.len) return;
  }
  /* "shot down 88 of 104 drones": who launched them is the other side of who shot them down */
  const sr_draft *pair = index && c->kind == SR_KIND_STRIKE && !d->verb_end ? &r->drafts.at[index - 1] : NULL;
  if (pair && pair->claim.kind == SR_KIND_INTERCEPTION && pair->sentence == d->sentence && pair->claim.party.name.len) {
    c->party = sr_claim__foe(r, pair->claim.party);
    if (c->party.name.len) return;
  }
  for (uint32_t k = index, steps = 0; k-- > 0 && steps < LOOK_BACK; steps++) {
    const sr_draft *before = &r->drafts.at[k];
    if (before->sentence > d->sentence) continue;
    const bool near = sr_claim__sentence(r, before->sentence)->paragraph == paragraph;
    /* "the air force counted 123 drones. 56 were shot down": by those who counted them */
    if (c->kind == SR_KIND_INTERCEPTION && before->claim.kind == SR_KIND_STRIKE && near && before->claim.n_chain &&
        side_of_source(r, &before->claim).name.len) {
      c->party = side_of_source(r, &before->claim);
      return;
    }
    if (!before->claim.party.name.len) {
      /* "U was attacked with 23 drones. Shot down are 17": by the one attacked */
      if (c->kind == SR_KIND_INTERCEPTION && before->claim.kind == SR_KIND_STRIKE &&
          before->sentence + 2 >= d->sentence)
        c->party = state_attacked(r, before);
      if (c->party.name.len) return;
      continue;
    }
    const bool next = sr_claim__sentence(r, before->sentence)->paragraph + 1 == paragraph && !has_country(c);
    if (c->kind == SR_KIND_INTERCEPTION && before->claim.kind == SR_KIND_STRIKE && (near || next)) {
      c->party = sr_claim__foe(r, before->claim.party);
      return;
    }
    if (c->kind == SR_KIND_STRIKE && before->claim.kind == SR_KIND_STRIKE && before->claim.weapon == c->weapon &&
        sr_claim__sentence(r, before->sentence)->paragraph + 1 >= paragraph) {
      c->party = before->claim.party;
      return;
    }
    if (c->kind == SR_KIND_LOSSES && c->category == SR_CATEGORY_EQUIPMENT && before->claim.kind == SR_KIND_LOSSES &&
        near) {
      c->party = before->claim.party;
      return;
    }
  }
  if (c->kind == SR_KIND_STRIKE) c->party = only_attacker(r, index);
}

/* "the city council voted 12 million for a tram line": a body of a place, not of a state. */
static bool is_home(const sr_claim_reading *r, const sr_draft *d) {
  for (uint32_t t = sr_claim__sentence(r, d->sentence)->first_token; t < d->first; t++)
    if (sr_claim__word(r, t, SR_WORD_LOCAL_BODY)) return true;
  return false;
}

/* "X may take F, the lab warns": what is warned of is the forecast; "will hold talks": the contact to come. */
static bool is_told_beside(const sr_claim_reading *r, const sr_draft *d) {
  const sr_claim *c = &d->claim;
  const bool warns = c->kind == SR_KIND_STATEMENT && c->act == SR_ACT_WARN && !c->topic.len && !c->addressee.name.len;
  const bool talks = c->kind == SR_KIND_FORECAST && c->act == SR_ACT_NEGOTIATE;
  for (uint32_t k = 0; k < r->drafts.n && (warns || talks); k++) {
    const sr_draft *other = &r->drafts.at[k];
    if (other->sentence != d->sentence || other->dropped) continue;
    if (warns && other->claim.kind == SR_KIND_FORECAST) return true;
    if (talks && other->claim.kind == SR_KIND_CONTACT && other->claim.modality == SR_MODALITY_EXPECTED &&
        other->anchor < d->end && d->first < other->end)
      return true;
  }
  return false;
}

void sr_claim__settle(sr_claim_reading *r) {
  sr_actor_ref recipient = {0};
  bool known = false, said = false;
  for (uint32_t i = 0; i < r->drafts.n; i++) {
    sr_claim *c = &r->drafts.at[i].claim;
    if (is_told_beside(r, &r->drafts.at[i])) r->drafts.at[i].dropped = true;
    if (c->kind == SR_KIND_AID && !c->recipient.name.len && c->donor.name.len && !c->donor.code.len &&
        is_home(r, &r->drafts.at[i]))
      r->drafts.at[i].home = true;
    if (c->kind == SR_KIND_AID && !c->recipient.name.len && c->donor.name.len) {
      if (!known) recipient = usual_recipient(r), said = is_said_to_receive(r, recipient);
      known = true;
      /* a bank or a fund pays to many: to that state if the report says of others that they do */
      const bool to = is_state(c->donor.code) || !c->donor.code.len || (said && c->money.present);
      const sr_actor_ref near = recipient_of_paragraph(r, &r->drafts.at[i]);
      const sr_actor_ref whom = near.name.len ? near : recipient;
      if (to && !sr_slice_eq(whom.name, c->donor.name)) {
        c->recipient = whom;
        r->drafts.at[i].guessed = true;
      }
    }
    const bool wants =
        c->kind == SR_KIND_INTERCEPTION || c->kind == SR_KIND_STRIKE ||
        (c->kind == SR_KIND_LOSSES && (c->category == SR_CATEGORY_EQUIPMENT || c->victim == SR_VICTIM_MILITARY));
    if (wants && !c->party.name.len) settle_party(r, i);
    /* "24 settlements have been liberated, the ministry of defence said": by its own */
    if (c->kind == SR_KIND_CONTROL && c->act == SR_ACT_SEIZED && !c->party.name.len && c->n_chain &&
        is_force(c->chain[c->n_chain - 1].code))
      c->party = side_of_source(r, c);
    if (c->kind != SR_KIND_STATEMENT) continue;
    /* the one who speaks is not in the chain, whoever passes it on is */
    while (c->n_chain && sr_slice_eq(c->chain[c->n_chain - 1].name, c->speaker.name)) c->n_chain--;
  }
}
