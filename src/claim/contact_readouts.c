/* What a side tells of a contact named before, and contacts told by what was discussed; see the header. */
#include "claim/contact_parts.h"
#include "claim/slots.h"
#include "claim/subject.h"

#include "base/error.h"
#include "read/wordclass.h"

sr_status sr_claim__join_report(sr_claim_reading *r, sr_draft *d, sr_contact *last, uint32_t s) {
  if (last->draft == SR_NONE || s > last->sentence + 1) return SR_OK;
  sr_draft *met = &r->drafts.at[last->draft];
  const bool planned = met->claim.modality == SR_MODALITY_EXPECTED; /* "will meet. On the agenda are A and B" */
  if (d->claim.modality != SR_MODALITY_ASSERTED && !(planned && d->claim.modality == SR_MODALITY_EXPECTED))
    return SR_OK;
  SR_TRY(sr_claim__chain(r, d));
  SR_TRY(sr_claim__chain(r, met));
  const bool same = d->claim.n_chain == 0 ? met->claim.n_chain == 0
                                          : met->claim.n_chain == d->claim.n_chain &&
                                                sr_slice_eq(met->claim.chain[0].name, d->claim.chain[0].name);
  if (!same || met->dropped) return SR_OK;
  met->claim.topics = d->claim.topics;
  met->claim.n_topics = d->claim.n_topics;
  d->dropped = true;
  last->draft = SR_NONE;
  return SR_OK;
}

/* "Ankara spoke of trade" is a side's readout; "spoke of six dead" is a toll, "spoke of progress" what a man thinks. */
static bool tells_topics(const sr_claim_reading *r, uint32_t s, uint32_t verb, uint32_t topic) {
  const int32_t side = sr_claim__subject(r, s, verb);
  if (side < 0 || r->quantity_at[topic] != SR_NONE) return false;
  for (uint32_t t = topic; t < topic + 3 && t < r->report->n_tokens; t++)
    if (sr_claim__is(r, t, "\"") || sr_claim__is(r, t, "“")) return false; /* his word for it */
  const sr_actor_kind kind = r->report->actors[side].kind;
  return kind == SR_ACTOR_STATE || kind == SR_ACTOR_INSTITUTION;
}

/* "The minister went to the border", but "most of the talks had gone to grain". */
static bool goes_somewhere(const sr_claim_reading *r, uint32_t s, uint32_t t) {
  return (sr_claim__is(r, t, "went") || sr_claim__is(r, t, "gone")) && sr_claim__subject(r, s, t) >= 0;
}

/* "A and B discussed grain", "A discussed grain with B": a contact told by what it was about; not where one of them
 * only tells of the talks named before. */
static sr_status read_discussion(sr_claim_reading *r, uint32_t s, uint32_t t, sr_contact *last, bool *read) {
  static const char *const others[] = {"out", "of", "at", "for", "against", "up"}; /* "spoke out" */
  const uint32_t start = r->report->sentences[s].first_token;
  uint32_t end = sr_claim__sentence_end(r, s);
  if (!sr_claim__word(r, t, SR_WORD_DISCUSS_VERB) || t == start || sr_claim__is(r, t - 1, "to") ||
      sr_claim__is_one_of(r, t + 1, others, sizeof others / sizeof *others) || sr_claim__cue(r, t - 1, SR_CUE_BE) ||
      (t > start + 1 && sr_claim__is(r, t - 2, "to"))) /* "said to have" */
    return SR_OK;
  const int32_t subject = sr_claim__subject(r, s, t);
  if (subject < 0 || sr_claim__are_both(r, subject) || r->report->actors[subject].sentence != s ||
      r->report->actors[subject].first_token > t)
    return SR_OK;
  sr_contact found = {.known = true, .sentence = s, .touched = s, .draft = SR_NONE, .form = SR_FORM_TALKS};
  const uint32_t phone = sr_claim__by_phone(r, t, end);
  if (phone < end) found.form = SR_FORM_CALL;
  end = phone;
  if (!sr_claim__take_offices(r, &found, subject) && !sr_claim__take_nationals(r, &found, start, subject)) {
    sr_claim__take_joined(r, &found, start, subject);
    sr_claim__take_following(r, &found, subject, t);
  }
  const bool speaks = sr_claim__is(r, t, "spoke") || sr_claim__is(r, t, "talked"); /* "spoke in V about inspections" */
  for (uint32_t k = t + 2;
       !speaks && k + 1 < end && !sr_claim__ends_contact(r, k) && !sr_claim__is(r, k, ",") && found.n < 2; k++) {
    const int32_t with = sr_claim__is(r, k, "with") ? sr_claim__actor_from(r, k + 1, end) : SR_NONE;
    if (with == SR_NONE || r->place_at[r->report->actors[with].first_token] != SR_NONE)
      continue; /* "trade with Iran" */
    sr_claim__take_part(r, &found, with);
    end = k;
  }
  if (found.n < 2) return SR_OK;
  *read = true;
  *last = found;
  sr_draft *d = NULL;
  SR_TRY(sr_claim__add_contact(r, s, t, t + 1, &found, sr_claim__modality(r, s, t, t + 1), &d));
  SR_TRY(sr_claim__read_topics(r, t + 1, end, !speaks, &d->claim));
  sr_claim__reach_topics(r, d);
  if (end == sr_claim__sentence_end(r, s))
    sr_claim__stop_at_topics(r, d); /* but "by phone on Sunday", "with Y on Monday" */
  return SR_OK;
}

sr_status sr_claim__read_readout(sr_claim_reading *r, uint32_t s, uint32_t t, sr_contact *last) {
  const uint32_t start = r->report->sentences[s].first_token, end = sr_claim__sentence_end(r, s);
  bool read = false;
  SR_TRY(read_discussion(r, s, t, last, &read));
  if (read || !last->known || s > last->touched + 6) return SR_OK;
  uint32_t from = sr_claim__list_of_agenda(r, t, end);
  const bool agenda = from > 0;
  bool came_up = false; /* "a meeting had not come up" */
  if (sr_claim__word(r, t, SR_WORD_TOPIC_OBJECT_VERB)) from = t + 1;
  const bool base = t > start && sr_claim__cue(r, t - 1, SR_CUE_FUTURE) && /* "They will talk about prisoners" */
                    sr_claim__word(r, t, SR_WORD_TOPIC_BASE);
  uint32_t lead = t + 1; /* "spoke only of", "focused mainly on", "exchanged views on" */
  if (sr_claim__is(r, t, "exchanged") && (sr_claim__is(r, lead, "views") || sr_claim__is(r, lead, "opinions"))) lead++;
  while (lead < end && lead < t + 3 && sr_word_class_of(r->report, lead) == SR_CLASS_ADVERB) lead++;
  if ((base || sr_claim__word(r, t, SR_WORD_TOPIC_VERB)) && lead < end &&
      (sr_claim__is(r, lead, "with") || sr_claim__is(r, lead, "on") || sr_claim__is(r, lead, "upon") ||
       (sr_claim__is(r, lead, "to") && !goes_somewhere(r, s, t)) || sr_claim__is(r, lead, "about") ||
       sr_claim__is(r, lead, "around") || sr_claim__is(r, lead, "over") ||
       (sr_claim__is(r, lead, "of") && tells_topics(r, s, t, lead + 1))))
    from = lead + 1;
  /* "the conversation was about drones" */
  if (sr_claim__is(r, t, "about") && t > start + 1 && sr_claim__cue(r, t - 1, SR_CUE_BE)) {
    uint32_t value = 0;
    const uint32_t noun = sr_phrases_match(r->tables->contacts, &r->report->tokens[t - 2], 1, &value);
    if (noun && r->tables->contact[value / 8].noun) from = t + 1;
  }
  if (t > start && sr_claim__is(r, t + 1, "up") &&
      (sr_claim__is(r, t, "come") || sr_claim__is(r, t, "came") ||
       (sr_claim__is(r, t, "brought") && (sr_claim__cue(r, t - 1, SR_CUE_BE) || sr_claim__cue(r, t - 1, SR_CUE_HAVE)))))
    came_up = !sr_claim__is(r, t + 2, "with");                                   /* "came up with 50 million" */
  const bool laid = sr_claim__is(r, t, "table") || sr_claim__is(r, t, "agenda"); /* "on the agenda", not "at" */
  const bool off = laid && t > start + 1 && !sr_claim__is(r, t - 2, "on");
  bool raised = came_up;
  if (t > start && !agenda && !off && sr_claim__word(r, t, SR_WORD_TOPIC_PREDICATE))
    for (uint32_t k = t; k-- > start && k + 5 > t && !raised;) { /* not "Cairo's readout says they discussed" */
      if (k + 1 == t && sr_claim__cue(r, k, SR_CUE_HAVE)) break; /* "are said to have discussed" */
      raised = sr_claim__cue(r, k, SR_CUE_BE) && sr_word_class_of(r->report, k) != SR_CLASS_OTHER &&
               !sr_slice_is(r->report->tokens[k].upos, "PART");
    }
  if (raised) from = 0;
  if (!from && !raised) return SR_OK;
  if (raised && sr_claim__has_between(r, t > start + SR_TOPIC_WORDS ? t - SR_TOPIC_WORDS : start, t, "whether"))
    return SR_OK; /* "whether it was mentioned is not revealed" */
  if (from && t > start && sr_claim__is(r, t - 1, "to")) return SR_OK;
  /* the sides that give readouts took part */
  for (uint32_t i = sr_claim__speech_from(r, last->sentence); i < r->report->n_speech && last->n < 2; i++) {
    const sr_attribution *a = &r->report->speech[i];
    if (a->sentence > last->sentence + 4) break;
    if (!a->source_name.len) continue;
    if (!a->source.n) continue;
    const uint32_t at = sr_claim__token_at(r, a->source.at[0].start);
    for (uint32_t k = at; k < at + 3 && k < r->report->n_tokens; k++)
      if (r->actor_at[k] != SR_NONE && r->report->tokens[k].span.start < a->source.at[0].end)
        sr_claim__take_part(r, last, r->actor_at[k]);
  }
  if (!last->n) return SR_OK;
  sr_draft *d = NULL;
  if (raised) {
    uint32_t first = t;
    while (first > start && !sr_claim__is(r, first - 1, "that") && !sr_claim__is(r, first - 1, "and") &&
           !sr_claim__is(r, first - 1, ",") &&
           (sr_word_class_of(r->report, first - 1) != SR_CLASS_VERB || t - first < 3) && t - first < SR_TOPIC_WORDS + 4)
      first--;
    /* "a truce, it stressed, was not on the agenda": the topic stands before what is inserted */
    if (first > start + 1 && sr_claim__is(r, first - 1, ",") &&
        (sr_claim__cue(r, first, SR_CUE_BE) || sr_claim__cue(r, first, SR_CUE_HAVE))) {
      uint32_t k = first - 1;
      while (k > start && !sr_claim__is(r, k - 1, ",")) k--;
      for (first = k > start ? k - 1 : first; first > start && r->report->tokens[first - 1].kind != SR_TOKEN_PUNCT;)
        first--;
    }
    uint32_t stop = first;
    while (stop < t && !sr_claim__is(r, stop, ",") && !sr_claim__cue(r, stop, SR_CUE_HAVE) &&
           !sr_claim__cue(r, stop, SR_CUE_BE))
      stop++;
    sr_modality modality = sr_claim__modality(r, s, t, t + 1);
    for (uint32_t k = stop; k < t; k++) /* "was not on the agenda" */
      if (sr_claim__cue(r, k, SR_CUE_NEGATE)) modality = SR_MODALITY_DENIED;
    sr_status status = sr_claim__add_contact(r, s, first, t + 1, last, modality, &d);
    if (status) return status;
    SR_TRY(sr_claim__read_raised(r, first, stop, d));
    return sr_claim__join_report(r, d, last, s);
  }
  sr_status status =
      sr_claim__add_contact(r, s, t, from + 1 < end ? from + 1 : end, last, sr_claim__modality(r, s, t, t + 1), &d);
  if (status) return status;
  status = sr_claim__read_topics(r, from, end, true, &d->claim);
  last->touched = s;
  sr_claim__reach_topics(r, d);
  sr_claim__stop_at_topics(r, d);
  return status ? status : sr_claim__join_report(r, d, last, s);
}
