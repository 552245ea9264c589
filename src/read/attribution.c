/* Attribution reading by cues and word classes; see the header. */
#include "read/attribution.h"

#include "base/slice.h"
#include "base/vec.h"
#include "lexicon/actor_words.h"
#include "lexicon/cues.h"
#include "read/wordclass.h"
#include "text/phrases.h"

#define NONE UINT32_MAX

enum {
  QUOTE_MIN = 4,    /* inner tokens from which a quotation is speech and not a name or a doubtful word */
  SUBJECT_MAX = 30, /* tokens looked back for "X, which ..., says"; by then another sentence is likelier */
  ADJUNCT_MAX = 12, /* tokens between a cue and its "that": "said in a statement on Monday that" */
  DATELINE_MAX = 16,
  LIST_MAX = 200 /* lines of a list that one lead-in may cover */
};

struct sr_attribution_tables {
  sr_phrases *phrases; /* cues that are no verbs */
};

static sr_slice cue_cell(uint32_t row, uint32_t column) { return sr_table_cell(&sr_table_cues, row, column); }
static bool cue_is(uint32_t row, const char *kind) { return sr_slice_is(cue_cell(row, SR_CUES_KIND), kind); }
static bool cue_needs(uint32_t row, const char *need) { return sr_slice_is(cue_cell(row, SR_CUES_NEED), need); }
static bool is_verb_cue(uint32_t row) { return cue_is(row, "report") || cue_is(row, "charge") || cue_is(row, "act"); }

sr_status sr_attribution_open(sr_arena *arena, sr_attribution_tables **out, sr_error *err) {
  sr_attribution_tables *tables = SR_NEW(arena, sr_attribution_tables, 1);
  if (!tables || !(tables->phrases = sr_phrases_new(arena))) return sr_arena_fail(arena, err);
  for (uint32_t row = 0; row < sr_table_cues.rows; row++)
    if (!is_verb_cue(row)) SR_TRY(sr_phrases_add(tables->phrases, cue_cell(row, SR_CUES_CUE), row, err));
  *out = tables;
  return SR_OK;
}

/* ---- the report under reading ---- */

typedef struct range {
  uint32_t first, end; /* tokens */
} range;

typedef struct source {
  range at;       /* with its article; empty if the text has none here */
  uint32_t actor; /* index, or NONE */
  uint32_t taken; /* attribution whose source a pronoun or an elided subject takes up, or NONE */
} source;

typedef enum form { FORM_LEAD, FORM_TAG, FORM_NONE } form;

/* An attribution before it is given bytes. */
typedef struct finding {
  source source;
  range cue, content[2]; /* the second is what follows a tag in the middle */
  uint32_t row;
  uint32_t sentence;
  int32_t parent;
  bool leads, quoted, outer; /* outer: "quoted by", holds the other attributions of its sentence */
  uint32_t via, via_end;     /* actor told, or NONE; where its name ends */
  sr_slice name, code;
  SR_VEC(range) more; /* quotations and lists that run on */
} finding;

typedef struct reading {
  const sr_attribution_tables *tables;
  sr_report *report;
  uint32_t begin, end; /* tokens of the sentence, its final stop left out */
  uint32_t sentence;
  uint32_t *quote_of;   /* of each token: the long quotation that holds it, or NONE */
  SR_VEC(range) quotes; /* marks included */
  uint32_t *actor_of;   /* of each token: the actor that it is part of, or NONE */
  bool *in_time;
  SR_VEC(finding) found;
  uint32_t first_found; /* of this sentence */
} reading;

static sr_slice norm_of(const reading *r, uint32_t i) { return r->report->tokens[i].norm; }
static bool is_norm(const reading *r, uint32_t i, const char *text) {
  return i < r->end && i >= r->begin && sr_slice_is(norm_of(r, i), text);
}
static bool is_one_of(const reading *r, uint32_t i, const char *const *words, size_t n) {
  for (size_t k = 0; k < n; k++)
    if (is_norm(r, i, words[k])) return true;
  return false;
}
#define IS_ONE_OF(r, i, ...) \
  is_one_of((r), (i), (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static sr_word_class class_of(const reading *r, uint32_t i) { return sr_word_class_of(r->report, i); }
static bool is_comma(const reading *r, uint32_t i) { return is_norm(r, i, ","); }
static bool is_quoted(const reading *r, uint32_t i) { return i < r->report->n_tokens && r->quote_of[i] != NONE; }

static uint32_t phrase_at(const reading *r, uint32_t i, uint32_t *row) {
  return i < r->end ? sr_phrases_match(r->tables->phrases, &r->report->tokens[i], r->end - i, row) : 0;
}
static bool is_phrase(const reading *r, uint32_t i, const char *kind) {
  uint32_t row;
  return phrase_at(r, i, &row) && cue_is(row, kind);
}

/* ---- quotations ---- */

typedef enum quote_mark { MARK_NONE, MARK_OPEN, MARK_CLOSE } quote_mark;

/* Most marks open or close by where they stand: machine translations and news sites mix them freely. */
static quote_mark mark_at(const sr_report *report, uint32_t i) {
  static const char *const marks[] = {"\"", "“", "”", "„", "«", "»", "''", "``"};
  const sr_slice text = sr_report_slice(report, report->tokens[i].span);
  for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
    if (!sr_slice_is(text, marks[k])) continue;
    const bool first = i == 0 || report->tokens[i].sentence != report->tokens[i - 1].sentence;
    const bool tight =
        i + 1 < report->n_tokens && !report->tokens[i + 1].space_before && report->tokens[i + 1].kind != SR_TOKEN_PUNCT;
    if (report->tokens[i].space_before || first) return tight ? MARK_OPEN : MARK_CLOSE;
    return i && report->tokens[i - 1].span.end == report->tokens[i].span.start &&
                   report->tokens[i - 1].kind == SR_TOKEN_PUNCT && tight && !sr_slice_is(text, "”") &&
                   sr_slice_is(sr_report_slice(report, report->tokens[i - 1].span), "(")
               ? MARK_OPEN
               : MARK_CLOSE;
  }
  return MARK_NONE;
}

/* Pairs marks within a paragraph; a quotation left open ends with its paragraph. */
static bool find_quotes(reading *r) {
  const sr_report *report = r->report;
  uint32_t open = NONE, paragraph = NONE;
  for (uint32_t i = 0; i <= report->n_tokens; i++) {
    const uint32_t here = i < report->n_tokens ? report->sentences[report->tokens[i].sentence].paragraph : NONE;
    const quote_mark m = i < report->n_tokens ? mark_at(report, i) : MARK_NONE;
    const bool ends = open != NONE && (here != paragraph || m == MARK_CLOSE);
    if (ends) {
      const uint32_t last = here != paragraph ? i : i + 1;
      if (last - open >= QUOTE_MIN + 2) {
        range *quote = SR_PUSH(r->report->arena, &r->quotes);
        if (!quote) return false;
        *quote = (range){open, last};
        for (uint32_t k = open; k < last; k++) r->quote_of[k] = r->quotes.n - 1;
      }
      open = NONE;
    }
    if (m == MARK_OPEN) open = i;
    paragraph = here;
  }
  return true;
}

/* ---- noun phrases ---- */

static bool is_nominal(const reading *r, uint32_t i) {
  if (i < r->begin || i >= r->end || is_quoted(r, i) || r->in_time[i]) return false;
  switch (class_of(r, i)) {
  case SR_CLASS_NOUN:
  case SR_CLASS_NAME:
  case SR_CLASS_ADJECTIVE:
  case SR_CLASS_NUMBER: return true;
  default: return is_norm(r, i, "'s");
  }
}

static bool is_subject_pronoun(const reading *r, uint32_t i) {
  return IS_ONE_OF(r, i, "he", "she", "it", "they", "we", "i", "who", "which", "that", "others", "some", "many");
}

/* The noun phrase that ends before token end. */
static source phrase_before(const reading *r, uint32_t end) {
  source none = {.actor = NONE, .taken = NONE};
  if (end <= r->begin) return none;
  uint32_t first = end;
  const uint32_t actor = r->actor_of[end - 1];
  if (actor != NONE) {
    const sr_actor *a = &r->report->actors[actor];
    if (a->first_token + a->n_tokens == end && a->first_token >= r->begin) {
      first = a->first_token;
      if (first > r->begin && class_of(r, first - 1) == SR_CLASS_DETERMINER) first--;
      return (source){{first, end}, actor, NONE};
    }
  }
  if (is_subject_pronoun(r, end - 1) && !is_quoted(r, end - 1)) return (source){{end - 1, end}, NONE, NONE};
  while (first > r->begin && is_nominal(r, first - 1)) first--;
  while (first < end && (is_norm(r, first, "'s") || class_of(r, first) == SR_CLASS_NUMBER)) first++;
  if (first == end) return none;
  const sr_word_class last = class_of(r, end - 1);
  if (last != SR_CLASS_NOUN && last != SR_CLASS_NAME) return none;
  source result = {{first, end}, NONE, NONE};
  if (first > r->begin && (class_of(r, first - 1) == SR_CLASS_DETERMINER ||
                           IS_ONE_OF(r, first - 1, "his", "her", "its", "their", "our", "my")))
    result.at.first--;
  /* "its readout", "the ministry's readout": the maker */
  for (uint32_t k = first; k < end; k++)
    if (r->actor_of[k] != NONE) {
      const sr_actor *a = &r->report->actors[r->actor_of[k]];
      if (is_norm(r, a->first_token + a->n_tokens, "'s")) result.actor = r->actor_of[k];
    }
  return result;
}

/* The noun phrase that begins at token i: after "according to", or a subject behind its verb. */
static source phrase_after(const reading *r, uint32_t i) {
  source none = {.actor = NONE, .taken = NONE};
  uint32_t k = i;
  if (k < r->end && class_of(r, k) == SR_CLASS_DETERMINER)
    k++;
  else if (IS_ONE_OF(r, k, "his", "her", "its", "their"))
    k++;
  if (k < r->end && r->actor_of[k] == NONE && mark_at(r->report, k) == MARK_OPEN) k++; /* according to “Kontur” */
  if (k < r->end && r->actor_of[k] != NONE) {
    const sr_actor *a = &r->report->actors[r->actor_of[k]];
    if (a->first_token == k) return (source){{i, k + a->n_tokens}, r->actor_of[k], NONE};
  }
  if (IS_ONE_OF(r, i, "he", "she", "it", "they", "him", "her", "them")) return (source){{i, i + 1}, NONE, NONE};
  const uint32_t begin = k;
  while (is_nominal(r, k)) {
    if (r->actor_of[k] != NONE && k > begin) {
      const sr_actor *a = &r->report->actors[r->actor_of[k]];
      if (!is_norm(r, a->first_token + a->n_tokens, "'s"))
        return (source){{i, a->first_token + a->n_tokens}, r->actor_of[k], NONE};
    }
    k++;
  }
  if (k == begin) return none;
  return (source){{i, k}, NONE, NONE};
}

/* ---- cues ---- */

static bool is_auxiliary_of_be(const reading *r, uint32_t i) {
  return IS_ONE_OF(r, i, "is", "are", "was", "were", "been", "being", "be", "'re");
}

static uint32_t find_verb(sr_slice base) {
  const sr_slice kinds[] = {SR_SLICE("report"), SR_SLICE("charge"), SR_SLICE("act")};
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    const sr_slice keys[] = {kinds[k], base};
    const uint32_t row = sr_table_find(&sr_table_cues, keys, 2);
    if (row != UINT32_MAX) return row;
  }
  return NONE;
}

/* A verb of the table at i: its row, and the tokens with its particle ("points out"); NONE if it is none. */
static uint32_t verb_at(const reading *r, uint32_t i, uint32_t *n) {
  const sr_token *token = &r->report->tokens[i];
  if (token->kind != SR_TOKEN_WORD || is_quoted(r, i)) return NONE;
  const sr_word_class class = class_of(r, i);
  /* Guessing takes many cues for nouns ("claims", "notes") or adjectives ("said"): their place speaks for them. */
  const uint32_t before = i > r->begin ? i - 1 : i;
  const bool after_actor = i > r->begin && r->actor_of[before] != NONE && r->actor_of[i] == NONE;
  const bool finite = class == SR_CLASS_NOUN && r->actor_of[i] == NONE && sr_slice_ends(token->norm, SR_SLICE("s")) &&
                      (is_comma(r, before) || is_norm(r, before, ")") || is_subject_pronoun(r, before) ||
                       class_of(r, before) == SR_CLASS_ADVERB || is_phrase(r, i + 1, "that"));
  const bool past = sr_slice_is(token->norm, "said") || sr_slice_is(token->norm, "told") ||
                    (class == SR_CLASS_ADJECTIVE && sr_slice_ends(token->norm, SR_SLICE("ed")) && after_actor);
  if (class != SR_CLASS_VERB && !past && !finite && !(after_actor && class == SR_CLASS_NOUN)) return NONE;
  const sr_arena_mark mark = sr_arena_save(r->report->arena);
  const sr_slice base = sr_word_verb_base(r->report->arena, token->norm);
  uint32_t row = NONE;
  if (base.ptr) {
    if (i + 1 < r->end) {
      const sr_slice next = norm_of(r, i + 1);
      const sr_slice both = sr_arena_format(r->report->arena, "%.*s %.*s", SR_FMT(base), SR_FMT(next));
      if (both.ptr) row = find_verb(both);
      *n = 2;
    }
    if (row == NONE) {
      row = find_verb(base);
      *n = 1;
    }
  }
  sr_arena_reset(r->report->arena, mark);
  return row != NONE && is_verb_cue(row) ? row : NONE;
}

/* The first token of the verb group that ends in the verb at i. */
static uint32_t group_start(const reading *r, uint32_t i) {
  while (i > r->begin && !is_quoted(r, i - 1) && r->actor_of[i - 1] == NONE && !r->in_time[i - 1] &&
         (class_of(r, i - 1) == SR_CLASS_AUXILIARY || class_of(r, i - 1) == SR_CLASS_ADVERB ||
          IS_ONE_OF(r, i - 1, "not", "n't", "also", "later", "earlier", "again", "itself", "himself", "herself",
                    "themselves")))
    i--;
  return i;
}

/* Start and end of the stretch between semicolons around i. */
static range segment_of(const reading *r, uint32_t i) {
  range s = {r->begin, r->end};
  for (uint32_t k = i; k-- > r->begin;)
    if (is_norm(r, k, ";") && !is_quoted(r, k)) {
      s.first = k + 1;
      break;
    }
  for (uint32_t k = i; k < r->end; k++)
    if (is_norm(r, k, ";") && !is_quoted(r, k)) {
      s.end = k;
      break;
    }
  return s;
}

/* The verb's subject: before it, over a bracket, a relative clause or an apposition, or shared with the cue before. */
static source subject_of(const reading *r, uint32_t verb) {
  source none = {.actor = NONE, .taken = NONE};
  uint32_t end = verb;
  const range segment = segment_of(r, verb);
  if (end > segment.first && is_norm(r, end - 1, ")")) {
    while (end > segment.first && !is_norm(r, end - 1, "(")) end--;
    if (end > segment.first) end--;
  }
  if (end > segment.first && mark_at(r->report, end - 1) == MARK_CLOSE && r->actor_of[end - 1] == NONE && end >= 2 &&
      r->actor_of[end - 2] != NONE)
    end--; /* “Kontur” writes */
  if (end <= segment.first) return none;
  source found = phrase_before(r, end);
  if (found.at.end) {
    uint32_t row;
    /* "an economist quoted by the weekly expects", "officers near Pokrovsk reported" */
    uint32_t near = found.at.first;
    if (near > segment.first && mark_at(r->report, near - 1) == MARK_OPEN) near--;
    for (uint32_t back = 1; back <= 3 && near >= segment.first + back; back++) {
      const uint32_t n = phrase_at(r, near - back, &row);
      if (n == back && cue_is(row, "cited")) {
        uint32_t before = near - back;
        if (before > segment.first && is_comma(r, before - 1)) before--;
        const source inner = phrase_before(r, before);
        if (inner.at.end) return inner;
      }
    }
    if (found.at.first > segment.first && IS_ONE_OF(r, found.at.first - 1, "near", "in", "at", "from", "of")) {
      const source owner = phrase_before(r, found.at.first - 1);
      if (owner.actor != NONE && r->report->actors[owner.actor].kind != SR_ACTOR_STATE)
        return (source){{owner.at.first, found.at.end}, owner.actor, NONE};
    }
    return found;
  }
  const uint32_t prev = end - 1;
  if (IS_ONE_OF(r, prev, "and", "but", "or") ||
      (is_comma(r, prev) && sr_slice_ends(norm_of(r, verb), SR_SLICE("ing")))) {
    if (r->found.n > r->first_found) {
      const source taken = r->found.at[r->found.n - 1].source;
      return (source){{0, 0}, taken.actor, r->found.n - 1};
    }
  }
  if (is_comma(r, prev)) { /* "the centre, which works from images, estimates" */
    for (uint32_t k = prev; k-- > segment.first && prev - k < SUBJECT_MAX;) {
      if (!is_comma(r, k)) continue;
      uint32_t before = k;
      if (before > segment.first && is_norm(r, before - 1, ")"))
        while (before > segment.first && !is_norm(r, before, "(")) before--;
      const source apposed = phrase_before(r, before);
      if (apposed.actor != NONE) return apposed;
    }
  }
  /* "a mission that visited the site on Wednesday confirmed" */
  for (uint32_t k = prev; k-- > segment.first && prev - k < SUBJECT_MAX;)
    if (IS_ONE_OF(r, k, "that", "who", "which") && k > segment.first && r->actor_of[k - 1] != NONE)
      return phrase_before(r, k);
  if (IS_ONE_OF(r, prev, "and", "but") || is_comma(r, prev)) { /* the sentence's subject */
    uint32_t k = segment.first;
    while (k < verb && r->actor_of[k] == NONE && !is_comma(r, k)) k++;
    if (k < verb && r->actor_of[k] != NONE && k - segment.first <= 3) {
      const sr_actor *a = &r->report->actors[r->actor_of[k]];
      return phrase_before(r, a->first_token + a->n_tokens);
    }
  }
  return none;
}

/* Whether a verb stands before the next comma, semicolon or end. */
static bool has_verb(const reading *r, uint32_t i, uint32_t *stop) {
  bool verb = false;
  for (; i < r->end && !is_comma(r, i) && !is_norm(r, i, ";"); i++) {
    if (r->quote_of[i] != NONE) break;
    const sr_word_class class = class_of(r, i);
    verb |= class == SR_CLASS_VERB || class == SR_CLASS_AUXILIARY;
  }
  *stop = i;
  return verb;
}

/* Behind the addressee and the adjuncts of time: where the content may begin. */
static uint32_t skip_adjuncts(const reading *r, uint32_t i, uint32_t *told) {
  *told = NONE;
  for (int round = 0; round < 4; round++) {
    const uint32_t start = i;
    if (is_phrase(r, i, "hearer")) i++;
    if (i < r->end && r->in_time[i])
      while (i < r->end && r->in_time[i]) i++;
    if (IS_ONE_OF(r, i, "on", "late", "early", "in") && i + 1 < r->end && r->in_time[i + 1]) i++;
    if (i < r->end && class_of(r, i) == SR_CLASS_ADVERB && round == 0) i++;
    if (i == start) break;
  }
  return i;
}

static bool is_edge(const reading *r, uint32_t i) {
  return i >= r->end || is_comma(r, i) || is_norm(r, i, ";") || is_norm(r, i, ":") || is_norm(r, i, "-") ||
         is_norm(r, i, "–") || is_norm(r, i, "—");
}

/* The end of a name of which only the beginning is known: "told Radio Norte", "told Channel Five on Monday". What it
 * goes on with is capital; a statement that begins with a name ("told Radio Norte Ortega had left") is told by what
 * follows. */
static uint32_t name_end(const reading *r, uint32_t i) {
  uint32_t k = i;
  while (k < r->end && k > r->begin && r->actor_of[k] == NONE && !r->in_time[k] &&
         sr_word_is_capital(r->report, k - 1) && sr_word_is_capital(r->report, k))
    k++;
  const bool closed = is_edge(r, k) || r->in_time[k] || is_phrase(r, k, "that") || is_phrase(r, k, "hearer") ||
                      class_of(r, k) == SR_CLASS_PREPOSITION || mark_at(r->report, k) != MARK_NONE ||
                      r->report->tokens[k].kind == SR_TOKEN_PUNCT;
  return closed ? k : i;
}

/* ---- what a cue covers ---- */

/* Where the content before a tag begins: after the semicolon, the dateline or, inside, an open lead's "that". */
static uint32_t before_start(const reading *r, uint32_t i, bool inside) {
  uint32_t start = segment_of(r, i).first;
  for (uint32_t k = r->first_found; inside && k < r->found.n; k++) {
    const finding *f = &r->found.at[k];
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

static range trimmed(const reading *r, range content) {
  while (content.first < content.end &&
         (is_comma(r, content.first) || is_norm(r, content.first, ";") || is_norm(r, content.first, ":")))
    content.first++;
  while (content.end > content.first && (is_comma(r, content.end - 1) || is_norm(r, content.end - 1, ";")))
    content.end--;
  return content;
}

/* Another source begins at token i: those that lead lose what is not theirs. */
static void take_over(reading *r, uint32_t i) {
  const uint32_t segment = segment_of(r, i).first;
  for (uint32_t k = r->first_found; k < r->found.n; k++) {
    finding *f = &r->found.at[k];
    range *content = &f->content[0];
    if (!f->leads || f->quoted || content->end <= i || content->first >= i) continue;
    uint32_t end = content->end;
    if (segment > content->first)
      end = segment - 1;
    else if (i > r->begin && IS_ONE_OF(r, i - 1, "and", "but", "while", "whereas", "although"))
      end = i - 1;
    else if (i > r->begin && is_comma(r, i - 1) && sr_slice_ends(norm_of(r, i), SR_SLICE("ing")) &&
             !is_phrase(r, i, "according"))
      end = i - 1;
    if (end < content->end) *content = trimmed(r, (range){content->first, end});
  }
}

static finding *push(reading *r, uint32_t row, range cue, source from) {
  finding *f = SR_PUSH(r->report->arena, &r->found);
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
static uint32_t quote_before(const reading *r, uint32_t i) {
  if (i > r->begin && is_comma(r, i - 1)) i--;
  return i > r->begin ? r->quote_of[i - 1] : NONE;
}

/* Content of a tag whose source and cue are tokens [first, end). False: it has none. */
static bool cover_tag(const reading *r, finding *f, uint32_t first, uint32_t end) {
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
  const bool pronoun = f->source.at.end - f->source.at.first == 1 && is_subject_pronoun(r, f->source.at.first);
  const bool inside = pronoun || cue_is(f->row, "according");
  f->content[0] = trimmed(r, (range){before_start(r, first, inside), first});
  if (is_comma(r, after)) {
    uint32_t row;
    const uint32_t next = after + 1;
    const uint32_t n = phrase_at(r, next, &row);
    const bool own = n && (cue_is(row, "own") || cue_is(row, "citing") || cue_is(row, "cited"));
    const bool participle = next < r->end && sr_slice_ends(norm_of(r, next), SR_SLICE("ing"));
    if (!own && !participle) f->content[1] = trimmed(r, (range){next, segment_of(r, first).end});
  }
  if (f->content[0].first >= f->content[0].end) {
    f->content[0] = f->content[1];
    f->content[1] = (range){0, 0};
  }
  return f->content[0].first < f->content[0].end;
}

static bool cover_lead(const reading *r, finding *f, uint32_t start) {
  while (start < r->end && (is_comma(r, start) || is_norm(r, start, ":"))) start++;
  f->leads = true;
  if (start < r->end && r->quote_of[start] != NONE && r->quotes.at[r->quote_of[start]].first == start) {
    f->content[0] = r->quotes.at[r->quote_of[start]];
    f->quoted = true;
    return true;
  }
  f->content[0] = trimmed(r, (range){start, r->end});
  return f->content[0].first < f->content[0].end;
}

/* "said:" at the end of its sentence: the lines of the list below. */
static bool cover_list(reading *r, finding *f) {
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
    range *more = SR_PUSH(r->report->arena, &f->more);
    if (!more) return false;
    *more = (range){line->first_token, line->first_token + line->n_tokens};
  }
  return true;
}

/* ---- reading ---- */

static bool starts_clause(const reading *r, uint32_t i) {
  enum { SUBJECT = 9 };
  for (uint32_t k = i; k < r->end && k - i < SUBJECT; k++) {
    if (k > i && (is_comma(r, k) || is_norm(r, k, ";"))) return false;
    const sr_word_class class = class_of(r, k);
    if (k > i && (class == SR_CLASS_AUXILIARY || class == SR_CLASS_VERB)) return true;
    if (k == i && (class == SR_CLASS_PREPOSITION || class == SR_CLASS_OTHER)) return false;
  }
  return false;
}

/* "put the toll at", "gave a lower figure" */
static bool gives_figure(const reading *r, uint32_t i) {
  enum { REACH = 9 };
  for (uint32_t k = i; k < r->end && k - i < REACH && !is_comma(r, k); k++)
    if (is_phrase(r, k, "figure")) return true;
  return false;
}

static bool has_what_it_needs(const reading *r, uint32_t row, uint32_t i, bool tag) {
  const bool that = is_phrase(r, i, "that") || is_norm(r, i, ":") || is_quoted(r, i);
  if (cue_needs(row, "any")) return true;
  if (cue_needs(row, "figure")) return gives_figure(r, i);
  if (cue_needs(row, "as")) return is_quoted(r, i);
  if (that || tag) return !cue_needs(row, "to") || that;
  if (cue_needs(row, "to")) return is_norm(r, i, "to");
  if (cue_needs(row, "object")) return i < r->end && !is_edge(r, i);
  return starts_clause(r, i);
}

static bool read_verb(reading *r, uint32_t verb, uint32_t row, uint32_t n, uint32_t *next) {
  const uint32_t start = group_start(r, verb), end = verb + n;
  const bool gerund = sr_slice_ends(norm_of(r, verb), SR_SLICE("ing"));
  bool passive = false;
  for (uint32_t k = start; k < verb; k++) passive |= is_auxiliary_of_be(r, k);
  passive = passive && !gerund;
  if (start > r->begin && is_norm(r, start - 1, "to")) return true;
  if (gerund && start == verb && !(start > r->begin && is_comma(r, start - 1))) return true;

  if (passive) {
    if (is_norm(r, end, "as") && is_norm(r, end + 1, "saying")) { /* "was quoted as saying" */
      finding *f = push(r, row, (range){start, end + 2}, subject_of(r, start));
      if (!f) return false;
      if (!cover_lead(r, f, end + 2)) r->found.n--;
      *next = end + 2;
    }
    return true;
  }

  uint32_t told, stop;
  /* the subject behind its verb: "..., writes the weekly" */
  const bool open_left = start == r->begin || is_comma(r, start - 1) || is_quoted(r, start - 1);
  if (open_left && !gerund) {
    const source behind = phrase_after(r, end);
    uint32_t phrase_row;
    if (behind.at.end) {
      uint32_t k = behind.at.end;
      if (mark_at(r->report, k - 1) != MARK_CLOSE && k < r->end && mark_at(r->report, k) == MARK_CLOSE) k++;
      const uint32_t phrase = phrase_at(r, k, &phrase_row);
      const bool closed = is_edge(r, k) || r->in_time[k] || (phrase && !cue_is(phrase_row, "figure")) ||
                          IS_ONE_OF(r, k, "in", "on", "who", "of", "as", "(");
      if (closed && has_what_it_needs(r, row, k, true) && start > r->begin) {
        take_over(r, segment_of(r, start).first);
        finding *f = push(r, row, (range){start, end}, behind);
        if (!f) return false;
        if (!cover_tag(r, f, start, k)) r->found.n--;
        *next = k;
        return true;
      }
    }
  }

  const source subject = subject_of(r, start);
  if (subject.actor == NONE && !subject.at.end) return true;
  const uint32_t first = subject.at.end ? subject.at.first : start;
  uint32_t at = skip_adjuncts(r, end, &told);
  /* who was told: "told the Courier that" */
  uint32_t via = NONE, via_end = 0;
  const bool has_hearer = end - start > 1 && r->actor_of[end - 1] != NONE; /* "told reporters" */
  if (!has_hearer && (sr_slice_starts(norm_of(r, verb), SR_SLICE("tell")) || is_norm(r, verb, "told") ||
                      sr_slice_starts(norm_of(r, verb), SR_SLICE("inform")))) {
    const source hearer = phrase_after(r, at);
    if (hearer.at.end && !is_phrase(r, hearer.at.first, "that")) {
      if (hearer.actor != NONE) via = hearer.actor;
      via_end = name_end(r, hearer.at.end);
      at = skip_adjuncts(r, via_end, &told);
    }
  }
  const bool left_comma = first > r->begin && (is_comma(r, first - 1) || is_quoted(r, first - 1));
  const bool as_tag = first > r->begin && is_norm(r, first - 1, "as");
  const bool verb_follows = has_verb(r, at, &stop);
  const bool that_follows = is_phrase(r, at, "that") || is_norm(r, at, ":") || is_quoted(r, at);
  const uint32_t before = before_start(r, first, false);
  const bool tag = subject.at.end && (left_comma || as_tag) && first > before + 1 && !that_follows &&
                   (!verb_follows || at >= r->end) && (cue_needs(row, "any") || cue_needs(row, "that")) &&
                   (is_edge(r, at) || class_of(r, at) == SR_CLASS_PREPOSITION || class_of(r, at) == SR_CLASS_ADVERB);
  if (!has_what_it_needs(r, row, at, tag)) return true;
  if (!tag && at >= r->end && r->report->tokens[r->end - 1].span.end && !is_norm(r, r->end - 1, ":")) return true;

  take_over(r, subject.at.end ? first : start);
  finding *f = push(r, row, (range){start, end}, subject);
  if (!f) return false;
  f->via = via;
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

static bool read_phrase_cue(reading *r, uint32_t i, uint32_t row, uint32_t n, uint32_t *next) {
  const uint32_t end = i + n;
  if (cue_is(row, "nobody")) {
    finding *f = push(r, row, (range){i, end}, (source){.actor = NONE, .taken = NONE});
    if (!f) return false;
    if (!cover_lead(r, f, end)) r->found.n--;
    *next = end;
    return true;
  }
  const source from = phrase_after(r, end);
  if (!from.at.end) return true;
  uint32_t close = from.at.end;
  if (close < r->end && mark_at(r->report, close) == MARK_CLOSE) close++;
  if (cue_is(row, "according")) {
    const uint32_t start = before_start(r, i, true);
    const bool leads = i <= start + 1 || IS_ONE_OF(r, i - 1, "that", "and", "but") ||
                       (is_comma(r, i - 1) && IS_ONE_OF(r, i - 2, "that", "and", "but"));
    take_over(r, leads ? i : segment_of(r, i).first);
    finding *f = push(r, row, (range){i, end}, from);
    if (!f) return false;
    const bool covers = leads ? cover_lead(r, f, close) : cover_tag(r, f, i, close);
    if (!covers) r->found.n--;
    *next = close;
    return true;
  }
  /* citing, quoted by: they share the content of the cue that they go with, which may come later */
  finding *f = push(r, row, (range){i, end}, from);
  if (!f) return false;
  f->outer = cue_is(row, "cited");
  *next = close;
  return true;
}

/* "citing X" takes the content of its host and stands inside it; "quoted by X" holds all of its sentence. */
static void settle_sentence(reading *r) {
  for (uint32_t k = r->first_found; k < r->found.n; k++) {
    finding *f = &r->found.at[k];
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
      f->content[0] = trimmed(r, (range){segment_of(r, f->cue.first).first, r->end});
      for (uint32_t h = r->first_found; f->outer && h < r->found.n; h++)
        if (h != k && r->found.at[h].parent < 0 && !r->found.at[h].outer) r->found.at[h].parent = (int32_t)k;
    }
  }
}

/* A sentence that is a quotation and has no cue goes on with the one before it. */
static bool continue_quotation(reading *r) {
  if (r->found.n > r->first_found || !r->first_found || r->begin >= r->end || r->quote_of[r->begin] == NONE)
    return true;
  const range quote = r->quotes.at[r->quote_of[r->begin]];
  if (quote.first != r->begin) return true;
  finding *last = &r->found.at[r->first_found - 1];
  const sr_report *report = r->report;
  if (!last->quoted || report->sentences[last->sentence].paragraph != report->sentences[r->sentence].paragraph)
    return true;
  range *more = SR_PUSH(report->arena, &last->more);
  if (!more) return false;
  *more = quote;
  return true;
}

static bool read_sentence(reading *r) {
  uint32_t row = NONE;
  for (uint32_t i = r->begin; i < r->end;) {
    uint32_t next = i + 1, n = 0;
    if (!is_quoted(r, i)) {
      n = phrase_at(r, i, &row);
      if (n && (cue_is(row, "according") || cue_is(row, "citing") || cue_is(row, "cited") || cue_is(row, "nobody"))) {
        if (!read_phrase_cue(r, i, row, n, &next)) return false;
      } else if ((row = verb_at(r, i, &n)) != NONE) {
        if (!read_verb(r, i, row, n, &next)) return false;
      }
    }
    i = next > i ? next : i + 1;
  }
  settle_sentence(r);
  return continue_quotation(r);
}

/* ---- names ---- */

/* A source that no table knows ("Deep Line") may be a person or a thing: whatever the pronoun asks for. */
static bool fits_pronoun(const reading *r, const finding *f, bool person, bool thing) {
  if (f->source.actor == NONE) return true;
  const sr_actor_kind kind = r->report->actors[f->source.actor].kind;
  const bool is_person = kind == SR_ACTOR_PERSON || kind == SR_ACTOR_OFFICE || kind == SR_ACTOR_UNNAMED;
  return is_person ? person : thing;
}

/* The attribution that a pronoun before finding k takes up, or NONE. */
static uint32_t antecedent(const reading *r, uint32_t k, bool person, bool thing) {
  enum { LOOK_BACK = 40 };
  for (uint32_t h = k, looked = 0; h-- > 0 && looked < LOOK_BACK; looked++)
    if (r->found.at[h].name.len && fits_pronoun(r, &r->found.at[h], person, thing)) return h;
  return NONE;
}

/* "the figures", "an earlier version of the report": papers without a maker are nobody. */
static bool is_document(const reading *r, range at) {
  const sr_slice word = norm_of(r, at.end - 1);
  const uint32_t row = sr_table_find(&sr_table_actor_words, &word, 1);
  return row != UINT32_MAX && sr_slice_is(sr_table_cell(&sr_table_actor_words, row, SR_ACTOR_WORDS_CLASS), "document");
}

static sr_slice plain_name(const reading *r, range at) {
  if (at.first < at.end && (class_of(r, at.first) == SR_CLASS_DETERMINER ||
                            IS_ONE_OF(r, at.first, "his", "her", "its", "their", "our", "my", "the", "a", "an")))
    at.first++;
  while (at.first < at.end && mark_at(r->report, at.first) != MARK_NONE) at.first++;
  if (at.first >= at.end) return (sr_slice){0};
  const sr_token *tokens = r->report->tokens;
  return sr_report_slice(r->report, (sr_span){tokens[at.first].span.start, tokens[at.end - 1].span.end});
}

static void name_source(reading *r, uint32_t k) {
  finding *f = &r->found.at[k];
  const sr_report *report = r->report;
  r->begin = report->sentences[f->sentence].first_token;
  r->end = r->begin + report->sentences[f->sentence].n_tokens;
  const range at = f->source.at;
  if (f->source.taken != NONE) { /* "... and said" */
    f->name = r->found.at[f->source.taken].name;
    f->code = r->found.at[f->source.taken].code;
    if (f->parent < 0) f->parent = r->found.at[f->source.taken].parent;
    return;
  }
  if (f->source.actor != NONE) {
    const sr_actor *a = &report->actors[f->source.actor];
    f->name = a->name;
    f->code = a->code;
    /* "officers near Pokrovsk": the adjunct is part of the name */
    const uint32_t end = a->first_token + a->n_tokens;
    if (at.end > end && at.first <= a->first_token && r->actor_of[end] == NONE &&
        (a->kind == SR_ACTOR_UNNAMED || a->kind == SR_ACTOR_INSTITUTION || a->kind == SR_ACTOR_OFFICE))
      f->name = plain_name(r, (range){a->first_token, at.end});
    return;
  }
  if (at.first >= at.end) return;
  const bool one = at.end - at.first == 1;
  uint32_t taken = NONE;
  if (one && IS_ONE_OF(r, at.first, "he", "she", "him", "her"))
    taken = antecedent(r, k, true, false);
  else if (one && IS_ONE_OF(r, at.first, "it"))
    taken = antecedent(r, k, false, true);
  else if (one && IS_ONE_OF(r, at.first, "they", "them"))
    taken = antecedent(r, k, true, true);
  else if (IS_ONE_OF(r, at.first, "its", "his", "her", "their")) {
    /* "its readout": the actor named last before it, or else the last source */
    for (uint32_t i = at.first; i-- > 0 && at.first - i < 60;)
      if (r->actor_of[i] != NONE && report->actors[r->actor_of[i]].kind != SR_ACTOR_STATE &&
          (report->actors[r->actor_of[i]].kind == SR_ACTOR_INSTITUTION) == is_norm(r, at.first, "its")) {
        f->source.actor = r->actor_of[i];
        f->name = report->actors[f->source.actor].name;
        f->code = report->actors[f->source.actor].code;
        return;
      }
    taken = antecedent(r, k, true, true);
  } else if (one && IS_ONE_OF(r, at.first, "who", "which", "that")) {
    if (at.first > r->begin && r->actor_of[at.first - 1] != NONE)
      f->source.actor = r->actor_of[at.first - 1];
    else if (at.first > r->begin + 1 && r->actor_of[at.first - 2] != NONE)
      f->source.actor = r->actor_of[at.first - 2];
    if (f->source.actor != NONE) {
      f->name = report->actors[f->source.actor].name;
      f->code = report->actors[f->source.actor].code;
    }
    return;
  } else if (!(one && IS_ONE_OF(r, at.first, "i", "we"))) {
    if (!is_document(r, at)) f->name = plain_name(r, at);
    return;
  }
  if (taken != NONE) {
    f->name = r->found.at[taken].name;
    f->code = r->found.at[taken].code;
    f->source.actor = r->found.at[taken].source.actor;
    if (f->parent < 0) f->parent = r->found.at[taken].parent;
  }
}

/* ---- from tokens to bytes ---- */

static sr_span bytes_of(const sr_report *report, range at) {
  return (sr_span){report->tokens[at.first].span.start, report->tokens[at.end - 1].span.end};
}

static bool add_span(const sr_report *report, sr_span *spans, uint32_t *n, range at) {
  if (at.first >= at.end) return false;
  spans[(*n)++] = bytes_of(report, at);
  return true;
}

static bool covers(const sr_attribution *outer, sr_span at) {
  for (uint32_t k = 0; k < outer->content.n; k++)
    if (outer->content.at[k].start <= at.start && at.start < outer->content.at[k].end) return true;
  return false;
}

static uint32_t size_of(const sr_attribution *a) {
  uint32_t size = 0;
  for (uint32_t k = 0; k < a->content.n; k++) size += a->content.at[k].end - a->content.at[k].start;
  return size;
}

/* The innermost of the attributions around k whose content holds its cue. */
static void nest(sr_attribution *all, uint32_t n, uint32_t k) {
  enum { NEAR = 12 }; /* attributions either side that can share a sentence or a quotation with this one */
  if (all[k].parent >= 0 || !all[k].cue.n) return;
  uint32_t best = UINT32_MAX;
  for (uint32_t h = k > NEAR ? k - NEAR : 0; h < n && h <= k + NEAR; h++) {
    if (h == k || all[h].parent == (int32_t)k || !covers(&all[h], all[k].cue.at[0])) continue;
    if (covers(&all[k], all[h].cue.at[0])) continue; /* a tag's content holds the lead, not the other way */
    if (size_of(&all[h]) < best) {
      best = size_of(&all[h]);
      all[k].parent = (int32_t)h;
    }
  }
}

/* Sources that were taken over can lead back to where they came from: no attribution stands in itself. */
static void open_circle(sr_attribution *all, uint32_t k) {
  enum { CHAIN_MAX = 64 }; /* a circle that k is not on must not hold this walk */
  int32_t at = all[k].parent;
  for (int step = 0; at >= 0 && at != (int32_t)k && step < CHAIN_MAX; step++) at = all[at].parent;
  if (at == (int32_t)k) all[k].parent = -1;
}

static sr_status give_bytes(reading *r, sr_error *err) {
  sr_report *report = r->report;
  sr_attribution *all = SR_NEW(report->arena, sr_attribution, r->found.n ? r->found.n : 1);
  if (!all) return sr_arena_fail(report->arena, err);
  for (uint32_t k = 0; k < r->found.n; k++) {
    const finding *f = &r->found.at[k];
    sr_attribution *a = &all[k];
    sr_span *spans = SR_NEW(report->arena, sr_span, 4 + f->more.n);
    if (!spans) return sr_arena_fail(report->arena, err);
    a->source.at = spans;
    add_span(report, spans, &a->source.n, f->source.at);
    spans += a->source.n;
    a->cue.at = spans;
    add_span(report, spans, &a->cue.n, f->cue);
    spans += a->cue.n;
    a->content.at = spans;
    add_span(report, spans, &a->content.n, f->content[0]);
    add_span(report, spans, &a->content.n, f->content[1]);
    for (uint32_t m = 0; m < f->more.n; m++) add_span(report, spans, &a->content.n, f->more.at[m]);
    a->source_name = f->name;
    a->source_code = f->code;
    if (f->via != NONE && sr_slice_ends(report->actors[f->via].code, SR_SLICE("JRN")) &&
        report->actors[f->via].kind == SR_ACTOR_INSTITUTION) {
      const sr_actor *told = &report->actors[f->via];
      a->via_name = told->name;
      if (f->via_end > told->first_token + told->n_tokens) /* "Radio Norte", of which the table knows "radio" */
        a->via_name = sr_report_slice(report, bytes_of(report, (range){told->first_token, f->via_end}));
      a->via_code = told->code;
    }
    a->act = cue_is(f->row, "act");
    a->charge = cue_is(f->row, "charge");
    a->quoted = f->quoted;
    a->parent = f->parent;
    a->sentence = f->sentence;
  }
  for (uint32_t k = 0; k < r->found.n; k++) nest(all, r->found.n, k);
  for (uint32_t k = 0; k < r->found.n; k++) open_circle(all, k);
  report->attributions = all;
  report->n_attributions = r->found.n;
  return SR_OK;
}

sr_status sr_attributions_read(const sr_attribution_tables *tables, sr_report *report, sr_error *err) {
  sr_arena *arena = report->arena;
  reading r = {.tables = tables, .report = report};
  r.quote_of = SR_NEW(arena, uint32_t, report->n_tokens);
  r.actor_of = SR_NEW(arena, uint32_t, report->n_tokens);
  r.in_time = SR_NEW(arena, bool, report->n_tokens);
  if (!r.quote_of || !r.actor_of || !r.in_time) return sr_arena_fail(arena, err);
  for (uint32_t i = 0; i < report->n_tokens; i++) r.quote_of[i] = r.actor_of[i] = NONE;
  for (uint32_t k = 0; k < report->n_actors; k++)
    for (uint32_t i = 0; i < report->actors[k].n_tokens; i++) r.actor_of[report->actors[k].first_token + i] = k;
  for (uint32_t k = 0; k < report->n_times; k++)
    for (uint32_t i = 0; i < report->times[k].n_tokens; i++) r.in_time[report->times[k].first_token + i] = true;
  if (!find_quotes(&r)) return sr_arena_fail(arena, err);
  for (r.sentence = 0; r.sentence < report->n_sentences; r.sentence++) {
    const sr_sentence *sentence = &report->sentences[r.sentence];
    r.begin = sentence->first_token;
    r.end = sentence->first_token + sentence->n_tokens;
    while (r.end > r.begin && IS_ONE_OF(&r, r.end - 1, ".", "!", "?")) r.end--;
    r.first_found = r.found.n;
    if (!read_sentence(&r)) return sr_arena_fail(arena, err);
  }
  for (uint32_t k = 0; k < r.found.n; k++) name_source(&r, k);
  return give_bytes(&r, err);
}
