/* Statements: the nine acts of speech, with who speaks to whom of what; see the header. */
#include "claim/act_parts.h"
#include "claim/slots.h"
#include "claim/subject.h"
#include "claim/triggers.h"

#include "read/time.h"
#include "read/wordclass.h"

/* Words of a topic, and to the one addressed; found on the development reports. */
enum { TOPIC_MAX = 14, ADDRESSEE_REACH = 4 };

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
      const sr_token *first =
          &r->report->tokens[a->first_token]; /* "insists on keeping troops", not "warring parties" */
      if (sr_slice_is(first->xpos, "VBG") && !sr_slice_is(first->deprel, "amod")) return SR_NONE;
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

/* "demanded in February that", "asked on Monday": the token behind a time that stands between the verb and the rest. */
static uint32_t over_time(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  uint32_t k = t;
  if (k + 1 < end && r->time_at[k] == SR_NONE && r->time_at[k + 1] != SR_NONE &&
      sr_word_class_of(r->report, k) == SR_CLASS_PREPOSITION)
    k++;
  while (k < end && r->time_at[k] != SR_NONE) k++;
  return k < end ? k : t;
}

/* "called on Washington to ...": the capital stands for its state, though a preposition leads it. */
static sr_actor_ref capital_after(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  if (t >= end || r->place_at[t] == SR_NONE) return (sr_actor_ref){0};
  return sr_claim__country(&r->report->places[r->place_at[t]]);
}

/* "A and B accused each other": the other of the two of whom the tree or the order gives one; SR_NONE. */
static int32_t other_of_two(const sr_claim_reading *r, int32_t speaker, uint32_t t, uint32_t start) {
  const sr_actor *a = &r->report->actors[speaker];
  uint32_t k = a->first_token + a->n_tokens;
  if (a->first_token < start || k > t) return SR_NONE;
  if (sr_claim__is(r, k, "and")) {
    k++;
    if (sr_word_class_of(r->report, k) == SR_CLASS_DETERMINER) k++;
    return k < t ? r->actor_at[k] : SR_NONE;
  }
  k = a->first_token;
  if (k > start && sr_word_class_of(r->report, k - 1) == SR_CLASS_DETERMINER) k--;
  return k > start + 1 && sr_claim__is(r, k - 1, "and") ? r->actor_at[k - 2] : SR_NONE;
}

/* "accused Israel, which holds the town, | of": behind an inserted clause, where the topic goes on. */
static uint32_t over_aside(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  enum { ASIDE_MAX = 14 };
  static const char *const led[] = {"of", "to", "not", "for", "that"};
  if (!sr_claim__is(r, t, ",")) return t;
  for (uint32_t k = t + 1; k + 1 < end && k < t + ASIDE_MAX; k++) {
    if (!sr_claim__is(r, k, ",")) continue;
    return sr_claim__is_one_of(r, k + 1, led, sizeof led / sizeof *led) ? k + 1 : t;
  }
  return t;
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

/* "spoke with the president and thanked him": the only person named before token t beside the speaker, in its sentence
 * or else in the one before; SR_NONE where there are two. */
static int32_t other_person(const sr_claim_reading *r, uint32_t s, uint32_t t, int32_t speaker) {
  enum { LOOK_BACK = 60 }; /* tokens of a sentence */
  int32_t found = SR_NONE;
  for (uint32_t back = 0; back < 2 && back <= s && found == SR_NONE; back++) {
    const uint32_t from = r->report->sentences[s - back].first_token;
    uint32_t steps = 0;
    for (uint32_t k = back ? sr_claim__sentence_end(r, s - 1) : t; k-- > from && steps < LOOK_BACK; steps++) {
      const int32_t actor = r->actor_at[k];
      if (actor == SR_NONE || !sr_claim__is_somebody(r, actor)) continue;
      const sr_slice name = r->report->actors[actor].name;
      if (sr_slice_eq(name, r->report->actors[speaker].name)) continue;
      if (found != SR_NONE && !sr_slice_eq(name, r->report->actors[found].name)) return SR_NONE;
      found = actor;
    }
  }
  return found;
}

/* A verb by its tag, or else by its word: "demands in turn a list". */
static bool is_verb(const sr_claim_reading *r, uint32_t t) {
  return sr_slice_is(r->report->tokens[t].upos, "VERB") || sr_word_class_of(r->report, t) == SR_CLASS_VERB;
}

/* "warned shipping companies against", "urged donors to give": those addressed whom no table knows, as they are called;
 * *behind: the token behind them. */
static sr_slice called_after(const sr_claim_reading *r, uint32_t t, uint32_t end, bool accused, uint32_t *behind) {
  enum { WORDS_MAX = 5 };
  uint32_t first = t;
  /* "demanded that | the army | return": by the bare verb behind them */
  const bool that = !accused && t + 1 < end && sr_claim__is(r, t, "that") &&
                    sr_word_class_of(r->report, t + 1) == SR_CLASS_DETERMINER;
  if (that) first++;
  while (first < end && sr_word_class_of(r->report, first) == SR_CLASS_DETERMINER) first++;
  uint32_t to = first;
  while (to < end && to < first + WORDS_MAX && r->actor_at[to] == SR_NONE &&
         !(that && sr_slice_is(r->report->tokens[to].xpos, "VB")) && r->quantity_at[to] == SR_NONE &&
         (sr_word_class_of(r->report, to) == SR_CLASS_NOUN || sr_word_class_of(r->report, to) == SR_CLASS_ADJECTIVE ||
          sr_slice_is(r->report->tokens[to].upos, "NOUN") || sr_slice_is(r->report->tokens[to].upos, "ADJ") ||
          sr_slice_is(r->report->tokens[to].upos, "PROPN")))
    to++;
  const bool led = first > t && t && !that && !sr_claim__is(r, t - 1, "for") && sr_claim__is(r, to, "to") &&
                   is_verb(r, to + 1); /* "urged the world to" */
  const bool named =
      to == first + 1 && sr_word_is_capital(r->report, first) && r->place_at[first] == SR_NONE; /* "the West" */
  if (to == first || to + 1 >= end ||
      !(named || led || that || sr_slice_ends(r->report->tokens[to - 1].norm, SR_SLICE("s"))))
    return (sr_slice){0};
  if (that && sr_slice_is(r->report->tokens[to].xpos, "VB")) {
    *behind = to;
    return sr_claim__text(r, first, to);
  }
  const bool open = accused ? sr_claim__is(r, to, "of")
                            : sr_claim__is(r, to, "against") ||
                                  (sr_claim__is(r, to, "not") && sr_claim__is(r, to + 1, "to")) ||
                                  (sr_claim__is(r, to, "to") && is_verb(r, to + 1));
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
  while (t < end && !(sr_claim__is(r, t, "that") && (t + 1 == end || sr_claim__ends_clause(r, t + 1))) &&
         (r->time_at[t] != SR_NONE || sr_claim__is_one_of(r, t, led, 10) ||
          (sr_claim__is(r, t, "in") && t + 1 < end && r->place_at[t + 1] != SR_NONE) ||
          (r->place_at[t] != SR_NONE && sr_claim__is(r, t - 1, "in"))))
    t++;
  uint32_t to = t;
  while (to < end && to < t + TOPIC_MAX && !sr_claim__ends_clause(r, to) &&
         !(to > t && sr_claim__cue(r, to, SR_CUE_BREAK)))
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

/* What a denial denies is denied. */
static void deny_content(sr_claim_reading *r, uint32_t n_frames, uint32_t sentence, uint32_t first, uint32_t stop) {
  for (uint32_t i = sr_claim__drafts_from(r, n_frames, sentence); i < n_frames && r->drafts.at[i].sentence == sentence;
       i++) {
    sr_draft *d = &r->drafts.at[i];
    if (d->first >= first && d->first < stop) d->claim.modality = SR_MODALITY_DENIED;
  }
}

/* "refused to withdraw", "rules out ceding": not done. What is refused to be given stays, denied. */
static void drop_refused(sr_claim_reading *r, uint32_t n_frames, uint32_t sentence, uint32_t first) {
  for (uint32_t i = sr_claim__drafts_from(r, n_frames, sentence); i < n_frames && r->drafts.at[i].sentence == sentence;
       i++) {
    sr_draft *d = &r->drafts.at[i];
    if (d->claim.kind != SR_KIND_AID && d->anchor == first) d->dropped = true;
  }
}

/* What is asked for is not given, what is threatened is not done. */
static void drop_aid(sr_claim_reading *r, uint32_t n_frames, uint32_t sentence, uint32_t first, uint32_t stop) {
  for (uint32_t i = sr_claim__drafts_from(r, n_frames, sentence); i < n_frames && r->drafts.at[i].sentence == sentence;
       i++) {
    sr_draft *d = &r->drafts.at[i];
    const bool inside = (d->first >= first && d->first < stop) || (d->anchor >= first && d->anchor < stop);
    if (d->claim.kind == SR_KIND_AID && inside) d->dropped = true;
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
  for (uint32_t i = sr_claim__drafts_from(r, n_frames, sentence); i < n_frames && r->drafts.at[i].sentence == sentence;
       i++) {
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

sr_actor_ref sr_claim__speaker_ref(const sr_claim_reading *r, const sr_actor *a) {
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

/* "a condition that X dismisses", "the plan, which X rejected": the noun phrase [*first, *stop) on which the clause of
 * the verb at t hangs, by the tree. */
static bool relative_head(const sr_claim_reading *r, uint32_t t, uint32_t start, uint32_t *first, uint32_t *stop) {
  enum { PHRASE_MAX = 6 };
  const sr_token *verb = &r->report->tokens[t];
  if (sr_slice_is(verb->deprel, "conj") && verb->head < t)
    verb = &r->report->tokens[verb->head]; /* "that A wants and B rejects" */
  if (!sr_slice_is(verb->deprel, "acl:relcl") || verb->head >= t || verb->head < start) return false;
  *first = verb->head;
  for (uint32_t steps = 0; *first > start && steps < PHRASE_MAX; steps++, --*first) {
    const sr_word_class class = sr_word_class_of(r->report, *first - 1);
    if (class != SR_CLASS_DETERMINER && class != SR_CLASS_ADJECTIVE && class != SR_CLASS_NOUN &&
        class != SR_CLASS_NAME && class != SR_CLASS_NUMBER)
      break;
  }
  for (*stop = verb->head + 1; *stop < t && r->report->tokens[*stop].kind != SR_TOKEN_PUNCT &&
                               sr_word_class_of(r->report, *stop) == SR_CLASS_PREPOSITION;) {
    ++*stop;
    while (*stop < t && (sr_word_class_of(r->report, *stop) == SR_CLASS_ADJECTIVE ||
                         sr_word_class_of(r->report, *stop) == SR_CLASS_NOUN))
      ++*stop;
  }
  return true;
}

/* "..., which X denied", "..., a claim that X rejected": the comma behind what is denied; 0 where the verb at t has an
 * object of its own. */
static uint32_t relative_comma(const sr_claim_reading *r, uint32_t t, uint32_t start) {
  enum { SUBJECT_MAX = 9 };
  uint32_t subject = t; /* "Hamas, which had turned down a plan": it is who speaks */
  while (subject > start &&
         (sr_claim__cue(r, subject - 1, SR_CUE_HAVE) || sr_word_class_of(r->report, subject - 1) == SR_CLASS_ADVERB))
    subject--;
  if (subject > start && sr_claim__is(r, subject - 1, "which")) return 0;
  uint32_t head = 0, of = 0;
  if (relative_head(r, t, start, &head, &of) && head > start + 1 && sr_claim__is(r, head - 1, ",") &&
      (sr_word_class_of(r->report, head) == SR_CLASS_DETERMINER || sr_claim__is(r, head, "something")))
    return head - 1;
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

/* "A and B accused each other": what A says of B, B says of A. */
static sr_status turn_round(sr_claim_reading *r, uint32_t index) {
  const uint32_t s = r->drafts.at[index].sentence;
  sr_draft *d = sr_claim__draft(r, SR_KIND_STATEMENT, s, r->drafts.at[index].first, r->drafts.at[index].end);
  if (!d) return sr_arena_fail(r->arena, r->err);
  const sr_spans evidence = d->claim.evidence;
  sr_span *span = d->span;
  *d = r->drafts.at[index]; /* which may have moved */
  d->span = span;
  d->claim.evidence = evidence;
  const sr_actor_ref speaker = d->claim.speaker;
  d->claim.speaker = d->claim.addressee;
  d->claim.addressee = speaker;
  return SR_OK;
}

/* The last auxiliary before the verb at t, over adverbs: SR_CUE_BE or SR_CUE_HAVE; SR_CUE_NONE. */
static int auxiliary_of(const sr_claim_reading *r, uint32_t start, uint32_t t) {
  enum { ADVERBS_MAX = 3 };
  for (uint32_t k = t, steps = 0; k-- > start && steps < ADVERBS_MAX; steps++) {
    if (sr_claim__cue(r, k, SR_CUE_BE)) return SR_CUE_BE;
    if (sr_claim__cue(r, k, SR_CUE_HAVE)) return SR_CUE_HAVE;
    if (sr_word_class_of(r->report, k) != SR_CLASS_ADVERB) break;
  }
  return SR_NONE;
}

/* "The Emirates, | asked for money, | are keeping quiet": between commas, behind which the verb of the sentence stands.
 */
static bool is_set_in(const sr_claim_reading *r, uint32_t start, uint32_t t) {
  enum { ASIDE_MAX = 10 };
  const uint32_t end = sr_claim__sentence_end(r, r->report->tokens[t].sentence);
  if (t < start + 2 || !sr_claim__is(r, t - 1, ",") || r->actor_at[t - 2] == SR_NONE) return false;
  for (uint32_t k = t + 1; k + 1 < end && k < t + ASIDE_MAX; k++) {
    if (r->report->tokens[k].kind != SR_TOKEN_PUNCT) continue;
    const sr_slice tag = r->report->tokens[k + 1].xpos;
    return sr_claim__is(r, k, ",") &&
           (sr_slice_is(tag, "VBD") || sr_slice_is(tag, "VBZ") || sr_slice_is(tag, "VBP") || sr_slice_is(tag, "MD"));
  }
  return false;
}

/* "the mission, asked about the raid", "was accused": a participle of what others said to its subject. */
static bool is_spoken_to(const sr_claim_reading *r, uint32_t start, uint32_t t, sr_verb_form form) {
  if (form != SR_VF_ED && form != SR_VF_PARTICIPLE) return false;
  const int helper = auxiliary_of(r, start, t);
  const sr_token *verb = &r->report->tokens[t];
  const bool hangs = sr_slice_is(verb->deprel, "acl") || sr_slice_is(verb->deprel, "advcl");
  return helper == SR_CUE_BE ||
         (helper != SR_CUE_HAVE && ((hangs && sr_slice_is(verb->xpos, "VBN")) || is_set_in(r, start, t)));
}

/* "did not repeat its threat", "would neither confirm nor deny": said not to have been said. */
static bool is_unsaid(const sr_claim_reading *r, uint32_t start, uint32_t t) {
  enum { HELPERS_MAX = 4 };
  for (uint32_t k = t, steps = 0; k-- > start && steps < HELPERS_MAX; steps++) {
    if (sr_claim__cue(r, k, SR_CUE_NEGATE)) return true;
    const sr_word_class class = sr_word_class_of(r->report, k);
    if (class != SR_CLASS_ADVERB && class != SR_CLASS_AUXILIARY && !sr_claim__cue(r, k, SR_CUE_HAVE)) break;
  }
  return false;
}

sr_status sr_claim__read_statement(sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t n, sr_enum act,
                                   sr_verb_form form, uint32_t n_frames) {
  const uint32_t start = r->report->sentences[s].first_token, end = sr_claim__sentence_end(r, s);
  if ((form == SR_VF_BASE || form == SR_VF_S) &&
      (n == 1 ? !is_verb(r, t) : sr_slice_is(r->report->tokens[t].upos, "NOUN"))) /* "an advocate for" */
    return SR_OK;
  /* "..., blaming the rebels": said in one breath with what stands before it */
  const bool aside = form == SR_VF_ING && t > start && sr_claim__is(r, t - 1, ",") &&
                     (act == SR_ACT_ACCUSE || act == SR_ACT_DEMAND || act == SR_ACT_CRITICISE || act == SR_ACT_PRAISE);
  const bool going_on = form == SR_VF_ING && auxiliary_of(r, start, t) == SR_CUE_BE; /* "is threatening a veto" */
  if (form == SR_VF_ING && !aside && !going_on) return SR_OK;
  if ((form == SR_VF_ED || form == SR_VF_PARTICIPLE) && sr_claim__is(r, t + n, "by")) return SR_OK; /* "backed by" */
  const int32_t behind_verb = speaker_behind(r, t, t + n, end);
  if (behind_verb == SR_NONE && (is_spoken_to(r, start, t, form) || is_unsaid(r, start, t))) return SR_OK;
  if (behind_verb == SR_NONE && t > start && !going_on &&
      (sr_claim__is(r, t - 1, "to") ||
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
  const uint32_t said = over_time(r, t + n, end);
  uint32_t behind = said, first = t + n, stop = t + n;
  int32_t addressee = SR_NONE;
  const bool warns_of = act == SR_ACT_WARN && sr_claim__is(r, t + n, "that"); /* "warned that X was" does not warn X */
  if (act == SR_ACT_DEMAND || act == SR_ACT_ACCUSE || act == SR_ACT_PRAISE || act == SR_ACT_CRITICISE ||
      (act == SR_ACT_WARN && !warns_of))
    addressee = addressee_after(r, said, end, &behind);
  /* "welcomed the minister in Cairo": a contact */
  if (act == SR_ACT_PRAISE && addressee != SR_NONE && n == 1 && sr_claim__word(r, t, SR_WORD_PERSON_VERB)) {
    const sr_actor_kind kind = r->report->actors[addressee].kind;
    if ((kind == SR_ACTOR_PERSON || kind == SR_ACTOR_OFFICE) && !sr_claim__is(r, behind, "'s")) return SR_OK;
  }
  uint32_t told = t + n; /* "assured the donors that" */
  if (act == SR_ACT_PROMISE && addressee_after(r, t + n, end, &told) != SR_NONE && sr_claim__is(r, told, "that"))
    behind = told;
  sr_slice called = {0};
  if (addressee == SR_NONE && (act == SR_ACT_WARN || act == SR_ACT_DEMAND || act == SR_ACT_ACCUSE) && !warns_of)
    called = called_after(r, said, end, act == SR_ACT_ACCUSE, &behind);
  const uint32_t place = act == SR_ACT_DEMAND && addressee == SR_NONE && !called.len && t + n < end
                             ? (uint32_t)(r->place_at[t + n] + 1)
                             : 0;
  if (place) { /* "appealed to Washington | to put pressure on X" */
    const sr_place *p = &r->report->places[place - 1];
    if (sr_claim__is(r, p->first_token + p->n_tokens, "to")) behind = p->first_token + p->n_tokens;
  }
  if (addressee == SR_NONE && !called.len) addressee = whom_before(r, t, start);
  static const char *const him[] = {"him", "her"};
  if (addressee == SR_NONE && !called.len && (act == SR_ACT_PRAISE || act == SR_ACT_ACCUSE || act == SR_ACT_DEMAND) &&
      sr_claim__is_one_of(r, said, him, 2)) { /* "spoke with the president and thanked him" */
    addressee = other_person(r, s, t, speaker);
    if (addressee != SR_NONE) behind = said + 1;
  }
  const bool mutual = (sr_claim__is(r, said, "each") && sr_claim__is(r, said + 1, "other")) ||
                      (sr_claim__is(r, said, "one") && sr_claim__is(r, said + 1, "another"));
  if (mutual) {
    behind = said + 2;
    addressee = other_of_two(r, speaker, t, start);
  }
  if (act == SR_ACT_EXPRESS && n > 1 && offers(r, t)) /* "offered to mediate", "offered his good offices" */
    behind = t + 1 + sr_claim__is(r, t + 1, "to");
  if (addressee != SR_NONE) behind = over_aside(r, behind, end);
  sr_slice topic = {0};
  const bool joined = addressee == SR_NONE && !called.len && sr_claim__is(r, behind, "and");
  if (!joined) topic = topic_after(r, behind, end, &first, &stop); /* "that A asks for and B rejects" */
  if (act == SR_ACT_DEMAND && sr_slice_starts(r->report->tokens[t].norm, SR_SLICE("ask")) &&
      sr_claim__word(r, behind, SR_WORD_QUESTION))
    return SR_OK; /* "asked about the raid", "asked whether" ask for nothing but an answer */
  if (going_on && stop > first && sr_claim__cue(r, first, SR_CUE_BE)) return SR_OK; /* "what he is proposing is" */
  if (act == SR_ACT_DEMAND && !topic.len && !joined && sr_slice_is(r->report->tokens[t].deprel, "acl:relcl"))
    return SR_OK;                                                                          /* "the sum it asked for" */
  if (act == SR_ACT_REJECT && sr_claim__word(r, first, SR_WORD_SAY_NOTHING)) return SR_OK; /* "declined to comment" */
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
  uint32_t head = 0, of = 0;
  const bool relative = stop == first && relative_head(r, t, start, &head, &of);
  bool asserted = !relative || sr_claim__is(r, head, "something");
  for (uint32_t k = head; k < of; k++) asserted |= sr_claim__word(r, k, SR_WORD_ASSERTION);
  if (denies && (comma || again) && asserted) {
    const sr_draft *accused = last_statement(r, SR_ACT_ACCUSE);
    if (!accused || accused->sentence + 1 < s) accused = last_statement(r, SR_ACT_CRITICISE);
    const bool near = accused && accused->sentence + (again ? 1 : 0) >= s && accused->claim.topic.len;
    const sr_slice denied = near ? accused->claim.topic : said_before(r, comma ? comma : t, s);
    if (denied.len) topic = denied;
    if (comma && !denied.len) topic = sr_claim__text(r, start, comma);
  } else if (relative && !topic.len) {
    topic = sr_claim__text(r, head, of);
  }
  sr_draft *d = sr_claim__draft(r, SR_KIND_STATEMENT, s, t, stop > t + n ? stop : t + n);
  if (!d) return sr_arena_fail(r->arena, r->err);
  d->untold = (denies && comma != 0) || (behind_verb == SR_NONE && speaks_beside(r, s, t, speaker));
  sr_claim *c = &d->claim;
  c->act = act;
  c->when = when;
  c->modality = modality_of_act(act);
  if (act == SR_ACT_EXPRESS && offers(r, t)) c->modality = SR_MODALITY_OFFERED;
  c->speaker = same_speaker.name.len ? same_speaker : sr_claim__speaker_ref(r, &r->report->actors[speaker]);
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
  if (act == SR_ACT_REJECT) drop_refused(r, n_frames, s, first);
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
  return mutual && addressee != SR_NONE ? turn_round(r, (uint32_t)(d - r->drafts.at)) : SR_OK;
}

/* "called the deal | a "historic mistake"", "described this as | theft": the verb at t says what its object is. *act:
 * blame or praise; [*first, *stop): the predicate. */
static bool judges(const sr_claim_reading *r, uint32_t t, uint32_t end, sr_enum *act, uint32_t *stop) {
  enum { REACH = 16, PREDICATE_MAX = 5 };
  const sr_slice tag = r->report->tokens[t].upos;
  if (!sr_claim__word(r, t, SR_WORD_JUDGE_VERB) || (tag.len && !sr_slice_is(tag, "VERB"))) return false;
  uint32_t found = 0;
  for (uint32_t k = t + 2; k < end && k < t + REACH; k++) {
    const bool quote = sr_claim__is(r, k, "\"") || sr_claim__is(r, k, "“") || sr_claim__is(r, k, "”");
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT && !quote) break;
    if (found && k > found + 1 && !quote) break;
    if (sr_claim__word(r, k, SR_WORD_JUDGE_BLAME) || sr_claim__word(r, k, SR_WORD_JUDGE_PRAISE)) found = k;
  }
  if (!found) return false;
  uint32_t first = found; /* over "a", its adjectives and quotation marks */
  bool led = false;
  for (uint32_t steps = 0; first > t + 1 && steps < PREDICATE_MAX && !led; steps++) {
    const sr_word_class class = sr_word_class_of(r->report, first - 1);
    led = sr_claim__is(r, first - 1, "a") || sr_claim__is(r, first - 1, "an") || sr_claim__is(r, first - 1, "as");
    if (!led && class != SR_CLASS_ADJECTIVE && class != SR_CLASS_NOUN && !sr_claim__is(r, first - 1, "of") &&
        r->report->tokens[first - 1].kind != SR_TOKEN_PUNCT && class != SR_CLASS_ADVERB)
      break;
    first--;
  }
  const bool bare = first > t + 1 && (sr_slice_is(r->report->tokens[found].upos, "ADJ") ||
                                      sr_word_class_of(r->report, found) == SR_CLASS_ADJECTIVE ||
                                      sr_word_class_of(r->report, found - 1) == SR_CLASS_PRONOUN);
  if ((!led && !bare) || first <= t + 1) return false;
  *act = sr_claim__word(r, found, SR_WORD_JUDGE_BLAME) ? SR_ACT_CRITICISE : SR_ACT_PRAISE;
  *stop = found + 1;
  return true;
}

sr_status sr_claim__read_judgement(sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t end, uint32_t n_frames) {
  uint32_t value = 0, stop = 0, next = 0;
  const uint32_t start = r->report->sentences[s].first_token;
  sr_enum act = SR_FIELD_NONE;
  if (!judges(r, t, end, &act, &stop)) {
    if (!sr_claim__is_parted(r, r->tables->speech, t, end, &value, &stop) || value % 8 == SR_VF_ING) return SR_OK;
    act = r->tables->speech_act[value / 8].act;
    if (act == SR_ACT_DEMAND) return SR_OK; /* "called the president on Monday" calls on nobody */
  }
  const int32_t speaker = sr_claim__subject(r, s, t);
  if (speaker < 0 || (t > start && sr_claim__cue(r, t - 1, SR_CUE_BE)) || is_unsaid(r, start, t)) return SR_OK;
  /* "called it baseless and rejected it": one act */
  if (sr_claim__is(r, stop, "and") && stop + 1 < end &&
      sr_phrases_match(r->tables->speech, &r->report->tokens[stop + 1], 1, &next) &&
      (r->tables->speech_act[next / 8].act == SR_ACT_REJECT || r->tables->speech_act[next / 8].act == SR_ACT_DENY))
    return SR_OK;
  for (uint32_t i = sr_claim__drafts_from(r, n_frames, s); i < n_frames && r->drafts.at[i].sentence == s; i++)
    if (r->drafts.at[i].anchor == t) r->drafts.at[i].dropped = true; /* "held X responsible": holds nothing */
  sr_draft *d = sr_claim__draft(r, SR_KIND_STATEMENT, s, t, stop);
  if (!d) return sr_arena_fail(r->arena, r->err);
  d->claim.act = act;
  d->claim.modality = modality_of_act(d->claim.act);
  d->claim.speaker = sr_claim__speaker_ref(r, &r->report->actors[speaker]);
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
