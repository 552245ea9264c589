/* Attributions: who is said to have said what, as source, cue and content, nested.
 *
 * Cues are the verbs and phrases of lexicon/cues.tsv. A verb is one when it has a subject and what it needs behind it;
 * the source is the subject's noun phrase, an actor where there is one. What a source covers follows four rules: one
 * that leads covers its sentence until another takes over; a tag behind ("..., the mayor said") covers what lies
 * between it and the nearest semicolons, but not a tail in the report's own voice ("..., as fires burned"); a quotation
 * runs to its closing mark and goes on after the tag; a list under a lead-in is covered. Pronouns and short forms are
 * led back to the source in play. No grammar is used: clauses are guessed from word classes. Linear in tokens. Tables
 * are constant once open: any thread. */
#ifndef SR_READ_ATTRIBUTION_H
#define SR_READ_ATTRIBUTION_H

#include "text/report.h"

typedef struct sr_attribution_tables sr_attribution_tables;

/* The tables live in the arena; attribution.sitrep is looked for where models are (syntax/find.h) and opened when a
 * report with trees first needs it. Ended by sr_attribution_close. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_attribution_open(sr_arena *arena, sr_attribution_tables **tables, sr_error *err);

/* What does not live in the arena; NULL is fine. */
void sr_attribution_close(sr_attribution_tables *tables);

/* Opens the taggers, as the first report that needs them would; any thread. Errors: SR_ERR_INPUT if their file is
 * damaged, SR_ERR_IO, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_attributions_prepare(const sr_attribution_tables *tables, sr_error *err);

/* Fills report->attributions, in order of cue; uses actors, places and times. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_attributions_read(const sr_attribution_tables *tables, sr_report *report, sr_error *err);

/* Who stands between the reader and a statement at a span, outermost first: the chain of the innermost attribution that
 * covers it. Acts, sources without a name and the report's own outlet are no links; none is the report's own voice.
 * The links live in the arena. Costs what is said around the span.
 * Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_attribution_chain(const sr_report *report, sr_span at, sr_arena *arena,
                                             const sr_actor_ref **chain, uint32_t *n, sr_error *err);

/* Fills report->speech_reach, by which chains are found. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_attribution__reach(sr_report *report, sr_error *err);

#endif
