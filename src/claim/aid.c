/* Aid: who gives what to whom, what for and at what price; see the header. */
#include "claim/aid.h"
#include "claim/sides.h"
#include "claim/slots.h"
#include "claim/subject.h"
#include "claim/tree.h"

#include "lexicon/actor_words.h"
#include "read/wordclass.h"

static bool trains(const sr_claim_reading *r, const sr_trigger *t) {
  return sr_slice_starts(r->report->tokens[t->end - 1].norm, SR_SLICE("train"));
}

/* "talks between the two sides": a word for who acts, which no goods are. */
static bool acts(sr_slice noun) {
  static const char *const classes[] = {"forces", "office", "person"};
  const uint32_t row = sr_table_find(&sr_table_actor_words, &noun, 1);
  for (size_t i = 0; row != UINT32_MAX && i < sizeof classes / sizeof *classes; i++)
    if (sr_slice_is(sr_table_cell(&sr_table_actor_words, row, SR_ACTOR_WORDS_CLASS), classes[i])) return true;
  return false;
}

/* The gift that is the subject of a verb that says what is in it: "Sweden's 18th package | is worth 16 billion"; NULL.
 */
static const sr_mention *gift_before(const sr_claim_reading *r, const sr_trigger *t) {
  uint32_t subject = SR_NO_TOKEN; /* of "is" or of "worth" */
  for (uint32_t k = t->first; k < t->end && subject == SR_NO_TOKEN; k++) subject = sr_claim__subject_token(r, k);
  if (subject == SR_NO_TOKEN || subject >= t->first) return NULL;
  const uint32_t next = sr_claim__mention_from(r, subject + 1);
  const sr_mention *m = next ? &r->mentions.at[next - 1] : NULL;
  if (m && sr_claim__is(r, subject, "it") && m->sentence + 1 == t->sentence) /* "... its package. It is worth" */
    subject = m->noun_first < m->end ? m->noun_first : subject;
  if (!m || m->first > subject || m->end <= subject) return NULL;
  return sr_words_end(r->tables->words, m->noun, SR_WORD_AID_BATCH) ? m : NULL;
}

/* Aid is of goods, money and training; a house or a crowd is not given. */
bool sr_claim__can_be_aid(const sr_claim_reading *r, const sr_mention *m, const sr_trigger *t) {
  const sr_set goods = SR_BIT(SR_THING_AID_ITEM) | SR_BIT(SR_THING_PACKAGE) | SR_BIT(SR_THING_MONEY) |
                       SR_BIT(SR_THING_EQUIPMENT) | SR_BIT(SR_THING_DRONE) | SR_BIT(SR_THING_MISSILE) |
                       SR_BIT(SR_THING_SHELL) | SR_BIT(SR_THING_BOMB);
  if ((t->verbs & SR_BIT(SR_VERB_COMPRISE)) && (!m->figure.present || !gift_before(r, t))) return false;
  if ((t->verbs & SR_BIT(SR_VERB_ARRIVE)) && t->form == SR_VF_ING) return false; /* "a convoy carrying" */
  const bool level = sr_claim__is(r, t->end, "what") && m->first > t->end && sr_claim__is(r, m->first - 1, "to");
  if (m->first >= t->end && m->first && !level &&
      (sr_claim__in_other_relative(r, m->end - 1, t->first) || sr_claim__in_other_relative(r, t->first, m->end - 1)))
    return false;
  if ((t->verbs & SR_BIT(SR_VERB_ARRIVE)) && sr_claim__within(r->tables, m->usual, SR_THING_WEAPON)) return false;
  /* "sent a fighter jet to escort the tanker": does something itself */
  static const char *const helps[] = {"assist", "bolster", "help", "strengthen", "support"};
  const sr_set gifts = SR_BIT(SR_THING_PACKAGE) | SR_BIT(SR_THING_MONEY);
  if ((t->verbs & SR_BIT(SR_VERB_PLEDGE)) && !(m->things & gifts) && !m->plural && sr_claim__is(r, m->end, "to") &&
      sr_slice_is(r->report->tokens[m->end + 1].xpos, "VB") && !sr_claim__is_one_of(r, m->end + 1, helps, 5))
    return false;
  /* "delivered five strikes with weapons" */
  for (uint32_t i = sr_claim__mention_from(r, t->end); i < r->mentions.n && r->mentions.at[i].first < m->first; i++)
    if (r->mentions.at[i].usual == SR_THING_ATTACK && sr_claim__is(r, r->mentions.at[i].end, "with")) return false;
  /* "cutting off heating and water", but "stopping deliveries of electricity" */
  const bool cut = (t->verbs & SR_BIT(SR_VERB_SUSPEND)) && !sr_claim__is(r, t->end - 1, "of");
  if (cut && !m->figure.present && sr_words_have(r->tables->words, m->noun, SR_WORD_UTILITY)) return false;
  if (m->things & goods) return true;
  if (t->verbs & SR_BIT(SR_VERB_CONSIDER)) return false; /* "study clusters" */
  if (sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE)) return trains(r, t);
  if (m->first >= t->end && sr_claim__in_complement(r, m->end - 1, t->first)) return false;
  const bool share = sr_slice_is(m->figure.unit, "%"); /* "at half the former level" */
  return m->usual == SR_THING_THING && m->figure.present && !share && !acts(m->noun);
}

/* Where the next one who gives begins: "ten billion for air defence | and Sweden announced"; the sentence's end. */
enum { CLAUSE_SUBJECT = 12 }; /* tokens from "and" to the verb of the clause it opens */
static uint32_t clause_end(const sr_claim_reading *r, uint32_t sentence, uint32_t t) {
  const uint32_t end = sr_claim__sentence_end(r, sentence);
  for (uint32_t i = sr_claim__trigger_from(r, t); i < r->triggers.n; i++) {
    const sr_trigger *next = &r->triggers.at[i];
    if (next->sentence > sentence) break;
    if (next->sentence != sentence || next->first <= t || next->voice != SR_VOICE_ACTIVE || next->form == SR_VF_ING)
      continue;
    for (uint32_t k = next->first; k-- > t && k + CLAUSE_SUBJECT > next->first;)
      if (sr_claim__is(r, k, "and") || sr_claim__is(r, k, "while") || sr_claim__is(r, k, ";")) return k;
  }
  /* "62 million for X, | 28 million of it for Y" */
  for (uint32_t k = t; k + 1 < end; k++)
    if (sr_claim__is(r, k, ",") && r->quantity_at[k + 1] != SR_NONE) return k;
  return end;
}

/* An actor alone, and not what is its: "for UNRWA", but "for Ukrainian drone makers". */
static bool is_whole_phrase(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  while (t < end && sr_word_class_of(r->report, t) == SR_CLASS_DETERMINER) t++;
  if (t >= end || r->actor_at[t] == SR_NONE) return false;
  const sr_actor *a = &r->report->actors[r->actor_at[t]];
  const uint32_t after = a->first_token + a->n_tokens;
  if (a->first_token != t || (!a->code.len && !sr_word_is_capital(r->report, t))) return false;
  return after >= end || r->report->tokens[after].kind == SR_TOKEN_PUNCT || r->time_at[after] != SR_NONE ||
         sr_claim__is(r, after, "and") || sr_claim__is(r, after, "but") ||
         sr_word_class_of(r->report, after) == SR_CLASS_PREPOSITION;
}

static bool are_people(const sr_claim_reading *r, const sr_mention *m) {
  if (m->noun_first >= m->end) return false;
  return m->usual == SR_THING_TOLL || m->usual == SR_THING_TOLL_NOUN
             ? m->value == SR_CATEGORY_DISPLACED
             : sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE);
}

/* People whom "to" or "for" leads at or behind token t: who is given something; SR_NONE. */
static int32_t people_after(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  for (uint32_t i = sr_claim__mention_from(r, t); i < r->mentions.n && r->mentions.at[i].end <= end; i++) {
    const sr_mention *m = &r->mentions.at[i];
    const uint32_t lead = m->first;
    if (lead && are_people(r, m) && (sr_claim__is(r, lead - 1, "to") || sr_claim__is(r, lead - 1, "for")))
      return (int32_t)i;
  }
  return SR_NONE;
}

/* "a tranche of 500 million dollars to Kyiv": the token of a capital that stands for its state; the sentence's end. */
static uint32_t capital_led(const sr_claim_reading *r, uint32_t from, uint32_t end) {
  for (uint32_t k = from; k + 1 < end; k++)
    if (sr_claim__is(r, k, "to") && r->place_at[k + 1] != SR_NONE && r->actor_at[k + 1] == SR_NONE &&
        sr_slice_is(r->report->places[r->place_at[k + 1]].feature, "PPLC"))
      return k + 1;
  return end;
}

/* "30 million for Ukrenergo", "for the Rohingya": the tokens of a name that no table has, and nothing behind it whose
 * it is; false where there is none. */
static bool name_led(const sr_claim_reading *r, uint32_t t, uint32_t end, uint32_t *first, uint32_t *behind) {
  enum { WORDS_MAX = 3 };
  if (!sr_claim__is(r, t, "for") && !sr_claim__is(r, t, "to")) return false;
  uint32_t k = t + 1;
  if (k < end && sr_word_class_of(r->report, k) == SR_CLASS_DETERMINER) k++;
  *first = k;
  while (k < end && k < *first + WORDS_MAX && sr_slice_is(r->report->tokens[k].upos, "PROPN") &&
         sr_word_is_capital(r->report, k) && r->actor_at[k] == SR_NONE && r->place_at[k] == SR_NONE &&
         r->time_at[k] == SR_NONE)
    k++;
  const uint32_t next = sr_claim__mention_from(r, k);
  if (k == *first || (next && r->mentions.at[next - 1].end > *first)) return false; /* "for HIMARS" */
  *behind = k;
  return k >= end || r->report->tokens[k].kind == SR_TOKEN_PUNCT || r->time_at[k] != SR_NONE ||
         sr_claim__is(r, k, "and") || sr_word_class_of(r->report, k) == SR_CLASS_PREPOSITION;
}

/* Words after a sum that say what it is for: "... million pounds for demining", "worth of non-lethal equipment". */
static sr_slice purpose_after(const sr_claim_reading *r, uint32_t t, uint32_t sentence) {
  static const char *const led[] = {"for", "on", "of", "in", "worth", "to"};
  const uint32_t end = clause_end(r, sentence, t);
  for (uint32_t steps = 0; t < end && steps < 3; steps++, t++) {
    bool lead = false;
    for (uint32_t i = 0; i < sizeof led / sizeof *led; i++) lead |= sr_claim__is(r, t, led[i]);
    if (!lead || sr_claim__is(r, t + 1, "all") || sr_claim__is(r, t + 1, "total")) continue; /* "in all" */
    uint32_t from = t + 1, to = from;
    if (sr_claim__is(r, t, "worth") && sr_claim__is(r, from, "of")) from++, to = from;
    const uint32_t who = from < end && sr_word_class_of(r->report, from) == SR_CLASS_DETERMINER ? from + 1 : from;
    const bool named = who < end && r->actor_at[who] != SR_NONE && sr_word_is_capital(r->report, who);
    if (sr_claim__is(r, t, "to") && from < end &&
        (named || r->actor_at[from] != SR_NONE || capital_led(r, t, end) == from))
      continue; /* who gets it */
    uint32_t first = 0, behind = 0;
    if ((sr_claim__is(r, t, "for") && is_whole_phrase(r, from, end)) || name_led(r, t, end, &first, &behind)) continue;
    const int32_t whom = people_after(r, from, end);
    if (whom != SR_NONE && r->mentions.at[whom].first == from) continue;
    static const char *const pronouns[] = {"it", "them", "this", "that", "which"}; /* "paid out 2 billion of it" */
    if (sr_claim__is_one_of(r, from, pronouns, sizeof pronouns / sizeof *pronouns)) continue;
    if (sr_claim__is(r, t, "to") && sr_claim__is(r, from, "be")) break; /* "to be paid by March" */
    static const char *const own[] = {"its", "their", "his", "her"};    /* "adds 40 million to its support for X" */
    if (sr_claim__is(r, t, "to") && sr_claim__is_one_of(r, from, own, sizeof own / sizeof *own)) break;
    if (sr_claim__is(r, t, "to") && r->quantity_at[from] != SR_NONE) break; /* "raised by 3 to 11 billion" */
    const uint32_t whole = from + sr_claim__is(r, from, "the");             /* "310 million of the 2.5 billion" */
    if (sr_claim__is(r, t, "of") && whole < end && r->quantity_at[whole] != SR_NONE) break;
    while (to < end && to < from + 8 && r->report->tokens[to].kind != SR_TOKEN_PUNCT && r->time_at[to] == SR_NONE &&
           !sr_claim__cue(r, to, SR_CUE_BREAK) && !sr_claim__is(r, to, "in") && !sr_claim__is(r, to, "by"))
      to++;
    while (to > from && sr_word_class_of(r->report, to - 1) == SR_CLASS_PREPOSITION) to--; /* "for arms on | Sunday" */
    if (to > from && r->time_at[from] == SR_NONE) return sr_claim__text(r, from, to);
  }
  return (sr_slice){0};
}

static bool can_receive(const sr_claim_reading *r, int32_t actor) {
  const sr_actor *a = &r->report->actors[actor];
  return a->code.len || sr_word_is_capital(r->report, a->first_token) || a->kind == SR_ACTOR_INSTITUTION;
}

/* The first actor behind token `from` that one of two prepositions leads. */
static int32_t led_by(const sr_claim_reading *r, const sr_draft *d, uint32_t from, const char *one, const char *other) {
  const uint32_t end = clause_end(r, d->sentence, d->end);
  for (uint32_t k = from + 1; k < end && !sr_claim__is(r, k, ";"); k++) {
    if (r->actor_at[k] == SR_NONE || r->actor_at[k] == r->actor_at[k - 1] || !can_receive(r, r->actor_at[k])) continue;
    uint32_t lead = k - 1;
    if (sr_claim__is(r, lead, "the") && lead) lead--;
    /* "for US weapons": whose they are, not who gets them */
    const sr_actor *a = &r->report->actors[r->actor_at[k]];
    const uint32_t after = a->first_token + a->n_tokens;
    if (sr_claim__is(r, lead, "for") && after < end && sr_word_class_of(r->report, after) == SR_CLASS_NOUN) continue;
    if (lead && (sr_claim__is(r, lead - 1, "according") || sr_claim__is(r, lead - 1, "thanks"))) continue;
    if (sr_claim__is(r, lead, one) || sr_claim__is(r, lead, other)) return r->actor_at[k];
  }
  return SR_NONE;
}

static sr_actor_ref receiver(const sr_claim_reading *r, int32_t actor) {
  sr_actor_ref ref = sr_claim__party_of(r, actor);
  if (actor < 0 || ref.code.len) return ref;
  /* "to three hospitals": not how many */
  const sr_actor *a = &r->report->actors[actor];
  if (r->report->tokens[a->first_token].kind == SR_TOKEN_NUMBER ||
      sr_word_class_of(r->report, a->first_token) == SR_CLASS_NUMBER)
    ref.name = sr_claim__text(r, a->first_token + 1, a->first_token + a->n_tokens);
  return ref;
}

/* "granted Ukrenergo | a loan of | 149 million": an article and a noun lead to what is given. */
static bool is_object_up_to(const sr_claim_reading *r, uint32_t t, uint32_t to) {
  enum { WORDS_MAX = 5 };
  if (t >= to || to - t > WORDS_MAX || sr_word_class_of(r->report, t) != SR_CLASS_DETERMINER) return false;
  for (uint32_t k = t + 1; k < to; k++) {
    const sr_word_class class = sr_word_class_of(r->report, k);
    if (class != SR_CLASS_NOUN && class != SR_CLASS_ADJECTIVE && !sr_claim__is(r, k, "of") &&
        !sr_claim__is(r, k, "worth"))
      return false;
  }
  return true;
}

/* The actor that a preposition hands the aid to, or that stands between the verb and what is given: "give A 20 tanks",
 * "supply A with 20 tanks", or who "was given 20 tanks"; a capital is its state. */
static sr_actor_ref recipient_near(const sr_claim_reading *r, sr_draft *d, const sr_mention *m, const sr_trigger *t) {
  if (t && t->voice == SR_VOICE_ACTIVE && t->end < m->first) {
    uint32_t k = t->end;
    while (k < m->first && sr_word_class_of(r->report, k) == SR_CLASS_DETERMINER) k++;
    const int32_t actor = r->actor_at[k];
    const sr_actor *a = actor == SR_NONE ? NULL : &r->report->actors[actor];
    const uint32_t after = a ? a->first_token + a->n_tokens : 0;
    const bool whose = a && sr_slice_is(r->report->tokens[after - 1].upos, "ADJ"); /* "buy American weapons" */
    if (a && !whose && k < m->first && can_receive(r, actor)) {
      const bool with = sr_claim__is(r, after, "with") && a->kind != SR_ACTOR_INSTITUTION; /* not what was funded */
      if (after == m->first || (after + 1 == m->first && with) || is_object_up_to(r, after, m->first))
        return sr_claim__party_of(r, actor);
    }
    if (actor == SR_NONE && k + 1 == m->first && r->place_at[k] != SR_NONE)
      return sr_claim__country(&r->report->places[r->place_at[k]]);
    /* "granted Ukrenergo a loan": a name that no table has */
    uint32_t to = k;
    while (to < m->first && r->actor_at[to] == SR_NONE && r->place_at[to] == SR_NONE &&
           sr_word_is_capital(r->report, to))
      to++;
    if (to > k && to < m->first && sr_word_class_of(r->report, to) == SR_CLASS_DETERMINER)
      return (sr_actor_ref){.name = sr_claim__text(r, k, to)};
  }
  if (t && t->voice == SR_VOICE_NOMINAL) { /* "assured Kyiv of a delivery" */
    const uint32_t verb = sr_claim__verb_above(r, t->first);
    const uint32_t whom =
        verb == SR_NO_TOKEN ? 0 : verb + 1 + (sr_word_class_of(r->report, verb + 1) == SR_CLASS_DETERMINER);
    const int32_t told = verb != SR_NO_TOKEN && whom < t->first ? r->actor_at[whom] : SR_NONE;
    const uint32_t after = told == SR_NONE ? 0 : r->report->actors[told].first_token + r->report->actors[told].n_tokens;
    if (told != SR_NONE && sr_claim__is(r, after, "of")) return sr_claim__party_of(r, told);
  }
  if (t && t->voice == SR_VOICE_PASSIVE && t->end <= m->first && !(t->verbs & SR_BIT(SR_VERB_RECEIVE))) {
    const int32_t given = sr_claim__subject(r, d->sentence, t->first);
    if (given >= 0 && r->report->actors[given].sentence == d->sentence && can_receive(r, given))
      return receiver(r, given);
  }
  int32_t led = led_by(r, d, d->first, "to", "for");
  if (led == SR_NONE && t && t->voice == SR_VOICE_ACTIVE && t->end < m->first && d->first > t->end)
    led = led_by(r, d, t->end, "to", "for"); /* "doubled its contribution to X to 40 million" */
  const uint32_t end = clause_end(r, d->sentence, d->end), capital = led == SR_NONE ? capital_led(r, m->end, end) : end;
  if (capital < end) {
    d->stop = capital - 1;
    return sr_claim__country(&r->report->places[r->place_at[capital]]);
  }
  uint32_t first = 0, behind = 0;
  for (uint32_t k = m->end; led == SR_NONE && k < end && r->report->tokens[k].kind != SR_TOKEN_PUNCT; k++)
    if (name_led(r, k, end, &first, &behind)) return (sr_actor_ref){.name = sr_claim__text(r, first, behind)};
  return receiver(r, led);
}

/* "14 generators from Estonia", "a Turkish ship carrying flour", "a WHO flight with kits": who sent what arrives. */
static int32_t sender_of(const sr_claim_reading *r, const sr_mention *m, const sr_trigger *t) {
  enum { CARRIER_MAX = 4, FRONT_MAX = 6 };
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  const uint32_t from = sr_claim__is(r, t->end - 1, "from") ? t->end : sr_claim__is(r, m->end, "from") ? m->end + 1 : 0;
  if (from && from < sr_claim__sentence_end(r, m->sentence)) {
    const uint32_t who = sr_word_class_of(r->report, from) == SR_CLASS_DETERMINER ? from + 1 : from;
    return r->actor_at[who];
  }
  for (uint32_t k = m->first, steps = 0; k-- > start && steps < FRONT_MAX;
       steps++) { /* "from Estonia come 14 generators" */
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT) break;
    if (!sr_claim__is(r, k, "from")) continue;
    const uint32_t who = sr_word_class_of(r->report, k + 1) == SR_CLASS_DETERMINER ? k + 2 : k + 1;
    if (r->actor_at[who] != SR_NONE) return r->actor_at[who];
  }
  if (m->owner != SR_NONE) return m->owner;
  if (m->first <= start || !sr_claim__word(r, m->first - 1, SR_WORD_BEARING)) return SR_NONE;
  for (uint32_t k = m->first - 1, steps = 0; k-- > start && steps < CARRIER_MAX; steps++) {
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT) break;
    if (r->actor_at[k] != SR_NONE) return r->actor_at[k];
  }
  return SR_NONE;
}

/* "3,350 missiles for $825 million", "18 howitzers worth 90 million euros": what the goods cost is no second gift. */
static void take_price(sr_claim_reading *r, sr_draft *d, const sr_mention *m) {
  enum { LEAD_MAX = 3, PLACE_MAX = 5 }; /* "centres | in the north | at a cost of" */
  const uint32_t index = (uint32_t)(m - r->mentions.at) + 1;
  sr_mention *price = index < r->mentions.n ? &r->mentions.at[index] : NULL;
  if (!m->figure.present || m->usual == SR_THING_PACKAGE || !price || price->usual != SR_THING_MONEY || price->used ||
      !price->figure.present || price->sentence != m->sentence || price->first < m->end ||
      price->first > m->end + LEAD_MAX + PLACE_MAX)
    return;
  const uint32_t lead = price->first - 1;
  const bool cost = lead >= m->end + 3 && sr_claim__is(r, lead, "of") && sr_claim__is(r, lead - 1, "cost") &&
                    sr_claim__is(r, lead - 3, "at"); /* "at a cost of" */
  if (cost) {
    d->claim.money = price->figure;
    price->used = true;
    return;
  }
  if (lead < m->end || price->first > m->end + LEAD_MAX ||
      !(sr_claim__is(r, lead, "for") || sr_claim__is(r, lead, "worth") || sr_claim__is(r, lead, "costing") ||
        sr_claim__is(r, lead, "at")))
    return;
  d->claim.money = price->figure;
  price->used = true;
}

/* "500 million dollars for two packages of weapons": what the sum is for is no second gift. */
static void take_package(sr_claim_reading *r, const sr_mention *m) {
  const uint32_t index = (uint32_t)(m - r->mentions.at) + 1;
  sr_mention *package = index < r->mentions.n ? &r->mentions.at[index] : NULL;
  if (package && package->usual == SR_THING_PACKAGE && package->sentence == m->sentence &&
      package->first == m->end + 1 && sr_claim__is(r, m->end, "for"))
    package->used = true;
}

/* "Europe gave 132 billion and the United States | 114 billion": who stands where the verb is left out; SR_NONE. */
static int32_t giver_before(const sr_claim_reading *r, const sr_mention *m, const sr_trigger *t) {
  if (!t || t->voice != SR_VOICE_ACTIVE || t->end >= m->first || !m->figure.present || m->quantity == SR_NONE)
    return SR_NONE;
  const uint32_t behind = sr_claim__is(r, m->first - 1, "with") ? m->first - 2 : m->first - 1; /* "J with 3 million" */
  const int32_t actor = r->actor_at[behind];
  if (actor == SR_NONE) return SR_NONE;
  const sr_actor *a = &r->report->actors[actor];
  if (a->kind != SR_ACTOR_STATE && (a->kind != SR_ACTOR_INSTITUTION || !a->code.len)) return SR_NONE; /* "the EU" */
  const uint32_t first = a->first_token;
  const uint32_t lead = first && sr_word_class_of(r->report, first - 1) == SR_CLASS_DETERMINER ? first - 1 : first;
  if (lead <= t->end + 1) return SR_NONE; /* "gave Ukraine 20 tanks" */
  return sr_claim__is(r, lead - 1, "and") || sr_claim__is(r, lead - 1, ",") || sr_claim__is(r, lead - 1, ";") ? actor
                                                                                                              : SR_NONE;
}

enum { GIVERS_MAX = 8, LOAD_MAX = 4, HANDED_BACK = 4 }; /* words of what cartons hold, from a verb to its package */

/* "Norway, Denmark and the Netherlands pledged": the states that give, from the one that is the verb's subject. */
static uint32_t givers(const sr_claim_reading *r, uint32_t sentence, int32_t subject, uint32_t verb, int32_t *actors,
                       bool *each) {
  if (subject < 0 || r->report->actors[subject].sentence != sentence) return 0;
  uint32_t n = 0, t = r->report->actors[subject].first_token;
  const uint32_t start = r->report->sentences[sentence].first_token;
  int32_t first = subject; /* the list's first: the tree may take its last for the subject */
  for (uint32_t steps = 0; steps < GIVERS_MAX && t > start + 1; steps++) {
    if (sr_word_class_of(r->report, t - 1) == SR_CLASS_DETERMINER) t--;
    if (t <= start + 1 || !(sr_claim__is(r, t - 1, "and") || sr_claim__is(r, t - 1, ",")) ||
        r->actor_at[t - 2] == SR_NONE || r->report->actors[r->actor_at[t - 2]].kind != SR_ACTOR_STATE)
      break;
    first = r->actor_at[t - 2];
    t = r->report->actors[first].first_token;
  }
  bool closed = false; /* by "and" */
  for (actors[n++] = first; !closed && n < GIVERS_MAX;) {
    const sr_actor *last = &r->report->actors[actors[n - 1]];
    if (last->kind != SR_ACTOR_STATE) return 1;
    t = last->first_token + last->n_tokens;
    if (!sr_claim__is(r, t, ",") && !sr_claim__is(r, t, "and")) break;
    for (; sr_claim__is(r, t, ",") || sr_claim__is(r, t, "and"); t++) closed |= sr_claim__is(r, t, "and");
    if (sr_word_class_of(r->report, t) == SR_CLASS_DETERMINER) t++;
    if (t >= verb || r->actor_at[t] == SR_NONE) return 1;
    actors[n++] = r->actor_at[t];
  }
  const sr_actor *last = &r->report->actors[actors[n - 1]];
  if (n > 1 && (!closed || last->kind != SR_ACTOR_STATE)) return 1;
  for (uint32_t k = last->first_token + last->n_tokens; n > 1 && k < verb && !*each; k++)
    *each = sr_claim__is(r, k, "each"); /* "are each giving" */
  return n;
}

/* Those who give together, in one name; those who give as much each have a claim of their own. */
static sr_status join_givers(sr_claim_reading *r, sr_draft *d, const sr_mention *m, const sr_trigger *t,
                             int32_t gapped) {
  int32_t actors[GIVERS_MAX];
  bool each = false;
  const int32_t subject = gapped != SR_NONE ? gapped : sr_claim__subject(r, d->sentence, t->first);
  const uint32_t verb = gapped != SR_NONE ? m->first : t->first;
  const uint32_t n = d->claim.donor.name.len ? givers(r, d->sentence, subject, verb, actors, &each) : 0;
  each |= sr_claim__is(r, m->end, "each");
  if (n < 2) return SR_OK;
  const uint32_t index = (uint32_t)(d - r->drafts.at);
  d->claim.donor = sr_claim__party_of(r, actors[0]);
  sr_slice all = d->claim.donor.name;
  for (uint32_t i = 1; i < n; i++) {
    const sr_slice other = r->report->actors[actors[i]].name;
    if (!each) {
      all = sr_arena_format(r->arena, i + 1 < n ? "%.*s, %.*s" : "%.*s and %.*s", SR_FMT(all), SR_FMT(other));
      if (!all.ptr) return sr_arena_fail(r->arena, r->err);
      continue;
    }
    sr_draft *more = sr_claim__draft(r, SR_KIND_AID, d->sentence, d->first, d->end);
    if (!more) return sr_arena_fail(r->arena, r->err);
    d = &r->drafts.at[index]; /* may have moved */
    const sr_spans evidence = more->claim.evidence;
    sr_span *span = more->span;
    *more = *d;
    more->span = span;
    more->claim.evidence = evidence;
    more->claim.donor = sr_claim__party_of(r, actors[i]);
  }
  if (!each) r->drafts.at[index].claim.donor = (sr_actor_ref){.name = all};
  return SR_OK;
}

/* "approved a package worth 13.5 billion", "blocked the payment of 500 million": says nothing of what it is for. */
static bool is_bare_package(const sr_claim_reading *r, const sr_trigger *t, const sr_mention *m) {
  if (!t || m->first < 2 || t->end + 1 > m->first - 1 || m->first - 1 - t->end > 3) return false;
  if (sr_claim__is(r, m->first - 1, "of")) return sr_claim__word(r, m->first - 2, SR_WORD_PAYMENT);
  return sr_claim__is(r, m->first - 1, "worth") && sr_claim__word(r, m->first - 2, SR_WORD_PACKAGE);
}

/* "The Ukraine recovery conference brought pledges of 10 billion": the state that is named before what is held for it;
 * SR_NONE. */
static int32_t held_for(const sr_claim_reading *r, const sr_draft *d, const sr_trigger *t) {
  enum { NAME_MAX = 3 };
  const int32_t subject = t ? sr_claim__subject(r, d->sentence, t->first) : SR_NONE;
  if (subject < 0 || r->report->actors[subject].kind != SR_ACTOR_STATE) return SR_NONE;
  const uint32_t after = r->report->actors[subject].first_token + r->report->actors[subject].n_tokens;
  for (uint32_t k = after; k < after + NAME_MAX && k < r->report->n_tokens; k++) {
    if (r->report->tokens[k].kind != SR_TOKEN_WORD || sr_word_class_of(r->report, k) == SR_CLASS_VERB) return SR_NONE;
    if (sr_claim__word(r, k, SR_WORD_AID_EVENT)) return subject;
  }
  return SR_NONE;
}

/* "will double its military aid this year to 85 billion", "doubled what it had given to 20 million". */
static bool raises_aid(const sr_claim_reading *r, const sr_trigger *t, const sr_mention *m) {
  enum { PHRASE_MAX = 4 };
  if (t->end >= m->first) return false;
  if (sr_claim__is(r, t->end, "what") && sr_claim__is(r, m->first - 1, "to")) return true;
  if (!sr_slice_is(r->report->tokens[t->end].xpos, "PRP$")) return false;
  for (uint32_t k = t->end + 1; k < m->first && k < t->end + PHRASE_MAX; k++)
    if (sr_claim__word(r, k, SR_WORD_AID_LEVEL)) return true;
  return false;
}

sr_status sr_claim__fill_aid(sr_claim_reading *r, sr_draft *d, const sr_mention *m, const sr_trigger *t) {
  sr_claim *c = &d->claim;
  c->donor = c->party;
  c->party = (sr_actor_ref){0};
  if (m->usual == SR_THING_MONEY) {
    c->money = c->quantity;
    c->item = purpose_after(r, m->end, m->sentence);
    /* "drones worth between 40 and 50 million euros" */
    if (m->first && sr_claim__is(r, m->first - 1, "worth") && t && t->end < m->first - 1)
      c->item = sr_claim__text(r, t->end, m->first - 1);
    if (is_bare_package(r, t, m))
      c->item = (sr_slice){0};
    else if (!c->item.len && m->first > 1 && sr_claim__is(r, m->first - 1, "of") && t && t->end < m->first - 1)
      c->item = sr_claim__text(r, t->end, m->first - 1);
  } else {
    c->item = m->noun_first < m->end ? sr_claim__text(r, m->noun_first, m->end) : m->noun;
    /* "1,400 cartons of therapeutic food": with what is in them */
    const uint32_t load = m->end + 1;
    uint32_t load_end = load;
    while (load_end < sr_claim__sentence_end(r, m->sentence) && load_end < load + LOAD_MAX &&
           (sr_word_class_of(r->report, load_end) == SR_CLASS_NOUN ||
            sr_word_class_of(r->report, load_end) == SR_CLASS_ADJECTIVE) &&
           r->time_at[load_end] == SR_NONE)
      load_end++;
    if (m->quantity != SR_NONE && sr_claim__is(r, m->end, "of") && load_end > load)
      c->item = sr_claim__text(r, m->noun_first < m->end ? m->noun_first : m->end - 1, load_end);
    if (t && trains(r, t) && t->end < m->end) c->item = sr_claim__text(r, t->end - 1, m->end);
  }
  if (m->usual == SR_THING_MONEY) take_package(r, m);
  const int32_t gapped = giver_before(r, m, t);
  if (gapped != SR_NONE) c->donor = sr_claim__party_of(r, gapped);
  if (m->usual != SR_THING_MONEY) take_price(r, d, m);
  c->recipient = recipient_near(r, d, m, t);
  const int32_t helped = held_for(r, d, t);
  if (helped != SR_NONE && gapped == SR_NONE) {
    c->donor = (sr_actor_ref){0};
    if (!c->recipient.name.len) c->recipient = receiver(r, helped);
  }
  int32_t whom = people_after(r, m->end, clause_end(r, d->sentence, m->end));
  if (whom == SR_NONE && t && t->voice == SR_VOICE_ACTIVE && t->end < m->first)
    whom = people_after(r, t->end, m->first); /* "doubled its help for refugees to 100 million" */
  if (whom != SR_NONE) {
    sr_mention *people = &r->mentions.at[whom];
    const uint32_t first =
        people->quantity != SR_NONE || sr_word_class_of(r->report, people->first) != SR_CLASS_DETERMINER
            ? people->noun_first
            : people->first + 1;
    const bool named = !sr_slice_is(people->noun, "person"); /* "to 200,000 people" names nobody */
    if (!c->recipient.name.len && named) c->recipient.name = sr_claim__text(r, first, people->end);
    people->used = true; /* that they are given something says nothing of their fate */
  }
  if (t && (t->verbs & SR_BIT(SR_VERB_ARRIVE)) && !c->recipient.name.len && !sr_claim__is(r, t->end - 1, "from"))
    for (uint32_t k = t->end;
         k < t->end + 3 && k < r->report->n_tokens && !c->recipient.name.len && !sr_claim__is(r, k, "from"); k++)
      if (r->place_at[k] != SR_NONE) c->recipient = sr_claim__country(&r->report->places[r->place_at[k]]);
  if (t && (t->verbs & SR_BIT(SR_VERB_COMPRISE))) {
    const sr_mention *gift = gift_before(r, t);
    c->donor = (sr_actor_ref){0};
    const uint32_t start = r->report->sentences[m->sentence].first_token;
    for (uint32_t k = gift ? gift->noun_first : 0;
         gift && k-- > start && k + 4 > gift->noun_first && !c->donor.name.len;)
      if (r->actor_at[k] != SR_NONE) c->donor = sr_claim__party_of(r, r->actor_at[k]);
    if (gift && !c->recipient.name.len) /* "package for X | is worth" */
      for (uint32_t k = gift->end; k < t->first && !c->recipient.name.len; k++)
        if (r->actor_at[k] != SR_NONE && (sr_claim__is(r, k - 1, "for") || sr_claim__is(r, k - 1, "to")))
          c->recipient = receiver(r, r->actor_at[k]);
    c->item = m->usual == SR_THING_MONEY ? (sr_slice){0} : c->item;
    for (uint32_t k = r->drafts.n, steps = 0; !c->donor.name.len && k-- > 0 && steps < 4; steps++) { /* of it again */
      const sr_draft *before = &r->drafts.at[k];
      if (before == d || before->claim.kind != SR_KIND_AID || before->sentence + 1 < d->sentence) continue;
      c->donor = before->claim.donor;
      if (!c->recipient.name.len) c->recipient = before->claim.recipient;
    }
    if (!c->donor.name.len) d->dropped = true;
  }
  /* "raised 4 billion for S", but "paid 300 a month", "doubled its output": a gift only where it says to whom or that
   * it is one */
  if (t && sr_claim__word(r, t->first, SR_WORD_PURCHASE_VERB) && !c->recipient.name.len && !c->quantity.present)
    d->dropped = true; /* "will buy American weapons" */
  if (t && (t->verbs & SR_BIT(SR_VERB_FUND)) && !c->recipient.name.len && !raises_aid(r, t, m)) d->dropped = true;
  if (t && (t->verbs & SR_BIT(SR_VERB_ARRIVE)) && !c->donor.name.len)
    c->donor = sr_claim__party_of(r, sender_of(r, m, t));
  if (t && c->status == SR_STATUS_DELIVERED && c->modality == SR_MODALITY_EXPECTED) {
    c->status = SR_STATUS_PLEDGED; /* "are to arrive by March" */
    c->modality = SR_MODALITY_ASSERTED;
  }
  if (t && (t->verbs & SR_BIT(SR_VERB_RECEIVE))) {
    /* "X received 12 jets from Y" */
    c->recipient = c->donor;
    c->donor = sr_claim__party_of(r, led_by(r, d, d->first, "from", "by"));
    if (!c->donor.name.len) c->donor = sr_claim__party_of(r, sender_of(r, m, t));
  }
  if (t && c->status == SR_STATUS_PLEDGED) {
    /* the past of giving is delivered; announcing, approving and promising stay pledges */
    bool handed = false;
    for (uint32_t k = t->first; k < t->end; k++) handed |= sr_claim__cue(r, k, SR_CUE_DELIVERED);
    /* "has handed over | a package of" */
    const uint32_t start = r->report->sentences[d->sentence].first_token;
    for (uint32_t k = t->first, steps = 0; t->voice == SR_VOICE_NOMINAL && k-- > start && steps < HANDED_BACK;
         steps++) {
      if (r->report->tokens[k].kind == SR_TOKEN_PUNCT) break;
      handed |=
          sr_claim__cue(r, k, SR_CUE_DELIVERED) && sr_claim__modality(r, d->sentence, k, k + 1) == SR_MODALITY_ASSERTED;
    }
    if (handed && c->modality == SR_MODALITY_ASSERTED) c->status = SR_STATUS_DELIVERED;
    if (c->modality == SR_MODALITY_EXPECTED) c->modality = SR_MODALITY_ASSERTED;
    if (t->first > 1 && sr_claim__is(r, t->first - 1, "to") && sr_claim__word(r, t->first - 2, SR_WORD_WILLING)) {
      c->status = SR_STATUS_OFFERED; /* "is reportedly prepared to hand over" */
      c->modality = SR_MODALITY_OFFERED;
    }
  }
  const bool gives = t && t->voice == SR_VOICE_ACTIVE && !(t->verbs & SR_BIT(SR_VERB_RECEIVE));
  return gives ? join_givers(r, d, m, t, gapped) : SR_OK;
}

/* "European military aid to Ukraine fell by 57 per cent": what is given stands before the verb of the change; its
 * tokens
 * [*first, *end), false where something else does. */
static bool aid_that_changes(const sr_claim_reading *r, const sr_mention *m, uint32_t *first, uint32_t *end) {
  enum { SUBJECT_BACK = 12, PHRASE_MAX = 5 };
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  bool verb = false;
  *end = 0;
  for (uint32_t k = m->first, steps = 0; k-- > start && steps < SUBJECT_BACK && !*end; steps++) {
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT || r->quantity_at[k] != SR_NONE) return false;
    const bool is_verb = sr_word_class_of(r->report, k) == SR_CLASS_VERB;
    if (verb && is_verb && !sr_claim__word(r, k, SR_WORD_AID_LEVEL)) return false;
    if (verb && sr_claim__word(r, k, SR_WORD_AID_LEVEL)) *end = k + 1;
    verb |= is_verb;
  }
  if (!*end) return false;
  for (*first = *end - 1; *first > start && *first + PHRASE_MAX > *end; --*first) {
    const sr_word_class class = sr_word_class_of(r->report, *first - 1);
    if (class != SR_CLASS_ADJECTIVE && class != SR_CLASS_NOUN && class != SR_CLASS_NAME &&
        !sr_claim__is(r, *first - 1, "'s"))
      break;
  }
  return true;
}

sr_status sr_claim__aid_levels(sr_claim_reading *r, uint32_t mentions_from, uint32_t mentions_to) {
  for (uint32_t i = mentions_from; i < mentions_to; i++) {
    const sr_mention *m = &r->mentions.at[i];
    uint32_t first = 0, end = 0;
    if (m->usual != SR_THING_SHARE || m->used || !m->figure.present ||
        (m->figure.bound != SR_BOUND_UP && m->figure.bound != SR_BOUND_DOWN) || !aid_that_changes(r, m, &first, &end))
      continue;
    sr_draft *d = sr_claim__draft(r, SR_KIND_AID, m->sentence, first, m->end);
    if (!d) return sr_arena_fail(r->arena, r->err);
    d->mention = (int32_t)i;
    d->claim.quantity = m->figure;
    d->claim.status = SR_STATUS_DELIVERED;
    d->claim.confidence = 0.4;
    for (uint32_t k = first; k < end; k++)
      if (r->actor_at[k] != SR_NONE && !d->claim.donor.name.len) {
        d->claim.donor = sr_claim__party_of(r, r->actor_at[k]);
        first = r->report->actors[r->actor_at[k]].first_token + r->report->actors[r->actor_at[k]].n_tokens;
      }
    if (sr_claim__is(r, first, "'s")) first++;
    d->claim.item = sr_claim__text(r, first, end);
    const sr_draft gift = {.sentence = m->sentence, .end = end};
    d->claim.recipient = receiver(r, led_by(r, &gift, end - 1, "to", "for"));
  }
  return SR_OK;
}

/* "had suspended its deliveries and resumed | them", "deliveries, suspended in May, resumed | on Monday": the same aid,
 * stopped or begun again by a verb that no thing of its own stands behind. */
sr_status sr_claim__resume_aid(sr_claim_reading *r, uint32_t drafts_from, uint32_t triggers_from,
                               uint32_t triggers_to) {
  static const char *const again[] = {"them", "it", "these", "this"};
  enum { DRAFTS_BACK = 8 };
  for (uint32_t i = triggers_from; i < triggers_to; i++) {
    const sr_trigger *t = &r->triggers.at[i];
    const bool resumes = (t->verbs & SR_BIT(SR_VERB_RESUME)) != 0;
    if ((!resumes && !(t->verbs & SR_BIT(SR_VERB_SUSPEND))) || t->voice == SR_VOICE_NOMINAL) continue;
    bool used = false;
    for (uint32_t k = drafts_from; k < r->drafts.n; k++) used |= r->drafts.at[k].anchor == t->first;
    const bool pronoun = sr_claim__is_one_of(r, t->end, again, sizeof again / sizeof *again);
    const bool alone = t->end >= sr_claim__sentence_end(r, t->sentence) || r->time_at[t->end] != SR_NONE ||
                       r->report->tokens[t->end].kind == SR_TOKEN_PUNCT ||
                       sr_word_class_of(r->report, t->end) == SR_CLASS_PREPOSITION;
    if (used || (!pronoun && !(alone && resumes))) continue;
    const sr_draft *before = NULL;
    for (uint32_t k = r->drafts.n, steps = 0; k-- > 0 && steps < DRAFTS_BACK && !before; steps++) {
      const sr_draft *d = &r->drafts.at[k];
      if (d->sentence + (pronoun ? 1 : 0) < t->sentence) break;
      const bool same = d->claim.status == SR_STATUS_RESUMED     ? resumes
                        : d->claim.status == SR_STATUS_SUSPENDED ? !resumes
                                                                 : false;
      if (d->claim.kind == SR_KIND_AID && !d->dropped && d->claim.item.len && !same) before = d;
    }
    if (!before) continue;
    const sr_frame *frame = sr_claim__frame(r->tables, resumes ? SR_VERB_RESUME : SR_VERB_SUSPEND, SR_THING_AID_ITEM);
    const sr_claim was = before->claim;
    sr_draft *d = sr_claim__draft(r, SR_KIND_AID, t->sentence, t->first, t->end + pronoun);
    if (!d) return sr_arena_fail(r->arena, r->err);
    d->verb_end = t->end;
    d->passive = t->voice != SR_VOICE_ACTIVE;
    d->claim.status = frame->status;
    d->claim.confidence = frame->confidence;
    d->claim.modality = t->modality;
    d->claim.donor = was.donor;
    d->claim.recipient = was.recipient;
    d->claim.item = was.item;
  }
  return SR_OK;
}
