/* Small questions about the tokens of a report whose claims are read, and the maps from tokens to annotations; see
 * reading.h. */
#include "claim/reading.h"

const sr_sentence *sr_claim__sentence(const sr_claim_reading *r, uint32_t sentence) {
  return &r->report->sentences[sentence];
}

uint32_t sr_claim__sentence_end(const sr_claim_reading *r, uint32_t sentence) {
  const sr_sentence *s = &r->report->sentences[sentence];
  return s->first_token + s->n_tokens;
}

bool sr_claim__is(const sr_claim_reading *r, uint32_t token, const char *norm) {
  return token < r->report->n_tokens && sr_slice_is(r->report->tokens[token].norm, norm);
}

bool sr_claim__cue(const sr_claim_reading *r, uint32_t token, sr_cue cue) {
  return token < r->report->n_tokens && (r->cues[token] & SR_BIT(cue));
}

bool sr_claim__word(const sr_claim_reading *r, uint32_t token, sr_word_kind kind) {
  return token < r->report->n_tokens && sr_words_in(r->tables->words, r->lists[token], kind);
}

uint32_t sr_claim__token_at(const sr_claim_reading *r, uint32_t byte) {
  uint32_t low = 0, high = r->report->n_tokens;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (r->report->tokens[mid].span.end > byte)
      high = mid;
    else
      low = mid + 1;
  }
  return low;
}

/* The first of `list`, which stands in the order of `key`, whose key is not below `value`. */
#define FIRST_FROM(list, count, key, value)        \
  do {                                             \
    uint32_t low = 0, high = (count);              \
    while (low < high) {                           \
      const uint32_t mid = low + (high - low) / 2; \
      if ((list)[mid].key < (value))               \
        low = mid + 1;                             \
      else                                         \
        high = mid;                                \
    }                                              \
    return low;                                    \
  } while (0)

uint32_t sr_claim__mention_from(const sr_claim_reading *r, uint32_t token) {
  FIRST_FROM(r->mentions.at, r->mentions.n, first, token);
}

uint32_t sr_claim__trigger_from(const sr_claim_reading *r, uint32_t token) {
  FIRST_FROM(r->triggers.at, r->triggers.n, first, token);
}

uint32_t sr_claim__drafts_from(const sr_claim_reading *r, uint32_t to, uint32_t sentence) {
  FIRST_FROM(r->drafts.at, to, sentence, sentence);
}

uint32_t sr_claim__attribution_from(const sr_claim_reading *r, uint32_t sentence) {
  FIRST_FROM(r->report->attributions, r->report->n_attributions, sentence, sentence);
}

uint32_t sr_claim__speech_from(const sr_claim_reading *r, uint32_t sentence) {
  FIRST_FROM(r->report->speech, r->report->n_speech, sentence, sentence);
}

sr_slice sr_claim__text(const sr_claim_reading *r, uint32_t first, uint32_t end) {
  if (first >= end || end > r->report->n_tokens) return (sr_slice){0};
  return sr_slice_cut(r->report->text, r->report->tokens[first].span.start, r->report->tokens[end - 1].span.end);
}

sr_figure sr_claim__figure(const sr_quantity *q) {
  /* "a third of them": a share, no figure of things */
  if (q->low > 0 && q->high < 1 && sr_slice_starts(q->unit, SR_SLICE("{")))
    return (sr_figure){.present = true,
                       .low = 100 * q->low,
                       .high = 100 * q->high,
                       .granule = 100 * q->granule,
                       .bound = q->bound,
                       .unit = SR_SLICE("%"),
                       .span = q->span};
  return (sr_figure){.present = true,
                     .low = q->low,
                     .high = q->high,
                     .granule = q->granule,
                     .bound = q->bound,
                     .unit = q->unit,
                     .span = q->span};
}

/* Costs of what stands between a verb and its thing; found by trying half and double of each on the development
 * reports. A semicolon is never crossed. */
enum { GAP_COMMA = 3, GAP_COLON = 30, GAP_BREAK = 12, GAP_STOP = SR_GAP_STOP };

uint32_t sr_claim__gap(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  uint32_t cost = 0;
  for (uint32_t t = from; t < to && cost < GAP_STOP; t++) {
    cost++;
    if (sr_claim__is(r, t, ";"))
      cost += GAP_STOP;
    else if (sr_claim__is(r, t, ":"))
      cost += GAP_COLON;
    else if (sr_claim__is(r, t, ","))
      cost += GAP_COMMA;
    else if (sr_claim__cue(r, t, SR_CUE_BREAK))
      cost += GAP_BREAK;
  }
  return cost;
}

bool sr_claim__has_between(const sr_claim_reading *r, uint32_t from, uint32_t to, const char *word) {
  for (uint32_t t = from; t < to; t++)
    if (sr_claim__is(r, t, word)) return true;
  return false;
}

bool sr_claim__ends_clause(const sr_claim_reading *r, uint32_t t) {
  const sr_token *token = &r->report->tokens[t];
  if (token->kind != SR_TOKEN_PUNCT) return false;
  return sr_slice_is(token->norm, ",") || sr_slice_is(token->norm, ";") || sr_slice_is(token->norm, ".") ||
         sr_slice_is(token->norm, ":") || sr_slice_is(token->norm, ")") || sr_slice_is(token->norm, "?");
}

bool sr_claim__is_one_of(const sr_claim_reading *r, uint32_t t, const char *const *words, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (sr_claim__is(r, t, words[i])) return true;
  return false;
}

static int32_t *no_marks(sr_claim_reading *r) {
  int32_t *marks = SR_NEW(r->report->scratch, int32_t, r->report->n_tokens);
  for (uint32_t i = 0; marks && i < r->report->n_tokens; i++) marks[i] = SR_NONE;
  return marks;
}

static void mark_range(const sr_claim_reading *r, int32_t *marks, uint32_t first, uint32_t n, uint32_t index) {
  for (uint32_t t = first; t < r->report->n_tokens && t - first < n; t++) marks[t] = (int32_t)index;
}

sr_status sr_claim__mark(sr_claim_reading *r) {
  const sr_report *report = r->report;
  r->cues = SR_NEW(r->report->scratch, sr_set, report->n_tokens);
  r->lists = SR_NEW(r->report->scratch, uint32_t, report->n_tokens);
  r->actor_at = no_marks(r);
  r->place_at = no_marks(r);
  r->time_at = no_marks(r);
  r->quantity_at = no_marks(r);
  if (!r->cues || !r->lists || !r->actor_at || !r->place_at || !r->time_at || !r->quantity_at)
    return sr_arena_fail(r->arena, r->err);
  for (uint32_t i = 0; i < report->n_actors; i++)
    mark_range(r, r->actor_at, report->actors[i].first_token, report->actors[i].n_tokens, i);
  for (uint32_t i = 0; i < report->n_times; i++)
    mark_range(r, r->time_at, report->times[i].first_token, report->times[i].n_tokens, i);
  for (uint32_t i = 0; i < report->n_places; i++) /* "in the whole of November" is no town */
    if (report->places[i].kind == SR_PLACE_NAME && r->time_at[report->places[i].first_token] == SR_NONE)
      mark_range(r, r->place_at, report->places[i].first_token, report->places[i].n_tokens, i);
  for (uint32_t i = 0; i < report->n_quantities; i++)
    mark_range(r, r->quantity_at, report->quantities[i].first_token, report->quantities[i].n_tokens, i);
  for (uint32_t t = 0; t < report->n_tokens; t++) r->lists[t] = sr_words_at(r->tables->words, &report->tokens[t]);
  for (uint32_t s = 0; s < report->n_sentences; s++) {
    const uint32_t end = sr_claim__sentence_end(r, s);
    for (uint32_t t = report->sentences[s].first_token; t < end; t++) {
      uint32_t value = 0;
      const uint32_t n = sr_phrases_match(r->tables->cues, &report->tokens[t], end - t, &value);
      sr_set cues = n ? r->tables->cue[value] : 0;
      if (n == 1 && r->time_at[t] != SR_NONE) cues &= ~SR_BIT(SR_CUE_POSSIBLE); /* "in May" */
      for (uint32_t i = 0; i < n; i++) r->cues[t + i] |= cues;
    }
  }
  return SR_OK;
}

uint32_t sr_claim__drafts_until(const sr_claim_reading *r, uint32_t from, uint32_t to, uint32_t sentence) {
  while (from < to) {
    const uint32_t mid = from + (to - from) / 2;
    if (r->drafts.at[mid].sentence <= sentence)
      from = mid + 1;
    else
      to = mid;
  }
  return from;
}
