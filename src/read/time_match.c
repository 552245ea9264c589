/* Matches the rules; see the header. */
#include "read/time_match.h"

#include "base/slice.h"

typedef sr_time__reading reading;
typedef sr_time__item item;
typedef sr_time__pattern pattern;
typedef sr_time__rule rule;
typedef sr_time__definition definition;

/* The readings on the way so far, as indices and not as the parts that they make. A fork only notes how far the way has
 * come (tip) and goes back there; the whole is copied where a longer match is found. */
enum { PATH_MAX = 24 }; /* readings of one match; each takes an atom, and no rule has more than 16 items */
typedef struct match_tip {
  uint32_t n, split, side;
} match_tip;

typedef struct match_state {
  uint32_t path[PATH_MAX]; /* index of a reading times two, plus one in the second half of a range */
  match_tip tip;
} match_state;

typedef struct matcher {
  const sr_time_tables *tables;
  const sr_time__atom *atoms;
  uint32_t end; /* of the sentence */
  const reading *readings;
} matcher;

static void note_reading(sr_time__parts *parts, const reading *r) {
  if (parts->has[r->class] == SR_TIME_UNSET) {
    parts->has[r->class] = r->number;
    parts->row[r->class] = r->row;
  }
  if (parts->count != 0 || parts->vague) {
    if (r->class == SR_TIME__half) parts->count += 0.5;
    return;
  }
  switch (r->class) {
  case SR_TIME__num:
  case SR_TIME__card:
  case SR_TIME__art: parts->count = r->number; break;
  case SR_TIME__vague: {
    const sr_slice value = sr_time__value(r->row);
    parts->vague = sr_slice_is(value, "X");
    if (sr_slice_starts(value, SR_SLICE("0.")))
      parts->count = sr_slice_is(value, "0.25") ? 0.25 : 0.5;
    else
      parts->count = r->number;
    break;
  }
  default: break;
  }
}

static void make_parts(const matcher *m, const match_state *state, sr_time__parts parts[2]) {
  for (uint32_t i = 0; i < state->tip.n; i++)
    note_reading(&parts[state->path[i] & 1], &m->readings[state->path[i] / 2]);
}

/* Whether items[0..n) can match from an atom, as far as its classes tell. */
static bool may_match(const matcher *m, const item *items, uint32_t n, uint32_t at) {
  return !n || items->begins == SR_TIME_BEGINS_ANYHOW || (at < m->end && items->begins & m->atoms[at].classes);
}

/* The end of the longest way to match items[0..n) from an atom, or 0; *state is that way's. Depth is bounded by the
 * rules: SR_TIME_ITEMS_MAX a pattern, SR_TIME_DEPTH_MAX definitions. */
static uint32_t match_items(const matcher *m, const item *items, uint32_t n, uint32_t at, match_state *state,
                            int depth) {
  if (!n) return at;
  const match_tip here = state->tip;
  uint32_t best = 0;
  match_state best_state;
  if (items->parting) {
    if (!may_match(m, items + 1, n - 1, at)) return 0;
    state->tip.split = at;
    state->tip.side = 1;
    best = match_items(m, items + 1, n - 1, at, state, depth);
    if (!best) state->tip = here;
    return best;
  }
  if (at < m->end && items->definition && depth < SR_TIME_DEPTH_MAX) {
    const definition *d = &m->tables->definitions.at[items->definition - 1];
    for (uint32_t k = 0; k < d->n_patterns; k++) {
      const pattern *p = &m->tables->patterns.at[d->first_pattern + k];
      if (!(p->begins & m->atoms[at].classes)) continue;
      state->tip = here;
      uint32_t end = match_items(m, &m->tables->items.at[p->first_item], p->n_items, at, state, depth + 1);
      if (end <= at || !may_match(m, items + 1, n - 1, end)) continue;
      end = match_items(m, items + 1, n - 1, end, state, depth);
      if (end > best) best = end, best_state = *state;
    }
  } else if (at < m->end && items->classes & m->atoms[at].classes) {
    for (uint32_t k = 0; k < m->atoms[at].n_readings; k++) {
      const reading *r = &m->readings[m->atoms[at].first_reading + k];
      if (!(items->classes >> r->class & 1) || at + r->n > m->end || here.n == PATH_MAX) continue;
      if (!may_match(m, items + 1, n - 1, at + r->n)) continue;
      state->tip = here;
      state->path[state->tip.n++] = (uint32_t)(r - m->readings) * 2 + here.side;
      const uint32_t end = match_items(m, items + 1, n - 1, at + r->n, state, depth);
      if (end > best) best = end, best_state = *state;
    }
  }
  if (items->optional && may_match(m, items + 1, n - 1, at)) {
    state->tip = here;
    const uint32_t end = match_items(m, items + 1, n - 1, at, state, depth);
    if (end > best) best = end, best_state = *state;
  }
  if (best)
    *state = best_state;
  else
    state->tip = here;
  return best;
}

static void clear_parts(sr_time__parts *parts) {
  *parts = (sr_time__parts){0};
  for (int c = 0; c < SR_TIME__CLASSES; c++) {
    parts->has[c] = SR_TIME_UNSET;
    parts->row[c] = UINT32_MAX;
  }
}

/* Whether the atoms on both sides of a hyphen are one word, so that a time cannot end between them: not the "day" of
 * "day-tripper", nor the 1990 of "T-1990". Another time may follow a hyphen: "2 October-5 November". */
static bool is_one_word(const sr_time__atom *in, const sr_time__atom *hyphen, const sr_time__atom *out) {
  if (!sr_time__is_dash(hyphen->token.norm)) return false;
  return in->origin == out->origin || (out->token.kind == SR_TOKEN_WORD && !out->n_readings);
}

static bool cuts_a_word(const sr_time__atoms *atoms, uint32_t first, uint32_t end) {
  const sr_time__atom *a = atoms->at;
  const bool before =
      first > 1 && a[first].glued && a[first - 1].glued && is_one_word(&a[first], &a[first - 1], &a[first - 2]);
  const bool after =
      end + 1 < atoms->n && a[end].glued && a[end + 1].glued && is_one_word(&a[end - 1], &a[end], &a[end + 1]);
  return before || after;
}

static bool before_stop(const sr_time__atoms *atoms, uint32_t last) {
  const sr_time__atom *after = last + 1 < atoms->n ? &atoms->at[last + 1] : NULL;
  return !after || after->token.sentence != atoms->at[last].token.sentence || after->token.kind == SR_TOKEN_PUNCT;
}

/* Words that are a time only in company: see the column "needs". */
static bool needs_are_met(const sr_time__atoms *atoms, const sr_time__match *m) {
  static const int alone[] = {SR_TIME__month, SR_TIME__season, SR_TIME__part, SR_TIME__ref,  SR_TIME__weekday,
                              SR_TIME__units, SR_TIME__unit,   SR_TIME__dir,  SR_TIME__years};
  const sr_time__parts *p = &m->parts[0];
  for (size_t k = 0; k < sizeof alone / sizeof *alone; k++) {
    const uint32_t row = p->row[alone[k]];
    if (row == UINT32_MAX) continue;
    const sr_slice needs = sr_time__needs(row);
    const bool company = m->last > m->first && (m->last > m->first + 1 || p->has[SR_TIME__the] == SR_TIME_UNSET);
    if (sr_slice_is(needs, "date") && !company) return false;
    if (sr_slice_is(needs, "article") && p->has[SR_TIME__the] == SR_TIME_UNSET &&
        p->has[SR_TIME__edge] == SR_TIME_UNSET)
      return false;
    const bool offset = m->build == SR_TIME__BUILD_offset, ends = sr_slice_is(needs, "end");
    if (alone[k] == SR_TIME__dir && offset != (ends || sr_slice_is(needs, "offset")) && (offset || !ends)) return false;
    if (ends && !offset && !before_stop(atoms, m->last)) return false;
    if (offset && alone[k] == SR_TIME__units && sr_slice_find(sr_time__phrase(row), ' ', 0) != SR_NOWHERE)
      return false; /* trading days are not counted here */
    if (sr_slice_is(needs, "preposition") && !company && sr_time__signal_before(atoms, m->first) == UINT32_MAX)
      return false;
  }
  return true;
}

/* "the late-November trip", "the third-quarter loss": the article is the noun's, for the time is one hyphenated word.
 */
static bool lends_article(const sr_time__atoms *atoms, const sr_time__match *m) {
  if (m->split || m->last < m->first + 3 || sr_time__reads(atoms, m->first, SR_TIME__the) == SR_TIME_UNSET)
    return false;
  bool hyphen = false;
  for (uint32_t i = m->first + 2; i <= m->last; i++) {
    if (!atoms->at[i].glued) return false;
    hyphen |= sr_time__is_dash(atoms->at[i].token.norm);
  }
  const sr_time__atom *after = m->last + 1 < atoms->n ? &atoms->at[m->last + 1] : NULL;
  return hyphen && after && after->token.kind == SR_TOKEN_WORD &&
         after->token.sentence == atoms->at[m->last].token.sentence && !after->n_readings;
}

/* Whether a word with a small letter stands before an atom in its sentence, quotes and stops passed over. */
static bool follows_small(const sr_report *report, const sr_time__atoms *atoms, uint32_t index, bool over_stops) {
  const sr_time__atom *a = atoms->at;
  uint32_t at = index;
  while (at > 0 && a[at - 1].token.sentence == a[index].token.sentence) {
    at--;
    if (!over_stops || a[at].token.kind != SR_TOKEN_PUNCT)
      return a[at].token.kind == SR_TOKEN_WORD && !sr_time__starts_upper(report, &a[at]);
  }
  return false;
}

/* "on 60 Minutes": a figure and a capitalised unit behind a word with none. "High Noon", a "Spring of Life": a lone
 * word with a capital in the midst of a sentence, unless a small one leads to it ("in Spring"). */
static bool is_title(const sr_report *report, const sr_time__atoms *atoms, const sr_time__match *m) {
  const sr_time__atom *a = atoms->at, *last = &a[m->last];
  const bool opens = m->first == 0 || a[m->first - 1].token.sentence != a[m->first].token.sentence;
  if (opens || !sr_time__starts_upper(report, last)) return false;
  const bool shouts = last->token.span.end - last->token.span.start > 1 &&
                      sr_is_upper((uint8_t)report->text.ptr[last->token.span.start + 1]);
  if (shouts) return false;
  const sr_time__parts *p = &m->parts[0];
  if (m->build == SR_TIME__BUILD_duration)
    return m->last == m->first + 1 && a[m->first].token.kind == SR_TOKEN_NUMBER &&
           follows_small(report, atoms, m->first, true);
  const bool common = p->has[SR_TIME__noon] != SR_TIME_UNSET || p->has[SR_TIME__part] != SR_TIME_UNSET ||
                      p->has[SR_TIME__season] != SR_TIME_UNSET;
  return m->first == m->last && common && !follows_small(report, atoms, m->first, false);
}

static bool match_at(const matcher *m, const sr_time__atoms *atoms, uint32_t at, sr_time__match *best) {
  const uint64_t here = m->atoms[at].classes;
  if (!here) return false;
  uint32_t best_end = 0;
  for (uint32_t r = 0; r < m->tables->rules.n; r++) {
    const rule *candidate = &m->tables->rules.at[r];
    if (!(candidate->pattern.begins & here)) continue;
    match_state state;
    state.tip = (match_tip){0};
    const uint32_t end =
        match_items(m, &m->tables->items.at[candidate->pattern.first_item], candidate->pattern.n_items, at, &state, 0);
    if (end <= best_end || cuts_a_word(atoms, at, end)) continue;
    sr_time__match found = {
        .first = at, .last = end - 1, .split = state.tip.split, .build = candidate->build, .arg = candidate->arg};
    clear_parts(&found.parts[0]);
    clear_parts(&found.parts[1]);
    make_parts(m, &state, found.parts);
    if (!needs_are_met(atoms, &found)) continue;
    best_end = end;
    *best = found;
  }
  return best_end > at;
}

sr_status sr_time__match_all(const sr_time_tables *tables, const sr_report *report, sr_time__atoms *atoms,
                             sr_time__match_vec *matches, sr_error *err) {
  SR_TRY(sr_time__cut(tables, report, atoms, err));
  matcher m = {tables, atoms->at, 0, atoms->readings};
  for (uint32_t i = 0; i < atoms->n;) {
    if (m.end <= i)
      for (m.end = i + 1; m.end < atoms->n && atoms->at[m.end].token.sentence == atoms->at[i].token.sentence;) m.end++;
    sr_time__match found;
    if (!match_at(&m, atoms, i, &found)) {
      i++;
      continue;
    }
    i = found.last + 1;
    if (found.build == SR_TIME__BUILD_skip || is_title(report, atoms, &found)) continue;
    if (lends_article(atoms, &found)) found.first++;
    sr_time__match *place = SR_PUSH(report->scratch, matches);
    if (!place) return sr_arena_fail(report->scratch, err);
    *place = found;
  }
  return SR_OK;
}
