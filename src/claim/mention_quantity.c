/* Mentions that have a figure; see mention_parts.h. */
#include "claim/measures.h"
#include "claim/mention_parts.h"

#include "read/wordclass.h"

typedef sr_noun_hit noun_hit;

/* "70 tonnes of dates": goods that no table has. */
static bool take_goods(const sr_claim_reading *r, uint32_t t, uint32_t end, sr_mention *m) {
  enum { WORDS_MAX = 4 };
  uint32_t to = t;
  while (to < end && to < t + WORDS_MAX && r->actor_at[to] == SR_NONE &&
         (sr_slice_is(r->report->tokens[to].upos, "NOUN") || sr_slice_is(r->report->tokens[to].upos, "ADJ")))
    to++;
  if (to == t || !sr_slice_is(r->report->tokens[to - 1].upos, "NOUN")) return false;
  m->noun_first = t;
  m->end = to;
  m->usual = SR_THING_AID_ITEM;
  m->things = SR_BIT(SR_THING_AID_ITEM);
  m->noun = sr_claim__text(r, t, to);
  return true;
}

/* "5-year-old", "eight-storey": measures of something else. */
static bool is_compound(const sr_claim_reading *r, uint32_t end) {
  return sr_claim__is(r, end, "-") || sr_claim__is(r, end, "year-old") || sr_claim__is(r, end, "years-old");
}

uint32_t sr_claim__counted_of_owner(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  enum { OWNER_MAX = 4 };
  for (uint32_t k = t; k + 1 < end && k < t + OWNER_MAX; k++) {
    if (k > t && (sr_claim__is(r, k, "'s") || sr_claim__is(r, k, "'")))
      return r->quantity_at[k + 1] == SR_NONE ? 0 : k + 1;
    if (r->quantity_at[k] != SR_NONE || r->report->tokens[k].kind != SR_TOKEN_WORD) return 0;
  }
  return 0;
}

/* "the daily average was 14.5 sq km", "a daily average of", "its daily gain fell to". */
static bool is_daily(const sr_claim_reading *r, uint32_t t, uint32_t sentence) {
  enum { LEAD_MAX = 5 };
  const uint32_t start = r->report->sentences[sentence].first_token;
  for (uint32_t steps = 0; t > start + 1 && steps < LEAD_MAX; steps++, t--)
    if ((sr_claim__word(r, t - 1, SR_WORD_RATE_NOUN) && sr_claim__is(r, t - 2, "daily")) ||
        (sr_claim__is(r, t - 1, "daily") && sr_claim__is(r, t - 2, "average")))
      return true;
  return false;
}

/* "170 trucks with flour", "12 lorries carrying tents": a load of aid. */
static bool carries_aid(const sr_claim_reading *r, const sr_mention *m, uint32_t end) {
  if (!(m->things & (SR_BIT(SR_THING_EQUIPMENT) | SR_BIT(SR_THING_OBJECT))) || m->noun_first >= m->end) return false;
  uint32_t t = m->end;
  if (sr_claim__is(r, t, "loaded") || sr_claim__is(r, t, "laden")) t++;
  noun_hit load;
  return (sr_claim__is(r, t, "with") || sr_claim__is(r, t, "carrying") || sr_claim__is(r, t, "carried") ||
          sr_claim__is(r, t, "of")) &&
         sr_claim__phrase_noun(r, t + 1, end, &load) && (load.noun->classes & SR_BIT(SR_THING_AID_ITEM)) &&
         !(load.noun->classes & SR_BIT(SR_THING_EQUIPMENT));
}

bool sr_claim__hurts(const sr_claim_reading *r, uint32_t t) {
  const sr_set verbs = SR_BIT(SR_VERB_KILL) | SR_BIT(SR_VERB_WOUND) | SR_BIT(SR_VERB_CASUALTY);
  uint32_t value = 0;
  return t && sr_phrases_match(r->tables->verbs, &r->report->tokens[t - 1], 1, &value) &&
         (r->tables->verb[value / 8].verbs & verbs);
}

/* "four of the wounded | have since died": what befell them in the end. */
static bool died_since(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  enum { HELPERS_MAX = 3 };
  for (uint32_t steps = 0; t < end && steps < HELPERS_MAX; t++, steps++)
    if (!sr_claim__cue(r, t, SR_CUE_HAVE) && !sr_claim__is(r, t, "since") &&
        sr_word_class_of(r->report, t) != SR_CLASS_ADVERB)
      break;
  uint32_t value = 0;
  return t < end && sr_phrases_match(r->tables->verbs, &r->report->tokens[t], end - t, &value) &&
         (r->tables->verb[value / 8].verbs & SR_BIT(SR_VERB_KILL)) &&
         r->tables->verb[value / 8].side == SR_SIDE_SUBJECT;
}

/* People were counted in this unit just before. */
static bool counts_people(const sr_claim_reading *r, sr_slice unit) {
  for (uint32_t i = r->mentions.n, steps = 0; i-- > 0 && steps < 8; steps++)
    if (sr_slice_eq(r->mentions.at[i].figure.unit, unit))
      return sr_claim__within(r->tables, r->mentions.at[i].usual, SR_THING_PEOPLE);
  return sr_slice_is(unit, "{people}") || sr_slice_is(unit, "{person}");
}

/* "killing 14 | and eight people respectively": people are counted behind "and" too. */
static bool counts_more_people(const sr_claim_reading *r, uint32_t t) {
  return sr_claim__is(r, t, "and") && t + 1 < r->report->n_tokens && r->quantity_at[t + 1] != SR_NONE &&
         sr_slice_is(r->report->quantities[r->quantity_at[t + 1]].unit, "{people}");
}

/* Takes what another mention counts. */
static void count_like(sr_mention *m, const sr_mention *whole, sr_slice unit) {
  m->things = whole->things;
  m->usual = whole->usual;
  m->value = whole->value;
  m->noun = whole->noun;
  m->plural = true;
  m->owner = whole->owner;
  m->enemy = whole->enemy;
  m->civilian = whole->civilian;
  m->figure.unit = unit;
}

/* "83 of them": of those that were counted last in the sentence, and were more; "188 of them": of the weapons told of
 * last without a figure ("so many drones"). */
static bool take_whole(const sr_claim_reading *r, uint32_t sentence, sr_mention *m) {
  for (uint32_t i = r->mentions.n; i-- > 0 && r->mentions.at[i].sentence == sentence;) {
    const sr_mention *whole = &r->mentions.at[i];
    if (!whole->figure.present || whole->quantity == SR_NONE || !whole->noun.len ||
        sr_slice_is(whole->figure.unit, "%") || whole->figure.low < m->figure.low)
      continue;
    count_like(m, whole, whole->figure.unit);
    return true;
  }
  const sr_mention *told = r->mentions.n ? &r->mentions.at[r->mentions.n - 1] : NULL;
  if (!told || told->sentence + 1 < sentence || told->quantity != SR_NONE || !told->plural ||
      !sr_claim__within(r->tables, told->usual, SR_THING_WEAPON))
    return false;
  count_like(m, told, sr_claim__unit_of_noun(r, told));
  return true;
}

/* "1,060 soldiers killed or wounded a day": the time stands behind the participles. */
static void by_day(const sr_claim_reading *r, sr_mention *m, uint32_t end) {
  enum { PARTICIPLES_MAX = 4 };
  uint32_t t = m->end;
  while (t < end && t < m->end + PARTICIPLES_MAX &&
         (sr_claim__is(r, t, "or") || sr_claim__is(r, t, "and") ||
          sr_slice_ends(r->report->tokens[t].norm, SR_SLICE("ed")) || sr_claim__is(r, t, "lost")))
    t++;
  const char *span = t > m->end && m->figure.unit.len && m->figure.unit.ptr[0] == '{' &&
                             sr_slice_find(m->figure.unit, '/', 0) == SR_NOWHERE
                         ? sr_claim__span_behind(r, t)
                         : NULL;
  if (!span) return;
  const sr_slice by = sr_arena_format(r->arena, "%.*s/%s", SR_FMT(m->figure.unit), span);
  if (by.ptr) m->figure.unit = by;
}

/* "a woman of 52 died": how old she was. */
static bool is_age(const sr_claim_reading *r, const sr_mention *m) {
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  if (m->first < start + 2 || !sr_claim__is(r, m->first - 1, "of") || m->figure.high > 110 ||
      m->end >= r->report->n_tokens)
    return false;
  const sr_word_class next = sr_word_class_of(r->report, m->end);
  if (next == SR_CLASS_NOUN || next == SR_CLASS_NAME || next == SR_CLASS_ADJECTIVE) return false;
  noun_hit who;
  return sr_claim__noun_at(r, m->first - 2, m->first - 1, &who) && !who.plural &&
         sr_claim__within(r->tables, who.noun->usual, SR_THING_PEOPLE);
}

/* "73 attacks | from multiple rocket launchers": shelling, not on foot. The token behind the noun; 0 if they are none.
 */
static uint32_t attack_by_guns(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  static const char *const led[] = {"from", "with", "using", "by"}, *const attacks[] = {"attack", "attacks"};
  enum { PHRASE_MAX = 5 };
  if (!sr_claim__is_one_of(r, t, attacks, 2) || t + 1 >= end || !sr_claim__is_one_of(r, t + 1, led, 4)) return 0;
  for (uint32_t k = t + 2; k < end && k < t + 2 + PHRASE_MAX; k++)
    if (sr_claim__word(r, k, SR_WORD_GUNS)) return t + 1;
  return 0;
}

/* "lost 318 men killed and 207 wounded": they were all lost, and how stands behind them. */
static bool is_lost(const sr_claim_reading *r, const sr_mention *m) {
  return m->first && sr_claim__word(r, m->first - 1, SR_WORD_LOSE_VERB) &&
         (sr_claim__is(r, m->end + 1, "and") || sr_claim__is(r, m->end + 1, ",")) && m->end + 2 < r->report->n_tokens &&
         r->quantity_at[m->end + 2] != SR_NONE;
}

/* "warplanes carried out ten raids": attacks from the air, where raids are on foot. */
static bool raids_by_air(const sr_claim_reading *r, uint32_t t, uint32_t sentence) {
  enum { LEAD_MAX = 10 };
  const uint32_t start = r->report->sentences[sentence].first_token;
  if (!sr_claim__word(r, t, SR_WORD_AIR_RAID)) return false;
  for (uint32_t k = t, steps = 0; k-- > start && steps < LEAD_MAX; steps++)
    if (sr_claim__word(r, k, SR_WORD_AIRCRAFT)) return true;
  return false;
}

/* "captured 634 square kilometres, that is 20.5 a day": of the area told before it in the sentence. */
static bool take_rate(const sr_claim_reading *r, const sr_quantity *q, uint32_t after, sr_mention *m) {
  const bool daily =
      (sr_claim__is(r, after, "a") || sr_claim__is(r, after, "per")) && sr_claim__is(r, after + 1, "day");
  if (!daily && !sr_claim__is(r, after, "daily")) return false;
  for (uint32_t i = r->mentions.n; i-- > 0 && r->mentions.at[i].sentence == q->sentence;) {
    const sr_mention *area = &r->mentions.at[i];
    if (!area->figure.present) continue;
    if (area->usual != SR_THING_AREA) return false;
    m->usual = SR_THING_RATE;
    m->things = SR_BIT(SR_THING_RATE);
    m->end = after + (daily ? 2 : 1);
    m->figure.unit = sr_arena_format(r->arena, "%.*s/d", SR_FMT(area->figure.unit));
    if (!m->figure.unit.ptr) m->figure.unit = area->figure.unit;
    return true;
  }
  return false;
}

/* "three Kinzhal and five Kh-101 missiles": the noun that the name before "and" shares with what is counted behind it.
 * The token behind the name; 0 if there is none. */
static uint32_t shared_noun(const sr_claim_reading *r, uint32_t t, uint32_t end, noun_hit *hit) {
  enum { NAME_MAX = 4 };
  uint32_t k = t;
  while (k < end && k < t + NAME_MAX && sr_word_is_capital(r->report, k) && r->quantity_at[k] == SR_NONE) k++;
  if (k == t || !sr_claim__is(r, k, "and") || k + 1 >= end || r->quantity_at[k + 1] == SR_NONE) return 0;
  const sr_quantity *next = &r->report->quantities[r->quantity_at[k + 1]];
  uint32_t noun = k + 1;
  while (noun < end && r->report->tokens[noun].span.start < next->number.end) noun++;
  if (next->first_token != k + 1 || !sr_claim__phrase_noun(r, noun, end, hit) ||
      !sr_claim__within(r->tables, hit->noun->usual, SR_THING_ARMS))
    return 0;
  return k;
}

/* "killed 20 Houthis": a group whose name stands for its fighters. */
static bool take_group(const sr_claim_reading *r, uint32_t t, uint32_t end, sr_mention *m) {
  const int32_t actor = t < end ? r->actor_at[t] : SR_NONE;
  if (actor == SR_NONE || sr_word_class_of(r->report, t) == SR_CLASS_NUMBER) return false;
  const sr_actor *a = &r->report->actors[actor];
  const uint32_t stop = a->first_token + a->n_tokens;
  if (a->kind != SR_ACTOR_INSTITUTION ||
      !(sr_slice_ends(a->code, SR_SLICE("REB")) || sr_slice_ends(a->name, SR_SLICE("Taliban"))))
    return false;
  /* "20 Houthi drones" are no Houthis */
  const sr_token *next = stop < end ? &r->report->tokens[stop] : NULL;
  const bool whole = !next || next->kind == SR_TOKEN_PUNCT || sr_claim__cue(r, stop, SR_CUE_BE) ||
                     sr_claim__cue(r, stop, SR_CUE_HAVE) || sr_claim__is(r, stop, "and") ||
                     sr_word_class_of(r->report, stop) == SR_CLASS_PREPOSITION ||
                     sr_word_class_of(r->report, stop) == SR_CLASS_ADVERB || sr_slice_is(next->upos, "VERB");
  if (!whole || sr_claim__is(r, stop, "'s")) return false;
  noun_hit hit;
  if (sr_claim__noun_at(r, stop - 1, stop, &hit)) return false; /* "two Hamas commanders" */
  m->noun_first = t;
  m->end = stop;
  m->usual = SR_THING_SOLDIER;
  m->things = SR_BIT(SR_THING_SOLDIER);
  m->noun = sr_claim__text(r, t, stop);
  m->plural = true;
  m->owner = actor;
  return true;
}

bool sr_claim__mention_of_quantity(const sr_claim_reading *r, uint32_t index, sr_mention *m) {
  const sr_quantity *q = &r->report->quantities[index];
  const uint32_t end = sr_claim__sentence_end(r, q->sentence);
  bool over = true;
  uint32_t after = sr_claim__token_at(r, q->number.end > q->span.start ? q->number.end - 1 : q->span.start) + 1;
  if (after > end) return false;
  if (r->time_at[q->first_token] != SR_NONE && sr_claim__thing_of_unit(q->unit) != SR_THING_DURATION) {
    const sr_time *time = &r->report->times[r->time_at[q->first_token]];
    if (time->span.end >= q->span.end) return false; /* a date */
  }
  if (r->report->tokens[after - 1].span.end != q->number.end) return false; /* "eight-storey" */
  if (is_compound(r, after) || (q->n_tokens && is_compound(r, q->first_token + q->n_tokens - 1))) return false;
  *m = (sr_mention){.first = q->first_token,
                    .end = q->first_token + q->n_tokens,
                    .sentence = q->sentence,
                    .quantity = (int32_t)index,
                    .owner = SR_NONE,
                    .part_of = SR_NONE,
                    .vague = q->vague};
  /* "hand over 100 missiles": the verb's "over" is no hedge */
  uint32_t verb = 0;
  if (m->first && sr_claim__is(r, m->first, "over") && m->first + 1 < after &&
      sr_phrases_match(r->tables->verbs, &r->report->tokens[m->first - 1], 2, &verb) == 2) {
    m->first++;
    over = false;
  }
  if (m->end < after) m->end = after;
  m->noun_first = m->end;
  m->usual = sr_claim__thing_of_unit(q->unit);
  noun_hit hit;
  if (sr_slice_starts(q->unit, SR_SLICE("{time")) || sr_claim__is(r, after, "times")) return false; /* "four times" */
  /* "about 98 for each square kilometre": the square kilometre is the other side of a ratio */
  if (sr_claim__is(r, after, "for") && sr_claim__cue(r, after + 1, SR_CUE_EACH) && q->unit.len &&
      q->unit.ptr[0] != '{') {
    *m = (sr_mention){.first = q->first_token,
                      .end = after,
                      .noun_first = after,
                      .sentence = q->sentence,
                      .things = SR_BIT(SR_THING_NUMBER),
                      .usual = SR_THING_NUMBER,
                      .figure = sr_claim__figure(q),
                      .quantity = (int32_t)index,
                      .owner = SR_NONE,
                      .part_of = SR_NONE};
    m->figure.unit = SR_SLICE("1");
    return true;
  }
  if (m->usual == SR_THING_COUNT) {
    /* "340 tonnes of food": an amount of what is named, in the unit as written; other measures claim nothing */
    uint32_t of = m->end; /* "700,000 litres of water a day" */
    for (uint32_t k = q->first_token; k < m->end && of == m->end; k++)
      if (sr_claim__is(r, k, "of")) of = k;
    if (!sr_claim__is(r, of, "of")) return false;
    if (sr_claim__phrase_noun(r, of + 1, end, &hit)) {
      if (!sr_claim__within(r->tables, hit.noun->usual, SR_THING_THING)) return false;
      sr_claim__take_noun(m, &hit);
    } else if (!take_goods(r, of + 1, end, m)) {
      return false;
    }
    m->figure = sr_claim__figure(q);
    return true;
  }
  m->things = SR_BIT(m->usual);
  if (!q->vague) m->figure = sr_claim__figure(q);
  if (m->usual == SR_THING_AREA && is_daily(r, m->first, q->sentence)) {
    m->usual = SR_THING_RATE;
    m->things = SR_BIT(SR_THING_RATE);
    m->figure.unit = sr_arena_format(r->arena, "%.*s/d", SR_FMT(q->unit));
    if (!m->figure.unit.ptr) m->figure.unit = q->unit;
  }
  if (!over && m->figure.bound == SR_BOUND_OVER) m->figure.bound = SR_BOUND_EXACT;
  m->delta = q->bound == SR_BOUND_UP && (sr_claim__is(r, after - 1, "+") || sr_claim__is(r, q->first_token, "+") ||
                                         sr_claim__is(r, q->first_token, "("));
  const bool counted = m->usual == SR_THING_THING || m->usual == SR_THING_NUMBER;
  if (m->usual == SR_THING_SHARE) {
    sr_claim__mention_of_share(r, end, m);
    return true;
  }
  if (!counted) return true;
  if (take_rate(r, q, after, m)) return true;
  /* "would pay for a third", where no whole follows: one more of what was counted */
  if (m->figure.low > 0 && m->figure.high < 1 && !sr_claim__is(r, m->end, "of") && !sr_claim__is(r, after, "of") &&
      sr_claim__cue(r, after - 1, SR_CUE_ORDINAL)) {
    m->figure.low = m->figure.high = m->figure.granule = 1;
    m->things = SR_BIT(SR_THING_NUMBER);
    m->usual = SR_THING_NUMBER;
  }
  /* "the first of two further systems arrived": one */
  if (m->first > 2 && sr_claim__is(r, m->first - 1, "of") && sr_claim__is(r, m->first - 2, "first") &&
      m->figure.present)
    m->figure.low = m->figure.high = m->figure.granule = 1;
  uint32_t t = after;
  if (sr_claim__is(r, t, "\"") || sr_claim__is(r, t, "”")) t++; /* "dozens" of fighters, in quotation marks */
  bool among = false, portion = false;
  if (sr_claim__is(r, t, "of")) {
    /* "four of the missiles", "64 of which", "hundreds of drones" */
    t++;
    if (sr_claim__is_among(r, t))
      among = true, t++;
    else if (sr_claim__is(r, t, "the") && sr_claim__is(r, t + 1, "latter"))
      among = true, t += 2;
    else if (sr_claim__counted_of_owner(r, t, end))
      t = sr_claim__counted_of_owner(r, t, end);
    else if (sr_claim__is(r, t, "the") || sr_claim__is(r, t, "his") || sr_claim__is(r, t, "its") ||
             sr_claim__is(r, t, "their"))
      t++;
    /* "68 of 81 drones": the noun stands behind the whole */
    const int32_t whole = t < end ? r->quantity_at[t] : SR_NONE;
    portion = !among && whole != SR_NONE && counted && m->figure.present &&
              r->report->quantities[whole].low > m->figure.high && !r->report->quantities[whole].vague &&
              r->report->quantities[whole].first_token == t;
    while (!among && whole != SR_NONE && t < end &&
           r->report->tokens[t].span.start < r->report->quantities[whole].number.end)
      t++;
  }
  noun_hit hurt;
  uint32_t name_end = 0;
  if (is_age(r, m)) return false;
  const bool raid = raids_by_air(r, t, q->sentence);
  const uint32_t attacks = raid ? t + 1 : attack_by_guns(r, t, end);
  if (attacks) {
    m->end = attacks;
    m->noun_first = attacks - 1;
    m->things = SR_BIT(SR_THING_ATTACK);
    m->usual = SR_THING_ATTACK;
    m->value = raid ? SR_WEAPON_UNSPECIFIED : SR_WEAPON_SHELL;
    m->noun = raid ? SR_SLICE("raid") : SR_SLICE("attack");
    m->plural = true;
    m->figure.unit = raid ? SR_SLICE("{raid}") : SR_SLICE("{attack}");
  } else if (take_group(r, t, end, m)) {
    m->figure.unit = sr_claim__unit_of_noun(r, m);
  } else if (!(among && t + 1 < end && r->quantity_at[t + 1] != SR_NONE) && /* "one of which wounded four soldiers" */
             sr_claim__phrase_noun(r, t, end, &hit)) {
    sr_claim__take_noun(m, &hit);
    /* "17,000 killed Russian servicemen": what the participle says, of those behind it */
    if (m->usual == SR_THING_TOLL && hit.first == t && hit.end - hit.first == 1 &&
        sr_claim__phrase_noun(r, hit.end, end, &hurt) && hurt.first <= hit.end + 2 &&
        sr_claim__within(r->tables, hurt.noun->usual, SR_THING_PEOPLE) && hurt.noun->usual != SR_THING_TOLL &&
        sr_word_class_of(r->report, hit.end) != SR_CLASS_PREPOSITION) {
      const sr_enum category = m->value;
      sr_claim__take_noun(m, &hurt);
      m->things |= SR_BIT(SR_THING_TOLL);
      m->value = category;
    }
    sr_claim__take_dead(r, t, m); /* "25 dead civilians" */
    /* "Two of the dead are children": the predicate names them */
    noun_hit named;
    if (m->usual == SR_THING_TOLL && (sr_claim__cue(r, m->end, SR_CUE_BE) || sr_claim__is(r, m->end, "being")) &&
        sr_claim__noun_at(r, m->end + 1, end, &named) &&
        sr_claim__within(r->tables, named.noun->usual, SR_THING_PEOPLE)) {
      const sr_enum category = m->value;
      sr_claim__take_noun(m, &named);
      m->things = SR_BIT(SR_THING_TOLL) | named.noun->classes;
      m->value = category;
    }
    sr_claim__take_among(r, m, end);
    if (m->usual == SR_THING_TOLL && died_since(r, m->end, end)) m->value = SR_CATEGORY_KILLED;
    /* "92 people with injuries", "two women with shrapnel wounds" */
    if (sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE) && sr_claim__is(r, m->end, "with"))
      for (uint32_t k = m->end + 1; k < m->end + 4 && k < end; k++)
        if (sr_claim__word(r, k, SR_WORD_INJURY)) {
          m->things |= SR_BIT(SR_THING_TOLL);
          m->value = SR_CATEGORY_WOUNDED;
          m->end = k + 1;
          break;
        }
    /* "six members of one family dead" */
    if (sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE) && sr_claim__is(r, m->end, "of"))
      for (uint32_t k = m->end + 1; k < m->end + 4 && k < end; k++)
        if (sr_claim__is(r, k, "family")) {
          m->end = k + 1;
          break;
        }
    /* "left 12 people dead and 30 injured" */
    if (sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE) && sr_claim__noun_at(r, m->end, end, &named) &&
        named.noun->usual == SR_THING_TOLL && (!sr_claim__starts_verb(r, m->end, end) || is_lost(r, m))) {
      m->things |= SR_BIT(SR_THING_TOLL);
      m->value = named.noun->value;
      m->end = named.end;
    }
    /* "a third of schools", "over half of them women" stay a share */
    if (!sr_slice_is(m->figure.unit, "%")) m->figure.unit = sr_claim__by_time(r, sr_claim__unit_of_noun(r, m), q->unit);
    if (!m->figure.unit.ptr) m->figure.unit = SR_SLICE("1");
    by_day(r, m, end);
  } else if ((name_end = shared_noun(r, after, end, &hit))) {
    sr_claim__take_noun(m, &hit);
    m->end = m->noun_first = name_end;
    m->figure.unit = sr_claim__unit_of_noun(r, m);
  } else if (sr_claim__hurts(r, m->first) &&
             (counts_more_people(r, after) ||
              (m->usual == SR_THING_THING && m->end == after && !counts_people(r, q->unit)))) {
    m->usual = SR_THING_PERSON; /* "two bombs hit a market, killing eleven": people, not bombs */
    m->things = SR_BIT(SR_THING_PERSON);
    m->noun = SR_SLICE("person");
    m->figure.unit = SR_SLICE("{people}");
  } else if (among && take_whole(r, q->sentence, m)) {
    /* "154 of those killed were civilians, 83 of them executed" */
  } else if (m->usual == SR_THING_THING) {
    /* an unknown noun: the unit says it */
    m->noun = sr_slice_cut(q->unit, 1, q->unit.len ? q->unit.len - 1 : 0);
    m->plural = true;
    /* "of 157 drones 121 were destroyed", "of the 12 workers four were hurt": the noun is the one counted before */
    const bool people = sr_slice_is(q->unit, "{people}") || sr_slice_is(q->unit, "{person}");
    if (people) { /* "nine were killed" */
      m->usual = SR_THING_PERSON;
      m->things = SR_BIT(SR_THING_PERSON);
      m->noun = SR_SLICE("person");
      m->figure.unit = SR_SLICE("{people}");
    }
    for (uint32_t i = r->mentions.n, steps = 0; i-- > 0 && steps < 8; steps++) {
      const sr_mention *before = &r->mentions.at[i];
      const bool whole = people && before->whole && before->sentence == q->sentence &&
                         sr_claim__within(r->tables, before->usual, SR_THING_PEOPLE);
      const bool alike =
          sr_slice_eq(before->figure.unit, q->unit) ||
          (before->quantity != SR_NONE && sr_slice_eq(r->report->quantities[before->quantity].unit, q->unit));
      if (!before->noun.len || (!whole && !alike)) continue;
      /* "188 drones and four missiles. 76 were shot down": more than the four, so no part of them */
      const sr_mention *fits = before->figure.present && before->figure.high < m->figure.low && m->figure.present &&
                                       sr_claim__within(r->tables, before->usual, SR_THING_WEAPON)
                                   ? sr_claim__weapons_before(r, i, m)
                                   : NULL;
      if (fits) {
        before = fits;
        m->figure.unit = fits->figure.unit;
      }
      /* "174 of the dead are children. More than 100,000 could be displaced": other people */
      const bool own_verb = sr_claim__cue(r, m->end, SR_CUE_BE) || sr_claim__cue(r, m->end, SR_CUE_HAVE);
      if (people && (own_verb || before->sentence != q->sentence) && (before->things & SR_BIT(SR_THING_TOLL)))
        break; /* also "31 dead; 57 were injured" */
      /* "24 people, six of them rescuers, and injured 57": of the whole, not of the part */
      if (before->part_of != SR_NONE && before->sentence == q->sentence) {
        before = &r->mentions.at[before->part_of];
        m->figure.unit = before->figure.unit;
      }
      if (whole || alike) m->figure.unit = before->figure.unit.len ? before->figure.unit : m->figure.unit;
      m->things = before->things;
      m->usual = before->usual;
      m->value = before->value;
      m->noun = before->noun;
      if (before->sentence == m->sentence) {
        m->owner = before->owner;
        m->enemy = before->enemy;
      }
      break;
    }
  }
  if (carries_aid(r, m, end)) {
    m->things |= SR_BIT(SR_THING_PACKAGE);
    m->usual = SR_THING_PACKAGE;
  }
  if (portion) m->portion = true, m->noun_first = m->end = after;
  if (among && m->noun_first >= m->end && !m->noun.len) m->usual = SR_THING_NUMBER, m->things = SR_BIT(SR_THING_NUMBER);
  return true;
}
