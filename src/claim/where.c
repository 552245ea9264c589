/* Where: the most specific places named for a claim, or those of the same happening told before it. */
#include "claim/places.h"
#include "claim/slots.h"
#include "claim/tree.h"
#include "claim/when.h"
#include "claim/where_parts.h"

#include "read/wordclass.h"

#include <math.h>

enum { PLACE_REACH = 45, CARRY_SENTENCES = 4 };

sr_status sr_claim__set_places(sr_claim_reading *r, sr_draft *d, const sr_place_ref *found, uint32_t n) {
  sr_place_ref *copy = SR_NEW(r->arena, sr_place_ref, n);
  if (!copy) return sr_arena_fail(r->arena, r->err);
  memcpy(copy, found, n * sizeof *found);
  d->claim.where = copy;
  d->claim.n_where = n;
  return SR_OK;
}

sr_status sr_claim__put_place(sr_claim_reading *r, sr_draft *d, const sr_place *place) {
  const sr_place_ref ref = sr_claim__place_ref(place);
  d->at = place;
  return sr_claim__set_places(r, d, &ref, 1);
}

static void take_places(sr_draft *d, const sr_draft *before) {
  d->claim.where = before->claim.where;
  d->claim.n_where = before->claim.n_where;
  d->at = before->at;
}

static sr_status read_meant(sr_claim_reading *r, sr_draft *d) {
  const uint32_t end = sr_claim__sentence_end(r, d->sentence);
  for (uint32_t t = r->report->sentences[d->sentence].first_token; t < end; t++) {
    const sr_place *place = sr_claim__place_meant(r, t);
    if (!place) continue;
    const uint32_t gap = t >= d->end ? sr_claim__gap(r, d->end, t) : t < d->first ? sr_claim__gap(r, t, d->first) : 0;
    if (gap > PLACE_REACH) continue;
    return sr_claim__put_place(r, d, place);
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
    if (!p->literal || sr_claim__in_dateline(r, p) || t != p->first_token) continue;
    const bool before_topic = topic && t > d->anchor && r->report->text.ptr + p->span.end <= topic;
    const bool speaking = t > start + 1 && t < d->anchor && sr_claim__is(r, t - 2, "speaking");
    if (!before_topic && !speaking) continue;
    return sr_claim__put_place(r, d, p);
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
    if (!p->literal || !placed || open || sr_claim__in_dateline(r, p)) continue;
    return sr_claim__put_place(r, d, p);
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
      if (!sr_claim__is_placed(r, p) || sr_claim__in_dateline(r, p)) continue;
      return sr_claim__put_place(r, &r->drafts.at[index], p);
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
  return official && found && !sr_claim__is_country(found) ? found : NULL;
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
    return sr_claim__set_places(r, d, &ref, 1);
  }
  return SR_OK;
}

/* "G in the K region", "G, K region": nothing else between the two. */
static bool is_held_by(const sr_claim_reading *r, const sr_place *inner, const sr_place *outer) {
  for (uint32_t t = inner->first_token + inner->n_tokens; t < outer->first_token; t++)
    if (!sr_claim__is(r, t, "in") && !sr_claim__is(r, t, "the") && !sr_claim__is(r, t, ",")) return false;
  return sr_claim__is_division(outer) && !sr_claim__is_division(inner);
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
      if (!sr_claim__is_placed(r, p) || sr_claim__in_dateline(r, p) || sr_claim__is_country(p) ||
          sr_claim__is_origin(r, d, t))
        continue;
      /* "the capture of 14 settlements" is in no town */
      if (d->claim.kind == SR_KIND_CONTROL && d->claim.quantity.present && d->claim.quantity.low > 1 &&
          !sr_claim__is_division(p))
        continue;
      /* "near G in the K region": the region says where G is */
      if (only && d->claim.category != SR_CATEGORY_DISPLACED && is_held_by(r, only, p)) continue;
      if (only && !sr_slice_eq(only->name, p->name)) return SR_OK;
      only = p;
    }
    if (only) break;
  }
  if (!only) return SR_OK;
  return sr_claim__put_place(r, d, only);
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

/* "the ministry put the toll of the day at 28", "the general staff puts losses at 1,770 men": of the whole land,
 * whatever town was told of before. */
static bool is_countrywide(const sr_claim_reading *r, const sr_draft *d) {
  static const char *const words[] = {"overall", "total",    "cumulative", "day",
                                      "day's",   "national", "nationwide", "country"};
  const sr_mention *m = d->mention == SR_NONE ? NULL : &r->mentions.at[d->mention];
  if (d->claim.kind != SR_KIND_LOSSES || !m) return false;
  if (d->verb_end && sr_claim__is_of_war(r, d->anchor)) return true;
  for (uint32_t t = m->toll_at > 1 ? m->toll_at - 2 : m->first; m->toll_at && t < m->first; t++)
    if (sr_claim__is_one_of(r, t, words, sizeof words / sizeof *words)) return true;
  return is_of_war(&d->claim) && d->claim.category != SR_CATEGORY_DISPLACED && d->claim.quantity.present &&
         d->claim.n_chain &&
         sr_words_end(r->tables->words, d->claim.chain[d->claim.n_chain - 1].name, SR_WORD_FORCE_NAME) &&
         sr_claim__has_between(r, sr_claim__sentence(r, m->sentence)->first_token, m->first, "losses");
}

/* "lost a hill west of M. Nine soldiers died": what ground changed hands is where the next sentence is. */
static bool takes_ground(const sr_claim_reading *r, const sr_draft *before, const sr_draft *d) {
  return before->claim.kind == SR_KIND_CONTROL && before->claim.n_where == 1 && before->claim.act != SR_ACT_HOLDS &&
         before->claim.modality == SR_MODALITY_ASSERTED && before->sentence + 1 >= d->sentence &&
         d->claim.category != SR_CATEGORY_DISPLACED && !d->claim.n_chain &&
         sr_claim__sentence(r, before->sentence)->paragraph == sr_claim__sentence(r, d->sentence)->paragraph;
}

/* "captured two villages, X and Y": those that are named are claims of their own. */
static bool is_named_apart(const sr_claim_reading *r, uint32_t index, sr_slice name) {
  const sr_draft *d = &r->drafts.at[index];
  for (uint32_t k = index + 1; k < r->drafts.n && r->drafts.at[k].sentence == d->sentence; k++) {
    const sr_claim *named = &r->drafts.at[k].claim;
    if (named->kind == SR_KIND_CONTROL && !named->quantity.present && r->drafts.at[k].anchor == d->anchor &&
        sr_slice_eq(name, named->target_place.name))
      return true;
  }
  return false;
}

/* The count lies in what holds them. */
static sr_status leave_named(sr_claim_reading *r, uint32_t index) {
  enum { PLACES_MAX = 16 };
  sr_draft *d = &r->drafts.at[index];
  sr_place_ref kept[PLACES_MAX];
  uint32_t n = 0;
  if (d->claim.kind != SR_KIND_CONTROL || !d->claim.quantity.present) return SR_OK;
  for (uint32_t i = 0; i < d->claim.n_where && n < PLACES_MAX; i++)
    if (!is_named_apart(r, index, d->claim.where[i].name)) kept[n++] = d->claim.where[i];
  if (n == d->claim.n_where) return SR_OK;
  d->at = NULL;
  d->claim.n_where = 0;
  return n ? sr_claim__set_places(r, d, kept, n) : SR_OK;
}

sr_status sr_claim__where(sr_claim_reading *r) {
  for (uint32_t i = 0; i < r->drafts.n; i++) {
    sr_draft *d = &r->drafts.at[i];
    const sr_claim_kind kind = d->claim.kind;
    if (d->claim.n_where) continue;
    sr_status status = kind == SR_KIND_STATEMENT ? read_said(r, d)
                       : kind == SR_KIND_AID     ? read_handed(r, d)
                                                 : sr_claim__read_places(r, d);
    if (kind == SR_KIND_AID) {
      if (status) return status;
      continue;
    }
    if (!status) status = leave_named(r, i);
    if (!status && !d->claim.n_where && kind != SR_KIND_STATEMENT && kind != SR_KIND_CONTACT) status = read_meant(r, d);
    if (!status && !d->claim.n_where && kind == SR_KIND_CONTACT) status = carry_contact(r, i);
    if (status) return status;
    if (!d->claim.n_where && sr_claim__is_happening(kind)) {
      status = read_named(r, d);
      if (status) return status;
    }
    if (!d->claim.n_where && is_countrywide(r, d)) continue;
    const sr_draft *whole = whole_of(r, i);
    if (whole && !d->claim.n_where) {
      take_places(d, whole);
      continue;
    }
    const heading title = d->claim.n_where ? (heading){0} : heading_of(r, d->sentence);
    if (!d->claim.n_where && sr_claim__is_happening(kind) && !sr_claim__runs_on(r, d)) {
      const sr_place *told = place_of_source(r, d);
      for (uint32_t k = i; k-- > 0 && r->drafts.at[k].sentence + CARRY_SENTENCES >= d->sentence;) {
        const sr_draft *before = &r->drafts.at[k];
        if (before->sentence > d->sentence) continue; /* lists of totals come first, wherever they stand */
        if (apart_from(r, before, d)) break;
        if (!before->claim.n_where || !(sr_claim__is_happening(before->claim.kind) || takes_ground(r, before, d)))
          continue;
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
        status = sr_claim__put_place(r, d, told);
        if (status) return status;
      }
    }
    if (!d->claim.n_where && title.place && !sr_claim__is_country(title.place) && sr_claim__is_happening(kind)) {
      status = sr_claim__put_place(r, d, title.place);
      if (status) return status;
    }
    const bool ground = kind == SR_KIND_ADVANCE || (kind == SR_KIND_CONTROL && !d->claim.target_place.name.len);
    if (!d->claim.n_where && (sr_claim__is_happening(kind) || ground) && kind != SR_KIND_INTERCEPTION &&
        !(kind == SR_KIND_STRIKE && is_salvo(&d->claim)) && !sr_claim__runs_on(r, d) && !status)
      status = read_paragraph(r, d);
    if (status) return status;
    if (kind == SR_KIND_CONTROL && !d->claim.target_place.name.len && d->claim.n_where)
      d->claim.target_place = d->claim.where[0];
  }
  return SR_OK;
}
