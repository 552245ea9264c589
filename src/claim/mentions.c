/* Mentions: the things that claims are about. */
#include "claim/mention_parts.h"
#include "claim/subject.h"

#include "read/wordclass.h"

typedef sr_noun_hit noun_hit;

/* "14 dead attackers": the phrase itself, which says of no state or group whose they are. */
static bool names_itself(const sr_claim_reading *r, const sr_mention *m, int32_t actor) {
  const sr_actor *a = &r->report->actors[actor];
  return !a->code.len && a->first_token + a->n_tokens > m->noun_first;
}

/* Owner, enemy and civilian from the words of the phrase. */
static void look_inside(const sr_claim_reading *r, sr_mention *m) {
  uint32_t from = m->first;
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  /* a definite phrase may have its owner before it: "the enemy's losses", "Ukraine's 12 tanks" */
  if (from > start + 1 && !m->figure.present && sr_claim__is(r, from - 1, "'s"))
    from -= 2;
  else if (from > start && sr_claim__is(r, from - 1, "enemy"))
    from--;
  /* "Russian casualties": whose they are stands right before */
  if (from > start && !m->figure.present && (m->usual == SR_THING_TOLL_NOUN || m->usual == SR_THING_TOLL) &&
      r->actor_at[from - 1] != SR_NONE && r->report->actors[r->actor_at[from - 1]].kind == SR_ACTOR_STATE)
    from = r->report->actors[r->actor_at[from - 1]].first_token;
  /* "268 air strikes by the military" */
  const uint32_t by = sr_claim__is(r, m->end, "by") ? m->end + 1 + sr_claim__is(r, m->end + 1, "the") : 0;
  if (by && m->usual == SR_THING_ATTACK && by < r->report->n_tokens) m->owner = r->actor_at[by];
  const bool armed =
      (m->things & (SR_BIT(SR_THING_SOLDIER) | SR_BIT(SR_THING_EQUIPMENT))) != 0 || sr_slice_is(m->noun, "man");
  /* "put its losses at two" */
  const bool lost =
      m->usual == SR_THING_TOLL_NOUN && m->value == SR_CATEGORY_CASUALTIES && sr_claim__is(r, m->first, "its");
  if (lost) m->owner = sr_claim__antecedent(r, m->sentence, m->first);
  for (uint32_t t = from; t < m->end; t++) {
    if (t < m->noun_first && r->actor_at[t] != SR_NONE && !names_itself(r, m, r->actor_at[t]))
      m->owner = r->actor_at[t];
    /* "14 of its soldiers", "two of its men" */
    if (armed && t > m->first && t < m->noun_first && m->owner == SR_NONE &&
        (sr_claim__is(r, t, "its") || sr_claim__is(r, t, "their") || sr_claim__is(r, t, "his")))
      m->owner = sr_claim__antecedent(r, m->sentence, t);
    if (t >= m->first || sr_claim__is(r, t, "enemy")) {
      /* "14 attackers" are the enemy of a communique only */
      if (sr_claim__cue(r, t, SR_CUE_ENEMY) && (t < m->noun_first || r->own.name.len)) m->enemy = true;
      if (sr_claim__is(r, t, "civilian") || sr_claim__is(r, t, "civilians")) m->civilian = true;
    }
  }
}

sr_slice sr_claim__unit_of_noun(const sr_claim_reading *r, const sr_mention *m) {
  if (m->noun_unit.len) return m->noun_unit;
  /* "41 injured" are people; "29 deaths" stay what they are called */
  if (m->usual == SR_THING_TOLL) return SR_SLICE("{people}");
  if (sr_slice_is(m->noun, "person") || sr_slice_is(m->noun, "other")) return SR_SLICE("{people}");
  /* "camp for displaced people": camps are counted */
  for (size_t at = sr_slice_find(m->noun, ' ', 0); at != SR_NOWHERE; at = sr_slice_find(m->noun, ' ', at + 1))
    if (sr_slice_starts(sr_slice_cut(m->noun, at, m->noun.len), SR_SLICE(" for ")))
      return sr_arena_format(r->arena, "{%.*s}", SR_FMT(sr_slice_cut(m->noun, 0, at)));
  return sr_arena_format(r->arena, "{%.*s}", SR_FMT(m->noun));
}

bool sr_claim__restates(const sr_claim_reading *r, const sr_mention *m) {
  enum { GAP_MAX = 6 };
  const sr_mention *before = r->mentions.n > 1 ? &r->mentions.at[r->mentions.n - 2] : NULL;
  if (m->usual != SR_THING_SHARE || !before || before->sentence != m->sentence || !before->figure.present ||
      before->usual == SR_THING_SHARE || m->first - before->end > GAP_MAX)
    return false;
  return sr_claim__is(r, m->first - 1, "or") || sr_claim__is(r, m->first - 1, "(");
}

/* "died", "was killed", "was badly hurt": said of what stands before token t. */
static bool is_hurt(const sr_claim_reading *r, uint32_t t, uint32_t end) {
  const sr_set verbs = SR_BIT(SR_VERB_KILL) | SR_BIT(SR_VERB_WOUND);
  for (const uint32_t last = t + 4; t < end && t < last; t++) {
    uint32_t value = 0;
    const uint32_t n = sr_phrases_match(r->tables->verbs, &r->report->tokens[t], end - t, &value);
    if (n && (r->tables->verb[value / 8].verbs & verbs))
      return r->tables->verb[value / 8].side == SR_SIDE_SUBJECT ||
             (t && !sr_claim__starts_verb(r, t - 1, t) && value % 8 != SR_VF_S);
    if (!sr_claim__cue(r, t, SR_CUE_BE) && !sr_claim__cue(r, t, SR_CUE_HAVE) &&
        sr_word_class_of(r->report, t) != SR_CLASS_ADVERB)
      return false;
  }
  return false;
}

/* "destroyed the launcher": a verb of loss right before token t. */
static bool is_destroyed(const sr_claim_reading *r, uint32_t t, uint32_t start) {
  const sr_set verbs = SR_BIT(SR_VERB_DESTROY) | SR_BIT(SR_VERB_CAPTURE) | SR_BIT(SR_VERB_HIT) | SR_BIT(SR_VERB_DOWN);
  uint32_t value = 0;
  return t > start && sr_phrases_match(r->tables->verbs, &r->report->tokens[t - 1], 1, &value) == 1 &&
         (r->tables->verb[value / 8].verbs & verbs);
}

/* A noun without a number: "a clinic", "a 67-year-old woman", "the central hospital", "several apartment blocks". */
static void mention_of_noun(const sr_claim_reading *r, uint32_t sentence, const noun_hit *hit, sr_mention *m) {
  static const char *const one[] = {"a", "an", "one"};
  const uint32_t start = r->report->sentences[sentence].first_token;
  *m = (sr_mention){
      .first = hit->first, .sentence = sentence, .quantity = SR_NONE, .owner = SR_NONE, .part_of = SR_NONE};
  sr_claim__take_noun(m, hit);
  bool single = false, ordinal = false;
  uint32_t t = hit->first;
  for (uint32_t steps = 0; t > start && steps <= SR_MODIFIERS_MAX; steps++) {
    if (sr_claim__is_one_of(r, t - 1, one, 3)) {
      single = true;
      t--;
      break;
    }
    if (sr_claim__is(r, t - 1, "the") || sr_claim__is(r, t - 1, "their") || sr_claim__is(r, t - 1, "his") ||
        sr_claim__is(r, t - 1, "her") || sr_claim__is(r, t - 1, "its")) {
      m->definite = true;
      t--;
      break;
    }
    if (sr_claim__cue(r, t - 1, SR_CUE_ORDINAL))
      ordinal = true;
    else if (t > start + 1 && sr_claim__is(r, t - 1, "only") && sr_claim__is(r, t - 2, "the"))
      ;                                      /* "the only pharmacy" */
    else if (sr_claim__is(r, t - 1, "'s")) { /* "the mayor's office" */
      t = t - 1 > start ? t - 1 : t;
      if (t == start) break;
      t--;
      continue;
    } else if (!sr_claim__is_modifier(r, t - 1) || sr_word_class_of(r->report, t - 1) == SR_CLASS_VERB)
      break;
    noun_hit other;
    /* "a drone assembly workshop" is one noun; what stands apart is another */
    if (sr_word_class_of(r->report, t) != SR_CLASS_NOUN && sr_claim__noun_at(r, t - 1, hit->first, &other) &&
        other.end < hit->first)
      break;
    t--;
  }
  if (single || m->definite || ordinal) m->first = t;
  sr_claim__take_dead(r, t, m);
  const bool vague_spot = sr_slice_is(m->noun, "area") || sr_slice_is(m->noun, "position"); /* "the same area" */
  const bool counted_noun = !vague_spot && m->usual != SR_THING_ATTACK && !sr_slice_ends(m->noun, SR_SLICE("toll")) &&
                            m->usual != SR_THING_TOLL && m->usual != SR_THING_TERRITORY &&
                            m->usual != SR_THING_COMBAT && !(m->things & SR_BIT(SR_THING_SETTLEMENT));
  /* "the driver died": one, as "a driver" is */
  const bool victim = m->definite && (m->usual == SR_THING_CIVILIAN || m->usual == SR_THING_SOLDIER) &&
                      is_hurt(r, m->end, sr_claim__sentence_end(r, sentence));
  const bool one_hurt = single && m->usual == SR_THING_TOLL && t + 1 == m->noun_first && sr_claim__is(r, t, "one") &&
                        !(t > start && sr_claim__is(r, t - 1, "no")); /* "one dead and eleven hurt" */
  const bool wreck = m->definite && (m->things & SR_BIT(SR_THING_EQUIPMENT)) && is_destroyed(r, m->first, start);
  if (one_hurt || (!m->plural && counted_noun &&
                   (single || ordinal || victim || wreck || (m->definite && m->usual == SR_THING_OBJECT)))) {
    const uint32_t first = r->report->tokens[m->first].span.start, last = r->report->tokens[m->end - 1].span.end;
    m->figure = (sr_figure){.present = true,
                            .low = 1,
                            .high = 1,
                            .granule = 1,
                            .unit = sr_claim__unit_of_noun(r, m),
                            .span = {first, last}};
    if (!m->figure.unit.ptr) m->figure.present = false;
  }
  if (m->figure.present) sr_claim__take_among(r, m, sr_claim__sentence_end(r, sentence));
}

/* "residential and medical buildings": the noun that the adjective before "and" makes with the same head. */
static bool joined_noun(const sr_claim_reading *r, uint32_t sentence, const noun_hit *hit, sr_mention *m) {
  const uint32_t start = r->report->sentences[sentence].first_token;
  if (hit->end - hit->first != 2 || hit->first < start + 2 || !sr_claim__is(r, hit->first - 1, "and")) return false;
  const sr_token pair[2] = {r->report->tokens[hit->first - 2], r->report->tokens[hit->end - 1]};
  uint32_t value = 0;
  if (sr_phrases_match(r->tables->nouns, pair, 2, &value) != 2) return false;
  noun_hit other = {&r->tables->noun[value / 2], hit->first - 2, hit->end, value % 2};
  mention_of_noun(r, sentence, &other, m);
  return m->usual == SR_THING_OBJECT;
}

/* "One struck a car": one of the weapons that were counted before, in this sentence or the one before. */
static bool mention_of_one(const sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t end, sr_mention *m) {
  enum { MENTIONS_BACK = 6 };
  const uint32_t start = r->report->sentences[s].first_token;
  if (!sr_claim__is(r, t, "one") && !sr_claim__is(r, t, "another")) return false;
  if (t != start && r->report->tokens[t - 1].kind != SR_TOKEN_PUNCT && !sr_claim__is(r, t - 1, "and")) return false;
  const bool passive = sr_claim__cue(r, t + 1, SR_CUE_BE); /* "one was shot down" */
  if (t + 1 >= end) return false;
  const bool placed = sr_word_class_of(r->report, t + 1) == SR_CLASS_PREPOSITION && t != start; /* "and one over M" */
  if (!passive && !placed &&
      (!sr_claim__starts_verb(r, t + 1, end) || sr_word_class_of(r->report, t + 1) != SR_CLASS_VERB))
    return false;
  for (uint32_t i = r->mentions.n, steps = 0; i-- > 0 && steps < MENTIONS_BACK; steps++) {
    const sr_mention *before = &r->mentions.at[i];
    if (before->sentence + 1 < s || (placed && before->sentence != s)) return false;
    if (before->quantity == SR_NONE || !sr_claim__within(r->tables, before->usual, SR_THING_WEAPON)) continue;
    *m = *before;
    m->first = t;
    m->end = m->noun_first = t + 1;
    m->sentence = s;
    m->quantity = SR_NONE;
    if (!placed) m->part_of = SR_NONE;
    m->portion = m->whole = m->used = m->vague = false;
    m->figure.present = true;
    m->figure.low = m->figure.high = m->figure.granule = 1;
    m->figure.bound = SR_BOUND_EXACT;
    m->figure.span = r->report->tokens[t].span;
    if (!m->figure.unit.len) m->figure.unit = sr_claim__unit_of_noun(r, before);
    return true;
  }
  return false;
}

/* "two officials told": who says it is nothing that is given, lost or hit. Sources stand in the order of the text. */
static void mark_sources(const sr_claim_reading *r, bool *source) {
  for (uint32_t i = 0; i < r->report->n_speech; i++) {
    const sr_attribution *a = &r->report->speech[i];
    /* "a priest accused of spying was shot": a participle says what others say of him */
    const uint32_t cue = a->cue.n ? sr_claim__token_at(r, a->cue.at[0].start) : r->report->n_tokens;
    if (cue < r->report->n_tokens && sr_slice_is(r->report->tokens[cue].deprel, "acl")) continue;
    for (uint32_t s = 0; s < a->source.n; s++)
      for (uint32_t t = sr_claim__token_at(r, a->source.at[s].start);
           t < r->report->n_tokens && r->report->tokens[t].span.start < a->source.at[s].end; t++)
        source[t] = true;
  }
}

/* "both were intercepted", "all of them were shot down", "most were jammed": of what was counted last, in this sentence
 * or the one before; most of them are no figure. */
static bool mention_of_all(const sr_claim_reading *r, uint32_t s, uint32_t t, sr_mention *m) {
  const bool both = sr_claim__is(r, t, "both"), most = sr_claim__is(r, t, "most");
  if (!both && !most && !sr_claim__is(r, t, "all")) return false;
  const bool of = sr_claim__is(r, t + 1, "of") && (sr_claim__is(r, t + 2, "them") || sr_claim__is(r, t + 2, "which"));
  const uint32_t end = t + 1 + 2 * of;
  if (!sr_claim__cue(r, end, SR_CUE_BE)) return false;
  for (uint32_t i = r->mentions.n, steps = 0; i-- > 0 && steps < 6; steps++) {
    const sr_mention *before = &r->mentions.at[i];
    if (before->sentence + 1 < s) return false;
    if (!before->figure.present || !before->noun.len) continue;
    if (both ? before->figure.low != 2 || before->figure.high != 2
             : !sr_claim__within(r->tables, before->usual, SR_THING_WEAPON) || before->quantity == SR_NONE)
      continue;
    const sr_mention *listed = i ? &r->mentions.at[i - 1] : NULL; /* "20 drones and a missile, all": which of them */
    if (!both && listed && listed->sentence == before->sentence && listed->figure.present &&
        listed->end + 1 == before->first && sr_claim__within(r->tables, listed->usual, SR_THING_WEAPON))
      return false;
    *m = *before;
    m->first = t;
    m->end = m->noun_first = end;
    m->sentence = s;
    m->quantity = m->part_of = SR_NONE;
    m->portion = m->whole = m->used = false;
    m->figure.span = (sr_span){r->report->tokens[t].span.start, r->report->tokens[end - 1].span.end};
    if (most) {
      m->figure = (sr_figure){0};
      m->vague = true;
    }
    return true;
  }
  return false;
}

/* "several others were wounded", "many more were hurt": people without a number or a noun. */
static bool mention_of_some(const sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t end, sr_mention *m) {
  static const char *const some[] = {"several", "many", "others", "some"}, *const more[] = {"others", "more"};
  if (!sr_claim__is_one_of(r, t, some, sizeof some / sizeof *some) || r->quantity_at[t] != SR_NONE) return false;
  const uint32_t to = t + 1 + sr_claim__is_one_of(r, t + 1, more, sizeof more / sizeof *more);
  if (!sr_claim__cue(r, to, SR_CUE_BE) || !is_hurt(r, to, end)) return false;
  *m = (sr_mention){.first = t,
                    .end = to,
                    .noun_first = to,
                    .sentence = s,
                    .things = SR_BIT(SR_THING_PERSON),
                    .usual = SR_THING_PERSON,
                    .noun = SR_SLICE("person"),
                    .plural = true,
                    .vague = true,
                    .quantity = SR_NONE,
                    .owner = SR_NONE,
                    .part_of = SR_NONE};
  return true;
}

/* "would pay for a third": one more of what was counted. */
static bool mention_of_ordinal(const sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t end, sr_mention *m) {
  const uint32_t start = r->report->sentences[s].first_token;
  if (t == start || !sr_claim__cue(r, t, SR_CUE_ORDINAL) || !sr_claim__is(r, t - 1, "a")) return false;
  if (t + 1 < end && r->report->tokens[t + 1].kind != SR_TOKEN_PUNCT && !sr_claim__is(r, t + 1, "by") &&
      !sr_claim__is(r, t + 1, "before"))
    return false;
  *m = (sr_mention){.first = t - 1,
                    .end = t + 1,
                    .noun_first = t + 1,
                    .sentence = s,
                    .things = SR_BIT(SR_THING_NUMBER),
                    .usual = SR_THING_NUMBER,
                    .figure = {.present = true, .low = 1, .high = 1, .granule = 1, .unit = SR_SLICE("1")},
                    .quantity = SR_NONE,
                    .owner = SR_NONE,
                    .part_of = SR_NONE};
  m->figure.span = (sr_span){r->report->tokens[t - 1].span.start, r->report->tokens[t].span.end};
  return true;
}

/* "nine members of one family", "two dozen branches of a bank": the family is not counted among the dead. */
static bool is_what_they_are_of(const sr_claim_reading *r, const sr_mention *m) {
  const sr_mention *before = r->mentions.n ? &r->mentions.at[r->mentions.n - 1] : NULL;
  if (!before || before->sentence != m->sentence || !before->figure.present || before->portion) return false;
  /* "a twelfth package of military aid" */
  if (before->usual == SR_THING_PACKAGE && (m->things & SR_BIT(SR_THING_AID_ITEM)) && m->quantity == SR_NONE &&
      before->end + 1 == m->first && sr_claim__is(r, before->end, "of"))
    return true;
  if (!m->figure.present || m->figure.low != 1 || m->figure.high != 1) return false;
  const bool people = sr_claim__within(r->tables, before->usual, SR_THING_PEOPLE) &&
                      sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE);
  const bool objects = before->usual == SR_THING_OBJECT && m->usual == SR_THING_OBJECT;
  return before->end + 1 == m->first && sr_claim__is(r, before->end, "of") && before->noun_first < before->end &&
         (people || objects);
}

/* "Two people, | a man and a woman, were killed": who the two were. */
static bool is_apposed(const sr_claim_reading *r, const sr_mention *m) {
  if (m->quantity != SR_NONE || !m->figure.present || !r->mentions.n) return false;
  const sr_mention *before = &r->mentions.at[r->mentions.n - 1];
  const bool second = sr_claim__is(r, m->first - 1, "and") && before->used && r->mentions.n > 1;
  const sr_mention *both = second ? before - 1 : before;
  const bool counted = both->sentence == m->sentence && both->figure.present && both->figure.low == 2 &&
                       both->figure.high == 2 && both->usual != SR_THING_TOLL && both->quantity != SR_NONE &&
                       sr_claim__within(r->tables, both->usual, SR_THING_PEOPLE);
  if (!counted || !sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE)) return false;
  if (second) return before->first == both->end + 1 && m->first == before->end + 1 && sr_claim__is(r, m->end, ",");
  return m->first == both->end + 1 && sr_claim__is(r, both->end, ",") && sr_claim__is(r, m->end, "and");
}

/* "no merchant ship had been hit": there was none. */
static bool is_told_of_none(const sr_claim_reading *r, const noun_hit *hit, uint32_t start) {
  for (uint32_t t = hit->first, steps = 0; t > start && steps <= SR_MODIFIERS_MAX; t--, steps++) {
    if (sr_claim__is(r, t - 1, "no"))
      return hit->noun->usual == SR_THING_OBJECT || hit->noun->usual == SR_THING_EQUIPMENT;
    if (!sr_claim__is_modifier(r, t - 1) || sr_word_class_of(r->report, t - 1) == SR_CLASS_VERB) return false;
  }
  return false;
}

/* "the hospital's generators": whose they are. */
static bool is_owner(const sr_claim_reading *r, const noun_hit *hit) {
  return hit->noun->usual == SR_THING_OBJECT && !hit->plural && sr_claim__is(r, hit->end, "'s");
}

/* "a doctor there said,": who tells it, where no attribution says so. */
static bool is_speaking(const sr_claim_reading *r, const sr_mention *m) {
  if (m->quantity != SR_NONE || m->noun_first >= m->end || !sr_claim__within(r->tables, m->usual, SR_THING_PEOPLE))
    return false;
  const uint32_t verb = m->end + (m->end < r->report->n_tokens && !sr_claim__is(r, m->end, "said") &&
                                  sr_word_class_of(r->report, m->end) != SR_CLASS_VERB);
  return sr_claim__is(r, verb, "said") && verb + 1 < r->report->n_tokens &&
         r->report->tokens[verb + 1].kind == SR_TOKEN_PUNCT;
}

/* "a think tank", "the 3rd Tank Brigade", "the World Food Programme": things in the name of who acts. */
static bool names_a_body(const sr_claim_reading *r, const sr_mention *m) {
  const int32_t actor = m->noun_first < m->end ? r->actor_at[m->noun_first] : SR_NONE;
  return actor != SR_NONE && actor == r->actor_at[m->end - 1] &&
         r->report->actors[actor].kind == SR_ACTOR_INSTITUTION &&
         (sr_claim__within(r->tables, m->usual, SR_THING_ARMS) ||
          (m->usual == SR_THING_AID_ITEM && sr_word_is_capital(r->report, m->noun_first)));
}

/* "have exceeded 4,700 servicemen" */
static bool is_exceeded(const sr_claim_reading *r, const sr_mention *m) {
  return m->quantity != SR_NONE && m->first && sr_claim__word(r, m->first - 1, SR_WORD_EXCEED_VERB);
}

sr_status sr_claim__mentions(sr_claim_reading *r) {
  const sr_report *report = r->report;
  bool *source = SR_NEW(r->report->scratch, bool, report->n_tokens);
  if (!source) return sr_arena_fail(r->arena, r->err);
  mark_sources(r, source);
  uint32_t next_quantity = 0;
  for (uint32_t s = 0; s < report->n_sentences; s++) {
    const uint32_t end = sr_claim__sentence_end(r, s);
    uint32_t covered = report->sentences[s].first_token; /* tokens before it belong to a mention */
    for (uint32_t t = covered; t < end; t++) {
      sr_mention m;
      bool found = false;
      while (next_quantity < report->n_quantities && report->quantities[next_quantity].first_token < t) next_quantity++;
      if (next_quantity < report->n_quantities && report->quantities[next_quantity].first_token == t) {
        found = sr_claim__mention_of_quantity(r, next_quantity, &m);
        next_quantity++;
      }
      if (!found)
        found =
            mention_of_ordinal(r, s, t, end, &m) || mention_of_some(r, s, t, end, &m) || mention_of_all(r, s, t, &m);
      if (!found || m.usual == SR_THING_NUMBER || m.usual == SR_THING_PERSON) found |= mention_of_one(r, s, t, end, &m);
      noun_hit hit;
      if (!found && t >= covered && sr_claim__noun_at(r, t, end, &hit)) {
        /* the last noun of a compound counts: "railway depot", "drone attacks" */
        noun_hit more;
        while (sr_claim__noun_at(r, hit.end, end, &more) && more.noun->usual != SR_THING_TOLL &&
               r->quantity_at[more.first] == SR_NONE)
          hit = more;
        /* "deliveries of bombs": the noun acts, what it acts on is behind it */
        uint32_t act = 0;
        if (sr_phrases_match(r->tables->acts, &report->tokens[hit.first], end - hit.first, &act) > hit.end - hit.first)
          continue;
        /* "a Russian attack", "a Russian Su-34": the adjective, not a citizen */
        const sr_word_class behind = hit.end < end ? sr_word_class_of(report, hit.end) : SR_CLASS_OTHER;
        if (hit.noun->usual == SR_THING_PERSON && hit.end - hit.first == 1 && sr_word_is_capital(report, hit.first) &&
            !hit.plural && (behind == SR_CLASS_NOUN || behind == SR_CLASS_NAME || behind == SR_CLASS_ADJECTIVE))
          continue;
        /* "prisoner exchange", "drone makers": of another noun */
        if (hit.end < end && hit.noun->usual != SR_THING_TOLL && sr_word_class_of(report, hit.end) == SR_CLASS_NOUN &&
            !sr_claim__starts_verb(r, hit.end, end) && !sr_claim__cue(r, hit.end, SR_CUE_COST) &&
            !sr_slice_is(report->tokens[hit.end].upos, "VERB")) {
          t = hit.end - 1;
          continue;
        }
        sr_mention joined;
        if (joined_noun(r, s, &hit, &joined)) {
          sr_mention *pair = SR_PUSH(r->report->scratch, &r->mentions);
          if (!pair) return sr_arena_fail(r->report->scratch, r->err);
          *pair = joined;
        }
        if (is_told_of_none(r, &hit, report->sentences[s].first_token) || is_owner(r, &hit)) {
          t = hit.end - 1;
          continue;
        }
        mention_of_noun(r, s, &hit, &m);
        found = true;
      }
      if (!found) continue;
      if (is_what_they_are_of(r, &m)) {
        t = m.end - 1;
        continue;
      }
      /* "a first convoy of 38 lorries": what it is of is counted */
      sr_mention *load = r->mentions.n ? &r->mentions.at[r->mentions.n - 1] : NULL;
      if (load && load->sentence == s && load->quantity == SR_NONE && m.quantity != SR_NONE &&
          load->end + 1 == m.first && sr_claim__is(r, load->end, "of") &&
          (load->usual == SR_THING_AID_ITEM || load->usual == SR_THING_PACKAGE) && m.figure.present &&
          sr_claim__within(r->tables, m.usual, SR_THING_THING))
        load->used = true, m.things |= load->things, m.usual = load->usual;
      const bool apposed = is_apposed(r, &m);
      sr_mention *added = SR_PUSH(r->report->scratch, &r->mentions);
      if (!added) return sr_arena_fail(r->report->scratch, r->err);
      *added = m;
      if (added->figure.bound == SR_BOUND_EXACT && is_exceeded(r, added)) added->figure.bound = SR_BOUND_OVER;
      added->used = source[m.noun_first < m.end ? m.noun_first : m.first] || names_a_body(r, added) ||
                    sr_claim__restates(r, added) || apposed || is_speaking(r, added);
      look_inside(r, added);
      const uint32_t index = r->mentions.n - 1;
      sr_status status = sr_claim__link(r, index);
      if (status) return status;
      if (r->mentions.at[index].end > covered) covered = r->mentions.at[index].end;
      if (covered > t + 1) {
        /* quantities inside the phrase are its own */
        t = covered - 1;
      }
    }
  }
  return SR_OK;
}
