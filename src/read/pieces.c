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
  sr_token *piece = SR_PUSH(c->report->scratch, &c->tokens);
  uint32_t *origin = SR_PUSH(c->report->scratch, &c->origin);
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

/* "43.4 percent-owned", "18 month-old" */
static bool is_unit_behind_number(const cutter *c, uint32_t i, size_t hyphen) {
  if (!i || c->report->tokens[i - 1].kind != SR_TOKEN_NUMBER) return false;
  sr_token part = c->report->tokens[i];
  part.norm.len = hyphen;
  part.span.end = part.span.start + (uint32_t)hyphen;
  sr_unit unit;
  return sr_unit_after(c->units, c->report->text, &part, 0, 1, false, &unit);
}

/* Where the letters of "usd115" end if they are a currency, else 0. */
static size_t money_letters(const cutter *c, const sr_token *token) {
  size_t n = 0;
  while (n < token->norm.len && sr_is_alpha((uint8_t)token->norm.ptr[n])) n++;
  if (n < 2 || n == token->norm.len || !sr_is_digit((uint8_t)token->norm.ptr[n])) return 0;
  sr_token letters = *token;
  letters.norm.len = n;
  const bool after_dollar = !token->space_before && token > c->report->tokens && sr_slice_is(token[-1].norm, "$");
  if (after_dollar && sr_slice_is(letters.norm, "us")) return n; /* "$US5" */
  sr_unit unit;
  return sr_unit_before(c->units, &letters, 0, 1, &unit) ? n : 0;
}

/* A number glued to a currency may go on in the next tokens ("RM120" "," "000"): the digits as one piece, the letters
 * behind them as another. *n is the number of tokens used up. */
static bool cut_money(cutter *c, uint32_t i, uint32_t last, size_t letters, uint32_t *n) {
  const sr_token *token = &c->report->tokens[i];
  const sr_slice text = sr_slice_cut(c->report->text, token->span.start, c->report->tokens[last - 1].span.end);
  size_t end = letters;
  while (end < text.len &&
         (sr_is_digit((uint8_t)text.ptr[end]) || ((text.ptr[end] == ',' || text.ptr[end] == '.') &&
                                                  end + 1 < text.len && sr_is_digit((uint8_t)text.ptr[end + 1]))))
    end++;
  const size_t whole = token->norm.len;
  while (*n < last - i && c->report->tokens[i + *n].span.end <= token->span.start + end) (*n)++;
  if (!*n) *n = 1;
  if (!push(c, i, 0, letters, SR_TOKEN_WORD) || !push(c, i, letters, whole < end ? whole : end, SR_TOKEN_NUMBER))
    return false;
  sr_token *number = &c->tokens.at[c->tokens.n - 1];
  if (end > whole) { /* digits are the same in text and norm */
    number->span.end = token->span.start + (uint32_t)end;
    number->norm = sr_slice_cut(text, letters, end);
  }
  return end >= whole || push(c, i, end, whole, SR_TOKEN_WORD);
}

/* Pieces of token i; *n tokens are used up, of those before last. */
static bool cut(cutter *c, uint32_t i, uint32_t last, uint32_t *n) {
  const sr_token *token = &c->report->tokens[i];
  const sr_slice norm = token->norm;
  *n = 1;
  /* A piece is found in the text by its place in norm, so both must be alike. */
  if (token->kind != SR_TOKEN_WORD || norm.len != token->span.end - token->span.start)
    return push(c, i, 0, norm.len, token->kind);
  const size_t letters = money_letters(c, token);
  if (letters) {
    *n = 0;
    return cut_money(c, i, last, letters, n);
  }
  if (sr_slice_ends(norm, SR_SLICE("fold")) && is_numeral(sr_slice_cut(norm, 0, norm.len - 4))) /* "sixfold" */
    return push(c, i, 0, norm.len - 4, SR_TOKEN_WORD) && push(c, i, norm.len - 4, norm.len, SR_TOKEN_WORD);
  const size_t hyphen = sr_slice_find(norm, '-', 0);
  if (hyphen == SR_NOWHERE || !(is_numeral(sr_slice_cut(norm, 0, hyphen)) || is_unit_behind_number(c, i, hyphen)))
    return push(c, i, 0, norm.len, token->kind);
  for (size_t from = 0, to; from < norm.len; from = to) {
    to = norm.ptr[from] == '-' ? from + 1 : sr_slice_find(norm, '-', from);
    if (to == SR_NOWHERE) to = norm.len;
    if (!push(c, i, from, to, norm.ptr[from] == '-' ? SR_TOKEN_PUNCT : SR_TOKEN_WORD)) return false;
  }
  return true;
}

sr_status sr_pieces_cut(const sr_report *report, const sr_units *units, sr_pieces *pieces, sr_error *err) {
  cutter c = {.report = report, .units = units};
  sr_sentence *sentences = SR_NEW(report->scratch, sr_sentence, report->n_sentences);
  if (!sentences) return sr_arena_fail(report->scratch, err);
  for (uint32_t s = 0; s < report->n_sentences; s++) {
    sentences[s] = report->sentences[s];
    sentences[s].first_token = c.tokens.n;
    const uint32_t first = report->sentences[s].first_token, last = first + report->sentences[s].n_tokens;
    for (uint32_t i = first, n; i < last; i += n)
      if (!cut(&c, i, last, &n)) return sr_arena_fail(report->scratch, err);
    sentences[s].n_tokens = c.tokens.n - sentences[s].first_token;
  }
  pieces->report = *report;
  pieces->report.sentences = sentences;
  pieces->report.tokens = c.tokens.at;
  pieces->report.n_tokens = c.tokens.n;
  pieces->origin = c.origin.at;
  return SR_OK;
}
