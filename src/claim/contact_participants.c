/* Who took part in a contact: by name, by office, by nationality, or as nameless delegates; see the header. */
#include "claim/contact_parts.h"
#include "claim/slots.h"
#include "claim/subject.h"
#include "claim/tree.h"

#include "read/actor.h"
#include "read/wordclass.h"

void sr_claim__take_part(const sr_claim_reading *r, sr_contact *c, int32_t actor) {
  if (actor == SR_NONE || c->n == SR_PARTICIPANTS_MAX) return;
  actor = sr_claim__named(r, actor);
  const sr_actor_ref ref = sr_claim__actor_ref(&r->report->actors[actor]);
  for (uint32_t i = 0; i < c->n; i++)
    if (sr_slice_eq(c->participants[i].name, ref.name)) return;
  c->participants[c->n++] = ref;
}

/* Tokens of an office that no actor covers, before "and": "the transport minister and ...". */
static void take_office(const sr_claim_reading *r, sr_contact *c, uint32_t start, uint32_t end) {
  enum { OFFICE_MAX = 6 };
  uint32_t from = end;
  while (from > start && end - from < OFFICE_MAX && r->report->tokens[from - 1].kind == SR_TOKEN_WORD) {
    const sr_word_class class = sr_word_class_of(r->report, from - 1);
    if (r->actor_at[from - 1] != SR_NONE || r->place_at[from - 1] != SR_NONE) { /* "US" is no pronoun here */
      from--;
      continue;
    }
    if (sr_claim__is(r, from - 1, "the") || class == SR_CLASS_VERB || class == SR_CLASS_PRONOUN) break;
    if (class == SR_CLASS_PREPOSITION && !sr_claim__is(r, from - 1, "of")) break;
    from--;
  }
  if (from == end || c->n == SR_PARTICIPANTS_MAX) return;
  if (r->place_at[end - 1] != SR_NONE || r->time_at[end - 1] != SR_NONE) return;
  c->participants[c->n++] = (sr_actor_ref){.name = sr_claim__text(r, from, end)};
}

bool sr_claim__is_both(const sr_claim_reading *r, uint32_t t) { return sr_claim__word(r, t, SR_WORD_BOTH_SIDES); }

bool sr_claim__are_both(const sr_claim_reading *r, int32_t actor) {
  if (actor < 0 || r->report->actors[actor].code.len) return false;
  const sr_actor *a = &r->report->actors[actor];
  for (uint32_t k = a->first_token; k < a->first_token + a->n_tokens; k++)
    if (!sr_claim__is_both(r, k)) return false;
  return true;
}

uint32_t sr_claim__take_offices(sr_claim_reading *r, sr_contact *c, int32_t first) {
  const sr_actor *a = &r->report->actors[first];
  const uint32_t sentence_end = sr_claim__sentence_end(r, a->sentence);
  uint32_t end = a->first_token + a->n_tokens, of = a->first_token, n = 1;
  while (of < end && !sr_claim__is(r, of, "of")) of++;
  if (of <= a->first_token || of >= end || !sr_slice_ends(r->report->tokens[of - 1].norm, SR_SLICE("s"))) return 0;
  int32_t states[SR_PARTICIPANTS_MAX] = {first};
  for (bool last = false; !last && n + c->n < SR_PARTICIPANTS_MAX; n++) {
    uint32_t next = end;
    for (; sr_claim__is(r, next, ",") || sr_claim__is(r, next, "and"); next++) last |= sr_claim__is(r, next, "and");
    const int32_t other = next > end ? sr_claim__actor_from(r, next, sentence_end) : SR_NONE;
    if (other == SR_NONE || r->report->actors[other].kind != SR_ACTOR_STATE) break;
    states[n] = other;
    end = r->report->actors[other].first_token + r->report->actors[other].n_tokens;
  }
  sr_slice office = sr_claim__text(r, a->first_token, of);
  office.len--; /* "ministers" */
  for (uint32_t i = 0; i < n && n > 1; i++) {
    const sr_slice code = r->report->actors[states[i]].code, whose = sr_country_adjective(code);
    const sr_slice name =
        whose.len ? sr_arena_format(r->arena, "%.*s %.*s", SR_FMT(whose), SR_FMT(office)) : (sr_slice){0};
    if (!name.ptr) return 0;
    c->participants[c->n + i] = (sr_actor_ref){name, i ? (sr_slice){0} : code}; /* of the others only the state's */
  }
  c->n += n > 1 ? n : 0;
  return n > 1 ? end : 0;
}

bool sr_claim__take_nationals(sr_claim_reading *r, sr_contact *c, uint32_t start, int32_t last) {
  const sr_actor *a = &r->report->actors[last];
  const uint32_t end = a->first_token + a->n_tokens;
  if (a->n_tokens < 2 || a->kind == SR_ACTOR_STATE || a->code.len < 3 ||
      !sr_slice_ends(r->report->tokens[end - 1].norm, SR_SLICE("s")))
    return false;
  sr_slice office = sr_claim__text(r, a->first_token + 1, end);
  if (!sr_claim__word(r, end - 1, SR_WORD_DELEGATE_GROUP)) office.len--; /* "presidents" */
  sr_slice codes[SR_PARTICIPANTS_MAX] = {sr_slice_cut(a->code, 0, 3)};
  uint32_t n = 1;
  for (uint32_t k = a->first_token; k > start + 1 && n + c->n < SR_PARTICIPANTS_MAX; n++) {
    const int32_t other = sr_claim__is(r, k - 1, n == 1 ? "and" : ",") ? r->actor_at[k - 2] : SR_NONE;
    if (other == SR_NONE || r->report->actors[other].kind != SR_ACTOR_STATE) break;
    k = r->report->actors[other].first_token;
    if (k > start && sr_word_class_of(r->report, k - 1) == SR_CLASS_PREPOSITION) break; /* "in Poland and ..." */
    codes[n] = r->report->actors[other].code;
  }
  for (uint32_t i = n; i-- > 0 && n > 1;) {
    const sr_slice whose = sr_country_adjective(codes[i]);
    const sr_slice name =
        whose.len ? sr_arena_format(r->arena, "%.*s %.*s", SR_FMT(whose), SR_FMT(office)) : (sr_slice){0};
    if (!name.ptr) return false;
    c->participants[c->n + n - 1 - i] = (sr_actor_ref){name, i ? (sr_slice){0} : a->code};
  }
  c->n += n > 1 ? n : 0;
  return n > 1;
}

void sr_claim__take_joined(const sr_claim_reading *r, sr_contact *c, uint32_t start, int32_t last) {
  const sr_actor *a = &r->report->actors[last];
  uint32_t first = a->first_token;
  while (first > start && sr_word_class_of(r->report, first - 1) == SR_CLASS_DETERMINER) first--;
  if (first > start + 1 && sr_claim__is(r, first - 1, "and") && a->sentence == r->report->actors[last].sentence) {
    if (r->actor_at[first - 2] != SR_NONE) {
      /* "A, B and C met": the first first */
      int32_t listed[SR_PARTICIPANTS_MAX] = {r->actor_at[first - 2]};
      uint32_t n = 1;
      for (uint32_t k = r->report->actors[listed[0]].first_token; n < SR_PARTICIPANTS_MAX && k > start + 1; n++) {
        const int32_t other = sr_claim__is(r, k - 1, ",") ? r->actor_at[k - 2] : SR_NONE;
        if (other == SR_NONE || r->report->actors[other].kind != r->report->actors[listed[0]].kind) break;
        listed[n] = other;
        k = r->report->actors[other].first_token;
      }
      while (n-- > 0) sr_claim__take_part(r, c, listed[n]);
    } else
      take_office(r, c, start, first - 1);
  }
  sr_claim__take_part(r, c, last);
}

void sr_claim__take_following(const sr_claim_reading *r, sr_contact *c, int32_t first, uint32_t verb) {
  const sr_actor *a = &r->report->actors[first];
  uint32_t t = a->first_token + a->n_tokens;
  while (t < verb && (sr_claim__is(r, t, "and") || sr_claim__is(r, t, ","))) {
    while (
        t < verb && r->actor_at[t] == SR_NONE &&
        (sr_claim__is(r, t, "and") || sr_claim__is(r, t, ",") || sr_word_class_of(r->report, t) == SR_CLASS_DETERMINER))
      t++;
    if (t >= verb || r->actor_at[t] == SR_NONE) return;
    const sr_actor *next = &r->report->actors[r->actor_at[t]];
    const uint32_t end = next->first_token + next->n_tokens;
    /* "Massad B, an adviser to the president, met": who he is, not somebody else */
    const bool explains = a->kind == SR_ACTOR_PERSON && next->kind != SR_ACTOR_PERSON &&
                          sr_claim__is(r, a->first_token + a->n_tokens, ",") && !sr_claim__is(r, end, "and");
    if (explains) return;
    sr_claim__take_part(r, c, r->actor_at[t]);
    a = next;
    t = end;
  }
}

void sr_claim__take_nameless(const sr_claim_reading *r, sr_contact *c, uint32_t start, uint32_t verb) {
  enum { NAME_MAX = 12 };
  const uint32_t head = sr_claim__subject_token(r, verb);
  if (head == SR_NO_TOKEN || head < start || head >= verb || !sr_claim__word(r, head, SR_WORD_DELEGATE)) return;
  uint32_t from = head, to = verb;
  while (from > start && (sr_word_class_of(r->report, from - 1) == SR_CLASS_ADJECTIVE ||
                          sr_word_class_of(r->report, from - 1) == SR_CLASS_NOUN ||
                          r->report->tokens[from - 1].kind == SR_TOKEN_NUMBER))
    from--;
  while (to > head + 1 && (sr_claim__cue(r, to - 1, SR_CUE_HAVE) || sr_claim__cue(r, to - 1, SR_CUE_FUTURE) ||
                           sr_claim__cue(r, to - 1, SR_CUE_BE) || sr_claim__is(r, to - 1, "to") ||
                           sr_word_class_of(r->report, to - 1) == SR_CLASS_ADVERB))
    to--;
  if (to > from + NAME_MAX) to = head + 1;
  for (uint32_t k = head + 1; k < to; k++)
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT || r->time_at[k] != SR_NONE) to = k;
  c->participants[c->n++] = (sr_actor_ref){.name = sr_claim__text(r, from, to)};
}
