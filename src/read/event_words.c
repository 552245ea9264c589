#include "read/event_words.h"

#include "base/slice.h"
#include "base/vec.h"
#include "lexicon/events.h"
#include "read/wordclass.h"

enum {
  REACH = 14,      /* tokens between a trigger and its actors; farther ones belong to another clause more often */
  PARTIES_MAX = 4, /* actors of one side: "Poland, Lithuania, Latvia and Estonia" */
};

static sr_slice cell(uint32_t row, uint32_t column) { return sr_table_cell(&sr_table_events, row, column); }

/* The row of the word at i, or UINT32_MAX. */
static uint32_t trigger_at(const sr_report *report, uint32_t i) {
  if (report->tokens[i].kind != SR_TOKEN_WORD) return UINT32_MAX;
  const sr_word_class class = sr_word_class_of(report, i);
  if (class != SR_CLASS_VERB && class != SR_CLASS_NOUN) return UINT32_MAX;
  const sr_arena_mark mark = sr_arena_save(report->scratch);
  const sr_slice pos = class == SR_CLASS_VERB ? SR_SLICE("v") : SR_SLICE("n");
  const sr_slice base = class == SR_CLASS_VERB ? sr_word_verb_base(report->scratch, report->tokens[i].norm)
                                               : sr_word_singular(report->scratch, report->tokens[i].norm);
  const sr_slice keys[] = {base, pos};
  const uint32_t row = base.ptr ? sr_table_find(&sr_table_events, keys, 2) : UINT32_MAX;
  sr_arena_reset(report->scratch, mark);
  return row;
}

static bool is_norm(const sr_report *report, uint32_t i, const char *text) {
  return sr_slice_is(report->tokens[i].norm, text);
}

static bool is_passive(const sr_report *report, uint32_t i, uint32_t begin) {
  static const char *const forms[] = {"is", "are", "was", "were", "been", "being"};
  for (uint32_t back = 1; back <= 3 && i >= begin + back; back++)
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
      if (is_norm(report, i - back, forms[k])) return true;
  return false;
}

static bool add_code(sr_slice *codes, uint32_t *n, sr_slice code) {
  for (uint32_t k = 0; k < *n; k++)
    if (sr_slice_eq(codes[k], code)) return true;
  if (*n == PARTIES_MAX) return false;
  codes[(*n)++] = code;
  return true;
}

sr_status sr_event__by_words(sr_report *report, sr_error *err) {
  SR_VEC(sr_event) events = {0};
  uint32_t next_actor = 0; /* first actor that ends behind the trigger's reach */
  for (uint32_t i = 0; i < report->n_tokens; i++) {
    const uint32_t row = trigger_at(report, i);
    if (row == UINT32_MAX || cell(row, SR_EVENTS_THING).len) continue;
    const sr_sentence *sentence = &report->sentences[report->tokens[i].sentence];
    const uint32_t begin = sentence->first_token, end = begin + sentence->n_tokens;
    sr_slice *codes = SR_NEW(report->arena, sr_slice, (size_t)2 * PARTIES_MAX);
    sr_event *event = SR_PUSH(report->arena, &events);
    if (!codes || !event) return sr_arena_fail(report->arena, err);
    sr_slice *before = codes, *behind = codes + PARTIES_MAX;
    uint32_t n_before = 0, n_behind = 0, first = i, last = i;
    while (next_actor < report->n_actors && report->actors[next_actor].first_token + REACH < i) next_actor++;
    for (uint32_t k = next_actor; k < report->n_actors && report->actors[k].first_token <= i + REACH; k++) {
      const sr_actor *actor = &report->actors[k];
      const uint32_t actor_end = actor->first_token + actor->n_tokens;
      if (!actor->code.len || actor->first_token < begin || actor_end > end) continue;
      if (actor_end <= i && add_code(before, &n_before, actor->code)) {
        if (actor->first_token < first) first = actor->first_token;
      } else if (actor->first_token > i && add_code(behind, &n_behind, actor->code)) {
        if (actor_end - 1 > last) last = actor_end - 1;
      }
    }
    event->code = cell(row, SR_EVENTS_CODE);
    event->mode = cell(row, SR_EVENTS_MODE);
    event->trigger = report->tokens[i].span;
    event->span = (sr_span){report->tokens[first].span.start, report->tokens[last].span.end};
    if (cell(row, SR_EVENTS_RECIPROCAL).len) {
      for (uint32_t k = 0; k < n_behind; k++) add_code(before, &n_before, behind[k]);
      n_behind = 0;
    }
    const bool swapped = is_passive(report, i, begin);
    event->source = swapped ? behind : before;
    event->n_source = swapped ? n_behind : n_before;
    event->target = swapped ? before : behind;
    event->n_target = swapped ? n_before : n_behind;
  }
  report->events = events.at;
  report->n_events = events.n;
  return SR_OK;
}
