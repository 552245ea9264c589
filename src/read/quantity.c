/* Finds quantities; see the header. One pass over each sentence: a number, then what stands around it. */
#include "read/quantity.h"

#include "read/concept.h"
#include "read/counted.h"
#include "read/number_use.h"
#include "read/pieces.h"
#include "read/quantity_parts.h"
#include "read/wordclass.h"

#include <math.h>

typedef sr_quantity__reader reader;
typedef sr_quantity__reading reading;
typedef sr_quantity__rate rate;

sr_status sr_quantity_open(sr_arena *arena, sr_quantity_tables **tables, sr_error *err) {
  *tables = SR_NEW(arena, sr_quantity_tables, 1);
  if (!*tables) return sr_arena_fail(arena, err);
  SR_TRY(sr_units_open(arena, &(*tables)->units, err));
  return sr_bounds_open(arena, &(*tables)->bounds, err);
}

static bool age_before(const reader *r, uint32_t at) {
  return at > r->from &&
         (is(r, at - 1, "aged") || (is(r, at - 1, "age") && !(at - r->from >= 2 && is(r, at - 2, "the"))) ||
          (is(r, at - 1, "of") && at - r->from >= 2 && is(r, at - 2, "age")));
}

/* "who was 10", "she is 34 and lives in Lviv": a person and a bare number. */
static bool is_age_of_someone(const reader *r, const reading *q) {
  const uint32_t at = q->open;
  if (at < r->from + 2 || q->range || q->low.granule < 1 || q->low.low < 1) return false;
  if (!is(r, at - 1, "was") && !is(r, at - 1, "is") && !is(r, at - 1, "turned") && !is(r, at - 1, "am")) return false;
  if (!is(r, at - 2, "he") && !is(r, at - 2, "she") && !is(r, at - 2, "who") && !is(r, at - 2, "i")) return false;
  return q->end == r->to || token(r, q->end)->kind == SR_TOKEN_PUNCT || is(r, q->end, "when") || is(r, q->end, "and");
}

/* A rate's code. UCUM divides and multiplies from left to right: cents a kilowatt hour are {cent}/(kW.h). */
static sr_slice divided(sr_arena *arena, sr_slice whole, sr_slice by) {
  const bool product = sr_slice_find(by, '.', 0) != SR_NOWHERE || sr_slice_find(by, '/', 0) != SR_NOWHERE;
  return sr_arena_format(arena, product ? "%.*s/(%.*s)" : "%.*s/%.*s", SR_FMT(whole), SR_FMT(by));
}

static sr_span span_of(const reader *r, uint32_t first, uint32_t end) {
  return (sr_span){token(r, first)->span.start, token(r, end - 1)->span.end};
}

/* "lost 190 points", "by 60 basis points": things that only go up and down. */
static bool is_share_like(const reading *q, const sr_counted *counted) {
  if (q->unit.kind == SR_UNIT_SHARE || q->unit.kind == SR_UNIT_MONEY || q->unit.kind == SR_UNIT_MINOR) return true;
  return sr_slice_ends(counted->name, SR_SLICE("point"));
}

static bool not_a_quantity(const reader *r, const reading *q, const sr_counted *counted, uint32_t opening,
                           bool hedged) {
  const sr_number_place place = {.report = r->report,
                                 .first = q->first,
                                 .end = q->end,
                                 .from = r->from,
                                 .to = r->to,
                                 .number = &q->high,
                                 .opening = opening,
                                 .hedged = hedged,
                                 .has_unit = q->unit.kind != SR_UNIT_NONE && !q->money_before,
                                 .unit_apart = q->close > q->end && token(r, q->end)->space_before,
                                 .has_money = q->money_before,
                                 .counted = counted};
  if (q->unit.kind == SR_UNIT_NAME) return true;
  /* "155-mm shells", "120 mm mortars": a calibre */
  if (sr_slice_is(q->unit.code, "mm") && q->close < r->to && sr_number_context(token(r, q->close)->norm, "gun"))
    return true;
  return sr_number_is_date(&place) || sr_number_is_clock(&place) || sr_number_is_year(&place) ||
         sr_number_is_label(&place) || sr_number_is_idle(&place);
}

/* "62 of them", "shot down 178,": what is counted was said before. */
static bool recovers(const reader *r, const reading *q, const sr_counted *counted) {
  if (!r->people.len || counted->name.len || q->unit.kind || q->high.kind == SR_NUMBER_FRACTION) return false;
  if (r->report->tokens[q->first].sentence - r->people_sentence > 1) return false;
  if (counted->left_out || q->bracket_sign) return true;
  if (q->end < r->to && sr_word_class_of(r->report, q->end) == SR_CLASS_AUXILIARY) return true;
  if (q->open == r->from) return false;
  uint32_t before = q->open - 1;
  if (is(r, before, "another") && before > r->from) before--;
  const bool goes_on =
      q->end < r->to && token(r, q->end)->kind == SR_TOKEN_WORD; /* "including two in Odesa", "and 40 who" */
  if (goes_on && (is(r, before, "including") || is(r, before, "and") || is(r, before, "while")) &&
      token(r, q->first)->sentence == r->people_sentence)
    return true;
  const bool after_verb =
      sr_word_class_of(r->report, before) == SR_CLASS_VERB || is(r, before, "down") || is(r, before, "which");
  return after_verb && q->high.scale <= 1;
}

/* Behind what may stand between a unit and its rate: "(5 million dollars)", "of jet fuel". */
static uint32_t past_insert(const reader *r, uint32_t at) {
  enum { INSERT_MAX = 6 }; /* tokens */
  if (is(r, at, "(")) {
    for (uint32_t i = at + 1; i < r->to && i - at <= INSERT_MAX; i++)
      if (is(r, i, ")")) return i + 1;
  }
  if (!is(r, at, "of")) return r->to;
  for (uint32_t i = at + 1; i < r->to && i - at <= INSERT_MAX; i++) {
    const sr_word_class class = sr_word_class_of(r->report, i);
    if (class != SR_CLASS_NOUN && class != SR_CLASS_ADJECTIVE) return i;
  }
  return r->to;
}

/* Where the last word of a name begins. */
static size_t last_blank(sr_slice name) {
  size_t at = name.len;
  while (at && name.ptr[at - 1] != ' ') at--;
  return at;
}

/* The quantity found before the last `skip`, if it stands in the sentence that is read; NULL. */
static const sr_quantity *last_before(const reader *r, uint32_t skip) {
  const sr_quantity *last = r->found.n > skip ? &r->found.at[r->found.n - 1 - skip] : NULL;
  return last && r->from < r->to && last->sentence == token(r, r->from)->sentence ? last : NULL;
}

/* "60 sq km, or about 8.5 a day": a rate of what was measured before. The new quantity is already pushed. */
static sr_status read_bare_rate(const reader *r, const reading *q, uint32_t first, rate *found, sr_error *err) {
  const sr_quantity *last = last_before(r, 1);
  if (q->unit.kind || !last || !last->unit.len || last->unit.ptr[0] == '{' || sr_slice_is(last->unit, "1"))
    return SR_OK;
  if (first <= r->from || !is(r, first - 1, "or") || sr_slice_find(last->unit, '/', 0) != SR_NOWHERE) return SR_OK;
  return sr_quantity__read_rate(r, q->end, true, found, err);
}

static sr_status push(reader *r, const reading *q, const sr_counted *counted, uint32_t first, sr_bound bound,
                      sr_error *err) {
  sr_quantity *out = SR_PUSH(r->arena, &r->found);
  sr_quantity_place *place = SR_PUSH(r->report->scratch, &r->places);
  if (!out || !place) return sr_arena_fail(r->arena, err);
  uint32_t close = q->close;
  rate rated = {0};
  SR_TRY(read_bare_rate(r, q, first, &rated, err));
  out->low = q->low.low;
  out->high = q->range ? q->high.high : q->low.high;
  if (q->negative) {
    const double low = -out->high;
    out->high = -out->low;
    out->low = low;
  }
  if (out->low > out->high) { /* "from 36,040 to 34,935" */
    const double low = out->high;
    out->high = out->low;
    out->low = low;
  }
  out->granule = q->range && q->high.granule < q->low.granule ? q->high.granule : q->low.granule;
  out->vague = q->low.kind == SR_NUMBER_VAGUE;
  out->bound = bound;
  out->number = span_of(r, q->first, q->end);
  if (q->unit.kind) {
    out->unit = q->unit.code;
    out->unit_name = q->unit.name;
    if (q->unit_end > q->unit_first) out->unit_span = span_of(r, q->unit_first, q->unit_end);
    if ((age_before(r, first) || age_before(r, q->open)) && q->unit.kind == SR_UNIT_TIME)
      out->unit_name = sr_arena_format(r->arena, "%.*s of age", SR_FMT(q->unit.name));
  } else if (rated.end) {
    const sr_quantity *whole = last_before(r, 1);
    out->unit = divided(r->arena, whole->unit, rated.code);
    out->unit_name = sr_arena_format(r->arena, "%.*s per %.*s", SR_FMT(whole->unit_name), SR_FMT(rated.name));
    close = rated.end;
  } else if (counted->name.len) {
    out->unit = counted->unit;
    out->unit_name = counted->name;
    if (first > r->from && counted->first == q->end && sr_number_context(token(r, first - 1)->norm, "rank"))
      out->unit_name = sr_arena_format(r->arena, "%.*s %.*s", SR_FMT(token(r, first - 1)->norm), SR_FMT(counted->name));
    if (counted->end > counted->first) {
      out->unit_span = span_of(r, counted->first, counted->end);
      if (!q->nested) close = counted->end;
    }
  } else if ((age_before(r, first) || age_before(r, q->open) || is_age_of_someone(r, q)) && q->high.high <= 120 &&
             !q->low.grouped) {
    out->unit = SR_SLICE("a");
    out->unit_name = SR_SLICE("year of age");
  } else if (recovers(r, q, counted)) {
    out->unit = r->people;
    out->unit_name = r->people_name;
    if (counted->left_out) close = counted->end;
  } else {
    out->unit = SR_SLICE("1");
    out->unit_name = SR_SLICE("-");
  }
  if (close < q->end) close = q->end;
  if (q->unit.kind != SR_UNIT_AGE && (q->unit.kind || counted->plural)) {
    rate per;
    SR_TRY(sr_quantity__read_rate(r, close, !q->unit.kind, &per, err));
    const bool tight_rate = per.end != 0;
    if (!per.end && q->unit.kind) SR_TRY(sr_quantity__read_rate(r, past_insert(r, close), true, &per, err));
    if (per.end) {
      out->unit = divided(r->arena, out->unit, per.code);
      out->unit_name = sr_arena_format(r->arena, "%.*s per %.*s", SR_FMT(out->unit_name), SR_FMT(per.name));
      if (out->unit_span.end && tight_rate) out->unit_span.end = token(r, per.end - 1)->span.end;
      close = per.end;
    }
  }
  if (!out->unit.ptr || !out->unit_name.ptr) return sr_arena_fail(r->arena, err);
  sr_bound trailing = SR_BOUND_EXACT;
  const uint32_t more = sr_bound_after(&r->tables->bounds, r->report->tokens, close, r->to, &trailing);
  if (more) {
    close += more;
    if (out->bound == SR_BOUND_EXACT) out->bound = trailing;
  }
  /* "4,000 fewer" */
  if (out->bound == SR_BOUND_EXACT && is(r, close, "fewer")) out->bound = SR_BOUND_DOWN;
  out->span = span_of(r, first, close);
  *place = (sr_quantity_place){.first = first, .number = q->first, .behind = q->end, .close = close};
  out->sentence = token(r, q->first)->sentence;
  out->first_token = r->origin[first];
  out->n_tokens = r->origin[close - 1] - r->origin[first] + 1;
  if (!q->unit.kind && counted->name.len && !sr_slice_ends(counted->name, SR_SLICE("point"))) {
    r->people = out->unit;
    r->people_name = out->unit_name;
    r->people_sentence = out->sentence;
    const size_t blank = last_blank(out->unit_name);
    r->people_person = sr_number_context(sr_slice_cut(out->unit_name, blank, out->unit_name.len), "person");
  }
  return SR_OK;
}

/* "lost 190 points, or 0.6%" says one change twice; "Oslo fell by 2%, Bergen by 3%" leaves out the verb. */
static sr_bound inherited_change(const reader *r, uint32_t first) {
  const sr_quantity *last = last_before(r, 0);
  if (!last || (last->bound != SR_BOUND_UP && last->bound != SR_BOUND_DOWN) || first < r->from + 2)
    return SR_BOUND_EXACT;
  if (is(r, first - 1, "by")) return last->bound;
  const uint32_t before = first - (is(r, first - 2, ",") ? 3 : 2);
  return is(r, first - 1, "or") && before >= r->from && last->span.end == token(r, before)->span.end ? last->bound
                                                                                                     : SR_BOUND_EXACT;
}

/* "(1.8 to 2.7 Fahrenheit)" behind a figure restates it in another unit, and so with its bound. */
static sr_bound restated_bound(const reader *r, const reading *q, uint32_t first) {
  const sr_quantity *last = last_before(r, 0);
  if (!last || (q->unit.kind != SR_UNIT_MEASURE && q->unit.kind != SR_UNIT_MONEY) || first < r->from + 2)
    return SR_BOUND_EXACT;
  if (!(is(r, first - 1, "(") || is(r, first - 1, "/")) || last->span.end != token(r, first - 2)->span.end)
    return SR_BOUND_EXACT;
  return last->unit.len && last->unit.ptr[0] != '{' && !sr_slice_is(last->unit, "1") ? last->bound : SR_BOUND_EXACT;
}

/* "tanks - 10,214", "Artillery systems: 31": what a line of a list counts stands before its figure. */
static sr_status read_list_head(const reader *r, uint32_t first, sr_counted *counted, sr_error *err) {
  enum { HEAD_MAX = 10 }; /* tokens */
  if (first < r->from + 2 || first - r->from > HEAD_MAX) return SR_OK;
  const bool dash =
      (is(r, first - 1, "-") || is(r, first - 1, "–") || is(r, first - 1, "—")) && token(r, first - 1)->space_before;
  if (!dash && !is(r, first - 1, ":")) return SR_OK;
  sr_counted head;
  SR_TRY(sr_counted_read(r->report, r->from, first - 1, 2, false, &head, err));
  if (!head.plural || head.first != r->from) return SR_OK;
  counted->name = head.name;
  counted->unit = head.unit;
  return SR_OK;
}

static sr_status take_nested(reading *q, const sr_counted *found, sr_counted *counted) {
  if (!found->plural) return SR_OK;
  *counted = *found;
  q->nested = true;
  return SR_OK;
}

/* "two 500-kg bombs", "five of the three-tonne lorries": what is counted stands behind another measure. */
static sr_status read_past_measure(const reader *r, reading *q, uint32_t at, sr_counted *counted, sr_error *err) {
  if (is(r, at, "of") && is(r, at + 1, "the")) at += 2;
  sr_number inner;
  if (q->low.kind == SR_NUMBER_VAGUE || q->money_before) return SR_OK;
  sr_counted found;
  sr_unit unit;
  for (uint32_t n = 1; n <= 2 && at + n < r->to; n++) /* "3 | USD50 | cards" */
    if (sr_unit_before(&r->tables->units, r->report->tokens, at, at + n, &unit) &&
        sr_quantity__number_at(r, at + n, true, &inner)) {
      SR_TRY(sr_counted_read(r->report, at + n + inner.n_tokens, r->to, q->high.high, false, &found, err));
      return take_nested(q, &found, counted);
    }
  if (!sr_quantity__number_at(r, at, false, &inner)) return SR_OK;
  at += inner.n_tokens;
  const bool dash = is(r, at, "-") && tight(r, at);
  if (!sr_unit_after(&r->tables->units, r->report->text, r->report->tokens, at + dash, r->to, dash || tight(r, at),
                     &unit))
    return SR_OK;
  if (unit.kind != SR_UNIT_MEASURE && unit.kind != SR_UNIT_TIME) return SR_OK;
  SR_TRY(sr_counted_read(r->report, at + dash + unit.n_tokens, r->to, q->high.high, false, &found, err));
  return take_nested(q, &found, counted);
}

static bool is_whole_amount(const sr_quantity *q) { return q->low == q->high && q->low == floor(q->low); }

/* "10 dollars and 30 cents", "5 pounds 20 pence": one sum. */
static void join_minor(reader *r) {
  if (r->found.n < 2) return;
  sr_quantity *whole = &r->found.at[r->found.n - 2], *part = &r->found.at[r->found.n - 1];
  const sr_quantity_place *before = &r->places.at[r->places.n - 2], *at = &r->places.at[r->places.n - 1];
  const bool penny = sr_slice_is(part->unit, "{penny}");
  const bool pounds = penny && (sr_slice_is(whole->unit, "GBP") || sr_slice_is(whole->unit, "[lb_av]"));
  const bool money = whole->unit.len == 3 && sr_is_upper((uint8_t)whole->unit.ptr[0]) && !penny;
  if (!pounds && !(money && sr_slice_is(part->unit, "{cent}"))) return;
  const uint32_t gap = at->first - before->close;
  if (whole->sentence != part->sentence || gap > 1 || (gap && !is(r, before->close, "and"))) return;
  if (!is_whole_amount(whole) || !is_whole_amount(part) || part->high >= 100 || whole->unit_span.end > part->span.start)
    return;
  whole->low = whole->high = (whole->high * 100 + part->high) / 100;
  whole->granule = 0.01;
  if (pounds) {
    whole->unit = SR_SLICE("GBP");
    whole->unit_name = SR_SLICE("pound sterling");
  }
  whole->span.end = part->span.end;
  whole->n_tokens = part->first_token + part->n_tokens - whole->first_token;
  r->places.at[r->places.n - 2].close = at->close;
  r->found.n--;
  r->places.n--;
}

/* Reads what begins at token `at`; *next is where to go on. */
static sr_status read_at(reader *r, uint32_t at, uint32_t *next, sr_error *err) {
  reading q = {.first = at, .open = at};
  *next = at + 1;
  sr_quantity__read_money_before(r, &q);
  if (!sr_quantity__number_at(r, at, q.money_before, &q.low)) return SR_OK;
  q.high = q.low;
  q.end = q.close = at + q.low.n_tokens;
  sr_quantity__read_sign(r, &q);
  sr_bound trailing = SR_BOUND_EXACT;
  if (!sr_quantity__read_ratio(r, &q)) {
    sr_quantity__read_range(r, &q);
    q.close = q.end;
    sr_quantity__read_unit_behind(r, &q);
  }
  /* "12 or more drones": the hedge parts the number from its noun */
  uint32_t noun = q.end;
  if (!q.unit.kind) {
    const uint32_t hedge = sr_bound_after(&r->tables->bounds, r->report->tokens, q.end, r->to, &trailing);
    if (hedge && q.end + hedge < r->to && sr_word_class_of(r->report, q.end + hedge) != SR_CLASS_CONJUNCTION)
      noun = q.end + hedge;
    else
      trailing = SR_BOUND_EXACT;
    if (noun != q.end && !q.hyphen) sr_quantity__read_unit_behind(r, &q);
  }
  sr_counted counted = {.first = q.end, .end = q.end};
  if (!q.unit.kind && !age_before(r, q.open)) {
    uint32_t skip = noun;
    while (is(r, skip, "more") && !is(r, skip + 1, "than")) skip++;
    SR_TRY(sr_counted_read(r->report, q.hyphen ? q.end + 1 : skip, r->to, q.high.high, q.hyphen, &counted, err));
    if (q.hyphen && !counted.name.len) q.hyphen = false;
    if (!counted.name.len && !counted.left_out) SR_TRY(read_past_measure(r, &q, skip, &counted, err));
  }
  uint32_t first;
  bool hedged;
  sr_bound bound = sr_bound_before(&r->tables->bounds, r->report->tokens, r->from, q.open, &first, &hedged);
  if (!q.unit.kind && !counted.name.len && !counted.left_out) SR_TRY(read_list_head(r, first, &counted, err));
  if (counted.harmed && r->people_person && token(r, at)->sentence == r->people_sentence) {
    counted.name = r->people_name;
    counted.unit = r->people;
  }
  if (bound == SR_BOUND_EXACT) bound = trailing;
  if (first == q.open && first - r->from >= 3 && is(r, first - 1, "of") && is(r, first - 2, "age") &&
      is(r, first - 3, "the"))
    bound = sr_bound_before(&r->tables->bounds, r->report->tokens, r->from, first - 3, &first,
                            &hedged); /* "under the age of" */
  *next = q.end;
  if (not_a_quantity(r, &q, &counted, first, first < q.open)) return SR_OK;
  if (q.range && first > r->from && (is(r, first - 1, "between") || is(r, first - 1, "from"))) first--;
  if (bound == SR_BOUND_EXACT || bound == SR_BOUND_ABOUT) {
    const bool share = is_share_like(&q, &counted);
    sr_bound change = sr_bound_change(r->report, r->from, first, share);
    if (q.sign && (share || q.bracket_sign)) change = q.sign;
    if (change == SR_BOUND_EXACT && share) change = inherited_change(r, first);
    if (bound == SR_BOUND_EXACT && change == SR_BOUND_EXACT) bound = restated_bound(r, &q, first);
    if (q.bracket_sign) q.negative = false;
    if (change != SR_BOUND_EXACT) bound = change;
  }
  SR_TRY(push(r, &q, &counted, first, bound, err));
  join_minor(r);
  if (q.close > *next) *next = q.close;
  return SR_OK;
}

sr_status sr_quantities_read(const sr_quantity_tables *tables, sr_report *report, sr_error *err) {
  sr_pieces pieces;
  SR_TRY(sr_pieces_cut(report, &tables->units, &pieces, err));
  reader r = {.tables = tables,
              .report = &pieces.report,
              .origin = pieces.origin,
              .arena = report->arena,
              .style = sr_number_style_of(pieces.report.tokens, pieces.report.n_tokens)};
  for (uint32_t s = 0; s < report->n_sentences; s++) {
    r.from = pieces.report.sentences[s].first_token;
    r.to = r.from + pieces.report.sentences[s].n_tokens;
    for (uint32_t at = r.from; at < r.to;) SR_TRY(read_at(&r, at, &at, err));
  }
  sr_elided_fill(&pieces.report, r.found.at, r.places.at, r.found.n);
  SR_TRY(sr_concepts_read(report, r.found.at, r.found.n, err));
  report->quantities = r.found.at;
  report->n_quantities = r.found.n;
  return SR_OK;
}
