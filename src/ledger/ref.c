/* References: R3, C12, O7, K2. */
#include "base/slice.h"

#include <sitrep/ledger.h>

#include <stdio.h>

static const char letters[] = "RCOK"; /* in the order of sr_ref_kind */

size_t sr_ref_write(sr_ref ref, char out[SR_REF_MAX]) {
  return (size_t)snprintf(out, SR_REF_MAX, "%c%lld", letters[ref.kind], (long long)ref.id);
}

sr_status sr_ref_parse(sr_slice text, sr_ref *ref, sr_error *err) {
  const int shown = text.len < 40 ? (int)text.len : 40;
  const char *at = text.len ? memchr(letters, text.ptr[0] & ~0x20, sizeof letters - 1) : NULL;
  int64_t id = 0;
  size_t i = 1;
  for (; at && i < text.len && sr_is_digit((uint8_t)text.ptr[i]); i++) {
    const int digit = text.ptr[i] - '0';
    if (id > (INT64_MAX - digit) / 10) break;
    id = id * 10 + digit;
  }
  if (!at || i < 2 || i < text.len || id == 0 || text.ptr[1] == '0')
    return sr_fail(err, SR_ERR_INPUT, at ? i : 0, "'%.*s' is not a reference such as R3, C12, O7 or K2", shown,
                   text.ptr ? text.ptr : "");
  *ref = (sr_ref){(sr_ref_kind)(at - letters), id};
  return SR_OK;
}
