/* Observed figures; see the header. */
#include "brief/observed.h"

#include "base/slice.h"
#include "base/table.h"
#include "brief/wording.h"

#include <lexicon/measures.h>

#include <stdlib.h>

/* Fewer figures than this are no series. More panels or rows than a reader looks at are named, not shown: fire
 * detections alone are thousands of series. */
enum { SERIES_MIN = 3, PANELS_MAX = 12, ROWS_MAX = 60 };

static sr_slice kind_of(sr_slice measure) {
  const uint32_t row = sr_table_find(&sr_table_measures, &measure, 1);
  return row == UINT32_MAX ? (sr_slice){0} : sr_table_cell(&sr_table_measures, row, SR_MEASURES_CLAIM);
}

static sr_observed_group *group_of(sr_observed *all, const sr_observation *o) {
  const sr_slice key =
      sr_arena_format(all->arena, "%.*s\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s", SR_FMT(o->measure), SR_FMT(o->party),
                      SR_FMT(o->place), SR_FMT(o->unit), SR_FMT(o->source), SR_FMT(o->licence));
  if (!key.ptr) return NULL;
  const uint32_t at = sr_map_get(&all->by_key, key);
  if (at != SR_MAP_NONE) return &all->groups.at[at];
  sr_observed_group *group = SR_PUSH(all->arena, &all->groups);
  if (!group || !sr_map_put(&all->by_key, all->arena, key, all->groups.n - 1)) return NULL;
  *group = (sr_observed_group){.measure = sr_page_copy(all->page, o->measure),
                               .party = sr_page_copy(all->page, o->party),
                               .place = sr_page_copy(all->page, o->place),
                               .unit = sr_page_copy(all->page, o->unit),
                               .source = sr_page_copy(all->page, o->source),
                               .licence = sr_page_copy(all->page, o->licence),
                               .claim = kind_of(o->measure),
                               .steady = true};
  return group;
}

static sr_status take(void *user, const sr_observation *o, sr_error *err) {
  sr_observed *all = user;
  if (all->until != SR_DAY_NONE && o->end > all->until) return SR_OK;
  sr_observed_group *group = group_of(all, o);
  if (!group) return sr_arena_fail(all->arena, err);
  const sr_point point = {
      sr_page_of_observation(all->page, o, SR_SLOT_START), sr_page_of_observation(all->page, o, SR_SLOT_END),
      sr_page_of_observation(all->page, o, SR_SLOT_LOW), sr_page_of_observation(all->page, o, SR_SLOT_HIGH)};
  if (!point.start || !point.end || !point.low || !point.high) return SR_OK;
  sr_point *kept = SR_PUSH(all->arena, &group->points);
  if (!kept) return sr_arena_fail(all->arena, err);
  *kept = point;
  const sr_point *first = &group->points.at[0];
  group->steady &= o->low == sr_number_value(first->low) && o->high == sr_number_value(first->high);
  return SR_OK;
}

static double greatest_of(const sr_observed_group *group) {
  return group->points.n ? sr_number_value(group->points.at[group->points.n - 1].high) : 0;
}

/* Groups as they were read, but of one measure, party and source the greatest first. */
static int by_size(const void *a, const void *b) {
  const sr_observed_group *x = a, *y = b;
  const sr_slice *const keys[][2] = {
      {&x->measure, &y->measure}, {&x->party, &y->party}, {&x->source, &y->source}, {&x->unit, &y->unit}};
  for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
    const int order = sr_slice_cmp(*keys[k][0], *keys[k][1]);
    if (order) return order;
  }
  const double p = greatest_of(x), q = greatest_of(y);
  return p != q ? (p < q) - (p > q) : sr_slice_cmp(x->place, y->place);
}

sr_status sr_observed_load(sr_observed *observed, sr_page *page, sr_ledger *ledger, sr_day until, sr_arena *arena,
                           sr_error *err) {
  *observed = (sr_observed){.arena = arena, .page = page, .until = until};
  sr_map_init(&observed->by_key);
  SR_TRY(sr_ledger_observations(ledger, (sr_slice){0}, take, observed, err));
  if (observed->groups.n) qsort(observed->groups.at, observed->groups.n, sizeof *observed->groups.at, by_size);
  return SR_OK;
}

static bool is_of(const sr_observed_group *group, const sr_claim_kind *kinds, uint32_t n_kinds) {
  if (!n_kinds) return !group->claim.len;
  for (uint32_t k = 0; k < n_kinds; k++)
    if (sr_slice_is(group->claim, sr_claim_kind_name(kinds[k]))) return true;
  return false;
}

static void put_of_whom(sr_page *page, const sr_observed_group *group, sr_ref ref) {
  if (group->party.len) sr_page_field(page, ref, group->party);
  if (group->party.len && group->place.len) sr_page_words(page, ", ");
  if (group->place.len) sr_page_field(page, ref, group->place);
}

static void put_panel(sr_page *page, const sr_observed_group *group) {
  const sr_point *last = &group->points.at[group->points.n - 1];
  const sr_ref ref = sr_number_ref(last->high);
  sr_page_panel(page);
  sr_page_term(page, ref, group->measure);
  sr_page_words(page, " (");
  put_of_whom(page, group, ref);
  sr_page_words(page, "),");
  sr_word_unit(page, ref, group->unit, NULL);
  sr_page_words(page, "; ");
  sr_page_field(page, ref, group->source);
  if (group->licence.len) {
    sr_page_words(page, ", ");
    sr_page_field(page, ref, group->licence);
  }
  for (uint32_t i = 0; i < group->points.n; i++) sr_page_point(page, group->points.at[i]);
}

/* A figure over its days; of a series that never changed, its last one over all of them. */
static void put_row(sr_page *page, const sr_observed_group *group, const sr_point *point, const sr_number *start) {
  const sr_ref ref = sr_number_ref(point->high);
  sr_page_cell(page);
  sr_page_ref(page, ref);
  sr_page_cell(page);
  sr_page_field(page, ref, group->source);
  if (group->licence.len) {
    sr_page_words(page, ", ");
    sr_page_field(page, ref, group->licence);
  }
  sr_page_cell(page);
  sr_page_term(page, ref, group->measure);
  sr_page_words(page, " (");
  put_of_whom(page, group, ref);
  sr_page_words(page, ")");
  sr_page_cell(page);
  sr_word_range(page, point->low, point->high);
  sr_word_unit(page, ref, group->unit, point->high);
  sr_page_cell(page);
  sr_word_range(page, start, point->end);
}

static bool is_drawn(const sr_observed_group *group) { return group->points.n >= SERIES_MIN && !group->steady; }

bool sr_observed_add(const sr_observed *observed, const sr_claim_kind *kinds, uint32_t n_kinds) {
  static const char *const header[] = SR_PHRASES("Ref", "Source, licence", "Measure", "Value", "Period");
  sr_page *page = observed->page;
  uint32_t panels = 0, rows = 0;
  for (uint32_t g = 0; g < observed->groups.n; g++) {
    const sr_observed_group *group = &observed->groups.at[g];
    if (!is_of(group, kinds, n_kinds) || !is_drawn(group) || panels++ >= PANELS_MAX) continue;
    if (panels == 1) sr_page_block(page, SR_BLOCK_SERIES);
    put_panel(page, group);
  }
  for (uint32_t g = 0; g < observed->groups.n; g++) {
    const sr_observed_group *group = &observed->groups.at[g];
    if (!is_of(group, kinds, n_kinds) || is_drawn(group)) continue;
    const uint32_t n = group->points.n;
    for (uint32_t i = group->steady ? n - 1 : 0; i < n; i++) {
      if (rows++ >= ROWS_MAX) continue;
      if (rows == 1) sr_page_table(page, header, 5);
      put_row(page, group, &group->points.at[i], group->points.at[group->steady ? 0 : i].start);
    }
  }
  if (panels > PANELS_MAX || rows > ROWS_MAX) {
    sr_page_block(page, SR_BLOCK_NOTE);
    sr_page_words(page, "There are more observed figures than fit here: sitrep export has them all.");
  }
  return panels || rows;
}
