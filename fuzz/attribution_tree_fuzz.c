/* What the attribution taggers look at, on any text with any trees: the first byte of the input seeds heads, tags and
 * relations that no parser would give. Every item has features, every window holds its cue, subtrees hold their word,
 * arcs over a gap cross it. */
#include "read/attribution.h"
#include "read/attribution_learnt.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void invent_trees(sr_report *report, uint32_t seed) {
  static const sr_slice tags[] = {{"VERB", 4}, {"NOUN", 4}, {"PUNCT", 5}, {"PRON", 4}};
  static const sr_slice relations[] = {{"nsubj", 5},     {"ccomp", 5}, {"obj", 3},
                                       {"acl:relcl", 9}, {"punct", 5}, {"conj", 4}};
  for (uint32_t i = 0; i < report->n_tokens; i++) {
    sr_token *t = &report->tokens[i];
    const sr_sentence *s = &report->sentences[t->sentence];
    seed = sr_tag_mix(seed, i);
    t->upos = tags[seed % 4];
    t->deprel = relations[(seed >> 4) % 6];
    t->head = seed % 7 == 0 ? i : s->first_token + (seed >> 8) % s->n_tokens; /* circles too */
  }
}

static void check_items(const sr_tag_sequence *seq, uint32_t n) {
  if (seq->failed || seq->ends.n != n) abort();
  for (uint32_t i = 0; i < n; i++)
    if (seq->ends.at[i] == (i ? seq->ends.at[i - 1] : 0)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static sr_arena *tables;
  static sr_text_tools *tools;
  static sr_attribution_tables *cue_tables;
  sr_error err = {0};
  if (!tables) {
    tables = sr_arena_new((size_t)1 << 28);
    if (!tables || sr_text_open(tables, &tools, &err) || sr_attribution_open(tables, &cue_tables, &err)) abort();
  }
  if (!size) return 0;
  const sr_limits limits = sr_limits_default();
  const sr_report_info info = {.date = 20000, .form = SR_FORM_TEXT, .lang = {"en", 2}};
  sr_report *report;
  if (sr_text_read(tools, &limits, (sr_slice){(const char *)data + 1, size - 1}, &info, &report, &err)) return 0;
  invent_trees(report, data[0]);
  if (sr_attributions_read(cue_tables, report, &err)) abort(); /* the rules' speech */
  sr_attr__view view;
  if (sr_attr__view_make(cue_tables, report, report->arena, &view, &err)) abort();
  for (uint32_t i = 0; i < report->n_tokens; i++)
    if (view.at[i].left > i || view.at[i].right < i || view.at[i].right >= report->n_tokens) abort();
  for (uint32_t i = 0; i < report->n_tokens; i++)
    for (int k = 0; k < 2; k++) {
      const uint32_t over = view.at[i].over[k];
      if (over == SR_AV_NONE) continue;
      if (over >= report->n_tokens || (over < i) == (view.at[over].head < i)) abort(); /* an arc over the gap */
    }
  sr_tag_sequence seq = {.arena = report->arena};
  for (uint32_t s = 0; s < report->n_sentences; s++) {
    sr_tag_clear(&seq);
    sr_attr__cue_features(&view, s, &seq);
    check_items(&seq, report->sentences[s].n_tokens);
  }
  enum { CUES = 8 };
  sr_av_range cues[CUES];
  uint32_t n = 0;
  for (uint32_t i = data[0] % 5; i < report->n_tokens && n < CUES; i += 7) {
    const bool two = i + 1 < report->n_tokens && report->tokens[i + 1].sentence == report->tokens[i].sentence;
    cues[n++] = (sr_av_range){i, i + 1 + two};
  }
  for (uint32_t k = 0; k < n; k++) {
    const sr_av_range window = sr_attr__window(&view, cues[k]);
    if (window.first > cues[k].first || window.end < cues[k].end || window.end > report->n_tokens) abort();
    sr_tag_clear(&seq);
    sr_attr__span_features(&view, cues, n, k, window, &seq);
    check_items(&seq, window.end - window.first);
  }
  sr_report_free(report);
  return 0;
}
