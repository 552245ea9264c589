/* Records as JSON and CSV: the machine-readable face of annotations, claims, observations and checks.
 *
 * One object a call, without a newline; keys as in docs/annotations.md and docs/claims.md. */
#ifndef SITREP_WRITE_H
#define SITREP_WRITE_H

#include "check.h"

/* Takes bytes of the output; anything but SR_OK ends the writing with that status. */
typedef sr_status (*sr_sink)(void *user, sr_slice bytes, sr_error *err);

/* A report with the layers asked for (SR_LAYER_*), as `sitrep annotate` writes it. */
SR_API SR_MUST_CHECK sr_status sr_write_annotations(const sr_report *report, unsigned layers, sr_sink sink, void *user,
                                                    sr_error *err);
/* {"id": ..., "error": ...}: what stands in place of a report that could not be read. */
SR_API SR_MUST_CHECK sr_status sr_write_failure(sr_slice id, const sr_error *failure, sr_sink sink, void *user,
                                                sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_claim(const sr_stored_claim *claim, sr_sink sink, void *user, sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_observation(const sr_observation *observation, sr_sink sink, void *user,
                                                    sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_check(const sr_check *check, sr_sink sink, void *user, sr_error *err);
/* A happening told by several roots; account is its number, from 1. */
SR_API SR_MUST_CHECK sr_status sr_write_account(const sr_account_group *group, uint32_t account, sr_sink sink,
                                                void *user, sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_drift(const sr_drift *drift, sr_sink sink, void *user, sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_docket_item(const sr_docket_item *item, sr_sink sink, void *user,
                                                    sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_root(const sr_root *root, sr_sink sink, void *user, sr_error *err);

/* The same as a row of RFC 4180 CSV with its line end; the header rows name the columns. A cell that a
 * spreadsheet would take for a formula is written with an apostrophe before it. */
SR_API SR_MUST_CHECK sr_status sr_write_claim_csv_header(sr_sink sink, void *user, sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_claim_csv(const sr_stored_claim *claim, sr_sink sink, void *user,
                                                  sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_observation_csv_header(sr_sink sink, void *user, sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_observation_csv(const sr_observation *observation, sr_sink sink, void *user,
                                                        sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_check_csv_header(sr_sink sink, void *user, sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_check_csv(const sr_check *check, sr_sink sink, void *user, sr_error *err);
/* The row below a header that holds the HXL tags of its columns; records is "claims", "observations", "checks" or
 * "events". */
SR_API SR_MUST_CHECK sr_status sr_write_csv_tags(sr_slice records, sr_sink sink, void *user, sr_error *err);
/* JSON Schema (2020-12) of one of the objects above; records is "claims", "observations" or "checks". */
SR_API SR_MUST_CHECK sr_status sr_write_schema(sr_slice records, sr_sink sink, void *user, sr_error *err);
/* A data package's descriptor (datapackage.json) of the files RECORDS.csv: every column with type and meaning. */
SR_API SR_MUST_CHECK sr_status sr_write_package(const sr_slice *records, size_t n, sr_sink sink, void *user,
                                                sr_error *err);

/* Claims as coded events: rows in the columns that users of ACLED's files know, with PLOVER's and CAMEO's codes. A
 * claim that is no event (what is denied, expected, demanded, or of a kind that no scheme has) gives no row. */
SR_API bool sr_claim_is_event(const sr_stored_claim *claim);
SR_API SR_MUST_CHECK sr_status sr_write_event_csv_header(sr_sink sink, void *user, sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_event_csv(const sr_stored_claim *claim, sr_sink sink, void *user,
                                                  sr_error *err);

/* The places of a claim that have a point: where it is said to be, or else what is held or taken. Gives how many, at
 * most room; the places are the claim's. */
SR_API uint32_t sr_claim_points(const sr_stored_claim *claim, const sr_place_ref **points, uint32_t room);
/* The claim at one of them as a feature of GeoJSON (RFC 7946). */
SR_API SR_MUST_CHECK sr_status sr_write_claim_feature(const sr_stored_claim *claim, const sr_place_ref *place,
                                                      sr_sink sink, void *user, sr_error *err);

/* Whether figures under these terms may be passed on (lexicon/licences.tsv). Without terms they are the user's own;
 * stated terms that the table does not know forbid it. */
SR_API bool sr_terms_allow(sr_slice licence);
/* The same for an outline or a control map itself. */
SR_API bool sr_terms_allow_shape(sr_slice licence);

/* The chains of sources as W3C PROV, one PROV-JSON document: who is said to have said what, and from which report. Errors:
 * the ledger's, the sink's. */
SR_API SR_MUST_CHECK sr_status sr_write_prov(sr_ledger *ledger, bool with_superseded, sr_sink sink, void *user,
                                             sr_error *err);

/* What a GeoPackage holds, and what was left out of it. */
typedef struct sr_geopackage_counts {
  uint64_t claims, units, areas; /* features of the layers claims, borders and control */
  uint64_t withheld;             /* shapes whose terms forbid to pass them on */
  char terms[160];               /* those of the first of them */
} sr_geopackage_counts;

/* Writes a GeoPackage (OGC 12-128r18) that QGIS opens as it is meant to look: the claims that have a point, the outlines
 * of the ledger's borders, and of each series of control maps the last one, each under a style of its own. The same
 * ledger gives the same bytes. path is replaced. Errors: SR_ERR_IO, the ledger's. */
SR_API SR_MUST_CHECK sr_status sr_write_geopackage(sr_ledger *ledger, bool with_superseded, const char *path,
                                                   sr_geopackage_counts *counts, sr_error *err);

#endif
