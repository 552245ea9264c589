/* Raw bytes to report; see the header. */
#include "text/report.h"

#include "base/slice.h"
#include "base/utf8.h"
#include "text/charset.h"
#include "text/html.h"
#include "text/language.h"
#include "text/sentence.h"
#include "text/token.h"

#include <libxml/parser.h>

struct sr_text_tools {
  int unused;
};

sr_limits sr_limits_default(void) {
  return (sr_limits){.report_bytes = 16u << 20, .memory_bytes = 1u << 30, .html_depth = 512, .sentence_tokens = 1000};
}

sr_status sr_text_open(sr_arena *arena, sr_text_tools **tools, sr_error *err) {
  xmlInitParser(); /* takes its own lock; must not first happen in two readers at once */
  *tools = SR_NEW(arena, sr_text_tools, 1);
  return *tools ? SR_OK : sr_arena_fail(arena, err);
}

void sr_text_close(sr_text_tools *tools) { (void)tools; }

/* Sentences with their tokens. A sentence with more than limits.sentence_tokens is cut. */
static sr_status split(sr_report *report, sr_error *err) {
  sr_sentence_vec whole = {0}, sentences = {0};
  sr_token_vec tokens = {0};
  SR_TRY(sr_sentences_split(report->arena, report->text, &whole, err));
  const uint32_t most = report->limits.sentence_tokens ? report->limits.sentence_tokens : UINT32_MAX;
  for (uint32_t i = 0; i < whole.n; i++) {
    const uint32_t first = tokens.n;
    SR_TRY(sr_tokens_split(report->arena, report->text, whole.at[i].span, &tokens, err));
    uint32_t from = first;
    do {
      const uint32_t n = tokens.n - from < most ? tokens.n - from : most;
      sr_sentence *sentence = SR_PUSH(report->arena, &sentences);
      if (!sentence) return sr_arena_fail(report->arena, err);
      *sentence = whole.at[i];
      sentence->first_token = from;
      sentence->n_tokens = n;
      if (from > first) sentence->span.start = tokens.at[from].span.start;
      if (from + n < tokens.n) sentence->span.end = tokens.at[from + n - 1].span.end;
      for (uint32_t t = from; t < from + n; t++) tokens.at[t].sentence = sentences.n - 1;
      from += n;
    } while (from < tokens.n);
  }
  report->sentences = sentences.at;
  report->n_sentences = sentences.n;
  report->tokens = tokens.at;
  report->n_tokens = tokens.n;
  return SR_OK;
}

static bool is_blank(sr_slice text) {
  for (size_t at = 0; at < text.len;)
    if (!sr_char_is_space(sr_utf8_next(text, &at))) return false;
  return true;
}

/* The page's word where the caller has none. */
static void fill_in(sr_slice *known, sr_slice found) {
  if (!known->len) *known = found;
}

static sr_status read_html(sr_report *report, sr_slice html, sr_error *err) {
  sr_page page;
  SR_TRY(sr_html_read(report->arena, &report->limits, html, &page, err));
  report->text = page.text;
  sr_report_info *about = &report->about;
  fill_in(&about->title, page.title);
  fill_in(&about->outlet, page.outlet);
  fill_in(&about->url, page.url);
  fill_in(&about->lang, page.lang);
  if (about->date == SR_DAY_NONE) about->date = page.date;
  return SR_OK;
}

static sr_status clean_text(sr_report *report, sr_slice bytes, sr_error *err) {
  sr_report_info *about = &report->about;
  if (about->form == SR_FORM_EXACT) {
    const size_t bad = sr_utf8_check(bytes);
    if (bad != SR_NOWHERE)
      return sr_fail(err, SR_ERR_INPUT, bad, "byte %zu (0x%02x) is not UTF-8", bad, (unsigned)(uint8_t)bytes.ptr[bad]);
    SR_TRY(sr_charset_check_text(bytes, err));
    report->text = sr_arena_copy(report->arena, bytes);
    if (!report->text.ptr) return sr_arena_fail(report->arena, err);
  } else {
    const bool maybe_html = about->form == SR_FORM_HTML || about->form == SR_FORM_AUTO;
    sr_slice text;
    SR_TRY(sr_charset_decode(report->arena, bytes,
                             maybe_html && sr_html_is(bytes) ? sr_html_charset(bytes) : (sr_slice){0}, &text, err));
    if (about->form == SR_FORM_AUTO) about->form = sr_html_is(text) ? SR_FORM_HTML : SR_FORM_TEXT;
    if (is_blank(text)) return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "the report is empty");
    SR_TRY(sr_charset_check_text(text, err));
    if (about->form == SR_FORM_HTML)
      SR_TRY(read_html(report, text, err));
    else
      SR_TRY(sr_charset_clean(report->arena, text, &report->text, err));
  }
  return is_blank(report->text) ? sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "the report is empty") : SR_OK;
}

static sr_status keep(sr_arena *arena, sr_slice *text, sr_error *err) {
  if (!text->len) return SR_OK;
  *text = sr_arena_copy(arena, *text);
  return text->ptr ? SR_OK : sr_arena_fail(arena, err);
}

static sr_status keep_info(sr_report *report, const sr_report_info *info, sr_error *err) {
  report->about = info ? *info : (sr_report_info){.date = SR_DAY_NONE};
  sr_report_info *about = &report->about;
  sr_slice *texts[] = {&about->id, &about->lang, &about->outlet, &about->title, &about->url};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) SR_TRY(keep(report->arena, texts[i], err));
  return SR_OK;
}

static sr_status fill(sr_report *report, sr_slice bytes, const sr_report_info *info, sr_error *err) {
  SR_TRY(keep_info(report, info, err));
  SR_TRY(clean_text(report, bytes, err));
  if (!report->about.lang.len) report->about.lang = sr_language_of(report->text);
  sr_sha256_hex(report->text, report->hash);
  return split(report, err);
}

sr_status sr_text_read(const sr_text_tools *tools, const sr_limits *limits, sr_slice bytes, const sr_report_info *info,
                       sr_report **result, sr_error *err) {
  (void)tools;
  const sr_limits bounds = limits ? *limits : sr_limits_default();
  if (bytes.len > bounds.report_bytes || bytes.len > UINT32_MAX / 4)
    return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "report has %zu bytes, more than the %zu allowed", bytes.len,
                   bounds.report_bytes);
  sr_arena *arena = sr_arena_new(bounds.memory_bytes);
  sr_report *report = arena ? SR_NEW(arena, sr_report, 1) : NULL;
  if (!report) {
    sr_arena_free(arena);
    return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "out of memory");
  }
  report->arena = arena;
  report->scratch = sr_arena_new(bounds.memory_bytes);
  if (report->scratch) sr_arena_share(arena, report->scratch);
  report->limits = bounds;
  const sr_status status =
      report->scratch ? fill(report, bytes, info, err) : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "out of memory");
  if (status) {
    if (info) sr_error_where(err, info->id);
    sr_report_free(report);
    return status;
  }
  *result = report;
  return SR_OK;
}

/* ---- what users see ---- */

void sr_report_free(sr_report *report) {
  if (!report) return;
  sr_arena_free(report->scratch);
  sr_arena_free(report->arena);
}

sr_slice sr_report_text(const sr_report *report) { return report->text; }
const sr_report_info *sr_report_about(const sr_report *report) { return &report->about; }
sr_slice sr_report_hash(const sr_report *report) { return (sr_slice){report->hash, SR_SHA256_HEX}; }
sr_slice sr_report_slice(const sr_report *report, sr_span span) {
  return sr_slice_cut(report->text, span.start, span.end);
}

#define ITEMS(type, name)                                              \
  const type *sr_report_##name(const sr_report *report, uint32_t *n) { \
    *n = report->n_##name;                                             \
    return report->name;                                               \
  }
ITEMS(sr_token, tokens)
ITEMS(sr_sentence, sentences)
ITEMS(sr_entity, entities)
ITEMS(sr_quantity, quantities)
ITEMS(sr_time, times)
ITEMS(sr_place, places)
ITEMS(sr_actor, actors)
ITEMS(sr_attribution, attributions)
ITEMS(sr_event, events)
