/* Trees for the reading of claims: Universal Dependencies relations, https://universaldependencies.org/u/dep/. */
#include "claim/tree.h"

/* Verbs between a verb and the one whose subject it shares: "promised to try to send". */
enum { CLIMB_MAX = 4 };

static bool relates(const sr_claim_reading *r, uint32_t t, const char *relation) {
  return sr_slice_is(r->report->tokens[t].deprel, relation);
}

bool sr_claim__has_tree(const sr_claim_reading *r, uint32_t token) {
  return token < r->report->n_tokens && r->report->tokens[token].head != SR_NO_HEAD;
}

uint32_t sr_claim__top(const sr_claim_reading *r, uint32_t first, uint32_t end) {
  uint32_t top = SR_NO_TOKEN;
  for (uint32_t t = first; t < end && t < r->report->n_tokens; t++) {
    const uint32_t head = r->report->tokens[t].head;
    if (head == SR_NO_HEAD || (head >= first && head < end && head != t)) continue;
    if (top == SR_NO_TOKEN || r->report->tokens[t].kind != SR_TOKEN_PUNCT) top = t;
  }
  return top;
}

static uint32_t own_subject(const sr_claim_reading *r, uint32_t verb) {
  const sr_sentence *s = &r->report->sentences[r->report->tokens[verb].sentence];
  for (uint32_t t = s->first_token; t < s->first_token + s->n_tokens; t++)
    if (r->report->tokens[t].head == verb && t != verb && relates(r, t, "nsubj")) return t;
  return SR_NO_TOKEN;
}

uint32_t sr_claim__subject_token(const sr_claim_reading *r, uint32_t first, uint32_t end) {
  static const char *const shared[] = {"conj", "xcomp", "advcl"};
  uint32_t verb = sr_claim__top(r, first, end);
  for (uint32_t steps = 0; verb != SR_NO_TOKEN && steps < CLIMB_MAX; steps++) {
    const uint32_t subject = own_subject(r, verb);
    if (subject != SR_NO_TOKEN) return subject;
    bool shares = false;
    for (uint32_t i = 0; i < sizeof shared / sizeof *shared; i++) shares |= relates(r, verb, shared[i]);
    if (!shares || r->report->tokens[verb].head == verb) return SR_NO_TOKEN;
    verb = r->report->tokens[verb].head;
  }
  return SR_NO_TOKEN;
}
