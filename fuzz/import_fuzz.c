/* Imports of every format, which the first byte names, the last being the tool's own CSV of figures: an import ends,
 * counts every row once, adds no more figures than a row can give, and gives the same whether the file comes whole or
 * in small pieces. */
#include <sitrep/observe.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct source {
  const uint8_t *bytes;
  size_t len, at, piece;
} source;

static sr_status read_piece(void *user, char *to, size_t room, size_t *got, sr_error *err) {
  source *s = user;
  (void)err;
  *got = s->len - s->at;
  if (*got > room) *got = room;
  if (s->piece && *got > s->piece) *got = s->piece;
  if (*got) memcpy(to, s->bytes + s->at, *got);
  s->at += *got;
  return SR_OK;
}

static void tell(void *user, size_t line, size_t column, const char *message) {
  if (!line || !column || !*message) abort();
  ++*(size_t *)user;
}

static sr_status import(const uint8_t *data, size_t size, size_t piece, sr_import *result) {
  static const char map[] = "date=a,low=b,high=c,measure=d,note=e,source:someone";
  sr_ledger *ledger;
  sr_error err = {0};
  size_t told = 0;
  source s = {data + 1, size - 1, 0, piece};
  const sr_import_options options = {.kind = (sr_import_kind)(data[0] % (SR_IMPORT_KIND_COUNT + 1)),
                                     .map = SR_SLICE(map)};
  if (sr_ledger_open(":memory:", SR_LEDGER_CREATE, &ledger, &err)) abort();
  const sr_slice whole = {(const char *)data + 1, size - 1};
  const sr_status status =
      options.kind == SR_IMPORT_KIND_COUNT
          ? sr_observe_csv(NULL, ledger, SR_SLICE("fuzz"), whole, tell, &told, result, &err)
          : sr_observe_import(NULL, ledger, SR_SLICE("fuzz"), &options, read_piece, &s, tell, &told, result, &err);
  if (status && (!err.message[0] || (status != SR_ERR_INPUT && status != SR_ERR_LIMIT))) abort();
  if (!status && (result->good + result->bad != result->rows || told < result->bad)) abort();
  if (result->rows > size || result->added > size) abort();
  sr_ledger_close(ledger);
  return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 1) return 0;
  sr_import whole, pieces;
  const sr_status first = import(data, size, 0, &whole), second = import(data, size, 3, &pieces);
  if (first != second || whole.rows != pieces.rows || whole.good != pieces.good || whole.added != pieces.added) abort();
  return 0;
}
