/* A user's first program: reads one sentence and prints its claims. */
#include <sitrep.h>

#include <stdio.h>
#include <string.h>

int main(void) {
  static const char text[] = "The Defence Ministry said that 12 soldiers were killed near Kharkiv on 3 May 2025.";
  sr_error err = {0};
  sr_engine *engine = NULL;
  sr_report *report = NULL;
  int status = 1;
  if (sr_engine_open(NULL, &engine, &err)) goto done;
  if (sr_report_read(engine, (sr_slice){text, strlen(text)}, NULL, SR_LAYERS_ALL, &report, &err)) goto done;
  uint32_t n;
  const sr_claim *claims = sr_report_claims(report, &n);
  printf("%u:", n);
  for (uint32_t i = 0; i < n; i++)
    printf(" %s %s %g", sr_claim_kind_name(claims[i].kind), sr_enum_name(claims[i].category), claims[i].quantity.low);
  putchar('\n');
  status = 0;
done:
  if (status) fprintf(stderr, "%s\n", err.message);
  sr_report_free(report);
  sr_engine_free(engine);
  return status;
}
