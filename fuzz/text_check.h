/* What must hold of every report that was read, whatever the bytes were. */
#ifndef SR_FUZZ_TEXT_CHECK_H
#define SR_FUZZ_TEXT_CHECK_H

#include "base/slice.h"
#include "base/utf8.h"
#include "text/report.h"

#include <stdlib.h>

#define MUST(condition)        \
  do {                         \
    if (!(condition)) abort(); \
  } while (0)

static inline bool is_boundary(sr_slice text, uint32_t at) {
  return at == text.len || (at < text.len && ((uint8_t)text.ptr[at] & 0xc0) != 0x80);
}

static inline void check_report(const sr_report *report) {
  const sr_slice text = report->text;
  MUST(sr_utf8_check(text) == SR_NOWHERE);
  MUST(report->about.lang.len);
  uint32_t token = 0, end = 0, paragraph = 0;
  for (uint32_t s = 0; s < report->n_sentences; s++) {
    const sr_sentence *sentence = &report->sentences[s];
    MUST(sentence->span.start < sentence->span.end && sentence->span.end <= text.len && sentence->span.start >= end);
    MUST(is_boundary(text, sentence->span.start) && is_boundary(text, sentence->span.end));
    MUST(sentence->paragraph >= paragraph);
    paragraph = sentence->paragraph;
    MUST(sentence->first_token == token && sentence->n_tokens <= report->limits.sentence_tokens);
    uint32_t at = sentence->span.start;
    for (; token < sentence->first_token + sentence->n_tokens; token++) {
      MUST(token < report->n_tokens);
      const sr_token *t = &report->tokens[token];
      MUST(t->sentence == s && t->span.start >= at && t->span.start < t->span.end && t->span.end <= sentence->span.end);
      MUST(is_boundary(text, t->span.start) && is_boundary(text, t->span.end));
      MUST(sr_utf8_check(t->norm) == SR_NOWHERE);
      MUST(t->head == SR_NO_HEAD);
      at = t->span.end;
    }
    end = sentence->span.end;
  }
  MUST(token == report->n_tokens);
}

/* The norm of each token is what base's slower function gives. */
static inline void check_norms(const sr_report *report) {
  sr_arena *arena = sr_arena_new((size_t)1 << 28);
  MUST(arena);
  for (uint32_t i = 0; i < report->n_tokens; i++) {
    const sr_arena_mark mark = sr_arena_save(arena);
    const sr_slice due = sr_utf8_norm(arena, sr_report_slice(report, report->tokens[i].span));
    MUST(sr_slice_eq(due, report->tokens[i].norm));
    sr_arena_reset(arena, mark);
  }
  sr_arena_free(arena);
}

/* Reads the bytes in a form and checks the outcome. */
static inline void read_and_check(sr_slice bytes, sr_input_form form) {
  sr_error err = {0};
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_text_tools *tools = NULL;
  MUST(arena && !sr_text_open(arena, &tools, &err));
  sr_limits limits = sr_limits_default();
  limits.sentence_tokens = 50;
  /* The language is told in one form only: libexttextcat's models take longer to load than all else. */
  const sr_slice lang = form == SR_FORM_AUTO ? (sr_slice){0} : SR_SLICE("en");
  const sr_report_info info = {.lang = lang, .date = SR_DAY_NONE, .form = form};
  sr_report *report = NULL;
  if (sr_text_read(tools, &limits, bytes, &info, &report, &err)) {
    MUST(!report && err.message[0]);
  } else {
    check_report(report);
    check_norms(report);
    if (form == SR_FORM_EXACT) MUST(sr_slice_eq(bytes, report->text));
    sr_report_free(report);
  }
  sr_text_close(tools);
  sr_arena_free(arena);
}

#endif
