/* sitrep accounts, drift, docket: claims of one happening side by side, what changed in a retelling, and what was
 * announced. */
#include "cli.h"

#include <string.h>

/* The claim in a line: its reference, day, sources and words. */
static sr_status put_claim(void *user, const sr_stored_claim *claim, sr_error *err) {
  (void)user;
  (void)err;
  char ref[SR_REF_MAX], day[SR_DAY_MAX];
  sr_ref_write(claim->ref, ref);
  printf("  %-6s %s  ", ref, sr_day_write(claim->report_date, day));
  for (uint32_t i = claim->claim.n_chain; i-- > 0;) {
    cli_put_safe(stdout, claim->claim.chain[i].name);
    fputs(", in ", stdout);
  }
  cli_put_safe(stdout, claim->outlet.len ? claim->outlet : claim->report_name);
  fputs(": \"", stdout);
  cli_put_safe(stdout, claim->evidence);
  fputs("\"\n", stdout);
  return SR_OK;
}

static bool open_ledger(cli *line, sr_ledger **ledger) {
  const char *format;
  return cli_format(line, &format) && cli_ledger(line, SR_LEDGER_READ, ledger);
}

static int end(cli *line, sr_ledger *ledger, sr_status status, const sr_error *err) {
  if (status) cli_complain_error(cli_ledger_path(line), err);
  sr_ledger_close(ledger);
  return cli_finish(status ? EXIT_USAGE : EXIT_DONE);
}

int cmd_accounts(cli *line) {
  static const char *const states[] = {"unsaid", "of one root", "agreed", "parted"};
  sr_ledger *ledger = NULL;
  sr_accounts *accounts = NULL;
  sr_error err;
  uint32_t n = 0;
  if (!open_ledger(line, &ledger)) return EXIT_USAGE;
  sr_status status = sr_accounts_run(NULL, ledger, &accounts, &err);
  const sr_account_group *groups = status ? NULL : sr_accounts_items(accounts, &n);
  for (uint32_t g = 0; g < n && !status; g++) {
    char start[SR_DAY_MAX], last[SR_DAY_MAX];
    printf("%s%s, %s", g ? "\n" : "", sr_claim_kind_name(groups[g].kind), sr_day_write(groups[g].start, start));
    if (groups[g].end != groups[g].start) printf(" to %s", sr_day_write(groups[g].end, last));
    printf(": %u claims of %u roots\n", groups[g].n_claims, groups[g].n_roots);
    for (uint32_t i = 0; i < groups[g].n_claims && !status; i++)
      status = sr_ledger_claim(ledger, groups[g].claims[i], put_claim, NULL, &err);
    for (int a = 0; a < SR_ACCOUNT_ATTRIBUTE_COUNT; a++)
      if (groups[g].states[a] != SR_ACCOUNT_UNSAID)
        printf("%s%s %s", a ? "; " : "  ", sr_account_attribute_name((sr_account_attribute)a),
               states[groups[g].states[a]]);
    fputc('\n', stdout);
  }
  if (!status && !n) fputs("no happening is told by two roots\n", stderr);
  sr_accounts_free(accounts);
  return end(line, ledger, status, &err);
}

int cmd_drift(cli *line) {
  sr_ledger *ledger = NULL;
  sr_followed *followed = NULL;
  sr_error err;
  uint32_t n = 0;
  if (!open_ledger(line, &ledger)) return EXIT_USAGE;
  sr_status status = sr_follow_run(ledger, SR_DAY_NONE, &followed, &err);
  const sr_drift *all = status ? NULL : sr_follow_drifts(followed, &n);
  for (uint32_t i = 0; i < n && !status; i++) {
    printf("%s%s changed; root: ", i ? "\n" : "", all[i].what);
    cli_put_safe(stdout, all[i].root);
    fputc('\n', stdout);
    status = sr_ledger_claim(ledger, all[i].original, put_claim, NULL, &err);
    if (!status) status = sr_ledger_claim(ledger, all[i].retelling, put_claim, NULL, &err);
  }
  if (!status && !n) fputs("no retelling differs from its original\n", stderr);
  sr_follow_free(followed);
  return end(line, ledger, status, &err);
}

int cmd_docket(cli *line) {
  static const char *const states[] = {"open", "due", "borne out"};
  sr_ledger *ledger = NULL;
  sr_followed *followed = NULL;
  sr_error err;
  sr_day today = SR_DAY_NONE;
  uint32_t n = 0;
  if (!cli_day(line, OPT_AS_OF, &today) || !open_ledger(line, &ledger)) return EXIT_USAGE;
  sr_status status = sr_follow_run(ledger, today, &followed, &err);
  const sr_docket_item *all = status ? NULL : sr_follow_docket(followed, &n);
  for (uint32_t i = 0; i < n && !status; i++) {
    char due[SR_DAY_MAX], by[SR_REF_MAX];
    sr_ref_write(all[i].by, by);
    printf("%s%s%s%s%s\n", states[all[i].state], all[i].due == SR_DAY_NONE ? ", without a day" : ", ",
           sr_day_write(all[i].due, due), all[i].by.id ? ", by " : "", all[i].by.id ? by : "");
    status = sr_ledger_claim(ledger, all[i].claim, put_claim, NULL, &err);
  }
  if (!status && !n) fputs("nothing was announced\n", stderr);
  sr_follow_free(followed);
  return end(line, ledger, status, &err);
}
