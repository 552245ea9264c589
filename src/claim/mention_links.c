/* Mentions told after others: the noun that a bare number counts, the whole that a part is of, the toll that a level
 * replaces. */
#include "claim/measures.h"
#include "claim/mention_parts.h"

enum { MONEY_BACK = 24, MONEY_SENTENCES = 4 }; /* mentions and sentences from a given sum to the currency it is in */
enum { SUM_MIN = 1000000 }; /* a bare number from here on counts money where money was told of just before */

/* "the number of air strikes ... at 2,165": what a bare number behind it counts. */
static bool is_number_of(const sr_claim_reading *r, const sr_mention *m) {
  return m->quantity == SR_NONE && !m->figure.present && m->plural && m->first >= 2 &&
         sr_claim__is(r, m->first - 1, "of") && sr_claim__cue(r, m->first - 2, SR_CUE_FIGURE);
}

/* "toll ... to 31", "number of injured had risen to 96": what a bare number after a toll counts. */
static void find_toll_of_number(sr_claim_reading *r, uint32_t index) {
  sr_mention *m = &r->mentions.at[index];
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  if (m->first <= start) return;
  if (!sr_claim__word(r, m->first - 1, SR_WORD_TOLL_LEAD) && !sr_claim__is(r, m->first, "from")) return;
  for (uint32_t i = index; i-- > 0;) {
    const sr_mention *toll = &r->mentions.at[i];
    if (toll->sentence != m->sentence) return;
    if (toll->usual != SR_THING_TOLL_NOUN && !(toll->things & SR_BIT(SR_THING_TOLL))) continue;
    if (sr_slice_is(toll->figure.unit, "%")) continue; /* "deaths fell by 9 per cent, to 5,885" */
    if (toll->figure.present || sr_claim__gap(r, toll->end, m->first) > 40) return;
    m->things = SR_BIT(SR_THING_TOLL);
    m->usual = SR_THING_TOLL;
    m->value = toll->value;
    m->noun = SR_SLICE("person");
    m->toll_at = toll->first + 1;
    if (!sr_slice_is(m->figure.unit, "%")) {
      const char *span = sr_claim__span_behind(r, m->end); /* "casualties at 930 a day" */
      m->figure.unit = span ? sr_arena_format(r->arena, "{people}/%s", span) : SR_SLICE("{people}");
      if (!m->figure.unit.ptr) m->figure.unit = SR_SLICE("{people}");
    }
    m->owner = toll->owner;
    m->enemy = toll->enemy;
    m->civilian = toll->civilian;
    /* "rose from seven to 21" is a level */
    if ((sr_claim__is(r, m->first - 1, "to") || sr_claim__is(r, m->first, "from")) &&
        (m->figure.bound == SR_BOUND_UP || m->figure.bound == SR_BOUND_DOWN))
      m->figure.bound = SR_BOUND_EXACT;
    /* "the number of civilians killed at 152", "of dead civilians at 152" */
    const sr_mention *named = toll->usual != SR_THING_TOLL && toll->usual != SR_THING_TOLL_NOUN ? toll
                              : i && r->mentions.at[i - 1].end == toll->first                   ? toll - 1
                                                                                                : NULL;
    if (named && named->sentence == m->sentence && (named == toll || is_number_of(r, named)) &&
        sr_claim__within(r->tables, named->usual, SR_THING_PEOPLE)) {
      m->things |= named->things;
      m->noun = named->noun;
      m->figure.unit = sr_claim__unit_of_noun(r, named);
    }
    if (m->figure.bound == SR_BOUND_EXACT && sr_claim__word(r, m->first - 1, SR_WORD_EXCEED_VERB))
      m->figure.bound = SR_BOUND_OVER;
    return;
  }
}

/* A bare number that a verb of ground or a time stands beside measures as the figure before it does. */
static bool measures_ground(const sr_claim_reading *r, const sr_mention *m, const sr_mention *before) {
  const sr_set verbs = SR_BIT(SR_VERB_SEIZE) | SR_BIT(SR_VERB_HOLD) | SR_BIT(SR_VERB_CEDE) | SR_BIT(SR_VERB_ADVANCE);
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  static const char *const led[] = {"against", "from", "after"};
  if (before->sentence == m->sentence && sr_claim__is(r, m->end, "in")) return true;
  if (m->first == start || m->figure.low < 1) return false;
  const uint32_t lead = m->first - 1;
  uint32_t taken = 0; /* "in July, when 456 were taken" */
  if (before->sentence == m->sentence && sr_claim__cue(r, m->end, SR_CUE_BE) &&
      sr_phrases_match(r->tables->verbs, &r->report->tokens[m->end + 1], 1, &taken) &&
      (r->tables->verb[taken / 8].verbs & verbs))
    return true;
  if (before->sentence == m->sentence &&
      (sr_claim__is_one_of(r, lead, led, sizeof led / sizeof *led) || sr_claim__span_behind(r, m->end)))
    return true;
  if (r->time_at[lead] != SR_NONE && r->quantity_at[lead] == SR_NONE) return true;
  uint32_t value = 0;
  return sr_phrases_match(r->tables->verbs, &r->report->tokens[lead], 1, &value) &&
         (r->tables->verb[value / 8].verbs & verbs);
}

/* "479 drones and 20 missiles, of which 277 and 19 respectively were shot down": the first of the first, the second of
 * the second. */
static bool take_respective(sr_claim_reading *r, uint32_t index) {
  enum { SECOND_MAX = 3 };
  sr_mention *m = &r->mentions.at[index];
  if (m->quantity == SR_NONE || m->noun_first < m->end || index < 2 || m->usual == SR_THING_PERSON) return false;
  bool first = false;
  for (uint32_t t = m->end + 1; sr_claim__is(r, m->end, "and") && t <= m->end + SECOND_MAX; t++)
    first |= sr_claim__is(r, t, "respectively");
  if (!first && !sr_claim__is(r, m->end, "respectively")) return false;
  /* both numbers look two back: past one of the two, or past the first number */
  const sr_mention *whole = &r->mentions.at[index - 2];
  if (whole->sentence != m->sentence || !whole->figure.present || !whole->noun.len) return false;
  m->things = whole->things;
  m->usual = whole->usual;
  m->value = whole->value;
  m->noun = whole->noun;
  m->owner = whole->owner;
  m->figure.unit = whole->figure.unit;
  return true;
}

/* "Of the drones, 56 were shot down": what the number is of. */
static bool is_whole_before(const sr_claim_reading *r, const sr_mention *before, const sr_mention *m) {
  return before->sentence == m->sentence && before->quantity == SR_NONE && before->plural && before->first > 0 &&
         before->end + 1 == m->first && sr_claim__is(r, before->end, ",") &&
         (sr_claim__is(r, before->first - 1, "of") || sr_claim__is(r, before->first, "of"));
}

/* "Canada gave | 24 million": a sum, right behind a verb of giving. */
static bool is_given(const sr_claim_reading *r, const sr_mention *m) {
  const sr_set gives = SR_BIT(SR_VERB_PLEDGE) | SR_BIT(SR_VERB_OFFER) | SR_BIT(SR_VERB_SUSPEND) |
                       SR_BIT(SR_VERB_RESUME) | SR_BIT(SR_VERB_CONSIDER) | SR_BIT(SR_VERB_FUND);
  uint32_t value = 0;
  return m->first && sr_phrases_match(r->tables->verbs, &r->report->tokens[m->first - 1], 1, &value) &&
         (r->tables->verb[value / 8].verbs & gives);
}

const sr_mention *sr_claim__weapons_before(const sr_claim_reading *r, uint32_t index, const sr_mention *m) {
  for (uint32_t i = index; i-- > 0 && r->mentions.at[i].sentence + 1 >= m->sentence;) {
    const sr_mention *before = &r->mentions.at[i];
    if (before->quantity != SR_NONE && before->figure.present && before->figure.high >= m->figure.low &&
        sr_claim__within(r->tables, before->usual, SR_THING_WEAPON))
      return before;
  }
  return NULL;
}

/* A number without its noun counts what was counted before it: "81 drones, of which 64 ...", "8 in 2024 and 5 in 2025".
 */
static void find_noun_of_number(sr_claim_reading *r, uint32_t index) {
  enum { OTHERS_MAX = 3 };
  sr_mention *m = &r->mentions.at[index];
  uint32_t others = 0;
  if (m->vague) return;
  /* ages count nothing: "two drivers, aged 29 and 61" */
  for (uint32_t t = m->first, steps = 0; t > 0 && steps < 4; t--, steps++)
    if (sr_claim__is(r, t - 1, "aged") || sr_claim__is(r, t - 1, "age")) {
      m->used = true;
      return;
    }
  if (sr_claim__is(r, m->first, "one") && (sr_claim__is(r, m->end, "of") || sr_claim__is(r, m->end, "another"))) {
    m->used = true;
    return;
  }
  const bool given = is_given(r, m);
  for (uint32_t i = index, steps = 0; i-- > 0 && m->figure.present && m->figure.low >= SUM_MIN && steps < MONEY_BACK;
       steps++) {
    const sr_mention *before = &r->mentions.at[i];
    if (before->sentence + (given ? MONEY_SENTENCES : 1) < m->sentence) break;
    if (before->usual != SR_THING_MONEY || !before->figure.present) continue;
    m->things = SR_BIT(SR_THING_MONEY); /* "two billion dollars, of which 835 million" */
    m->usual = SR_THING_MONEY;
    m->figure.unit = before->figure.unit;
    return;
  }
  for (uint32_t i = index; i-- > 0;) {
    const sr_mention *before = &r->mentions.at[i];
    if (before->sentence + 1 < m->sentence) return;
    /* "took 461 square kilometres in October, against 447 in September", "In May they had taken 610, in April 477" */
    const bool ground =
        before->usual == SR_THING_AREA || before->usual == SR_THING_DISTANCE || before->usual == SR_THING_RATE;
    if (ground && before->figure.present && measures_ground(r, m, before)) {
      m->things = before->things;
      m->usual = before->usual;
      m->figure.unit = before->figure.unit;
      /* "96 sq. km., 13.7 a day" */
      const char *span = before->usual == SR_THING_AREA ? sr_claim__span_behind(r, m->end) : NULL;
      const sr_slice by = span ? sr_arena_format(r->arena, "%.*s/%s", SR_FMT(m->figure.unit), span) : (sr_slice){0};
      if (by.len) {
        m->things = SR_BIT(SR_THING_RATE);
        m->usual = SR_THING_RATE;
        m->figure.unit = by;
      }
      return;
    }
    const bool numbered = (before->sentence == m->sentence && is_number_of(r, before)) || is_whole_before(r, before, m);
    /* "188 drones and four missiles, of which 76 were shot down": more than the four, so no part of them */
    if (before->figure.present && m->figure.present && before->figure.high < m->figure.low && i &&
        others < OTHERS_MAX && sr_claim__within(r->tables, before->usual, SR_THING_WEAPON) &&
        sr_claim__weapons_before(r, i, m)) {
      others++;
      continue;
    }
    if ((before->quantity == SR_NONE && !numbered) || before->noun.len == 0 || before->delta) continue;
    /* "killed 24 people, six of them rescuers, and injured 57": 57 people */
    const bool people = sr_claim__within(r->tables, before->usual, SR_THING_PEOPLE);
    if (people && before->part_of != SR_NONE && !(m->things & SR_BIT(SR_THING_SHARE))) continue;
    if (people && before->sentence != m->sentence) return;
    /* "the dead at 14. It has 1,100 of 5,500 members": of something else */
    if (before->usual == SR_THING_TOLL && before->sentence != m->sentence && sr_claim__is(r, m->end, "of")) return;
    m->things = before->things;
    m->usual = before->usual;
    m->value = before->value;
    m->noun = before->noun;
    m->figure.unit = before->figure.unit.len ? before->figure.unit
                     : numbered              ? sr_claim__unit_of_noun(r, m)
                                             : SR_SLICE("1");
    m->owner = before->owner;
    m->enemy = before->enemy;
    /* "45,720 men, or 1,524 a day" */
    const char *span =
        before->sentence == m->sentence && before->figure.present ? sr_claim__span_behind(r, m->end) : NULL;
    if (span) {
      const sr_slice by = sr_arena_format(r->arena, "%.*s/%s", SR_FMT(m->figure.unit), span);
      if (by.ptr) m->figure.unit = by;
      m->part_of = (int32_t)i;
    }
    return;
  }
}

/* "the daily average has dropped from 14.7 to 8.6 square kilometres": the level now. */
static void take_new_level(const sr_claim_reading *r, sr_mention *m) {
  enum { VERB_BACK = 3 };
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  if (m->usual != SR_THING_AREA && m->usual != SR_THING_RATE && m->usual != SR_THING_DISTANCE) return;
  if (!m->figure.present || !sr_claim__is(r, m->first, "from") || m->figure.low >= m->figure.high) return;
  for (uint32_t t = m->first, steps = 0; t-- > start && steps < VERB_BACK; steps++) {
    if (sr_claim__word(r, t, SR_WORD_FALL_VERB)) m->figure.high = m->figure.low;
    if (sr_claim__word(r, t, SR_WORD_RISE_VERB)) m->figure.low = m->figure.high;
  }
  if (m->figure.bound == SR_BOUND_UP || m->figure.bound == SR_BOUND_DOWN) m->figure.bound = SR_BOUND_EXACT;
}

/* "the toll from 34 down to 31": a level that another replaces; one that its source revises is withdrawn. */
static sr_status split_revision(sr_claim_reading *r, uint32_t index) {
  sr_mention *m = &r->mentions.at[index];
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  if (m->usual != SR_THING_TOLL || !m->figure.present) return SR_OK;
  const bool range = sr_claim__is(r, m->first, "from") && m->figure.low < m->figure.high;
  sr_mention *old = index ? &r->mentions.at[index - 1] : NULL;
  const bool pair = old && old->sentence == m->sentence && old->usual == SR_THING_TOLL && old->figure.present &&
                    old->first > start && m->first > start && sr_claim__is(r, old->first - 1, "from") &&
                    sr_claim__is(r, m->first - 1, "to");
  if (!range && !pair) return SR_OK;
  bool down = false, revised = false;
  for (uint32_t t = start; t < m->end; t++) {
    down |= sr_claim__word(r, t, SR_WORD_LOWER_VERB);
    revised |= sr_claim__cue(r, t, SR_CUE_REVISE);
  }
  if (pair) {
    old->denied = revised;
    old->used = !revised;
    return SR_OK;
  }
  const double before = down ? m->figure.high : m->figure.low, now = down ? m->figure.low : m->figure.high;
  m->figure.low = m->figure.high = now;
  if (!revised) return SR_OK;
  sr_mention withdrawn = *m;
  withdrawn.figure.low = withdrawn.figure.high = before;
  withdrawn.denied = true;
  sr_mention *added = SR_PUSH(r->report->scratch, &r->mentions);
  if (!added) return sr_arena_fail(r->report->scratch, r->err);
  *added = withdrawn;
  return SR_OK;
}

/* "12 soldiers were killed and 30 wounded": the wounded are soldiers too. */
static void find_noun_of_toll(sr_claim_reading *r, uint32_t index) {
  sr_mention *m = &r->mentions.at[index];
  if (!index || m->quantity == SR_NONE || m->usual != SR_THING_TOLL || !m->first || m->part_of != SR_NONE) return;
  if (sr_slice_is(m->noun, "dead") || !sr_claim__is(r, m->first - 1, "and")) return;
  const sr_mention *before = &r->mentions.at[index - 1];
  /* "12 soldiers were killed and 30 wounded": the verb is no figure */
  if (index > 1 && before->usual == SR_THING_TOLL && before->quantity == SR_NONE && !before->figure.present &&
      before->sentence == m->sentence)
    before = &r->mentions.at[index - 2];
  const bool anybody = before->usual == SR_THING_PERSON && !sr_slice_is(before->noun, "personnel") &&
                       !(before->things & SR_BIT(SR_THING_TOLL)); /* "268 men killed and 344 wounded" */
  if (before->sentence != m->sentence || before->part_of != SR_NONE || !before->figure.present || anybody ||
      !sr_claim__within(r->tables, before->usual, SR_THING_PEOPLE))
    return;
  m->things |= before->things;
  m->noun = before->noun;
  m->figure.unit = before->figure.unit;
  m->owner = before->owner;
  m->enemy = before->enemy;
}

/* "68 of 81 drones", "Of the 60 drones, 43 were": the thing behind "of" is the whole of a part that is told. */
static void find_whole(sr_claim_reading *r, uint32_t index) {
  sr_mention *m = &r->mentions.at[index];
  sr_mention *before = index ? &r->mentions.at[index - 1] : NULL;
  if (m->quantity == SR_NONE || !m->figure.present) return;
  if (index > 1 && !before->figure.present && before[-1].portion && sr_claim__is(r, before->end, "'s")) {
    before->used = true; /* "9 of the state's 12 towns" */
    before--;
  }
  if (before && before->portion && before->sentence == m->sentence &&
      (m->first <= before->end + 2 || m->first == sr_claim__counted_of_owner(r, before->end + 1, m->first + 1))) {
    m->whole = true;
    if (before->owner == SR_NONE) before->owner = m->owner;
    before->enemy |= m->enemy;
    before->civilian |= m->civilian;
    return;
  }
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  uint32_t lead = m->first;
  if (lead > start && (sr_claim__is(r, lead - 1, "the") || sr_claim__is(r, lead - 1, "these"))) lead--;
  if (lead == start || !sr_claim__is(r, lead - 1, "of")) return;
  const bool opens = lead - 1 == start || sr_claim__is(r, lead - 2, ",");
  for (uint32_t t = m->end; opens && t < m->end + 8 && t < r->report->n_tokens; t++)
    m->whole |= r->report->tokens[t].sentence == m->sentence && r->quantity_at[t] != SR_NONE &&
                r->quantity_at[t] != m->quantity;
}

/* "none of the six missiles": a count of nought, whatever their number. */
static void count_none(const sr_claim_reading *r, sr_mention *m) {
  static const char *const these[] = {"the", "these", "those", "its", "their", "his", "her"};
  uint32_t t = m->first;
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  if (sr_claim__is(r, t, "the")) t++;
  if (t < start + 2) return;
  if (t > start + 2 && sr_claim__is_one_of(r, t - 1, these, sizeof these / sizeof *these)) t--;
  if (!sr_claim__is(r, t - 1, "of") || !(sr_claim__is(r, t - 2, "none") || sr_claim__is(r, t - 2, "neither"))) return;
  const sr_slice unit = m->figure.unit.len ? m->figure.unit : sr_claim__unit_of_noun(r, m);
  m->first = t - 2;
  m->figure = (sr_figure){.present = unit.len > 0,
                          .granule = 1,
                          .unit = unit,
                          .span = {r->report->tokens[t - 2].span.start, r->report->tokens[m->end - 1].span.end}};
}

/* "the bodies of seven hostages": they are dead. */
static void take_bodies(const sr_claim_reading *r, sr_mention *m) {
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  uint32_t t = m->first;
  if (!sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE)) return;
  if (t > start && sr_claim__is(r, t - 1, "the")) t--;
  if (t < start + 2 || !sr_claim__is(r, t - 1, "of") || !sr_claim__word(r, t - 2, SR_WORD_BODY)) return;
  m->things |= SR_BIT(SR_THING_TOLL);
  m->value = SR_CATEGORY_KILLED;
}

/* "among the injured a boy of 11", "among the dead are a nurse and three soldiers": what befell those befell them. */
static void take_fate(const sr_claim_reading *r, uint32_t index) {
  sr_mention *m = &r->mentions.at[index];
  const sr_mention *those = index ? &r->mentions.at[index - 1] : NULL;
  if (!those || those->sentence != m->sentence || !m->figure.present || !those->first ||
      !sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE) || m->usual == SR_THING_TOLL)
    return;
  const bool led =
      those->usual == SR_THING_TOLL && !those->figure.present &&
      (sr_claim__is(r, those->first - 1, "among") ||
       (those->first > 1 && sr_claim__is(r, those->first - 1, "the") && sr_claim__is(r, those->first - 2, "among")));
  enum { PHRASE_MAX = 6 }; /* "among the dead in the town of K are" */
  const bool goes_on = those->fated && m->first == those->end + 1;
  if (led ? m->first > those->end + PHRASE_MAX : !goes_on) return;
  if (led && m->first > those->end && !sr_claim__cue(r, m->first - 1, SR_CUE_BE)) return;
  m->things |= SR_BIT(SR_THING_TOLL);
  m->value = those->value;
  m->fated = true;
}

/* "including seven children", "four of them children". */
static void find_part(sr_claim_reading *r, uint32_t index) {
  sr_mention *m = &r->mentions.at[index];
  uint32_t last = index ? index - 1 : 0;
  if (!index || r->mentions.at[last].sentence != m->sentence) return;
  /* "80,000 people fled their homes, 20,000 of them": of what was counted, not of the homes */
  for (uint32_t i = index; m->quantity != SR_NONE && i-- > 0 && r->mentions.at[i].sentence == m->sentence;)
    if (r->mentions.at[i].figure.present) {
      last = i;
      break;
    }
  const sr_mention *before = &r->mentions.at[last];
  const bool joined = m->first && sr_claim__is(r, m->first - 1, "and");
  /* "38 died, most of them civilians, and 300,000 fled": no part is more than its whole */
  const bool more = m->figure.present && before->figure.present && m->figure.low > before->figure.high &&
                    sr_slice_eq(m->figure.unit, before->figure.unit);
  for (uint32_t t = before->end; t < m->end && !more; t++)
    if (sr_claim__cue(r, t, SR_CUE_AMONG)) m->part_of = (int32_t)last;
  /* "including seven children and three women": the women too, but not "and 41 injured" */
  const bool alike = m->usual == before->usual || (sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE) &&
                                                   sr_claim__within(r->tables, before->usual, SR_THING_PEOPLE));
  if (before->part_of != SR_NONE && alike && m->first <= before->end + 2 && m->usual != SR_THING_TOLL &&
      m->usual != SR_THING_NUMBER && (joined || (m->first && sr_claim__is(r, m->first - 1, ","))))
    m->part_of = before->part_of;
  else if (m->part_of != SR_NONE && r->mentions.at[m->part_of].part_of != SR_NONE && joined)
    m->part_of = r->mentions.at[m->part_of].part_of;
}

/* "left five soldiers dead and wounded a further eight": what befell the eight their own verb says. */
static void take_own_verb(const sr_claim_reading *r, sr_mention *m) {
  enum { LEAD_MAX = 2 };
  if (m->quantity == SR_NONE || m->noun_first < m->end || m->usual == SR_THING_TOLL) return;
  for (uint32_t t = m->first, steps = 0; t && steps <= LEAD_MAX; t--, steps++)
    if (sr_claim__hurts(r, t)) m->things &= ~SR_BIT(SR_THING_TOLL);
}

sr_status sr_claim__link(sr_claim_reading *r, uint32_t index) {
  sr_mention *m = &r->mentions.at[index];
  count_none(r, m);
  take_bodies(r, m);
  take_new_level(r, m);
  const bool respective = take_respective(r, index);
  if (!respective && m->quantity != SR_NONE && m->noun_first >= m->end && m->figure.present && m->first &&
      (sr_claim__is(r, m->first - 1, "which") || sr_claim__is(r, m->first - 1, "whom")) && index &&
      r->mentions.at[index - 1].sentence == m->sentence) {
    m->things = SR_BIT(SR_THING_NUMBER);
    m->usual = SR_THING_NUMBER;
  }
  if (m->quantity != SR_NONE && m->noun_first >= m->end && index && is_whole_before(r, &r->mentions.at[index - 1], m)) {
    m->things = SR_BIT(SR_THING_NUMBER);
    m->usual = SR_THING_NUMBER;
  }
  find_whole(r, index);
  find_part(r, index);
  take_fate(r, index);
  if (m->usual == SR_THING_SHARE && m->things == SR_BIT(SR_THING_SHARE)) find_toll_of_number(r, index);
  if (m->usual == SR_THING_NUMBER) {
    find_toll_of_number(r, index);
    if (m->usual == SR_THING_NUMBER) find_noun_of_number(r, index);
    /* "of which 116 over the sea and 76 over the land" */
    const sr_mention *before = index ? &r->mentions.at[index - 1] : NULL;
    if (before && before->part_of != SR_NONE && before->sentence == m->sentence && before->usual == m->usual &&
        m->part_of == SR_NONE && sr_claim__is(r, m->first - 1, "and"))
      m->part_of = before->part_of;
  }
  find_noun_of_toll(r, index);
  take_own_verb(r, m);
  return split_revision(r, index);
}
