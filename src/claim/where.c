/* Where: the most specific places named for a claim, or those of the same happening told before it. */
#include "claim/tree.h"

#include "read/wordclass.h"

#include <math.h>

enum { WHERE_MAX = 8, PLACE_REACH = 45, NEAR = 10, CARRY_SENTENCES = 4 };

static bool is_happening(sr_claim_kind kind) {
  return kind == SR_KIND_LOSSES || kind == SR_KIND_DAMAGE || kind == SR_KIND_STRIKE || kind == SR_KIND_INTERCEPTION;
}

bool sr_claim__in_source(const sr_claim_reading *r, const sr_place *place) {
  for (uint32_t i = sr_claim__speech_from(r, place->sentence); i < r->report->n_speech; i++) {
    const sr_attribution *a = &r->report->speech[i];
    if (a->sentence > place->sentence) return false;
    for (uint32_t s = 0; s < a->source.n; s++)
      if (a->source.at[s].start <= place->span.start && place->span.end <= a->source.at[s].end) return true;
  }
  return false;
}

static bool is_country(const sr_place *p) { return sr_slice_starts(p->feature, SR_SLICE("PCL")); }

/* "US warplanes", "the EU mission": whose something is, not where. */
static bool is_owner(const sr_claim_reading *r, const sr_place *place) {
  const uint32_t last = place->first_token + place->n_tokens - 1;
  const sr_token *token = &r->report->tokens[last];
  if (!is_country(place) && !sr_slice_is(place->feature, "RGN")) return false;
  const bool led = place->first_token && sr_word_class_of(r->report, place->first_token - 1) == SR_CLASS_PREPOSITION;
  return !led && sr_slice_is(token->deprel, "compound") && token->head == last + 1 &&
         sr_slice_is(r->report->tokens[last + 1].upos, "NOUN") && !sr_claim__cue(r, last + 1, SR_CUE_HABITAT);
}

/* A preposition or nothing but names and articles before it: the place is one where something is. */
static bool is_placed(const sr_claim_reading *r, const sr_place *place) {
  return place->literal && !is_owner(r, place) && !sr_claim__in_source(r, place);
}

static sr_status set_places(sr_claim_reading *r, sr_draft *d, const sr_place_ref *found, uint32_t n) {
  sr_place_ref *copy = SR_NEW(r->arena, sr_place_ref, n);
  if (!copy) return sr_arena_fail(r->arena, r->err);
  memcpy(copy, found, n * sizeof *found);
  d->claim.where = copy;
  d->claim.n_where = n;
  return SR_OK;
}

/* The one place of a claim. */
static sr_status put_place(sr_claim_reading *r, sr_draft *d, const sr_place *place) {
  const sr_place_ref ref = sr_claim__place_ref(place);
  d->at = place;
  return set_places(r, d, &ref, 1);
}

static void take_places(sr_draft *d, const sr_draft *before) {
  d->claim.where = before->claim.where;
  d->claim.n_where = before->claim.n_where;
  d->at = before->at;
}

static bool has_place(const sr_place *const *list, uint32_t n, const sr_place *place) {
  for (uint32_t i = 0; i < n; i++)
    if (sr_slice_eq(list[i]->name, place->name)) return true;
  return false;
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

/* Places of a dateline say where it was written. */
static bool in_dateline(const sr_claim_reading *r, const sr_place *place) {
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

/* Whether b lies in a: a country or its first-order division, and a place of it. */
static bool is_wider(const sr_place *a, const sr_place *b) {
  if (!a->country.len || !sr_slice_eq(a->country, b->country)) return false;
  if (sr_slice_starts(a->feature, SR_SLICE("PCL"))) return !sr_slice_starts(b->feature, SR_SLICE("PCL"));
  if (!sr_slice_is(a->feature, "ADM1")) return false;
  return !sr_slice_is(b->feature, "ADM1") && b->adm1.len && sr_slice_eq(a->adm1, b->adm1);
}

/* Only the most specific are kept: "El Fasher, the capital of North Darfur". */
static uint32_t drop_wider(const sr_place **found, uint32_t n) {
  uint32_t kept = 0;
  bool wide[WHERE_MAX] = {false};
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < n; k++) wide[i] |= i != k && is_wider(found[i], found[k]);
  for (uint32_t i = 0; i < n; i++)
    if (!wide[i]) found[kept++] = found[i];
  return kept;
}

typedef struct candidate {
  const sr_place *place;
  uint32_t first, end, gap; /* tokens; how far it stands from the claim's evidence */
} candidate;

/* "X, Y and the Z region": nothing but the joints of a list between two places. */
static bool listed(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  static const char *const joints[] = {",", "and", "or", "the", "of", "in", "near", "both", "as", "well", "also", NULL};
  enum { LIST_GAP = 6 };
  if (to < from || to - from > LIST_GAP) return false;
  for (uint32_t t = from; t < to; t++) {
    bool joint = r->place_at[t] != SR_NONE || sr_claim__cue(r, t, SR_CUE_HABITAT);
    for (const char *const *word = joints; *word; word++) joint |= sr_claim__is(r, t, *word);
    if (!joint && sr_word_class_of(r->report, t) != SR_CLASS_NOUN && sr_word_class_of(r->report, t) != SR_CLASS_NAME)
      return false;
  }
  return true;
}

/* Drops what stands beyond a nearer place and is not listed with it: "after the fighting in K a strike on the station
 * in P" is in P. */
static uint32_t drop_farther(const sr_claim_reading *r, candidate *found, uint32_t n) {
  uint32_t nearest = 0, kept = 0;
  for (uint32_t i = 1; i < n; i++)
    if (found[i].gap < found[nearest].gap) nearest = i;
  if (!n || found[nearest].gap > NEAR) return n;
  const uint32_t near = found[nearest].gap ? NEAR : 0; /* what the claim itself names */
  uint32_t low = nearest, high = nearest;
  while (low > 0 && (found[low - 1].gap <= near || listed(r, found[low - 1].end, found[low].first))) low--;
  while (high + 1 < n && (found[high + 1].gap <= near || listed(r, found[high].end, found[high + 1].first))) high++;
  for (uint32_t i = low; i <= high; i++) found[kept++] = found[i];
  return kept;
}

/* The tree hangs the place on a word of the evidence: "a strike | on the station in the city of P". */
static bool hangs_on(const sr_claim_reading *r, const sr_draft *d, const sr_place *place) {
  enum { STEPS_MAX = 6 };
  uint32_t at = place->first_token + place->n_tokens - 1;
  for (uint32_t steps = 0; steps < STEPS_MAX; steps++) {
    const uint32_t head = r->report->tokens[at].head;
    if (head == SR_NO_HEAD || head == at || head >= r->report->n_tokens) return false;
    /* "killed two in H and knocked out a station in S": what is joined to the verb has places of its own */
    if (steps && sr_slice_is(r->report->tokens[at].deprel, "conj") && sr_slice_is(r->report->tokens[head].upos, "VERB"))
      return false;
    at = head;
    if ((at >= d->first && at < d->end) || (d->verb_end && at == d->anchor)) return true;
  }
  return false;
}

/* "took 40 square kilometres in June and have entered | Y": behind it, and of another verb that is joined to its own.
 */
static bool is_of_next_verb(const sr_claim_reading *r, const sr_draft *d, uint32_t t) {
  enum { STEPS_MAX = 6 };
  for (uint32_t at = t, steps = 0; t >= d->end && steps < STEPS_MAX; steps++) {
    const sr_token *token = &r->report->tokens[at];
    if (at > d->anchor && sr_slice_is(token->upos, "VERB") && sr_slice_is(token->deprel, "conj"))
      return at >= d->end && token->head == d->anchor;
    if (token->head == SR_NO_HEAD || token->head == at || token->head >= r->report->n_tokens) break;
    at = token->head;
  }
  return false;
}

/* "26 across the strip, including nine in K": K is the place of the nine. */
static bool is_of_part(const sr_claim_reading *r, const sr_draft *d, uint32_t t) {
  if (d->mention != SR_NONE && r->mentions.at[d->mention].part_of != SR_NONE) return false;
  for (uint32_t k = d->end; k < t; k++)
    if (sr_claim__cue(r, k, SR_CUE_AMONG)) return true;
  return false;
}

/* "missiles fired from Yemen", "tanks made in the USA": where they came from; people are displaced from
 * where it happened. */
static bool is_origin(const sr_claim_reading *r, const sr_draft *d, uint32_t t) {

  if (d->claim.category == SR_CATEGORY_DISPLACED) return false;
  if (t && sr_claim__is(r, t - 1, "the")) t--;
  if (t >= 2 && sr_claim__is(r, t - 1, "in") && sr_claim__word(r, t - 2, SR_WORD_MADE)) return true;
  return t && sr_claim__is(r, t - 1, "from");
}

/* "boats heading for C", "a train bound for K": where they did not come. */
static bool is_destination(const sr_claim_reading *r, uint32_t t) {
  static const char *const led[] = {"for", "to", "towards", "toward", "into"};
  if (t && sr_claim__is(r, t - 1, "the")) t--;
  return t >= 2 && sr_claim__is_one_of(r, t - 1, led, sizeof led / sizeof *led) &&
         sr_claim__word(r, t - 2, SR_WORD_BOUND_FOR);
}

/* "six Grad launchers": a name among arms is none of a place. */
static bool names_arms(const sr_claim_reading *r, uint32_t t) {
  const uint32_t next = sr_claim__mention_from(r, t + 1);
  const sr_mention *m = next ? &r->mentions.at[next - 1] : NULL;
  return m && t >= m->first && t < m->end && sr_claim__within(r->tables, m->usual, SR_THING_ARMS);
}

/* Another thing that is told of begins at token t: a figure, or what is listed with it ("... and a factory in T"). */
static bool begins_other(const sr_claim_reading *r, const sr_draft *d, uint32_t t) {
  if (r->quantity_at[t] != SR_NONE && r->time_at[t] == SR_NONE) return true;
  if (d->claim.kind != SR_KIND_DAMAGE) return false;
  const uint32_t next = sr_claim__mention_from(r, t);
  return next < r->mentions.n && r->mentions.at[next].first == t && (int32_t)next != d->mention;
}

/* "15 died in the city | and two in S": the place of another figure of the sentence. */
static bool is_behind_figure(const sr_claim_reading *r, const sr_draft *d, const candidate *place) {
  enum { FIGURE_REACH = 6 };
  const uint32_t start = r->report->sentences[d->sentence].first_token;
  for (uint32_t t = place->first, steps = 0; t-- > start && steps < FIGURE_REACH; steps++) {
    if (r->report->tokens[t].kind == SR_TOKEN_PUNCT) return false;
    if (begins_other(r, d, t)) return true;
  }
  return false;
}

/* "eight over V, four over B": the figure between says what was in B, as what stands behind this one has V. */
static uint32_t drop_of_others(const sr_claim_reading *r, const sr_draft *d, candidate *found, uint32_t n) {
  enum { OWN_REACH = 6 };
  uint32_t own = n, kept = 0;
  const uint32_t figure = d->mention != SR_NONE ? r->mentions.at[d->mention].end : d->end;
  for (uint32_t i = 0; i < n && own == n; i++)
    if (found[i].first >= figure && found[i].first - figure <= OWN_REACH) own = i;
  /* "damaged a plant in C, leaving 42,000 without power, and wounded four in D": C, which stands before it */
  for (uint32_t i = n; own == n && i-- > 0;)
    if (found[i].end <= d->first && d->first - found[i].end <= OWN_REACH) own = i;
  if (own == n) return n;
  for (uint32_t i = 0; i < n; i++) {
    bool other = i < own && found[own].first >= figure && found[i].end <= d->first && is_behind_figure(r, d, &found[i]);
    for (uint32_t t = found[own].end > figure ? found[own].end : figure; i > own && t < found[i].first && !other; t++)
      other = begins_other(r, d, t);
    if (!other) found[kept++] = found[i];
  }
  return kept;
}

/* "strikes on H killed two, putting the total since May at 53": H is not the place of the total. */
static bool is_before_total(const sr_claim_reading *r, const sr_draft *d, uint32_t t) {
  if (d->claim.kind != SR_KIND_LOSSES) return false;
  bool told = false; /* something has happened there */
  for (uint32_t k = t; k < d->first; k++) {
    if (told && sr_claim__is(r, k, "total") && sr_claim__is(r, k - 1, "the")) return true;
    told |= sr_slice_is(r->report->tokens[k].upos, "VERB");
  }
  return false;
}

/* "in the city", "in the Malian capital": a preposition stands before the article, and nothing that it belongs to
 * behind it. */
static bool is_led(const sr_claim_reading *r, uint32_t t) {
  if (t > 2 && r->actor_at[t - 1] != SR_NONE && sr_claim__is(r, t, "capital") && sr_claim__is(r, t - 2, "the"))
    return sr_word_class_of(r->report, t - 3) == SR_CLASS_PREPOSITION;
  return t >= 2 && sr_claim__is(r, t - 1, "the") && sr_word_class_of(r->report, t - 2) == SR_CLASS_PREPOSITION &&
         !sr_claim__is(r, t - 2, "of") && !sr_claim__is(r, t - 2, "from") && !sr_claim__is(r, t + 1, "'s") &&
         (t + 1 >= r->report->n_tokens || sr_word_class_of(r->report, t + 1) != SR_CLASS_NOUN);
}

/* "two in S, ten km away, where a plant was struck": of the places before "where" the last. */
static uint32_t drop_before_where(const sr_claim_reading *r, const sr_draft *d, candidate *found, uint32_t n) {
  uint32_t last = n;
  for (uint32_t t = d->first; last == n && t-- > r->report->sentences[d->sentence].first_token;) {
    if (sr_claim__is(r, t, ";")) return n;
    if (!sr_claim__is(r, t, "where")) continue;
    for (uint32_t i = 0; i < n && found[i].end <= t; i++) last = i;
    break;
  }
  if (last == n) return n;
  memmove(found, found + last, (n - last) * sizeof *found);
  return n - last;
}

/* Whether token t stands in a topic of the claim. */
static bool is_topic(const sr_claim_reading *r, const sr_claim *c, uint32_t t) {
  const char *at = r->report->text.ptr + r->report->tokens[t].span.start;
  for (uint32_t i = 0; i < c->n_topics; i++)
    if (at >= c->topics[i].ptr && at < c->topics[i].ptr + c->topics[i].len) return true;
  return false;
}

/* "mediators from Egypt, Qatar and the United States": where those come from who meet. */
static bool is_home(const sr_claim_reading *r, uint32_t t) {
  const uint32_t start = r->report->sentences[r->report->tokens[t].sentence].first_token;
  while (t > start && (r->place_at[t - 1] != SR_NONE || sr_claim__is(r, t - 1, ",") || sr_claim__is(r, t - 1, "and") ||
                       sr_word_class_of(r->report, t - 1) == SR_CLASS_DETERMINER))
    t--;
  return t > start && sr_claim__is(r, t - 1, "from");
}

static sr_status read_places(sr_claim_reading *r, sr_draft *d) {
  if (d->claim.kind == SR_KIND_CONTROL && d->claim.target_place.name.len)
    return set_places(r, d, &d->claim.target_place, 1);
  const sr_sentence *s = &r->report->sentences[d->sentence];
  candidate found[WHERE_MAX];
  const sr_place *places[WHERE_MAX];
  uint32_t n = 0;
  bool inside = false;
  const uint32_t end = s->first_token + s->n_tokens;
  for (uint32_t t = s->first_token; t < end && n < WHERE_MAX; t++) {
    if (r->place_at[t] == SR_NONE) {
      const sr_place *meant = is_led(r, t) ? sr_claim__place_meant(r, t) : NULL;
      const uint32_t gap = t >= d->end ? sr_claim__gap(r, d->end, t) : t < d->first ? sr_claim__gap(r, t, d->first) : 0;
      if (meant && gap <= PLACE_REACH) found[n++] = (candidate){meant, t, t + 1, gap};
      continue;
    }
    const sr_place *p = &r->report->places[r->place_at[t]];
    if (t != p->first_token || !is_placed(r, p) || in_dateline(r, p) || sr_claim__names_a_line(r, p) ||
        names_arms(r, t))
      continue;
    const uint32_t after = t + p->n_tokens;
    if ((d->stop && t >= d->stop) || is_topic(r, &d->claim, t)) continue; /* what was talked about lies elsewhere */
    if (d->claim.kind == SR_KIND_CONTACT && is_home(r, t)) continue;
    if (sr_claim__in_other_relative(r, t, d->anchor) || is_before_total(r, d, t)) continue;
    if ((d->claim.kind == SR_KIND_ADVANCE || d->claim.kind == SR_KIND_CONTROL) && is_of_next_verb(r, d, t)) continue;
    uint32_t gap = t >= d->end         ? sr_claim__gap(r, d->end, t)
                   : after <= d->first ? sr_claim__gap(r, after, d->first)
                                       : 0;
    /* a place that opens the sentence is that of all of it, to the semicolon */
    if (t <= s->first_token + 3 && after <= d->first && gap > PLACE_REACH && gap < SR_GAP_STOP &&
        sr_claim__is(r, s->first_token, "in"))
      gap = PLACE_REACH;
    const bool hung = hangs_on(r, d, p);
    if ((gap > PLACE_REACH && (!hung || gap >= SR_GAP_STOP)) ||
        (is_happening(d->claim.kind) && (is_origin(r, d, t) || is_destination(r, t) || is_of_part(r, d, t))))
      continue;
    if (hung || (t > d->end && t - d->end <= 1 && sr_word_class_of(r->report, t - 1) == SR_CLASS_PREPOSITION)) gap = 0;
    inside |= gap == 0 && t >= d->first && after <= d->end;
    found[n++] = (candidate){p, t, after, gap};
  }
  if (d->claim.kind == SR_KIND_FORECAST && inside) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
      if (found[i].first >= d->first && found[i].end <= d->end) found[kept++] = found[i];
    n = kept;
  }
  n = drop_before_where(r, d, found, n);
  n = drop_of_others(r, d, found, n);
  n = drop_farther(r, found, n);
  if (d->claim.kind ==
      SR_KIND_PROJECTION) { /* "taking the D region would take Russia two years": Russia is who takes it */
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
      if (!is_country(found[i].place) || n == 1) found[kept++] = found[i];
    n = kept;
  }
  uint32_t m = 0;
  for (uint32_t i = 0; i < n; i++)
    if (!has_place(places, m, found[i].place)) places[m++] = found[i].place;
  m = drop_wider(places, m);
  sr_place_ref refs[WHERE_MAX];
  for (uint32_t i = 0; i < m; i++) refs[i] = sr_claim__place_ref(places[i]);
  if (m) d->at = places[0];
  return m ? set_places(r, d, refs, m) : SR_OK;
}

static bool is_division(const sr_place *p) { return sr_slice_is(p->feature, "ADM1"); }
bool sr_claim__is_seat(const sr_place *p) { return sr_slice_is(p->feature, "PPLA") || sr_slice_is(p->feature, "PPLC"); }
static bool is_town(const sr_place *p) { return sr_slice_starts(p->feature, SR_SLICE("PPL")); }

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
    if (r->place_at[k] != SR_NONE && is_country(&r->report->places[r->place_at[k]]))
      return &r->report->places[r->place_at[k]];
  const bool city = town && sr_claim__is(r, t, "city");
  const sr_place *smaller = NULL; /* a city is a seat of something, if one was named */
  for (uint32_t k = t, steps = 0; k-- > 0 && steps < LOOK_BACK; steps++) {
    if (r->place_at[k] == SR_NONE) continue;
    const sr_place *p = &r->report->places[r->place_at[k]];
    if (!is_placed(r, p) || in_dateline(r, p) || sr_claim__names_a_line(r, p) ||
        !(there || (division && is_division(p)) || (town && is_town(p)) || (country && is_country(p))))
      continue;
    if (!city || sr_claim__is_seat(p)) return p;
    if (!smaller) smaller = p;
  }
  return smaller;
}

static sr_status read_meant(sr_claim_reading *r, sr_draft *d) {
  const uint32_t end = sr_claim__sentence_end(r, d->sentence);
  for (uint32_t t = r->report->sentences[d->sentence].first_token; t < end; t++) {
    const sr_place *place = sr_claim__place_meant(r, t);
    if (!place) continue;
    const uint32_t gap = t >= d->end ? sr_claim__gap(r, d->end, t) : t < d->first ? sr_claim__gap(r, t, d->first) : 0;
    if (gap > PLACE_REACH) continue;
    return put_place(r, d, place);
  }
  return SR_OK;
}

/* Dated by its own sentence over more than a happening takes, as totals are. */
static bool is_of_long(const sr_claim_reading *r, const sr_draft *d) {
  enum { HAPPENING_MAX = 3 }; /* days */
  sr_when own;
  return sr_claim__own_time(r, d, &own) &&
         (own.start == SR_DAY_NONE || own.end == SR_DAY_NONE || own.end - own.start > HAPPENING_MAX);
}

/* Whether the place of `before` is that of d too: not if their sentences date them apart, and not if d runs over a
 * longer time. */
static bool same_time(const sr_claim_reading *r, const sr_draft *before, const sr_draft *d) {
  sr_when own, other;
  if (is_of_long(r, d)) return false;
  if (!sr_claim__own_time(r, d, &own)) return true;
  if (!sr_claim__own_time(r, before, &other) || other.start == SR_DAY_NONE || other.end == SR_DAY_NONE) return true;
  return own.start <= other.end && other.start <= own.end;
}

/* Acts of speech have a place where it is said: "urged him in P to ...", "speaking in P". */
static sr_status read_said(sr_claim_reading *r, sr_draft *d) {
  const char *topic = d->claim.topic.ptr;
  const uint32_t start = r->report->sentences[d->sentence].first_token, end = sr_claim__sentence_end(r, d->sentence);
  for (uint32_t t = start + 1; t < end; t++) {
    if (r->place_at[t] == SR_NONE || !sr_claim__is(r, t - 1, "in")) continue;
    const sr_place *p = &r->report->places[r->place_at[t]];
    if (!p->literal || in_dateline(r, p) || t != p->first_token) continue;
    const bool before_topic = topic && t > d->anchor && r->report->text.ptr + p->span.end <= topic;
    const bool speaking = t > start + 1 && t < d->anchor && sr_claim__is(r, t - 2, "speaking");
    if (!before_topic && !speaking) continue;
    return put_place(r, d, p);
  }
  return SR_OK;
}

/* What was delivered has a place where it is said right behind it: "reached K", "handed over 25 machines in A". */
static sr_status read_handed(sr_claim_reading *r, sr_draft *d) {
  enum { HANDED_REACH = 5 };
  static const char *const led[] = {"in", "at", "to", "into", "reached", "via", "through", "near", NULL};
  if (d->claim.status != SR_STATUS_DELIVERED && d->claim.status != SR_STATUS_SUSPENDED) return SR_OK;
  const uint32_t end = sr_claim__sentence_end(r, d->sentence);
  const uint32_t from = d->verb_end > d->end ? d->verb_end : d->end;
  for (uint32_t t = from; t < end && t < from + HANDED_REACH; t++) {
    if (r->report->tokens[t].kind == SR_TOKEN_PUNCT) break;
    if (r->place_at[t] == SR_NONE) continue;
    const sr_place *p = &r->report->places[r->place_at[t]];
    const bool open = sr_slice_starts(p->feature, SR_SLICE("PCL")); /* a country gets it */
    bool placed = false;
    for (const char *const *word = led; *word; word++) placed |= sr_claim__is(r, t - 1, *word);
    if (!p->literal || !placed || open || in_dateline(r, p)) continue;
    return put_place(r, d, p);
  }
  return SR_OK;
}

static bool same_people(const sr_claim *a, const sr_claim *b) {
  if (a->n_participants != b->n_participants) return false;
  for (uint32_t i = 0; i < a->n_participants; i++)
    if (!sr_slice_eq(a->participants[i].name, b->participants[i].name)) return false;
  return true;
}

/* Readouts are of the contact that was told before them. */
static sr_status carry_contact(sr_claim_reading *r, uint32_t index) {
  sr_claim *c = &r->drafts.at[index].claim;
  const uint32_t context = r->drafts.at[index].context;
  if (context != UINT32_MAX) { /* "Friday's talks in P": where they were named */
    const uint32_t end = sr_claim__sentence_end(r, context);
    for (uint32_t t = r->report->sentences[context].first_token + 1; t < end; t++) {
      if (r->place_at[t] == SR_NONE || !sr_claim__is(r, t - 1, "in")) continue;
      const sr_place *p = &r->report->places[r->place_at[t]];
      if (!is_placed(r, p) || in_dateline(r, p)) continue;
      return put_place(r, &r->drafts.at[index], p);
    }
  }
  for (uint32_t k = index; k-- > 0 && r->drafts.at[k].sentence + CARRY_SENTENCES >= r->drafts.at[index].sentence;) {
    const sr_claim *before = &r->drafts.at[k].claim;
    if (before->kind != SR_KIND_CONTACT || !before->n_where || !same_people(before, c)) continue;
    c->where = before->where;
    c->n_where = before->n_where;
    break;
  }
  return SR_OK;
}

/* The claim of the whole that this one's thing is a part of; NULL. */
static const sr_draft *whole_of(const sr_claim_reading *r, uint32_t index) {
  enum { DRAFTS_BACK = 6 };
  const sr_draft *d = &r->drafts.at[index];
  const int32_t whole = d->mention != SR_NONE ? r->mentions.at[d->mention].part_of : SR_NONE;
  for (uint32_t k = index, steps = 0; whole != SR_NONE && k-- > 0 && steps < DRAFTS_BACK; steps++)
    if (r->drafts.at[k].mention == whole && r->drafts.at[k].claim.kind == d->claim.kind) return &r->drafts.at[k];
  return NULL;
}

/* Where a local official or body speaks for: the place in its name ("the governor of the B region", "the O military
 * administration"); NULL. */
static const sr_place *place_of_source(const sr_claim_reading *r, const sr_draft *d) {
  const uint32_t end = sr_claim__sentence_end(r, d->sentence);
  const sr_place *found = NULL;
  bool official = false;
  if (!d->claim.n_chain) return NULL;
  for (uint32_t t = r->report->sentences[d->sentence].first_token; t < end; t++) {
    if (r->place_at[t] != SR_NONE && sr_claim__in_source(r, &r->report->places[r->place_at[t]]))
      found = &r->report->places[r->place_at[t]];
    official |= sr_claim__word(r, t, SR_WORD_LOCAL_AUTHORITY);
  }
  return official && found && !is_country(found) ? found : NULL;
}

/* A place by its name alone is in none that we know. */
static bool lies_in(const sr_place_ref *inner, const sr_place *outer) {
  if (sr_slice_eq(inner->name, outer->name)) return true;
  return sr_slice_is(outer->feature, "ADM1") && sr_slice_eq(inner->country, outer->country) && inner->geonames;
}

/* What a paragraph of a digest opens with: "Kherson.", "The whole country:". */
typedef struct heading {
  bool present;
  const sr_place *place; /* or NULL */
} heading;

static heading heading_of(const sr_claim_reading *r, uint32_t sentence) {
  enum { SENTENCES_BACK = 30, WORDS_MAX = 4 };
  const uint32_t paragraph = sr_claim__sentence(r, sentence)->paragraph;
  uint32_t s = sentence;
  for (uint32_t steps = 0; s && sr_claim__sentence(r, s - 1)->paragraph == paragraph && steps < SENTENCES_BACK; steps++)
    s--;
  const uint32_t first = sr_claim__sentence(r, s)->first_token, end = sr_claim__sentence_end(r, s);
  uint32_t stop = first;
  while (stop < end && stop <= first + WORDS_MAX && r->report->tokens[stop].kind == SR_TOKEN_WORD) stop++;
  const bool closed = stop > first && stop < end && stop <= first + WORDS_MAX &&
                      ((stop + 1 == end && s < sentence && sr_claim__is(r, stop, ".")) || sr_claim__is(r, stop, ":"));
  if (!closed) return (heading){0};
  heading found = {.present = true};
  for (uint32_t t = first; t < stop; t++) {
    if (sr_slice_is(r->report->tokens[t].upos, "VERB") || sr_slice_is(r->report->tokens[t].upos, "AUX"))
      return (heading){0};
    if (r->place_at[t] != SR_NONE) found.place = &r->report->places[r->place_at[t]];
  }
  if (sr_claim__is(r, stop, ":") && !found.place) return (heading){0}; /* "The mayor: ..." */
  return found;
}

/* "hit | K with a bomb": a verb of striking right before the name. */
static bool strikes(const sr_claim_reading *r, uint32_t t) {
  const uint32_t next = sr_claim__trigger_from(r, t);
  const sr_trigger *verb = next ? &r->triggers.at[next - 1] : NULL;
  return verb && verb->end == t && verb->voice == SR_VOICE_ACTIVE && (verb->verbs & SR_BIT(SR_VERB_HIT));
}

/* "at the market of Mpofi", "near Rehana": a name that no gazetteer has, where the claim itself names no other place.
 * It keeps the claim from being put where something else happened. */
static sr_status read_named(sr_claim_reading *r, sr_draft *d) {
  enum { NAMED_REACH = 14, NAME_WORDS = 3 };
  static const char *const led[] = {"in", "at", "near", "around", "outside", NULL};
  const uint32_t start = r->report->sentences[d->sentence].first_token, end = sr_claim__sentence_end(r, d->sentence);
  const uint32_t to = d->end + NAMED_REACH < end ? d->end + NAMED_REACH : end;
  for (uint32_t t = d->first > start + NAMED_REACH ? d->first - NAMED_REACH : start + 1; t < to; t++) {
    bool placed = false;
    for (const char *const *word = led; *word; word++) placed |= sr_claim__is(r, t - 1, *word);
    placed |= t > start + 1 && sr_claim__is(r, t - 1, "of") && sr_claim__word(r, t - 2, SR_WORD_SETTLEMENT_NOUN);
    placed |= strikes(r, t);
    if (!placed || !sr_slice_is(r->report->tokens[t].upos, "PROPN")) continue;
    uint32_t stop = t;
    while (stop < end && stop < t + NAME_WORDS && sr_word_is_capital(r->report, stop) && r->place_at[stop] == SR_NONE &&
           sr_claim__is_free_name(r, stop))
      stop++;
    if (stop == t || (stop < end && sr_word_class_of(r->report, stop) == SR_CLASS_NOUN) ||
        (stop < end && (r->actor_at[stop] != SR_NONE || sr_claim__is(r, stop, "'s"))))
      continue;
    const sr_place_ref ref = {.name = sr_claim__text(r, t, stop), .lat = (double)NAN, .lon = (double)NAN};
    return set_places(r, d, &ref, 1);
  }
  return SR_OK;
}

/* "G in the K region", "G, K region": nothing else between the two. */
static bool is_held_by(const sr_claim_reading *r, const sr_place *inner, const sr_place *outer) {
  for (uint32_t t = inner->first_token + inner->n_tokens; t < outer->first_token; t++)
    if (!sr_claim__is(r, t, "in") && !sr_claim__is(r, t, "the") && !sr_claim__is(r, t, ",")) return false;
  return is_division(outer) && !is_division(inner);
}

/* The one place that the sentences before name in the paragraph, where no happening was told of it: "near V. The enemy
 * lost ...". */
static sr_status read_paragraph(sr_claim_reading *r, sr_draft *d) {
  enum { SENTENCES_BACK = 3 };
  const uint32_t paragraph = sr_claim__sentence(r, d->sentence)->paragraph;
  const sr_place *only = NULL;
  if (is_of_long(r, d)) return SR_OK;
  for (uint32_t s = d->sentence, steps = 0; s-- > 0 && steps < SENTENCES_BACK; steps++) {
    if (sr_claim__sentence(r, s)->paragraph != paragraph) break;
    const uint32_t end = sr_claim__sentence_end(r, s);
    for (uint32_t t = sr_claim__sentence(r, s)->first_token; t < end; t++) {
      if (r->place_at[t] == SR_NONE) continue;
      const sr_place *p = &r->report->places[r->place_at[t]];
      if (!is_placed(r, p) || in_dateline(r, p) || is_country(p) || is_origin(r, d, t)) continue;
      /* "the capture of 14 settlements" is in no town */
      if (d->claim.kind == SR_KIND_CONTROL && d->claim.quantity.present && d->claim.quantity.low > 1 && !is_division(p))
        continue;
      /* "near G in the K region": the region says where G is */
      if (only && d->claim.category != SR_CATEGORY_DISPLACED && is_held_by(r, only, p)) continue;
      if (only && !sr_slice_eq(only->name, p->name)) return SR_OK;
      only = p;
    }
    if (only) break;
  }
  if (!only) return SR_OK;
  return put_place(r, d, only);
}

/* Losses of war are told of whole fronts and months; the dead and the damage of a place, of one happening. */
static bool is_of_war(const sr_claim *c) {
  return c->victim == SR_VICTIM_MILITARY || c->category == SR_CATEGORY_EQUIPMENT ||
         c->category == SR_CATEGORY_DISPLACED || c->kind == SR_KIND_INTERCEPTION;
}

static bool is_of_weapons(const sr_claim *c) { return c->kind == SR_KIND_STRIKE || c->kind == SR_KIND_INTERCEPTION; }

/* More drones and missiles than one town is hit by; shells fall by the hundred. */
static bool is_salvo(const sr_claim *c) {
  enum { SALVO_MIN = 10 };
  return c->weapon != SR_WEAPON_SHELL && c->weapon != SR_WEAPON_BOMB && c->quantity.present &&
         c->quantity.low >= SALVO_MIN && !sr_slice_is(c->quantity.unit, "%");
}

/* More weapons than the attack before had: those of another attack, or of all. */
static bool outnumbers(const sr_claim *c, const sr_claim *before) {
  return is_of_weapons(c) && is_of_weapons(before) && c->quantity.present && before->quantity.present &&
         c->quantity.low > before->quantity.high && !sr_slice_is(c->quantity.unit, "%");
}

/* "Over the same night the army fired 97 drones": a state's attack that opens a paragraph is a story of its own, and so
 * is what its paragraph tells of it where it has no place. */
static bool apart_from(const sr_claim_reading *r, const sr_draft *before, const sr_draft *d) {
  const bool same = sr_claim__sentence(r, before->sentence)->paragraph == sr_claim__sentence(r, d->sentence)->paragraph;
  if (!same && is_of_weapons(&d->claim) && is_salvo(&d->claim)) return true;
  if (!same) return d->claim.kind == SR_KIND_STRIKE && !d->passive && d->claim.party.name.len;
  return !before->claim.n_where && is_of_weapons(&before->claim) && is_of_weapons(&d->claim) &&
         before->claim.quantity.present;
}

sr_status sr_claim__places(sr_claim_reading *r) {
  for (uint32_t i = 0; i < r->drafts.n; i++) {
    sr_draft *d = &r->drafts.at[i];
    const sr_claim_kind kind = d->claim.kind;
    if (d->claim.n_where) continue;
    sr_status status = kind == SR_KIND_STATEMENT ? read_said(r, d)
                       : kind == SR_KIND_AID     ? read_handed(r, d)
                                                 : read_places(r, d);
    if (kind == SR_KIND_AID) {
      if (status) return status;
      continue;
    }
    if (!status && !d->claim.n_where && kind != SR_KIND_STATEMENT && kind != SR_KIND_CONTACT) status = read_meant(r, d);
    if (!status && !d->claim.n_where && kind == SR_KIND_CONTACT) status = carry_contact(r, i);
    if (status) return status;
    if (!d->claim.n_where && is_happening(kind)) {
      status = read_named(r, d);
      if (status) return status;
    }
    const sr_draft *whole = whole_of(r, i);
    if (whole && !d->claim.n_where) {
      take_places(d, whole);
      continue;
    }
    const heading title = d->claim.n_where ? (heading){0} : heading_of(r, d->sentence);
    if (!d->claim.n_where && is_happening(kind) && !sr_claim__runs_on(r, d)) {
      const sr_place *told = place_of_source(r, d);
      for (uint32_t k = i; k-- > 0 && r->drafts.at[k].sentence + CARRY_SENTENCES >= d->sentence;) {
        const sr_draft *before = &r->drafts.at[k];
        if (before->sentence > d->sentence) continue; /* lists of totals come first, wherever they stand */
        if (apart_from(r, before, d)) break;
        if (!before->claim.n_where || !is_happening(before->claim.kind)) continue;
        if (before->claim.category == SR_CATEGORY_DISPLACED && d->claim.category != SR_CATEGORY_DISPLACED) continue;
        if (!same_time(r, before, d)) continue;
        if (outnumbers(&d->claim, &before->claim)) continue;
        if (is_of_weapons(&d->claim) && is_salvo(&d->claim) && !is_of_weapons(&before->claim)) continue;
        if (told && !lies_in(&before->claim.where[0], told)) continue; /* who governs B does not speak of O */
        /* each paragraph of a communique is of a front of its own */
        const bool apart =
            sr_claim__sentence(r, before->sentence)->paragraph != sr_claim__sentence(r, d->sentence)->paragraph;
        if (apart && (r->own.name.len || title.present)) break;
        if (apart && is_of_war(&d->claim)) break;
        if (apart && is_of_war(&before->claim)) continue;
        take_places(d, before);
        break;
      }
      if (told && !d->claim.n_where) {
        status = put_place(r, d, told);
        if (status) return status;
      }
    }
    if (!d->claim.n_where && title.place && !is_country(title.place) && is_happening(kind)) {
      status = put_place(r, d, title.place);
      if (status) return status;
    }
    const bool ground = kind == SR_KIND_ADVANCE || (kind == SR_KIND_CONTROL && !d->claim.target_place.name.len);
    if (!d->claim.n_where && (is_happening(kind) || ground) && kind != SR_KIND_INTERCEPTION &&
        !(kind == SR_KIND_STRIKE && is_salvo(&d->claim)) && !sr_claim__runs_on(r, d) && !status)
      status = read_paragraph(r, d);
    if (status) return status;
    if (kind == SR_KIND_CONTROL && !d->claim.target_place.name.len && d->claim.n_where)
      d->claim.target_place = d->claim.where[0];
  }
  return SR_OK;
}
