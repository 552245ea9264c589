/* The chain of sources at a span; see attribution.h. */
#include "read/attribution.h"

#include "base/slice.h"

enum { DEPTH_MAX = 8 }; /* links of one chain: three are rare, and parents must not be followed for ever */

/* Where an attribution begins to cover: a statement that takes its cue along ("puts the toll at 14") begins before the
 * content. */
static uint32_t cover_from(const sr_attribution *a) {
  const uint32_t from = a->cue.n ? a->cue.at[0].start : 0;
  return a->source.n && a->source.at[0].start < from ? a->source.at[0].start : from;
}

sr_status sr_attribution__reach(sr_report *report, sr_error *err) {
  const uint32_t n = report->n_speech;
  sr_speech_reach *reach = SR_NEW(report->arena, sr_speech_reach, n);
  if (!reach) return sr_arena_fail(report->arena, err);
  for (uint32_t k = 0, to = 0; k < n; k++) {
    const sr_attribution *a = &report->speech[k];
    reach[k].from = cover_from(a);
    for (uint32_t i = 0; i < a->content.n; i++) {
      if (a->content.at[i].start < reach[k].from) reach[k].from = a->content.at[i].start;
      if (a->content.at[i].end > to) to = a->content.at[i].end;
    }
    reach[k].to = to;
  }
  for (uint32_t k = n; k-- > 1;)
    if (reach[k].from < reach[k - 1].from) reach[k - 1].from = reach[k].from;
  report->speech_reach = reach;
  return SR_OK;
}

/* The first attribution that can cover a byte. */
static uint32_t first_around(const sr_report *report, uint32_t byte) {
  uint32_t low = 0, high = report->n_speech;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (report->speech_reach[middle].to <= byte)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* How much an attribution covers if it covers the span, else 0. A denial or accusation is its speaker's own claim. */
static uint32_t covered_size(const sr_attribution *a, sr_span at) {
  uint32_t size = 0;
  bool covers = false;
  const uint32_t from = cover_from(a);
  for (uint32_t k = 0; k < a->content.n; k++) {
    const sr_span span = a->content.at[k];
    size += span.end - span.start;
    covers |= span.start <= at.start && at.start < span.end;
    covers |= a->cue.n && !a->charge && from <= at.start && at.start < span.start && at.end > span.start;
  }
  return covers ? size : 0;
}

static bool is_link(const sr_attribution *a) { return !a->act && a->source_name.len; }

static bool is_outlet(const sr_report *report, sr_slice name) {
  sr_slice outlet = report->about.outlet;
  if (sr_slice_starts(outlet, SR_SLICE("The "))) outlet = sr_slice_cut(outlet, 4, outlet.len);
  return outlet.len && sr_slice_eq_nocase(outlet, name);
}

sr_status sr_attribution_chain(const sr_report *report, sr_span at, sr_arena *arena, const sr_actor_ref **chain,
                               uint32_t *n, sr_error *err) {
  const sr_attribution *all = report->speech;
  uint32_t best = UINT32_MAX, innermost = UINT32_MAX;
  for (uint32_t k = first_around(report, at.start); k < report->n_speech && report->speech_reach[k].from <= at.start;
       k++) {
    const uint32_t size = is_link(&all[k]) ? covered_size(&all[k], at) : 0;
    /* of two that cover the same ("the Post reports, citing the centre") the later stands inside */
    if (size && size <= best && !(size == best && all[innermost].parent == (int32_t)k)) {
      best = size;
      innermost = k;
    }
  }
  *chain = NULL;
  *n = 0;
  if (innermost == UINT32_MAX) return SR_OK;
  sr_actor_ref *links = SR_NEW(arena, sr_actor_ref, 2 * DEPTH_MAX);
  if (!links) return sr_arena_fail(arena, err);
  uint32_t room = 2 * DEPTH_MAX; /* filled from the end: we walk outwards */
  int32_t k = (int32_t)innermost;
  for (int depth = 0; k >= 0 && depth < DEPTH_MAX; depth++, k = all[k].parent) {
    const sr_attribution *a = &all[k];
    if (!is_link(a)) continue;
    const sr_actor_ref own = {a->source_name, a->source_code}, via = {a->via_name, a->via_code};
    const bool repeats = room < 2 * DEPTH_MAX && sr_slice_eq_nocase(links[room].name, own.name);
    if (!repeats && !is_outlet(report, own.name)) links[--room] = own;
    if (via.name.len && !is_outlet(report, via.name)) links[--room] = via;
  }
  *chain = links + room;
  *n = 2 * DEPTH_MAX - room;
  return SR_OK;
}
