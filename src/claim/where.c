/* Where: the most specific places named for a claim, or those of the same happening told before it. */
#include "claim/tree.h"

#include "read/wordclass.h"

#include <math.h>

enum { WHERE_MAX = 8, PLACE_REACH = 45, NEAR = 10, CARRY_SENTENCES = 4 };

static bool is_happening(sr_claim_kind kind) {
  return kind == SR_KIND_LOSSES || kind == SR_KIND_DAMAGE || kind == SR_KIND_STRIKE || kind == SR_KIND_INTERCEPTION;
}

static bool in_source(const sr_claim_reading *r, const sr_place *place) {
  for (uint32_t i = sr_claim__speech_from(r, place->sentence); i < r->report->n_speech; i++) {
    const sr_attribution *a = &r->report->speech[i];
    if (a->sentence > place->sentence) return false;
    for (uint32_t s = 0; s < a->source.n; s++)
      if (a->source.at[s].start <= place->span.start && place->span.end <= a->source.at[s].end) return true;
  }
  return false;
}

/* A preposition or nothing but names and articles before it: the place is one where something is. */
static bool is_placed(const sr_claim_reading *r, const sr_place *place) {
  return place->literal && !in_source(r, place);
}

static sr_status set_places(sr_claim_reading *r, sr_draft *d, const sr_place_ref *found, uint32_t n) {
  sr_place_ref *copy = SR_NEW(r->arena, sr_place_ref, n);
  if (!copy) return sr_arena_fail(r->arena, r->err);
  memcpy(copy, found, n * sizeof *found);
  d->claim.where = copy;
  d->claim.n_where = n;
  return SR_OK;
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

static bool is_country(const sr_place *p) { return sr_slice_starts(p->feature, SR_SLICE("PCL")); }

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

/* "26 across the strip, including nine in K": K is the place of the nine. */
static bool is_of_part(const sr_claim_reading *r, const sr_draft *d, uint32_t t) {
  if (d->mention != SR_NONE && r->mentions.at[d->mention].part_of != SR_NONE) return false;
  for (uint32_t k = d->end; k < t; k++)
    if (sr_claim__cue(r, k, SR_CUE_AMONG)) return true;
  return false;
}

/* "missiles fired from Yemen": where they came from; people are displaced from where it happened. */
static bool is_origin(const sr_claim_reading *r, const sr_draft *d, uint32_t t) {
  if (d->claim.category == SR_CATEGORY_DISPLACED) return false;
  if (t && sr_claim__is(r, t - 1, "the")) t--;
  return t && sr_claim__is(r, t - 1, "from");
}

/* "strikes on H killed two, putting the total since May at 53": H is not the place of the total. */
static bool is_before_total(const sr_claim_reading *r, const sr_draft *d, uint32_t t) {
  if (d->claim.kind != SR_KIND_LOSSES) return false;
  for (uint32_t k = t; k < d->first; k++)
    if (sr_claim__is(r, k, "total") && k && sr_claim__is(r, k - 1, "the")) return true;
  return false;
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
    if (r->place_at[t] == SR_NONE) continue;
    const sr_place *p = &r->report->places[r->place_at[t]];
    if (t != p->first_token || !is_placed(r, p) || in_dateline(r, p)) continue;
    const uint32_t after = t + p->n_tokens;
    if (d->stop && t >= d->stop) continue; /* what was talked about lies elsewhere */
    if (sr_claim__in_other_relative(r, t, d->anchor) || is_before_total(r, d, t)) continue;
    uint32_t gap = t >= d->end         ? sr_claim__gap(r, d->end, t)
                   : after <= d->first ? sr_claim__gap(r, after, d->first)
                                       : 0;
    const bool hung = hangs_on(r, d, p);
    if ((gap > PLACE_REACH && (!hung || gap >= SR_GAP_STOP)) ||
        (is_happening(d->claim.kind) && (is_origin(r, d, t) || is_of_part(r, d, t))))
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
  return m ? set_places(r, d, refs, m) : SR_OK;
}

static bool is_division(const sr_place *p) { return sr_slice_is(p->feature, "ADM1"); }
static bool is_town(const sr_place *p) { return sr_slice_starts(p->feature, SR_SLICE("PPL")); }

/* "in the region", "the city", "there": the division or town that was named last before token t; NULL. */
const sr_place *sr_claim__place_meant(const sr_claim_reading *r, uint32_t t) {
  enum { LOOK_BACK = 400 }; /* tokens */
  const bool there = sr_claim__is(r, t, "there") && sr_word_class_of(r->report, t + 1) != SR_CLASS_AUXILIARY &&
                     !sr_claim__cue(r, t + 1, SR_CUE_BE) && !sr_claim__cue(r, t + 1, SR_CUE_HAVE);
  const bool known = t && sr_claim__is(r, t - 1, "the") && t + 1 < r->report->n_tokens &&
                     !sr_claim__is(r, t + 1, "of") && r->place_at[t + 1] == SR_NONE;
  const bool division = known && (sr_claim__is(r, t, "region") || sr_claim__is(r, t, "oblast") ||
                                  sr_claim__is(r, t, "province") || sr_claim__is(r, t, "governorate"));
  const bool town =
      known && (sr_claim__is(r, t, "city") || sr_claim__is(r, t, "town") || sr_claim__is(r, t, "village"));
  const bool country = known && sr_claim__is(r, t, "country");
  if (!there && !division && !town && !country) return NULL;
  for (uint32_t k = t, steps = 0; k-- > 0 && steps < LOOK_BACK; steps++) {
    if (r->place_at[k] == SR_NONE) continue;
    const sr_place *p = &r->report->places[r->place_at[k]];
    if (is_placed(r, p) && !in_dateline(r, p) &&
        (there || (division && is_division(p)) || (town && is_town(p)) || (country && is_country(p))))
      return p;
  }
  return NULL;
}

static sr_status read_meant(sr_claim_reading *r, sr_draft *d) {
  const uint32_t end = sr_claim__sentence_end(r, d->sentence);
  for (uint32_t t = r->report->sentences[d->sentence].first_token; t < end; t++) {
    const sr_place *place = sr_claim__place_meant(r, t);
    if (!place) continue;
    const uint32_t gap = t >= d->end ? sr_claim__gap(r, d->end, t) : t < d->first ? sr_claim__gap(r, t, d->first) : 0;
    if (gap > PLACE_REACH) continue;
    const sr_place_ref ref = sr_claim__place_ref(place);
    return set_places(r, d, &ref, 1);
  }
  return SR_OK;
}

/* Whether the place of `before` is that of d too: not if their sentences date them apart, and not if d runs over a
 * longer time, as totals do. */
static bool same_time(const sr_claim_reading *r, const sr_draft *before, const sr_draft *d) {
  enum { HAPPENING_MAX = 3 }; /* days */
  sr_when own, other;
  if (!sr_claim__own_time(r, d, &own)) return true;
  if (own.start == SR_DAY_NONE || own.end == SR_DAY_NONE || own.end - own.start > HAPPENING_MAX) return false;
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
    const sr_place_ref ref = sr_claim__place_ref(p);
    return set_places(r, d, &ref, 1);
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
    const sr_place_ref ref = sr_claim__place_ref(p);
    return set_places(r, d, &ref, 1);
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
      const sr_place_ref ref = sr_claim__place_ref(p);
      return set_places(r, &r->drafts.at[index], &ref, 1);
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
  static const char *const local[] = {"governor",   "mayor",       "administration", "council",
                                      "prosecutor", "authorities", "officials",      "police"};
  const uint32_t end = sr_claim__sentence_end(r, d->sentence);
  const sr_place *found = NULL;
  bool official = false;
  if (!d->claim.n_chain) return NULL;
  for (uint32_t t = r->report->sentences[d->sentence].first_token; t < end; t++) {
    if (r->place_at[t] != SR_NONE && in_source(r, &r->report->places[r->place_at[t]]))
      found = &r->report->places[r->place_at[t]];
    official |= sr_claim__is_one_of(r, t, local, sizeof local / sizeof *local);
  }
  return official && found && !is_country(found) ? found : NULL;
}

/* A place by its name alone is in none that we know. */
static bool lies_in(const sr_place_ref *inner, const sr_place *outer) {
  if (sr_slice_eq(inner->name, outer->name)) return true;
  return sr_slice_is(outer->feature, "ADM1") && sr_slice_eq(inner->country, outer->country) && inner->geonames;
}

/* "at the market of Mpofi", "near Rehana": a name that no gazetteer has, where the claim itself names no other place.
 * It keeps the claim from being put where something else happened. */
static sr_status read_named(sr_claim_reading *r, sr_draft *d) {
  enum { NAMED_REACH = 14, NAME_WORDS = 3 };
  static const char *const led[] = {"in", "at", "near", "around", "outside", NULL};
  static const char *const kinds[] = {"village", "town", "city",       "market",    "district",
                                      "hamlet",  "camp", "settlement", "territory", "commune"};
  const uint32_t start = r->report->sentences[d->sentence].first_token, end = sr_claim__sentence_end(r, d->sentence);
  const uint32_t to = d->end + NAMED_REACH < end ? d->end + NAMED_REACH : end;
  for (uint32_t t = d->first > start + NAMED_REACH ? d->first - NAMED_REACH : start + 1; t < to; t++) {
    bool placed = false;
    for (const char *const *word = led; *word; word++) placed |= sr_claim__is(r, t - 1, *word);
    placed |= t > start + 1 && sr_claim__is(r, t - 1, "of") &&
              sr_claim__is_one_of(r, t - 2, kinds, sizeof kinds / sizeof *kinds);
    if (!placed || !sr_slice_is(r->report->tokens[t].upos, "PROPN")) continue;
    uint32_t stop = t;
    while (stop < end && stop < t + NAME_WORDS && sr_word_is_capital(r->report, stop) && r->actor_at[stop] == SR_NONE &&
           r->time_at[stop] == SR_NONE && r->quantity_at[stop] == SR_NONE && r->place_at[stop] == SR_NONE &&
           r->report->tokens[stop].kind == SR_TOKEN_WORD)
      stop++;
    if (stop == t || (stop < end && sr_word_class_of(r->report, stop) == SR_CLASS_NOUN) ||
        (stop < end && (r->actor_at[stop] != SR_NONE || sr_claim__is(r, stop, "'s"))))
      continue;
    const sr_place_ref ref = {.name = sr_claim__text(r, t, stop), .lat = (double)NAN, .lon = (double)NAN};
    return set_places(r, d, &ref, 1);
  }
  return SR_OK;
}

/* The one place that the sentences before name in the paragraph, where no happening was told of it: "near V. The enemy
 * lost ...". */
static sr_status read_paragraph(sr_claim_reading *r, sr_draft *d) {
  enum { SENTENCES_BACK = 3 };
  const uint32_t paragraph = sr_claim__sentence(r, d->sentence)->paragraph;
  const sr_place *only = NULL;
  for (uint32_t s = d->sentence, steps = 0; s-- > 0 && steps < SENTENCES_BACK; steps++) {
    if (sr_claim__sentence(r, s)->paragraph != paragraph) break;
    const uint32_t end = sr_claim__sentence_end(r, s);
    for (uint32_t t = sr_claim__sentence(r, s)->first_token; t < end; t++) {
      if (r->place_at[t] == SR_NONE) continue;
      const sr_place *p = &r->report->places[r->place_at[t]];
      if (!is_placed(r, p) || in_dateline(r, p) || is_country(p)) continue;
      if (only && !sr_slice_eq(only->name, p->name)) return SR_OK;
      only = p;
    }
    if (only) break;
  }
  if (!only) return SR_OK;
  const sr_place_ref ref = sr_claim__place_ref(only);
  return set_places(r, d, &ref, 1);
}

/* Losses of war are told of whole fronts and months; the dead and the damage of a place, of one happening. */
static bool is_of_war(const sr_claim *c) {
  return c->victim == SR_VICTIM_MILITARY || c->category == SR_CATEGORY_EQUIPMENT ||
         c->category == SR_CATEGORY_DISPLACED || c->kind == SR_KIND_INTERCEPTION;
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
      d->claim.where = whole->claim.where;
      d->claim.n_where = whole->claim.n_where;
      continue;
    }
    if (!d->claim.n_where && is_happening(kind) && !sr_claim__runs_on(r, d)) {
      const sr_place *told = place_of_source(r, d);
      for (uint32_t k = i; k-- > 0 && r->drafts.at[k].sentence + CARRY_SENTENCES >= d->sentence;) {
        const sr_draft *before = &r->drafts.at[k];
        if (before->sentence > d->sentence) continue; /* lists of totals come first, wherever they stand */
        if (!before->claim.n_where || !is_happening(before->claim.kind)) continue;
        if (before->claim.category == SR_CATEGORY_DISPLACED && d->claim.category != SR_CATEGORY_DISPLACED) continue;
        if (!same_time(r, before, d)) continue;
        if (told && !lies_in(&before->claim.where[0], told)) continue; /* who governs B does not speak of O */
        /* each paragraph of a communique is of a front of its own */
        const bool apart =
            sr_claim__sentence(r, before->sentence)->paragraph != sr_claim__sentence(r, d->sentence)->paragraph;
        if (apart && r->own.name.len) break;
        if (apart && is_of_war(&d->claim)) break;
        if (apart && is_of_war(&before->claim)) continue;
        d->claim.where = before->claim.where;
        d->claim.n_where = before->claim.n_where;
        break;
      }
      if (told && !d->claim.n_where) {
        const sr_place_ref ref = sr_claim__place_ref(told);
        status = set_places(r, d, &ref, 1);
        if (status) return status;
      }
    }
    const bool ground = kind == SR_KIND_ADVANCE || (kind == SR_KIND_CONTROL && !d->claim.target_place.name.len);
    if (!d->claim.n_where && (is_happening(kind) || ground) && !sr_claim__runs_on(r, d) && !status)
      status = read_paragraph(r, d);
    if (status) return status;
    if (kind == SR_KIND_CONTROL && !d->claim.target_place.name.len && d->claim.n_where)
      d->claim.target_place = d->claim.where[0];
  }
  return SR_OK;
}
