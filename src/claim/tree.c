/* Trees for the reading of claims: Universal Dependencies relations, https://universaldependencies.org/u/dep/. */
#include "claim/tree.h"

enum {
  CLIMB_MAX = 4, /* verbs between a verb and the one whose subject it shares: "promised to try to send" */
  SUBJECT_REACH =
      80 /* tokens between a verb and its subject, so that a sentence without end costs no square of itself */
};

static bool relates(const sr_claim_reading *r, uint32_t t, const char *relation) {
  return sr_slice_is(r->report->tokens[t].deprel, relation);
}

static uint32_t own_subject(const sr_claim_reading *r, uint32_t verb) {
  const sr_sentence *s = &r->report->sentences[r->report->tokens[verb].sentence];
  const uint32_t start = s->first_token, end = start + s->n_tokens;
  const uint32_t from = verb - start > SUBJECT_REACH ? verb - SUBJECT_REACH : start;
  for (uint32_t t = from; t < end && t <= verb + SUBJECT_REACH; t++)
    if (r->report->tokens[t].head == verb && t != verb && (relates(r, t, "nsubj") || relates(r, t, "nsubj:outer")))
      return t;
  return SR_NO_TOKEN;
}

/* "X has received 11 million, the institute reckons": a verb that stands for itself has not the subject behind it. */
static bool is_finite(const sr_claim_reading *r, uint32_t verb) {
  static const char *const helpers[] = {"has", "have", "had", "will", "would"};
  const sr_slice tag = r->report->tokens[verb].xpos;
  return sr_slice_is(tag, "VBD") || sr_slice_is(tag, "VBZ") || sr_slice_is(tag, "VBP") ||
         (verb && sr_claim__is_one_of(r, verb - 1, helpers, sizeof helpers / sizeof *helpers));
}

uint32_t sr_claim__subject_token(const sr_claim_reading *r, uint32_t verb) {
  static const char *const shared[] = {"conj", "xcomp", "advcl"};
  const uint32_t asked = verb;
  for (uint32_t steps = 0; r->report->tokens[verb].head != SR_NO_HEAD && steps < CLIMB_MAX; steps++) {
    const uint32_t subject = own_subject(r, verb);
    if (subject != SR_NO_TOKEN) return verb != asked && subject > asked && is_finite(r, asked) ? SR_NO_TOKEN : subject;
    bool shares = false;
    for (uint32_t i = 0; i < sizeof shared / sizeof *shared; i++) shares |= relates(r, verb, shared[i]);
    if (!shares || r->report->tokens[verb].head == verb) return SR_NO_TOKEN;
    verb = r->report->tokens[verb].head;
  }
  return SR_NO_TOKEN;
}

uint32_t sr_claim__verb_above(const sr_claim_reading *r, uint32_t t) {
  static const char *const arcs[] = {"obj", "obl", "nmod", "conj", "ccomp", "xcomp"};
  for (uint32_t steps = 0; steps < CLIMB_MAX; steps++) {
    bool hangs = false;
    for (uint32_t i = 0; i < sizeof arcs / sizeof *arcs; i++) hangs |= relates(r, t, arcs[i]);
    const uint32_t head = r->report->tokens[t].head;
    if (!hangs || head == SR_NO_HEAD || head >= t) return SR_NO_TOKEN;
    if (sr_slice_is(r->report->tokens[head].upos, "VERB")) return head;
    t = head;
  }
  return SR_NO_TOKEN;
}

bool sr_claim__is_subject_behind(const sr_claim_reading *r, uint32_t t) {
  const uint32_t head = r->report->tokens[t].head;
  return head != SR_NO_HEAD && head > t &&
         (relates(r, t, "nsubj") || relates(r, t, "nsubj:outer") || relates(r, t, "nsubj:pass"));
}

bool sr_claim__is_of_war(const sr_claim_reading *r, uint32_t verb) {
  const uint32_t subject = sr_claim__subject_token(r, verb);
  return subject != SR_NO_TOKEN && sr_claim__word(r, subject, SR_WORD_WAR_NOUN);
}

bool sr_claim__in_other_relative(const sr_claim_reading *r, uint32_t t, uint32_t of) {
  enum { DEPTH_MAX = 12 };
  uint32_t clause = SR_NO_TOKEN;
  for (uint32_t at = t, steps = 0; steps < DEPTH_MAX; steps++) {
    if (at == of) return false;
    if (relates(r, at, "acl:relcl")) {
      clause = at;
      break;
    }
    const uint32_t head = r->report->tokens[at].head;
    if (head == SR_NO_HEAD || head == at || head >= r->report->n_tokens) return false;
    at = head;
  }
  for (uint32_t at = of, steps = 0; clause != SR_NO_TOKEN && steps < DEPTH_MAX; steps++) {
    if (at == clause) return false;
    const uint32_t head = r->report->tokens[at].head;
    if (head == SR_NO_HEAD || head == at || head >= r->report->n_tokens) break;
    at = head;
  }
  return clause != SR_NO_TOKEN;
}

bool sr_claim__in_complement(const sr_claim_reading *r, uint32_t t, uint32_t verb) {
  enum { DEPTH_MAX = 12 };
  for (uint32_t steps = 0; steps < DEPTH_MAX; steps++) {
    const uint32_t head = r->report->tokens[t].head;
    if (head == SR_NO_HEAD || head == t || head >= r->report->n_tokens) return false;
    if (head == verb) return relates(r, t, "ccomp");
    t = head;
  }
  return false;
}

/* A word that hangs from the verb, by way of one other at most ("which side", "how much of it"). */
static bool hangs_from(const sr_claim_reading *r, uint32_t t, uint32_t verb) {
  enum { ARCS_MAX = 3 };
  for (uint32_t steps = 0; steps < ARCS_MAX && r->report->tokens[t].head != SR_NO_HEAD; steps++) {
    t = r->report->tokens[t].head;
    if (t == verb) return true;
  }
  return false;
}

bool sr_claim__asks(const sr_claim_reading *r, uint32_t verb) {
  static const char *const words[] = {"who", "which", "what", "whose", "how"};
  const uint32_t start = r->report->sentences[r->report->tokens[verb].sentence].first_token;
  if (relates(r, verb, "acl:relcl")) return false;
  for (uint32_t t = verb; t > start && verb - t < SUBJECT_REACH;) {
    if (r->report->tokens[--t].kind == SR_TOKEN_PUNCT) return false;
    if (r->actor_at[t] == SR_NONE && sr_claim__is_one_of(r, t, words, sizeof words / sizeof *words)) /* not the WHO */
      return hangs_from(r, t, verb);
  }
  return false;
}
