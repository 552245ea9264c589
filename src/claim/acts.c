/* Statements (the nine acts of speech) and forecasts. */
#include "claim/reading.h"
#include "claim/sides.h"
#include "claim/subject.h"

#include "read/time.h"
#include "read/wordclass.h"

#include "lexicon/countries.h"

/* Words of a topic, and between a cue of expectation and the act expected; found on the development reports. */
enum { TOPIC_MAX = 14, ADDRESSEE_REACH = 4, EXPECT_REACH = 12, APPOSITION_MAX = 10 };

static bool is_clause_end(const sr_claim_reading *r, uint32_t t) {
  const sr_token *token = &r->report->tokens[t];
  if (token->kind != SR_TOKEN_PUNCT) return false;
  return sr_slice_is(token->norm, ",") || sr_slice_is(token->norm, ";") || sr_slice_is(token->norm, ".") ||
         sr_slice_is(token->norm, ":") || sr_slice_is(token->norm, ")") || sr_slice_is(token->norm, "?");
}

/* ---- statements ---- */

static sr_modality modality_of_act(sr_enum act) {
  switch (act) {
  case SR_ACT_DEMAND: return SR_MODALITY_DEMANDED;
  case SR_ACT_DENY:
  case SR_ACT_REJECT: return SR_MODALITY_DENIED;
  case SR_ACT_PROMISE: return SR_MODALITY_OFFERED;
  default: return SR_MODALITY_ASSERTED;
  }
}

/* Proposals and offers. */
static bool offers(const sr_claim_reading *r, uint32_t t) {
  const sr_slice word = r->report->tokens[t].norm;
  return sr_slice_starts(word, SR_SLICE("propos")) || sr_slice_starts(word, SR_SLICE("offer")) ||
         sr_slice_starts(word, SR_SLICE("suggest"));
}

/* The actor spoken to: right behind the verb, or behind "on", "to", "that". */
static int32_t addressee_after(const sr_claim_reading *r, uint32_t t, uint32_t end, uint32_t *behind) {
  for (uint32_t steps = 0; t < end && steps <= ADDRESSEE_REACH; t++, steps++) {
    if (r->actor_at[t] != SR_NONE) {
      const sr_actor *a = &r->report->actors[r->actor_at[t]];
      if (sr_slice_is(r->report->tokens[a->first_token].xpos, "VBG")) return SR_NONE; /* "insists on keeping troops" */
      *behind = a->first_token + a->n_tokens;
      return r->actor_at[t];
    }
    static const char *const led[] = {"on", "to", "that", "the", "upon", "against", "from", "his", "her", "its", "all"};
    const sr_word_class class = sr_word_class_of(r->report, t);
    if (!sr_claim__is_one_of(r, t, led, sizeof led / sizeof *led) && class != SR_CLASS_ADJECTIVE &&
        class != SR_CLASS_NAME)
      return SR_NONE;
  }
  return SR_NONE;
}

/* "called on Washington to ...": the capital stands for its state, though a preposition leads it. */
static sr_actor_ref capital_after(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  if (t >= end || r->place_at[t] == SR_NONE) return (sr_actor_ref){0};
  return sr_claim__country(&r->report->places[r->place_at[t]]);
}

/* "X, whom it accuses": the one before the relative pronoun that the verb at t has for its object; SR_NONE. */
static int32_t whom_before(const sr_claim_reading *r, uint32_t t, uint32_t start) {
  enum { SUBJECT_MAX = 5 };
  for (uint32_t k = t, steps = 0; k-- > start + 1 && steps < SUBJECT_MAX; steps++) {
    if (sr_claim__is(r, k, "whom")) return r->actor_at[sr_claim__is(r, k - 1, ",") && k > start + 1 ? k - 2 : k - 1];
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT) break;
  }
  return SR_NONE;
}

/* "warned shipping companies against", "urged donors to give": those addressed whom no table knows, as they are called;
 * *behind: the token behind them. */
static sr_slice called_after(const sr_claim_reading *r, uint32_t t, uint32_t end, uint32_t *behind) {
  enum { WORDS_MAX = 5 };
  uint32_t first = t;
  while (first < end && sr_word_class_of(r->report, first) == SR_CLASS_DETERMINER) first++;
  uint32_t to = first;
  while (to < end && to < first + WORDS_MAX && r->actor_at[to] == SR_NONE && r->quantity_at[to] == SR_NONE &&
         (sr_word_class_of(r->report, to) == SR_CLASS_NOUN || sr_word_class_of(r->report, to) == SR_CLASS_ADJECTIVE ||
          sr_slice_is(r->report->tokens[to].upos, "NOUN") || sr_slice_is(r->report->tokens[to].upos, "ADJ")))
    to++;
  if (to == first || to + 1 >= end || !sr_slice_ends(r->report->tokens[to - 1].norm, SR_SLICE("s")))
    return (sr_slice){0};
  const bool open = sr_claim__is(r, to, "against") || (sr_claim__is(r, to, "not") && sr_claim__is(r, to + 1, "to")) ||
                    (sr_claim__is(r, to, "to") && sr_word_class_of(r->report, to + 1) == SR_CLASS_VERB);
  if (!open) return (sr_slice){0};
  *behind = to;
  return sr_claim__text(r, first, to);
}

/* A verb of saying, as an attribution has it. */
static bool is_cue(const sr_claim_reading *r, uint32_t t) {
  const sr_token *token = &r->report->tokens[t];
  for (uint32_t i = sr_claim__attribution_from(r, token->sentence); i < r->report->n_attributions; i++) {
    const sr_attribution *a = &r->report->attributions[i];
    if (a->sentence > token->sentence) return false;
    for (uint32_t k = 0; a->sentence == token->sentence && k < a->cue.n; k++)
      if (a->cue.at[k].start <= token->span.start && token->span.start < a->cue.at[k].end) return true;
  }
  return false;
}

/* What the verb at t attributes, without its marks; empty where it attributes nothing. */
static sr_slice quoted_by(const sr_claim_reading *r, uint32_t t) {
  const sr_token *verb = &r->report->tokens[t];
  for (uint32_t i = sr_claim__speech_from(r, verb->sentence); i < r->report->n_speech; i++) {
    const sr_attribution *a = &r->report->speech[i];
    if (a->sentence > verb->sentence) break;
    if (!a->content.n || !a->cue.n || a->cue.at[0].start > verb->span.start || a->cue.at[0].end <= verb->span.start)
      continue;
    uint32_t first = sr_claim__token_at(r, a->content.at[0].start),
             end = sr_claim__token_at(r, a->content.at[0].end - 1);
    while (first < end && r->report->tokens[first].kind == SR_TOKEN_PUNCT) first++;
    while (end > first && r->report->tokens[end].kind == SR_TOKEN_PUNCT) end--;
    return sr_claim__text(r, first, end + 1);
  }
  return (sr_slice){0};
}

/* "...", warned the head of the mission: who speaks stands behind the verb, what is said before; SR_NONE. */
static int32_t speaker_behind(const sr_claim_reading *r, uint32_t t, uint32_t after, uint32_t end) {
  if (!t || r->report->tokens[t - 1].kind != SR_TOKEN_PUNCT || after >= end) return SR_NONE;
  if (sr_word_class_of(r->report, after) == SR_CLASS_DETERMINER) after++;
  if (after >= end || r->actor_at[after] == SR_NONE || !quoted_by(r, t).len) return SR_NONE;
  const sr_token *verb = &r->report->tokens[t];
  for (uint32_t i = sr_claim__speech_from(r, verb->sentence); i < r->report->n_speech; i++) {
    const sr_attribution *a = &r->report->speech[i];
    if (a->sentence > verb->sentence) break;
    if (!a->cue.n || a->cue.at[0].start != verb->span.start || !a->content.n) continue;
    const bool question = sr_slice_holds(sr_report_slice(r->report, a->content.at[0]), SR_SLICE("?")); /* asked X */
    return a->quoted && !question && a->content.at[0].end <= verb->span.start ? r->actor_at[after] : SR_NONE;
  }
  return SR_NONE;
}

static sr_slice topic_after(const sr_claim_reading *r, uint32_t t, uint32_t end, uint32_t *first, uint32_t *stop) {
  static const char *const led[] = {"of", "for", "to", "that", "over", "on", "about", "not", "from", "as", "having"};
  /* time and place of the saying stand between the one addressed and the topic */
  while (t < end && (r->time_at[t] != SR_NONE || sr_claim__is_one_of(r, t, led, 10) ||
                     (sr_claim__is(r, t, "in") && t + 1 < end && r->place_at[t + 1] != SR_NONE) ||
                     (r->place_at[t] != SR_NONE && sr_claim__is(r, t - 1, "in"))))
    t++;
  uint32_t to = t;
  while (to < end && to < t + TOPIC_MAX && !is_clause_end(r, to) && !(to > t && sr_claim__cue(r, to, SR_CUE_BREAK)))
    to++;
  /* "and" opens the next verb, of speech or of saying: "denied it and said that ..." */
  for (uint32_t k = t; k + 1 < to; k++) {
    uint32_t value = 0;
    if (sr_claim__is(r, k, "and") &&
        (sr_phrases_match(r->tables->speech, &r->report->tokens[k + 1], end - k - 1, &value) || is_cue(r, k + 1) ||
         sr_word_class_of(r->report, k + 1) == SR_CLASS_AUXILIARY)) {
      to = k;
      break;
    }
  }
  *first = t;
  *stop = to;
  return sr_claim__text(r, t, to);
}

static bool says_it_again(const sr_claim_reading *r, uint32_t first, uint32_t stop) {
  uint32_t content = 0, known = 0;
  for (uint32_t t = first; t < stop; t++) {
    const sr_word_class class = sr_word_class_of(r->report, t);
    if (class == SR_CLASS_DETERMINER || class == SR_CLASS_PREPOSITION) continue;
    content++;
    known += sr_claim__word(r, t, SR_WORD_ACT_ANAPHOR);
  }
  return content == known;
}

/* The last act of a kind, for "repeated the demand". */
static const sr_draft *last_statement(const sr_claim_reading *r, sr_enum act) {
  for (uint32_t i = r->drafts.n; i-- > 0;) {
    const sr_draft *d = &r->drafts.at[i];
    if (d->claim.kind == SR_KIND_STATEMENT && d->claim.act == act) return d;
  }
  return NULL;
}

/* The first draft of a sentence among those of frames, which come in the order of sentences. */
static uint32_t first_of(const sr_claim_reading *r, uint32_t n_frames, uint32_t sentence) {
  uint32_t low = 0, high = n_frames;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (r->drafts.at[mid].sentence < sentence)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/* What a denial denies is denied. */
static void deny_content(sr_claim_reading *r, uint32_t n_frames, uint32_t sentence, uint32_t first, uint32_t stop) {
  for (uint32_t i = first_of(r, n_frames, sentence); i < n_frames && r->drafts.at[i].sentence == sentence; i++) {
    sr_draft *d = &r->drafts.at[i];
    if (d->first >= first && d->first < stop) d->claim.modality = SR_MODALITY_DENIED;
  }
}

/* What is asked for is not given, what is threatened is not done. */
static void drop_aid(sr_claim_reading *r, uint32_t n_frames, uint32_t sentence, uint32_t first, uint32_t stop) {
  for (uint32_t i = first_of(r, n_frames, sentence); i < n_frames && r->drafts.at[i].sentence == sentence; i++) {
    sr_draft *d = &r->drafts.at[i];
    if (d->claim.kind == SR_KIND_AID && d->first >= first && d->first < stop) d->dropped = true;
  }
}

/* "the withdrawal of troops from four regions": a figure that a preposition of place leads is not what is asked for. */
static bool is_beside_the_point(const sr_claim_reading *r, uint32_t mention) {
  static const char *const led[] = {"from", "in", "of", "across", "over", "between", "by", "within", "after", "since"};
  const uint32_t first = r->mentions.at[mention].first;
  if (first > 1 && sr_claim__is(r, first - 1, "of") && sr_claim__word(r, first - 2, SR_WORD_SUM_OR_TRANSFER))
    return false;
  return first && sr_claim__is_one_of(r, first - 1, led, sizeof led / sizeof *led);
}

static sr_figure figure_in(const sr_claim_reading *r, uint32_t first, uint32_t stop) {
  for (uint32_t i = sr_claim__mention_from(r, first); i < r->mentions.n && r->mentions.at[i].first < stop; i++)
    if (r->mentions.at[i].quantity != SR_NONE && r->mentions.at[i].figure.present && !is_beside_the_point(r, i))
      return r->mentions.at[i].figure;
  return (sr_figure){0};
}

/* "ordered 30 ambulances for X": the verb at t gives them. */
static bool gives_at(const sr_claim_reading *r, uint32_t n_frames, uint32_t sentence, uint32_t t) {
  for (uint32_t i = first_of(r, n_frames, sentence); i < n_frames && r->drafts.at[i].sentence == sentence; i++) {
    const sr_draft *d = &r->drafts.at[i];
    if (d->claim.kind == SR_KIND_AID && d->anchor == t && !d->dropped) return true;
  }
  return false;
}

static bool is_aid_at(const sr_claim_reading *r, uint32_t n_frames, uint32_t sentence) {
  for (uint32_t i = 0; i < n_frames; i++) /* totals come first: the drafts are not in the order of the text */
    if (r->drafts.at[i].sentence == sentence && r->drafts.at[i].claim.kind == SR_KIND_AID) return true;
  return false;
}

/* Forces speak in their own name: "the Israeli army demanded". */
static sr_actor_ref speaker_ref(const sr_claim_reading *r, const sr_actor *a) {
  const uint32_t end = a->first_token + a->n_tokens;
  sr_actor_ref ref = sr_claim__actor_ref(a);
  if (a->kind == SR_ACTOR_STATE && a->n_tokens > 1 && sr_claim__word(r, end - 1, SR_WORD_ARMED_SERVICE))
    ref.name = sr_claim__text(r, a->first_token, end);
  return ref;
}

/* "rejected a proposal for a ceasefire on 20 October": the day that ends a topic without a verb is that of the act,
 * unless it is still to come. *stop: where the topic ends without it. */
static sr_when day_behind(const sr_claim_reading *r, uint32_t first, uint32_t *stop) {
  const sr_when none = {.start = SR_DAY_NONE, .end = SR_DAY_NONE};
  if (*stop <= first + 1 || r->time_at[*stop - 1] == SR_NONE) return none;
  const uint32_t index = (uint32_t)r->time_at[*stop - 1];
  const sr_time *time = &r->report->times[index];
  sr_when when = {true, SR_DAY_NONE, SR_DAY_NONE, SR_WHEN_ON};
  if (time->type != SR_TIME_DATE || time->first_token <= first ||
      !sr_time_window(r->report->times, index, &when.start, &when.end) || when.start == SR_DAY_NONE ||
      when.start != when.end || r->report->about.date == SR_DAY_NONE || when.end > r->report->about.date)
    return none;
  for (uint32_t t = first; t < time->first_token; t++)
    if (sr_slice_is(r->report->tokens[t].upos, "VERB")) return none;
  *stop = sr_claim__is(r, time->first_token - 1, "on") ? time->first_token - 1 : time->first_token;
  return *stop > first ? when : none;
}

/* "..., which X denied", "..., a claim that X rejected": the comma behind what is denied; 0 where the verb at t has an
 * object of its own. */
static uint32_t relative_comma(const sr_claim_reading *r, uint32_t t, uint32_t start) {
  enum { SUBJECT_MAX = 9 };
  for (uint32_t k = t, steps = 0; k-- > start + 2 && steps < SUBJECT_MAX; steps++) {
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT) return 0;
    if (sr_claim__is(r, k, "which") && sr_claim__is(r, k - 1, ",")) return k - 1;
    if (sr_claim__word(r, k, SR_WORD_ASSERTION) && sr_claim__is(r, k - 2, ",") &&
        sr_word_class_of(r->report, k - 1) == SR_CLASS_DETERMINER)
      return k - 2;
  }
  return 0;
}

/* What was said last before token t, as far as that: in the sentence of t, or else in the one before it. */
static sr_slice said_before(const sr_claim_reading *r, uint32_t t, uint32_t sentence) {
  sr_slice found = {0};
  for (uint32_t i = sr_claim__speech_from(r, sentence ? sentence - 1 : 0); i < r->report->n_speech; i++) {
    const sr_attribution *a = &r->report->speech[i];
    if (a->sentence > sentence) break;
    if (!a->content.n || a->act) continue;
    uint32_t first = sr_claim__token_at(r, a->content.at[0].start),
             end = sr_claim__token_at(r, a->content.at[0].end - 1) + 1;
    if (end > t) end = t;
    while (first < end && (r->report->tokens[first].kind == SR_TOKEN_PUNCT || sr_claim__is(r, first, "that"))) first++;
    while (end > first && r->report->tokens[end - 1].kind == SR_TOKEN_PUNCT) end--;
    for (uint32_t k = first; k < end; k++) /* "...; the army denies this" */
      if (sr_claim__is(r, k, ";")) end = k;
    if (end > first) found = sr_claim__text(r, first, end);
  }
  return found;
}

/* The verb at t is joined by "and" to one of the cue, behind which its own subject stands. */
static bool is_joined_to(const sr_claim_reading *r, uint32_t t, sr_span cue, uint32_t subject) {
  enum { CLIMB_MAX = 3 };
  for (uint32_t at = t, steps = 0; steps < CLIMB_MAX && sr_slice_is(r->report->tokens[at].deprel, "conj"); steps++) {
    at = r->report->tokens[at].head;
    if (at == SR_NO_HEAD || at >= r->report->n_tokens || subject < at) return false;
    const sr_span verb = r->report->tokens[at].span;
    if (cue.start <= verb.start && verb.start < cue.end) return true;
  }
  return false;
}

/* "A warned ..., and B dismissed": joined to the verb of saying and not what that says, nor what anybody else says. */
static bool speaks_beside(const sr_claim_reading *r, uint32_t s, uint32_t t, int32_t speaker) {
  const sr_actor *a = &r->report->actors[speaker];
  if (a->sentence != s || a->first_token > t) return false;
  const sr_span verb = r->report->tokens[t].span;
  bool covered = false;
  for (uint32_t i = sr_claim__speech_from(r, s); i < r->report->n_speech && r->report->speech[i].sentence == s; i++) {
    const sr_attribution *said = &r->report->speech[i];
    bool covers = false;
    for (uint32_t k = 0; k < said->content.n; k++)
      covers |= said->content.at[k].start <= verb.start && verb.start < said->content.at[k].end;
    if (!covers || said->act) continue;
    if (!said->cue.n || said->parent >= 0 || !is_joined_to(r, t, said->cue.at[0], a->first_token)) return false;
    covered = true;
  }
  return covered;
}

static sr_status read_statement(sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t n, sr_enum act, sr_verb_form form,
                                uint32_t n_frames) {
  const uint32_t start = r->report->sentences[s].first_token, end = sr_claim__sentence_end(r, s);
  if ((form == SR_VF_BASE || form == SR_VF_S) && n == 1) {
    if (sr_word_class_of(r->report, t) != SR_CLASS_VERB) return SR_OK;
  }
  /* "..., blaming the rebels": said in one breath with what stands before it */
  const bool aside = form == SR_VF_ING && t > start && sr_claim__is(r, t - 1, ",") &&
                     (act == SR_ACT_ACCUSE || act == SR_ACT_DEMAND || act == SR_ACT_CRITICISE || act == SR_ACT_PRAISE);
  if (form == SR_VF_ING && !aside) return SR_OK;
  if ((form == SR_VF_ED || form == SR_VF_PARTICIPLE) && sr_claim__is(r, t + n, "by")) return SR_OK; /* "backed by" */
  const int32_t behind_verb = speaker_behind(r, t, t + n, end);
  if (behind_verb == SR_NONE && t > start &&
      (sr_claim__is(r, t - 1, "to") || sr_claim__cue(r, t - 1, SR_CUE_BE) ||
       (sr_word_class_of(r->report, t - 1) == SR_CLASS_DETERMINER && !sr_claim__is(r, t - 1, "more") &&
        !sr_claim__is(r, t - 1, "which") && !sr_claim__is(r, t - 1, "that")) ||
       sr_claim__is(r, t - 1, "”") || sr_claim__is(r, t - 1, "\"") || sr_claim__is(r, t - 1, "was")))
    return SR_OK;
  if ((act == SR_ACT_PROMISE || act == SR_ACT_EXPRESS) && is_aid_at(r, n_frames, s)) return SR_OK;
  if (sr_slice_starts(r->report->tokens[t].norm, SR_SLICE("order")) && gives_at(r, n_frames, s, t)) return SR_OK;
  /* "accused Y of ... and urged Z": the same speaker */
  const sr_draft *same = NULL;
  if (t > start && sr_claim__is(r, t - 1, "and") && r->drafts.n) same = &r->drafts.at[r->drafts.n - 1];
  if (same && (same->sentence != s || same->claim.kind != SR_KIND_STATEMENT)) same = NULL;
  const sr_actor_ref same_speaker = same ? same->claim.speaker : (sr_actor_ref){0};
  const int32_t speaker = behind_verb != SR_NONE ? behind_verb : sr_claim__subject(r, s, t);
  if (speaker < 0) return SR_OK;
  uint32_t behind = t + n, first = t + n, stop = t + n;
  int32_t addressee = SR_NONE;
  const bool warns_of = act == SR_ACT_WARN && sr_claim__is(r, t + n, "that"); /* "warned that X was" does not warn X */
  if (act == SR_ACT_DEMAND || act == SR_ACT_ACCUSE || act == SR_ACT_PRAISE || act == SR_ACT_CRITICISE ||
      (act == SR_ACT_WARN && !warns_of))
    addressee = addressee_after(r, t + n, end, &behind);
  uint32_t told = t + n; /* "assured the donors that" */
  if (act == SR_ACT_PROMISE && addressee_after(r, t + n, end, &told) != SR_NONE && sr_claim__is(r, told, "that"))
    behind = told;
  sr_slice called = {0};
  if (addressee == SR_NONE && (act == SR_ACT_WARN || act == SR_ACT_DEMAND) && !warns_of)
    called = called_after(r, t + n, end, &behind);
  const uint32_t place = act == SR_ACT_DEMAND && addressee == SR_NONE && !called.len && t + n < end
                             ? (uint32_t)(r->place_at[t + n] + 1)
                             : 0;
  if (place) { /* "appealed to Washington | to put pressure on X" */
    const sr_place *p = &r->report->places[place - 1];
    if (sr_claim__is(r, p->first_token + p->n_tokens, "to")) behind = p->first_token + p->n_tokens;
  }
  if (addressee == SR_NONE && !called.len) addressee = whom_before(r, t, start);
  sr_slice topic = topic_after(r, behind, end, &first, &stop);
  if (act == SR_ACT_DEMAND && !topic.len && sr_slice_is(r->report->tokens[t].deprel, "acl:relcl"))
    return SR_OK;                                                          /* "the sum it asked for" */
  if (act == SR_ACT_REJECT && sr_slice_is(topic, "comment")) return SR_OK; /* "declined to comment" says nothing */
  sr_when when = {.start = SR_DAY_NONE, .end = SR_DAY_NONE};
  /* "Without money, the ministry warned, the army will run out": said behind the insertion */
  if (!topic.len && sr_claim__is(r, t + n, ",") && t > start + 2 && addressee == SR_NONE)
    topic = topic_after(r, t + n + 1, end, &first, &stop);
  if (behind_verb != SR_NONE) {
    topic = quoted_by(r, t);
    addressee = SR_NONE;
    first = stop = t + n;
  } else if (act == SR_ACT_REJECT || act == SR_ACT_DENY || act == SR_ACT_PROMISE || act == SR_ACT_EXPRESS) {
    when = day_behind(r, first, &stop);
    if (when.present) topic = sr_claim__text(r, first, stop);
  }
  /* "the 111 million it appealed for in September": what was asked for stands before */
  if (act == SR_ACT_DEMAND && n > 1 && (!topic.len || sr_claim__is(r, t + n, "in") || sr_claim__is(r, t + n, "on")) &&
      addressee == SR_NONE && behind_verb == SR_NONE && stop > first && r->time_at[stop - 1] != SR_NONE)
    return SR_OK;
  const bool denies = act == SR_ACT_DENY || act == SR_ACT_REJECT;
  const uint32_t comma = denies || (!topic.len && n > 1) ? relative_comma(r, t, start) : 0;
  if (comma && !denies && r->drafts.n) { /* "rejected a pause, which the coordinator had called for" */
    const sr_draft *before = &r->drafts.at[r->drafts.n - 1];
    if (before->claim.kind == SR_KIND_STATEMENT && before->sentence == s) topic = before->claim.topic;
  }
  static const char *const pronouns[] = {"this", "it", "that", "these"};
  const bool again =
      denies && stop == first + 1 && sr_claim__is_one_of(r, first, pronouns, sizeof pronouns / sizeof *pronouns);
  if (denies && (comma || again)) {
    const sr_draft *accused = again ? last_statement(r, SR_ACT_ACCUSE) : NULL;
    if (again && (!accused || accused->sentence + 1 < s)) accused = last_statement(r, SR_ACT_CRITICISE);
    const bool near = accused && accused->sentence + 1 >= s && accused->claim.topic.len;
    const sr_slice denied = near ? accused->claim.topic : said_before(r, comma ? comma : t, s);
    if (denied.len) topic = denied;
    if (comma && !denied.len) topic = sr_claim__text(r, start, comma);
  }
  sr_draft *d = sr_claim__draft(r, SR_KIND_STATEMENT, s, t, stop > t + n ? stop : t + n);
  if (!d) return sr_arena_fail(r->arena, r->err);
  d->untold = (denies && comma != 0) || (behind_verb == SR_NONE && speaks_beside(r, s, t, speaker));
  sr_claim *c = &d->claim;
  c->act = act;
  c->when = when;
  c->modality = modality_of_act(act);
  if (act == SR_ACT_EXPRESS && offers(r, t)) c->modality = SR_MODALITY_OFFERED;
  c->speaker = same_speaker.name.len ? same_speaker : speaker_ref(r, &r->report->actors[speaker]);
  d->stop = first;
  if (t > start && sr_claim__is(r, t - 1, "and")) d->from = t;
  c->topic = topic;
  c->confidence = act == SR_ACT_DEMAND ? 0.52 : 0.7; /* whom it asks and what for are two things to miss */
  if (addressee != SR_NONE)
    c->addressee = sr_claim__actor_ref(&r->report->actors[addressee]);
  else if (called.len)
    c->addressee.name = called;
  else if (act == SR_ACT_DEMAND)
    c->addressee = capital_after(r, t + n, end);
  if (act == SR_ACT_DEMAND) c->quantity = figure_in(r, t + n, stop);
  if (act == SR_ACT_DENY) deny_content(r, n_frames, s, t, stop);
  if (act == SR_ACT_DEMAND || act == SR_ACT_WARN) drop_aid(r, n_frames, s, t, stop);
  const sr_slice word = sr_claim__text(r, t, t + n);
  const bool repeats = sr_slice_starts(r->report->tokens[t].norm, SR_SLICE("re")) && act == SR_ACT_DEMAND;
  if (!topic.len || (repeats && word.len) || says_it_again(r, first, stop)) {
    const sr_draft *before = last_statement(r, act == SR_ACT_REJECT || act == SR_ACT_DENY ? SR_ACT_ACCUSE : act);
    if (before && before != d && repeats) {
      c->topic = before->claim.topic;
      if (!c->addressee.name.len) c->addressee = before->claim.addressee;
    }
  }
  return SR_OK;
}

/* ---- forecasts ---- */

static bool is_duration(const sr_claim_reading *r, uint32_t t) {
  return r->time_at[t] != SR_NONE && r->report->times[r->time_at[t]].type == SR_TIME_DURATION;
}

/* A length of time stands at token t. */
static bool lasts(const sr_claim_reading *r, uint32_t t) {
  static const char *const spans[] = {"a", "mo", "wk", "d", "h", "min", NULL};
  if (r->quantity_at[t] == SR_NONE) return false;
  for (const char *const *span = spans; *span; span++)
    if (sr_slice_is(r->report->quantities[r->quantity_at[t]].unit, *span)) return true;
  return false;
}

/* "will move two divisions to": units that somebody else moves. */
static bool moves_units(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  enum { OBJECT_MAX = 4 };
  for (uint32_t k = t; k < end && k < t + OBJECT_MAX && sr_word_class_of(r->report, k) != SR_CLASS_PREPOSITION; k++)
    if (sr_claim__word(r, k, SR_WORD_TROOP_UNIT)) return true;
  return false;
}

/* Token of the act that is expected near [from, to); *n its tokens. SR_NONE if there is none. */
static int32_t act_in(const sr_claim_reading *r, uint32_t from, uint32_t to, sr_enum *act, uint32_t *n) {
  for (uint32_t t = from; t < to; t++) {
    if (sr_claim__is(r, t, ";")) return SR_NONE;
    uint32_t value = 0;
    *n = sr_phrases_match(r->tables->forecasts, &r->report->tokens[t], to - t, &value);
    if (!*n) continue;
    const sr_verb_form form = (sr_verb_form)(value % 8);
    if (*n == 1 && sr_claim__word(r, t + 1, SR_WORD_LIGHT_VERB_OBJECT)) continue; /* "will take place" */
    if (form == SR_VF_ED || form == SR_VF_PAST || form == SR_VF_PARTICIPLE) continue;
    if (form == SR_VF_S && t && r->quantity_at[t] != SR_NONE) continue; /* "1.8 million shells" */
    if (t + *n < to && lasts(r, t + *n)) continue;                      /* "will take over 5 years" */
    if (t + *n < to && is_duration(r, t + *n)) continue;                /* "will take over five years" */
    *act = r->tables->forecast[value / 8].act;
    if (*act == SR_ACT_ADVANCE && moves_units(r, t + *n, to)) *act = SR_ACT_REINFORCE;
    return (int32_t)t;
  }
  return SR_NONE;
}

static bool opens_horizon(const sr_claim_reading *r, uint32_t t) {
  static const char *const words[] = {"in",     "before", "by",   "until", "within", "over",
                                      "during", "next",   "this", "from",  "after",  "through"};
  return sr_claim__is_one_of(r, t, words, sizeof words / sizeof *words);
}

/* "towards X in the coming weeks": target and horizon behind the act. */
static void read_target(const sr_claim_reading *r, uint32_t t, uint32_t end, sr_claim *c, uint32_t *stop) {
  static const char *const led[] = {"towards", "toward", "on", "into", "against", "at", "to", "the"};
  uint32_t to = t;
  while (to < end && !is_clause_end(r, to) && !sr_claim__cue(r, to, SR_CUE_POSSIBLE) &&
         !sr_claim__cue(r, to, SR_CUE_BE) && !sr_claim__cue(r, to, SR_CUE_EXPECT) && !sr_claim__is(r, to, "if"))
    to++;
  uint32_t horizon = to;
  for (uint32_t k = t; k < to; k++) {
    const bool towards =
        sr_claim__is(r, k, "in") && sr_claim__is(r, k + 1, "the") && sr_claim__is(r, k + 2, "direction");
    if (opens_horizon(r, k) && !towards && r->place_at[k] == SR_NONE) {
      uint32_t next = k + 1;
      while (next < to && (sr_claim__is(r, next, "the") || sr_claim__is(r, next, "this"))) next++;
      const bool placed = next < to && r->place_at[next] != SR_NONE;
      if (!placed) {
        horizon = k;
        break;
      }
    }
    if (r->time_at[k] != SR_NONE) {
      horizon = k;
      break;
    }
  }
  uint32_t from = t;
  if (sr_claim__is(r, t, "in") && sr_claim__is(r, t + 2, "direction") && sr_claim__is(r, t + 3, "of")) from = t + 4;
  while (from < horizon && sr_claim__is_one_of(r, from, led, sizeof led / sizeof *led)) from++;
  c->target = sr_claim__text(r, from, horizon);
  uint32_t tail = to;
  /* "march on P, the capital of the region, within days": over an apposition */
  if (horizon == to && sr_claim__is(r, to, ",")) {
    uint32_t close = to + 1;
    while (close < end && close < to + APPOSITION_MAX && !is_clause_end(r, close)) close++;
    if (sr_claim__is(r, close, ",") && sr_word_class_of(r->report, to + 1) == SR_CLASS_DETERMINER && close + 1 < end &&
        (opens_horizon(r, close + 1) || r->time_at[close + 1] != SR_NONE)) {
      horizon = close + 1;
      for (tail = horizon; tail < end && !is_clause_end(r, tail);) tail++;
    }
  }
  /* behind "is possible": "before the end of the year" */
  if (horizon == to) {
    for (uint32_t k = to; k < end && !is_clause_end(r, k); k++)
      if (opens_horizon(r, k) || r->time_at[k] != SR_NONE) {
        horizon = k;
        for (tail = k; tail < end && !is_clause_end(r, tail); tail++) {
        }
        break;
      }
  }
  /* "in the coming weeks and says ..." */
  for (uint32_t k = horizon + 1; k < tail; k++)
    if (r->time_at[k] == SR_NONE && r->time_at[k - 1] != SR_NONE &&
        (sr_claim__is(r, k, "and") || sr_claim__is(r, k, "or") || sr_claim__is(r, k, "but"))) {
      tail = k;
      to = tail < to ? tail : to;
    }
  c->horizon = sr_claim__text(r, horizon, tail);
  *stop = tail > to ? tail : to;
}

/* "considers an attack on C likely": by the side on whose land C does not lie. */
static int32_t foe_of_place(const sr_claim_reading *r, int32_t from, uint32_t to) {
  if (from == SR_NONE || r->sides[0] == SR_NONE || r->sides[1] == SR_NONE) return SR_NONE;
  for (uint32_t t = (uint32_t)from; t < to; t++) {
    if (r->place_at[t] == SR_NONE) continue;
    const sr_slice country = r->report->places[r->place_at[t]].country;
    for (uint32_t side = 0; side < 2; side++)
      if (sr_claim__in_state(country, r->side_keys[side])) return r->sides[1 - side];
    return SR_NONE;
  }
  return SR_NONE;
}

/* Of whom it is foretold, where only those who foretell stand before it: the party of the forecast before, else the
 * other side than theirs or than that on whose land it is. */
static int32_t foretold_of(const sr_claim_reading *r, uint32_t s, uint32_t at, uint32_t end, sr_actor_ref *party) {
  for (uint32_t i = r->drafts.n; i-- > 0 && r->drafts.at[i].sentence + 1 >= s;)
    if (r->drafts.at[i].claim.kind == SR_KIND_FORECAST && r->drafts.at[i].claim.party.name.len) {
      *party = r->drafts.at[i].claim.party;
      return SR_NONE;
    }
  return foe_of_place(r, (int32_t)at, end);
}

/* A projection already says it. */
static bool is_projected(const sr_claim_reading *r, uint32_t s, uint32_t at) {
  for (uint32_t i = r->frames_from; i-- > 0 && r->drafts.at[i].sentence >= s;) {
    const sr_draft *d = &r->drafts.at[i];
    if (d->claim.kind == SR_KIND_PROJECTION && d->sentence == s && d->first <= at && at < d->end) return true;
  }
  return false;
}

static sr_status read_forecast(sr_claim_reading *r, uint32_t s, uint32_t cue, uint32_t cue_end, sr_modality modality,
                               uint32_t n_frames, uint32_t *last_act) {
  const uint32_t start = r->report->sentences[s].first_token, end = sr_claim__sentence_end(r, s);
  uint32_t n = 0, stop = 0;
  sr_enum act = SR_FIELD_NONE;
  uint32_t reach = cue_end;
  /* "will need 14 months to take the city": a projection */
  while (reach < end && reach < cue_end + EXPECT_REACH && !is_duration(r, reach)) reach++;
  int32_t at = act_in(r, cue_end, reach, &act, &n);
  int32_t party = SR_NONE;
  if (at != SR_NONE) {
    for (uint32_t t = cue_end; t < (uint32_t)at; t++)
      if (r->actor_at[t] != SR_NONE) party = r->actor_at[t];
    if (party == SR_NONE) party = sr_claim__subject(r, s, cue);
  } else if (modality == SR_MODALITY_POSSIBLE || sr_claim__word(r, cue_end - 1, SR_WORD_EXPECTED)) {
    /* "an assault on X is possible", "considers an assault on X likely" */
    uint32_t from = cue > start + EXPECT_REACH ? cue - EXPECT_REACH : start;
    for (uint32_t t = from; t < cue; t++)
      if (sr_claim__is(r, t, ";")) from = t + 1;
    at = act_in(r, from, cue, &act, &n);
    if (at != SR_NONE && (uint32_t)at <= *last_act) at = SR_NONE;
    for (uint32_t i = r->drafts.n; at != SR_NONE && party == SR_NONE && i-- > 0;) {
      if (r->drafts.at[i].sentence != s) break;
      if (r->drafts.at[i].claim.kind == SR_KIND_FORECAST) {
        sr_draft *d = sr_claim__draft(r, SR_KIND_FORECAST, s, (uint32_t)at, cue_end);
        if (!d) return sr_arena_fail(r->arena, r->err);
        d->claim.party = r->drafts.at[i].claim.party;
        d->claim.act = act;
        d->claim.modality = modality;
        d->claim.confidence = 0.45;
        read_target(r, (uint32_t)at + n, end, &d->claim, &stop);
        d->end = stop > d->end ? stop : d->end;
        return SR_OK;
      }
    }
  }
  if (at == SR_NONE || (uint32_t)at <= *last_act || is_projected(r, s, (uint32_t)at)) return SR_OK;
  sr_actor_ref other = {0};
  const bool before_cue = (uint32_t)at < cue;
  /* "a withdrawal of the Ukrainians from P": whose act it is */
  const uint32_t of = (uint32_t)at + n + 1 + sr_claim__is(r, (uint32_t)at + n + 1, "the");
  if (before_cue && sr_claim__is(r, (uint32_t)at + n, "of") && of < cue && r->actor_at[of] != SR_NONE &&
      sr_claim__is_side(r, r->actor_at[of]))
    party = r->actor_at[of];
  /* "An Israeli attack in March is possible", "Russia's new offensive is likely" */
  enum { WHOSE_BACK = 3 };
  for (uint32_t k = (uint32_t)at, steps = 0; before_cue && party == SR_NONE && k-- > start && steps < WHOSE_BACK;
       steps++) {
    if (r->actor_at[k] != SR_NONE && r->report->actors[r->actor_at[k]].code.len) party = r->actor_at[k];
    if (!sr_claim__is(r, k, "'s") && sr_word_class_of(r->report, k) != SR_CLASS_ADJECTIVE) break;
  }
  bool waiting = false; /* "is bracing for an assault": of others */
  for (uint32_t t = cue; t < cue_end; t++) waiting |= sr_claim__word(r, t, SR_WORD_AWAIT_VERB);
  const bool speaks = party >= 0 && !before_cue &&
                      r->report->actors[party].span.end <= r->report->tokens[cue].span.start &&
                      (waiting || (modality == SR_MODALITY_POSSIBLE && sr_claim__actor_speaks(r, party) &&
                                   sr_word_class_of(r->report, cue_end) == SR_CLASS_DETERMINER));
  const sr_actor_ref teller = speaks ? speaker_ref(r, &r->report->actors[party]) : (sr_actor_ref){0};
  if (speaks) party = SR_NONE; /* "does not rule out an attack on X either" */
  if (party == SR_NONE) party = speaks ? foretold_of(r, s, (uint32_t)at, end, &other) : foe_of_place(r, at, cue);
  if (party == SR_NONE && !other.name.len) return SR_OK;
  const sr_actor *a = party >= 0 ? &r->report->actors[party] : NULL; /* "the enemy" is no source */
  /* those who foretell are not those of whom it is foretold */
  const bool own = sr_claim__cue(r, cue, SR_CUE_FUTURE); /* "plans to": who says it is who will do it */
  if (a && !speaks && a->span.end <= r->report->tokens[cue].span.start && !own && sr_claim__actor_speaks(r, party))
    return SR_OK;
  if (a && a->kind == SR_ACTOR_PERSON) return SR_OK;
  *last_act = (uint32_t)at;
  sr_draft *d = sr_claim__draft(r, SR_KIND_FORECAST, s, (uint32_t)at, (uint32_t)at + n);
  if (!d) return sr_arena_fail(r->arena, r->err);
  d->claim.party = other.name.len ? other : sr_claim__party_of(r, party);
  if (!waiting) d->teller = teller;
  d->claim.act = act;
  d->claim.modality = modality;
  d->claim.confidence = 0.45;
  read_target(r, (uint32_t)at + n, end, &d->claim, &stop);
  d->end = stop > d->end ? stop : d->end;
  /* what it is feared or planned to do has not happened */
  for (uint32_t i = first_of(r, n_frames, s); i < n_frames && r->drafts.at[i].sentence == s; i++) {
    sr_draft *done = &r->drafts.at[i];
    if (done->anchor == (uint32_t)at && !done->claim.quantity.present) done->dropped = true;
  }
  return SR_OK;
}

/* "does not believe that the group | will storm": said not to be expected. */
static bool is_disbelieved(const sr_claim_reading *r, uint32_t t, uint32_t start) {
  enum { SUBJECT_MAX = 7 };
  for (uint32_t k = t, steps = 0; k-- > start + 1 && steps < SUBJECT_MAX; steps++) {
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT) return false;
    if (sr_claim__word(r, k, SR_WORD_OPINION_VERB)) return sr_claim__cue(r, k - 1, SR_CUE_NEGATE);
  }
  return false;
}

/* "called the plan | illegal", "described it | as treason": what is judged stands between. */
static sr_status read_judgement(sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t end, uint32_t n_frames) {
  uint32_t value = 0, stop = 0, next = 0;
  if (!sr_claim__is_parted(r, r->tables->speech, t, end, &value, &stop)) return SR_OK;
  const uint32_t start = r->report->sentences[s].first_token;
  const int32_t speaker = sr_claim__subject(r, s, t);
  const sr_verb_form form = (sr_verb_form)(value % 8);
  if (speaker < 0 || form == SR_VF_ING || (t > start && sr_claim__cue(r, t - 1, SR_CUE_BE))) return SR_OK;
  const sr_enum act = r->tables->speech_act[value / 8].act;
  /* "called it baseless and rejected it": one act */
  if (sr_claim__is(r, stop, "and") && stop + 1 < end &&
      sr_phrases_match(r->tables->speech, &r->report->tokens[stop + 1], 1, &next) &&
      (r->tables->speech_act[next / 8].act == SR_ACT_REJECT || r->tables->speech_act[next / 8].act == SR_ACT_DENY))
    return SR_OK;
  for (uint32_t i = first_of(r, n_frames, s); i < n_frames && r->drafts.at[i].sentence == s; i++)
    if (r->drafts.at[i].anchor == t) r->drafts.at[i].dropped = true; /* "held X responsible": holds nothing */
  sr_draft *d = sr_claim__draft(r, SR_KIND_STATEMENT, s, t, stop);
  if (!d) return sr_arena_fail(r->arena, r->err);
  d->claim.act = act;
  d->claim.modality = modality_of_act(d->claim.act);
  d->claim.speaker = speaker_ref(r, &r->report->actors[speaker]);
  d->claim.topic = sr_claim__text(r, t + 1, stop);
  if (act == SR_ACT_ACCUSE) { /* "held X responsible for Y" */
    uint32_t behind = 0, first = 0, to = 0;
    const int32_t whom = addressee_after(r, t + 1, stop, &behind);
    if (whom != SR_NONE) d->claim.addressee = sr_claim__actor_ref(&r->report->actors[whom]);
    d->claim.topic = topic_after(r, stop, end, &first, &to);
  }
  d->claim.confidence = 0.6;
  d->untold = speaks_beside(r, s, t, speaker);
  return SR_OK;
}

sr_status sr_claim__acts(sr_claim_reading *r) {
  const uint32_t n_frames = r->drafts.n;
  for (uint32_t s = 0; s < r->report->n_sentences; s++) {
    const uint32_t end = sr_claim__sentence_end(r, s);
    uint32_t last_act = 0;
    for (uint32_t t = r->report->sentences[s].first_token; t < end; t++) {
      uint32_t value = 0;
      const uint32_t n = sr_phrases_match(r->tables->speech, &r->report->tokens[t], end - t, &value);
      sr_status status = SR_OK;
      if (n)
        status = read_statement(r, s, t, n, r->tables->speech_act[value / 8].act, (sr_verb_form)(value % 8), n_frames);
      else
        status = read_judgement(r, s, t, end, n_frames);
      if (status) return status;
      const bool expects = sr_claim__cue(r, t, SR_CUE_EXPECT), may = sr_claim__cue(r, t, SR_CUE_POSSIBLE);
      if (expects || may) {
        uint32_t cue_end = t;
        while (cue_end < end &&
               (sr_claim__cue(r, cue_end, SR_CUE_EXPECT) || sr_claim__cue(r, cue_end, SR_CUE_POSSIBLE)))
          cue_end++;
        sr_modality modality = may ? SR_MODALITY_POSSIBLE : SR_MODALITY_EXPECTED;
        /* "do not expect", "is unlikely to" */
        for (uint32_t k = t > r->report->sentences[s].first_token ? t - 1 : t; k < cue_end; k++)
          if (sr_claim__cue(r, k, SR_CUE_NEGATE) && !sr_claim__cue(r, k, SR_CUE_POSSIBLE)) /* "does not rule out" */
            modality = SR_MODALITY_DENIED;
        if (is_disbelieved(r, t, r->report->sentences[s].first_token)) modality = SR_MODALITY_DENIED;
        status = read_forecast(r, s, t, cue_end, modality, n_frames, &last_act);
        if (status) return status;
        if (!n) t = cue_end - 1;
      }
      if (n) t += n - 1;
    }
  }
  return SR_OK;
}
