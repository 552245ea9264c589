/* Acts: statements and forecasts of a whole report, in the order of its tokens. */
#include "claim/act_parts.h"

#include "base/error.h"

sr_status sr_claim__acts(sr_claim_reading *r) {
  const uint32_t n_frames = r->drafts.n;
  for (uint32_t s = 0; s < r->report->n_sentences; s++) {
    const uint32_t end = sr_claim__sentence_end(r, s);
    uint32_t last_act = 0;
    for (uint32_t t = r->report->sentences[s].first_token; t < end; t++) {
      uint32_t value = 0, behind = 0;
      const uint32_t n = sr_phrases_match(r->tables->speech, &r->report->tokens[t], end - t, &value);
      if (n)
        SR_TRY(sr_claim__read_statement(r, s, t, n, r->tables->speech_act[value / 8].act, (sr_verb_form)(value % 8),
                                        n_frames));
      else
        SR_TRY(sr_claim__read_judgement(r, s, t, end, n_frames));
      if (sr_claim__cue(r, t, SR_CUE_EXPECT) || sr_claim__cue(r, t, SR_CUE_POSSIBLE)) {
        SR_TRY(sr_claim__read_forecast(r, s, t, n_frames, &last_act, &behind));
        if (!n) t = behind - 1;
      }
      if (n) t += n - 1;
    }
  }
  return SR_OK;
}
