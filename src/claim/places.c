/* Questions about places; see the header. */
#include "claim/places.h"
#include "claim/slots.h"

#include "read/wordclass.h"

bool sr_claim__is_country(const sr_place *p) { return sr_slice_starts(p->feature, SR_SLICE("PCL")); }

bool sr_claim__is_division(const sr_place *p) { return sr_slice_is(p->feature, "ADM1"); }

bool sr_claim__is_seat(const sr_place *p) { return sr_slice_is(p->feature, "PPLA") || sr_slice_is(p->feature, "PPLC"); }

static bool is_town(const sr_place *p) { return sr_slice_starts(p->feature, SR_SLICE("PPL")); }

bool sr_claim__in_source(const sr_claim_reading *r, const sr_place *place) {
  for (uint32_t i = sr_claim__speech_from(r, place->sentence); i < r->report->n_speech; i++) {
    const sr_attribution *a = &r->report->speech[i];
    if (a->sentence > place->sentence) return false;
    for (uint32_t s = 0; s < a->source.n; s++)
      if (a->source.at[s].start <= place->span.start && place->span.end <= a->source.at[s].end) return true;
  }
  return false;
}

/* "US warplanes", "the EU naval mission": whose something is, not where. */
static bool is_owner(const sr_claim_reading *r, const sr_place *place) {
  const uint32_t last = place->first_token + place->n_tokens - 1;
  const sr_token *token = &r->report->tokens[last];
  if (!sr_claim__is_country(place) && !sr_slice_is(place->feature, "RGN")) return false;
  const bool led = place->first_token && sr_word_class_of(r->report, place->first_token - 1) == SR_CLASS_PREPOSITION;
  enum { MODIFIERS_MAX = 2 };
  return !led && sr_slice_is(token->deprel, "compound") && token->head > last &&
         token->head <= last + 1 + MODIFIERS_MAX && sr_slice_is(r->report->tokens[token->head].upos, "NOUN") &&
         !sr_claim__cue(r, token->head, SR_CUE_HABITAT);
}

/* "the ELN burned two farms": an armed group whose short name some town has too. */
static bool is_group(const sr_claim_reading *r, const sr_place *place) {
  const int32_t actor = r->actor_at[place->first_token];
  if (actor == SR_NONE || !sr_slice_ends(r->report->actors[actor].code, SR_SLICE("REB"))) return false;
  const sr_actor *a = &r->report->actors[actor];
  const bool unknown = !place->country.len && place->first_token + place->n_tokens <= a->first_token + a->n_tokens;
  return unknown || (a->first_token == place->first_token && a->n_tokens == place->n_tokens);
}

bool sr_claim__is_placed(const sr_claim_reading *r, const sr_place *place) {
  return place->literal && !is_group(r, place) && !is_owner(r, place) && !sr_claim__in_source(r, place);
}

static bool all_capitals(sr_slice word) {
  for (size_t i = 0; i < word.len; i++)
    if (!sr_is_upper((uint8_t)word.ptr[i])) return false;
  return word.len > 1;
}

/* A date behind a comma in [first, dash): "Port Sudan, 4 March - ". */
static bool has_date(const sr_claim_reading *r, uint32_t first, uint32_t dash) {
  for (uint32_t t = first + 1; t < dash; t++)
    if (r->time_at[t] != SR_NONE && sr_claim__is(r, t - 1, ",")) return true;
  return false;
}

uint32_t sr_claim__dateline_end(const sr_claim_reading *r, uint32_t sentence) {
  enum { DATELINE_MAX = 14 };
  const uint32_t first = r->report->sentences[sentence].first_token, end = sr_claim__sentence_end(r, sentence);
  for (uint32_t t = first + 1; t < first + DATELINE_MAX && t < end; t++) {
    if (!sr_claim__is(r, t, "-") && !sr_claim__is(r, t, "–") && !sr_claim__is(r, t, "—")) continue;
    const bool capitals = all_capitals(sr_claim__text(r, first, first + 1));
    const bool dated = r->place_at[first] != SR_NONE && has_date(r, first, t);
    return r->report->tokens[t].space_before && (capitals || dated) ? t : first;
  }
  return first;
}

bool sr_claim__in_dateline(const sr_claim_reading *r, const sr_place *place) {
  enum { PLACE_MAX = 3 };
  return place->first_token <= r->report->sentences[place->sentence].first_token + PLACE_MAX &&
         place->first_token < sr_claim__dateline_end(r, place->sentence);
}

/* "the O-Z express": a line between two towns is in neither, unless it is a road. */
bool sr_claim__names_a_line(const sr_claim_reading *r, const sr_place *p) {
  const uint32_t after = p->first_token + p->n_tokens;
  const sr_slice text = r->report->text;
  const sr_token *token = &r->report->tokens[p->first_token];
  const bool joined = token->span.start < p->span.start ? text.ptr[p->span.start - 1] == '-'
                                                        : p->span.end < token->span.end && text.ptr[p->span.end] == '-';
  if (!joined) return false; /* the two are one token */
  return after < r->report->n_tokens && sr_word_class_of(r->report, after) == SR_CLASS_NOUN &&
         !sr_claim__word(r, after, SR_WORD_LINE_NOUN);
}

/* "in the state", but neither "the State Emergency Service" nor "the state media". */
static bool is_state(const sr_claim_reading *r, uint32_t t) {
  if (!sr_claim__is(r, t, "state") || sr_word_is_capital(r->report, t)) return false;
  const sr_word_class next = sr_word_class_of(r->report, t + 1);
  return next != SR_CLASS_NOUN && next != SR_CLASS_ADJECTIVE && next != SR_CLASS_NAME;
}

/* "the capital", "the Malian capital", "Sudan's capital" at token t: the capital, of that land, that the report names,
 * before t if it does; NULL. */
static const sr_place *capital_meant(const sr_claim_reading *r, uint32_t t) {
  if (!t || !sr_claim__is(r, t, "capital") || sr_claim__is(r, t + 1, "of")) return NULL;
  const uint32_t before = sr_claim__is(r, t - 1, "'s") && t > 1 ? t - 2 : t - 1;
  const int32_t land = r->actor_at[before];
  if (land == SR_NONE && !sr_claim__is(r, t - 1, "the")) return NULL;
  const sr_place *found = NULL;
  for (uint32_t i = 0; i < r->report->n_places; i++) {
    const sr_place *p = &r->report->places[i];
    if (!sr_slice_is(p->feature, "PPLC") ||
        (land != SR_NONE && !sr_claim__in_state(p->country, r->report->actors[land].code)))
      continue;
    if (!found || p->first_token < t) found = p;
    if (p->first_token > t) break;
  }
  return found;
}

/* "in the region", "the city", "there": the division or town that was named last before token t; NULL. */
const sr_place *sr_claim__place_meant(const sr_claim_reading *r, uint32_t t) {
  enum { LOOK_BACK = 400 }; /* tokens */
  const bool there = (sr_claim__is(r, t, "there") || sr_claim__is(r, t, "here")) &&
                     sr_word_class_of(r->report, t + 1) != SR_CLASS_AUXILIARY && !sr_claim__cue(r, t + 1, SR_CUE_BE) &&
                     !sr_claim__cue(r, t + 1, SR_CUE_HAVE);
  const bool known = t && sr_claim__is(r, t - 1, "the") && t + 1 < r->report->n_tokens &&
                     !sr_claim__is(r, t + 1, "of") && r->place_at[t + 1] == SR_NONE;
  const bool division = known && (sr_claim__word(r, t, SR_WORD_DIVISION_NOUN) || is_state(r, t));
  const bool town = known && sr_claim__word(r, t, SR_WORD_TOWN_NOUN);
  const bool country = known && sr_claim__is(r, t, "country");
  if (!there && !division && !town && !country) return capital_meant(r, t);
  /* "Iran's ministry put the toll there at 224": the land that the sentence names */
  const uint32_t start = r->report->sentences[r->report->tokens[t].sentence].first_token;
  for (uint32_t k = t; there && k-- > start;)
    if (r->place_at[k] != SR_NONE && sr_claim__is_country(&r->report->places[r->place_at[k]]))
      return &r->report->places[r->place_at[k]];
  const bool city = town && sr_claim__is(r, t, "city");
  const sr_place *smaller = NULL; /* a city is a seat of something, if one was named */
  for (uint32_t k = t, steps = 0; k-- > 0 && steps < LOOK_BACK; steps++) {
    if (r->place_at[k] == SR_NONE) continue;
    const sr_place *p = &r->report->places[r->place_at[k]];
    if (!sr_claim__is_placed(r, p) || sr_claim__in_dateline(r, p) || sr_claim__names_a_line(r, p) ||
        !(there || (division && sr_claim__is_division(p)) || (town && is_town(p)) ||
          (country && sr_claim__is_country(p))))
      continue;
    if (!city || sr_claim__is_seat(p)) return p;
    if (!smaller) smaller = p;
  }
  return smaller;
}
