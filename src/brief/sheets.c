/* Account sheets; see the header. */
#include "brief/sheets.h"

#include "base/slice.h"
#include "brief/wording.h"

/* More accounts than fit side by side go on in another sheet. */
enum { ACCOUNTS_A_SHEET = 4 };

/* What a visit of a claim puts on the page. */
typedef struct visit {
  sr_page *page;
  int row; /* an sr_account_attribute, or one of the rows below */
  bool figure;
  sr_slice unit; /* of the first figure; bars need one unit */
} visit;

enum { ROW_WHO = -4, ROW_WORDS = -3, ROW_TITLE = -2, ROW_BAR = -1 };

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

static void put_bar(visit *v, const sr_stored_claim *stored) {
  const sr_claim *c = &stored->claim;
  if (!c->quantity.present || !sr_slice_eq(c->quantity.unit, v->unit)) return;
  sr_page_bar(v->page, sr_page_of_claim(v->page, stored, SR_SLOT_LOW), sr_page_of_claim(v->page, stored, SR_SLOT_HIGH));
  sr_page_ref(v->page, stored->ref);
  sr_page_words(v->page, " ");
  sr_word_figure(v->page, stored);
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
  case ROW_BAR: put_bar(v, stored); break;
  default: put_attribute(v->page, v->row, stored);
  }
  return SR_OK;
}

static sr_status take_unit(void *user, const sr_stored_claim *stored, sr_error *err) {
  (void)err;
  visit *v = user;
  if (v->figure || !stored->claim.quantity.present) return SR_OK;
  v->figure = true;
  v->unit = sr_page_copy(v->page, stored->claim.quantity.unit);
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
  sr_page_cell(v->page);
  if (v->row == ROW_WHO)
    sr_page_words(v->page, "who says so");
  else if (v->row == ROW_WORDS)
    sr_page_words(v->page, "in words");
  else {
    sr_page_words(v->page, sr_account_attribute_name((sr_account_attribute)v->row));
    sr_page_words(v->page, ": ");
    sr_page_toned(v->page, tone_of(group->states[v->row]), word_of(group->states[v->row]));
  }
  for (uint32_t i = from; i < to; i++) {
    sr_page_cell(v->page);
    SR_TRY(sr_ledger_claim(ledger, group->claims[i], put_claim, v, err));
  }
  return SR_OK;
}

static sr_status add_sheet(sr_page *page, sr_ledger *ledger, const sr_account_group *group, uint32_t from, uint32_t to,
                           sr_error *err) {
  static const char *const header[] = {"Attribute", "Account", "Account", "Account", "Account"};
  visit v = {.page = page};
  sr_page_table(page, header, to - from + 1);
  for (v.row = ROW_WHO; v.row <= ROW_WORDS; v.row++) SR_TRY(add_row(&v, ledger, group, from, to, err));
  for (v.row = 0; v.row < SR_ACCOUNT_ATTRIBUTE_COUNT; v.row++)
    if (group->states[v.row] != SR_ACCOUNT_UNSAID) SR_TRY(add_row(&v, ledger, group, from, to, err));
  return SR_OK;
}

sr_status sr_sheet_add(sr_page *page, sr_ledger *ledger, const sr_account_group *group, sr_error *err) {
  visit v = {.page = page, .row = ROW_TITLE};
  sr_page_block(page, SR_BLOCK_SUBHEADING);
  SR_TRY(sr_ledger_claim(ledger, group->claims[0], put_claim, &v, err));
  for (uint32_t from = 0; from < group->n_claims; from += ACCOUNTS_A_SHEET) {
    const uint32_t to = group->n_claims - from < ACCOUNTS_A_SHEET ? group->n_claims : from + ACCOUNTS_A_SHEET;
    SR_TRY(add_sheet(page, ledger, group, from, to, err));
  }
  if (group->states[SR_ACCOUNT_QUANTITY] != SR_ACCOUNT_PARTED) return SR_OK;
  for (uint32_t i = 0; i < group->n_claims; i++) SR_TRY(sr_ledger_claim(ledger, group->claims[i], take_unit, &v, err));
  sr_page_block(page, SR_BLOCK_BARS);
  v.row = ROW_BAR;
  for (uint32_t i = 0; i < group->n_claims; i++) SR_TRY(sr_ledger_claim(ledger, group->claims[i], put_claim, &v, err));
  return SR_OK;
}
