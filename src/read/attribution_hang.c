#include "read/attribution_hang.h"

#include "lexicon/cues.h"
#include "read/tagger.h"

uint32_t sr_av_row_key(uint32_t row) {
  if (row == SR_AV_NONE) return 0;
  return sr_tag_mix(sr_tag_text(sr_table_cell(&sr_table_cues, row, SR_CUES_KIND)),
                    sr_tag_text(sr_table_cell(&sr_table_cues, row, SR_CUES_NEED)));
}

static uint32_t head_of(const sr_av_token *at, sr_av_range cue) {
  for (uint32_t i = cue.first; i < cue.end; i++)
    if (at[i].head == SR_AV_NONE || at[i].head < cue.first || at[i].head >= cue.end) {
      /* "did not say": of two that hang outside, the verb */
      for (uint32_t k = i; k < cue.end; k++)
        if ((at[k].head == SR_AV_NONE || at[k].head < cue.first || at[k].head >= cue.end) &&
            (at[k].subject != SR_AV_NONE || at[k].content != SR_AV_NONE))
          return k;
      return i;
    }
  return cue.first;
}

sr_av_seen sr_av_see(const sr_attr__view *view, sr_av_range window, sr_av_range cue) {
  const sr_av_token *at = view->at;
  sr_av_seen c = {
      .at = cue, .head = head_of(at, cue), .shared = SR_AV_NONE, .quote_before = SR_AV_NONE, .quote_after = SR_AV_NONE};
  const sr_av_token *h = &at[c.head];
  uint32_t words = 0;
  for (uint32_t i = cue.first; i < cue.end; i++) words = sr_tag_mix(words, at[i].norm);
  c.key = cue.end - cue.first == 1 ? h->lemma : words;
  c.kind = sr_tag_mix(h->upos, h->relation);
  uint32_t up = c.head;
  for (int step = 0; step < 4 && h->subject == SR_AV_NONE && c.shared == SR_AV_NONE; step++) {
    if (at[up].head == SR_AV_NONE) break;
    up = at[up].head;
    c.shared = at[up].subject;
  }
  for (uint32_t i = cue.first; i-- > window.first && c.quote_before == SR_AV_NONE;) c.quote_before = at[i].quote;
  for (uint32_t i = cue.end; i < window.end && c.quote_after == SR_AV_NONE; i++) c.quote_after = at[i].quote;
  return c;
}

static bool holds(const sr_av_token *at, uint32_t above, uint32_t i) {
  for (int step = 0; step < 64 && i != SR_AV_NONE; step++) {
    if (i == above) return true;
    i = at[i].head;
  }
  return false;
}

sr_av_hanging sr_av_hang(const sr_av_token *at, const sr_av_seen *c, uint32_t i) {
  sr_av_hanging h = {.branch = i};
  uint32_t ancestor = c->head;
  /* an extent that does not hold the item cannot hold it in the tree: saves most of the walks */
  while (ancestor != SR_AV_NONE && (i < at[ancestor].left || i > at[ancestor].right || !holds(at, ancestor, i)) &&
         h.steps_up < 8) {
    h.up = sr_tag_mix(h.up + 1, at[ancestor].relation);
    h.steps_up++;
    ancestor = at[ancestor].head;
  }
  if (ancestor == SR_AV_NONE || h.steps_up >= 8) {
    h.up = 2; /* another sentence */
    h.relation = SR_AV_RELATION_COUNT;
    return h;
  }
  while (h.branch != ancestor && at[h.branch].head != ancestor && at[h.branch].head != SR_AV_NONE) {
    h.branch = at[h.branch].head;
    h.steps_down++;
  }
  h.relation = h.branch == ancestor ? SR_AV_ROOT : at[h.branch].relation;
  return h;
}
