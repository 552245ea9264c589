/* An engine and a ledger in memory that holds one report, for the tests of the brief. */
#ifndef SR_TEST_BRIEF_WORLD_H
#define SR_TEST_BRIEF_WORLD_H

#include "support.h"

#include "base/arena.h"
#include "base/slice.h"

#include <sitrep/ledger.h>
#include <sitrep/observe.h>

typedef struct world {
  sr_engine *engine;
  sr_ledger *ledger;
  sr_arena *arena; /* NULL unless the test makes one */
} world;

/* The text as City News of 11 July 2025 has it. Returns how many claims were read. */
static inline uint32_t world_open(world *w, const char *text) {
  sr_error err = {0};
  sr_report *report = NULL;
  sr_ledger_receipt receipt;
  sr_report_info info = {.id = SR_SLICE("kharkiv.txt"), .outlet = SR_SLICE("City News"), .lang = SR_SLICE("en")};
  assert_true(sr_day_parse(SR_SLICE("2025-07-11"), &info.date));
  assert_ok(sr_engine_open(NULL, &w->engine, &err), &err);
  assert_ok(sr_ledger_open(":memory:", SR_LEDGER_CREATE, &w->ledger, &err), &err);
  assert_ok(sr_report_read(w->engine, sr_slice_of(text), &info, SR_LAYERS_ALL, &report, &err), &err);
  assert_ok(sr_ledger_add_report(w->ledger, report, (sr_clocks){0}, &receipt, &err), &err);
  sr_report_free(report);
  return receipt.claims;
}

static inline void world_bad_row(void *user, size_t line, size_t column, const char *message) {
  (void)user, (void)column;
  fail_msg("line %zu: %s", line, message);
}

/* Figures of a CSV text, of which no row is bad. Returns how many were added. */
static inline size_t world_observe(world *w, const char *csv) {
  sr_error err = {0};
  sr_import imported;
  assert_ok(sr_observe_csv(w->engine, w->ledger, SR_SLICE("figures.csv"), sr_slice_of(csv), world_bad_row, NULL,
                           &imported, &err),
            &err);
  return imported.added;
}

static inline int close_world(void **state) {
  world *w = *state;
  sr_arena_free(w->arena);
  sr_ledger_close(w->ledger);
  sr_engine_free(w->engine);
  return 0;
}

#endif
