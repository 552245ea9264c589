/* Unit codes: a reading keeps its invariants, writes itself back as a code that means the same, converts into itself
 * by one; an error points into the input. */
#include "check/unit.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  sr_unit unit, again, product;
  sr_error err = {0};
  if (sr_unit_parse((sr_slice){(const char *)data, size}, &unit, &err) != SR_OK) {
    if (err.offset != SR_NOWHERE && err.offset > size) abort();
    return 0;
  }
  sr_interval one;
  if (!unit.num || !unit.den || unit.n_terms > SR_UNIT_TERMS_MAX) abort();
  if (!sr_unit_factor(&unit, &unit, &one) || one.low != 1 || one.high != 1) abort();
  char text[2 * SR_UNIT_CODE_MAX];
  const size_t len = sr_unit_write(&unit, text, sizeof text);
  /* Exponents add up past 9 ("m9.m9"), which no code can say in one term. */
  for (uint32_t i = 0; i < unit.n_terms; i++)
    if (abs(unit.terms[i].exponent) > SR_UNIT_EXPONENT_MAX ||
        (unit.terms[i].symbol.ptr[0] >= '0' && unit.terms[i].symbol.ptr[0] <= '9'))
      return 0;
  if (len < SR_UNIT_CODE_MAX && sr_unit_parse((sr_slice){text, len}, &again, &err) == SR_OK) {
    if (!sr_unit_fits(&unit, &again)) abort();
  }
  if (sr_unit_mul(&unit, &unit, -1, &product, &err) == SR_OK && product.n_terms) abort();
  return 0;
}
