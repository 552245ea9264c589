/* sitrep accounts, roots, drift, docket: claims of one happening side by side, who they come from in the end, what
 * changed in a retelling, and what was announced. */
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

/* What is listed, one after the other, in the form that was asked for. */
typedef struct listing {
  cli *line;
  sr_ledger *ledger;
  const char *format;
  uint32_t shown;
  sr_status status;
  sr_error err;
} listing;

static bool begin(cli *line, listing *list) {
  *list = (listing){.line = line};
  return cli_format(line, &list->format) && cli_ledger(line, SR_LEDGER_READ, &list->ledger);
}

/* Parts an item from the one before; whether it is to be told as text. */
static bool next(listing *list) {
  const bool first = !list->shown++;
  if (!strcmp(list->format, "json")) fputs(first ? "[" : ",\n ", stdout);
  if (!strcmp(list->format, "ndjson") && !first) fputc('\n', stdout);
  if (!strcmp(list->format, "text") && !first) fputc('\n', stdout);
  return !strcmp(list->format, "text");
}

static void claim_of(listing *list, sr_ref ref) {
  if (!list->status) list->status = sr_ledger_claim(list->ledger, ref, put_claim, NULL, &list->err);
}

/* nothing: what to say on standard error where the list is empty. */
static int end(listing *list, const char *nothing) {
  const bool json = !strcmp(list->format, "json");
  if (json) puts(list->shown ? "]" : "[]");
  if (!json && list->shown && !strcmp(list->format, "ndjson")) fputc('\n', stdout);
  if (list->status)
    cli_complain_error(cli_ledger_path(list->line), &list->err);
  else if (!list->shown)
    fprintf(stderr, "%s\n", nothing);
  sr_ledger_close(list->ledger);
  return cli_finish(list->status ? EXIT_USAGE : EXIT_DONE);
}

static void put_days(sr_day start, sr_day last) {
  char text[SR_DAY_MAX];
  if (start != SR_DAY_NONE) printf(", %s", sr_day_write(start, text));
  if (last != start && last != SR_DAY_NONE) printf(" to %s", sr_day_write(last, text));
}

static void put_account(listing *list, const sr_account_group *group) {
  static const char *const states[] = {"unsaid", "of one root", "agreed", "parted"};
  fputs(sr_claim_kind_name(group->kind), stdout);
  put_days(group->start, group->end);
  printf(": %u claims of %u roots\n", group->n_claims, group->n_roots);
  for (uint32_t i = 0; i < group->n_claims; i++) claim_of(list, group->claims[i]);
  for (int a = 0; a < SR_ACCOUNT_ATTRIBUTE_COUNT; a++)
    if (group->states[a] != SR_ACCOUNT_UNSAID)
      printf("%s%s %s", a ? "; " : "  ", sr_account_attribute_name((sr_account_attribute)a), states[group->states[a]]);
  fputc('\n', stdout);
}

int cmd_accounts(cli *line) {
  listing list;
  sr_accounts *accounts = NULL;
  uint32_t n = 0;
  if (!begin(line, &list)) return EXIT_USAGE;
  list.status = sr_accounts_run(NULL, list.ledger, &accounts, &list.err);
  const sr_account_group *groups = list.status ? NULL : sr_accounts_items(accounts, &n);
  for (uint32_t i = 0; i < n && !list.status; i++) {
    if (next(&list))
      put_account(&list, &groups[i]);
    else
      list.status = sr_write_account(&groups[i], i + 1, cli_sink, stdout, &list.err);
  }
  sr_accounts_free(accounts);
  return end(&list, "no happening is told by two roots");
}

static void put_root(const sr_root *root) {
  cli_put_safe(stdout, root->name);
  if (root->code.len) {
    fputs(" (", stdout);
    cli_put_safe(stdout, root->code);
    fputc(')', stdout);
  }
  printf("%s: %u claim%s in %u report%s", root->own + root->enemy ? ", a party" : "", root->claims,
         root->claims == 1 ? "" : "s", root->reports, root->reports == 1 ? "" : "s");
  put_days(root->first, root->last);
  if (root->own + root->enemy) printf("; of its own side %u, of its enemy's %u", root->own, root->enemy);
  for (uint32_t i = 0; i < root->n_outlets; i++) {
    fputs(i ? ", " : "\n  in ", stdout);
    cli_put_safe(stdout, root->outlets[i]);
  }
  fputc('\n', stdout);
}

int cmd_roots(cli *line) {
  listing list;
  sr_roots *roots = NULL;
  uint32_t n = 0;
  if (!begin(line, &list)) return EXIT_USAGE;
  list.status = sr_roots_run(list.ledger, &roots, &list.err);
  const sr_root *all = list.status ? NULL : sr_roots_items(roots, &n);
  for (uint32_t i = 0; i < n && !list.status; i++) {
    if (next(&list))
      put_root(&all[i]);
    else
      list.status = sr_write_root(&all[i], cli_sink, stdout, &list.err);
  }
  sr_roots_free(roots);
  return end(&list, "the ledger has no claims");
}

int cmd_drift(cli *line) {
  listing list;
  sr_followed *followed = NULL;
  uint32_t n = 0;
  if (!begin(line, &list)) return EXIT_USAGE;
  list.status = sr_follow_run(list.ledger, SR_DAY_NONE, &followed, &list.err);
  const sr_drift *all = list.status ? NULL : sr_follow_drifts(followed, &n);
  for (uint32_t i = 0; i < n && !list.status; i++) {
    if (!next(&list)) {
      list.status = sr_write_drift(&all[i], cli_sink, stdout, &list.err);
      continue;
    }
    printf("%s changed; root: ", all[i].what);
    cli_put_safe(stdout, all[i].root);
    fputc('\n', stdout);
    claim_of(&list, all[i].original);
    claim_of(&list, all[i].retelling);
  }
  sr_follow_free(followed);
  return end(&list, "no retelling differs from its original");
}

int cmd_docket(cli *line) {
  listing list;
  sr_followed *followed = NULL;
  sr_day today = SR_DAY_NONE;
  uint32_t n = 0;
  if (!cli_day(line, OPT_AS_OF, &today) || !begin(line, &list)) return EXIT_USAGE;
  list.status = sr_follow_run(list.ledger, today, &followed, &list.err);
  const sr_docket_item *all = list.status ? NULL : sr_follow_docket(followed, &n);
  for (uint32_t i = 0; i < n && !list.status; i++) {
    if (!next(&list)) {
      list.status = sr_write_docket_item(&all[i], cli_sink, stdout, &list.err);
      continue;
    }
    char due[SR_DAY_MAX], by[SR_REF_MAX];
    sr_ref_write(all[i].by, by);
    printf("%s%s%s%s%s\n", sr_docket_state_name(all[i].state), all[i].due == SR_DAY_NONE ? ", without a day" : ", ",
           sr_day_write(all[i].due, due), all[i].by.id ? ", by " : "", all[i].by.id ? by : "");
    claim_of(&list, all[i].claim);
  }
  sr_follow_free(followed);
  return end(&list, "nothing was announced");
}
