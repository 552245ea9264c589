/* Parts tokens around numbers; see the header. */
#include "read/pieces.h"

#include "base/slice.h"
#include "base/vec.h"

#include <lexicon/numerals.h>

typedef SR_VEC(sr_token) token_vec;
typedef SR_VEC(uint32_t) index_vec;

typedef struct cutter {
  const sr_report *report;
  const sr_units *units;
  token_vec tokens;
  index_vec origin;
} cutter;

/* Pushes norm[from, to) of the token as a piece of its own. */
static bool push(cutter *c, uint32_t token, size_t from, size_t to, sr_token_kind kind) {
  const sr_token *whole = &c->report->tokens[token];
  sr_token *piece = SR_PUSH(c->report->arena, &c->tokens);
  uint32_t *origin = SR_PUSH(c->report->arena, &c->origin);
  if (!piece || !origin) return false;
  *piece = *whole;
  *origin = token;
  if (from == 0 && to == whole->norm.len) return true;
  piece->span = (sr_span){whole->span.start + (uint32_t)from, whole->span.start + (uint32_t)to};
  piece->norm = sr_slice_cut(whole->norm, from, to);
  piece->kind = kind;
  piece->space_before = from == 0 && whole->space_before;
  return true;
}

static bool is_numeral(sr_slice word) {
  const uint32_t row = sr_table_find(&sr_table_numerals, &word, 1);
  if (row == UINT32_MAX) return false;
  const sr_slice kind = sr_table_cell(&sr_table_numerals, row, SR_NUMERALS_KIND);
  return !sr_slice_is(kind, "abbr") && !sr_slice_is(kind, "vague");
}

/* Where the letters of "usd115" end if they are a currency, else 0. */
static size_t money_letters(const cutter *c, const sr_token *token) {
  size_t n = 0;
  while (n < token->norm.len && sr_is_alpha((uint8_t)token->norm.ptr[n])) n++;
  if (n < 2 || n == token->norm.len || !sr_is_digit((uint8_t)token->norm.ptr[n])) return 0;
  sr_token letters = *token;
  letters.norm.len = n;
  sr_unit unit;
  return sr_unit_before(c->units, &letters, 0, 1, &unit) ? n : 0;
}

static bool cut(cutter *c, uint32_t i) {
  const sr_token *token = &c->report->tokens[i];
  const sr_slice norm = token->norm;
  /* A piece is found in the text by its place in norm, so both must be alike. */
  if (token->kind != SR_TOKEN_WORD || norm.len != token->span.end - token->span.start)
    return push(c, i, 0, norm.len, token->kind);
  const size_t letters = money_letters(c, token);
  if (letters) return push(c, i, 0, letters, SR_TOKEN_WORD) && push(c, i, letters, norm.len, SR_TOKEN_NUMBER);
  const size_t hyphen = sr_slice_find(norm, '-', 0);
  if (hyphen == SR_NOWHERE || !is_numeral(sr_slice_cut(norm, 0, hyphen))) return push(c, i, 0, norm.len, token->kind);
  for (size_t from = 0, to; from < norm.len; from = to) {
    to = norm.ptr[from] == '-' ? from + 1 : sr_slice_find(norm, '-', from);
    if (to == SR_NOWHERE) to = norm.len;
    if (!push(c, i, from, to, norm.ptr[from] == '-' ? SR_TOKEN_PUNCT : SR_TOKEN_WORD)) return false;
  }
  return true;
}

sr_status sr_pieces_cut(const sr_report *report, const sr_units *units, sr_pieces *pieces, sr_error *err) {
  cutter c = {.report = report, .units = units};
  sr_sentence *sentences = SR_NEW(report->arena, sr_sentence, report->n_sentences);
  if (!sentences) return sr_arena_fail(report->arena, err);
  for (uint32_t s = 0; s < report->n_sentences; s++) {
    sentences[s] = report->sentences[s];
    sentences[s].first_token = c.tokens.n;
    for (uint32_t i = 0; i < report->sentences[s].n_tokens; i++)
      if (!cut(&c, report->sentences[s].first_token + i)) return sr_arena_fail(report->arena, err);
    sentences[s].n_tokens = c.tokens.n - sentences[s].first_token;
  }
  pieces->report = *report;
  pieces->report.sentences = sentences;
  pieces->report.tokens = c.tokens.at;
  pieces->report.n_tokens = c.tokens.n;
  pieces->origin = c.origin.at;
  return SR_OK;
}
