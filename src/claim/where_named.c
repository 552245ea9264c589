/* The places that the sentence of a claim names, less those that are of something else in it; see the header. */
#include "claim/places.h"
#include "claim/slots.h"
#include "claim/tree.h"
#include "claim/where_parts.h"

#include "read/wordclass.h"

enum { WHERE_MAX = 8, PLACE_REACH = 45, NEAR = 10 };

static bool has_place(const sr_place *const *list, uint32_t n, const sr_place *place) {
  for (uint32_t i = 0; i < n; i++)
    if (sr_slice_eq(list[i]->name, place->name)) return true;
  return false;
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

bool sr_claim__is_origin(const sr_claim_reading *r, const sr_draft *d, uint32_t t) {

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

sr_status sr_claim__read_places(sr_claim_reading *r, sr_draft *d) {
  if (d->claim.kind == SR_KIND_CONTROL && d->claim.target_place.name.len)
    return sr_claim__set_places(r, d, &d->claim.target_place, 1);
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
    if (t != p->first_token || !sr_claim__is_placed(r, p) || sr_claim__in_dateline(r, p) ||
        sr_claim__names_a_line(r, p) || names_arms(r, t))
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
        (sr_claim__is_happening(d->claim.kind) &&
         (sr_claim__is_origin(r, d, t) || is_destination(r, t) || is_of_part(r, d, t))))
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
      if (!sr_claim__is_country(found[i].place) || n == 1) found[kept++] = found[i];
    n = kept;
  }
  uint32_t m = 0;
  for (uint32_t i = 0; i < n; i++)
    if (!has_place(places, m, found[i].place)) places[m++] = found[i].place;
  m = drop_wider(places, m);
  sr_place_ref refs[WHERE_MAX];
  for (uint32_t i = 0; i < m; i++) refs[i] = sr_claim__place_ref(places[i]);
  if (m) d->at = places[0];
  return m ? sr_claim__set_places(r, d, refs, m) : SR_OK;
}
