/* Which sides a report has and whom an actor stands for; see the header. */
#include "claim/sides.h"
#include "claim/slots.h"
#include "claim/subject.h"

#include "lexicon/actor_words.h"
#include "lexicon/actors.h"
#include "lexicon/adversaries.h"
#include "lexicon/countries.h"

static bool contains_word(sr_slice text, sr_slice part) {
  if (!part.len) return false;
  for (size_t at = 0; at + part.len <= text.len; at++) {
    if (at && sr_is_alpha((uint8_t)text.ptr[at - 1])) continue;
    if (at + part.len < text.len && sr_is_alpha((uint8_t)text.ptr[at + part.len])) continue;
    if (sr_slice_eq_nocase(sr_slice_cut(text, at, at + part.len), part)) return true;
  }
  return false;
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

/* "Ministry of Defence of X": an organ of a state, not a paper that is called after it ("X Tribune"). */
static bool is_state_organ(sr_slice outlet) {
  const sr_table *table = &sr_table_actor_words;
  for (uint32_t row = 0; row < table->rows; row++) {
    const sr_slice sector = sr_table_cell(table, row, SR_ACTOR_WORDS_SECTOR);
    if ((sr_slice_is(sector, "GOV") || sr_slice_is(sector, "MIL") || sr_slice_is(sector, "COP")) &&
        contains_word(outlet, sr_table_cell(table, row, SR_ACTOR_WORDS_WORD)))
      return true;
  }
  return false;
}

static int32_t side_of_code(const sr_claim_reading *r, sr_slice key) {
  for (uint32_t side = 0; side < 2; side++)
    if (key.len && r->sides[side] != SR_NONE && sr_slice_eq(key, r->side_keys[side])) return r->sides[side];
  return SR_NONE;
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

/* "the army", "the air force", "army planes": forces that name no state. */
static bool is_army(const sr_claim_reading *r, const sr_actor *a) {
  return sr_words_are(r->tables->words, &r->report->tokens[a->first_token], a->n_tokens, SR_WORD_ARMY);
}

/* The side that says "we" or "the enemy": that of a source of the sentence, else that of the outlet. */
int32_t sr_claim__own_side(const sr_claim_reading *r, uint32_t sentence) {
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
  const int32_t own = sr_claim__own_side(r, sentence);
  if (own < 0 && r->sides[0] != SR_NONE && r->sides[1] == SR_NONE && own == SR_OWN) return r->sides[0];
  if (own < 0 || r->sides[1] == SR_NONE) return SR_ENEMY;
  return r->sides[own == r->sides[0] ? 1 : 0];
}

bool sr_claim__is_side(const sr_claim_reading *r, int32_t actor) {
  return actor < 0 || is_party(&r->report->actors[actor]) || is_army(r, &r->report->actors[actor]);
}

/* "the Russian side": a delegation, not the state's name. */
static bool is_side(const sr_actor *a) { return sr_slice_ends(a->name, SR_SLICE(" side")); }

/* "Mali", "Burkina Faso:": a sentence that only names a state heads what follows. */
static sr_slice heading_of(const sr_claim_reading *r, const sr_sentence *s) {
  enum { LINE_MAX = 5 };
  const int32_t at = s->n_tokens ? r->place_at[s->first_token] : SR_NONE;
  if (at == SR_NONE || s->n_tokens > LINE_MAX) return (sr_slice){0};
  const sr_place *p = &r->report->places[at];
  const uint32_t stop = s->first_token + s->n_tokens, end = p->first_token + p->n_tokens;
  if (!sr_slice_starts(p->feature, SR_SLICE("PCL")) || end + 1 < stop ||
      (end < stop && r->report->tokens[end].kind != SR_TOKEN_PUNCT))
    return (sr_slice){0};
  return sr_claim__country(p).code;
}

/* What heads a sentence: a state at the beginning of its paragraph, else one that is a paragraph of its own before it.
 */
static sr_status find_headings(sr_claim_reading *r) {
  enum { TITLE_MAX = 6 };
  const uint32_t n = r->report->n_sentences;
  r->headed = SR_NEW(r->report->scratch, sr_slice, n);
  if (n && !r->headed) return sr_arena_fail(r->report->scratch, r->err);
  sr_slice section = {0}, head = {0};
  for (uint32_t i = 0; i < n; i++) {
    const sr_sentence *s = &r->report->sentences[i];
    const bool opens = !i || s[-1].paragraph != s->paragraph;
    const bool alone = opens && (i + 1 == n || s[1].paragraph != s->paragraph);
    const sr_slice named = opens ? heading_of(r, s) : (sr_slice){0};
    if (alone && (named.len || s->n_tokens < TITLE_MAX)) section = named;
    if (opens) head = named.len ? named : section;
    r->headed[i] = head;
  }
  return SR_OK;
}

sr_status sr_claim__states(sr_claim_reading *r) {
  SR_TRY(find_headings(r));
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

bool sr_claim__counts_actors(const sr_claim_reading *r, const sr_actor *a) {
  for (uint32_t t = a->first_token; t < a->first_token + a->n_tokens; t++)
    if (r->quantity_at[t] != SR_NONE) return true;
  return false;
}

/* Whom a state is at war with, where the table names one. */
static sr_actor_ref adversary_of(sr_slice state) {
  sr_actor_ref foe = {0};
  for (uint32_t row = 0; state.len && row < sr_table_adversaries.rows; row++)
    if (sr_slice_eq(state, sr_table_cell(&sr_table_adversaries, row, SR_ADVERSARIES_STATE)))
      foe = (sr_actor_ref){sr_table_cell(&sr_table_adversaries, row, SR_ADVERSARIES_ENEMY),
                           sr_table_cell(&sr_table_adversaries, row, SR_ADVERSARIES_CODE)};
  return foe;
}

/* Is a body of the table named in a phrase ("Houthi fighters"), by its name or another form? */
static bool is_named_in(uint32_t row, sr_slice phrase) {
  if (contains_word(phrase, sr_table_cell(&sr_table_actors, row, SR_ACTORS_NAME))) return true;
  sr_slice forms = sr_table_cell(&sr_table_actors, row, SR_ACTORS_FORMS);
  while (forms.ptr) {
    const sr_slice form = sr_slice_split(&forms, '|');
    if (form.len && contains_word(phrase, form)) return true;
  }
  return false;
}

/* The state whose army "the army" is in a sentence. */
static sr_slice home_at(const sr_claim_reading *r, uint32_t sentence) {
  return r->headed[sentence].len ? r->headed[sentence] : r->army;
}

static bool has_army(const sr_claim_reading *r, sr_slice state) {
  const sr_table *states = &sr_table_countries;
  for (uint32_t row = 0; row < states->rows; row++)
    if (sr_slice_eq(state, sr_table_cell(states, row, SR_COUNTRIES_ALPHA3)))
      return !sr_words_end(r->tables->words, sr_table_cell(states, row, SR_COUNTRIES_NAME), SR_WORD_NO_ARMY);
  return false;
}

sr_actor_ref sr_claim__home(const sr_claim_reading *r, uint32_t sentence) {
  const sr_slice home = home_at(r, sentence);
  const sr_actor force = {.name = home, .code = home, .kind = SR_ACTOR_OFFICE};
  return home.len ? state_of(r, &force) : (sr_actor_ref){0};
}

sr_actor_ref sr_claim__heading(const sr_claim_reading *r, uint32_t sentence) {
  return r->headed[sentence].len ? sr_claim__home(r, sentence) : (sr_actor_ref){0};
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
  const sr_slice home = home_at(r, a->sentence);
  const bool at_home = !a->code.len && is_army(r, a) && home.len;
  if (!a->code.len && is_army(r, a) && !(at_home && (a->n_tokens > 1 || r->headed[a->sentence].len)))
    for (int32_t i = actor, steps = 0; i-- > 0 && steps < ARMY_BACK; steps++)
      if (sr_slice_ends(r->report->actors[i].code, SR_SLICE("MIL")) ||
          (r->report->actors[i].sentence == a->sentence && is_state_code(r->report->actors[i].code) &&
           !is_broadcaster(r, &r->report->actors[i])))
        return state_of(r, &r->report->actors[i]);
  if (at_home) {
    const sr_actor force = {.name = a->name, .code = home, .kind = SR_ACTOR_OFFICE};
    return state_of(r, &force);
  }
  if ((!a->code.len || sr_slice_is(a->code, "NGO")) && r->own.name.len && is_own_force(r, a)) return r->own;
  /* "the army's 6th Division"; "the ministry said that the 144th Division had taken the village": its own */
  if (!a->code.len && a->first_token > 2 && is_numbered_unit(r, a) && sr_claim__is(r, a->first_token - 1, "'s")) {
    const int32_t owner = r->actor_at[a->first_token - 2];
    if (owner >= 0 && owner < actor && sr_claim__is_side(r, owner)) return sr_claim__party_of(r, owner);
  }
  const int32_t side = !a->code.len && is_numbered_unit(r, a) ? sr_claim__own_side(r, a->sentence) : SR_NONE;
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
    const bool fighters = a->n_tokens == 1 && (sr_claim__is(r, a->first_token, "fighters") ||
                                               sr_claim__word(r, a->first_token, SR_WORD_SOLDIER));
    if (a->kind == SR_ACTOR_UNNAMED && !a->code.len &&
        (fighters || r->quantity_at[a->first_token] != SR_NONE || sr_claim__is_somebody(r, actor))) {
      const bool army = sr_claim__is(r, a->first_token, "army") || sr_claim__is(r, a->first_token, "military");
      return army ? sr_claim__home(r, a->sentence) : (sr_actor_ref){0};
    }
    /* "its spokesman said the group had fired": the armed group that stands nearest before it */
    if (a->n_tokens == 1 && (sr_claim__is(r, a->first_token, "group") || sr_claim__is(r, a->first_token, "movement")))
      for (int32_t i = actor, steps = 0; i-- > 0 && steps < ARMY_BACK; steps++)
        if (is_party(&r->report->actors[i]) && !is_state_code(r->report->actors[i].code))
          return sr_claim__party_of(r, i);
    /* "two senior Hamas commanders" are Hamas's */
    const bool some =
        a->kind == SR_ACTOR_UNNAMED || sr_slice_ends(r->report->tokens[a->first_token].norm, SR_SLICE("-led")) ||
        (a->kind == SR_ACTOR_OFFICE && sr_claim__counts_actors(r, a)) ||
        (a->kind != SR_ACTOR_INSTITUTION && is_party(a)); /* "its spokesman": his forces are the group's */
    const uint32_t at = (uint32_t)actor, from = at > GROUP_REACH ? at - GROUP_REACH : 0;
    /* "HTS-led forces", "fighters of the Pakistani Taliban": the group that the phrase names, whatever others of the
     * land are told of */
    const sr_table *bodies = &sr_table_actors;
    for (uint32_t row = 0; some && is_party(a) && row < bodies->rows; row++)
      if (sr_slice_eq(sr_table_cell(bodies, row, SR_ACTORS_CODE), a->code) && is_named_in(row, a->name))
        return (sr_actor_ref){sr_table_cell(bodies, row, SR_ACTORS_NAME), a->code};
    const sr_actor *group = NULL; /* by its known name, before a body that is called after it ("Houthi media") */
    for (uint32_t i = from; some && a->code.len && i < r->report->n_actors && i < at + GROUP_REACH; i++) {
      const sr_actor *of = &r->report->actors[i];
      if (of->kind == SR_ACTOR_UNNAMED || of->kind == SR_ACTOR_OFFICE || !sr_slice_eq(of->code, a->code)) continue;
      const bool known = sr_table_find(&sr_table_actors, &of->name, 1) != UINT32_MAX;
      if (!group || known) group = of;
      if (known) break;
    }
    return sr_claim__actor_ref(group ? group : a);
  }
  return state_of(r, a);
}

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
  r->army = r->home.len && has_army(r, r->home) ? r->home : (sr_slice){0};
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
  if (r->own.name.len && !is_state_organ(r->report->about.outlet)) r->own = (sr_actor_ref){0};
  r->foe = adversary_of(r->own.code);
  r->rebels = SR_NONE;
  bool other_group = false; /* a second armed group is named: "the rebels" may be either */
  bool groups = false;      /* an armed group fights: the other side fights too */
  bool forces = false;      /* some force was named with its state: "the army" takes it up again */
  for (uint32_t i = 0; i < r->report->n_actors; i++) {
    const sr_actor *a = &r->report->actors[i];
    forces |= sr_slice_ends(a->code, SR_SLICE("MIL"));
    const bool unnamed = !a->code.len && !forces && r->army.len && is_army(r, a);
    if (!is_party(a) && !unnamed) continue;
    const sr_slice key = unnamed ? r->army : side_key(a);
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

/* "the Gaza health ministry" counts the dead and has no fighters. */
static bool fights(const sr_claim_reading *r, int32_t side) {
  const sr_actor *a = &r->report->actors[side];
  return a->kind != SR_ACTOR_INSTITUTION || !sr_slice_ends(a->code, SR_SLICE("GOV")) ||
         !sr_slice_eq(state_of(r, a).name, a->name);
}

sr_actor_ref sr_claim__foe(const sr_claim_reading *r, sr_actor_ref party) {
  if (!party.name.len) return (sr_actor_ref){0};
  const sr_slice key = is_state_code(party.code) ? sr_slice_cut(party.code, 0, 3)
                       : party.code.len          ? party.code
                                                 : party.name;
  for (uint32_t side = 0; side < 2; side++)
    if (r->sides[side] != SR_NONE && sr_slice_eq(r->side_keys[side], key) && r->sides[1 - side] != SR_NONE)
      return fights(r, r->sides[1 - side]) ? sr_claim__party_of(r, r->sides[1 - side]) : (sr_actor_ref){0};
  if (r->own.code.len && sr_slice_eq(key, r->own.code)) return r->foe;
  /* a group that is neither fights the state that it is of */
  const bool group = key.len == 6 && sr_slice_ends(key, SR_SLICE("REB"));
  const uint32_t state = group ? sr_map_get(&r->states, sr_slice_cut(key, 0, 3)) : SR_MAP_NONE;
  return state != SR_MAP_NONE ? sr_claim__actor_ref(&r->report->actors[state]) : (sr_actor_ref){0};
}
