/* Contacts: who met, spoke or wrote to whom, by verbs and by nouns; see the header. */
#include "claim/contact_parts.h"
#include "claim/slots.h"
#include "claim/subject.h"
#include "claim/triggers.h"

#include "base/error.h"
#include "read/wordclass.h"

enum { PARTNER_REACH = 12 }; /* tokens from the verb to those whom it names */

bool sr_claim__ends_contact(const sr_claim_reading *r, uint32_t t) {
  return sr_claim__is(r, t, ";") || sr_claim__is(r, t, ".") || sr_claim__cue(r, t, SR_CUE_BREAK);
}

int32_t sr_claim__actor_from(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  if (t < end && sr_word_class_of(r->report, t) == SR_CLASS_DETERMINER) t++;
  return t < end ? r->actor_at[t] : SR_NONE;
}

sr_status sr_claim__add_contact(sr_claim_reading *r, uint32_t s, uint32_t first, uint32_t end, const sr_contact *of,
                                sr_modality modality, sr_draft **draft) {
  sr_draft *d = sr_claim__draft(r, SR_KIND_CONTACT, s, first, end);
  sr_actor_ref *copy = SR_NEW(r->arena, sr_actor_ref, SR_PARTICIPANTS_MAX);
  if (!d || !copy) return sr_arena_fail(r->arena, r->err);
  memcpy(copy, of->participants, sizeof of->participants);
  d->claim.participants = copy;
  d->claim.n_participants = of->n;
  d->claim.form = of->form;
  d->claim.modality = modality;
  d->claim.confidence = 0.38;
  if (of->sentence != s) d->context = of->sentence;
  *draft = d;
  return SR_OK;
}

/* "hosts 700,000 refugees": with whom nobody meets. */
static bool is_displaced(const sr_claim_reading *r, uint32_t t) {
  const uint32_t next = sr_claim__mention_from(r, t + 1);
  const sr_mention *m = next ? &r->mentions.at[next - 1] : NULL;
  return m && t >= m->first && t < m->end && m->value == SR_CATEGORY_DISPLACED &&
         (m->usual == SR_THING_TOLL || m->usual == SR_THING_TOLL_NOUN);
}

uint32_t sr_claim__by_phone(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  static const char *const leads[] = {"by", "on", "over", "via"}, *const lines[] = {"phone", "telephone", "video"};
  for (uint32_t k = t; k + 1 < end; k++)
    if (sr_claim__is_one_of(r, k, leads, sizeof leads / sizeof *leads) &&
        sr_claim__is_one_of(r, k + 1 + sr_claim__is(r, k + 1, "the"), lines, sizeof lines / sizeof *lines))
      return k;
  return end;
}

/* "held talks with the United States": a state that somebody meets, and not where. */
static bool is_led_by_with(const sr_claim_reading *r, uint32_t t) {
  const uint32_t first = r->report->actors[r->actor_at[t]].first_token;
  const uint32_t lead = first && sr_word_class_of(r->report, first - 1) == SR_CLASS_DETERMINER ? first - 1 : first;
  return lead && sr_claim__is(r, lead - 1, "with");
}

/* "X met Y in Z on Friday": verb at [t, t + n). */
static sr_status read_event(sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t n, const sr_act_row *row,
                            sr_verb_form form, sr_contact *last) {
  const uint32_t start = r->report->sentences[s].first_token, end = sr_claim__sentence_end(r, s);
  if (form == SR_VF_ING || (form == SR_VF_BASE && sr_word_class_of(r->report, t) != SR_CLASS_VERB &&
                            !(t > start && sr_claim__cue(r, t - 1, SR_CUE_FUTURE))))
    return SR_OK;
  /* "called on A to free them", "called for": nobody is called */
  const bool of_person = n == 1 && sr_claim__word(r, t, SR_WORD_PERSON_VERB);
  if (of_person && t + 1 < end && sr_word_class_of(r->report, t + 1) == SR_CLASS_PREPOSITION) return SR_OK;
  /* "offered to host a summit", "urged the president to meet the rebels" */
  enum { ASKED_MAX = 6 };
  uint32_t act = 0;
  bool asked = false;
  for (uint32_t k = t - (t > start), steps = 0; t > start + 1 && sr_claim__is(r, t - 1, "to") && k-- > start &&
                                                steps < ASKED_MAX && r->report->tokens[k].kind != SR_TOKEN_PUNCT;
       steps++)
    asked |= sr_phrases_match(r->tables->speech, &r->report->tokens[k], t - k < 3 ? t - k : 3, &act) > 0;
  if (asked) return SR_OK;
  sr_contact found = {.known = true, .sentence = s, .touched = s, .draft = SR_NONE, .form = row->act};
  int32_t subject = sr_claim__subject(r, s, t);
  if (last->known && last->n > 1 && sr_claim__are_both(r, subject)) subject = SR_NONE;
  uint32_t they = t; /* "They will talk about water" */
  while (they > start && (sr_claim__cue(r, they - 1, SR_CUE_FUTURE) || sr_claim__cue(r, they - 1, SR_CUE_HAVE))) they--;
  bool met_again =
      last->known && last->n > 1 && last->sentence + 1 == s && they > start && sr_claim__is(r, they - 1, "they");
  /* "The two sides had met in D on 10 July": what later readouts are of, with those who met before */
  for (uint32_t k = start; subject < 0 && k < t && last->known && !met_again; k++)
    if (sr_claim__is_both(r, k)) {
      last->sentence = last->touched = s;
      last->form = row->act;
      last->draft = SR_NONE;
      met_again = true;
    }
  if (met_again && last->n > 1) { /* "The two sides had negotiated about corridors" */
    sr_draft *again = NULL;
    const bool agreed = t > start && sr_claim__is(r, t - 1, "to"); /* "Both sides agreed to meet again in P" */
    SR_TRY(sr_claim__add_contact(r, s, t, t + n, last,
                                 agreed ? SR_MODALITY_EXPECTED : sr_claim__modality(r, s, t, t + n), &again));
    SR_TRY(sr_claim__read_topics(r, t + n, end, false, &again->claim));
    again->dropped = !again->claim.n_topics && !agreed;
    sr_claim__reach_topics(r, again);
    sr_claim__stop_at_topics(r, again);
    return again->dropped ? SR_OK : sr_claim__join_report(r, again, last, s);
  }
  if (subject < 0) sr_claim__take_nameless(r, &found, start, t);
  if (subject < 0 && (met_again || !found.n)) return SR_OK;
  if (subject >= 0 && !sr_claim__take_offices(r, &found, subject) &&
      !sr_claim__take_nationals(r, &found, start, subject)) {
    sr_claim__take_joined(r, &found, start, subject);
    if (r->report->actors[subject].sentence == s) sr_claim__take_following(r, &found, subject, t);
  }
  for (uint32_t k = t + n; k < end && k < t + n + PARTNER_REACH && !sr_claim__ends_contact(r, k); k++) {
    if (sr_claim__is(r, k, ",") || sr_claim__is(r, k, "about")) break;
    if (sr_claim__is(r, k, "to") && sr_word_class_of(r->report, k + 1) == SR_CLASS_VERB) break; /* "to discuss" */
    if (sr_claim__word(r, k, SR_WORD_HOST_ROLE)) break;          /* "met at the invitation of X" */
    if (sr_claim__is(r, k, "from") && found.n < 2) return SR_OK; /* "received a loan from the bank" */
    if (sr_claim__is(r, k, "and") && k + 1 < end && sr_word_class_of(r->report, k + 1) == SR_CLASS_VERB) break;
    if (r->actor_at[k] == SR_NONE || (r->place_at[k] != SR_NONE && !is_led_by_with(r, k)) || is_displaced(r, k))
      continue;
    const sr_actor *a = &r->report->actors[r->actor_at[k]];
    const uint32_t after = a->first_token == k ? sr_claim__take_offices(r, &found, r->actor_at[k]) : 0;
    if (after)
      k = after - 1; /* "hosted the presidents of A and B" */
    else
      sr_claim__take_part(r, &found, r->actor_at[k]);
  }
  /* "called his counterpart", "welcomed the minister": somebody right behind the verb; not "called it" */
  if (of_person) {
    uint32_t who = t + 1;
    while (who < end && who < t + 3 && r->actor_at[who] == SR_NONE) who++;
    const sr_actor *a = who < end && r->actor_at[who] != SR_NONE ? &r->report->actors[r->actor_at[who]] : NULL;
    if (!a || (a->kind != SR_ACTOR_OFFICE && a->kind != SR_ACTOR_PERSON)) return SR_OK;
    const uint32_t after = a->first_token + a->n_tokens;
    if (sr_word_class_of(r->report, after) == SR_CLASS_DETERMINER || sr_claim__is(r, after, "\"") ||
        sr_claim__is(r, after, "'s"))
      return SR_OK;
  }
  if (found.form == SR_FORM_TALKS && sr_claim__by_phone(r, t, end) < end)
    found.form = SR_FORM_CALL; /* "spoke to X by phone" */
  /* receiving, visiting and hosting are contacts only with somebody */
  if (found.n < 2 && subject >= 0 && r->report->actors[subject].kind == SR_ACTOR_PERSON) return SR_OK;
  if (found.n < 2 && !sr_claim__word(r, t, SR_WORD_GATHER_VERB)) return SR_OK; /* but "ministers will gather" */
  *last = found;
  sr_draft *d = NULL; /* its anchor is the verb: "the chancellor, who spoke to him on Friday" */
  sr_modality modality = sr_claim__modality(r, s, t, t + n);
  for (uint32_t k = t + 1; k < t + n; k++) /* "held no talks" */
    if (sr_claim__cue(r, k, SR_CUE_NEGATE)) modality = SR_MODALITY_DENIED;
  sr_status status = sr_claim__add_contact(r, s,
                                           subject >= 0 && r->report->actors[subject].first_token < t &&
                                                   r->report->actors[subject].sentence == s
                                               ? r->report->actors[subject].first_token
                                               : t,
                                           t + n, &found, modality, &d);
  if (status) return status;
  d->anchor = t;
  status = sr_claim__read_topics(r, t + n, end, false, &d->claim);
  if (!status && !d->claim.n_topics) status = sr_claim__read_next_topics(r, s, &d->claim);
  if (!status && !d->claim.n_topics) last->draft = (int32_t)(d - r->drafts.at);
  sr_claim__stop_at_topics(r, d);
  return status;
}

/* "A will travel to Kyiv on Monday for talks with B": who comes for the talks named at t. */
static bool visits(const sr_claim_reading *r, uint32_t s, uint32_t t, sr_contact *c, uint32_t *verb) {
  enum { LEAD_MAX = 2, VERB_BACK = 10 };
  const uint32_t start = r->report->sentences[s].first_token;
  uint32_t lead = t;
  while (lead > start && t - lead < LEAD_MAX && !sr_claim__is(r, lead - 1, "for") && !sr_claim__is(r, lead - 1, ","))
    lead--;
  if (lead <= start || !sr_claim__is(r, lead - 1, "for")) return false;
  for (uint32_t k = lead - 1, steps = 0; k-- > start && steps < VERB_BACK; steps++) {
    const bool there =
        sr_claim__cue(r, k, SR_CUE_BE) && (sr_claim__is(r, k + 1, "in") || sr_claim__is(r, k + 1, "back"));
    if (!there && !sr_claim__word(r, k, SR_WORD_TRAVEL_VERB)) continue;
    const int32_t who = sr_claim__subject(r, s, k);
    if (who == SR_NONE || r->place_at[r->report->actors[who].first_token] != SR_NONE) return false;
    sr_claim__take_part(r, c, who);
    *verb = k;
    return true;
  }
  return false;
}

/* "Another round could begin on Sunday": talks to come of those named before, where a day or a place is said. */
static bool is_next_round(const sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t n, const sr_contact *last) {
  enum { VERB_REACH = 6 };
  if (!last->known || last->n < 2 || !sr_slice_starts(r->report->tokens[t + n - 1].norm, SR_SLICE("round")))
    return false;
  const uint32_t end = sr_claim__sentence_end(r, s);
  bool planned = false, told = false;
  for (uint32_t k = t + n; k < end && !sr_claim__ends_contact(r, k); k++) {
    planned |= k < t + n + VERB_REACH && (sr_claim__cue(r, k, SR_CUE_FUTURE) || sr_claim__cue(r, k, SR_CUE_POSSIBLE));
    told |= r->time_at[k] != SR_NONE || r->place_at[k] != SR_NONE;
  }
  return planned && told;
}

/* "Talks between A and B ended in Z", "In a phone call with B, A said": a contact told in a noun at [t, stop), with
 * those who took part. */
static bool took_place(const sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t stop, sr_contact *c, uint32_t *verb,
                       bool *cancelled) {
  enum { VERB_REACH = 22, HEAD_BACK = 5, BETWEEN_REACH = 6 };
  const uint32_t start = r->report->sentences[s].first_token, end = sr_claim__sentence_end(r, s);
  /* "talks in P between A and B" */
  for (uint32_t k = stop; k < end && k < stop + BETWEEN_REACH; k++)
    if (sr_claim__is(r, k, "between")) {
      stop = k;
      break;
    } else if (r->place_at[k] == SR_NONE && r->time_at[k] == SR_NONE &&
               sr_word_class_of(r->report, k) != SR_CLASS_PREPOSITION)
      break;
  const bool between = sr_claim__is(r, stop, "between") || sr_claim__is(r, stop, "of"),
             with = sr_claim__is(r, stop, "with");
  if (!between && !with) return false;
  const int32_t one = sr_claim__actor_from(r, stop + 1, end);
  if (one == SR_NONE) return false;
  const uint32_t after = r->report->actors[one].first_token + r->report->actors[one].n_tokens;
  sr_claim__take_part(r, c, one);
  if (between) {
    const bool several = sr_claim__word(r, after - 1, SR_WORD_DELEGATE); /* "between the two presidents" */
    const int32_t other = sr_claim__is(r, after, "and") ? sr_claim__actor_from(r, after + 1, end) : SR_NONE;
    if (other == SR_NONE && !several) return false;
    sr_claim__take_part(r, c, other);
    for (uint32_t k = after; k < end && k < after + VERB_REACH; k++)
      if (sr_claim__word(r, k, SR_WORD_CANCEL_VERB) &&
          (sr_claim__cue(r, k - 1, SR_CUE_BE) || sr_claim__cue(r, k - 1, SR_CUE_HAVE))) {
        *verb = k;
        *cancelled = true;
        return true;
      }
    for (uint32_t k = after; k < end && k < after + VERB_REACH; k++)
      if ((sr_claim__word(r, k, SR_WORD_CONTACT_PLANNED) && sr_claim__cue(r, k - 1, SR_CUE_BE)) ||
          (sr_claim__word(r, k, SR_WORD_CONTACT_PAST) && sr_claim__modality(r, s, k, k + 1) == SR_MODALITY_ASSERTED) ||
          (sr_claim__word(r, k, SR_WORD_CONTACT_BASE) && sr_claim__modality(r, s, k, k + 1) == SR_MODALITY_EXPECTED)) {
        *verb = k;
        return true;
      }
    return false;
  }
  if (visits(r, s, t, c, verb)) return c->n == 2;
  /* "In a call with B on Monday, A said", opening its sentence; "A, after a call with B, said" behind its subject; "A
   * spoke of progress after talks with B" by the tree */
  static const char *const leads[] = {"in", "during", "after", "following"};
  uint32_t lead = t;
  while (lead > start && t - lead < HEAD_BACK && !sr_claim__is_one_of(r, lead, leads, sizeof leads / sizeof *leads))
    lead--;
  if (!sr_claim__is_one_of(r, lead, leads, sizeof leads / sizeof *leads) || sr_claim__is(r, lead + 1, "the"))
    return false;
  int32_t who = lead > start + 1 && sr_claim__is(r, lead - 1, ",") ? r->actor_at[lead - 2] : SR_NONE;
  if (lead == start) {
    uint32_t k = after;
    while (k < end && !sr_claim__is(r, k, ",")) k++;
    who = sr_claim__actor_from(r, k + 1, end);
    *verb = k;
  } else if (who == SR_NONE) {
    const sr_token *noun = &r->report->tokens[stop - 1];
    if (sr_slice_is(noun->deprel, "obl") && noun->head != SR_NO_HEAD && noun->head < r->report->n_tokens) {
      who = sr_claim__subject(r, s, noun->head);
      *verb = t;
    }
    if (who != SR_NONE && (who < 0 || r->place_at[r->report->actors[who].first_token] != SR_NONE)) return false;
  }
  if (who < 0) return false;
  sr_claim__take_part(r, c, who);
  return c->n == 2;
}

/* "the talks in X", "the ministers' meeting": what later readouts are of. */
static sr_status note_contact(sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t n, sr_enum form, sr_contact *last) {
  static const char *const led[] = {"with", "on", "about", "around", "to", "over"};
  const uint32_t end = sr_claim__sentence_end(r, s);
  sr_contact named = {.known = true, .sentence = s, .touched = s, .draft = SR_NONE, .form = form};
  uint32_t verb = end;
  bool cancelled = false;
  if (took_place(r, s, t, t + n, &named, &verb, &cancelled)) {
    *last = named;
    sr_draft *d = NULL;
    sr_modality modality = sr_claim__modality(r, s, verb, verb + 1);
    if (verb < end && sr_claim__word(r, verb, SR_WORD_CONTACT_PLANNED)) modality = SR_MODALITY_EXPECTED;
    if (cancelled) modality = SR_MODALITY_DENIED;
    sr_status status = sr_claim__add_contact(r, s, t, t + n, &named, modality, &d);
    if (!status) status = sr_claim__read_topics(r, t + n, verb > t ? verb : end, false, &d->claim);
    if (!status) sr_claim__stop_at_topics(r, d);
    if (status || d->claim.n_topics || verb <= t) return status;
    /* "dealt with grain exports", "It will be about the payment of salaries" */
    for (uint32_t k = verb; k < end && k < verb + 3; k++)
      if (sr_claim__is_one_of(r, k, led, sizeof led / sizeof *led))
        return sr_claim__read_topics(r, k + 1, end, true, &d->claim);
    return sr_claim__read_next_topics(r, s, &d->claim);
  }
  if (is_next_round(r, s, t, n, last)) {
    for (verb = t + n; verb + 1 < end && !sr_claim__word(r, verb, SR_WORD_CONTACT_NEXT);) verb++;
    const sr_modality modality = sr_claim__modality(r, s, verb, verb + 1);
    named = *last;
    named.sentence = named.touched = s;
    sr_draft *d = NULL;
    last->touched = s;
    return sr_claim__add_contact(r, s, t, t + n, &named,
                                 modality == SR_MODALITY_ASSERTED ? SR_MODALITY_EXPECTED : modality, &d);
  }
  /* "the session" is of the talks just named */
  if (last->known && last->touched + 4 > s) {
    last->touched = s;
    if (form == SR_FORM_TALKS && last->form != SR_FORM_CALL) last->form = form; /* talks that a call was about */
    return SR_OK;
  }
  sr_contact found = {.known = true, .sentence = s, .touched = s, .draft = SR_NONE, .form = form};
  for (uint32_t k = t; k < end; k++)
    if (r->actor_at[k] != SR_NONE && r->place_at[k] == SR_NONE) sr_claim__take_part(r, &found, r->actor_at[k]);
  bool dated = false;
  for (uint32_t k = r->report->sentences[s].first_token; k < end; k++) dated |= r->time_at[k] != SR_NONE;
  if (found.n < 2 && !dated) {
    /* "urged his counterpart": the two who spoke */
    for (uint32_t i = r->drafts.n, steps = 0; i-- > 0 && steps < 4; steps++) {
      const sr_draft *d = &r->drafts.at[i];
      if (d->claim.kind != SR_KIND_STATEMENT || d->sentence > s || d->sentence + 3 < s || !d->claim.addressee.name.len)
        continue;
      if (sr_claim__sentence(r, d->sentence)->paragraph + (last->known ? 0 : 1) < sr_claim__sentence(r, s)->paragraph)
        break;
      found.participants[0] = d->claim.speaker;
      found.participants[1] = d->claim.addressee;
      found.n = 2;
      found.sentence = d->sentence;
      break;
    }
  }
  *last = found;
  return SR_OK;
}

/* "held | three hours of talks", "had a call": a contact told by its noun, the object of a verb that says no more than
 * that it was. The tokens as far as the noun goes, 0 for none; *row is the noun's, *form the verb's. */
static uint32_t held_at(const sr_claim_reading *r, uint32_t t, uint32_t end, const sr_act_row **row,
                        sr_verb_form *form) {
  enum { OBJECT_MAX = 7 };
  if (!sr_claim__word(r, t, SR_WORD_HOLD_VERB)) return 0;
  *form = sr_slice_is(r->report->tokens[t].xpos, "VBG")              ? SR_VF_ING
          : sr_claim__is(r, t, "hold") || sr_claim__is(r, t, "have") ? SR_VF_BASE
          : sr_claim__is(r, t, "holds") || sr_claim__is(r, t, "has") ? SR_VF_S
                                                                     : SR_VF_PAST;
  for (uint32_t k = t + 1; k < end && k < t + OBJECT_MAX; k++) {
    uint32_t value = 0;
    const uint32_t n = sr_phrases_match(r->tables->contacts, &r->report->tokens[k], end - k, &value);
    if (n && (r->tables->contact[value / 8].noun ||
              (value % 8 == SR_VF_ING && sr_word_class_of(r->report, k) == SR_CLASS_NOUN))) { /* "a meeting" */
      *row = &r->tables->contact[value / 8];
      return k + n - t;
    }
    const sr_word_class class = sr_word_class_of(r->report, k);
    if (class != SR_CLASS_DETERMINER && class != SR_CLASS_ADJECTIVE && class != SR_CLASS_NOUN &&
        class != SR_CLASS_NUMBER && class != SR_CLASS_ADVERB && !sr_claim__is(r, k, "of") && !sr_claim__is(r, k, "-") &&
        r->quantity_at[k] == SR_NONE && r->time_at[k] == SR_NONE)
      return 0;
  }
  return 0;
}

sr_status sr_claim__contacts(sr_claim_reading *r) {
  sr_contact last = {0};
  for (uint32_t s = 0; s < r->report->n_sentences; s++) {
    const uint32_t end = sr_claim__sentence_end(r, s);
    for (uint32_t t = r->report->sentences[s].first_token; t < end; t++) {
      uint32_t value = 0;
      uint32_t n = sr_phrases_match(r->tables->contacts, &r->report->tokens[t], end - t, &value);
      uint32_t stop = 0;
      const sr_act_row *object = NULL;
      sr_verb_form form = SR_VF_OTHER;
      const uint32_t held = n ? 0 : held_at(r, t, end, &object, &form);
      sr_status status = SR_OK;
      if (held) {
        n = held;
        status = read_event(r, s, t, n, object, form, &last);
      } else if (n) {
        const sr_act_row *row = &r->tables->contact[value / 8];
        /* "a meeting", "a call between" */
        const bool gerund = value % 8 == SR_VF_ING && sr_word_class_of(r->report, t) == SR_CLASS_NOUN;
        const bool named = value % 8 == SR_VF_BASE && n == 1 && sr_claim__is(r, t + 1, "between");
        const bool will = n == 1 && sr_claim__is(r, t, "talk") && t > r->report->sentences[s].first_token &&
                          sr_claim__cue(r, t - 1, SR_CUE_FUTURE); /* "They will talk about" */
        if (will)
          status = sr_claim__read_readout(r, s, t, &last);
        else if (row->noun || gerund || named)
          status = note_contact(r, s, t, n, row->act, &last);
        else
          status = read_event(r, s, t, n, row, (sr_verb_form)(value % 8), &last);
      } else if (sr_claim__is_parted(r, r->tables->contacts, t, end, &value,
                                     &stop)) { /* "brought A and B | together" */
        status = read_event(r, s, t, 1, &r->tables->contact[value / 8], (sr_verb_form)(value % 8), &last);
      } else {
        status = sr_claim__read_readout(r, s, t, &last);
      }
      if (status) return status;
      if (n) t += n - 1;
    }
  }
  return SR_OK;
}
