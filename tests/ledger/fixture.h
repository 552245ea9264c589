/* Reports and claims made by hand, so that the ledger is tested without the reading that comes before it. */
#ifndef SR_TESTS_LEDGER_FIXTURE_H
#define SR_TESTS_LEDGER_FIXTURE_H

#include "support.h"

#include "text/report.h"

#include <sitrep/ledger.h>

/* A folder for one test, and names of files in it; both last until fx_folder_remove. */
typedef struct fx_folder {
  char path[200];
  char name[512]; /* path, a slash and the longest file name */
} fx_folder;

void fx_folder_make(fx_folder *folder);
void fx_folder_remove(fx_folder *folder);
/* Borrowed until the next call. */
const char *fx_file(fx_folder *folder, const char *name);

/* A report whose sentences end at ". ". Texts are borrowed. date may be NULL. */
sr_report *fx_report(sr_arena *arena, const char *outlet, const char *name, const char *date, const char *text);
/* Appends a claim with one piece of evidence, which must occur in the text; at most 16 a report. */
sr_claim *fx_claim(sr_report *report, sr_claim_kind kind, const char *evidence);
/* Where piece first occurs in the report. */
sr_span fx_span(const sr_report *report, const char *piece);
sr_day fx_day(const char *text);
sr_actor_ref *fx_chain(sr_report *report, sr_claim *claim, uint32_t n, ...); /* n names */

/* A digest with one claim of every kind, all fields filled. */
sr_report *fx_digest(sr_arena *arena);

/* Opens or writes, failing the test with the error. */
sr_ledger *fx_open(const char *path, sr_ledger_mode mode);
sr_ledger_receipt fx_add(sr_ledger *ledger, const sr_report *report);
/* Number of findings of sr_ledger_verify, each printed. */
int fx_findings(sr_ledger *ledger);
/* Number of claims that a query gives. */
int fx_count(sr_ledger *ledger, const sr_claim_query *query);

#endif
