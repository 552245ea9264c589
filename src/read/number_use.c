/* Tells quantities from other numbers; see the header. */
#include "read/number_use.h"

#include "base/slice.h"
#include "read/wordclass.h"

static sr_slice before(const sr_number_place *p, uint32_t back) {
  return p->first - p->from >= back ? p->report->tokens[p->first - back].norm : (sr_slice){0};
}

static sr_slice after(const sr_number_place *p, uint32_t on) {
  return p->to - p->end > on ? p->report->tokens[p->end + on].norm : (sr_slice){0};
}

static bool one_of(sr_slice word, const char *const *words) {
  for (; *words; words++)
    if (sr_slice_is(word, *words)) return true;
  return false;
}

static bool is_month(const sr_number_place *p, uint32_t token) {
  const sr_slice norm = p->report->tokens[token].norm;
  return sr_number_context(norm, "month") &&
         (sr_word_is_capital(p->report, token) || !sr_number_context(norm, "maybe_month"));
}

static bool is_joint(sr_slice word) {
  static const char *const joints[] = {"-", "and", "to", "or", ",", "until", NULL};
  return one_of(word, joints);
}

/* "paid on nov. | 6": an abbreviation without a capital has ended the sentence before. */
static bool ends_with_month(const sr_token *tokens, uint32_t at) {
  enum { SHORT_MAX = 4 };
  if (at < 2 || !sr_slice_is(tokens[at - 1].norm, ".") || tokens[at - 1].space_before) return false;
  const sr_slice norm = tokens[at - 2].norm;
  return norm.len <= SHORT_MAX && !sr_slice_is(norm, "may") && !sr_slice_is(norm, "june") &&
         !sr_slice_is(norm, "july") && sr_number_context(norm, "month");
}

bool sr_number_is_date(const sr_number_place *p) {
  const double value = p->number->high;
  if (p->number->kind != SR_NUMBER_DIGITS || p->number->grouped || p->number->scale > 1 || p->has_money) return false;
  if (value > 31 && !(value >= 1000 && value <= 2200)) return false;
  if (p->number->granule < 1) return false; /* "96 in August, 13.7 a day" */
  const sr_token *tokens = p->report->tokens;
  /* "July 9", "July 9-10", "July 9 and 10", "Mar 9 2018", "Jan. 24, 2019": back over days to a month */
  uint32_t i = p->first;
  for (uint32_t steps = 0; i > p->from && steps < 5; i--, steps++) {
    if (is_month(p, i - 1)) return !(p->counted && p->counted->plural && i < p->first && value <= 31);
    const bool day = tokens[i - 1].kind == SR_TOKEN_NUMBER && tokens[i - 1].norm.len <= 2;
    if (!day && !is_joint(tokens[i - 1].norm)) break;
  }
  if (value > 31) return false;
  if (p->first == p->from && ends_with_month(tokens, p->first) && !(p->counted && p->counted->plural)) return true;
  /* "9 July", "9 and 10 July", "the 3 to 5 of May" */
  i = p->end;
  for (uint32_t steps = 0; i < p->to && steps < 4; i++, steps++) {
    if (is_month(p, i)) return true;
    const bool day = tokens[i].kind == SR_TOKEN_NUMBER && tokens[i].norm.len <= 2;
    if (!day && !is_joint(tokens[i].norm)) break;
  }
  return false;
}

/* "at 1830 hrs", "0530 hours". */
static bool is_clock_of_four(const sr_number_place *p) {
  static const char *const at[] = {"at",    "by", "until",  "from",  "since", "around",
                                   "about", "to", "before", "after", NULL};
  const sr_slice norm = p->report->tokens[p->first].norm;
  const uint32_t value = (uint32_t)p->number->high;
  if (p->number->kind != SR_NUMBER_DIGITS || norm.len != 4 || p->number->n_tokens != 1 || p->number->grouped ||
      value >= 2400 || value % 100 >= 60 || !sr_number_context(after(p, 0), "hour"))
    return false;
  return norm.ptr[0] == '0' || one_of(before(p, 1), at);
}

bool sr_number_is_clock(const sr_number_place *p) {
  if (p->number->kind == SR_NUMBER_VAGUE) return false;
  if (is_clock_of_four(p)) return true;
  if (p->number->high >= 25) return false;
  if (sr_number_context(after(p, 0), "clock")) return true;
  return (sr_slice_is(after(p, 0), "in") && sr_slice_is(after(p, 1), "the") &&
          sr_number_context(after(p, 2), "daypart")) ||
         (is_joint(after(p, 0)) && sr_number_context(after(p, 2), "clock"));
}

/* "2016 soldiers", of lower-case words with a plural: things that are counted and no title or event of that year. */
static bool plain_plural(const sr_number_place *p) {
  if (!p->counted || !p->counted->plural || p->counted->end - p->counted->first > 3) return false;
  for (uint32_t i = p->counted->first; i < p->counted->end; i++)
    if (sr_word_is_capital(p->report, i)) return false;
  return true;
}

bool sr_number_is_year(const sr_number_place *p) {
  const sr_number *n = p->number;
  if (n->kind != SR_NUMBER_DIGITS || n->grouped || n->scale > 1 || n->n_tokens != 1 || p->has_money) return false;
  if (sr_slice_is(before(p, 1), "of") && sr_number_context(before(p, 2), "sum"))
    return false; /* "an average of 1500" */
  if (n->granule < 1 || p->report->tokens[p->end - 1].norm.len != 4 || n->high < 1000) return false;
  if (sr_number_context(before(p, 1), "era") || sr_number_context(after(p, 0), "era")) return true;
  if (is_joint(before(p, 1)) && before(p, 2).len == 4 && sr_number_context(before(p, 3), "era"))
    return true; /* "A.D. 1000 and 1260" */
  if (n->high < 1500 || n->high > 2100 || (p->has_unit && !p->unit_apart)) return false;
  /* "that 1978 resolution", "below its 1987 level": nobody counts so many of a thing that is known */
  static const char *const known[] = {"the", "that", "this", "its", "their", "his", "her", "our", "my", "'s", NULL};
  if (!p->has_unit && n->high >= 1900 && n->high < 2050 && one_of(before(p, 1), known)) return true;
  const sr_slice word = p->opening > p->from ? p->report->tokens[p->opening - 1].norm : (sr_slice){0};
  if (sr_number_context(word, "yearword")) return true;
  if (p->has_unit || p->hedged) return false;
  return !plain_plural(p);
}

/* Does the number count people or things, or have a unit, so that a capital before it is not its name? */
static bool counts(const sr_number_place *p) {
  return p->has_unit || p->has_money ||
         (p->counted && (p->counted->plural || p->counted->harmed || p->counted->left_out));
}

static bool noun_behind(const sr_number_place *p) {
  return p->counted && (p->counted->name.len || p->counted->left_out);
}

bool sr_number_is_label(const sr_number_place *p) {
  if (sr_slice_is(before(p, 1), "of") && sr_slice_is(before(p, 2), "group") && !noun_behind(p) &&
      sr_word_is_capital(p->report, p->first - 2))
    return true; /* "the Group of 20" */
  const sr_token *tokens = p->report->tokens;
  if (p->has_money) return false;
  if (p->number->kind == SR_NUMBER_WORDS) /* "the Kick Six win", "Chapter Four" */
    return p->first > p->from && !p->has_unit && sr_word_is_capital(p->report, p->first) &&
           sr_word_is_capital(p->report, p->first - 1) && tokens[p->first - 1].kind == SR_TOKEN_WORD &&
           !sr_word_is_closed(tokens[p->first - 1].norm) && !counts(p);
  if (p->number->kind != SR_NUMBER_DIGITS) return false;
  /* "Su-34", "F-16", "COVID-19"; not "sub-7", "now-18" */
  if (sr_slice_is(before(p, 1), "-") && p->first - p->from >= 2 && !tokens[p->first].space_before &&
      !tokens[p->first - 1].space_before && tokens[p->first - 2].kind != SR_TOKEN_PUNCT) {
    if (!sr_number_context(before(p, 2), "affix")) return true;
  }
  /* "24703m212", "737s": letters right behind that are no unit */
  if (!p->has_unit && p->end < p->to && tokens[p->end].kind == SR_TOKEN_WORD && !tokens[p->end].space_before)
    return true;
  /* "610 in May, in June 477": no day of that month */
  if (p->first > p->from && is_month(p, p->first - 1) && p->number->high > 31) return false;
  const sr_slice word = before(p, 1);
  if (p->number->high == 155 || p->number->granule < 1 || p->number->grouped) return false;
  if (sr_slice_is(word, "#")) return true;
  if (sr_number_context(word, "label") && sr_slice_ends(word, SR_SLICE("."))) return true;
  const bool capital =
      p->first > p->from && tokens[p->first - 1].kind == SR_TOKEN_WORD && sr_word_is_capital(p->report, p->first - 1);
  const bool opens = p->first == p->from + 1;
  if (sr_number_context(word, "label") && (!counts(p) || (capital && !opens && !p->has_unit)))
    return !sr_slice_is(word, "no") || capital;
  if (!capital || sr_word_is_closed(word) || p->number->scale > 1) return false;
  if (opens && sr_word_class_of(p->report, p->first - 1) != SR_CLASS_NAME) return false;
  /* "iPhone 11 Pro cameras" */
  if (!opens && p->counted && p->counted->first == p->end && p->counted->end > p->end + 1 &&
      sr_word_is_capital(p->report, p->end) && !p->has_unit)
    return true;
  return !counts(p);
}

/* Does a bracket stand open before the number? */
static bool bracket_open(const sr_number_place *p) {
  enum { BRACKET_MAX = 60 }; /* tokens */
  for (uint32_t i = p->first; i > p->from && p->first - i < BRACKET_MAX; i--) {
    if (sr_slice_is(p->report->tokens[i - 1].norm, "(")) return true;
    if (sr_slice_is(p->report->tokens[i - 1].norm, ")")) return false;
  }
  return false;
}

bool sr_number_is_idle(const sr_number_place *p) {
  const sr_token *tokens = p->report->tokens;
  const sr_slice word = tokens[p->first].norm, next = after(p, 0), last = before(p, 1);
  const bool single = p->end - p->first == 1;
  /* "Ivan Petrov, 67, said": an age, not a count */
  if (p->number->kind == SR_NUMBER_DIGITS && single && !p->has_unit && !p->has_money && sr_slice_is(last, ",") &&
      p->number->high < 120 && p->first - p->from >= 2 && sr_word_is_capital(p->report, p->first - 2) &&
      tokens[p->first - 2].kind == SR_TOKEN_WORD && (sr_slice_is(next, ",") || sr_slice_is(next, ";")))
    return true;
  if (single && sr_slice_is(word, "one")) {
    if (sr_slice_is(next, "another") || sr_slice_is(next, "'s") || (sr_slice_is(next, "-") && !p->has_unit))
      return true;
    if (sr_number_context(last, "pronoun") && !p->has_unit && !(noun_behind(p) && p->counted->first == p->end))
      return true;
    if (!noun_behind(p) && !p->has_unit) return true;
  }
  if (single && sr_slice_is(word, "half")) {
    if (sr_number_context(last, "halved") || sr_slice_is(next, "-") || sr_slice_is(next, "past") ||
        sr_slice_is(next, "way"))
      return true;
  }
  if (p->number->kind == SR_NUMBER_DIGITS) {
    /* "9-2", "2-2": a score; a range has been read as one */
    const bool dash_next = sr_slice_is(next, "-") && p->to - p->end > 1 && tokens[p->end + 1].kind == SR_TOKEN_NUMBER &&
                           !tokens[p->end].space_before && !tokens[p->end + 1].space_before;
    const bool dash_last = sr_slice_is(last, "-") && p->first - p->from >= 2 &&
                           tokens[p->first - 2].kind == SR_TOKEN_NUMBER && !tokens[p->first].space_before &&
                           !tokens[p->first - 1].space_before;
    if ((dash_next || dash_last) && single && !p->has_money) return true;
    /* "1." and "2)" open items of a list */
    if (p->first == p->from && single && !p->has_unit && (sr_slice_is(next, ".") || sr_slice_is(next, ")")) &&
        p->to - p->end > 1)
      return true;
    if (single && sr_slice_is(next, ")") && p->number->high < 30 && !p->has_money && !p->has_unit && !bracket_open(p))
      return true;
    /* telephone numbers: three runs of digits, or a plus and two */
    uint32_t runs = 0;
    for (uint32_t i = p->end; i < p->to && tokens[i].kind == SR_TOKEN_NUMBER && runs < 3; i++) runs++;
    for (uint32_t i = p->first; i > p->from && tokens[i - 1].kind == SR_TOKEN_NUMBER && runs < 3; i--) runs++;
    if (runs >= 2 && !p->number->grouped) return true;
  }
  /* "one or two" is read as a range; a bare "a thousand" and the like stand */
  return false;
}
