/* Account sheets; see the header. */
#include "brief/sheets.h"

#include "base/slice.h"
#include "brief/wording.h"

#include <math.h>

/* More accounts than fit side by side go on in another sheet, as many in each as can be. */
enum { ACCOUNTS_A_SHEET = 5 };

/* The axis that the intervals of one row share, over all sheets of a group. */
typedef struct axis {
  sr_slice unit; /* of the first figure: intervals need one unit */
  uint32_t n;    /* claims with an interval */
  bool parted;   /* not all are the same */
  const sr_number *first_low, *first_high, *least, *greatest;
} axis;

/* What a visit of a claim puts on the page. */
typedef struct visit {
  sr_page *page;
  int row; /* an sr_account_attribute, or one of the rows below */
  axis axes[SR_ACCOUNT_WHEN + 1];
} visit;

enum { ROW_WHO = -3, ROW_WORDS = -2, ROW_TITLE = -1 };

/* ---- intervals ---- */

/* The interval of a claim on an axis; false if it has none. */
static bool interval_of(const visit *v, int attribute, const sr_stored_claim *stored, const sr_number **low,
                        const sr_number **high) {
  const sr_claim *c = &stored->claim;
  if (attribute == SR_ACCOUNT_QUANTITY) {
    if (!c->quantity.present) return false;
    const axis *a = &v->axes[attribute];
    if (a->n && !sr_slice_eq(a->unit, c->quantity.unit)) return false;
    *low = sr_page_of_claim(v->page, stored, SR_SLOT_LOW);
    *high = sr_page_of_claim(v->page, stored, SR_SLOT_HIGH);
    return *low && *high;
  }
  if (!c->when.present) return false;
  *low = sr_page_of_claim(v->page, stored, SR_SLOT_START);
  *high = sr_page_of_claim(v->page, stored, SR_SLOT_END);
  return *low || *high;
}

static bool is_same(const sr_number *a, const sr_number *b) {
  return a && b ? sr_number_value(a) == sr_number_value(b) : a == b;
}

static void take_end(axis *a, const sr_number *end) {
  if (!end || !isfinite(sr_number_value(end))) return;
  if (!a->least || sr_number_value(end) < sr_number_value(a->least)) a->least = end;
  if (!a->greatest || sr_number_value(end) > sr_number_value(a->greatest)) a->greatest = end;
}

static sr_status take_interval(void *user, const sr_stored_claim *stored, sr_error *err) {
  (void)err;
  visit *v = user;
  for (int k = SR_ACCOUNT_QUANTITY; k <= SR_ACCOUNT_WHEN; k++) {
    axis *a = &v->axes[k];
    const sr_number *low = NULL, *high = NULL;
    if (!interval_of(v, k, stored, &low, &high)) continue;
    if (!a->n++) {
      a->first_low = low, a->first_high = high;
      a->unit = sr_page_copy(v->page, stored->claim.quantity.unit);
    }
    a->parted |= !is_same(low, a->first_low) || !is_same(high, a->first_high);
    take_end(a, low);
    take_end(a, high);
  }
  return SR_OK;
}

/* The axis of a row, NULL if its intervals are one and the same or there is one alone. */
static const axis *axis_of(const visit *v) {
  if (v->row != SR_ACCOUNT_QUANTITY && v->row != SR_ACCOUNT_WHEN) return NULL;
  const axis *a = &v->axes[v->row];
  return a->n > 1 && a->parted && a->least && a->greatest ? a : NULL;
}

static void put_bar(const visit *v, const sr_stored_claim *stored) {
  const axis *a = axis_of(v);
  const sr_number *low = NULL, *high = NULL;
  if (!a || !interval_of(v, v->row, stored, &low, &high)) return;
  const double least = sr_number_value(a->least), greatest = sr_number_value(a->greatest);
  /* A margin, so that no bar ends where the axis does unless it is open. */
  const double margin = (greatest > least ? greatest - least : 1) / 12;
  sr_page_cell_bar(v->page, low, high, least - margin, greatest + margin);
}

/* ---- cells ---- */

static void put_attribute(sr_page *page, int attribute, const sr_stored_claim *stored) {
  const sr_claim *c = &stored->claim;
  switch (attribute) {
  case SR_ACCOUNT_QUANTITY: sr_word_figure(page, stored); break;
  case SR_ACCOUNT_WHEN: sr_word_when(page, stored); break;
  case SR_ACCOUNT_WHERE: sr_word_where(page, stored); break;
  case SR_ACCOUNT_PARTY:
    sr_page_field(page, stored->ref, c->kind == SR_KIND_AID ? c->donor.name : c->party.name);
    break;
  case SR_ACCOUNT_OUTCOME: sr_page_words(page, sr_enum_name(c->outcome)); break;
  case SR_ACCOUNT_MODALITY: sr_page_words(page, sr_modality_name(c->modality)); break;
  case SR_ACCOUNT_TOPICS:
    for (uint32_t i = 0; i < c->n_topics; i++) {
      if (i) sr_page_words(page, ", ");
      sr_page_field(page, stored->ref, c->topics[i]);
    }
    break;
  default: break;
  }
}

static sr_status put_claim(void *user, const sr_stored_claim *stored, sr_error *err) {
  (void)err;
  visit *v = user;
  switch (v->row) {
  case ROW_WHO:
    sr_page_ref(v->page, stored->ref);
    sr_page_words(v->page, " ");
    sr_word_source(v->page, stored);
    break;
  case ROW_WORDS: sr_page_quote(v->page, stored->ref, stored->evidence); break;
  case ROW_TITLE: sr_word_kind(v->page, stored); break;
  default: put_attribute(v->page, v->row, stored); put_bar(v, stored);
  }
  return SR_OK;
}

static const char *word_of(sr_account_state state) {
  switch (state) {
  case SR_ACCOUNT_SINGLE: return "one alone says it";
  case SR_ACCOUNT_AGREED: return "agreed";
  case SR_ACCOUNT_PARTED: return "they part";
  case SR_ACCOUNT_UNSAID: break;
  }
  return "";
}

static sr_tone tone_of(sr_account_state state) {
  return state == SR_ACCOUNT_AGREED ? SR_TONE_GOOD : state == SR_ACCOUNT_PARTED ? SR_TONE_BAD : SR_TONE_MUTED;
}

/* One row of a sheet: its head, then a cell for each of the claims from..to. */
static sr_status add_row(visit *v, sr_ledger *ledger, const sr_account_group *group, uint32_t from, uint32_t to,
                         sr_error *err) {
  sr_page *page = v->page;
  sr_page_cell(page);
  if (v->row == ROW_WORDS) {
    sr_page_words(page, "in words");
  } else if (v->row >= 0) {
    sr_page_words(page, sr_account_attribute_name((sr_account_attribute)v->row));
    sr_page_words(page, ": ");
    sr_page_toned(page, tone_of(group->states[v->row]), word_of(group->states[v->row]));
    const axis *a = axis_of(v);
    if (a) {
      sr_page_toned(page, SR_TONE_MUTED, "; axis ");
      sr_word_range(page, a->least, a->greatest);
    }
  }
  for (uint32_t i = from; i < to; i++) {
    sr_page_cell(page);
    SR_TRY(sr_ledger_claim(ledger, group->claims[i], put_claim, v, err));
  }
  return SR_OK;
}

static sr_status add_sheet(visit *v, sr_ledger *ledger, const sr_account_group *group, uint32_t from, uint32_t to,
                           sr_error *err) {
  sr_page_sheet(v->page, to - from + 1);
  for (v->row = ROW_WHO; v->row <= ROW_WORDS; v->row++) SR_TRY(add_row(v, ledger, group, from, to, err));
  for (v->row = 0; v->row < SR_ACCOUNT_ATTRIBUTE_COUNT; v->row++)
    if (group->states[v->row] != SR_ACCOUNT_UNSAID) SR_TRY(add_row(v, ledger, group, from, to, err));
  return SR_OK;
}

sr_status sr_sheet_add(sr_page *page, sr_ledger *ledger, const sr_account_group *group, sr_error *err) {
  visit v = {.page = page, .row = ROW_TITLE};
  sr_page_block(page, SR_BLOCK_SUBHEADING);
  SR_TRY(sr_ledger_claim(ledger, group->claims[0], put_claim, &v, err));
  for (uint32_t i = 0; i < group->n_claims; i++)
    SR_TRY(sr_ledger_claim(ledger, group->claims[i], take_interval, &v, err));
  const uint32_t sheets = (group->n_claims + ACCOUNTS_A_SHEET - 1) / ACCOUNTS_A_SHEET;
  for (uint32_t i = 0; i < sheets; i++)
    SR_TRY(add_sheet(&v, ledger, group, group->n_claims * i / sheets, group->n_claims * (i + 1) / sheets, err));
  return SR_OK;
}
