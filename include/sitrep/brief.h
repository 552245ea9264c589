/* The situation brief: what was claimed, by whom, what holds up. Every number in it is a reference into the ledger. */
#ifndef SITREP_BRIEF_H
#define SITREP_BRIEF_H

#include "write.h"

typedef enum sr_brief_format { SR_BRIEF_TEXT, SR_BRIEF_MARKDOWN, SR_BRIEF_JSON, SR_BRIEF_HTML } sr_brief_format;

typedef struct sr_brief_options {
  sr_brief_format format;
  bool colour;         /* SR_BRIEF_TEXT only: ANSI colours */
  uint32_t columns;    /* SR_BRIEF_TEXT only: width; 0 is 100 */
  sr_day since, until; /* of the reports; SR_DAY_NONE: open */
  const char *topic;   /* "control", "strikes", "losses", "aid", "diplomacy" or "expected" alone; NULL: all */
  const char *lang; /* of words, numbers and dates: "en" (also NULL), "uk", "ru" or "bg"; not of quotations or JSON */
  const char *borders;     /* policy of lexicon/border_policies.tsv for the map: "iso" (also NULL) or "disputed" */
  const sr_checks *checks; /* with accounts: what was reckoned before of this very state of the ledger; both NULL: */
  const sr_accounts *accounts; /* it is reckoned now */
} sr_brief_options;

/* Writes the brief of a ledger. The same ledger, options and version give the same bytes. */
SR_API SR_MUST_CHECK sr_status sr_brief_write(const sr_engine *engine, sr_ledger *ledger,
                                              const sr_brief_options *options, sr_sink sink, void *user, sr_error *err);

/* Walks a reference (R, C, O or K) back to the sentence or the figure it stands on, as readable text. */
SR_API SR_MUST_CHECK sr_status sr_explain_write(const sr_engine *engine, sr_ledger *ledger, sr_ref ref,
                                                const sr_brief_options *options, sr_sink sink, void *user,
                                                sr_error *err);

#endif
