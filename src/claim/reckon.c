/* Ratios and projections: figures that are reckoned from others.
 *
 *   "0.04 sq. km. per soldier lost"            the quantity's unit says it: km2/{soldier}
 *   "one village for every 300 men"            turned so that the denominator is the one: 300 {man}/{village}
 *   "Each square kilometre cost them 70 men"   70 {man}/km2
 *   "12 howitzers at EUR 4 million each"       4,000,000 EUR/{howitzer}
 *   "At this rate it will take four years to capture the region" */
#include "claim/sides.h"
#include "claim/slots.h"

#include "read/time.h"
#include "read/wordclass.h"

/* Tokens around "for every" in which the two sides stand; found on the development reports. */
enum { SIDE_REACH = 9, TARGET_MAX = 16 };

/* ---- ratios ---- */

static sr_enum loss_category(const sr_claim_reading *r, const sr_mention *m, sr_slice *word) {
  if (m->usual == SR_THING_TOLL || m->usual == SR_THING_TOLL_NOUN) return m->value;
  if (!sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE)) {
    *word = m->noun;
    return SR_FIELD_NONE;
  }
  /* the verb of the sentence, else what was last said of losses */
  uint32_t low = sr_claim__trigger_from(r, r->report->sentences[m->sentence].first_token);
  for (; low < r->triggers.n && r->triggers.at[low].sentence == m->sentence; low++) {
    const sr_set verbs = r->triggers.at[low].verbs;
    if (verbs & (SR_BIT(SR_VERB_CASUALTY) | SR_BIT(SR_VERB_LOSE))) return SR_CATEGORY_CASUALTIES;
    if (verbs & SR_BIT(SR_VERB_KILL)) return SR_CATEGORY_KILLED;
    if (verbs & SR_BIT(SR_VERB_WOUND)) return SR_CATEGORY_WOUNDED;
  }
  return SR_CATEGORY_CASUALTIES;
}

static sr_ratio_side side_of(const sr_claim_reading *r, const sr_mention *m, sr_actor_ref party) {
  sr_ratio_side side = {.party = party};
  switch (m->usual) {
  case SR_THING_AREA: side.measure = SR_MEASURE_AREA; break;
  case SR_THING_DISTANCE: side.measure = SR_MEASURE_DISTANCE; break;
  case SR_THING_DURATION: side.measure = SR_MEASURE_TIME; break;
  case SR_THING_MONEY: side.measure = SR_MEASURE_MONEY; break;
  default: {
    side.measure = SR_MEASURE_COUNT;
    const sr_enum category = loss_category(r, m, &side.category);
    if (category) side.category = sr_slice_of(sr_enum_name(category));
    break;
  }
  }
  if (side.measure != SR_MEASURE_COUNT) side.party = (sr_actor_ref){0};
  return side;
}

static sr_slice unit_of(const sr_claim_reading *r, const sr_mention *m) {
  if (m->figure.unit.len && !sr_slice_is(m->figure.unit, "1")) return m->figure.unit;
  if (!m->noun.len) return SR_SLICE("1");
  if (m->usual == SR_THING_AREA || m->usual == SR_THING_DISTANCE) return m->noun_unit;
  return sr_arena_format(r->arena, "{%.*s}", SR_FMT(m->noun));
}

static sr_status add_ratio(sr_claim_reading *r, sr_mention *top, sr_mention *bottom, uint32_t first, uint32_t end) {
  if (top->usual == SR_THING_NUMBER || bottom->usual == SR_THING_NUMBER) {
    /* "for one Ukrainian come 3.2 Russians" with the noun left out */
    if (top->usual == bottom->usual) return SR_OK;
  }
  sr_draft *d = sr_claim__draft(r, SR_KIND_RATIO, top->sentence, first, end);
  if (!d) return sr_arena_fail(r->arena, r->err);
  const sr_slice above = unit_of(r, top), below = unit_of(r, bottom);
  if (!above.ptr || !below.ptr) return sr_arena_fail(r->arena, r->err);
  sr_claim *c = &d->claim;
  c->quantity = top->figure;
  const bool people = sr_claim__within(r->tables, top->usual, SR_THING_PEOPLE) &&
                      sr_claim__within(r->tables, bottom->usual, SR_THING_PEOPLE);
  c->quantity.unit = people ? SR_SLICE("1") : sr_arena_format(r->arena, "%.*s/%.*s", SR_FMT(above), SR_FMT(below));
  if (!c->quantity.unit.ptr) return sr_arena_fail(r->arena, r->err);
  c->confidence = 0.45;
  c->numerator = side_of(r, top, sr_claim__party_of(r, top->owner));
  c->denominator = side_of(r, bottom, sr_claim__party_of(r, bottom->owner));
  top->used = bottom->used = true;
  return SR_OK;
}

static bool is_one(const sr_mention *m) {
  return !m->figure.present || (m->figure.low <= 1 && m->figure.low >= 1 && m->figure.high <= 1);
}

/* Whether what "each" is of stands before it: nothing that it could be of follows. */
static bool ends_phrase(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  if (t >= end || r->report->tokens[t].kind == SR_TOKEN_PUNCT || sr_claim__is(r, t, "and")) return true;
  const sr_word_class class = sr_word_class_of(r->report, t);
  return class == SR_CLASS_PREPOSITION || class == SR_CLASS_VERB || class == SR_CLASS_AUXILIARY;
}

/* "12 howitzers at EUR 4 million each", "12 howitzers, each worth EUR 4 million": the price of one. */
static sr_status read_price(sr_claim_reading *r, uint32_t from, uint32_t to, uint32_t cue, uint32_t cue_end,
                            uint32_t end, bool *found) {
  sr_mention *price = NULL, *thing = NULL;
  for (uint32_t i = from; i < to && !price; i++) {
    sr_mention *m = &r->mentions.at[i];
    if (m->usual != SR_THING_MONEY || !m->figure.present) continue;
    const bool behind = m->end == cue && ends_phrase(r, cue_end, end) && m->first && /* "gave 100 million each" */
                        sr_claim__word(r, m->first - 1, SR_WORD_PRICE_LEAD);
    const bool before =
        m->first > cue_end && m->first <= cue_end + 2 && sr_word_class_of(r->report, cue_end) == SR_CLASS_VERB;
    if (behind || before || (m->first == cue_end + 1 && sr_claim__is(r, cue_end, "worth"))) price = m;
  }
  *found = price != NULL;
  for (uint32_t i = from; price && i < to; i++) {
    sr_mention *m = &r->mentions.at[i];
    if (m->end > price->first || m->end > cue) break;
    if (m->quantity != SR_NONE && m->figure.present && m->noun.len &&
        sr_claim__within(r->tables, m->usual, SR_THING_THING))
      thing = m;
  }
  if (!thing) return SR_OK;
  sr_draft *d = sr_claim__draft(r, SR_KIND_RATIO, price->sentence, price->first < cue ? price->first : cue,
                                price->end > cue_end ? price->end : cue_end);
  if (!d) return sr_arena_fail(r->arena, r->err);
  d->claim.quantity = price->figure;
  d->claim.quantity.unit = sr_arena_format(r->arena, "%.*s/{%.*s}", SR_FMT(price->figure.unit), SR_FMT(thing->noun));
  if (!d->claim.quantity.unit.ptr) return sr_arena_fail(r->arena, r->err);
  d->claim.confidence = 0.45;
  d->claim.numerator.measure = SR_MEASURE_MONEY;
  d->claim.denominator = (sr_ratio_side){SR_MEASURE_COUNT, thing->noun, {{0}, {0}}};
  price->used = true;
  return SR_OK;
}

static bool starts_trigger(const sr_claim_reading *r, uint32_t t) {
  uint32_t value = 0;
  return sr_phrases_match(r->tables->verbs, &r->report->tokens[t], r->report->n_tokens - t, &value) &&
         value % 8 != SR_VF_BASE;
}

/* "A for every B", "for every B A", "each B cost A". */
static sr_status read_each(sr_claim_reading *r, uint32_t from, uint32_t to, uint32_t cue, uint32_t cue_end) {
  sr_mention *before = NULL, *after = NULL, *later = NULL;
  if (sr_claim__is(r, cue_end, "other")) return SR_OK; /* "accuse each other" */
  for (uint32_t i = from; i < to; i++) {
    sr_mention *m = &r->mentions.at[i];
    if (m->end <= cue && cue - m->end <= SIDE_REACH && m->figure.present)
      before = m;
    else if (m->first >= cue && m->first <= cue_end + 2 && m->end > cue_end && !after)
      after = m;
    else if (after && !later && m->figure.present && sr_claim__gap(r, after->end, m->first) <= 3 * SIDE_REACH)
      later = m;
  }
  if (!after) return SR_OK;
  for (uint32_t t = cue_end; t < after->first; t++) /* "each side accuses the other" */
    if (sr_word_class_of(r->report, t) == SR_CLASS_VERB || sr_slice_is(r->report->tokens[t].upos, "VERB") ||
        starts_trigger(r, t))
      return SR_OK;
  /* "at 88,000 casualties and reckons that each village has cost 1,900 men": each of what stands behind it */
  for (uint32_t t = after->end; later && t < later->first; t++)
    if (sr_claim__cue(r, t, SR_CUE_COST)) before = NULL;
  sr_mention *other = before ? before : later;
  if (!other) return SR_OK;
  const uint32_t first = before ? before->first : cue, end = before ? after->end : other->end;
  if (is_one(after)) return add_ratio(r, other, after, first, end);
  if (is_one(other)) return add_ratio(r, after, other, first, end);
  return add_ratio(r, other, after, first, end);
}

static sr_status read_unit_ratio(sr_claim_reading *r, sr_mention *m) {
  const sr_quantity *q = &r->report->quantities[m->quantity];
  const size_t slash = sr_slice_find(q->unit, '/', 0);
  if (slash == SR_NOWHERE || m->vague) return SR_OK;
  const sr_slice above = sr_slice_cut(q->unit, 0, slash), below = sr_slice_cut(q->unit, slash + 1, q->unit.len);
  const bool counted = (above.len && above.ptr[0] == '{') || (below.len && below.ptr[0] == '{');
  const bool per_time = sr_slice_is(below, "d") || sr_slice_is(below, "wk") || sr_slice_is(below, "mo") ||
                        sr_slice_is(below, "a") || sr_slice_is(below, "h");
  if (!counted || per_time) return SR_OK;
  sr_draft *d = sr_claim__draft(r, SR_KIND_RATIO, m->sentence, m->first, m->end);
  if (!d) return sr_arena_fail(r->arena, r->err);
  m->used = true;
  d->claim.quantity = sr_claim__figure(q);
  d->claim.confidence = 0.45;
  sr_ratio_side *sides[] = {&d->claim.numerator, &d->claim.denominator};
  const sr_slice units[] = {above, below};
  for (uint32_t i = 0; i < 2; i++) {
    sr_mention side = {.sentence = m->sentence, .owner = SR_NONE};
    side.usual = units[i].len && units[i].ptr[0] == '{' ? SR_THING_SOLDIER : SR_THING_AREA;
    if (units[i].len && units[i].ptr[0] == '{')
      side.noun = sr_slice_cut(units[i], 1, units[i].len - 1);
    else if (units[i].len == 3 && sr_is_upper((uint8_t)units[i].ptr[0]))
      side.usual = SR_THING_MONEY;
    *sides[i] = side_of(r, &side, (sr_actor_ref){0});
  }
  return SR_OK;
}

/* ---- projections ---- */

/* The clause that a verb in the infinitive opens: "to occupy the rest of the region". */
static sr_slice infinitive_after(const sr_claim_reading *r, uint32_t t, uint32_t end, uint32_t *first, uint32_t *stop) {
  for (uint32_t steps = 0; t + 1 < end && steps < 6; t++, steps++) {
    if (!sr_claim__is(r, t, "to") || sr_word_class_of(r->report, t + 1) != SR_CLASS_VERB) continue;
    uint32_t to = t + 1;
    while (to < end && to < t + 1 + TARGET_MAX && r->report->tokens[to].kind != SR_TOKEN_PUNCT &&
           !sr_claim__cue(r, to, SR_CUE_BREAK))
      to++;
    /* a list of places goes on over its commas */
    while (to + 1 < end && sr_claim__is(r, to, ",") && r->place_at[to + 1] != SR_NONE && to < t + 2 * TARGET_MAX) {
      to++;
      while (to < end && r->report->tokens[to].kind != SR_TOKEN_PUNCT && !sr_claim__cue(r, to, SR_CUE_BREAK)) to++;
    }
    *first = t + 1;
    *stop = to;
    return sr_claim__text(r, t + 1, to);
  }
  return (sr_slice){0};
}

/* "would be driven out of the region in five weeks": what stands before the span of time. */
static sr_slice clause_before(const sr_claim_reading *r, uint32_t start, uint32_t t) {
  uint32_t from = t;
  while (from > start && !sr_claim__is(r, from - 1, ",") && !sr_claim__is(r, from - 1, ";") &&
         !sr_claim__is(r, from - 1, "that") && t - from < TARGET_MAX)
    from--;
  while (from < t && (sr_claim__cue(r, from, SR_CUE_PACE) || sr_claim__is(r, from, "at"))) from++;
  uint32_t to = t;
  while (to > from && (sr_claim__is(r, to - 1, "in") || sr_claim__is(r, to - 1, "within") ||
                       sr_claim__is(r, to - 1, "take") || sr_claim__is(r, to - 1, "takes") ||
                       sr_claim__is(r, to - 1, "last") || sr_claim__cue(r, to - 1, SR_CUE_FUTURE)))
    to--;
  return sr_claim__text(r, from, to);
}

/* "at November's rate", "at the pace of the last three months": how fast it went at a time that is named. The token
 * behind it; 0 if there is none. */
static uint32_t named_pace(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  enum { PHRASE_MAX = 7 };
  if (!sr_claim__is(r, t, "at") && !sr_claim__is(r, t, "with")) return 0;
  uint32_t pace = 0, time = 0;
  for (uint32_t k = t + 1; k < end && k < t + PHRASE_MAX && r->report->tokens[k].kind != SR_TOKEN_PUNCT; k++) {
    if (sr_claim__word(r, k, SR_WORD_PACE_NOUN)) pace = k + 1;
    if (r->time_at[k] != SR_NONE) time = k + 1;
  }
  return pace && time ? (pace > time ? pace : time) : 0;
}

/* Under what it is reckoned, and the tokens of that; pace: that things go on as fast as they went. */
static sr_slice condition_of(const sr_claim_reading *r, uint32_t start, uint32_t end, bool *pace, uint32_t *first,
                             uint32_t *stop) {
  for (uint32_t t = start; t < end; t++) {
    uint32_t to = t;
    while (to < end && sr_claim__cue(r, to, SR_CUE_PACE)) to++;
    const uint32_t named = named_pace(r, t, end); /* "at the pace of | the last four weeks" */
    if (named > to && (to == t || sr_claim__is(r, to - 1, "of"))) to = named;
    if (to == t) continue;
    *pace = true;
    *first = t, *stop = to;
    return sr_claim__text(r, t, to);
  }
  for (uint32_t t = start; t < end; t++) {
    if (!sr_claim__is(r, t, "if") && !sr_claim__is(r, t, "provided") && !sr_claim__is(r, t, "unless")) continue;
    uint32_t to = t + 1;
    for (; to < end && to < t + TARGET_MAX && r->report->tokens[to].kind != SR_TOKEN_PUNCT; to++)
      *pace |= sr_claim__word(r, to, SR_WORD_PACE_NOUN); /* "if it keeps up the tempo of May" */
    *first = t, *stop = to;
    return sr_claim__text(r, t + 1, to);
  }
  return (sr_slice){0};
}

static bool has_cue(const sr_claim_reading *r, uint32_t from, uint32_t to, sr_cue cue) {
  for (uint32_t t = from; t < to; t++)
    if (sr_claim__cue(r, t, cue)) return true;
  return false;
}

static bool takes_ground(const sr_claim_reading *r, uint32_t first, uint32_t stop) {
  uint32_t value = 0;
  for (uint32_t t = first; t < stop && t < first + 4; t++)
    if (sr_phrases_match(r->tables->verbs, &r->report->tokens[t], stop - t, &value) &&
        (r->tables->verb[value / 8].verbs & (SR_BIT(SR_VERB_SEIZE) | SR_BIT(SR_VERB_ADVANCE))))
      return true;
  return false;
}

static sr_status read_projection(sr_claim_reading *r, uint32_t s, uint32_t from, uint32_t to) {
  const sr_sentence *sentence = &r->report->sentences[s];
  const uint32_t start = sentence->first_token, end = start + sentence->n_tokens;
  bool pace = false;
  uint32_t condition_first = end, condition_stop = end;
  const sr_slice condition = condition_of(r, start, end, &pace, &condition_first, &condition_stop);
  const bool future = has_cue(r, start, end, SR_CUE_FUTURE) || has_cue(r, start, end, SR_CUE_EXPECT);
  sr_mention *span = NULL;
  for (uint32_t i = from; i < to && !span; i++)
    if (r->mentions.at[i].usual == SR_THING_DURATION && r->mentions.at[i].figure.present &&
        (r->mentions.at[i].first < condition_first || r->mentions.at[i].first >= condition_stop))
      span = &r->mentions.at[i]; /* not "the pace of the last four weeks" */
  const sr_time *until = NULL;
  for (uint32_t t = start; t < end && !until && pace; t++)
    if (r->time_at[t] != SR_NONE && r->report->times[r->time_at[t]].signal == SR_SIGNAL_UNTIL)
      until = &r->report->times[r->time_at[t]];
  if (!span && !until) return SR_OK;
  const uint32_t at = span ? span->first : until->first_token;
  const uint32_t behind = span ? span->end : until->first_token + until->n_tokens;
  uint32_t first = at, stop = behind;
  sr_slice target = infinitive_after(r, behind, end, &first, &stop);
  if (!pace && !(future && condition.len) && !(target.len && takes_ground(r, first, stop))) return SR_OK;
  if (!target.len) target = clause_before(r, start, at);
  if (!target.len) return SR_OK;
  sr_draft *d = sr_claim__draft(r, SR_KIND_PROJECTION, s, at, stop > behind ? stop : behind);
  if (!d) return sr_arena_fail(r->arena, r->err);
  d->claim.modality = SR_MODALITY_EXPECTED;
  for (uint32_t t = start; t < at; t++)
    if (sr_claim__cue(r, t, SR_CUE_POSSIBLE)) d->claim.modality = SR_MODALITY_POSSIBLE;
  d->claim.target = target;
  d->claim.condition = condition;
  d->claim.confidence = 0.6;
  if (span) {
    d->claim.quantity = span->figure;
    span->used = true;
  } else {
    sr_day open, day;
    if (sr_time_window(r->report->times, (uint32_t)(until - r->report->times), &open, &day) && day != SR_DAY_NONE)
      d->claim.when = (sr_when){true, SR_DAY_NONE, day, SR_WHEN_UNTIL};
  }
  return SR_OK;
}

sr_status sr_claim__reckon(sr_claim_reading *r) {
  uint32_t to = 0;
  for (uint32_t s = 0; s < r->report->n_sentences; s++) {
    const uint32_t from = to, end = sr_claim__sentence_end(r, s);
    while (to < r->mentions.n && r->mentions.at[to].sentence == s) to++;
    sr_status status = SR_OK;
    for (uint32_t i = from; i < to && !status; i++)
      if (r->mentions.at[i].quantity != SR_NONE) status = read_unit_ratio(r, &r->mentions.at[i]);
    for (uint32_t t = r->report->sentences[s].first_token; t < end && !status; t++) {
      if (!sr_claim__cue(r, t, SR_CUE_EACH)) continue;
      if (r->quantity_at[t] != SR_NONE && sr_slice_is(r->report->quantities[r->quantity_at[t]].unit, "%"))
        continue; /* "per cent" */
      uint32_t cue_end = t;
      while (cue_end < end && sr_claim__cue(r, cue_end, SR_CUE_EACH)) cue_end++;
      bool price = false;
      status = read_price(r, from, to, t, cue_end, end, &price);
      if (!status && !price) status = read_each(r, from, to, t, cue_end);
      t = cue_end;
    }
    if (!status) status = read_projection(r, s, from, to);
    if (status) return status;
  }
  return SR_OK;
}
