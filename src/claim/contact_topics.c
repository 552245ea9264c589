/* What a contact was about: lists of topics behind a preposition or a verb, on an agenda, or raised; see the header. */
#include "claim/contact_parts.h"

#include "read/wordclass.h"

sr_status sr_claim__read_topics(sr_claim_reading *r, uint32_t t, uint32_t end, bool open, sr_claim *c) {
  for (; t < end && !open; t++) {
    if (sr_claim__ends_contact(r, t)) return SR_OK;
    open |= sr_claim__word(r, t, SR_WORD_TOPIC_LEAD);
    if (open && r->time_at[t] != SR_NONE) open = false; /* "on Monday" */
    if (open && t + 1 < end && r->time_at[t + 1] != SR_NONE) open = false;
  }
  if (!open) return SR_OK;
  sr_slice *topics = SR_NEW(r->arena, sr_slice, SR_TOPICS_MAX);
  if (!topics) return sr_arena_fail(r->arena, r->err);
  uint32_t from = t;
  for (; t <= end && c->n_topics < SR_TOPICS_MAX; t++) {
    const bool over = t == end || sr_claim__ends_contact(r, t) || t - from > SR_TOPIC_WORDS;
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
    if (over || (sr_claim__is(r, t, ",") && sr_claim__actor_from(r, t + 1, end) != SR_NONE)) break;
  }
  c->topics = topics;
  return SR_OK;
}

void sr_claim__reach_topics(sr_claim_reading *r, sr_draft *d) {
  const sr_claim *c = &d->claim;
  for (uint32_t i = 0; i < c->n_topics; i++) {
    const uint32_t end = (uint32_t)(c->topics[i].ptr + c->topics[i].len - r->report->text.ptr);
    const uint32_t token = sr_claim__token_at(r, end - 1) + 1;
    if (token > d->end && token <= sr_claim__sentence_end(r, d->sentence)) d->end = token;
  }
  d->span->end = r->report->tokens[d->end - 1].span.end;
}

void sr_claim__stop_at_topics(const sr_claim_reading *r, sr_draft *d) {
  if (!d->claim.n_topics) return;
  const uint32_t t = sr_claim__token_at(r, (uint32_t)(d->claim.topics[0].ptr - r->report->text.ptr));
  if (t > d->anchor && r->report->tokens[t].sentence == d->sentence) d->stop = t;
}

sr_status sr_claim__read_next_topics(sr_claim_reading *r, uint32_t s, sr_claim *c) {
  enum { VERB_MAX = 4 };
  const uint32_t end = sr_claim__sentence_end(r, s);
  if (s + 1 >= r->report->n_sentences || !sr_claim__is(r, end, "it")) return SR_OK;
  bool tells = sr_claim__is(r, end + 1, "concerned");
  for (uint32_t k = end + 1; k < end + VERB_MAX && k + 1 < r->report->n_tokens; k++)
    tells |= sr_claim__cue(r, k, SR_CUE_BE) && sr_claim__is(r, k + 1, "about");
  tells |= sr_claim__is(r, end + 1, "was");
  return tells ? sr_claim__read_topics(r, end, sr_claim__sentence_end(r, s + 1), false, c) : SR_OK;
}

uint32_t sr_claim__list_of_agenda(const sr_claim_reading *r, uint32_t t, uint32_t end) {
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

sr_status sr_claim__read_raised(sr_claim_reading *r, uint32_t first, uint32_t stop, sr_draft *d) {
  const uint32_t start = r->report->sentences[d->sentence].first_token;
  sr_slice *topics = SR_NEW(r->arena, sr_slice, SR_TOPICS_MAX);
  if (!topics) return sr_arena_fail(r->arena, r->err);
  uint32_t from[SR_TOPICS_MAX] = {first}, to[SR_TOPICS_MAX] = {stop}, n = 1;
  while (n < SR_TOPICS_MAX && first > start + 1) {
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
