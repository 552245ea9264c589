/* The ledger: the durable record of who claimed what, one SQLite file (docs/ledger.md).
 *
 * Reports are content-addressed, so that reading one twice changes nothing. Nothing is deleted: a corrected report
 * supersedes. A report is written whole or not at all, and what was reported as written survives a crash. Four clocks
 * are kept apart: when it happened (a claim's `when`), was said (the report's date), was fetched, was read.
 * A ledger handle belongs to one thread at a time; any number of handles and processes may share one file. */
#ifndef SITREP_LEDGER_H
#define SITREP_LEDGER_H

#include "claim.h"

typedef struct sr_ledger sr_ledger;

typedef enum sr_ledger_mode {
  SR_LEDGER_READ,  /* must exist; never written */
  SR_LEDGER_WRITE, /* must exist */
  SR_LEDGER_CREATE /* made if it is not there */
} sr_ledger_mode;

/* Opens a ledger and brings its schema up to date (not with SR_LEDGER_READ). *ledger is the caller's.
 * Errors: SR_ERR_LEDGER (not a database, not a ledger, from a newer version, damaged, locked for longer than the busy
 * timeout), SR_ERR_IO (cannot be opened or created), SR_ERR_NOTFOUND (not there). */
SR_API SR_MUST_CHECK sr_status sr_ledger_open(const char *path, sr_ledger_mode mode, sr_ledger **ledger, sr_error *err);
SR_API void sr_ledger_close(sr_ledger *ledger);

/* ---- references: what a printed number stands on ---- */

typedef enum sr_ref_kind { SR_REF_REPORT, SR_REF_CLAIM, SR_REF_OBSERVATION, SR_REF_CHECK } sr_ref_kind;

/* A row of the ledger. Written R3, C12, O7, K2. */
typedef struct sr_ref {
  sr_ref_kind kind;
  int64_t id; /* from 1 */
} sr_ref;

enum { SR_REF_MAX = 24 };
/* Writes "C12" and a NUL; returns its length. */
SR_API size_t sr_ref_write(sr_ref ref, char out[SR_REF_MAX]);
SR_API SR_MUST_CHECK sr_status sr_ref_parse(sr_slice text, sr_ref *ref, sr_error *err);

/* ---- reports ---- */

typedef struct sr_ledger_receipt {
  sr_ref report;
  bool already_there; /* the same text was in the ledger: nothing was changed */
  bool supersedes;    /* an earlier report of the same outlet and url (or id) with another text is superseded */
  sr_ref superseded;
  uint32_t claims; /* written now, or found there */
} sr_ledger_receipt;

/* Clocks as seconds since 1970 UTC; 0 is "not known". When it was read is the ledger's own. */
typedef struct sr_clocks {
  int64_t fetched;
  int64_t read;
} sr_clocks;

/* Writes a report with its claims in one transaction; durable when it returns.
 * Errors: SR_ERR_LEDGER (locked, full disk, read-only), with nothing written. */
SR_API SR_MUST_CHECK sr_status sr_ledger_add_report(sr_ledger *ledger, const sr_report *report, sr_clocks clocks,
                                                    sr_ledger_receipt *receipt, sr_error *err);

typedef struct sr_stored_report {
  sr_ref ref;
  sr_slice hash, name, title, outlet, lang, url;
  sr_day date;
  int64_t fetched, read;
  sr_slice text;
  sr_ref superseded_by; /* id 0 if it stands */
  uint32_t claims;
} sr_stored_report;

/* ---- observations ---- */

/* A dated figure with method and source: what a claim can be held against. */
typedef struct sr_observation {
  sr_ref ref;        /* given by the ledger */
  sr_day start, end; /* the window or, for a level, the day twice */
  sr_slice measure;  /* of lexicon/measures.tsv: "area held", "casualties total", ... */
  sr_slice party;    /* PLOVER code or name, may be empty */
  sr_slice place;    /* may be empty */
  double low, high;
  sr_slice unit; /* UCUM, ISO 4217 or {noun} */
  sr_slice source, licence, note;
  int64_t read; /* its vintage, seconds since 1970: when it was fetched; 0 when adding is now */
} sr_observation;

/* Adds n observations in one transaction; one that is there already (all fields alike but `read`) is not added again.
 * *added counts the new ones. */
SR_API SR_MUST_CHECK sr_status sr_ledger_add_observations(sr_ledger *ledger, const sr_observation *observations,
                                                          size_t n, size_t *added, sr_error *err);

/* ---- asking ---- */

/* A claim with where it stands. Everything in it is borrowed until the next row or the end of the call. */
typedef struct sr_stored_claim {
  sr_ref ref;
  sr_ref report;
  sr_slice report_name, outlet;
  sr_day report_date;
  sr_slice sentence;       /* the text of the sentence (or sentences) that holds the evidence */
  uint32_t sentence_start; /* its first byte in the report */
  sr_slice evidence;       /* its text, pieces joined by " ... " */
  bool superseded;         /* its report has been superseded */
  sr_claim claim;
} sr_stored_claim;

/* Empty or negative fields do not restrict. */
typedef struct sr_claim_query {
  int kind;            /* sr_claim_kind, or -1 */
  sr_ref report;       /* id 0: all */
  sr_slice source;     /* a name in the chain, compared without case */
  sr_slice party;      /* name or code of any actor in the claim */
  sr_slice place;      /* name of a place in where or target */
  sr_slice search;     /* full text over the reports: FTS5 query */
  sr_day since, until; /* the report's date; SR_DAY_NONE: open */
  bool due;            /* only what is to be held against the future: forecasts, demands, offers, aid with a deadline */
  bool with_superseded;
  bool newest_first;
  int64_t after;  /* claims with a greater id only (paging) */
  int64_t before; /* claims with a smaller id only; 0: all */
  int64_t limit;  /* <= 0: all */
} sr_claim_query;

#define SR_CLAIM_QUERY_ALL ((sr_claim_query){.kind = -1, .since = SR_DAY_NONE, .until = SR_DAY_NONE})

/* Called once a row; returning anything but SR_OK ends the walk with that status. */
typedef sr_status (*sr_claim_visit)(void *user, const sr_stored_claim *claim, sr_error *err);
typedef sr_status (*sr_observation_visit)(void *user, const sr_observation *observation, sr_error *err);
typedef sr_status (*sr_report_visit)(void *user, const sr_stored_report *report, sr_error *err);

/* Rows in the order of ids, which is the order of reading, or the other way round with newest_first. */
SR_API SR_MUST_CHECK sr_status sr_ledger_claims(sr_ledger *ledger, const sr_claim_query *query, sr_claim_visit visit,
                                                void *user, sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_ledger_reports(sr_ledger *ledger, sr_report_visit visit, void *user, sr_error *err);
/* measure may be empty: all. Ordered by measure, party, place, start, id. */
SR_API SR_MUST_CHECK sr_status sr_ledger_observations(sr_ledger *ledger, sr_slice measure, sr_observation_visit visit,
                                                      void *user, sr_error *err);

/* One row by reference; SR_ERR_NOTFOUND if there is none. */
SR_API SR_MUST_CHECK sr_status sr_ledger_claim(sr_ledger *ledger, sr_ref ref, sr_claim_visit visit, void *user,
                                               sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_ledger_report(sr_ledger *ledger, sr_ref ref, sr_report_visit visit, void *user,
                                                sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_ledger_observation(sr_ledger *ledger, sr_ref ref, sr_observation_visit visit,
                                                     void *user, sr_error *err);

/* ---- pages and summaries, for those who serve a ledger ---- */

/* Reports by filter; empty fields do not restrict. */
typedef struct sr_report_query {
  sr_slice outlet; /* compared without case (ASCII) */
  sr_slice search; /* FTS5 query */
  sr_day since, until;
  bool with_superseded, newest_first;
  int64_t after, before, limit; /* as in sr_claim_query */
} sr_report_query;

SR_API SR_MUST_CHECK sr_status sr_ledger_find_reports(sr_ledger *ledger, const sr_report_query *query,
                                                      sr_report_visit visit, void *user, sr_error *err);

/* Observations by filter, in the order of ids; empty fields do not restrict. since and until bound the end. */
typedef struct sr_observation_query {
  sr_slice measure, party, place, source;
  sr_day since, until;
  int64_t after, limit;
} sr_observation_query;

SR_API SR_MUST_CHECK sr_status sr_ledger_find_observations(sr_ledger *ledger, const sr_observation_query *query,
                                                           sr_observation_visit visit, void *user, sr_error *err);

/* Observations of one measure, party, place, unit and source. */
typedef struct sr_series {
  sr_slice measure, party, place, unit, source, licence;
  int64_t n;
  sr_day first, last; /* first start and last end */
  double low, high;   /* least low and greatest high */
} sr_series;

/* A name in the chains of standing claims. */
typedef struct sr_source {
  sr_slice name, code;
  int64_t claims; /* how many have it in their chain */
  int64_t roots;  /* in how many it is the innermost */
  sr_day first, last;
} sr_source;

/* teller is followed by source in so many chains; an outlet is followed by the outermost source of its reports. */
typedef struct sr_retelling {
  sr_slice teller, source;
  int64_t claims;
} sr_retelling;

/* A place of standing claims; lat and lon NAN where not known. */
typedef struct sr_claimed_place {
  sr_slice name, country, feature;
  int64_t geonames;
  double lat, lon;
  int64_t claims;
  sr_day first, last;
} sr_claimed_place;

typedef sr_status (*sr_series_visit)(void *user, const sr_series *series, sr_error *err);
typedef sr_status (*sr_source_visit)(void *user, const sr_source *source, sr_error *err);
typedef sr_status (*sr_retelling_visit)(void *user, const sr_retelling *retelling, sr_error *err);
typedef sr_status (*sr_claimed_place_visit)(void *user, const sr_claimed_place *place, sr_error *err);

/* Series by measure, party, place; sources, retellings and places by falling number of claims, then by name. limit <= 0
 * is all. These read the whole ledger: bound them with sr_ledger_set_deadline where that matters. */
SR_API SR_MUST_CHECK sr_status sr_ledger_series(sr_ledger *ledger, int64_t limit, sr_series_visit visit, void *user,
                                                sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_ledger_sources(sr_ledger *ledger, int64_t limit, sr_source_visit visit, void *user,
                                                 sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_ledger_retellings(sr_ledger *ledger, int64_t limit, sr_retelling_visit visit,
                                                    void *user, sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_ledger_places(sr_ledger *ledger, int64_t limit, sr_claimed_place_visit visit,
                                                void *user, sr_error *err);

/* What a ledger stands at. Nothing in it is ever changed or deleted, so that two equal states of one ledger give equal
 * answers. Costs three look-ups. */
typedef struct sr_ledger_state {
  int64_t reports, observations, borders; /* the last ids; each control map brings observations */
} sr_ledger_state;

SR_API SR_MUST_CHECK sr_status sr_ledger_state_of(sr_ledger *ledger, sr_ledger_state *state, sr_error *err);

/* What is asked of this handle after ms milliseconds from now fails with SR_ERR_LIMIT; 0 takes the bound away. */
SR_API void sr_ledger_set_deadline(sr_ledger *ledger, int64_t ms);
/* How much of the file this handle may keep in memory; 2 MB if never set. */
SR_API void sr_ledger_set_memory(sr_ledger *ledger, size_t bytes);

/* How much a ledger holds. */
typedef struct sr_ledger_counts {
  int64_t schema_version;
  int64_t reports, superseded; /* superseded ones are among the reports */
  int64_t claims;              /* of superseded reports too */
  int64_t observations;
  int64_t bytes; /* of the file */
} sr_ledger_counts;

SR_API SR_MUST_CHECK sr_status sr_ledger_stats(sr_ledger *ledger, sr_ledger_counts *counts, sr_error *err);

/* ---- integrity ---- */

typedef sr_status (*sr_finding_visit)(void *user, sr_ref row, const char *finding, sr_error *err);

/* Rehashes every report, checks that every span lies in its text, every claim has evidence, every reference holds, and
 * SQLite's own integrity. visit is called once a finding. Returns SR_OK with no call if the ledger is whole. */
SR_API SR_MUST_CHECK sr_status sr_ledger_verify(sr_ledger *ledger, sr_finding_visit visit, void *user, sr_error *err);

#endif
