/* Forecasts: what somebody is expected to do, against what and by when; see the header. */
#include "claim/act_parts.h"
#include "claim/measures.h"
#include "claim/sides.h"
#include "claim/slots.h"
#include "claim/subject.h"
#include "claim/tree.h"

#include "read/wordclass.h"

/* Words between a cue of expectation and the act expected; found on the development reports. */
enum { EXPECT_REACH = 12, APPOSITION_MAX = 10 };

static bool is_duration(const sr_claim_reading *r, uint32_t t) {
  return r->time_at[t] != SR_NONE && r->report->times[r->time_at[t]].type == SR_TIME_DURATION;
}

/* A length of time stands at token t. */
static bool lasts(const sr_claim_reading *r, uint32_t t) {
  return r->quantity_at[t] != SR_NONE && sr_claim__is_span(r->report->quantities[r->quantity_at[t]].unit);
}

/* "will move two divisions to": units that somebody else moves. */
static bool moves_units(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  enum { OBJECT_MAX = 4 };
  for (uint32_t k = t; k < end && k < t + OBJECT_MAX && sr_word_class_of(r->report, k) != SR_CLASS_PREPOSITION; k++)
    if (sr_claim__word(r, k, SR_WORD_TROOP_UNIT)) return true;
  return false;
}

/* Token of the act that is expected near [from, to); *n its tokens. SR_NONE if there is none. */
static int32_t act_in(const sr_claim_reading *r, uint32_t from, uint32_t to, sr_enum *act, uint32_t *n) {
  for (uint32_t t = from; t < to; t++) {
    if (sr_claim__is(r, t, ";")) return SR_NONE;
    uint32_t value = 0;
    *n = sr_phrases_match(r->tables->forecasts, &r->report->tokens[t], to - t, &value);
    if (!*n) continue;
    const sr_verb_form form = (sr_verb_form)(value % 8);
    if (*n == 1 && sr_claim__word(r, t + 1, SR_WORD_LIGHT_VERB_OBJECT)) continue; /* "will take place" */
    if (*n == 1 && sr_claim__word(r, t, SR_WORD_TAKE_VERB) && sr_claim__is(r, t + 1, "in"))
      continue; /* "take in 50 children" */
    if (form == SR_VF_ED || form == SR_VF_PAST || form == SR_VF_PARTICIPLE) continue;
    if (form == SR_VF_S && t && r->quantity_at[t] != SR_NONE) continue; /* "1.8 million shells" */
    if (t + *n < to && lasts(r, t + *n)) continue;                      /* "will take over 5 years" */
    if (t + *n < to && is_duration(r, t + *n)) continue;                /* "will take over five years" */
    *act = r->tables->forecast[value / 8].act;
    if (*act == SR_ACT_ADVANCE && moves_units(r, t + *n, to)) *act = SR_ACT_REINFORCE;
    return (int32_t)t;
  }
  return SR_NONE;
}

static bool opens_horizon(const sr_claim_reading *r, uint32_t t) {
  static const char *const words[] = {"in",     "before", "by",   "until", "within", "over",
                                      "during", "next",   "this", "from",  "after",  "through"};
  return sr_claim__is_one_of(r, t, words, sizeof words / sizeof *words);
}

/* "towards X in the coming weeks": target and horizon behind the act. */
static void read_target(const sr_claim_reading *r, uint32_t t, uint32_t end, sr_claim *c, uint32_t *stop) {
  static const char *const led[] = {"towards", "toward", "on", "into", "against", "at", "to", "the"};
  uint32_t to = t;
  while (to < end && !sr_claim__ends_clause(r, to) && !sr_claim__cue(r, to, SR_CUE_POSSIBLE) &&
         !sr_claim__cue(r, to, SR_CUE_BE) && !sr_claim__cue(r, to, SR_CUE_EXPECT) && !sr_claim__is(r, to, "if") &&
         !((sr_claim__is(r, to, "and") || sr_claim__is(r, to, "or")) && to + 1 < end &&
           sr_slice_is(r->report->tokens[to + 1].xpos, "VB")))
    to++;
  uint32_t horizon = to;
  for (uint32_t k = t; k < to; k++) {
    const bool towards =
        sr_claim__is(r, k, "in") && sr_claim__is(r, k + 1, "the") && sr_claim__is(r, k + 2, "direction");
    if (opens_horizon(r, k) && !towards && r->place_at[k] == SR_NONE) {
      uint32_t next = k + 1;
      while (next < to && (sr_claim__is(r, next, "the") || sr_claim__is(r, next, "this"))) next++;
      const bool placed = next < to && r->place_at[next] != SR_NONE;
      if (!placed) {
        horizon = k;
        break;
      }
    }
    if (r->time_at[k] != SR_NONE) {
      horizon = k;
      break;
    }
  }
  uint32_t from = t;
  if (sr_claim__is(r, t, "in") && sr_claim__is(r, t + 2, "direction") && sr_claim__is(r, t + 3, "of")) from = t + 4;
  while (from < horizon && sr_claim__is_one_of(r, from, led, sizeof led / sizeof *led)) from++;
  c->target = sr_claim__text(r, from, horizon);
  uint32_t tail = to;
  /* "march on P, the capital of the region, within days": over an apposition */
  if (horizon == to && sr_claim__is(r, to, ",")) {
    uint32_t close = to + 1;
    while (close < end && close < to + APPOSITION_MAX && !sr_claim__ends_clause(r, close)) close++;
    if (sr_claim__is(r, close, ",") && sr_word_class_of(r->report, to + 1) == SR_CLASS_DETERMINER && close + 1 < end &&
        (opens_horizon(r, close + 1) || r->time_at[close + 1] != SR_NONE)) {
      horizon = close + 1;
      for (tail = horizon; tail < end && !sr_claim__ends_clause(r, tail);) tail++;
    }
  }
  /* behind "is possible": "before the end of the year" */
  if (horizon == to) {
    for (uint32_t k = to; k < end && !sr_claim__ends_clause(r, k); k++)
      if (opens_horizon(r, k) || r->time_at[k] != SR_NONE) {
        horizon = k;
        for (tail = k; tail < end && !sr_claim__ends_clause(r, tail); tail++) {
        }
        break;
      }
  }
  /* "in the coming weeks and says ..." */
  for (uint32_t k = horizon + 1; k < tail; k++)
    if (r->time_at[k] == SR_NONE && r->time_at[k - 1] != SR_NONE &&
        (sr_claim__is(r, k, "and") || sr_claim__is(r, k, "or") || sr_claim__is(r, k, "but"))) {
      tail = k;
      to = tail < to ? tail : to;
    }
  c->horizon = sr_claim__text(r, horizon, tail);
  *stop = tail > to ? tail : to;
}

/* "considers an attack on C likely": by the side on whose land C does not lie. */
static int32_t foe_of_place(const sr_claim_reading *r, int32_t from, uint32_t to) {
  if (from == SR_NONE || r->sides[0] == SR_NONE || r->sides[1] == SR_NONE) return SR_NONE;
  for (uint32_t t = (uint32_t)from; t < to; t++) {
    if (r->place_at[t] == SR_NONE) continue;
    const sr_slice country = r->report->places[r->place_at[t]].country;
    for (uint32_t side = 0; side < 2; side++)
      if (sr_claim__in_state(country, r->side_keys[side])) return r->sides[1 - side];
    return SR_NONE;
  }
  return SR_NONE;
}

/* Of whom it is foretold, where only those who foretell stand before it: the party of the forecast before, else the
 * other side than theirs or than that on whose land it is. */
static int32_t foretold_of(const sr_claim_reading *r, uint32_t s, uint32_t at, uint32_t end, sr_actor_ref *party) {
  for (uint32_t i = r->drafts.n; i-- > 0 && r->drafts.at[i].sentence + 1 >= s;)
    if (r->drafts.at[i].claim.kind == SR_KIND_FORECAST && r->drafts.at[i].claim.party.name.len) {
      *party = r->drafts.at[i].claim.party;
      return SR_NONE;
    }
  return foe_of_place(r, (int32_t)at, end);
}

/* A projection already says it. */
static bool is_projected(const sr_claim_reading *r, uint32_t s, uint32_t at) {
  for (uint32_t i = r->frames_from; i-- > 0 && r->drafts.at[i].sentence >= s;) {
    const sr_draft *d = &r->drafts.at[i];
    if (d->claim.kind == SR_KIND_PROJECTION && d->sentence == s && d->first <= at && at < d->end) return true;
  }
  return false;
}

/* "a renewed push | by the group | towards P": whose act it is, and the token behind them; SR_NONE. */
static int32_t doer_behind(const sr_claim_reading *r, uint32_t t, uint32_t end, uint32_t *behind) {
  if (t + 1 >= end || !sr_claim__is(r, t, "by")) return SR_NONE;
  const uint32_t who = sr_word_class_of(r->report, t + 1) == SR_CLASS_DETERMINER ? t + 2 : t + 1;
  const int32_t actor = who < end ? r->actor_at[who] : SR_NONE;
  if (actor != SR_NONE) *behind = r->report->actors[actor].first_token + r->report->actors[actor].n_tokens;
  return actor;
}

/* "and mount further attacks on P": the act that is foretold of the same behind "and"; its token, *n its tokens.
 * SR_NONE. */
static int32_t next_act(const sr_claim_reading *r, uint32_t from, uint32_t end, sr_enum *act, uint32_t *n) {
  enum { VERB_MAX = 5 };
  for (uint32_t t = from; t + 1 < end && !sr_claim__ends_clause(r, t); t++)
    if ((sr_claim__is(r, t, "and") || sr_claim__is(r, t, "or")) && sr_slice_is(r->report->tokens[t + 1].xpos, "VB"))
      return act_in(r, t + 1, end < t + VERB_MAX ? end : t + VERB_MAX, act, n);
  return SR_NONE;
}

/* What it is feared or planned to do has not happened; an airport that could be struck is not hit. */
static void drop_done(sr_claim_reading *r, uint32_t s, uint32_t at, uint32_t n_frames) {
  for (uint32_t i = sr_claim__drafts_from(r, n_frames, s); i < n_frames && r->drafts.at[i].sentence == s; i++) {
    sr_draft *done = &r->drafts.at[i];
    if (done->anchor == at && (!done->claim.quantity.present || done->claim.kind == SR_KIND_DAMAGE))
      done->dropped = true;
  }
}

/* An act foretold of a party, its evidence [first, end), its target from token `target` on. NULL: no memory. */
static sr_draft *add_act(sr_claim_reading *r, uint32_t s, uint32_t first, uint32_t end, uint32_t target, sr_enum act,
                         sr_modality modality, sr_actor_ref party) {
  uint32_t stop = 0;
  sr_draft *d = sr_claim__draft(r, SR_KIND_FORECAST, s, first, end);
  if (!d) return NULL;
  d->claim.party = party;
  d->claim.act = act;
  d->claim.modality = modality;
  d->claim.confidence = 0.45;
  read_target(r, target, sr_claim__sentence_end(r, s), &d->claim, &stop);
  d->end = stop > d->end ? stop : d->end;
  return d;
}

static sr_status add_forecast(sr_claim_reading *r, uint32_t s, uint32_t cue, uint32_t cue_end, sr_modality modality,
                              uint32_t n_frames, uint32_t *last_act) {
  const uint32_t start = r->report->sentences[s].first_token, end = sr_claim__sentence_end(r, s);
  uint32_t n = 0;
  sr_enum act = SR_FIELD_NONE;
  uint32_t reach = cue_end;
  /* "will need 14 months to take the city": a projection */
  while (reach < end && reach < cue_end + EXPECT_REACH && !is_duration(r, reach)) reach++;
  int32_t at = act_in(r, cue_end, reach, &act, &n);
  int32_t party = SR_NONE;
  if (at != SR_NONE) {
    for (uint32_t t = cue_end; t < (uint32_t)at; t++)
      if (r->actor_at[t] != SR_NONE) party = r->actor_at[t];
    if (party == SR_NONE) party = sr_claim__subject(r, s, cue);
  } else if (modality == SR_MODALITY_POSSIBLE || sr_claim__word(r, cue_end - 1, SR_WORD_EXPECTED)) {
    /* "an assault on X is possible", "considers an assault on X likely" */
    uint32_t from = cue > start + EXPECT_REACH ? cue - EXPECT_REACH : start;
    for (uint32_t t = from; t < cue; t++)
      if (sr_claim__is(r, t, ";")) from = t + 1;
    at = act_in(r, from, cue, &act, &n);
    if (at != SR_NONE && (uint32_t)at <= *last_act) at = SR_NONE;
    for (uint32_t i = r->drafts.n; at != SR_NONE && party == SR_NONE && i-- > 0;) {
      if (r->drafts.at[i].sentence != s) break;
      if (r->drafts.at[i].claim.kind == SR_KIND_FORECAST) {
        const sr_actor_ref same = r->drafts.at[i].claim.party;
        return add_act(r, s, (uint32_t)at, cue_end, (uint32_t)at + n, act, modality, same)
                   ? SR_OK
                   : sr_arena_fail(r->arena, r->err);
      }
    }
  }
  if (at == SR_NONE || (uint32_t)at <= *last_act || is_projected(r, s, (uint32_t)at)) return SR_OK;
  sr_actor_ref other = {0};
  const bool before_cue = (uint32_t)at < cue;
  /* "does not rule out | a push by the group towards P": of those behind "by", and who says so stands before */
  uint32_t by_end = (uint32_t)at + n;
  const int32_t by = doer_behind(r, by_end, end, &by_end);
  const int32_t told_by = by != SR_NONE && !before_cue ? sr_claim__subject(r, s, cue) : SR_NONE;
  if (by != SR_NONE) party = by;
  /* "a withdrawal of the Ukrainians from P": whose act it is */
  const uint32_t of = (uint32_t)at + n + 1 + sr_claim__is(r, (uint32_t)at + n + 1, "the");
  if (before_cue && sr_claim__is(r, (uint32_t)at + n, "of") && of < cue && r->actor_at[of] != SR_NONE &&
      sr_claim__is_side(r, r->actor_at[of]))
    party = r->actor_at[of];
  /* "An Israeli attack in March is possible", "Russia's new offensive is likely" */
  enum { WHOSE_BACK = 3 };
  for (uint32_t k = (uint32_t)at, steps = 0; before_cue && party == SR_NONE && k-- > start && steps < WHOSE_BACK;
       steps++) {
    if (r->actor_at[k] != SR_NONE && r->report->actors[r->actor_at[k]].code.len) party = r->actor_at[k];
    if (!sr_claim__is(r, k, "'s") && sr_word_class_of(r->report, k) != SR_CLASS_ADJECTIVE) break;
  }
  bool waiting = false; /* "is bracing for an assault": of others */
  for (uint32_t t = cue; t < cue_end; t++) waiting |= sr_claim__word(r, t, SR_WORD_AWAIT_VERB);
  const bool speaks = party >= 0 && !before_cue && by == SR_NONE &&
                      r->report->actors[party].span.end <= r->report->tokens[cue].span.start &&
                      (waiting || (modality == SR_MODALITY_POSSIBLE && sr_claim__actor_speaks(r, party) &&
                                   sr_word_class_of(r->report, cue_end) == SR_CLASS_DETERMINER));
  const sr_actor_ref teller = speaks ? sr_claim__speaker_ref(r, &r->report->actors[party]) : (sr_actor_ref){0};
  if (speaks) party = SR_NONE; /* "does not rule out an attack on X either" */
  if (party == SR_NONE) party = speaks ? foretold_of(r, s, (uint32_t)at, end, &other) : foe_of_place(r, at, cue);
  if (party == SR_NONE && !other.name.len) return SR_OK;
  const sr_actor *a = party >= 0 ? &r->report->actors[party] : NULL; /* "the enemy" is no source */
  /* those who foretell are not those of whom it is foretold */
  bool own = sr_claim__cue(r, cue, SR_CUE_FUTURE) || by != SR_NONE; /* "plans to": who says it is who will do it */
  const uint32_t doer = sr_claim__subject_token(r, (uint32_t)at);   /* "said that it might strike" */
  own |= doer != SR_NO_TOKEN && sr_slice_is(r->report->tokens[doer].upos, "PRON") && r->actor_at[doer] == SR_NONE &&
         party != SR_NONE && sr_claim__is_side(r, party);
  if (a && !speaks && a->span.end <= r->report->tokens[cue].span.start && !own && sr_claim__actor_speaks(r, party))
    return SR_OK;
  if (a && a->kind == SR_ACTOR_PERSON) return SR_OK;
  *last_act = (uint32_t)at;
  sr_draft *d = add_act(r, s, (uint32_t)at, (uint32_t)at + n, by == SR_NONE ? (uint32_t)at + n : by_end, act, modality,
                        other.name.len ? other : sr_claim__party_of(r, party));
  if (!d) return sr_arena_fail(r->arena, r->err);
  if (!waiting) d->teller = teller;
  if (told_by >= 0) d->teller = sr_claim__speaker_ref(r, &r->report->actors[told_by]);
  drop_done(r, s, (uint32_t)at, n_frames);
  const int32_t next = before_cue ? SR_NONE : next_act(r, (uint32_t)at + n, end, &act, &n);
  if (next == SR_NONE) return SR_OK;
  const sr_actor_ref same = d->claim.party, same_teller = d->teller;
  sr_draft *more = add_act(r, s, (uint32_t)next, (uint32_t)next + n, (uint32_t)next + n, act, modality, same);
  if (!more) return sr_arena_fail(r->arena, r->err);
  *last_act = (uint32_t)next;
  more->teller = same_teller;
  drop_done(r, s, (uint32_t)next, n_frames);
  return SR_OK;
}

/* "does not believe that the group | will storm": said not to be expected. */
static bool is_disbelieved(const sr_claim_reading *r, uint32_t t, uint32_t start) {
  enum { SUBJECT_MAX = 7 };
  for (uint32_t k = t, steps = 0; k-- > start + 1 && steps < SUBJECT_MAX; steps++) {
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT) return false;
    if (sr_claim__word(r, k, SR_WORD_OPINION_VERB)) return sr_claim__cue(r, k - 1, SR_CUE_NEGATE);
  }
  return false;
}

sr_status sr_claim__read_forecast(sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t n_frames, uint32_t *last_act,
                                  uint32_t *behind) {
  const uint32_t start = r->report->sentences[s].first_token, end = sr_claim__sentence_end(r, s);
  uint32_t cue_end = t;
  while (cue_end < end && (sr_claim__cue(r, cue_end, SR_CUE_EXPECT) || sr_claim__cue(r, cue_end, SR_CUE_POSSIBLE)))
    cue_end++;
  *behind = cue_end;
  sr_modality modality = sr_claim__cue(r, t, SR_CUE_POSSIBLE) ? SR_MODALITY_POSSIBLE : SR_MODALITY_EXPECTED;
  /* "do not expect", "is unlikely to" */
  for (uint32_t k = t > start ? t - 1 : t; k < cue_end; k++)
    if (sr_claim__cue(r, k, SR_CUE_NEGATE) && !sr_claim__cue(r, k, SR_CUE_POSSIBLE)) /* "does not rule out" */
      modality = SR_MODALITY_DENIED;
  if (is_disbelieved(r, t, start)) modality = SR_MODALITY_DENIED;
  return add_forecast(r, s, t, cue_end, modality, n_frames, last_act);
}
