/* Ground: places that are taken, held, lost and fought over, as the frames of lexicon/frames.tsv for places say. */
#include "claim/mention_parts.h"
#include "claim/places.h"
#include "claim/sides.h"
#include "claim/slots.h"
#include "claim/subject.h"
#include "claim/tree.h"
#include "claim/triggers.h"

#include "read/wordclass.h"

#include <math.h>

/* "fighting continued around X": ground that both sides contest. */
static sr_status add_contested(sr_claim_reading *r, uint32_t s) {
  static const char *const led[] = {"in", "around", "near", "for", "inside", NULL};
  enum { VERB_REACH = 8, PLACE_REACH = 8 };
  const uint32_t start = r->report->sentences[s].first_token, end = sr_claim__sentence_end(r, s);
  for (uint32_t t = start; t < end; t++) {
    bool on = false;
    if (!sr_claim__word(r, t, SR_WORD_FIGHTING)) continue;
    for (uint32_t k = t + 1; k < end && k < t + VERB_REACH; k++) on |= sr_claim__word(r, k, SR_WORD_ONGOING);
    for (uint32_t k = t + 1; on && k < end && k < t + PLACE_REACH; k++) {
      if (r->place_at[k] == SR_NONE) continue;
      const sr_place *place = &r->report->places[r->place_at[k]];
      bool placed = false;
      for (uint32_t back = k; back > t && !placed; back--)
        for (const char *const *word = led; *word; word++) placed |= sr_claim__is(r, back - 1, *word);
      if (!placed || sr_slice_starts(place->feature, SR_SLICE("PCL"))) break;
      sr_draft *d = sr_claim__draft(r, SR_KIND_CONTROL, s, t, place->first_token + place->n_tokens);
      if (!d) return sr_arena_fail(r->arena, r->err);
      d->anchor = t;
      d->thing = SR_THING_PLACE;
      d->claim.act = SR_ACT_CONTESTED;
      d->claim.modality = sr_claim__modality(r, s, t, t + 1);
      d->claim.confidence = 0.45;
      d->claim.target_place = sr_claim__place_ref(place);
      return SR_OK;
    }
  }
  return SR_OK;
}

/* Words that may stand between a verb of taking and the place: "the village of", "full control of the centre of". */
static bool leads_to_place(const sr_claim_reading *r, uint32_t t) {
  if (sr_claim__word(r, t, SR_WORD_EXTENT)) return true;
  const sr_word_class class = sr_word_class_of(r->report, t);
  return class == SR_CLASS_NOUN || class == SR_CLASS_ADJECTIVE || class == SR_CLASS_NAME ||
         class == SR_CLASS_DETERMINER;
}

/* A demand or a plan, not a happening: the bare form of a verb of taking or leaving. */
static bool is_bare(const sr_claim_reading *r, const sr_trigger *t) {
  return t->form == SR_VF_BASE && t->voice == SR_VOICE_ACTIVE && !(t->verbs & SR_BIT(SR_VERB_HOLD)) &&
         !sr_claim__is_carried_out(r, t);
}

static sr_status add_control(sr_claim_reading *r, const sr_trigger *t, const sr_frame *frame, uint32_t first,
                             uint32_t end, const sr_place_ref *place) {
  sr_draft *d = sr_claim__draft(r, SR_KIND_CONTROL, t->sentence, first, end);
  if (!d) return sr_arena_fail(r->arena, r->err);
  d->anchor = t->first;
  d->thing = SR_THING_PLACE;
  d->claim.act = frame->act;
  d->claim.modality = t->modality;
  d->claim.confidence = frame->confidence;
  d->claim.target_place = *place;
  if (frame->party == SR_PARTY_SUBJECT) {
    int32_t subject = SR_NONE;
    if (t->voice == SR_VOICE_ACTIVE) subject = sr_claim__subject(r, t->sentence, t->first);
    for (uint32_t k = t->end; t->voice != SR_VOICE_ACTIVE && k < t->end + 6 && k < r->report->n_tokens; k++)
      if (r->actor_at[k] != SR_NONE && sr_claim__has_between(r, t->end, k, "by")) subject = r->actor_at[k];
    d->claim.party = sr_claim__party_of(r, subject);
  }
  return SR_OK;
}

static bool is_name(const sr_claim_reading *r, uint32_t t) {
  return sr_word_class_of(r->report, t) == SR_CLASS_NAME ||
         (sr_slice_is(r->report->tokens[t].upos, "PROPN") && sr_word_is_capital(r->report, t)) ||
         sr_word_has_article(sr_report_slice(r->report, r->report->tokens[t].span));
}

/* The place at token k, known or only named ("seized Novyi Khutir"); the number of its tokens, 0 for none. */
static uint32_t place_named(const sr_claim_reading *r, uint32_t k, uint32_t end, sr_place_ref *place) {
  enum { NAME_MAX = 3 };
  /* "seized the town": the one named before */
  const sr_place *meant = sr_claim__place_meant(r, k);
  if (meant && !sr_claim__is(r, k, "there")) {
    *place = sr_claim__place_ref(meant);
    return 1;
  }
  if (r->place_at[k] != SR_NONE) {
    const sr_place *p = &r->report->places[r->place_at[k]];
    *place = sr_claim__place_ref(p);
    if (k == p->first_token && p->country.len) return p->n_tokens;
    if (k != p->first_token) return 0;
  }
  /* "the commander al-Zawahiri", "General al-Hafir" are taken alive */
  if (k && sr_word_has_article(sr_claim__text(r, k, k + 1)) &&
      (sr_word_class_of(r->report, k - 1) == SR_CLASS_NOUN || sr_word_is_capital(r->report, k - 1)))
    return 0;
  uint32_t to = k;
  while (to < end && to < k + NAME_MAX && is_name(r, to) && sr_claim__is_free_name(r, to)) to++;
  if (to == k) return r->place_at[k] != SR_NONE ? r->report->places[r->place_at[k]].n_tokens : 0;
  /* "captured Bradley vehicles", "took Ivanov's post" */
  if (to < end && (sr_word_class_of(r->report, to) == SR_CLASS_NOUN || sr_claim__is(r, to, "'s"))) return 0;
  *place = (sr_place_ref){.name = sr_claim__text(r, k, to), .lat = (double)NAN, .lon = (double)NAN};
  return to - k;
}

/* "X remains under Ukrainian control", "the town is in the hands of the rebels", "X has fallen to the army": who holds
 * or takes it stands in or behind the verb. */
static sr_status read_held(sr_claim_reading *r, const sr_trigger *t, const sr_frame *frame) {
  const uint32_t start = r->report->sentences[t->sentence].first_token;
  const uint32_t end = sr_claim__sentence_end(r, t->sentence);
  int32_t holder = SR_NONE;
  for (uint32_t k = t->end; k < end && k < t->end + 4 && holder == SR_NONE; k++) holder = r->actor_at[k];
  if (t->verbs & SR_BIT(SR_VERB_FALL)) { /* "A fell on 30 November", not "prices in A fell", "A fell silent" */
    uint32_t subject = sr_claim__subject_token(r, t->first);
    if (subject != SR_NO_TOKEN && subject > start + 1 && sr_claim__is(r, subject, "which") &&
        sr_claim__is(r, subject - 1, ","))
      subject -= 2; /* "V, which fell on 26 January" */
    if (subject == SR_NO_TOKEN || r->place_at[subject] == SR_NONE || subject > t->first || t->form == SR_VF_BASE ||
        sr_claim__is_country(&r->report->places[r->place_at[subject]]) ||
        !(t->end == end || r->report->tokens[t->end].kind == SR_TOKEN_PUNCT || r->time_at[t->end] != SR_NONE ||
          (sr_word_class_of(r->report, t->end) == SR_CLASS_PREPOSITION && r->time_at[t->end + 1] != SR_NONE)))
      return SR_OK;
    holder = SR_NONE;
  }
  for (uint32_t k = t->first; k-- > start && k + 6 > t->first;) {
    if (r->place_at[k] == SR_NONE) continue;
    const sr_place *p = &r->report->places[r->place_at[k]];
    const sr_place_ref place = sr_claim__place_ref(p);
    uint32_t stop = t->end;
    while (stop < end && stop < t->end + 4 && r->report->tokens[stop].kind == SR_TOKEN_WORD) stop++;
    sr_status status = add_control(r, t, frame, p->first_token, stop, &place);
    if (!status) r->drafts.at[r->drafts.n - 1].claim.party = sr_claim__party_of(r, holder);
    return status;
  }
  return SR_OK;
}

/* "19 per cent of the region is still in Ukrainian hands", "K remains in rebel hands": what is in whose hands. */
static sr_status add_in_hands(sr_claim_reading *r, uint32_t s) {
  enum { PHRASE_MAX = 14 };
  const uint32_t start = r->report->sentences[s].first_token, end = sr_claim__sentence_end(r, s);
  for (uint32_t t = start + 3; t < end; t++) {
    if (!sr_claim__is(r, t, "hands")) continue;
    const uint32_t whose = sr_claim__is(r, t - 1, "'s") ? t - 2 : t - 1; /* "in the group's hands" */
    const bool rebels = sr_claim__is(r, whose, "rebel"), state = sr_claim__is(r, whose, "government");
    const int32_t holder = rebels ? r->rebels : r->actor_at[whose];
    if (holder == SR_NONE && !(state && sr_claim__home(r, s).name.len)) continue;
    const uint32_t who = rebels || state ? whose : r->report->actors[holder].first_token;
    const uint32_t in = who - 1 - sr_claim__is(r, who - 1, "the");
    if (!sr_claim__is(r, in, "in") || r->report->tokens[in].sentence != s) continue;
    sr_place_ref place;
    uint32_t first = in;
    for (uint32_t k = in; k-- > start && in - k <= PHRASE_MAX && !sr_claim__is(r, k, ";") && first == in;)
      if (r->place_at[k] != SR_NONE || is_name(r, k)) {
        while (k > start && (r->place_at[k] != SR_NONE ? r->place_at[k - 1] == r->place_at[k] : is_name(r, k - 1))) k--;
        if (place_named(r, k, end, &place)) first = k;
      }
    if (first == in) continue;
    sr_figure share = {0};
    for (uint32_t i = sr_claim__mention_from(r, start); i < r->mentions.n && r->mentions.at[i].end <= first; i++) {
      sr_mention *m = &r->mentions.at[i];
      if (!m->figure.present || first - m->end > PHRASE_MAX || !sr_claim__is(r, m->end, "of") ||
          !(m->things & (SR_BIT(SR_THING_SHARE) | SR_BIT(SR_THING_AREA) | SR_BIT(SR_THING_SETTLEMENT))))
        continue;
      share = m->figure;
      if (share.high < 1) { /* "a fifth of the region" */
        share.low *= 100;
        share.high *= 100;
        share.unit = SR_SLICE("%");
      }
      first = m->first;
      m->used = true;
    }
    sr_draft *d = sr_claim__draft(r, SR_KIND_CONTROL, s, first, t + 1);
    if (!d) return sr_arena_fail(r->arena, r->err);
    d->anchor = in;
    d->thing = SR_THING_PLACE;
    d->claim.act = SR_ACT_HOLDS;
    d->claim.modality = sr_claim__modality(r, s, in, t + 1);
    d->claim.quantity = share;
    d->claim.confidence = 0.53;
    d->claim.party = state ? sr_claim__home(r, s) : sr_claim__party_of(r, holder);
    d->claim.target_place = place;
  }
  return SR_OK;
}

/* "U in North K, which the group had held": the place that the relative clause is of. */
static bool place_before_which(const sr_claim_reading *r, const sr_trigger *t, sr_place_ref *place) {
  enum { SUBJECT_MAX = 6, PHRASE_MAX = 7 };
  const uint32_t start = r->report->sentences[t->sentence].first_token;
  uint32_t which = t->first;
  while (which > start && t->first - which < SUBJECT_MAX && !sr_claim__is(r, which, "which")) which--;
  if (!sr_claim__is(r, which, "which") || which == start || which + 1 >= t->first) return false; /* "which holds" */
  bool found = false;
  for (uint32_t k = which; k-- > start && which - k < PHRASE_MAX;) {
    if (r->place_at[k] != SR_NONE) {
      *place = sr_claim__place_ref(&r->report->places[r->place_at[k]]);
      found = true;
    } else if (!sr_claim__is(r, k, ",") && !sr_claim__is(r, k, "in") && !sr_claim__is(r, k, "the")) {
      break;
    }
  }
  return found;
}

/* "seized M in March; the army recaptured it": the ground that was told of last, in this sentence or the one before. */
static bool ground_before(const sr_claim_reading *r, const sr_trigger *t, sr_place_ref *place) {
  enum { DRAFTS_BACK = 6 };
  for (uint32_t i = r->drafts.n, steps = 0; i-- > 0 && steps < DRAFTS_BACK; steps++) {
    const sr_draft *d = &r->drafts.at[i];
    if (d->sentence + 1 < t->sentence) return false;
    if (d->claim.kind != SR_KIND_CONTROL || !d->claim.target_place.name.len || d->claim.quantity.present ||
        d->anchor >= t->first)
      continue;
    *place = d->claim.target_place;
    return true;
  }
  return false;
}

/* "4,200 lorries entered Gaza": goods and those who bring or need them take no ground by coming in. */
static bool comes_unarmed(const sr_claim_reading *r, const sr_trigger *t) {
  const sr_set unarmed = SR_BIT(SR_THING_OBJECT) | SR_BIT(SR_THING_AID_ITEM) | SR_BIT(SR_THING_PACKAGE) |
                         SR_BIT(SR_THING_CIVILIAN) | SR_BIT(SR_THING_TOLL_NOUN);
  const uint32_t subject = t->verbs & SR_BIT(SR_VERB_ENTER) ? sr_claim__subject_token(r, t->first) : SR_NO_TOKEN;
  sr_noun_hit hit;
  return subject != SR_NO_TOKEN && sr_claim__noun_at(r, subject, subject + 1, &hit) && (hit.noun->classes & unarmed);
}

/* "two villages | , X and Y", "two villages in the D region | : X and Y": the mark behind what is counted and where,
 * before the names of it. */
static bool names_counted(const sr_claim_reading *r, uint32_t drafts_from, const sr_trigger *t, uint32_t k,
                          uint32_t end) {
  sr_place_ref place;
  if ((!sr_claim__is(r, k, ",") && !sr_claim__is(r, k, ":")) || k + 1 >= end || !place_named(r, k + 1, end, &place))
    return false;
  uint32_t from = k;
  while (from > t->end && (r->place_at[from - 1] != SR_NONE || sr_claim__is(r, from - 1, "in") ||
                           sr_claim__is(r, from - 1, "the") || sr_claim__is(r, from - 1, "region")))
    from--;
  for (uint32_t i = drafts_from; i < r->drafts.n; i++) {
    const sr_draft *d = &r->drafts.at[i];
    if (d->anchor == t->first && d->mention != SR_NONE && r->mentions.at[d->mention].end == from)
      return (r->mentions.at[d->mention].things & SR_BIT(SR_THING_SETTLEMENT)) != 0;
  }
  return false;
}

/* Places taken, held and lost: "seized the village of X and Y", "X was retaken". */
static sr_status read_control(sr_claim_reading *r, uint32_t index, uint32_t drafts_from) {
  enum { FUTURE_REACH = 12 };
  const sr_trigger t = r->triggers.at[index];
  const sr_frame *frame = NULL;
  for (uint32_t verb = SR_VERB_NONE + 1; verb < SR_VERB_COUNT && !frame; verb++)
    if (t.verbs & SR_BIT(verb)) frame = sr_claim__frame(r->tables, (sr_verb)verb, SR_THING_PLACE);
  if (!frame || sr_claim__is_infinitive(r, &t) || is_bare(r, &t) || sr_claim__is_hypothetical(r, &t) ||
      sr_claim__asks(r, t.first) || comes_unarmed(r, &t))
    return SR_OK;
  /* "will be held responsible": no ground */
  if ((t.verbs & SR_BIT(SR_VERB_HOLD)) && sr_word_class_of(r->report, t.end) == SR_CLASS_ADJECTIVE &&
      r->place_at[t.end] == SR_NONE && t.voice == SR_VOICE_PASSIVE)
    return SR_OK;
  /* "the capture of the rest would take until 2028": not taken yet */
  for (uint32_t k = t.end; t.voice == SR_VOICE_NOMINAL && k < t.end + FUTURE_REACH && k < r->report->n_tokens; k++)
    if (sr_claim__is(r, k, "would") || sr_claim__is(r, k, "will") || sr_claim__is(r, k, "could")) return SR_OK;
  bool counted = false;
  for (uint32_t k = drafts_from; k < r->drafts.n; k++)
    counted |= r->drafts.at[k].anchor == t.first && r->drafts.at[k].claim.quantity.present;
  const uint32_t end = sr_claim__sentence_end(r, t.sentence);
  if (!counted && t.side == SR_SIDE_SUBJECT) return read_held(r, &t, frame);
  sr_place_ref held;
  if (t.voice == SR_VOICE_ACTIVE && !counted && sr_claim__is(r, t.end, "it") && ground_before(r, &t, &held))
    return add_control(r, &t, frame, t.first, t.end + 1, &held);
  if (t.voice == SR_VOICE_ACTIVE && !counted && place_before_which(r, &t, &held))
    return add_control(r, &t, frame, t.first, t.end, &held);
  if (t.voice == SR_VOICE_ACTIVE || t.voice == SR_VOICE_NOMINAL) {
    bool listed = !counted;
    uint32_t start = t.end;
    for (uint32_t k = t.end; k < end && k < t.end + 30; k++) {
      if (counted && !listed) {
        /* "retook ten settlements, among them X", "captured two villages: X and Y" */
        listed = (sr_claim__cue(r, k, SR_CUE_AMONG) && !sr_claim__cue(r, k + 1, SR_CUE_AMONG)) ||
                 names_counted(r, drafts_from, &t, k, end);
        start = k + 1;
        continue;
      }
      sr_place_ref place;
      const uint32_t n = place_named(r, k, end, &place);
      if (n) {
        sr_status status = add_control(r, &t, frame, start == t.end ? t.first : k, k + n, &place);
        if (status) return status;
        start = k + n;
        k = start - 1;
        /* only a list goes on */
        if (!sr_claim__is(r, start, "and") && !sr_claim__is(r, start, ",")) break;
        if (sr_claim__is(r, start, ",") && (start + 1 >= end || !place_named(r, start + 1, end, &place))) break;
        continue;
      }
      /* "seized a barracks in X", "towns that it had retaken in X" take no X */
      if (sr_claim__is(r, k, "in") && (k > t.end || t.voice == SR_VOICE_ACTIVE)) break;
      if (!leads_to_place(r, k) || r->quantity_at[k] != SR_NONE || k > start + 6) break;
    }
  } else {
    /* the nearest place before a passive */
    for (uint32_t k = t.first; k-- > r->report->sentences[t.sentence].first_token && k + 8 > t.first;) {
      if (sr_claim__is(r, k, ",") || sr_claim__is(r, k, ";")) break;
      if (r->place_at[k] == SR_NONE) continue;
      const sr_place *p = &r->report->places[r->place_at[k]];
      if (counted || t.participle) break;
      const sr_place_ref place = sr_claim__place_ref(p);
      return add_control(r, &t, frame, p->first_token, t.end, &place);
    }
  }
  return SR_OK;
}

sr_status sr_claim__control(sr_claim_reading *r, uint32_t sentence, uint32_t triggers_from, uint32_t drafts_from) {
  sr_status status = add_contested(r, sentence);
  if (!status) status = add_in_hands(r, sentence);
  for (uint32_t i = triggers_from; !status && i < r->triggers.n && r->triggers.at[i].sentence == sentence; i++)
    status = read_control(r, i, drafts_from);
  return status;
}
