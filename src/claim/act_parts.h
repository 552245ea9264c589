/* What the files of acts share: acts.c goes through a report, statements.c reads what is said at a token, forecasts.c
 * what is expected there. Internal. */
#ifndef SR_CLAIM_ACT_PARTS_H
#define SR_CLAIM_ACT_PARTS_H

#include "claim/reading.h"

/* A statement by a verb of saying of n tokens at t ("demanded that ..."). The first n_frames drafts are those of
 * frames: what is denied or demanded is taken from them. */
sr_status sr_claim__read_statement(sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t n, sr_enum act,
                                   sr_verb_form form, uint32_t n_frames);
/* "called the plan | illegal", "described it | as treason": what is judged stands between. */
sr_status sr_claim__read_judgement(sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t end, uint32_t n_frames);
/* Forces speak in their own name: "the Israeli army demanded". */
sr_actor_ref sr_claim__speaker_ref(const sr_claim_reading *r, const sr_actor *a);

/* A forecast by a cue of expectation at t. *last_act: the last act foretold in the sentence; *behind: the token behind
 * the cue. */
sr_status sr_claim__read_forecast(sr_claim_reading *r, uint32_t s, uint32_t t, uint32_t n_frames, uint32_t *last_act,
                                  uint32_t *behind);

#endif
