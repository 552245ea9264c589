/* Attribution reading by cues and word classes; see the header. Verbs and their subjects are found in
 * attribution_cue.c, quotations and noun phrases in attribution_phrase.c, sources named in attribution_name.c. */
#include "read/attribution.h"

#include "base/slice.h"
#include "read/attribution_parts.h"

enum {
  ADJUNCT_MAX = 12, /* tokens between a cue and its "that": "said in a statement on Monday that" */
  DATELINE_MAX = 16,
  LIST_MAX = 200 /* lines of a list that one lead-in may cover */
};

sr_status sr_attribution_open(sr_arena *arena, sr_attribution_tables **out, sr_error *err) {
  sr_attribution_tables *tables = SR_NEW(arena, sr_attribution_tables, 1);
  if (!tables || !(tables->phrases = sr_phrases_new(arena))) return sr_arena_fail(arena, err);
  for (uint32_t row = 0; row < sr_table_cues.rows; row++)
    if (!cue_is_verb(row)) SR_TRY(sr_phrases_add(tables->phrases, cue_cell(row, SR_CUES_CUE), row, err));
  SR_TRY(sr_attr__model_new(arena, &tables->model, err));
  *out = tables;
  return SR_OK;
}

/* ---- what a cue covers ---- */

/* Where the content before a tag begins: after the semicolon, the dateline or, inside, an open lead's "that". */
static uint32_t before_start(const sr_attr__reading *r, uint32_t i, bool inside) {
  uint32_t start = sr_attr__segment_of(r, i).first;
  for (uint32_t k = r->first_found; inside && k < r->found.n; k++) {
    const sr_attr__finding *f = &r->found.at[k];
    if (f->leads && f->content[0].first > start && f->content[0].first < i) start = f->content[0].first;
  }
  if (start > r->begin || start >= r->end || !sr_word_is_capital(r->report, start)) return start;
  for (uint32_t k = start + 1; k < i && k - start < DATELINE_MAX; k++) { /* "KYIV, 3 May (Reuters) - " */
    if (IS_ONE_OF(r, k, "-", "–", "—") && r->report->tokens[k].space_before) return k + 1;
    const sr_word_class class = class_of(r, k);
    if (class == SR_CLASS_VERB || class == SR_CLASS_AUXILIARY || class == SR_CLASS_DETERMINER) break;
  }
  return start;
}

static sr_attr__range trimmed(const sr_attr__reading *r, sr_attr__range content) {
  while (content.first < content.end &&
         (is_comma(r, content.first) || is_norm(r, content.first, ";") || is_norm(r, content.first, ":")))
    content.first++;
  while (content.end > content.first && (is_comma(r, content.end - 1) || is_norm(r, content.end - 1, ";")))
    content.end--;
  return content;
}

/* The comma before words that open a tail in the report's own voice and end where a source at token i begins; 0: none.
 */
static uint32_t tail_before(const sr_attr__reading *r, uint32_t from, uint32_t i) {
  enum { WORDS_MAX = 4 };
  uint32_t row;
  for (uint32_t k = i; k > from + 1 && i - k < WORDS_MAX; k--)
    if (is_comma(r, k - 1)) {
      const uint32_t n = phrase_at(r, k, &row);
      return n && cue_is(row, "own") && k + n == i ? k - 1 : 0;
    }
  return 0;
}

/* Another source begins at token i: those that lead lose what is not theirs. */
static void take_over(sr_attr__reading *r, uint32_t i) {
  const uint32_t segment = sr_attr__segment_of(r, i).first;
  for (uint32_t k = r->first_found; k < r->found.n; k++) {
    sr_attr__finding *f = &r->found.at[k];
    sr_attr__range *content = &f->content[0];
    if (!f->leads || f->quoted || content->end <= i || content->first >= i) continue;
    uint32_t end = content->end;
    if (segment > content->first)
      end = segment - 1;
    else if (i > r->begin && IS_ONE_OF(r, i - 1, "and", "but", "while", "whereas", "although"))
      end = i - 1;
    else if (tail_before(r, content->first, i)) /* "..., hours after the command reported" */
      end = tail_before(r, content->first, i);
    else if (i > r->begin && is_comma(r, i - 1) && sr_slice_ends(norm_of(r, i), SR_SLICE("ing")) &&
             !is_phrase(r, i, "according"))
      end = i - 1;
    if (end < content->end) *content = trimmed(r, (sr_attr__range){content->first, end});
  }
}

static sr_attr__finding *push(sr_attr__reading *r, uint32_t row, sr_attr__range cue, sr_attr__source from) {
  sr_attr__finding *f = SR_PUSH(r->report->scratch, &r->found);
  if (!f) return NULL;
  f->row = row;
  f->cue = cue;
  f->source = from;
  f->sentence = r->sentence;
  f->parent = -1;
  f->via = NONE;
  return f;
}

/* A quotation that touches token i from the left (a comma may stand between), or NONE. */
static uint32_t quote_before(const sr_attr__reading *r, uint32_t i) {
  if (i > r->begin && is_comma(r, i - 1)) i--;
  return i > r->begin ? r->quote_of[i - 1] : NONE;
}

/* Content of a tag whose source and cue are tokens [first, end). False: it has none. */
static bool cover_tag(const sr_attr__reading *r, sr_attr__finding *f, uint32_t first, uint32_t end) {
  const uint32_t quote = quote_before(r, first);
  uint32_t after = end;
  while (after < r->end && !is_comma(r, after) && !is_norm(r, after, ";") && !is_quoted(r, after)) after++;
  if (quote != NONE) {
    f->content[0] = r->quotes.at[quote];
    f->quoted = true;
    uint32_t next = after;
    if (is_comma(r, next) || is_norm(r, next, ":")) next++;
    if (next < r->end && r->quote_of[next] != NONE && r->quote_of[next] != quote)
      f->content[1] = r->quotes.at[r->quote_of[next]];
    return true;
  }
  const bool pronoun = f->source.at.end - f->source.at.first == 1 && sr_attr__is_subject_pronoun(r, f->source.at.first);
  const bool inside = pronoun || cue_is(f->row, "according");
  f->content[0] = trimmed(r, (sr_attr__range){before_start(r, first, inside), first});
  if (is_comma(r, after)) {
    uint32_t row;
    const uint32_t next = after + 1;
    const uint32_t n = phrase_at(r, next, &row);
    const bool own = n && (cue_is(row, "own") || cue_is(row, "citing") || cue_is(row, "cited"));
    /* "..., the mayor said, adding"; but "at that pace, the weekly says, taking the rest would need" */
    uint32_t stop;
    const bool participle = next < r->end && sr_slice_ends(norm_of(r, next), SR_SLICE("ing")) &&
                            sr_attr__has_verb(r, f->content[0].first, &stop);
    if (!own && !participle) f->content[1] = trimmed(r, (sr_attr__range){next, sr_attr__segment_of(r, first).end});
  }
  if (f->content[0].first >= f->content[0].end) {
    f->content[0] = f->content[1];
    f->content[1] = (sr_attr__range){0, 0};
  }
  return f->content[0].first < f->content[0].end;
}

/* "A announced 90 million; from B come 14 generators", "..., while C froze": a thing that is announced, and no clause,
 * ends where the next clause begins. */
static uint32_t object_end(const sr_attr__reading *r, uint32_t start) {
  for (uint32_t k = start; k < r->end; k++) {
    if (k > start && (is_norm(r, k, ";") || (is_comma(r, k) && IS_ONE_OF(r, k + 1, "while", "whereas")))) return k;
    const sr_slice tag = r->report->tokens[k].xpos;
    if (!tag.len || IS_ONE_OF(r, k, "that", "how", ":") || sr_slice_is(tag, "VBD") || sr_slice_is(tag, "VBZ") ||
        sr_slice_is(tag, "VBP") || sr_slice_is(tag, "MD"))
      break;
  }
  return r->end;
}

static bool cover_lead(const sr_attr__reading *r, sr_attr__finding *f, uint32_t start) {
  while (start < r->end && (is_comma(r, start) || is_norm(r, start, ":"))) start++;
  f->leads = true;
  if (start < r->end && r->quote_of[start] != NONE && r->quotes.at[r->quote_of[start]].first == start) {
    f->content[0] = r->quotes.at[r->quote_of[start]];
    f->quoted = true;
    return true;
  }
  uint32_t end = r->end;
  /* "Israel, which says it protects them, bombed": what the clause inserted says ends with it */
  const uint32_t source = f->source.at.first;
  if (f->source.at.end == source + 1 && source > r->begin && is_comma(r, source - 1) &&
      IS_ONE_OF(r, source, "which", "who"))
    for (uint32_t k = start; k < r->end && end == r->end; k++)
      if (is_comma(r, k) && k + 1 < r->end &&
          (class_of(r, k + 1) == SR_CLASS_VERB || class_of(r, k + 1) == SR_CLASS_AUXILIARY))
        end = k;
  if (sr_slice_starts(norm_of(r, f->cue.first), SR_SLICE("announc")) && end == r->end) end = object_end(r, start);
  f->content[0] = trimmed(r, (sr_attr__range){start, end});
  return f->content[0].first < f->content[0].end;
}

/* "said:" at the end of its sentence: the lines of the list below. */
static bool cover_list(sr_attr__reading *r, sr_attr__finding *f) {
  const sr_report *report = r->report;
  for (uint32_t s = r->sentence + 1; s < report->n_sentences && s - r->sentence <= LIST_MAX; s++) {
    const sr_sentence *line = &report->sentences[s];
    const sr_sentence *before = &report->sentences[s - 1];
    if (!line->n_tokens || !before->n_tokens) break;
    const sr_token *first = &report->tokens[line->first_token];
    const sr_slice mark = sr_report_slice(report, first->span);
    const bool bullet = sr_slice_is(mark, "-") || sr_slice_is(mark, "–") || sr_slice_is(mark, "—") ||
                        sr_slice_is(mark, "•") || sr_slice_is(mark, "*") || sr_slice_is(mark, "·");
    const sr_slice last = report->tokens[before->first_token + before->n_tokens - 1].norm;
    const bool goes_on = s == r->sentence + 1 || sr_slice_is(last, ";");
    if (!bullet && !goes_on) break;
    sr_attr__range *more = SR_PUSH(r->report->scratch, &f->more);
    if (!more) return false;
    *more = (sr_attr__range){line->first_token, line->first_token + line->n_tokens};
  }
  return true;
}

/* ---- reading ---- */

static bool starts_clause(const sr_attr__reading *r, uint32_t i) {
  enum { SUBJECT = 9 };
  for (uint32_t k = i; k < r->end && k - i < SUBJECT; k++) {
    if (k > i && (is_comma(r, k) || is_norm(r, k, ";"))) return false;
    const sr_word_class class = class_of(r, k);
    if (k > i && (class == SR_CLASS_AUXILIARY || class == SR_CLASS_VERB)) return true;
    if (k == i && (class == SR_CLASS_PREPOSITION || class == SR_CLASS_OTHER)) return false;
  }
  return false;
}

/* "put the toll at", "gave a lower figure", "puts the gain in the same period at 4" */
static bool gives_figure(const sr_attr__reading *r, uint32_t i) {
  enum { REACH = 9, REACH_AT = 20, HEDGE_MAX = 3 };
  for (uint32_t k = i; k < r->end && k - i < REACH_AT && !is_comma(r, k); k++) {
    if (k - i < REACH && is_phrase(r, k, "figure")) return true;
    if (!is_norm(r, k, "at")) continue;
    for (uint32_t n = k + 1; n < r->end && n - k <= HEDGE_MAX + 1; n++) /* "at more than 40" */
      if (class_of(r, n) == SR_CLASS_NUMBER && !r->in_time[n]) return true;
  }
  return false;
}

/* "claimed more than 40 lives": nobody says so. */
static bool takes_lives(const sr_attr__reading *r, uint32_t i) {
  enum { NUMBER_MAX = 6 };
  for (uint32_t k = i; k < r->end && k < i + NUMBER_MAX; k++) {
    if (IS_ONE_OF(r, k, "life", "lives", "victim", "victims")) return true;
    const sr_word_class class = class_of(r, k);
    if (class != SR_CLASS_NUMBER && class != SR_CLASS_DETERMINER && class != SR_CLASS_ADJECTIVE &&
        class != SR_CLASS_ADVERB && !IS_ONE_OF(r, k, "more", "than", "at", "least", "up", "to", "some", "dozens", "of"))
      return false;
  }
  return false;
}

static bool has_what_it_needs(const sr_attr__reading *r, uint32_t row, uint32_t i, bool tag) {
  const bool that = is_phrase(r, i, "that") || is_norm(r, i, ":") || is_quoted(r, i);
  if (takes_lives(r, i)) return false;
  if (cue_needs(row, "any")) return true;
  if (cue_needs(row, "figure")) return gives_figure(r, i);
  if (cue_needs(row, "as")) return is_quoted(r, i);
  if (that || tag) return !cue_needs(row, "to") || that;
  if (cue_needs(row, "to")) return is_norm(r, i, "to");
  if (cue_needs(row, "object")) return i < r->end && !sr_attr__is_edge(r, i);
  return starts_clause(r, i);
}

/* "the toll was put at 31 by the council", "was confirmed by the mayor": what is told stands before, and behind. */
static bool read_passive(sr_attr__reading *r, uint32_t start, uint32_t row, uint32_t end, uint32_t *next) {
  enum { REACH = 14 };
  for (uint32_t k = end; k < r->end && k - end < REACH && !is_comma(r, k) && !is_norm(r, k, ";"); k++) {
    if (is_quoted(r, k) || !is_norm(r, k, "by")) continue;
    const sr_attr__source from = sr_attr__phrase_after(r, k + 1);
    if (from.actor == NONE) continue;
    sr_attr__finding *f = push(r, row, (sr_attr__range){start, end}, from);
    if (!f) return false;
    f->content[0] = trimmed(r, (sr_attr__range){before_start(r, start, true), k});
    if (is_phrase(r, from.at.end, "that")) /* "it was reported by the police that" */
      f->content[1] = trimmed(r, (sr_attr__range){from.at.end, sr_attr__segment_of(r, start).end});
    *next = from.at.end;
    return true;
  }
  return true;
}

/* The outlet that was spoken to: "speaking to Al Jazeera, ...", "said in an interview with Politico". */
static uint32_t outlet_spoken_to(const sr_attr__reading *r, uint32_t i) {
  const sr_attr__range segment = sr_attr__segment_of(r, i);
  uint32_t row, n;
  for (uint32_t k = segment.first; k < segment.end; k++)
    if (!is_quoted(r, k) && (n = phrase_at(r, k, &row)) && cue_is(row, "via")) {
      const sr_attr__source outlet = sr_attr__phrase_after(r, k + n);
      if (outlet.actor != NONE) return outlet.actor;
    }
  return NONE;
}

static bool read_verb(sr_attr__reading *r, uint32_t verb, uint32_t row, uint32_t n, uint32_t *next) {
  const uint32_t start = sr_attr__group_start(r, verb), end = verb + n;
  const bool gerund = sr_slice_ends(norm_of(r, verb), SR_SLICE("ing"));
  bool passive = false;
  for (uint32_t k = start; k < verb; k++) passive |= sr_attr__is_auxiliary_of_be(r, k);
  passive = passive && !gerund;
  if (start > r->begin && is_norm(r, start - 1, "to")) return true;
  if (gerund && start == verb && !(start > r->begin && is_comma(r, start - 1))) return true;

  if (passive) {
    if (cue_is(row, "report") && !is_norm(r, end, "as")) return read_passive(r, start, row, end, next);
    if (is_norm(r, end, "as") && is_norm(r, end + 1, "saying")) { /* "was quoted as saying" */
      sr_attr__finding *f = push(r, row, (sr_attr__range){start, end + 2}, sr_attr__subject_of(r, start));
      if (!f) return false;
      if (!cover_lead(r, f, end + 2)) r->found.n--;
      *next = end + 2;
    }
    return true;
  }

  uint32_t told, stop;
  const bool tells = sr_slice_starts(norm_of(r, verb), SR_SLICE("tell")) || is_norm(r, verb, "told") ||
                     sr_slice_starts(norm_of(r, verb), SR_SLICE("inform"));
  /* the subject behind its verb: "..., writes the weekly". Behind "told" stands who was told, if somebody tells: "the
   * mayor, X, told the weekly" */
  const bool open_left = start == r->begin || is_comma(r, start - 1) || is_quoted(r, start - 1);
  if (open_left && !gerund && !(tells && sr_attr__subject_of(r, start).actor != NONE)) {
    const sr_attr__source behind = sr_attr__phrase_after(r, end);
    uint32_t phrase_row;
    /* "reported 12 dead": an object */
    const bool counted = behind.at.end && behind.actor == NONE && class_of(r, behind.at.first) == SR_CLASS_NUMBER;
    if (behind.at.end && !counted) {
      uint32_t k = behind.at.end;
      if (sr_attr__mark_at(r->report, k - 1) != SR_ATTR_MARK_CLOSE && k < r->end &&
          sr_attr__mark_at(r->report, k) == SR_ATTR_MARK_CLOSE)
        k++;
      const uint32_t phrase = phrase_at(r, k, &phrase_row);
      const bool closed = sr_attr__is_edge(r, k) || r->in_time[k] || (phrase && !cue_is(phrase_row, "figure")) ||
                          IS_ONE_OF(r, k, "in", "on", "who", "of", "as", "(");
      if (closed && has_what_it_needs(r, row, k, true) && start > r->begin) {
        take_over(r, sr_attr__segment_of(r, start).first);
        sr_attr__finding *f = push(r, row, (sr_attr__range){start, end}, behind);
        if (!f) return false;
        if (!cover_tag(r, f, start, k)) r->found.n--;
        *next = k;
        return true;
      }
    }
  }

  const sr_attr__source subject = sr_attr__subject_of(r, start);
  const sr_attr__source said =
      cue_is(row, "report") ? sr_attr__phrase_after(r, end) : (sr_attr__source){.actor = NONE, .taken = NONE};
  if (subject.at.end && said.at.end && is_norm(r, said.at.end, "as") && is_norm(r, said.at.end + 1, "saying")) {
    /* "the agency quoted the president as saying": one inside the other */
    const uint32_t content = said.at.end + 2;
    take_over(r, subject.at.first);
    const uint32_t outer = r->found.n;
    sr_attr__finding *f = push(r, row, (sr_attr__range){start, end}, subject);
    if (!f) return false;
    *next = content;
    if (!cover_lead(r, f, content)) {
      r->found.n--;
      return true;
    }
    sr_attr__finding *inner = push(r, row, (sr_attr__range){said.at.end, content}, said);
    if (!inner) return false;
    cover_lead(r, inner, content);
    inner->parent = (int32_t)outer;
    return true;
  }
  if (subject.actor == NONE && !subject.at.end) return true;
  const uint32_t first = subject.at.end ? subject.at.first : start;
  uint32_t at = sr_attr__skip_adjuncts(r, end, &told);
  /* who was told: "told the Courier that" */
  uint32_t via = NONE, via_end = 0;
  const bool has_hearer = end - start > 1 && r->actor_of[end - 1] != NONE; /* "told reporters" */
  if (!has_hearer && tells) {
    const sr_attr__source hearer = sr_attr__phrase_after(r, at);
    if (hearer.at.end && !is_phrase(r, hearer.at.first, "that")) {
      /* "told the newspaper": the one that we read, or one left unnamed */
      const sr_actor *outlet = hearer.actor != NONE ? &r->report->actors[hearer.actor] : NULL;
      const bool bare = outlet && outlet->n_tokens == 1 && sr_attr__name_end(r, hearer.at.end) == hearer.at.end &&
                        hearer.at.end - hearer.at.first > 1 &&
                        sr_slice_eq(outlet->name, sr_report_slice(r->report, outlet->span)) &&
                        !sr_word_is_capital(r->report, outlet->first_token);
      if (outlet && !bare) via = hearer.actor;
      via_end = sr_attr__name_end(r, hearer.at.end);
      at = sr_attr__skip_adjuncts(r, via_end, &told);
    }
  }
  const bool left_comma = first > r->begin && (is_comma(r, first - 1) || is_quoted(r, first - 1));
  const bool as_tag = first > r->begin && is_norm(r, first - 1, "as");
  const bool verb_follows = sr_attr__has_verb(r, at, &stop);
  const bool that_follows = is_phrase(r, at, "that") || is_norm(r, at, ":") || is_quoted(r, at);
  const uint32_t before = before_start(r, first, false);
  const bool tag =
      subject.at.end && (left_comma || as_tag) && first > before + 1 && !that_follows &&
      (!verb_follows || at >= r->end) && (cue_needs(row, "any") || cue_needs(row, "that")) &&
      (sr_attr__is_edge(r, at) || class_of(r, at) == SR_CLASS_PREPOSITION || class_of(r, at) == SR_CLASS_ADVERB);
  if (!has_what_it_needs(r, row, at, tag)) return true;
  if (!tag && at >= r->end && r->report->tokens[r->end - 1].span.end && !is_norm(r, r->end - 1, ":")) return true;

  /* a deed in words is no source: only "but" and the like end what another says */
  const uint32_t at_start = subject.at.end ? first : start;
  const bool turns = at_start > r->begin && IS_ONE_OF(r, at_start - 1, "but", "while", "whereas", "although");
  if (!cue_is(row, "act") || turns) take_over(r, subject.at.end ? first : start);
  sr_attr__finding *f = push(r, row, (sr_attr__range){start, end}, subject);
  if (!f) return false;
  f->via = via != NONE ? via : outlet_spoken_to(r, verb);
  f->via_end = via_end;
  if (tag) {
    if (!cover_tag(r, f, as_tag ? first - 1 : first, end)) r->found.n--;
    *next = end;
    return true;
  }
  /* "said in a statement on Monday that" */
  if (!that_follows && cue_needs(row, "any") && at < r->end && class_of(r, at) == SR_CLASS_PREPOSITION)
    for (uint32_t k = at; k < r->end && k - at < ADJUNCT_MAX && !is_comma(r, k) && !is_quoted(r, k); k++)
      if (is_norm(r, k, "that")) {
        at = k;
        break;
      }
  if (!cover_lead(r, f, at)) {
    f->leads = false;
    if (!is_norm(r, r->end - 1, ":") || !cover_list(r, f)) r->found.n--;
  } else if (f->content[0].end == r->end && is_norm(r, r->end - 1, ":") && !cover_list(r, f)) {
    return false;
  }
  *next = end;
  return true;
}

/* "in the minister's estimate", "by its own count": a reckoning of one who stands in the phrase at `at`; "its" may be
 * of the one right behind it. */
static bool is_reckoning_of(const sr_attr__reading *r, sr_attr__source *from) {
  static const char *const words[] = {"estimate", "estimates", "assessment",   "reckoning", "count",
                                      "counts",   "tally",     "calculations", "evaluation"};
  const uint32_t end = from->at.end;
  if (end <= from->at.first + 1 || !is_one_of(r, end - 1, words, sizeof words / sizeof *words)) return false;
  if (from->actor != NONE) return true;
  if (!IS_ONE_OF(r, from->at.first, "its", "his", "her", "their")) return false;
  uint32_t t = is_comma(r, end) ? end + 1 : end;
  if (t < r->end && class_of(r, t) == SR_CLASS_DETERMINER) t++;
  if (t < r->end && r->actor_of[t] != NONE && is_norm(r, from->at.first + 1, "own"))
    from->actor = r->actor_of[t]; /* "by its own count the army has lost" */
  return true;
}

static bool read_phrase_cue(sr_attr__reading *r, uint32_t i, uint32_t row, uint32_t n, uint32_t *next) {
  const uint32_t end = i + n;
  if (cue_is(row, "nobody")) {
    sr_attr__finding *f = push(r, row, (sr_attr__range){i, end}, (sr_attr__source){.actor = NONE, .taken = NONE});
    if (!f) return false;
    if (!cover_lead(r, f, end)) r->found.n--;
    *next = end;
    return true;
  }
  sr_attr__source from = sr_attr__phrase_after(r, end);
  if (!from.at.end) return true;
  if (cue_needs(row, "figure") && !is_reckoning_of(r, &from) && /* "by the army's own count" */
      (from.actor == NONE || !is_norm(r, i, "by") || !sr_attr__is_document(r, from.at)))
    return true;
  uint32_t close = from.at.end;
  if (close < r->end && sr_attr__mark_at(r->report, close) == SR_ATTR_MARK_CLOSE) close++;
  if (cue_is(row, "according")) {
    const uint32_t start = before_start(r, i, true);
    const uint32_t lead = is_comma(r, i - 1) ? i - 2 : i - 1; /* "..., where, according to the ministry, ..." */
    const bool leads = i <= start + 1 || IS_ONE_OF(r, lead, "that", "and", "but") ||
                       (lead + 2 == i && IS_ONE_OF(r, lead, "where", "which", "who", "when", "while", "because"));
    take_over(r, leads ? i : sr_attr__segment_of(r, i).first);
    sr_attr__finding *f = push(r, row, (sr_attr__range){i, end}, from);
    if (!f) return false;
    const bool covers = leads ? cover_lead(r, f, close) : cover_tag(r, f, i, close);
    if (!covers) r->found.n--;
    *next = close;
    return true;
  }
  /* citing, quoted by: they share the content of the cue that they go with, which may come later */
  sr_attr__finding *f = push(r, row, (sr_attr__range){i, end}, from);
  if (!f) return false;
  f->outer = cue_is(row, "cited");
  *next = close;
  if (f->outer && i > r->begin && sr_attr__is_auxiliary_of_be(r, i - 1) && is_norm(r, close, "as") &&
      is_norm(r, close + 1, "saying")) { /* "was quoted by the agency as saying" */
    const uint32_t start = sr_attr__group_start(r, i);
    sr_attr__finding *speech =
        push(r, sr_attr__find_verb(SR_SLICE("say")), (sr_attr__range){close, close + 2}, sr_attr__subject_of(r, start));
    if (!speech) return false;
    if (!cover_lead(r, speech, close + 2)) r->found.n--;
    *next = close + 2;
  }
  return true;
}

/* "citing X" takes the content of its host and stands inside it; "quoted by X" holds all of its sentence. */
static void settle_sentence(sr_attr__reading *r) {
  for (uint32_t k = r->first_found; k < r->found.n; k++) {
    sr_attr__finding *f = &r->found.at[k];
    const bool citing = cue_is(f->row, "citing");
    if (!citing && !f->outer) continue;
    uint32_t host = NONE;
    for (uint32_t h = k; h-- > r->first_found;)
      if (!cue_is(r->found.at[h].row, "citing") && !r->found.at[h].outer) {
        host = h;
        break;
      }
    for (uint32_t h = k + 1; host == NONE && h < r->found.n; h++)
      if (!cue_is(r->found.at[h].row, "citing") && !r->found.at[h].outer) host = h;
    if (citing && host != NONE) {
      f->content[0] = r->found.at[host].content[0];
      f->content[1] = r->found.at[host].content[1];
      f->parent = (int32_t)host;
    } else {
      f->content[0] = trimmed(r, (sr_attr__range){sr_attr__segment_of(r, f->cue.first).first, r->end});
      for (uint32_t h = r->first_found; f->outer && h < r->found.n; h++)
        if (h != k && r->found.at[h].parent < 0 && !r->found.at[h].outer) r->found.at[h].parent = (int32_t)k;
    }
  }
}

/* A sentence that is a quotation and has no cue goes on with the one before it. */
static bool continue_quotation(sr_attr__reading *r) {
  if (r->found.n > r->first_found || !r->first_found || r->begin >= r->end || r->quote_of[r->begin] == NONE)
    return true;
  const sr_attr__range quote = r->quotes.at[r->quote_of[r->begin]];
  if (quote.first != r->begin) return true;
  sr_attr__finding *last = &r->found.at[r->first_found - 1];
  const sr_report *report = r->report;
  /* "..., the mayor writes." and then the quotation */
  const uint32_t behind = last->cue.end;
  const bool opens = !last->quoted && !last->leads && behind + 1 == r->begin && last->sentence + 1 == r->sentence;
  if (!(last->quoted || opens) ||
      report->sentences[last->sentence].paragraph != report->sentences[r->sentence].paragraph)
    return true;
  sr_attr__range *more = SR_PUSH(report->scratch, &last->more);
  if (!more) return false;
  *more = quote;
  return true;
}

/* "We will rebuild." - Ivan Petrenko, mayor: a quotation, a dash, and the rest of the sentence or line a name. */
static bool is_signature(const sr_attr__reading *r, uint32_t i, uint32_t end) {
  enum { WORDS_MAX = 12 };
  if (i == 0 || r->quote_of[i - 1] == NONE || r->quotes.at[r->quote_of[i - 1]].end != i) return false;
  if (end >= r->end || r->end - end > WORDS_MAX || !sr_word_is_capital(r->report, end)) return false;
  for (uint32_t k = end; k < r->end; k++) {
    const sr_word_class class = class_of(r, k);
    if (class == SR_CLASS_VERB || class == SR_CLASS_AUXILIARY || is_quoted(r, k)) return false;
  }
  return true;
}

static bool read_signature(sr_attr__reading *r, uint32_t row, sr_attr__range cue) {
  sr_attr__source from = sr_attr__phrase_after(r, cue.end);
  from.at = (sr_attr__range){cue.end, r->end};
  sr_attr__finding *f = push(r, row, cue, from);
  if (!f) return false;
  f->content[0] = r->quotes.at[r->quote_of[cue.first - 1]];
  f->quoted = true;
  return true;
}

/* "the ministry's total since May stands at 55": whose count it is tells it. i: the "'s", or "its". */
static bool read_own_count(sr_attr__reading *r, uint32_t i) {
  enum { NOUN_REACH = 4, VERB_REACH = 8 };
  const bool pronoun = IS_ONE_OF(r, i, "its", "their");
  const sr_attr__source from = pronoun ? (sr_attr__source){{i, i + 1}, NONE, NONE} : sr_attr__phrase_before(r, i);
  if (!pronoun && (from.actor == NONE || r->report->actors[from.actor].kind == SR_ACTOR_STATE)) return true;
  const uint32_t end = sr_attr__segment_of(r, i).end;
  uint32_t noun = i + 1;
  while (noun < end && noun < i + NOUN_REACH &&
         !IS_ONE_OF(r, noun, "count", "tally", "total", "toll", "figure", "estimate"))
    noun++;
  if (noun >= end || noun == i + NOUN_REACH) return true;
  uint32_t verb = noun + 1;
  while (verb < end && verb < noun + VERB_REACH &&
         !IS_ONE_OF(r, verb, "stands", "stood", "is", "was", "reached", "rose", "climbed", "reaches", "now"))
    verb++;
  if (verb >= end || verb == noun + VERB_REACH) return true;
  bool counts = false;
  for (uint32_t k = verb + 1; k < end; k++) counts |= class_of(r, k) == SR_CLASS_NUMBER && !r->in_time[k];
  if (!counts) return true;
  take_over(r, pronoun ? i : from.at.first);
  sr_attr__finding *f = push(r, sr_attr__find_verb(SR_SLICE("count")), (sr_attr__range){noun, noun + 1}, from);
  if (!f) return false;
  f->leads = true;
  f->content[0] = trimmed(r, (sr_attr__range){noun + 1, end});
  return true;
}

/* "above the 31 given by the UN a week earlier": a figure with a source of its own, behind what another says. */
static bool read_given(sr_attr__reading *r, uint32_t i, uint32_t end, uint32_t *next) {
  enum { FIGURE_MAX = 5 };
  const sr_attr__source from = sr_attr__phrase_after(r, end);
  if (from.actor == NONE) return true;
  uint32_t first = i;
  bool counts = false;
  while (first > r->begin && i - first < FIGURE_MAX && !counts) {
    const sr_word_class class = class_of(r, first - 1);
    if (r->in_time[first - 1] || (class != SR_CLASS_NUMBER && class != SR_CLASS_NOUN && class != SR_CLASS_ADJECTIVE))
      break;
    first--;
    counts = class == SR_CLASS_NUMBER;
  }
  const bool figure = i > r->begin && (class_of(r, i - 1) == SR_CLASS_NUMBER || is_phrase(r, i - 1, "figure"));
  if (!counts || !figure) return true;                     /* "the 20 trucks given by Norway" */
  for (uint32_t k = r->first_found; k < r->found.n; k++) { /* "..., well above the 31": no longer the other's */
    sr_attr__range *content = &r->found.at[k].content[0];
    if (!r->found.at[k].leads || content->first >= first || content->end <= first) continue;
    for (uint32_t comma = first; comma > content->first; comma--)
      if (is_comma(r, comma - 1)) {
        content->end = comma - 1;
        break;
      }
  }
  sr_attr__finding *f = push(r, sr_attr__find_verb(SR_SLICE("report")), (sr_attr__range){i, end}, from);
  if (!f) return false;
  f->content[0] = (sr_attr__range){first, i};
  *next = from.at.end;
  return true;
}

static bool read_sentence(sr_attr__reading *r) {
  uint32_t row = NONE;
  for (uint32_t i = r->begin; i < r->end;) {
    uint32_t next = i + 1, n = 0;
    if (!is_quoted(r, i)) {
      n = phrase_at(r, i, &row);
      if (n && (cue_is(row, "according") || cue_is(row, "citing") || cue_is(row, "cited") || cue_is(row, "nobody"))) {
        if (!read_phrase_cue(r, i, row, n, &next)) return false;
      } else if (n > 1 && cue_is(row, "maker") && !(i > r->begin && class_of(r, i - 1) == SR_CLASS_AUXILIARY)) {
        if (!read_given(r, i, i + n, &next)) return false;
      } else if (n && cue_is(row, "signed") && is_signature(r, i, i + n)) {
        if (!read_signature(r, row, (sr_attr__range){i, i + n})) return false;
        next = r->end;
      } else if (IS_ONE_OF(r, i, "'s", "its", "their")) {
        if (!read_own_count(r, i)) return false;
      } else if ((row = sr_attr__verb_at(r, i, &n)) != NONE) {
        if (!read_verb(r, i, row, n, &next)) return false;
      }
    }
    i = next > i ? next : i + 1;
  }
  settle_sentence(r);
  return continue_quotation(r);
}

sr_status sr_attributions_read(const sr_attribution_tables *tables, sr_report *report, sr_error *err) {
  sr_arena *arena = report->scratch;
  sr_attr__reading r = {.tables = tables, .report = report};
  r.quote_of = SR_NEW(arena, uint32_t, report->n_tokens);
  r.actor_of = SR_NEW(arena, uint32_t, report->n_tokens);
  r.in_time = SR_NEW(arena, bool, report->n_tokens);
  if (!r.quote_of || !r.actor_of || !r.in_time) return sr_arena_fail(arena, err);
  for (uint32_t i = 0; i < report->n_tokens; i++) r.quote_of[i] = r.actor_of[i] = NONE;
  for (uint32_t k = 0; k < report->n_actors; k++)
    for (uint32_t i = 0; i < report->actors[k].n_tokens; i++) r.actor_of[report->actors[k].first_token + i] = k;
  for (uint32_t k = 0; k < report->n_times; k++)
    for (uint32_t i = 0; i < report->times[k].n_tokens; i++) r.in_time[report->times[k].first_token + i] = true;
  if (!sr_attr__find_quotes(&r)) return sr_arena_fail(arena, err);
  for (r.sentence = 0; r.sentence < report->n_sentences; r.sentence++) {
    const sr_sentence *sentence = &report->sentences[r.sentence];
    r.begin = sentence->first_token;
    r.end = sentence->first_token + sentence->n_tokens;
    while (r.end > r.begin && IS_ONE_OF(&r, r.end - 1, ".", "!", "?")) r.end--;
    r.first_found = r.found.n;
    if (!read_sentence(&r)) return sr_arena_fail(arena, err);
  }
  for (uint32_t k = 0; k < r.found.n; k++) sr_attr__name_source(&r, k);
  SR_TRY(sr_attr__give_bytes(&r, &report->speech, &report->n_speech, err));
  SR_TRY(sr_attribution__reach(report, err));
  report->attributions = report->speech;
  report->n_attributions = report->n_speech;
  bool joined = false;
  SR_TRY(sr_attr__join(&r, &joined, err));
  return joined ? sr_attr__give_bytes(&r, &report->attributions, &report->n_attributions, err) : SR_OK;
}
