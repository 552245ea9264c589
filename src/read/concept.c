/* Finds concepts; see the header. */
#include "read/concept.h"

#include "base/slice.h"
#include "read/counted.h"
#include "read/wordclass.h"

enum {
  CLIMB_MAX = 6, /* steps up a tree: none of the development sentences needs more than 4 */
  PHRASE_DEPTH = 5,
  RESTATED_GAP = 8, /* tokens between a figure and its restatement */
  ASIDE_GAP = 3     /* tokens between a quantity and the noun that it stands before ("a $300 a month home mortgage") */
};

/* What is known about a token. */
enum { CHOSEN = 1, IN_QUANTITY = 2, IN_UNIT = 4, OWN = 8 };

#define NONE UINT32_MAX

typedef struct finder {
  const sr_report *report;
  const sr_token *tokens;
  uint32_t from, to;            /* the sentence */
  uint32_t *child, *next_child; /* first dependent of a token and the one after it, in order; NONE */
  uint8_t *mark;
  uint32_t first, end; /* tokens of the quantity */
  bool counted, money;
} finder;

/* ---- the tree ---- */

static bool relates(const finder *f, uint32_t at, const char *relation) {
  return sr_slice_is(f->tokens[at].deprel, relation);
}

static bool relates_to_any(const finder *f, uint32_t at, const char *const *relations) {
  for (; *relations; relations++)
    if (relates(f, at, *relations)) return true;
  return false;
}

static bool any_is(const finder *f, uint32_t at, const char *const *words) {
  for (; at < f->to && *words; words++)
    if (sr_slice_is(f->tokens[at].norm, *words)) return true;
  return false;
}

static bool is_tagged(const finder *f, uint32_t at, const char *upos) { return sr_slice_is(f->tokens[at].upos, upos); }

/* Nouns, names, and adjectives that stand for one. */
static bool is_nominal(const finder *f, uint32_t at) {
  return is_tagged(f, at, "NOUN") || is_tagged(f, at, "PROPN") || is_tagged(f, at, "ADJ") || is_tagged(f, at, "X");
}

static bool is_noun(const finder *f, uint32_t at) { return is_tagged(f, at, "NOUN") || is_tagged(f, at, "PROPN"); }

static bool is_pronoun(const finder *f, uint32_t at) { return is_tagged(f, at, "PRON") || is_tagged(f, at, "DET"); }

static bool is_root(const finder *f, uint32_t at) {
  const uint32_t head = f->tokens[at].head;
  return head == at || head < f->from || head >= f->to;
}

static bool is_subject(const finder *f, uint32_t at) {
  return sr_slice_starts(f->tokens[at].deprel, SR_SLICE("nsubj"));
}

static bool is_clausal(const finder *f, uint32_t at) { return sr_slice_starts(f->tokens[at].deprel, SR_SLICE("acl")); }

static uint32_t dependent(const finder *f, uint32_t at, const char *relation) {
  for (uint32_t c = f->child[at]; c != NONE; c = f->next_child[c])
    if (relates(f, c, relation)) return c;
  return NONE;
}

static bool has_subject(const finder *f, uint32_t at) {
  for (uint32_t c = f->child[at]; c != NONE; c = f->next_child[c])
    if (is_subject(f, c)) return true;
  return false;
}

/* A year, a month, "last week": when something was measured is no part of what was. */
static bool is_when(const finder *f, uint32_t at) {
  const sr_slice lemma = f->tokens[at].lemma.len ? f->tokens[at].lemma : f->tokens[at].norm;
  const sr_slice norm = f->tokens[at].norm;
  if (norm.len == 4 && sr_is_digit((uint8_t)norm.ptr[0]) && sr_is_digit((uint8_t)norm.ptr[3])) return true;
  return sr_number_context(norm, "when") || sr_number_context(lemma, "when");
}

static bool has_case(const finder *f, uint32_t at, const char *word) {
  const uint32_t c = dependent(f, at, "case");
  return c != NONE && sr_slice_is(f->tokens[c].norm, word);
}

/* "exports including", "prices after": what such a word brings in is beside the point. */
static bool is_aside(const finder *f, uint32_t at) {
  const uint32_t c = dependent(f, at, "case");
  return c != NONE && sr_number_context(f->tokens[c].norm, "aside");
}

/* ---- choosing words ---- */

static bool is_name(const finder *f, uint32_t at) {
  return is_tagged(f, at, "PROPN") && f->tokens[at].kind == SR_TOKEN_WORD && sr_word_is_capital(f->report, at) &&
         !(f->mark[at] & (OWN | IN_QUANTITY)) && !is_when(f, at);
}

enum { WITH_COORDINATED = 1 };

/* "The index | rose 0.65 per cent to end": an irregular past right before a figure that was tagged a noun. */
static bool is_mistaken_verb(const finder *f, uint32_t at) {
  static const char *const steps[] = {"to", "by", "from", NULL};
  const uint32_t next = at + 1 + (at + 1 < f->to && any_is(f, at + 1, steps));
  if (next >= f->to || !(f->mark[next] & IN_QUANTITY) || !is_nominal(f, at)) return false;
  const sr_slice norm = f->tokens[at].norm;
  if (sr_word_is_odd_past(norm)) return true;
  return !sr_slice_eq(norm, f->tokens[at].lemma) && sr_word_class_of(f->report, at) == SR_CLASS_VERB;
}

/* "[five] launches" is what "435 homes" are of; "2.3 million children" are children. */
static bool is_small_word(const finder *f, uint32_t at) {
  static const char *const scales[] = {"hundred", "thousand", "million", "billion", "trillion", NULL};
  return f->tokens[at].kind == SR_TOKEN_WORD && !any_is(f, at, scales);
}

/* A verb that tells: no part of a noun phrase, though a wrong branch may hang it there. */
static bool is_finite(const finder *f, uint32_t at) {
  return is_tagged(f, at, "VERB") && (sr_slice_is(f->tokens[at].xpos, "VBZ") || sr_slice_is(f->tokens[at].xpos, "VBD"));
}

/* "the drug | Humira", "Galaxy 20 | Ultra": a name behind a noun without a comma. */
static bool is_close_apposition(const finder *f, uint32_t at, uint32_t c) {
  if (c < at || !relates(f, c, "appos") || !is_name(f, c)) return false;
  for (uint32_t i = at + 1; i < c; i++)
    if (is_tagged(f, i, "PUNCT")) return false;
  return true;
}

/* Marks the content words of the noun phrase that `at` heads; ban: tokens with these marks stay out. */
static void choose_phrase(finder *f, uint32_t at, unsigned ban, unsigned with, int depth) {
  static const char *const inner[] = {"compound", "amod", "flat", "nmod:poss", "nmod:desc", NULL};
  const bool worth = sr_slice_is(f->tokens[at].norm, "worth"); /* "$5m worth of [tools]" */
  if (!worth && !is_mistaken_verb(f, at)) f->mark[at] |= CHOSEN;
  if (depth >= PHRASE_DEPTH) return;
  for (uint32_t c = f->child[at]; c != NONE; c = f->next_child[c]) {
    if (f->mark[c] & ban || is_pronoun(f, c) || is_finite(f, c)) continue;
    if (relates(f, c, "amod") && c > at) continue; /* "a grant | worth $8 million" */
    if (relates(f, c, "compound") && c > at && is_tagged(f, c, "VERB")) continue;
    if (relates_to_any(f, c, inner) || is_close_apposition(f, at, c))
      choose_phrase(f, c, ban, 0, depth + 1);
    else if (relates(f, c, "nummod") && depth == 0 && is_small_word(f, c))
      f->mark[c] |= CHOSEN;
    else if (relates(f, c, "nmod") && c > at && (is_nominal(f, c) || has_case(f, c, "of")) && !is_when(f, c) &&
             !is_aside(f, c))
      choose_phrase(f, c, ban, WITH_COORDINATED, depth + 1);
    else if (relates(f, c, "conj") && with & WITH_COORDINATED && is_nominal(f, c))
      choose_phrase(f, c, ban, WITH_COORDINATED, depth + 1);
  }
}

static bool is_glue(const finder *f, uint32_t at) {
  const sr_slice norm = f->tokens[at].norm;
  return sr_slice_is(norm, "-") || sr_slice_is(norm, "&") || sr_slice_is(norm, "'s");
}

/* "Alphatec- The": a dash with no space before it that joins nothing. */
static bool is_last_of_word(const finder *f, uint32_t at) {
  return sr_slice_is(f->tokens[at].norm, "-") && (at + 1 >= f->to || f->tokens[at + 1].space_before);
}

/* "S&P | 500": a number that belongs to the name before it and is no quantity of its own. */
static bool is_number_of_name(const finder *f, uint32_t at) {
  return f->tokens[at].kind == SR_TOKEN_NUMBER && !(f->mark[at] & (OWN | IN_QUANTITY)) && is_tagged(f, at, "NUM") &&
         at > f->from && is_name(f, at - 1) && !is_when(f, at);
}

/* A capitalised word of a longer name, whatever its tag: "Dow Jones | Industrial". */
static bool is_name_part(const finder *f, uint32_t at) {
  return f->tokens[at].kind == SR_TOKEN_WORD && is_nominal(f, at) && sr_word_is_capital(f->report, at) &&
         (at > f->from || is_tagged(f, at, "PROPN")) && !(f->mark[at] & (OWN | IN_QUANTITY)) && !is_when(f, at);
}

/* Names stay whole where the tree tears them: "Dow | Jones Average", "TA-25" (three tokens). */
static void choose_whole_words(finder *f) {
  for (uint32_t i = f->to; i-- > f->from + 1;)
    if (f->mark[i] & CHOSEN && is_name_part(f, i) && (is_name(f, i - 1) || (is_name(f, i) && is_name_part(f, i - 1))))
      f->mark[i - 1] |= CHOSEN;
  for (uint32_t i = f->from + 1; i < f->to; i++)
    if (f->mark[i - 1] & CHOSEN &&
        ((is_name(f, i) && (is_name(f, i - 1) || is_number_of_name(f, i - 1))) || is_number_of_name(f, i)))
      f->mark[i] |= CHOSEN;
  for (uint32_t i = f->from; i + 1 < f->to; i++)
    if (f->mark[i] & CHOSEN && !f->tokens[i + 1].space_before && (is_glue(f, i) || is_glue(f, i + 1)) &&
        !is_last_of_word(f, i + 1) && !(f->mark[i + 1] & (OWN | IN_QUANTITY)))
      f->mark[i + 1] |= CHOSEN;
  for (uint32_t i = f->to; i-- > f->from + 1;)
    if (f->mark[i] & CHOSEN && !f->tokens[i].space_before && (is_glue(f, i) || is_glue(f, i - 1)) &&
        !(f->mark[i - 1] & (OWN | IN_QUANTITY)))
      f->mark[i - 1] |= CHOSEN;
}

/* ---- by the tree ---- */

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
    choose_phrase(f, c, OWN, of ? WITH_COORDINATED : 0, 0);
    found = true;
  }
  if (found || f->end >= f->to || !relates(f, f->end, "case") || !any_is(f, f->end, f->money ? of_or_in : of_alone))
    return found;
  const uint32_t whole = f->tokens[f->end].head; /* wherever the tree hangs it */
  if (whole <= f->end || whole >= f->to || f->mark[whole] & IN_QUANTITY || !is_nominal(f, whole) || is_when(f, whole))
    return false;
  if (any_is(f, f->end, &of_or_in[1]) && (!is_tagged(f, whole, "NOUN") || dependent(f, whole, "det") != NONE))
    return false;
  choose_phrase(f, whole, OWN, WITH_COORDINATED, 0);
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

/* "[Jan Kowal], a 50-year-old man": the name that the noun explains, though the tree may have two subjects there; NONE.
 */
static uint32_t bearer_of(const finder *f, uint32_t noun) {
  if (is_root(f, noun)) return NONE;
  const uint32_t head = f->tokens[noun].head;
  if (relates(f, noun, "appos")) return head < noun && is_name(f, head) ? head : NONE;
  if (!is_subject(f, noun)) return NONE;
  for (uint32_t c = f->child[head]; c < noun; c = f->next_child[c])
    if (is_subject(f, c) && is_name(f, c)) return c;
  return NONE;
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
        choose_phrase(f, head, OWN | IN_UNIT, 0, 0);
        const uint32_t bearer = bearer_of(f, head);
        if (bearer != NONE) choose_phrase(f, bearer, OWN | IN_UNIT, 0, 0);
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

/* The subject among a predicate's dependents: the first behind it or the last before the quantity, no other figure; or
 * "[the stock] trades on", a noun hung on a verb as if to make a word with it. NONE. */
static uint32_t own_subject(const finder *f, uint32_t at) {
  uint32_t subject = NONE, joined = NONE;
  for (uint32_t c = f->child[at]; c != NONE; c = f->next_child[c]) {
    if (f->mark[c] & IN_UNIT) continue;
    if (is_subject(f, c) && (c < f->first || subject == NONE)) subject = c;
    if (relates(f, c, "compound") && c < at && is_noun(f, c) && is_tagged(f, at, "VERB") && !relates(f, at, "nmod"))
      joined = c;
  }
  return subject != NONE ? subject : joined;
}

/* "announced [plans | to lay off] 50": the plans are not who lays off; "[a firm | to spend] $5m" is. */
static bool is_aim(const finder *f, uint32_t at) {
  const uint32_t to = dependent(f, at, "mark"), head = f->tokens[at].head;
  return to != NONE && sr_slice_is(f->tokens[to].norm, "to") && relates(f, head, "obj");
}

/* The noun right before such a verb. */
static uint32_t planner(const finder *f, uint32_t at) {
  uint32_t last = NONE;
  for (uint32_t c = f->child[at]; c != NONE && c < at; c = f->next_child[c])
    if (relates(f, c, "compound") && is_noun(f, c)) last = c;
  return last;
}

/* "[The carmaker] plans | to invest": a verb that was taken for the noun of a sentence without one. */
static bool is_mistaken_plan(const finder *f, uint32_t at) {
  const uint32_t to = dependent(f, at, "mark"), head = f->tokens[at].head;
  return to == head + 1 && is_root(f, head) && sr_slice_is(f->tokens[to].norm, "to") && is_tagged(f, head, "NOUN") &&
         sr_word_number_of(f->tokens[head].norm) == SR_WORD_PLURAL && planner(f, head) != NONE;
}

/* What an open clause is said of where its governor has an object: "pushed [shares] | lower". */
static uint32_t controlling_object(const finder *f, uint32_t at) {
  if (!relates(f, at, "xcomp")) return NONE;
  const uint32_t object = dependent(f, f->tokens[at].head, "obj");
  return object != NONE && object < at && is_noun(f, object) && !(f->mark[object] & (IN_UNIT | OWN)) ? object : NONE;
}

/* Whom "she", "it" or "they" of a clause means: the name that is the subject of the clause above; NONE. */
static uint32_t subject_above(const finder *f, uint32_t at, uint32_t pronoun) {
  static const char *const persons[] = {"he", "she", "it", "they", NULL};
  if (!any_is(f, pronoun, persons)) return NONE;
  for (int k = 0; k < CLIMB_MAX && !is_root(f, at); k++) {
    at = f->tokens[at].head;
    const uint32_t subject = own_subject(f, at);
    if (subject != NONE && subject < pronoun && is_name(f, subject)) return subject;
  }
  return NONE;
}

/* Whom a clause behind a noun is about, by the noun that the tree gives: a name right before "which" ("ties with
 * [Volkswagen], which"), and the name that a noun explains ("[Weber], an investor, acquired"). */
static uint32_t antecedent(const finder *f, uint32_t clause, uint32_t noun) {
  if (is_tagged(f, clause, "PRON") && clause > f->from + 1 && sr_slice_is(f->tokens[clause - 1].norm, ",") &&
      is_name(f, clause - 2) && noun < clause - 2)
    return clause - 2;
  const uint32_t bearer = f->tokens[noun].head;
  if (relates(f, noun, "appos") && bearer < noun && is_name(f, bearer)) return bearer;
  return noun;
}

/* The subject of a predicate, through control, coordination and relative clauses; NONE. *said: a pronoun is. */
static uint32_t subject_of(const finder *f, uint32_t at, bool *said) {
  static const char *const dependent_clause[] = {"xcomp", "advcl", "conj", "parataxis", "list", "ccomp", "amod",
                                                 "obj",   "obl",   "nmod", "appos",     "dep",  NULL};
  const unsigned measured = IN_UNIT | OWN;
  for (int k = 0; k < CLIMB_MAX; k++) {
    const uint32_t subject = own_subject(f, at);
    if (subject != NONE) {
      const sr_slice norm = f->tokens[subject].norm;
      if (sr_slice_is(norm, "that") || sr_slice_is(norm, "which") || sr_slice_is(norm, "who"))
        return is_clausal(f, at) && !is_root(f, at) ? antecedent(f, subject, f->tokens[at].head) : NONE;
      if (!is_pronoun(f, subject)) return subject;
      const uint32_t whole = dependent(f, subject, "nmod"); /* "each of the buildings" */
      *said = whole == NONE;
      return whole != NONE ? whole : subject_above(f, at, subject);
    }
    const uint32_t object = controlling_object(f, at);
    if (object != NONE) return object;
    if (dependent(f, at, "expl") != NONE) return NONE;
    if (is_root(f, at)) return is_noun(f, at) && at < f->first && !(f->mark[at] & measured) ? at : NONE;
    const uint32_t head = f->tokens[at].head;
    const bool worth = relates(f, at, "amod") && sr_slice_is(f->tokens[at].norm, "worth");
    if (is_clausal(f, at) && is_mistaken_plan(f, at)) return planner(f, head);
    if (is_clausal(f, at) && is_aim(f, at)) {
      at = f->tokens[head].head;
      continue;
    }
    if (is_clausal(f, at) && f->mark[head] & measured) /* "$5m of [claims] | ranging from" */
      for (uint32_t c = f->child[head]; c != NONE && c < at; c = f->next_child[c])
        if (relates(f, c, "nmod") && has_case(f, c, "of") && !(f->mark[c] & IN_QUANTITY)) return c;
    if ((is_clausal(f, at) || worth) && !(f->mark[head] & measured)) {
      if (dependent(f, head, "cop") == NONE || !has_subject(f, head)) return antecedent(f, at, head);
      at = head; /* "[it] is the first to offer 536 hp" */
      continue;
    }
    if (!is_clausal(f, at) && !relates_to_any(f, at, dependent_clause) && !(f->mark[head] & measured)) return NONE;
    at = head;
  }
  return NONE;
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
    choose_phrase(f, c, OWN | (object ? IN_QUANTITY : IN_UNIT), 0, 0);
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
    choose_phrase(f, at, OWN | IN_UNIT, WITH_COORDINATED, 0);
    const uint32_t preposition = dependent(f, at, "case"); /* "[exports] to Norway" */
    if (preposition != NONE && preposition < at && preposition > f->from && is_noun(f, preposition - 1) &&
        !(f->mark[preposition - 1] & IN_UNIT))
      choose_phrase(f, preposition - 1, OWN | IN_UNIT, 0, 0);
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
  if (own_subject(f, verb) != NONE || dependent(f, verb, "expl") != NONE) return false;
  if (!is_finite(f, verb) && !is_mistaken_verb(f, verb)) return false;
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
  choose_phrase(f, at, OWN | IN_UNIT, 0, 0);
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
        choose_phrase(f, c, OWN | IN_UNIT, 0, 0);
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
  while (from > f->from && (is_name_part(f, from - 1) || (is_glue(f, from - 1) && from - 1 > f->from))) from--;
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
  const uint32_t subject = before_verb ? NONE : subject_of(f, verb, &said);
  if (subject != NONE && !(f->mark[subject] & (IN_UNIT | OWN)) && !is_pronoun(f, subject) &&
      !is_tagged(f, subject, "VERB"))
    choose_phrase(f, subject, OWN | IN_UNIT, WITH_COORDINATED, 0);
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
  f.child = SR_NEW(report->arena, uint32_t, report->n_tokens);
  f.next_child = SR_NEW(report->arena, uint32_t, report->n_tokens);
  f.mark = SR_NEW(report->arena, uint8_t, report->n_tokens);
  if (!f.child || !f.next_child || !f.mark) return sr_arena_fail(report->arena, err);
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
    choose_whole_words(&f);
    SR_TRY(take_spans(&f, q, err));
    for (uint32_t t = f.from; t < f.to; t++) f.mark[t] &= (uint8_t) ~(CHOSEN | OWN);
  }
  return SR_OK;
}
