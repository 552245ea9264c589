/* Slots: parties, modality and chains, from what stands near a claim. */
#include "claim/tree.h"

#include "read/attribution.h"
#include "read/wordclass.h"

#include <math.h>

#include "lexicon/actors.h"
#include "lexicon/adversaries.h"
#include "lexicon/countries.h"
#include "lexicon/given_names.h"

sr_actor_ref sr_claim__actor_ref(const sr_actor *actor) { return (sr_actor_ref){actor->name, actor->code}; }

sr_actor_ref sr_claim__country(const sr_place *p) {
  const bool stands = sr_slice_is(p->feature, "PPLC") || sr_slice_starts(p->feature, SR_SLICE("PCL"));
  for (uint32_t row = 0; stands && row < sr_table_countries.rows; row++)
    if (sr_slice_eq(p->country, sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_ALPHA2)))
      return (sr_actor_ref){sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_NAME),
                            sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_ALPHA3)};
  return (sr_actor_ref){0};
}

sr_place_ref sr_claim__place_ref(const sr_place *p) {
  /* a point borrowed of a neighbour is none for a claim */
  const bool own = p->precision_km <= 0;
  return (sr_place_ref){p->name,    p->geonames, own ? p->lat : (double)NAN, own ? p->lon : (double)NAN,
                        p->country, p->feature};
}

bool sr_claim__in_state(sr_slice country, sr_slice code) {
  if (!country.len || code.len < 3) return false;
  for (uint32_t row = 0; row < sr_table_countries.rows; row++)
    if (sr_slice_eq(country, sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_ALPHA2)))
      return sr_slice_starts(code, sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_ALPHA3));
  return false;
}

/* Codes that begin with a state (ISO 3166-1 alpha-3) and go on with one of its organs. */
static bool is_state_code(sr_slice code) {
  static const char *const organs[] = {"", "GOV", "MIL", "SPY", "LEG", "COP"};
  if (code.len < 3) return false;
  const sr_slice head = sr_slice_cut(code, 0, 3), rest = sr_slice_cut(code, 3, code.len);
  if (sr_slice_is(head, "IGO") || sr_slice_is(head, "NGO") || sr_slice_is(head, "MNC") || sr_slice_is(head, "IMG"))
    return false;
  for (uint32_t i = 0; i < sizeof organs / sizeof *organs; i++)
    if (sr_slice_is(rest, organs[i])) return true;
  return false;
}

/* What makes two actors one side: the state for its organs, the code for armed groups, else the name. */
static sr_slice side_key(const sr_actor *actor) {
  if (is_state_code(actor->code)) return sr_slice_cut(actor->code, 0, 3);
  return actor->code.len ? actor->code : actor->name;
}

static bool is_party(const sr_actor *actor) {
  if (is_state_code(actor->code)) return true;
  return sr_slice_ends(actor->code, SR_SLICE("REB")) || sr_slice_ends(actor->code, SR_SLICE("UAF")) ||
         sr_slice_ends(actor->code, SR_SLICE("SEP"));
}

static bool is_army(const sr_claim_reading *r, const sr_actor *a);

bool sr_claim__is_side(const sr_claim_reading *r, int32_t actor) {
  return actor < 0 || is_party(&r->report->actors[actor]) || is_army(r, &r->report->actors[actor]);
}

/* "the Russian side": a delegation, not the state's name. */
static bool is_side(const sr_actor *a) { return sr_slice_ends(a->name, SR_SLICE(" side")); }

sr_status sr_claim__states(sr_claim_reading *r) {
  sr_map_init(&r->states);
  for (uint32_t i = 0; i < r->report->n_actors; i++) {
    const sr_actor *a = &r->report->actors[i];
    if (a->kind != SR_ACTOR_STATE || is_side(a) || sr_map_get(&r->states, a->code) != SR_MAP_NONE) continue;
    if (!sr_map_put(&r->states, r->report->scratch, a->code, i)) return sr_arena_fail(r->report->scratch, r->err);
  }
  return SR_OK;
}

/* The state itself, by the name that the report or the table gives it. */
static sr_actor_ref state_of(const sr_claim_reading *r, const sr_actor *a) {
  const sr_slice key = side_key(a);
  if (a->kind == SR_ACTOR_STATE && a->code.len == 3 && !is_side(a)) return sr_claim__actor_ref(a);
  const uint32_t named = sr_map_get(&r->states, key);
  if (named != SR_MAP_NONE) return sr_claim__actor_ref(&r->report->actors[named]);
  /* a delegation, a person and a force stand for the state; a government gives in its own name */
  const bool borrowed = is_side(a) || a->kind == SR_ACTOR_PERSON || a->kind == SR_ACTOR_UNNAMED ||
                        a->kind == SR_ACTOR_OFFICE || sr_slice_ends(a->code, SR_SLICE("MIL"));
  for (uint32_t row = 0; borrowed && row < sr_table_countries.rows; row++)
    if (sr_slice_eq(key, sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_ALPHA3)))
      return (sr_actor_ref){sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_NAME), key};
  return (sr_actor_ref){a->name, key};
}

enum { ARMY_BACK = 24, GROUP_REACH = 60 }; /* actors searched for what "the army", "two commanders" are of */

/* "the army", "the air force", "army planes": forces that name no state. */
static bool is_army(const sr_claim_reading *r, const sr_actor *a) {
  return sr_words_are(r->tables->words, &r->report->tokens[a->first_token], a->n_tokens, SR_WORD_ARMY);
}

/* "Units of the West Group of Forces" of a communique are its country's. */
static bool is_own_force(const sr_claim_reading *r, const sr_actor *a) {
  for (uint32_t t = a->first_token; t < a->first_token + a->n_tokens; t++)
    if (sr_claim__word(r, t, SR_WORD_FORMATION)) return !sr_claim__cue(r, a->first_token, SR_CUE_ENEMY);
  return false;
}

/* "the 144th Division", "3rd Assault Brigade": a unit that names no state. */
static bool is_numbered_unit(const sr_claim_reading *r, const sr_actor *a) {
  const uint32_t last = a->first_token + a->n_tokens - 1;
  return a->kind == SR_ACTOR_INSTITUTION && a->n_tokens > 1 && sr_claim__word(r, last, SR_WORD_UNIT_NOUN);
}

/* "State television", "the Irrawaddy monitor": tells of an army and has none. */
static bool is_broadcaster(const sr_claim_reading *r, const sr_actor *a) {
  return a->kind == SR_ACTOR_INSTITUTION && sr_claim__actor_speaks(r, (int32_t)(a - r->report->actors)) &&
         !sr_slice_ends(a->code, SR_SLICE("GOV")) && !sr_slice_ends(a->code, SR_SLICE("MIL"));
}

static bool is_counted(const sr_claim_reading *r, const sr_actor *a) {
  for (uint32_t t = a->first_token; t < a->first_token + a->n_tokens; t++)
    if (r->quantity_at[t] != SR_NONE) return true;
  return false;
}

static bool is_pronoun(const sr_claim_reading *r, uint32_t t) {
  static const char *const words[] = {"it", "its", "they", "their", "he", "his", "she", "her"};
  for (uint32_t i = 0; i < sizeof words / sizeof *words; i++)
    if (sr_claim__is(r, t, words[i])) return true;
  return false;
}

/* Whom a state is at war with, where the table names one. */
static sr_actor_ref country_in(sr_slice text);

static bool is_place_of_something(const sr_claim_reading *r, const sr_actor *a, uint32_t start);
static bool is_man(const sr_claim_reading *r, int32_t actor);
static int32_t side_of_code(const sr_claim_reading *r, sr_slice key);
static int32_t own_side(const sr_claim_reading *r, uint32_t sentence);

static sr_actor_ref adversary_of(sr_slice state) {
  sr_actor_ref foe = {0};
  for (uint32_t row = 0; state.len && row < sr_table_adversaries.rows; row++)
    if (sr_slice_eq(state, sr_table_cell(&sr_table_adversaries, row, SR_ADVERSARIES_STATE)))
      foe = (sr_actor_ref){sr_table_cell(&sr_table_adversaries, row, SR_ADVERSARIES_ENEMY),
                           sr_table_cell(&sr_table_adversaries, row, SR_ADVERSARIES_CODE)};
  return foe;
}

/* A code that several groups of the table share says none of them. */
static bool group_twice(sr_slice code, uint32_t row) {
  for (uint32_t other = 0; other < sr_table_actors.rows; other++)
    if (other != row && sr_slice_eq(sr_table_cell(&sr_table_actors, other, SR_ACTORS_CODE), code)) return true;
  return false;
}

sr_actor_ref sr_claim__party_of(const sr_claim_reading *r, int32_t actor) {
  if (actor == SR_NONE) return (sr_actor_ref){0};
  /* a communique need not name its enemy, nor itself */
  if (actor == SR_ENEMY) {
    const sr_actor_ref foe = r->foe.name.len ? r->foe : adversary_of(r->home);
    return foe.name.len ? foe : (sr_actor_ref){SR_SLICE("enemy"), {0}};
  }
  if (actor == SR_OWN) return r->own;
  const sr_actor *a = &r->report->actors[actor];
  /* "air defences" are somebody's: whose, the attack that they answer says */
  const uint32_t last = a->first_token + a->n_tokens - 1;
  if (!a->code.len && sr_claim__word(r, last, SR_WORD_DEFENCE)) return (sr_actor_ref){0};
  /* "the army" is the one named before it; "the air force" of a report is that of the land it is about */
  const bool at_home = !a->code.len && is_army(r, a) && r->home.len;
  if (!a->code.len && is_army(r, a) && !(at_home && a->n_tokens > 1))
    for (int32_t i = actor, steps = 0; i-- > 0 && steps < ARMY_BACK; steps++)
      if (sr_slice_ends(r->report->actors[i].code, SR_SLICE("MIL")) ||
          (r->report->actors[i].sentence == a->sentence && is_state_code(r->report->actors[i].code) &&
           !is_broadcaster(r, &r->report->actors[i])))
        return state_of(r, &r->report->actors[i]);
  if (at_home) {
    const sr_actor force = {.name = a->name, .code = r->home, .kind = SR_ACTOR_OFFICE};
    return state_of(r, &force);
  }
  if ((!a->code.len || sr_slice_is(a->code, "NGO")) && r->own.name.len && is_own_force(r, a)) return r->own;
  /* "the army's 6th Division"; "the ministry said that the 144th Division had taken the village": its own */
  if (!a->code.len && a->first_token > 2 && is_numbered_unit(r, a) && sr_claim__is(r, a->first_token - 1, "'s")) {
    const int32_t owner = r->actor_at[a->first_token - 2];
    if (owner >= 0 && owner < actor && sr_claim__is_side(r, owner)) return sr_claim__party_of(r, owner);
  }
  const int32_t side = !a->code.len && is_numbered_unit(r, a) ? own_side(r, a->sentence) : SR_NONE;
  if (side >= 0 && side != actor) return state_of(r, &r->report->actors[side]);
  if (r->foe.name.len && a->kind == SR_ACTOR_UNNAMED && sr_slice_starts(a->code, r->foe.code)) return r->foe;
  if (!is_state_code(a->code)) {
    /* "small groups of Russian infantry": the state's */
    if (a->kind == SR_ACTOR_UNNAMED && !a->code.len) {
      const sr_actor_ref state = country_in(a->name);
      if (state.code.len) return state;
    }
    /* "the rebels" are the armed group that was named */
    if (r->rebels != SR_NONE && !a->code.len && a->n_tokens == 1 && sr_claim__word(r, a->first_token, SR_WORD_REBEL))
      return sr_claim__party_of(r, r->rebels);
    /* "nine soldiers", "an officer" are nobody's side; "an army general" is of the army */
    if (a->kind == SR_ACTOR_UNNAMED && !a->code.len &&
        (r->quantity_at[a->first_token] != SR_NONE || is_man(r, actor))) {
      const sr_actor force = {.name = r->home, .code = r->home, .kind = SR_ACTOR_OFFICE};
      const bool army = sr_claim__is(r, a->first_token, "army") || sr_claim__is(r, a->first_token, "military");
      return army && r->home.len ? state_of(r, &force) : (sr_actor_ref){0};
    }
    /* "its spokesman said the group had fired": the armed group that stands nearest before it */
    if (a->n_tokens == 1 && (sr_claim__is(r, a->first_token, "group") || sr_claim__is(r, a->first_token, "movement")))
      for (int32_t i = actor, steps = 0; i-- > 0 && steps < ARMY_BACK; steps++)
        if (is_party(&r->report->actors[i]) && !is_state_code(r->report->actors[i].code))
          return sr_claim__party_of(r, i);
    /* "two senior Hamas commanders" are Hamas's */
    const bool some =
        a->kind == SR_ACTOR_UNNAMED || (a->kind == SR_ACTOR_OFFICE && is_counted(r, a)) ||
        (a->kind != SR_ACTOR_INSTITUTION && is_party(a)); /* "its spokesman": his forces are the group's */
    const uint32_t at = (uint32_t)actor, from = at > GROUP_REACH ? at - GROUP_REACH : 0;
    const sr_actor *group = NULL; /* by its known name, before a body that is called after it ("Houthi media") */
    for (uint32_t i = from; some && a->code.len && i < r->report->n_actors && i < at + GROUP_REACH; i++) {
      const sr_actor *of = &r->report->actors[i];
      if (of->kind == SR_ACTOR_UNNAMED || of->kind == SR_ACTOR_OFFICE || !sr_slice_eq(of->code, a->code)) continue;
      const bool known = sr_table_find(&sr_table_actors, &of->name, 1) != UINT32_MAX;
      if (!group || known) group = of;
      if (known) break;
    }
    const sr_table *bodies = &sr_table_actors; /* the report names only its fighters: by the table */
    const bool named = group && sr_table_find(bodies, &group->name, 1) != UINT32_MAX;
    for (uint32_t row = 0; some && !named && is_party(a) && row < bodies->rows; row++)
      if (sr_slice_eq(sr_table_cell(bodies, row, SR_ACTORS_CODE), a->code) && !group_twice(a->code, row))
        return (sr_actor_ref){sr_table_cell(bodies, row, SR_ACTORS_NAME), a->code};
    return sr_claim__actor_ref(group ? group : a);
  }
  return state_of(r, a);
}

static sr_actor_ref country_in(sr_slice text);

/* The state whose army "the army" is: the one that an armed group of the report fights at home ("SDNREB"), else the one
 * where most of its places lie; a report of many lands has none. */
static sr_slice home_of(const sr_claim_reading *r) {
  enum { STATES_MAX = 16, GROUP_WEIGHT = 2, WEIGHT_MIN = 4, SCAN_MAX = 400 };
  sr_slice codes[STATES_MAX];
  uint32_t weight[STATES_MAX] = {0}, n = 0;
  for (uint32_t i = 0; i < r->report->n_actors + r->report->n_places && i < SCAN_MAX; i++) {
    sr_slice code = {0};
    uint32_t counts = 1;
    if (i < r->report->n_actors) {
      const sr_slice full = r->report->actors[i].code;
      if (full.len != 6 || !sr_slice_ends(full, SR_SLICE("REB"))) continue;
      code = sr_slice_cut(full, 0, 3);
      counts = GROUP_WEIGHT;
    } else {
      const sr_place *p = &r->report->places[i - r->report->n_actors];
      if (!p->literal || !p->country.len) continue;
      for (uint32_t row = 0; row < sr_table_countries.rows && !code.len; row++)
        if (sr_slice_eq(p->country, sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_ALPHA2)))
          code = sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_ALPHA3);
    }
    uint32_t k = 0;
    while (k < n && !sr_slice_eq(codes[k], code)) k++;
    if (!code.len || k == STATES_MAX) continue;
    if (k == n) codes[n++] = code;
    weight[k] += counts;
  }
  uint32_t best = 0, all = 0;
  for (uint32_t k = 0; k < n; k++) {
    all += weight[k];
    if (weight[k] > weight[best]) best = k;
  }
  return n && 2 * weight[best] > all && weight[best] >= WEIGHT_MIN ? codes[best] : (sr_slice){0};
}

void sr_claim__sides(sr_claim_reading *r) {
  r->home = home_of(r);
  /* the two that are named most often, armed forces and groups before others; a report names few actors */
  enum { SIDES_MAX = 64 };
  struct {
    sr_slice key;
    int32_t actor;
    uint32_t weight;
    bool armed;
  } seen[SIDES_MAX];
  uint32_t n = 0;
  r->sides[0] = r->sides[1] = SR_NONE;
  r->own = country_in(r->report->about.outlet);
  r->foe = adversary_of(r->own.code);
  r->rebels = SR_NONE;
  bool other_group = false; /* a second armed group is named: "the rebels" may be either */
  bool groups = false;      /* an armed group fights: the other side fights too */
  bool forces = false;      /* some force was named with its state: "the army" takes it up again */
  for (uint32_t i = 0; i < r->report->n_actors; i++) {
    const sr_actor *a = &r->report->actors[i];
    forces |= sr_slice_ends(a->code, SR_SLICE("MIL"));
    const bool unnamed = !a->code.len && !forces && r->home.len && is_army(r, a);
    if (!is_party(a) && !unnamed) continue;
    const sr_slice key = unnamed ? r->home : side_key(a);
    const bool person = a->kind == SR_ACTOR_OFFICE || a->kind == SR_ACTOR_PERSON; /* ministers meet, forces fight */
    const bool armed =
        unnamed || (!person && sr_slice_ends(a->code, SR_SLICE("MIL"))) || sr_slice_ends(a->code, SR_SLICE("REB"));
    uint32_t k = 0;
    while (k < n && !sr_slice_eq(seen[k].key, key)) k++;
    if (k == n) {
      if (n == SIDES_MAX) continue;
      seen[n].key = key;
      seen[n].actor = (int32_t)i;
      seen[n].armed = false;
      seen[n++].weight = 0;
    }
    seen[k].armed |= armed;
    groups |= sr_slice_ends(a->code, SR_SLICE("REB"));
    if (sr_slice_ends(a->code, SR_SLICE("REB")) && a->kind == SR_ACTOR_INSTITUTION) {
      other_group |= r->rebels != SR_NONE && !sr_slice_eq(r->report->actors[r->rebels].name, a->name);
      if (r->rebels == SR_NONE) r->rebels = (int32_t)i;
    }
    seen[k].weight += armed ? 3 : 1;
  }
  if (other_group) r->rebels = SR_NONE;
  for (uint32_t side = 0; side < 2; side++) {
    uint32_t best = SIDES_MAX;
    for (uint32_t k = 0; k < n; k++)
      if (seen[k].weight && (seen[k].armed || !groups) && (best == SIDES_MAX || seen[k].weight > seen[best].weight))
        best = k;
    if (best == SIDES_MAX) return;
    /* who is at war with the first by the table, before those named more often */
    for (uint32_t row = 0; side && row < sr_table_adversaries.rows; row++)
      for (uint32_t k = 0; k < n; k++)
        if (sr_slice_eq(r->side_keys[0], sr_table_cell(&sr_table_adversaries, row, SR_ADVERSARIES_STATE)) &&
            sr_slice_eq(seen[k].key, sr_table_cell(&sr_table_adversaries, row, SR_ADVERSARIES_CODE)))
          best = k;
    /* against a third land it is the armed group that fights, not the state that it is of */
    for (uint32_t k = 0; side && seen[best].key.len == 3 && k < n; k++)
      if (seen[k].weight && seen[k].key.len == 6 && sr_slice_starts(seen[k].key, seen[best].key) &&
          sr_slice_ends(seen[k].key, SR_SLICE("REB")) && r->side_keys[0].len == 3 &&
          2 * seen[k].weight >= seen[best].weight) {
        best = k;
        break;
      }
    r->sides[side] = seen[best].actor;
    r->side_keys[side] = seen[best].key;
    seen[best].weight = 0;
  }
}

bool sr_claim__is_at_war(const sr_claim_reading *r, int32_t actor) {
  return actor < 0 || side_of_code(r, side_key(&r->report->actors[actor])) != SR_NONE;
}

sr_actor_ref sr_claim__foe(const sr_claim_reading *r, sr_actor_ref party) {
  if (!party.name.len) return (sr_actor_ref){0};
  const sr_slice key = is_state_code(party.code) ? sr_slice_cut(party.code, 0, 3)
                       : party.code.len          ? party.code
                                                 : party.name;
  for (uint32_t side = 0; side < 2; side++)
    if (r->sides[side] != SR_NONE && sr_slice_eq(r->side_keys[side], key) && r->sides[1 - side] != SR_NONE)
      return sr_claim__party_of(r, r->sides[1 - side]);
  if (r->own.code.len && sr_slice_eq(key, r->own.code)) return r->foe;
  /* a group that is neither fights the state that it is of */
  const bool group = key.len == 6 && sr_slice_ends(key, SR_SLICE("REB"));
  const uint32_t state = group ? sr_map_get(&r->states, sr_slice_cut(key, 0, 3)) : SR_MAP_NONE;
  return state != SR_MAP_NONE ? sr_claim__actor_ref(&r->report->actors[state]) : (sr_actor_ref){0};
}

bool sr_claim__actor_speaks(const sr_claim_reading *r, int32_t actor) {
  const sr_actor *a = &r->report->actors[actor];
  for (uint32_t i = sr_claim__speech_from(r, a->sentence); i < r->report->n_speech; i++) {
    const sr_attribution *at = &r->report->speech[i];
    if (at->sentence > a->sentence) return false;
    for (uint32_t s = 0; s < at->source.n; s++)
      if (at->source.at[s].start < a->span.end && a->span.start < at->source.at[s].end) return true;
  }
  return false;
}

static bool contains_word(sr_slice text, sr_slice part) {
  if (!part.len) return false;
  for (size_t at = 0; at + part.len <= text.len; at++) {
    if (at && sr_is_alpha((uint8_t)text.ptr[at - 1])) continue;
    if (at + part.len < text.len && sr_is_alpha((uint8_t)text.ptr[at + part.len])) continue;
    if (sr_slice_eq(sr_slice_cut(text, at, at + part.len), part)) return true;
  }
  return false;
}

/* A name that nothing is known of: no actor, or one taken for a person who neither speaks nor has an office or a known
 * given name. */
bool sr_claim__is_free_name(const sr_claim_reading *r, uint32_t t) {
  const sr_report *report = r->report;
  if (r->time_at[t] != SR_NONE || r->quantity_at[t] != SR_NONE || report->tokens[t].kind != SR_TOKEN_WORD) return false;
  if (r->actor_at[t] == SR_NONE) return true;
  const sr_actor *a = &report->actors[r->actor_at[t]];
  return a->kind == SR_ACTOR_PERSON && !a->code.len && !a->role.len && !sr_claim__actor_speaks(r, r->actor_at[t]) &&
         sr_table_find(&sr_table_given_names, &report->tokens[a->first_token].norm, 1) == UINT32_MAX;
}

/* Soldiers and bodies without a name, which stand for whoever they belong to. */
static bool is_anybody(const sr_claim_reading *r, int32_t actor) {
  const sr_actor *a = &r->report->actors[actor];
  return !a->code.len && (a->kind == SR_ACTOR_UNNAMED || a->kind == SR_ACTOR_INSTITUTION) &&
         !sr_word_is_capital(r->report, a->first_token + a->n_tokens - 1);
}

/* People, of whom one does not say "it". */
static bool is_people(const sr_claim_reading *r, int32_t actor) {
  const sr_actor_kind kind = r->report->actors[actor].kind;
  return kind == SR_ACTOR_PERSON || kind == SR_ACTOR_OFFICE || kind == SR_ACTOR_UNNAMED;
}

/* Somebody whom "he" or "she" may be: "the mediator", not "two officials". */
static bool is_man(const sr_claim_reading *r, int32_t actor) {
  const sr_actor *a = &r->report->actors[actor];
  return is_people(r, actor) &&
         (a->kind != SR_ACTOR_UNNAMED || sr_slice_is(r->report->tokens[a->first_token + a->n_tokens - 1].xpos, "NN"));
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
    if (actor == SR_NONE || !is_man(r, actor)) continue;
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

/* The country whose name stands in the outlet's ("General Staff of the Armed Forces of X"). */
static sr_actor_ref country_in(sr_slice text) {
  const sr_table *table = &sr_table_countries;
  for (uint32_t row = 0; row < table->rows; row++) {
    const sr_slice code = sr_table_cell(table, row, SR_COUNTRIES_ALPHA3);
    const sr_slice name = sr_table_cell(table, row, SR_COUNTRIES_NAME);
    if (contains_word(text, name)) return (sr_actor_ref){name, code};
    sr_slice adjectives = sr_table_cell(table, row, SR_COUNTRIES_ADJECTIVES);
    while (adjectives.ptr && adjectives.len)
      if (contains_word(text, sr_slice_split(&adjectives, '|'))) return (sr_actor_ref){name, code};
  }
  return (sr_actor_ref){0};
}

static int32_t side_of_code(const sr_claim_reading *r, sr_slice key) {
  for (uint32_t side = 0; side < 2; side++)
    if (key.len && r->sides[side] != SR_NONE && sr_slice_eq(key, r->side_keys[side])) return r->sides[side];
  return SR_NONE;
}

/* The side that says "we" or "the enemy": that of a source of the sentence, else that of the outlet. */
static int32_t own_side(const sr_claim_reading *r, uint32_t sentence) {
  const sr_sentence *s = &r->report->sentences[sentence];
  for (uint32_t t = s->first_token; t < s->first_token + s->n_tokens; t++) {
    const int32_t actor = r->actor_at[t];
    if (actor == SR_NONE || !is_party(&r->report->actors[actor]) || !sr_claim__actor_speaks(r, actor)) continue;
    const int32_t side = side_of_code(r, side_key(&r->report->actors[actor]));
    if (side != SR_NONE) return side;
  }
  const int32_t side = side_of_code(r, r->own.code);
  return side != SR_NONE ? side : r->own.name.len ? SR_OWN : SR_NONE;
}

int32_t sr_claim__enemy(const sr_claim_reading *r, uint32_t sentence) {
  const int32_t own = own_side(r, sentence);
  if (own < 0 && r->sides[0] != SR_NONE && r->sides[1] == SR_NONE && own == SR_OWN) return r->sides[0];
  if (own < 0 || r->sides[1] == SR_NONE) return SR_ENEMY;
  return r->sides[own == r->sides[0] ? 1 : 0];
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

/* An actor that does something; "its forces" and "his troops" are the source's, "an officer" and "the army" themselves.
 */
static int32_t doer(const sr_claim_reading *r, uint32_t sentence, int32_t actor) {
  const uint32_t start = r->report->sentences[sentence].first_token;
  const sr_actor *a = &r->report->actors[actor];
  if (is_anybody(r, actor) && a->first_token > start) {
    if (is_pronoun(r, a->first_token - 1)) return sr_claim__antecedent(r, sentence, a->first_token - 1);
    if (sr_claim__cue(r, a->first_token - 1, SR_CUE_OWN)) return own_side(r, sentence);
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

/* The actor that the subject of the tree names; SR_NONE where there is no tree or its subject is no actor. */
static int32_t subject_of_tree(const sr_claim_reading *r, uint32_t sentence, uint32_t verb, bool *arms) {
  const uint32_t t = sr_claim__subject_token(r, verb);
  if (t == SR_NO_TOKEN || t < sr_claim__dateline_end(r, sentence)) return SR_NONE; /* "KHARTOUM - The army took" */
  if (sr_claim__cue(r, t, SR_CUE_ENEMY)) return sr_claim__enemy(r, sentence);
  if (sr_claim__cue(r, t, SR_CUE_OWN)) return own_side(r, sentence);
  if (is_pronoun(r, t)) return sr_claim__antecedent(r, sentence, t);
  if (r->actor_at[t] == SR_NONE && t > r->report->sentences[sentence].first_token && is_owner_pronoun(r, t - 1))
    return sr_claim__antecedent(r, sentence, t - 1); /* "its drones" */
  const int32_t actor = r->actor_at[t];
  *arms = actor == SR_NONE && is_arms(r, t);
  if (*arms && t > r->report->sentences[sentence].first_token && r->actor_at[t - 1] != SR_NONE) /* "Israeli jets" */
    return r->actor_at[t - 1];
  if (actor == SR_NONE || is_counted(r, &r->report->actors[actor])) return SR_NONE;
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
                          sr_claim__is(r, k + 2, "which") || sr_claim__is(r, k + 2, "whom");
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
    if (sr_claim__cue(r, at, SR_CUE_OWN)) return own_side(r, sentence);
    if (sr_claim__is(r, at + 1, "part") && at > start && sr_claim__is(r, at - 1, "for")) continue; /* "for his part" */
    if (is_pronoun(r, at)) return sr_claim__antecedent(r, sentence, at);
    if (r->actor_at[at] == SR_NONE) continue;
    const sr_actor *a = &r->report->actors[r->actor_at[at]];
    t = a->first_token > start ? a->first_token : start;
    if (is_place_of_something(r, a, start)) continue;
    if (is_anybody(r, r->actor_at[at])) {
      if (is_counted(r, a)) continue;
      return doer(r, sentence, r->actor_at[at]);
    }
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

sr_modality sr_claim__modality(const sr_claim_reading *r, uint32_t sentence, uint32_t first, uint32_t end) {
  const uint32_t start = r->report->sentences[sentence].first_token;
  (void)end;
  sr_modality found = SR_MODALITY_ASSERTED;
  for (uint32_t t = first, steps = 0; t > start && steps < 5; steps++) {
    t--;
    if (sr_claim__is(r, t, ",") || sr_claim__is(r, t, ";")) break;
    if (sr_claim__cue(r, t, SR_CUE_NEGATE)) return SR_MODALITY_DENIED;
    if (sr_claim__cue(r, t, SR_CUE_POSSIBLE)) return SR_MODALITY_POSSIBLE;
    if (sr_claim__cue(r, t, SR_CUE_FUTURE)) found = SR_MODALITY_EXPECTED;
    const sr_word_class class = sr_word_class_of(r->report, t);
    if (class != SR_CLASS_ADVERB && class != SR_CLASS_AUXILIARY && class != SR_CLASS_PRONOUN &&
        !sr_claim__cue(r, t, SR_CUE_FUTURE) && !sr_claim__cue(r, t, SR_CUE_BE) && !sr_claim__cue(r, t, SR_CUE_HAVE))
      break;
  }
  return found;
}

sr_draft *sr_claim__draft(sr_claim_reading *r, sr_claim_kind kind, uint32_t sentence, uint32_t first, uint32_t end) {
  sr_draft *d = SR_PUSH(r->report->scratch, &r->drafts);
  if (!d) return NULL;
  d->sentence = sentence;
  d->first = first;
  d->end = end > first ? end : first + 1;
  d->anchor = first;
  d->mention = d->retells = SR_NONE;
  d->context = UINT32_MAX;
  d->claim.kind = kind;
  d->claim.deadline = SR_DAY_NONE;
  d->claim.when.start = d->claim.when.end = SR_DAY_NONE;
  d->claim.target_place.lat = d->claim.target_place.lon = (double)NAN;
  sr_span *span = SR_NEW(r->arena, sr_span, 1);
  if (!span) return NULL;
  *span = (sr_span){r->report->tokens[d->first].span.start, r->report->tokens[d->end - 1].span.end};
  d->span = span;
  d->claim.evidence = (sr_spans){span, 1};
  return d;
}

/* "the city's mayor", "the region's governor": of the one that was named last before token t. */
static sr_slice whose_office(const sr_claim_reading *r, sr_slice name, uint32_t t) {
  static const char *const towns[] = {"city's ", "town's ", NULL}, *const regions[] = {"region's ", "province's ",
                                                                                       NULL};
  enum { LOOK_BACK = 200 };
  size_t cut = 0;
  bool region = false;
  for (const char *const *word = towns; *word; word++)
    if (sr_slice_starts(name, sr_slice_of(*word))) cut = strlen(*word);
  for (const char *const *word = regions; *word; word++)
    if (sr_slice_starts(name, sr_slice_of(*word))) cut = strlen(*word), region = true;
  const bool city = sr_slice_starts(name, SR_SLICE("city's "));
  const sr_place *found = NULL; /* a city is a seat of something, if one was named */
  for (uint32_t k = t, steps = 0;
       cut && k-- > 0 && steps < LOOK_BACK && !(found && (!city || sr_claim__is_seat(found))); steps++) {
    if (r->place_at[k] == SR_NONE) continue;
    const sr_place *p = &r->report->places[r->place_at[k]];
    if (!p->literal || sr_claim__names_a_line(r, p) || sr_claim__in_source(r, p) || (found && !sr_claim__is_seat(p)) ||
        (region ? !sr_slice_is(p->feature, "ADM1") : !sr_slice_starts(p->feature, SR_SLICE("PPL"))))
      continue;
    found = p;
  }
  if (!found) return name;
  const sr_slice office = sr_slice_cut(name, cut, name.len);
  const sr_slice place = sr_claim__text(r, found->first_token, found->first_token + found->n_tokens);
  return sr_arena_format(r->arena, region ? "%.*s of the %.*s region" : "%.*s of %.*s", SR_FMT(office), SR_FMT(place));
}

sr_status sr_claim__chain(sr_claim_reading *r, sr_draft *draft) {
  const sr_actor_ref *chain = NULL;
  uint32_t n = 0;
  sr_span at = draft->claim.evidence.at[0];
  /* the figure's source, where the verb it shares stands in what another says */
  if (draft->mention != SR_NONE) {
    const uint32_t start = r->report->tokens[r->mentions.at[draft->mention].first].span.start;
    if (start > at.start && start < at.end) at.start = start;
  }
  if (draft->untold) return SR_OK;
  SR_TRY(sr_attribution_chain(r->report, at, r->arena, &chain, &n, r->err));
  if (!n && draft->teller.name.len) { /* "does not rule out": no verb of saying */
    sr_actor_ref *teller = SR_NEW(r->arena, sr_actor_ref, 1);
    if (!teller) return sr_arena_fail(r->arena, r->err);
    *teller = draft->teller;
    chain = teller;
    n = 1;
  }
  /* "was given 20 tanks by Spain": who gives tells nothing */
  if (n && draft->claim.kind == SR_KIND_AID && draft->passive &&
      sr_slice_eq(chain[n - 1].name, draft->claim.donor.name))
    n--;
  draft->claim.chain = chain;
  draft->claim.n_chain = n;
  if (!n) return SR_OK;
  const sr_slice full = whose_office(r, chain[n - 1].name, sr_claim__sentence_end(r, draft->sentence));
  if (!full.ptr || sr_slice_eq(full, chain[n - 1].name)) return SR_OK;
  sr_actor_ref *named = SR_NEW(r->arena, sr_actor_ref, n);
  if (!named) return sr_arena_fail(r->arena, r->err);
  memcpy(named, chain, n * sizeof *named);
  named[n - 1].name = full;
  draft->claim.chain = named;
  return SR_OK;
}
