/* Contacts: who met, spoke or wrote to whom, and each side's readout of it. */
#include "claim/subject.h"
#include "claim/tree.h"

#include "read/actor.h"
#include "read/wordclass.h"

enum { PARTNER_REACH = 12, PARTICIPANTS_MAX = 6, TOPICS_MAX = 6, TOPIC_WORDS = 10 };

/* The contact that readouts are of: set by the last meeting or talks named. */
typedef struct last_contact {
  bool known;
  uint32_t sentence;
  uint32_t touched; /* the last sentence that told of it */
  int32_t draft;    /* the claim that tells of it without topics, or SR_NONE */
  sr_enum form;
  sr_actor_ref participants[PARTICIPANTS_MAX];
  uint32_t n;
} last_contact;

static bool is_end(const sr_claim_reading *r, uint32_t t) {
  return sr_claim__is(r, t, ";") || sr_claim__is(r, t, ".") || sr_claim__cue(r, t, SR_CUE_BREAK);
}

/* The actor at t, behind its article; SR_NONE. */
static int32_t actor_from(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  if (t < end && sr_word_class_of(r->report, t) == SR_CLASS_DETERMINER) t++;
  return t < end ? r->actor_at[t] : SR_NONE;
}

/* Topics behind "about", "on", "to discuss", or at t where the verb itself has led to them (open): a list parted by
 * commas and "and". */
static sr_status read_topics(sr_claim_reading *r, uint32_t t, uint32_t end, bool open, sr_claim *c) {
  for (; t < end && !open; t++) {
    if (is_end(r, t)) return SR_OK;
    open |= sr_claim__word(r, t, SR_WORD_TOPIC_LEAD);
    if (open && r->time_at[t] != SR_NONE) open = false; /* "on Monday" */
    if (open && t + 1 < end && r->time_at[t + 1] != SR_NONE) open = false;
  }
  if (!open) return SR_OK;
  sr_slice *topics = SR_NEW(r->arena, sr_slice, TOPICS_MAX);
  if (!topics) return sr_arena_fail(r->arena, r->err);
  uint32_t from = t;
  for (; t <= end && c->n_topics < TOPICS_MAX; t++) {
    const bool over = t == end || is_end(r, t) || t - from > TOPIC_WORDS;
    const bool part = !over && (sr_claim__is(r, t, ",") || sr_claim__is(r, t, "and"));
    if (!over && !part) continue;
    bool told = false; /* "..., according to the ministry" */
    for (uint32_t k = from; k < t; k++) told |= sr_claim__word(r, k, SR_WORD_TELL_VERB);
    if (told && c->n_topics) break;
    while (from < t && (sr_claim__is(r, from, "about") || sr_claim__is(r, from, "the") || sr_claim__is(r, from, "on") ||
                        sr_claim__is(r, from, "only") || sr_claim__is(r, from, "mainly")))
      from++;
    uint32_t stop = t;
    for (uint32_t k = from; k < t && stop == t; k++) /* "on Monday", but "a three-month truce" */
      if (r->time_at[k] != SR_NONE && r->report->times[r->time_at[k]].type != SR_TIME_DURATION)
        stop = k > from ? k - 1 : k;
    if (stop > from) topics[c->n_topics++] = sr_claim__text(r, from, stop);
    from = t + 1;
    /* "..., his spokesman said" */
    if (over || (sr_claim__is(r, t, ",") && actor_from(r, t + 1, end) != SR_NONE)) break;
  }
  c->topics = topics;
  return SR_OK;
}

/* The evidence goes on to the end of the last topic. */
static void reach_topics(sr_claim_reading *r, sr_draft *d) {
  const sr_claim *c = &d->claim;
  for (uint32_t i = 0; i < c->n_topics; i++) {
    const uint32_t end = (uint32_t)(c->topics[i].ptr + c->topics[i].len - r->report->text.ptr);
    const uint32_t token = sr_claim__token_at(r, end - 1) + 1;
    if (token > d->end && token <= sr_claim__sentence_end(r, d->sentence)) d->end = token;
  }
  d->span->end = r->report->tokens[d->end - 1].span.end;
}

/* Days and places behind the first topic are of what was talked about: "about a summit in D on Saturday". */
static void stop_at_topics(const sr_claim_reading *r, sr_draft *d) {
  if (!d->claim.n_topics) return;
  const uint32_t t = sr_claim__token_at(r, (uint32_t)(d->claim.topics[0].ptr - r->report->text.ptr));
  if (t > d->anchor && r->report->tokens[t].sentence == d->sentence) d->stop = t;
}

static sr_status add_contact(sr_claim_reading *r, uint32_t s, uint32_t first, uint32_t end, const last_contact *of,
                             sr_modality modality, sr_draft **draft) {
  sr_draft *d = sr_claim__draft(r, SR_KIND_CONTACT, s, first, end);
  sr_actor_ref *copy = SR_NEW(r->arena, sr_actor_ref, PARTICIPANTS_MAX);
  if (!d || !copy) return sr_arena_fail(r->arena, r->err);
  memcpy(copy, of->participants, sizeof of->participants);
  d->claim.participants = copy;
  d->claim.n_participants = of->n;
  d->claim.form = of->form;
  d->claim.modality = modality;
  d->claim.confidence = 0.38;
  if (of->sentence != s) d->context = of->sentence;
  *draft = d;
  return SR_OK;
}

static void take_part(const sr_claim_reading *r, last_contact *c, int32_t actor) {
  if (actor == SR_NONE || c->n == PARTICIPANTS_MAX) return;
  const sr_actor_ref ref = sr_claim__actor_ref(&r->report->actors[actor]);
  for (uint32_t i = 0; i < c->n; i++)
    if (sr_slice_eq(c->participants[i].name, ref.name)) return;
  c->participants[c->n++] = ref;
}

/* Tokens of an office that no actor covers, before "and": "the transport minister and ...". */
static void take_office(const sr_claim_reading *r, last_contact *c, uint32_t start, uint32_t end) {
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
  if (from == end || c->n == PARTICIPANTS_MAX) return;
  if (r->place_at[end - 1] != SR_NONE || r->time_at[end - 1] != SR_NONE) return;
  c->participants[c->n++] = (sr_actor_ref){.name = sr_claim__text(r, from, end)};
}

/* "Both sides", "the two": those of the contact named before, and nobody by name. */
static bool is_both(const sr_claim_reading *r, uint32_t t) { return sr_claim__word(r, t, SR_WORD_BOTH_SIDES); }

static bool are_both(const sr_claim_reading *r, int32_t actor) {
  if (actor < 0 || r->report->actors[actor].code.len) return false;
  const sr_actor *a = &r->report->actors[actor];
  for (uint32_t k = a->first_token; k < a->first_token + a->n_tokens; k++)
    if (!is_both(r, k)) return false;
  return true;
}

/* "the defence ministers of A, B and C": one of each, behind those already taken. The token behind the last; 0. */
static uint32_t take_offices(sr_claim_reading *r, last_contact *c, int32_t first) {
  const sr_actor *a = &r->report->actors[first];
  const uint32_t sentence_end = sr_claim__sentence_end(r, a->sentence);
  uint32_t end = a->first_token + a->n_tokens, of = a->first_token, n = 1;
  while (of < end && !sr_claim__is(r, of, "of")) of++;
  if (of <= a->first_token || of >= end || !sr_slice_ends(r->report->tokens[of - 1].norm, SR_SLICE("s"))) return 0;
  int32_t states[PARTICIPANTS_MAX] = {first};
  for (bool last = false; !last && n + c->n < PARTICIPANTS_MAX; n++) {
    uint32_t next = end;
    for (; sr_claim__is(r, next, ",") || sr_claim__is(r, next, "and"); next++) last |= sr_claim__is(r, next, "and");
    const int32_t other = next > end ? actor_from(r, next, sentence_end) : SR_NONE;
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

/* "the American and Russian presidents": one of each. */
static bool take_nationals(sr_claim_reading *r, last_contact *c, uint32_t start, int32_t last) {
  const sr_actor *a = &r->report->actors[last];
  const uint32_t end = a->first_token + a->n_tokens;
  if (a->n_tokens < 2 || a->kind == SR_ACTOR_STATE || a->code.len < 3 ||
      !sr_slice_ends(r->report->tokens[end - 1].norm, SR_SLICE("s")))
    return false;
  sr_slice office = sr_claim__text(r, a->first_token + 1, end);
  if (!sr_claim__word(r, end - 1, SR_WORD_DELEGATE_GROUP)) office.len--; /* "presidents" */
  sr_slice codes[PARTICIPANTS_MAX] = {sr_slice_cut(a->code, 0, 3)};
  uint32_t n = 1;
  for (uint32_t k = a->first_token; k > start + 1 && n + c->n < PARTICIPANTS_MAX; n++) {
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

/* Those whom "and" joins before the verb, the first first. */
static void take_joined(const sr_claim_reading *r, last_contact *c, uint32_t start, int32_t last) {
  const sr_actor *a = &r->report->actors[last];
  uint32_t first = a->first_token;
  while (first > start && sr_word_class_of(r->report, first - 1) == SR_CLASS_DETERMINER) first--;
  if (first > start + 1 && sr_claim__is(r, first - 1, "and") && a->sentence == r->report->actors[last].sentence) {
    if (r->actor_at[first - 2] != SR_NONE)
      take_part(r, c, r->actor_at[first - 2]);
    else
      take_office(r, c, start, first - 1);
  }
  take_part(r, c, last);
}

/* Those whom commas and "and" join behind the first: "Presidents X and Y spoke". */
static void take_following(const sr_claim_reading *r, last_contact *c, int32_t first, uint32_t verb) {
  const sr_actor *a = &r->report->actors[first];
  uint32_t t = a->first_token + a->n_tokens;
  while (t < verb && (sr_claim__is(r, t, "and") || sr_claim__is(r, t, ","))) {
    while (
        t < verb && r->actor_at[t] == SR_NONE &&
        (sr_claim__is(r, t, "and") || sr_claim__is(r, t, ",") || sr_word_class_of(r->report, t) == SR_CLASS_DETERMINER))
      t++;
    if (t >= verb || r->actor_at[t] == SR_NONE) return;
    a = &r->report->actors[r->actor_at[t]];
    take_part(r, c, r->actor_at[t]);
    t = a->first_token + a->n_tokens;
  }
}

/* "It was about ...", "It would be about": the next sentence tells the topics. */
static sr_status read_next_topics(sr_claim_reading *r, uint32_t s, sr_claim *c) {
  enum { VERB_MAX = 4 };
  const uint32_t end = sr_claim__sentence_end(r, s);
  if (s + 1 >= r->report->n_sentences || !sr_claim__is(r, end, "it")) return SR_OK;
  bool tells = sr_claim__is(r, end + 1, "concerned");
  for (uint32_t k = end + 1; k < end + VERB_MAX && k + 1 < r->report->n_tokens; k++)
    tells |= sr_claim__cue(r, k, SR_CUE_BE) && sr_claim__is(r, k + 1, "about");
  tells |= sr_claim__is(r, end + 1, "was");
  return tells ? read_topics(r, end, sr_claim__sentence_end(r, s + 1), false, c) : SR_OK;
}

/* "hosts 700,000 refugees": with whom nobody meets. */
static bool is_displaced(const sr_claim_reading *r, uint32_t t) {
  const uint32_t next = sr_claim__mention_from(r, t + 1);
  const sr_mention *m = next ? &r->mentions.at[next - 1] : NULL;
  return m && t >= m->first && t < m->end && m->value == SR_CATEGORY_DISPLACED &&
         (m->usual == SR_THING_TOLL || m->usual == SR_THING_TOLL_NOUN);
}

/* "X met Y. They discussed A and B": told in the report's own voice, it is no readout but what the meeting was about.
 */
static sr_status join_report(sr_claim_reading *r, sr_draft *d, last_contact *last, uint32_t s) {
  if (last->draft == SR_NONE || s > last->sentence + 1) return SR_OK;
  sr_draft *met = &r->drafts.at[last->draft];
  const bool planned = met->claim.modality == SR_MODALITY_EXPECTED; /* "will meet. On the agenda are A and B" */
  if (d->claim.modality != SR_MODALITY_ASSERTED && !(planned && d->claim.modality == SR_MODALITY_EXPECTED))
    return SR_OK;
  SR_TRY(sr_claim__chain(r, d));
  SR_TRY(sr_claim__chain(r, met));
  const bool same = d->claim.n_chain == 0 ? met->claim.n_chain == 0
                                          : met->claim.n_chain == d->claim.n_chain &&
                                                sr_slice_eq(met->claim.chain[0].name, d->claim.chain[0].name);
  if (!same || met->dropped) return SR_OK;
  met->claim.topics = d->claim.topics;
  met->claim.n_topics = d->claim.n_topics;
  d->dropped = true;
  last->draft = SR_NONE;
  return SR_OK;
}

/* Where "by phone" stands; the end. */
static uint32_t by_phone(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  for (uint32_t k = t; k + 1 < end; k++)
    if (sr_claim__is(r, k, "by") && (sr_claim__is(r, k + 1, "phone") || sr_claim__is(r, k + 1, "telephone"))) return k;
  return end;
}

/* "The foreign ministers of the Gulf states conferred", "negotiators from A": who is no actor by a name. */
static void take_nameless(const sr_claim_reading *r, last_contact *c, uint32_t start, uint32_t verb) {
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

/* "X met Y in Z on Friday": verb at [t, t + n). */
static sr_status read_event(sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t n, const sr_act_row *row,
                            sr_verb_form form, last_contact *last) {
  const uint32_t start = r->report->sentences[s].first_token, end = sr_claim__sentence_end(r, s);
  if (form == SR_VF_ING || (form == SR_VF_BASE && sr_word_class_of(r->report, t) != SR_CLASS_VERB &&
                            !(t > start && sr_claim__cue(r, t - 1, SR_CUE_FUTURE))))
    return SR_OK;
  /* "offered to host a summit" */
  uint32_t act = 0;
  if (t > start + 1 && sr_claim__is(r, t - 1, "to") &&
      sr_phrases_match(r->tables->speech, &r->report->tokens[t - 2], 1, &act))
    return SR_OK;
  last_contact found = {.known = true, .sentence = s, .touched = s, .draft = SR_NONE, .form = row->act};
  int32_t subject = sr_claim__subject(r, s, t);
  if (last->known && last->n > 1 && are_both(r, subject)) subject = SR_NONE;
  uint32_t they = t; /* "They will talk about water" */
  while (they > start && (sr_claim__cue(r, they - 1, SR_CUE_FUTURE) || sr_claim__cue(r, they - 1, SR_CUE_HAVE))) they--;
  bool met_again =
      last->known && last->n > 1 && last->sentence + 1 == s && they > start && sr_claim__is(r, they - 1, "they");
  /* "The two sides had met in D on 10 July": what later readouts are of, with those who met before */
  for (uint32_t k = start; subject < 0 && k < t && last->known && !met_again; k++)
    if (is_both(r, k)) {
      last->sentence = last->touched = s;
      last->form = row->act;
      last->draft = SR_NONE;
      met_again = true;
    }
  if (met_again && last->n > 1) { /* "The two sides had negotiated about corridors" */
    sr_draft *again = NULL;
    const bool agreed = t > start && sr_claim__is(r, t - 1, "to"); /* "Both sides agreed to meet again in P" */
    SR_TRY(
        add_contact(r, s, t, t + n, last, agreed ? SR_MODALITY_EXPECTED : sr_claim__modality(r, s, t, t + n), &again));
    SR_TRY(read_topics(r, t + n, end, false, &again->claim));
    again->dropped = !again->claim.n_topics && !agreed;
    reach_topics(r, again);
    stop_at_topics(r, again);
    return again->dropped ? SR_OK : join_report(r, again, last, s);
  }
  if (subject < 0) take_nameless(r, &found, start, t);
  if (subject < 0 && (met_again || !found.n)) return SR_OK;
  if (subject >= 0 && !take_offices(r, &found, subject) && !take_nationals(r, &found, start, subject)) {
    take_joined(r, &found, start, subject);
    if (r->report->actors[subject].sentence == s) take_following(r, &found, subject, t);
  }
  for (uint32_t k = t + n; k < end && k < t + n + PARTNER_REACH && !is_end(r, k); k++) {
    if (sr_claim__is(r, k, ",") || sr_claim__is(r, k, "about")) break;
    if (sr_claim__is(r, k, "to") && sr_word_class_of(r->report, k + 1) == SR_CLASS_VERB) break; /* "to discuss" */
    if (sr_claim__word(r, k, SR_WORD_HOST_ROLE)) break;          /* "met at the invitation of X" */
    if (sr_claim__is(r, k, "from") && found.n < 2) return SR_OK; /* "received a loan from the bank" */
    if (sr_claim__is(r, k, "and") && k + 1 < end && sr_word_class_of(r->report, k + 1) == SR_CLASS_VERB) break;
    if (r->actor_at[k] == SR_NONE || r->place_at[k] != SR_NONE || is_displaced(r, k)) continue;
    const sr_actor *a = &r->report->actors[r->actor_at[k]];
    const uint32_t after = a->first_token == k ? take_offices(r, &found, r->actor_at[k]) : 0;
    if (after)
      k = after - 1; /* "hosted the presidents of A and B" */
    else
      take_part(r, &found, r->actor_at[k]);
  }
  /* "called his counterpart": somebody right behind the verb; not "called for", "called it" */
  if (n == 1 && sr_slice_starts(r->report->tokens[t].norm, SR_SLICE("call"))) {
    uint32_t who = t + 1;
    while (who < end && who < t + 3 && r->actor_at[who] == SR_NONE) who++;
    const sr_actor *a = who < end && r->actor_at[who] != SR_NONE ? &r->report->actors[r->actor_at[who]] : NULL;
    if (!a || (a->kind != SR_ACTOR_OFFICE && a->kind != SR_ACTOR_PERSON)) return SR_OK;
    const uint32_t after = a->first_token + a->n_tokens;
    if (sr_word_class_of(r->report, after) == SR_CLASS_DETERMINER || sr_claim__is(r, after, "\"")) return SR_OK;
  }
  if (found.form == SR_FORM_TALKS && by_phone(r, t, end) < end) found.form = SR_FORM_CALL; /* "spoke to X by phone" */
  /* receiving, visiting and hosting are contacts only with somebody */
  if (found.n < 2 && subject >= 0 && r->report->actors[subject].kind == SR_ACTOR_PERSON) return SR_OK;
  if (found.n < 2 && !sr_claim__word(r, t, SR_WORD_GATHER_VERB)) return SR_OK; /* but "ministers will gather" */
  *last = found;
  sr_draft *d = NULL; /* its anchor is the verb: "the chancellor, who spoke to him on Friday" */
  sr_status status =
      add_contact(r, s,
                  subject >= 0 && r->report->actors[subject].first_token < t && r->report->actors[subject].sentence == s
                      ? r->report->actors[subject].first_token
                      : t,
                  t + n, &found, sr_claim__modality(r, s, t, t + n), &d);
  if (status) return status;
  d->anchor = t;
  status = read_topics(r, t + n, end, false, &d->claim);
  if (!status && !d->claim.n_topics) status = read_next_topics(r, s, &d->claim);
  if (!status && !d->claim.n_topics) last->draft = (int32_t)(d - r->drafts.at);
  stop_at_topics(r, d);
  return status;
}

/* "A will travel to Kyiv on Monday for talks with B": who comes for the talks named at t. */
static bool visits(const sr_claim_reading *r, uint32_t s, uint32_t t, last_contact *c, uint32_t *verb) {
  enum { LEAD_MAX = 2, VERB_BACK = 10 };
  const uint32_t start = r->report->sentences[s].first_token;
  uint32_t lead = t;
  while (lead > start && t - lead < LEAD_MAX && !sr_claim__is(r, lead - 1, "for") && !sr_claim__is(r, lead - 1, ","))
    lead--;
  if (lead <= start || !sr_claim__is(r, lead - 1, "for")) return false;
  for (uint32_t k = lead - 1, steps = 0; k-- > start && steps < VERB_BACK; steps++) {
    if (!sr_claim__word(r, k, SR_WORD_TRAVEL_VERB)) continue;
    const int32_t who = sr_claim__subject(r, s, k);
    if (who == SR_NONE || r->place_at[r->report->actors[who].first_token] != SR_NONE) return false;
    take_part(r, c, who);
    *verb = k;
    return true;
  }
  return false;
}

/* "Another round could begin on Sunday": talks to come of those named before, where a day or a place is said. */
static bool is_next_round(const sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t n, const last_contact *last) {
  enum { VERB_REACH = 6 };
  if (!last->known || last->n < 2 || !sr_slice_starts(r->report->tokens[t + n - 1].norm, SR_SLICE("round")))
    return false;
  const uint32_t end = sr_claim__sentence_end(r, s);
  bool planned = false, told = false;
  for (uint32_t k = t + n; k < end && !is_end(r, k); k++) {
    planned |= k < t + n + VERB_REACH && (sr_claim__cue(r, k, SR_CUE_FUTURE) || sr_claim__cue(r, k, SR_CUE_POSSIBLE));
    told |= r->time_at[k] != SR_NONE || r->place_at[k] != SR_NONE;
  }
  return planned && told;
}

/* "Talks between A and B ended in Z", "In a phone call with B, A said": a contact told in a noun at [t, stop), with
 * those who took part. */
static bool took_place(const sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t stop, last_contact *c,
                       uint32_t *verb) {
  enum { VERB_REACH = 22, HEAD_BACK = 3, BETWEEN_REACH = 6 };
  const uint32_t start = r->report->sentences[s].first_token, end = sr_claim__sentence_end(r, s);
  /* "talks in P between A and B" */
  for (uint32_t k = stop; k < end && k < stop + BETWEEN_REACH; k++)
    if (sr_claim__is(r, k, "between")) {
      stop = k;
      break;
    } else if (r->place_at[k] == SR_NONE && r->time_at[k] == SR_NONE &&
               sr_word_class_of(r->report, k) != SR_CLASS_PREPOSITION)
      break;
  const bool between = sr_claim__is(r, stop, "between"), with = sr_claim__is(r, stop, "with");
  if (!between && !with) return false;
  const int32_t one = actor_from(r, stop + 1, end);
  if (one == SR_NONE) return false;
  const uint32_t after = r->report->actors[one].first_token + r->report->actors[one].n_tokens;
  take_part(r, c, one);
  if (between) {
    if (!sr_claim__is(r, after, "and")) return false;
    const int32_t other = actor_from(r, after + 1, end);
    if (other == SR_NONE) return false;
    take_part(r, c, other);
    for (uint32_t k = after; k < end && k < after + VERB_REACH; k++)
      if ((sr_claim__word(r, k, SR_WORD_CONTACT_PAST) && sr_claim__modality(r, s, k, k + 1) == SR_MODALITY_ASSERTED) ||
          (sr_claim__word(r, k, SR_WORD_CONTACT_BASE) && sr_claim__modality(r, s, k, k + 1) == SR_MODALITY_EXPECTED)) {
        *verb = k;
        return c->n == 2;
      }
    return false;
  }
  if (visits(r, s, t, c, verb)) return c->n == 2;
  /* "In a call with B on Monday, A said", opening its sentence */
  uint32_t lead = t;
  while (lead > start && t - lead < HEAD_BACK && !sr_claim__is(r, lead, "in") && !sr_claim__is(r, lead, "during") &&
         !sr_claim__is(r, lead, "after"))
    lead--;
  if (lead != start || sr_claim__is(r, lead + 1, "the")) return false;
  uint32_t k = after;
  while (k < end && !sr_claim__is(r, k, ",")) k++;
  const int32_t who = actor_from(r, k + 1, end);
  if (who == SR_NONE) return false;
  take_part(r, c, who);
  *verb = k;
  return c->n == 2;
}

/* "the talks in X", "the ministers' meeting": what later readouts are of. */
static sr_status note_contact(sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t n, sr_enum form,
                              last_contact *last) {
  static const char *const led[] = {"with", "on", "about", "around", "to", "over"};
  const uint32_t end = sr_claim__sentence_end(r, s);
  last_contact named = {.known = true, .sentence = s, .touched = s, .draft = SR_NONE, .form = form};
  uint32_t verb = end;
  if (took_place(r, s, t, t + n, &named, &verb)) {
    *last = named;
    sr_draft *d = NULL;
    sr_status status = add_contact(r, s, t, t + n, &named, sr_claim__modality(r, s, verb, verb + 1), &d);
    if (!status) status = read_topics(r, t + n, verb > t ? verb : end, false, &d->claim);
    if (!status) stop_at_topics(r, d);
    if (status || d->claim.n_topics || verb < t) return status;
    /* "dealt with grain exports", "It will be about the payment of salaries" */
    for (uint32_t k = verb; k < end && k < verb + 3; k++)
      if (sr_claim__is_one_of(r, k, led, sizeof led / sizeof *led)) return read_topics(r, k + 1, end, true, &d->claim);
    return read_next_topics(r, s, &d->claim);
  }
  if (is_next_round(r, s, t, n, last)) {
    for (verb = t + n; verb + 1 < end && !sr_claim__word(r, verb, SR_WORD_CONTACT_NEXT);) verb++;
    const sr_modality modality = sr_claim__modality(r, s, verb, verb + 1);
    named = *last;
    named.sentence = named.touched = s;
    sr_draft *d = NULL;
    last->touched = s;
    return add_contact(r, s, t, t + n, &named, modality == SR_MODALITY_ASSERTED ? SR_MODALITY_EXPECTED : modality, &d);
  }
  /* "the session" is of the talks just named */
  if (last->known && last->touched + 4 > s) {
    last->touched = s;
    if (form == SR_FORM_TALKS && last->form != SR_FORM_CALL) last->form = form; /* talks that a call was about */
    return SR_OK;
  }
  last_contact found = {.known = true, .sentence = s, .touched = s, .draft = SR_NONE, .form = form};
  for (uint32_t k = t; k < end; k++)
    if (r->actor_at[k] != SR_NONE && r->place_at[k] == SR_NONE) take_part(r, &found, r->actor_at[k]);
  bool dated = false;
  for (uint32_t k = r->report->sentences[s].first_token; k < end; k++) dated |= r->time_at[k] != SR_NONE;
  if (found.n < 2 && !dated) {
    /* "urged his counterpart": the two who spoke */
    for (uint32_t i = r->drafts.n, steps = 0; i-- > 0 && steps < 4; steps++) {
      const sr_draft *d = &r->drafts.at[i];
      if (d->claim.kind != SR_KIND_STATEMENT || d->sentence > s || d->sentence + 3 < s || !d->claim.addressee.name.len)
        continue;
      if (sr_claim__sentence(r, d->sentence)->paragraph + (last->known ? 0 : 1) < sr_claim__sentence(r, s)->paragraph)
        break;
      found.participants[0] = d->claim.speaker;
      found.participants[1] = d->claim.addressee;
      found.n = 2;
      found.sentence = d->sentence;
      break;
    }
  }
  *last = found;
  return SR_OK;
}

/* "Ankara spoke of trade" is a side's readout; "spoke of six dead" is a toll, "spoke of progress" what a man thinks. */
static bool tells_topics(const sr_claim_reading *r, uint32_t s, uint32_t verb, uint32_t topic) {
  const int32_t side = sr_claim__subject(r, s, verb);
  if (side < 0 || r->quantity_at[topic] != SR_NONE) return false;
  for (uint32_t t = topic; t < topic + 3 && t < r->report->n_tokens; t++)
    if (sr_claim__is(r, t, "\"") || sr_claim__is(r, t, "“")) return false; /* his word for it */
  const sr_actor_kind kind = r->report->actors[side].kind;
  return kind == SR_ACTOR_STATE || kind == SR_ACTOR_INSTITUTION;
}

/* "The minister went to the border", but "most of the talks had gone to grain". */
static bool goes_somewhere(const sr_claim_reading *r, uint32_t s, uint32_t t) {
  return (sr_claim__is(r, t, "went") || sr_claim__is(r, t, "gone")) && sr_claim__subject(r, s, t) >= 0;
}

/* "A and B discussed grain", "A discussed grain with B": a contact told by what it was about; not where one of them
 * only tells of the talks named before. */
static sr_status read_discussion(sr_claim_reading *r, uint32_t s, uint32_t t, last_contact *last, bool *read) {
  static const char *const others[] = {"out", "of", "at", "for", "against", "up"}; /* "spoke out" */
  const uint32_t start = r->report->sentences[s].first_token;
  uint32_t end = sr_claim__sentence_end(r, s);
  if (!sr_claim__word(r, t, SR_WORD_DISCUSS_VERB) || t == start || sr_claim__is(r, t - 1, "to") ||
      sr_claim__is_one_of(r, t + 1, others, sizeof others / sizeof *others) || sr_claim__cue(r, t - 1, SR_CUE_BE) ||
      (t > start + 1 && sr_claim__is(r, t - 2, "to"))) /* "said to have" */
    return SR_OK;
  const int32_t subject = sr_claim__subject(r, s, t);
  if (subject < 0 || are_both(r, subject) || r->report->actors[subject].sentence != s ||
      r->report->actors[subject].first_token > t)
    return SR_OK;
  last_contact found = {.known = true, .sentence = s, .touched = s, .draft = SR_NONE, .form = SR_FORM_TALKS};
  const uint32_t phone = by_phone(r, t, end);
  if (phone < end) found.form = SR_FORM_CALL;
  end = phone;
  if (!take_offices(r, &found, subject) && !take_nationals(r, &found, start, subject)) {
    take_joined(r, &found, start, subject);
    take_following(r, &found, subject, t);
  }
  const bool speaks = sr_claim__is(r, t, "spoke") || sr_claim__is(r, t, "talked"); /* "spoke in V about inspections" */
  for (uint32_t k = t + 2; !speaks && k + 1 < end && !is_end(r, k) && !sr_claim__is(r, k, ",") && found.n < 2; k++) {
    const int32_t with = sr_claim__is(r, k, "with") ? actor_from(r, k + 1, end) : SR_NONE;
    if (with == SR_NONE || r->place_at[r->report->actors[with].first_token] != SR_NONE)
      continue; /* "trade with Iran" */
    take_part(r, &found, with);
    end = k;
  }
  if (found.n < 2) return SR_OK;
  *read = true;
  *last = found;
  sr_draft *d = NULL;
  SR_TRY(add_contact(r, s, t, t + 1, &found, sr_claim__modality(r, s, t, t + 1), &d));
  SR_TRY(read_topics(r, t + 1, end, !speaks, &d->claim));
  reach_topics(r, d);
  if (end == sr_claim__sentence_end(r, s)) stop_at_topics(r, d); /* but "by phone on Sunday", "with Y on Monday" */
  return SR_OK;
}

/* Where the list behind "On the agenda were A and B", "Topics of the talks included A and B" begins; 0. */
static uint32_t list_of_agenda(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  enum { VERB_REACH = 6 };
  if (!sr_claim__word(r, t, SR_WORD_AGENDA)) return 0;
  const bool places = sr_claim__is(r, t, "agenda") || sr_claim__is(r, t, "table");
  const bool led = t > 1 && sr_claim__is(r, t - 1, "the") && /* "Top of the agenda was" */
                   (sr_claim__is(r, t - 2, "on") || sr_claim__is(r, t - 2, "of"));
  if (places && !led && !sr_slice_starts(r->report->tokens[t + 1].norm, SR_SLICE("includ"))) return 0;
  for (uint32_t k = t + 1; k < end && k < t + VERB_REACH && r->report->tokens[k].kind != SR_TOKEN_PUNCT; k++)
    if (sr_claim__word(r, k, SR_WORD_LIST_VERB))
      return sr_word_class_of(r->report, k + 1) == SR_CLASS_VERB ? 0 : k + 1; /* "topics were discussed" */
  return 0;
}

/* Whether [from, to) is one of a list of topics: no clause, day or phrase of its own. */
static bool is_topic(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  enum { WORDS_MAX = 7 };
  if (from >= to || to - from > WORDS_MAX || sr_word_class_of(r->report, from) == SR_CLASS_PREPOSITION) return false;
  for (uint32_t k = from; k < to; k++) {
    const sr_word_class class = sr_word_class_of(r->report, k);
    if (class == SR_CLASS_VERB || class == SR_CLASS_AUXILIARY || class == SR_CLASS_PRONOUN ||
        r->time_at[k] != SR_NONE || r->report->tokens[k].kind == SR_TOKEN_PUNCT || sr_claim__cue(r, k, SR_CUE_BREAK))
      return false;
  }
  return true;
}

/* "Elections, land and guarantees were on the agenda": the topics that end at [first, stop), the last of a list. */
static sr_status read_raised(sr_claim_reading *r, uint32_t first, uint32_t stop, sr_draft *d) {
  const uint32_t start = r->report->sentences[d->sentence].first_token;
  sr_slice *topics = SR_NEW(r->arena, sr_slice, TOPICS_MAX);
  if (!topics) return sr_arena_fail(r->arena, r->err);
  uint32_t from[TOPICS_MAX] = {first}, to[TOPICS_MAX] = {stop}, n = 1;
  while (n < TOPICS_MAX && first > start + 1) {
    const uint32_t end = first - 1; /* at its comma or "and" */
    if (!(n == 1 || sr_claim__is(r, end, ",")) || !(sr_claim__is(r, end, "and") || sr_claim__is(r, end, ","))) break;
    if (n == 1 && !sr_claim__is(r, end, "and")) break; /* a list ends in "and" */
    uint32_t begin = end;
    while (begin > start && !sr_claim__is(r, begin - 1, ",") && !sr_claim__is(r, begin - 1, "that") &&
           sr_word_class_of(r->report, begin - 1) != SR_CLASS_VERB)
      begin--;
    if (!is_topic(r, begin, end)) break;
    from[n] = begin;
    to[n++] = end;
    first = begin;
  }
  for (uint32_t i = n; i-- > 0;) {
    if (from[i] + 1 < to[i] && sr_claim__is(r, from[i], "the")) from[i]++;
    topics[d->claim.n_topics] = sr_claim__text(r, from[i], to[i]);
    d->claim.n_topics += topics[d->claim.n_topics].len > 0;
  }
  d->claim.topics = topics;
  d->first = first < d->first ? first : d->first;
  d->span->start = r->report->tokens[d->first].span.start;
  return SR_OK;
}

/* "said the session had dealt with A and B", "the return of children had not been raised". */
static sr_status read_readout(sr_claim_reading *r, uint32_t s, uint32_t t, last_contact *last) {
  const uint32_t start = r->report->sentences[s].first_token, end = sr_claim__sentence_end(r, s);
  bool read = false;
  SR_TRY(read_discussion(r, s, t, last, &read));
  if (read || !last->known || s > last->touched + 6) return SR_OK;
  uint32_t from = list_of_agenda(r, t, end);
  const bool agenda = from > 0;
  bool came_up = false; /* "a meeting had not come up" */
  if (sr_claim__word(r, t, SR_WORD_TOPIC_OBJECT_VERB)) from = t + 1;
  const bool base = t > start && sr_claim__cue(r, t - 1, SR_CUE_FUTURE) && /* "They will talk about prisoners" */
                    sr_claim__word(r, t, SR_WORD_TOPIC_BASE);
  uint32_t lead = t + 1; /* "spoke only of", "focused mainly on", "exchanged views on" */
  if (sr_claim__is(r, t, "exchanged") && (sr_claim__is(r, lead, "views") || sr_claim__is(r, lead, "opinions"))) lead++;
  while (lead < end && lead < t + 3 && sr_word_class_of(r->report, lead) == SR_CLASS_ADVERB) lead++;
  if ((base || sr_claim__word(r, t, SR_WORD_TOPIC_VERB)) && lead < end &&
      (sr_claim__is(r, lead, "with") || sr_claim__is(r, lead, "on") ||
       (sr_claim__is(r, lead, "to") && !goes_somewhere(r, s, t)) || sr_claim__is(r, lead, "about") ||
       sr_claim__is(r, lead, "around") || sr_claim__is(r, lead, "over") ||
       (sr_claim__is(r, lead, "of") && tells_topics(r, s, t, lead + 1))))
    from = lead + 1;
  /* "the conversation was about drones" */
  if (sr_claim__is(r, t, "about") && t > start + 1 && sr_claim__cue(r, t - 1, SR_CUE_BE)) {
    uint32_t value = 0;
    const uint32_t noun = sr_phrases_match(r->tables->contacts, &r->report->tokens[t - 2], 1, &value);
    if (noun && r->tables->contact[value / 8].noun) from = t + 1;
  }
  if (t > start && sr_claim__is(r, t + 1, "up") &&
      (sr_claim__is(r, t, "come") || sr_claim__is(r, t, "came") ||
       (sr_claim__is(r, t, "brought") && (sr_claim__cue(r, t - 1, SR_CUE_BE) || sr_claim__cue(r, t - 1, SR_CUE_HAVE)))))
    came_up = true;
  const bool laid = sr_claim__is(r, t, "table") || sr_claim__is(r, t, "agenda"); /* "on the agenda", not "at" */
  const bool off = laid && t > start + 1 && !sr_claim__is(r, t - 2, "on");
  bool raised = came_up;
  if (t > start && !agenda && !off && sr_claim__word(r, t, SR_WORD_TOPIC_PREDICATE))
    for (uint32_t k = t; k-- > start && k + 5 > t && !raised;) { /* not "Cairo's readout says they discussed" */
      if (k + 1 == t && sr_claim__cue(r, k, SR_CUE_HAVE)) break; /* "are said to have discussed" */
      raised = sr_claim__cue(r, k, SR_CUE_BE) && sr_word_class_of(r->report, k) != SR_CLASS_OTHER &&
               !sr_slice_is(r->report->tokens[k].upos, "PART");
    }
  if (raised) from = 0;
  if (!from && !raised) return SR_OK;
  if (from && t > start && sr_claim__is(r, t - 1, "to")) return SR_OK;
  /* the sides that give readouts took part */
  for (uint32_t i = sr_claim__speech_from(r, last->sentence); i < r->report->n_speech && last->n < 2; i++) {
    const sr_attribution *a = &r->report->speech[i];
    if (a->sentence > last->sentence + 4) break;
    if (!a->source_name.len) continue;
    if (!a->source.n) continue;
    const uint32_t at = sr_claim__token_at(r, a->source.at[0].start);
    for (uint32_t k = at; k < at + 3 && k < r->report->n_tokens; k++)
      if (r->actor_at[k] != SR_NONE && r->report->tokens[k].span.start < a->source.at[0].end)
        take_part(r, last, r->actor_at[k]);
  }
  if (!last->n) return SR_OK;
  sr_draft *d = NULL;
  if (raised) {
    uint32_t first = t;
    while (first > start && !sr_claim__is(r, first - 1, "that") && !sr_claim__is(r, first - 1, "and") &&
           !sr_claim__is(r, first - 1, ",") &&
           (sr_word_class_of(r->report, first - 1) != SR_CLASS_VERB || t - first < 3) && t - first < TOPIC_WORDS + 4)
      first--;
    /* "a truce, it stressed, was not on the agenda": the topic stands before what is inserted */
    if (first > start + 1 && sr_claim__is(r, first - 1, ",") &&
        (sr_claim__cue(r, first, SR_CUE_BE) || sr_claim__cue(r, first, SR_CUE_HAVE))) {
      uint32_t k = first - 1;
      while (k > start && !sr_claim__is(r, k - 1, ",")) k--;
      for (first = k > start ? k - 1 : first; first > start && r->report->tokens[first - 1].kind != SR_TOKEN_PUNCT;)
        first--;
    }
    uint32_t stop = first;
    while (stop < t && !sr_claim__is(r, stop, ",") && !sr_claim__cue(r, stop, SR_CUE_HAVE) &&
           !sr_claim__cue(r, stop, SR_CUE_BE))
      stop++;
    sr_modality modality = sr_claim__modality(r, s, t, t + 1);
    for (uint32_t k = stop; k < t; k++) /* "was not on the agenda" */
      if (sr_claim__cue(r, k, SR_CUE_NEGATE)) modality = SR_MODALITY_DENIED;
    sr_status status = add_contact(r, s, first, t + 1, last, modality, &d);
    if (status) return status;
    SR_TRY(read_raised(r, first, stop, d));
    return join_report(r, d, last, s);
  }
  sr_status status =
      add_contact(r, s, t, from + 1 < end ? from + 1 : end, last, sr_claim__modality(r, s, t, t + 1), &d);
  if (status) return status;
  status = read_topics(r, from, end, true, &d->claim);
  last->touched = s;
  reach_topics(r, d);
  stop_at_topics(r, d);
  return status ? status : join_report(r, d, last, s);
}

sr_status sr_claim__contacts(sr_claim_reading *r) {
  last_contact last = {0};
  for (uint32_t s = 0; s < r->report->n_sentences; s++) {
    const uint32_t end = sr_claim__sentence_end(r, s);
    for (uint32_t t = r->report->sentences[s].first_token; t < end; t++) {
      uint32_t value = 0;
      const uint32_t n = sr_phrases_match(r->tables->contacts, &r->report->tokens[t], end - t, &value);
      sr_status status = SR_OK;
      if (n) {
        const sr_act_row *row = &r->tables->contact[value / 8];
        /* "a meeting", "a call between" */
        const bool gerund = value % 8 == SR_VF_ING && sr_word_class_of(r->report, t) == SR_CLASS_NOUN;
        const bool named = value % 8 == SR_VF_BASE && n == 1 && sr_claim__is(r, t + 1, "between");
        const bool will = n == 1 && sr_claim__is(r, t, "talk") && t > r->report->sentences[s].first_token &&
                          sr_claim__cue(r, t - 1, SR_CUE_FUTURE); /* "They will talk about" */
        if (will)
          status = read_readout(r, s, t, &last);
        else if (row->noun || gerund || named)
          status = note_contact(r, s, t, n, row->act, &last);
        else
          status = read_event(r, s, t, n, row, (sr_verb_form)(value % 8), &last);
      } else {
        status = read_readout(r, s, t, &last);
      }
      if (status) return status;
      if (n) t += n - 1;
    }
  }
  return SR_OK;
}
