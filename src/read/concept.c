/* Finds concepts; see the header. */
#include "read/concept.h"

#include "read/concept_parts.h"

enum {
  RESTATED_GAP = 8, /* tokens between a figure and its restatement */
  ASIDE_GAP = 3     /* tokens between a quantity and the noun that it stands before ("a $300 a month home mortgage") */
};

typedef sr_concept__finder finder;

/* The quantity's token whose head stands outside. */
static uint32_t top_of(const finder *f) {
  uint32_t at = f->first;
  for (uint32_t i = f->first; i < f->end; i++)
    if (f->tokens[i].kind == SR_TOKEN_NUMBER || is_tagged(f, i, "NUM")) {
      at = i;
      break;
    }
  for (int k = 0; k < CLIMB_MAX && !is_root(f, at) && f->mark[f->tokens[at].head] & OWN; k++) at = f->tokens[at].head;
  return at;
}

/* "30 % of [personal spending]", "$5m in [damages]", "a $300 a month [mortgage]". */
static bool choose_complement(finder *f, uint32_t top) {
  static const char *const of_alone[] = {"of", NULL}, *const of_or_in[] = {"of", "in", NULL};
  bool found = false;
  for (uint32_t c = f->child[top]; c != NONE; c = f->next_child[c]) {
    if (c < f->end || f->mark[c] & IN_QUANTITY || !is_nominal(f, c) || is_when(f, c)) continue;
    const bool in_kind = f->money && c < f->end + ASIDE_GAP && is_tagged(f, c, "NOUN") && has_case(f, c, "in") &&
                         dependent(f, c, "det") == NONE;
    const bool of = relates(f, c, "nmod") && (has_case(f, c, "of") || in_kind);
    const bool described =
        relates(f, c, "appos") && c < f->end + ASIDE_GAP && dependent(f, c, "case") == NONE && is_nominal(f, f->end);
    if (!of && !described) continue;
    sr_concept__choose_phrase(f, c, OWN, of ? WITH_COORDINATED : 0, 0);
    found = true;
  }
  if (found || f->end >= f->to || !relates(f, f->end, "case") || !any_is(f, f->end, f->money ? of_or_in : of_alone))
    return found;
  const uint32_t whole = f->tokens[f->end].head; /* wherever the tree hangs it */
  if (whole <= f->end || whole >= f->to || f->mark[whole] & IN_QUANTITY || !is_nominal(f, whole) || is_when(f, whole))
    return false;
  if (any_is(f, f->end, &of_or_in[1]) && (!is_tagged(f, whole, "NOUN") || dependent(f, whole, "det") != NONE))
    return false;
  sr_concept__choose_phrase(f, whole, OWN, WITH_COORDINATED, 0);
  return true;
}

/* Whether the complement behind the quantity is the subject's: "of its workforce". */
static bool of_its_own(const finder *f, uint32_t top) {
  for (uint32_t c = f->child[top]; c != NONE; c = f->next_child[c]) {
    const uint32_t owner = relates(f, c, "nmod") ? dependent(f, c, "nmod:poss") : NONE;
    if (owner != NONE && is_tagged(f, owner, "PRON")) return true;
  }
  return false;
}

/* From the quantity up to what its clause hangs on; the noun that it describes is chosen on the way
 * (*described). */
static uint32_t climb(finder *f, uint32_t top, bool complement, uint32_t *described) {
  static const char *const side_by_side[] = {"conj", "appos",  "parataxis", "list",     "nmod",
                                             "dep",  "orphan", "flat",      "compound", NULL};
  static const char *const describing[] = {"nmod",          "compound",  "amod",      "nummod", "appos",
                                           "nmod:unmarked", "nmod:desc", "dep",       "flat",   "obl:unmarked",
                                           "advmod",        "acl",       "acl:relcl", NULL};
  static const char *const coordinated[] = {"conj", "parataxis", "list", NULL};
  uint32_t at = top;
  for (int k = 0; k < CLIMB_MAX && !is_root(f, at) && !has_subject(f, at); k++) {
    const uint32_t head = f->tokens[at].head;
    const bool other = f->mark[head] & IN_QUANTITY && !(f->mark[head] & OWN);
    if (other && (relates_to_any(f, at, side_by_side) || f->mark[head] & IN_UNIT)) {
      at = head;
      continue;
    }
    if (is_tagged(f, head, "VERB") || is_tagged(f, head, "AUX")) break;
    if (is_tagged(f, head, "ADJ") && relates(f, head, "xcomp")) break; /* "pushed rates 4 percent | lower" */
    if (is_tagged(f, head, "ADJ") && (relates(f, at, "obl:unmarked") || relates(f, at, "nmod:unmarked"))) {
      at = head; /* "a tower, | 330 metres | tall" */
      continue;
    }
    if (relates_to_any(f, at, describing) && is_nominal(f, head)) {
      if (dependent(f, head, "cop") != NONE) return head;
      const uint32_t above = f->tokens[head].head; /* "12 inch display | screen" */
      const bool inner = relates(f, head, "compound") && !is_root(f, head) && is_nominal(f, above) &&
                         !(f->mark[above] & OWN) &&
                         (relates(f, at, "compound") || relates(f, at, "nummod") || relates(f, at, "amod"));
      if (!inner && *described == NONE && !complement && !has_subject(f, head)) {
        sr_concept__choose_phrase(f, head, OWN | IN_UNIT, 0, 0);
        const uint32_t bearer = sr_concept__bearer_of(f, head);
        if (bearer != NONE) sr_concept__choose_phrase(f, bearer, OWN | IN_UNIT, 0, 0);
        *described = head;
      }
      at = head;
      continue;
    }
    if (!relates_to_any(f, at, coordinated)) break;
    at = head;
  }
  return at;
}

/* "lifted [prices] by 3 %", "paid $300 for [a roof]": the other thing that the verb is about. */
static bool choose_fellow(finder *f, uint32_t at, uint32_t verb) {
  bool found = false;
  const bool oblique = sr_slice_starts(f->tokens[at].deprel, SR_SLICE("obl")) && !f->counted;
  const bool paid = relates(f, at, "obj") && f->money;
  for (uint32_t c = f->child[verb]; c != NONE; c = f->next_child[c]) {
    if (!is_noun(f, c) || is_when(f, c)) continue;
    const bool object = oblique && relates(f, c, "obj") && !(f->mark[c] & IN_QUANTITY);
    const bool bought = paid && relates(f, c, "obl") && (has_case(f, c, "for") || has_case(f, c, "on"));
    if (!object && !bought) continue;
    sr_concept__choose_phrase(f, c, OWN | (object ? IN_QUANTITY : IN_UNIT), 0, 0);
    found = true;
  }
  return found;
}

/* The last noun before `end`, where the tree leads to no subject. */
static void choose_nearest(finder *f, uint32_t end) {
  static const char *const inner[] = {"compound", "flat", "nmod", "conj", NULL};
  for (uint32_t i = end; i-- > f->from;) {
    if (!is_noun(f, i) || f->mark[i] & IN_UNIT || is_when(f, i)) continue;
    uint32_t at = i;
    for (int k = 0; k < CLIMB_MAX && !is_root(f, at) && relates_to_any(f, at, inner); k++) {
      const uint32_t head = f->tokens[at].head;
      if (!is_noun(f, head) || head >= end || f->mark[head] & IN_UNIT) break;
      at = head;
    }
    sr_concept__choose_phrase(f, at, OWN | IN_UNIT, WITH_COORDINATED, 0);
    const uint32_t preposition = dependent(f, at, "case"); /* "[exports] to Norway" */
    if (preposition != NONE && preposition < at && preposition > f->from && is_noun(f, preposition - 1) &&
        !(f->mark[preposition - 1] & IN_UNIT))
      sr_concept__choose_phrase(f, preposition - 1, OWN | IN_UNIT, 0, 0);
    return;
  }
}

/* "an average of | $5m", "[fines] | from $5m to $10m": the noun right before, where the tree hangs the figure
 * elsewhere. */
static bool choose_before(finder *f, const sr_quantity *q) {
  uint32_t end = f->first;
  if (end > f->from && (sr_slice_is(f->tokens[end - 1].norm, "of") || sr_slice_is(f->tokens[end - 1].norm, "worth")))
    end--;
  else if (q->low == q->high || !sr_slice_is(f->tokens[end].norm, "from"))
    return false;
  if (end == f->from || !is_tagged(f, end - 1, "NOUN") || is_when(f, end - 1) || f->mark[end - 1] & IN_QUANTITY)
    return false;
  if (sr_word_class_of(f->report, end - 1) == SR_CLASS_VERB) return false;
  choose_nearest(f, end);
  return true;
}

/* "while [the Nasdaq] slid | 1.1 %": the noun before a verb that stands right before the figure, where the tree has no
 * subject of that verb. */
static bool choose_before_verb(finder *f) {
  static const char *const wrong[] = {"nmod", "compound", "dep", NULL};
  uint32_t at = f->first;
  while (at > f->from && is_tagged(f, at - 1, "ADV")) at--;
  if (at < f->from + 2) return false;
  const uint32_t verb = at - 1;
  if (sr_concept__own_subject(f, verb) != NONE || dependent(f, verb, "expl") != NONE) return false;
  if (!sr_concept__is_finite(f, verb) && !sr_concept__is_mistaken_verb(f, verb)) return false;
  if (!is_noun(f, verb - 1) || is_when(f, verb - 1) || f->mark[verb - 1] & IN_QUANTITY) return false;
  /* "[an advert] during the final costs | $5m": what the tree hangs the verb on, else the noun before it */
  const uint32_t head = f->tokens[verb].head;
  const bool hung = !is_root(f, verb) && head < verb - 1 && relates_to_any(f, verb, wrong) && is_noun(f, head) &&
                    !(f->mark[head] & IN_QUANTITY);
  choose_nearest(f, hung ? head + 1 : verb);
  return true;
}

/* "a $3500 a month [mortgage]": the noun phrase right behind, where the tree hangs the two side by side. */
static bool choose_behind(finder *f) {
  uint32_t at = f->end;
  if (at >= f->to || f->counted || f->mark[at] & IN_QUANTITY || !is_nominal(f, at) || is_when(f, at)) return false;
  if (is_tagged(f, at, "PROPN")) return false;
  for (int k = 0; k < CLIMB_MAX && !is_root(f, at) && f->tokens[at].head > at; k++) {
    const bool inside = relates(f, at, "compound") || relates(f, at, "amod");
    if (!inside || !is_nominal(f, f->tokens[at].head)) break;
    at = f->tokens[at].head;
  }
  if (!is_tagged(f, at, "NOUN") || is_when(f, at)) return false;
  sr_concept__choose_phrase(f, at, OWN | IN_UNIT, 0, 0);
  return true;
}

static bool is_duration(sr_slice unit) {
  static const char *const spans[] = {"a", "mo", "wk", "d", "h", "min", "s", NULL};
  for (const char *const *span = spans; *span; span++)
    if (sr_slice_is(unit, *span)) return true;
  return false;
}

/* "nine days later": how far off something was tells of nothing that is measured. */
static bool is_offset(const finder *f, sr_slice unit) {
  static const char *const offsets[] = {"later", "ago", "earlier", "before", "afterwards", NULL};
  return is_duration(unit) && any_is(f, f->end, offsets);
}

/* "the [Nexus] | 16 inch", "two of [Weber]'s deputies": a name that the unit has before its number, or as its owner. */
static void choose_before_unit(finder *f) {
  for (uint32_t i = f->first; i < f->end; i++)
    for (uint32_t c = f->child[i]; c != NONE; c = f->next_child[c])
      if (!(f->mark[c] & IN_QUANTITY) && is_name(f, c) && c < i &&
          (relates(f, c, "nmod:poss") || (relates(f, c, "compound") && c < f->first)))
        sr_concept__choose_phrase(f, c, OWN | IN_UNIT, 0, 0);
}

/* "by an [average] of | 50 percent", where the quantity's own words hold it. */
static void choose_mean(finder *f) {
  for (uint32_t i = f->first; i < f->end; i++)
    if (is_noun(f, i) && sr_number_context(f->tokens[i].norm, "mean")) f->mark[i] |= CHOSEN;
}

static bool is_age(const sr_quantity *q) { return sr_slice_ends(q->unit_name, SR_SLICE("of age")); }

/* "fell 2 percent | on turnover of $5m", not "opened with sales of $5m": beside the clause or another figure, and not
 * said of the subject. */
static bool is_apart(const finder *f, uint32_t at) {
  const bool beside = sr_slice_starts(f->tokens[at].deprel, SR_SLICE("obl")) ||
                      (relates(f, at, "nmod") && f->mark[f->tokens[at].head] & IN_UNIT);
  return beside && dependent(f, at, "case") != NONE && !has_case(f, at, "with") && !has_case(f, at, "at");
}

/* "[the deficit] widened | to 6 percent of output": a level that the subject comes to. */
static bool is_level(const finder *f, uint32_t at) {
  return sr_slice_starts(f->tokens[at].deprel, SR_SLICE("obl")) && (has_case(f, at, "to") || has_case(f, at, "from"));
}

/* "Shares of A fell 2.3%, [B] by 2.6% and [C] was ...": in a row of names each has the figure behind it. */
static bool choose_name_in_row(finder *f) {
  static const char *const steps[] = {"by", "down", "up", ":", NULL};
  static const char *const joints[] = {",", ";", "and", "while", NULL};
  uint32_t at = f->first;
  if (at > f->from + 1 && sr_slice_is(f->tokens[at - 1].norm, ",")) at--;
  while (at > f->from && any_is(f, at - 1, steps)) at--;
  if (at > f->from + 1 && at < f->first && sr_slice_is(f->tokens[at - 1].norm, ",")) at--;
  if (at == f->from || !is_name(f, at - 1)) return false;
  uint32_t from = at - 1;
  while (from > f->from &&
         (sr_concept__is_name_part(f, from - 1) || (sr_concept__is_glue(f, from - 1) && from - 1 > f->from)))
    from--;
  if (from == f->from) return false;
  bool figure = false; /* of the row's first name */
  for (uint32_t i = f->from; i < from; i++) figure |= (f->mark[i] & IN_QUANTITY) != 0;
  const bool in_row = figure && (any_is(f, from - 1, joints) || f->mark[from - 1] & IN_QUANTITY);
  /* "the laggard was [Weber], down 3 %" */
  const bool said_of = any_is(f, at, joints) && (any_is(f, at + 1, steps)) && is_tagged(f, from - 1, "AUX");
  if (!in_row && !said_of) return false;
  for (uint32_t i = from; i < at; i++) f->mark[i] |= CHOSEN;
  return true;
}

static bool describes(const finder *f, uint32_t at) {
  return is_tagged(f, at, "ADJ") || is_tagged(f, at, "VERB"); /* a participle, between an article and a figure */
}

/* "a [turbocharged] 1.6-litre engine", "the [best] $200 phones": adjectives that a figure parts from their noun. */
static void choose_adjectives_before(finder *f) {
  for (uint32_t i = f->to; i-- > f->from + 1;) {
    if (!(f->mark[i] & CHOSEN) || !(f->mark[i - 1] & IN_UNIT)) continue;
    uint32_t at = i;
    while (at > f->from && f->mark[at - 1] & IN_UNIT) at--;
    uint32_t first = at;
    while (first > f->from && !(f->mark[first - 1] & IN_QUANTITY) && describes(f, first - 1)) first--;
    if (first == f->from || !is_tagged(f, first - 1, "DET")) continue;
    for (uint32_t k = first; k < at; k++) f->mark[k] |= CHOSEN;
  }
}

/* "[Norfolk Mining] — shares of the producer fell": the name that opens the sentence before a dash. */
static void choose_lead(finder *f) {
  uint32_t at = f->from;
  while (at < f->to && is_name(f, at)) at++;
  if (at == f->from || at + 1 >= f->to || at + 1 >= f->first) return;
  if (!sr_slice_is(f->tokens[at].norm, "-") || !f->tokens[at + 1].space_before) return; /* every dash has this norm */
  uint32_t chosen = at + 1;
  if (is_tagged(f, chosen, "DET")) chosen++;
  while (chosen < f->first && !(f->mark[chosen] & CHOSEN) && is_nominal(f, chosen)) chosen++;
  if (!(f->mark[chosen] & CHOSEN)) return;
  for (uint32_t i = f->from; i < at; i++) f->mark[i] |= CHOSEN;
}

/* Things, and no points or pence, which measure though they have no code. */
static bool is_counted(const sr_quantity *q) {
  static const char *const measures[] = {"point", "cent", "penny"};
  if (!q->unit.len || q->unit.ptr[0] != '{') return false;
  for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
    if (sr_slice_ends(q->unit_name, sr_slice_of(measures[i]))) return false;
  return true;
}

/* Whether the quantity says of the same thing what the one before says: "fell 68p | to 1112p", "40 tonnes | (44 tons)",
 * "lost 190 points, | or 0.6 %". */
static bool is_said_again(const finder *f, const sr_quantity *q, const sr_quantity *last) {
  static const char *const levels[] = {"to", "at", NULL};
  const uint32_t end = last->first_token + last->n_tokens;
  if (last->sentence != q->sentence || f->counted || is_counted(last) || end >= f->first) return false;
  if (f->end < f->to && sr_slice_is(f->tokens[f->end].norm, "of")) return false; /* "(80 % of the hull)" */
  if (f->first == end + 1) return any_is(f, end, levels) || sr_slice_is(f->tokens[end].norm, "(");
  if (f->first < end + 2 || f->first - end > RESTATED_GAP || !sr_slice_is(f->tokens[f->first - 1].norm, "or") ||
      !sr_slice_is(f->tokens[f->first - 2].norm, ","))
    return false;
  for (uint32_t i = end; i < f->first - 2; i++) /* "60 % of its value, | or $3m" */
    if (is_tagged(f, i, "VERB") || is_tagged(f, i, "PUNCT")) return false;
  return f->first == end + 2 || sr_slice_is(f->tokens[end].norm, "of");
}

static void choose_by_tree(finder *f, const sr_quantity *q) {
  const uint32_t top = top_of(f);
  if (is_offset(f, q->unit)) return;
  if (!f->counted && choose_name_in_row(f)) return;
  /* "one of the best players": what it counts is all there is to say */
  if (f->counted && q->low == 1 && q->high == 1 && f->end - f->first > 2 && relates(f, f->first + 1, "case")) return;
  const bool complement = choose_complement(f, top);
  uint32_t noun = NONE;
  const uint32_t at = climb(f, top, complement, &noun);
  const bool described = noun != NONE || (!complement && (choose_behind(f) || choose_before(f, q)));
  choose_before_unit(f);
  if (is_subject(f, at) && !has_subject(f, at)) return;
  /* "30 percent of freight": a share has its whole; "60 percent of its value" is of the subject, too */
  if (complement && sr_slice_is(q->unit, "%") && !of_its_own(f, top) && !is_level(f, at)) return;
  if (described && (f->counted || is_age(q))) return; /* "shootings at two mosques": not who shot */
  if (described && (is_apart(f, at) || (noun != NONE && is_apart(f, noun)))) return;
  const uint32_t verb = has_subject(f, at) || is_root(f, at) ? at : f->tokens[at].head;
  bool chosen = complement || described;
  if (verb != at && !chosen && !is_duration(q->unit)) chosen = choose_fellow(f, at, verb);
  bool said = false;
  const bool before_verb = !described && choose_before_verb(f);
  const uint32_t subject = before_verb ? NONE : sr_concept__subject_of(f, verb, &said);
  if (subject != NONE && !(f->mark[subject] & (IN_UNIT | OWN)) && !is_pronoun(f, subject) &&
      !is_tagged(f, subject, "VERB"))
    sr_concept__choose_phrase(f, subject, OWN | IN_UNIT, WITH_COORDINATED, 0);
  else if (!chosen && !f->counted && !said && !before_verb)
    choose_nearest(f, f->first);
}

/* ---- without a tree ---- */

static bool in_phrase(const finder *f, uint32_t at) {
  const sr_word_class class = sr_word_class_of(f->report, at);
  return !(f->mark[at] & IN_UNIT) && (class == SR_CLASS_NOUN || class == SR_CLASS_NAME || class == SR_CLASS_ADJECTIVE);
}

/* "30 % of [words]", else the run of nouns and adjectives before the verb that the quantity follows. */
static void choose_by_class(finder *f) {
  uint32_t at = f->end;
  if (at < f->to && sr_slice_is(f->tokens[at].norm, "of")) {
    at++;
    while (at < f->to && sr_word_class_of(f->report, at) == SR_CLASS_DETERMINER) at++;
    for (; at < f->to && in_phrase(f, at) && !(f->mark[at] & OWN); at++) f->mark[at] |= CHOSEN;
  }
  bool verb = false;
  for (uint32_t i = f->first; i-- > f->from;) {
    const sr_word_class class = sr_word_class_of(f->report, i);
    if (class == SR_CLASS_VERB || class == SR_CLASS_AUXILIARY) {
      verb = true;
      continue;
    }
    if (!verb || !in_phrase(f, i) || is_when(f, i)) continue;
    for (uint32_t k = i + 1; k-- > f->from;) {
      if (in_phrase(f, k))
        f->mark[k] |= CHOSEN;
      else if (!sr_slice_is(f->tokens[k].norm, "of") && sr_word_class_of(f->report, k) != SR_CLASS_DETERMINER)
        return;
    }
    return;
  }
}

/* ---- all ---- */

static bool is_money(sr_slice unit) { return unit.len == 3 && sr_is_upper((uint8_t)unit.ptr[0]); }

static void mark_quantities(finder *f, const sr_quantity *quantities, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    const sr_quantity *q = &quantities[i];
    const bool counted = is_counted(q);
    for (uint32_t t = q->first_token; t < q->first_token + q->n_tokens; t++)
      f->mark[t] |= IN_QUANTITY | (counted ? 0 : IN_UNIT);
  }
}

static void link_children(finder *f) {
  for (uint32_t i = f->from; i < f->to; i++) f->child[i] = f->next_child[i] = NONE;
  for (uint32_t i = f->to; i-- > f->from;) {
    if (is_root(f, i)) continue;
    const uint32_t head = f->tokens[i].head;
    f->next_child[i] = f->child[head];
    f->child[head] = i;
  }
}

/* Marks the tokens of a concept that was found before. */
static void choose_spans(finder *f, const sr_spans *spans) {
  for (uint32_t i = f->from; i < f->to; i++)
    for (uint32_t k = 0; k < spans->n; k++)
      if (f->tokens[i].span.start >= spans->at[k].start && f->tokens[i].span.end <= spans->at[k].end)
        f->mark[i] |= CHOSEN;
}

static sr_status take_spans(finder *f, sr_quantity *q, sr_error *err) {
  uint32_t n = 0;
  for (uint32_t i = f->from; i < f->to; i++)
    if (f->mark[i] & CHOSEN && (i == f->from || !(f->mark[i - 1] & CHOSEN))) n++;
  if (!n) return SR_OK;
  sr_span *spans = SR_NEW(f->report->arena, sr_span, n);
  if (!spans) return sr_arena_fail(f->report->arena, err);
  q->concept = (sr_spans){spans, n};
  n = 0;
  for (uint32_t i = f->from; i < f->to; i++) {
    if (!(f->mark[i] & CHOSEN)) continue;
    if (i == f->from || !(f->mark[i - 1] & CHOSEN)) spans[n++].start = f->tokens[i].span.start;
    spans[n - 1].end = f->tokens[i].span.end;
  }
  return SR_OK;
}

sr_status sr_concepts_read(const sr_report *report, sr_quantity *quantities, uint32_t n, sr_error *err) {
  if (!n) return SR_OK;
  finder f = {.report = report, .tokens = report->tokens};
  f.child = SR_NEW(report->scratch, uint32_t, report->n_tokens);
  f.next_child = SR_NEW(report->scratch, uint32_t, report->n_tokens);
  f.mark = SR_NEW(report->scratch, uint8_t, report->n_tokens);
  if (!f.child || !f.next_child || !f.mark) return sr_arena_fail(report->scratch, err);
  mark_quantities(&f, quantities, n);
  for (uint32_t i = 0; i < n; i++) {
    sr_quantity *q = &quantities[i];
    const sr_sentence *sentence = &report->sentences[q->sentence];
    const bool fresh = i == 0 || quantities[i - 1].sentence != q->sentence;
    f.from = sentence->first_token;
    f.to = sentence->first_token + sentence->n_tokens;
    f.first = q->first_token;
    f.end = q->first_token + q->n_tokens;
    if (SR_NEVER(f.first < f.from || f.end > f.to)) continue;
    f.counted = is_counted(q);
    f.money = is_money(q->unit);
    if (fresh) link_children(&f);
    for (uint32_t t = f.first; t < f.end; t++) f.mark[t] |= OWN;
    const bool again = i && f.tokens[f.first].head != SR_NO_HEAD && is_said_again(&f, q, &quantities[i - 1]);
    if (again)
      choose_spans(&f, &quantities[i - 1].concept);
    else if (f.tokens[f.first].head != SR_NO_HEAD)
      choose_by_tree(&f, q);
    else if (!f.counted)
      choose_by_class(&f);
    for (uint32_t t = f.first; t < f.end; t++) f.mark[t] &= (uint8_t)~CHOSEN;
    choose_mean(&f);
    choose_adjectives_before(&f);
    choose_lead(&f);
    sr_concept__choose_whole_words(&f);
    SR_TRY(take_spans(&f, q, err));
    for (uint32_t t = f.from; t < f.to; t++) f.mark[t] &= (uint8_t) ~(CHOSEN | OWN);
  }
  return SR_OK;
}
