/* Claims, observations and checks as rows of CSV (RFC 4180); see sitrep/write.h. */
#include "base/slice.h"

#include <sitrep/write.h>

#include <math.h>

/* A row under way: cells go straight to the sink; the first failure sticks. */
typedef struct row {
  sr_sink sink;
  void *user;
  sr_error *err;
  sr_status status;
  bool started;
} row;

static void put(row *r, sr_slice bytes) {
  if (!r->status && bytes.len) r->status = r->sink(r->user, bytes, r->err);
}

static void begin_cell(row *r) {
  if (r->started) put(r, SR_SLICE(","));
  r->started = true;
}

/* Spreadsheets run a cell that begins with one of these. */
static bool is_formula(sr_slice text) { return text.len && memchr("=+-@\t\r", text.ptr[0], 6) != NULL; }

/* Text inside quotation marks: marks are doubled, semicolons replaced if asked for. */
static void put_quoted(row *r, sr_slice text, const char *semicolon) {
  size_t from = 0;
  for (size_t i = 0; i < text.len; i++) {
    const char c = text.ptr[i];
    if (c != '"' && !(c == ';' && semicolon)) continue;
    put(r, sr_slice_cut(text, from, i));
    put(r, c == '"' ? SR_SLICE("\"\"") : sr_slice_of(semicolon));
    from = i + 1;
  }
  put(r, sr_slice_cut(text, from, text.len));
}

static void cell(row *r, sr_slice text) {
  begin_cell(r);
  const bool formula = is_formula(text);
  bool quote = formula;
  for (size_t i = 0; i < text.len && !quote; i++) quote = memchr("\",\r\n", text.ptr[i], 4) != NULL;
  if (!quote) {
    put(r, text);
    return;
  }
  put(r, formula ? SR_SLICE("\"'") : SR_SLICE("\""));
  put_quoted(r, text, NULL);
  put(r, SR_SLICE("\""));
}

static void word_cell(row *r, const char *word) { cell(r, sr_slice_of(word)); }

static void number_cell(row *r, double value) {
  char text[SR_NUMBER_MAX];
  begin_cell(r);
  if (isfinite(value)) put(r, (sr_slice){text, sr_number_write(value, text)});
}

static void ref_cell(row *r, sr_ref ref) {
  char text[SR_REF_MAX];
  begin_cell(r);
  if (ref.id) put(r, (sr_slice){text, sr_ref_write(ref, text)});
}

static void day_cell(row *r, sr_day day) {
  char text[SR_DAY_MAX];
  begin_cell(r);
  put(r, sr_slice_of(sr_day_write(day, text)));
}

/* Several texts in one cell, "; " between them; a semicolon inside one becomes a comma. */
static void list_item(row *r, sr_slice text, bool first) {
  if (!first)
    put(r, SR_SLICE("; "));
  else if (is_formula(text))
    put(r, SR_SLICE("'"));
  put_quoted(r, text, ",");
}

#define LIST_CELL(r, n, text)                                          \
  do {                                                                 \
    begin_cell(r);                                                     \
    if (n) put((r), SR_SLICE("\""));                                   \
    for (uint32_t i = 0; i < (n); i++) list_item((r), (text), i == 0); \
    if (n) put((r), SR_SLICE("\""));                                   \
  } while (0)

static sr_status end_row(row *r) {
  put(r, SR_SLICE("\r\n"));
  return r->status;
}

static sr_status header(sr_slice names, sr_sink sink, void *user, sr_error *err) {
  row r = {.sink = sink, .user = user, .err = err};
  put(&r, names);
  return end_row(&r);
}

sr_status sr_write_claim_csv_header(sr_sink sink, void *user, sr_error *err) {
  return header(SR_SLICE("ref,kind,modality,chain,low,high,bound,unit,start,end,relation,where,party,category,victim,"
                         "item,measure,act,target,condition,numerator,denominator,weapon,outcome,objects,donor,"
                         "recipient,money,currency,status,deadline,participants,form,topics,speaker,addressee,topic,"
                         "horizon,confidence,evidence,report,outlet,report_date,superseded"),
                sink, user, err);
}

sr_status sr_write_claim_csv(const sr_stored_claim *stored, sr_sink sink, void *user, sr_error *err) {
  const sr_claim *c = &stored->claim;
  row r = {.sink = sink, .user = user, .err = err};
  const bool figure = c->quantity.present, money = c->money.present, dated = c->when.present;
  ref_cell(&r, stored->ref);
  word_cell(&r, sr_claim_kind_name(c->kind));
  word_cell(&r, sr_modality_name(c->modality));
  LIST_CELL(&r, c->n_chain, c->chain[i].name);
  number_cell(&r, figure ? c->quantity.low : (double)NAN);
  number_cell(&r, figure ? c->quantity.high : (double)NAN);
  word_cell(&r, figure ? sr_bound_name(c->quantity.bound) : "");
  cell(&r, figure ? c->quantity.unit : (sr_slice){0});
  day_cell(&r, dated ? c->when.start : SR_DAY_NONE);
  day_cell(&r, dated ? c->when.end : SR_DAY_NONE);
  word_cell(&r, dated ? sr_when_relation_name(c->when.relation) : "");
  LIST_CELL(&r, c->n_where, c->where[i].name);
  cell(&r, c->party.name);
  word_cell(&r, sr_enum_name(c->category));
  word_cell(&r, sr_enum_name(c->victim));
  cell(&r, c->item);
  word_cell(&r, sr_enum_name(c->measure));
  word_cell(&r, sr_enum_name(c->act));
  cell(&r, c->target_place.name.len ? c->target_place.name : c->target);
  cell(&r, c->condition);
  cell(&r, c->numerator.category);
  cell(&r, c->denominator.category);
  word_cell(&r, sr_enum_name(c->weapon));
  word_cell(&r, sr_enum_name(c->outcome));
  LIST_CELL(&r, c->n_objects, sr_slice_of(sr_enum_name(c->objects[i])));
  cell(&r, c->donor.name);
  cell(&r, c->recipient.name);
  number_cell(&r, money ? c->money.high : (double)NAN);
  cell(&r, money ? c->money.unit : (sr_slice){0});
  word_cell(&r, sr_enum_name(c->status));
  day_cell(&r, c->kind == SR_KIND_AID ? c->deadline : SR_DAY_NONE);
  LIST_CELL(&r, c->n_participants, c->participants[i].name);
  word_cell(&r, sr_enum_name(c->form));
  LIST_CELL(&r, c->n_topics, c->topics[i]);
  cell(&r, c->speaker.name);
  cell(&r, c->addressee.name);
  cell(&r, c->topic);
  cell(&r, c->horizon);
  number_cell(&r, c->confidence);
  cell(&r, stored->evidence);
  ref_cell(&r, stored->report);
  cell(&r, stored->outlet);
  day_cell(&r, stored->report_date);
  word_cell(&r, stored->superseded ? "true" : "false");
  return end_row(&r);
}

sr_status sr_write_observation_csv_header(sr_sink sink, void *user, sr_error *err) {
  return header(SR_SLICE("ref,start,end,measure,party,place,low,high,unit,source,licence,note"), sink, user, err);
}

sr_status sr_write_observation_csv(const sr_observation *o, sr_sink sink, void *user, sr_error *err) {
  row r = {.sink = sink, .user = user, .err = err};
  ref_cell(&r, o->ref);
  day_cell(&r, o->start);
  day_cell(&r, o->end);
  cell(&r, o->measure);
  cell(&r, o->party);
  cell(&r, o->place);
  number_cell(&r, o->low);
  number_cell(&r, o->high);
  cell(&r, o->unit);
  cell(&r, o->source);
  cell(&r, o->licence);
  cell(&r, o->note);
  return end_row(&r);
}

sr_status sr_write_check_csv_header(sr_sink sink, void *user, sr_error *err) {
  return header(SR_SLICE("ref,relation,formula,subject,outcome,stated_low,stated_high,computed_low,computed_high,unit,"
                         "by_rounding,factor,slip,slip_chance,reason,inputs"),
                sink, user, err);
}

sr_status sr_write_check_csv(const sr_check *c, sr_sink sink, void *user, sr_error *err) {
  row r = {.sink = sink, .user = user, .err = err};
  ref_cell(&r, c->ref);
  cell(&r, c->relation);
  cell(&r, c->formula);
  ref_cell(&r, c->subject);
  word_cell(&r, sr_outcome_name(c->outcome));
  number_cell(&r, c->stated.low);
  number_cell(&r, c->stated.high);
  number_cell(&r, c->computed.low);
  number_cell(&r, c->computed.high);
  cell(&r, c->unit);
  word_cell(&r, c->by_rounding ? "true" : "false");
  number_cell(&r, c->factor);
  cell(&r, c->slip);
  number_cell(&r, c->slip.len ? c->slip_chance : (double)NAN);
  cell(&r, c->reason);
  begin_cell(&r);
  for (uint32_t i = 0; i < c->n_inputs; i++) {
    char ref[SR_REF_MAX];
    list_item(&r, (sr_slice){ref, sr_ref_write(c->inputs[i].ref, ref)}, i == 0);
  }
  return end_row(&r);
}
