/* Who the sources of attributions are, and from tokens to bytes; see attribution_parts.h. */
#include "read/attribution_parts.h"

/* ---- names ---- */

/* A source that no table knows ("Deep Line") may be a person or a thing: whatever the pronoun asks for. */
static bool fits_pronoun(const sr_attr__reading *r, const sr_attr__finding *f, bool person, bool thing) {
  if (f->source.actor == NONE) {
    /* "a drone attacked", read as a deed in words, has nobody that "he" could be */
    if (f->row != NONE && cue_is(f->row, "act")) return false;
    return !person || thing || (f->source.at.end && sr_word_is_capital(r->report, f->source.at.end - 1));
  }
  const sr_actor_kind kind = r->report->actors[f->source.actor].kind;
  const bool is_person = kind == SR_ACTOR_PERSON || kind == SR_ACTOR_OFFICE || kind == SR_ACTOR_UNNAMED;
  return is_person ? person : thing;
}

/* "They" are not one man or woman with a name. */
static bool is_one(const sr_attr__reading *r, const sr_attr__finding *f) {
  return f->source.actor != NONE && r->report->actors[f->source.actor].kind == SR_ACTOR_PERSON &&
         sr_slice_eq(f->name, r->report->actors[f->source.actor].name);
}

/* The actor that the sentence before a sentence begins with, for a "they" that takes up no source; or NONE. */
static uint32_t they_before(const sr_attr__reading *r, uint32_t sentence) {
  if (!sentence) return NONE;
  const sr_sentence *before = &r->report->sentences[sentence - 1];
  for (uint32_t i = before->first_token; i < before->first_token + before->n_tokens; i++)
    if (r->actor_of[i] != NONE)
      return r->report->actors[r->actor_of[i]].kind == SR_ACTOR_PERSON ? NONE : r->actor_of[i];
  return NONE;
}

/* The one person of the sentence before a sentence, for a "he" that takes up no source; or NONE. */
static uint32_t person_before(const sr_attr__reading *r, uint32_t sentence) {
  if (!sentence) return NONE;
  const sr_sentence *before = &r->report->sentences[sentence - 1];
  uint32_t found = NONE;
  for (uint32_t i = before->first_token; i < before->first_token + before->n_tokens; i++) {
    const uint32_t actor = r->actor_of[i];
    if (actor == NONE || actor == found) continue;
    const sr_actor_kind kind = r->report->actors[actor].kind;
    const sr_actor *a = &r->report->actors[actor];
    const bool one = sr_slice_is(r->report->tokens[a->first_token + a->n_tokens - 1].xpos, "NN"); /* "the mediator" */
    if (kind != SR_ACTOR_PERSON && kind != SR_ACTOR_OFFICE && !(kind == SR_ACTOR_UNNAMED && one)) continue;
    if (found != NONE) return NONE;
    found = actor;
  }
  return found;
}

/* The body that is the subject of the sentence before token t, or of the one before that in the paragraph; NONE. */
static uint32_t body_before(const sr_attr__reading *r, uint32_t sentence, uint32_t t) {
  const sr_report *report = r->report;
  for (uint32_t s = sentence, steps = 0; steps < 2; steps++, s--) {
    const sr_sentence *at = &report->sentences[s];
    if (at->paragraph != report->sentences[sentence].paragraph) return NONE;
    for (uint32_t i = at->first_token; i < at->first_token + at->n_tokens && i < t; i++)
      if (r->actor_of[i] != NONE && report->actors[r->actor_of[i]].kind == SR_ACTOR_INSTITUTION &&
          (!report->tokens[i].deprel.len || sr_slice_is(report->tokens[i].deprel, "nsubj")))
        return r->actor_of[i];
    if (!s) return NONE;
  }
  return NONE;
}

static bool are_many(const sr_attr__reading *r, uint32_t actor) {
  const sr_actor *a = &r->report->actors[actor];
  return sr_slice_ends(norm_of(r, a->first_token + a->n_tokens - 1), SR_SLICE("s"));
}

/* The attribution that a pronoun before finding k takes up, or NONE. */
static uint32_t antecedent(const sr_attr__reading *r, uint32_t k, bool person, bool thing, bool many) {
  enum { LOOK_BACK = 40 };
  for (uint32_t h = k, looked = 0; h-- > 0 && looked < LOOK_BACK; looked++) {
    const sr_attr__finding *f = &r->found.at[h];
    const bool one = person && !thing && f->source.actor != NONE && are_many(r, f->source.actor) &&
                     r->report->actors[f->source.actor].kind == SR_ACTOR_UNNAMED; /* "church leaders" are no "he" */
    if (f->name.len && fits_pronoun(r, f, person, thing) && !(many && is_one(r, f)) && !one) return h;
  }
  return NONE;
}

static sr_slice plain_name(const sr_attr__reading *r, sr_attr__range at) {
  if (at.first < at.end && (class_of(r, at.first) == SR_CLASS_DETERMINER ||
                            IS_ONE_OF(r, at.first, "his", "her", "its", "their", "our", "my", "the", "a", "an")))
    at.first++;
  while (at.first < at.end && sr_attr__mark_at(r->report, at.first) != SR_ATTR_MARK_NONE) at.first++;
  if (at.first >= at.end) return (sr_slice){0};
  const sr_token *tokens = r->report->tokens;
  return sr_report_slice(r->report, (sr_span){tokens[at.first].span.start, tokens[at.end - 1].span.end});
}

void sr_attr__name_source(sr_attr__reading *r, uint32_t k) {
  sr_attr__finding *f = &r->found.at[k];
  const sr_report *report = r->report;
  r->begin = report->sentences[f->sentence].first_token;
  r->end = r->begin + report->sentences[f->sentence].n_tokens;
  const sr_attr__range at = f->source.at;
  if (f->source.taken != NONE) { /* "... and said" */
    f->name = r->found.at[f->source.taken].name;
    f->code = r->found.at[f->source.taken].code;
    if (f->parent < 0) f->parent = r->found.at[f->source.taken].parent;
    return;
  }
  if (f->source.actor != NONE) {
    const sr_actor *a = &report->actors[f->source.actor];
    f->name = a->name;
    f->code = a->code;
    /* forces are their state as a party, but speak in their own name: "the Israeli military said" */
    const uint32_t last = a->first_token + a->n_tokens - 1;
    if (a->kind == SR_ACTOR_STATE && a->n_tokens > 1 && IS_ONE_OF(r, last, "military", "army", "navy"))
      f->name = plain_name(r, (sr_attr__range){a->first_token, last + 1});
    /* "witnesses and medics" */
    for (uint32_t i = at.first; i + 1 < a->first_token; i++) {
      const uint32_t other = r->actor_of[i];
      if (other == NONE || other == f->source.actor || at.end != a->first_token + a->n_tokens) continue;
      const sr_slice both =
          sr_arena_format(report->arena, "%.*s and %.*s", SR_FMT(report->actors[other].name), SR_FMT(a->name));
      if (both.ptr) f->name = both;
      return;
    }
    /* "officers near Pokrovsk": the adjunct is part of the name */
    const uint32_t end = a->first_token + a->n_tokens;
    if (at.end > end && at.first <= a->first_token && r->actor_of[end] == NONE && !is_norm(r, end, "'s") &&
        (a->kind == SR_ACTOR_UNNAMED || a->kind == SR_ACTOR_INSTITUTION || a->kind == SR_ACTOR_OFFICE))
      f->name = plain_name(r, (sr_attr__range){a->first_token, at.end});
    return;
  }
  if (at.first >= at.end) return;
  const bool one = at.end - at.first == 1;
  uint32_t taken = NONE;
  if (one && IS_ONE_OF(r, at.first, "he", "she", "him", "her")) {
    taken = antecedent(r, k, true, false, false);
    /* "The mediator closed the talks. He said": the one of the sentence before, if no source stands there */
    const uint32_t actor =
        taken == NONE || r->found.at[taken].sentence + 1 < f->sentence ? person_before(r, f->sentence) : NONE;
    if (actor != NONE) {
      f->source.actor = actor;
      f->name = report->actors[actor].name;
      f->code = report->actors[actor].code;
      return;
    }
  }
  if (one && IS_ONE_OF(r, at.first, "he", "she", "him", "her")) {
    /* taken above */
  } else if (one && IS_ONE_OF(r, at.first, "it")) {
    taken = antecedent(r, k, false, true, false);
    /* "The group overran the base. It claimed": who did that, where the paragraph has no source before it */
    const bool far = taken == NONE || report->sentences[r->found.at[taken].sentence].paragraph !=
                                          report->sentences[f->sentence].paragraph;
    const uint32_t actor = far ? body_before(r, f->sentence, at.first) : NONE;
    if (actor != NONE) {
      f->source.actor = actor;
      f->name = report->actors[actor].name;
      f->code = report->actors[actor].code;
      return;
    }
  } else if (one && IS_ONE_OF(r, at.first, "they", "them")) {
    taken = antecedent(r, k, true, true, true);
    /* "Residents dispute this. They say": those of the sentence before, if no source stands there */
    const uint32_t actor =
        taken == NONE || r->found.at[taken].sentence + 1 < f->sentence ? they_before(r, f->sentence) : NONE;
    if (actor != NONE && (taken == NONE || are_many(r, actor))) {
      f->source.actor = actor;
      f->name = report->actors[actor].name;
      f->code = report->actors[actor].code;
      return;
    }
  } else if (IS_ONE_OF(r, at.first, "its", "his", "her", "their")) {
    /* "its readout": the actor named last before it, or else the last source */
    for (uint32_t i = at.first; i-- > 0 && at.first - i < 60;)
      if (r->actor_of[i] != NONE && report->actors[r->actor_of[i]].kind != SR_ACTOR_STATE &&
          (report->actors[r->actor_of[i]].kind == SR_ACTOR_INSTITUTION) == is_norm(r, at.first, "its")) {
        f->source.actor = r->actor_of[i];
        f->name = report->actors[f->source.actor].name;
        f->code = report->actors[f->source.actor].code;
        return;
      }
    taken = antecedent(r, k, true, true, false);
  } else if (one && IS_ONE_OF(r, at.first, "who", "which", "that")) {
    if (at.first > r->begin && r->actor_of[at.first - 1] != NONE)
      f->source.actor = r->actor_of[at.first - 1];
    else if (at.first > r->begin + 1 && r->actor_of[at.first - 2] != NONE)
      f->source.actor = r->actor_of[at.first - 2];
    if (f->source.actor != NONE) {
      f->name = report->actors[f->source.actor].name;
      f->code = report->actors[f->source.actor].code;
    }
    return;
  } else if (!(one && IS_ONE_OF(r, at.first, "i", "we"))) {
    if (!sr_attr__is_document(r, at)) f->name = plain_name(r, at);
    return;
  }
  if (taken != NONE) {
    f->name = r->found.at[taken].name;
    f->code = r->found.at[taken].code;
    f->source.actor = r->found.at[taken].source.actor;
    if (f->parent < 0) f->parent = r->found.at[taken].parent;
  }
}

/* ---- from tokens to bytes ---- */

static sr_span bytes_of(const sr_report *report, sr_attr__range at) {
  return (sr_span){report->tokens[at.first].span.start, report->tokens[at.end - 1].span.end};
}

static bool add_span(const sr_report *report, sr_span *spans, uint32_t *n, sr_attr__range at) {
  if (at.first >= at.end) return false;
  spans[(*n)++] = bytes_of(report, at);
  return true;
}

static sr_attr__range range_of(sr_av_range at) { return (sr_attr__range){at.first, at.end}; }

/* Source, cue and content as the taggers see them, or else as the rules do. */
static bool give_spans(const sr_report *report, const sr_attr__finding *f, sr_attribution *a) {
  const sr_attr__learnt *learnt = f->learnt;
  const uint32_t n_learnt = learnt ? learnt->source.n + learnt->content.n : 0;
  sr_span *spans = SR_NEW(report->arena, sr_span, 4 + f->more.n + n_learnt);
  if (!spans) return false;
  a->source.at = spans;
  if (!learnt) add_span(report, spans, &a->source.n, f->source.at);
  for (uint32_t m = 0; learnt && m < learnt->source.n; m++)
    add_span(report, spans, &a->source.n, range_of(learnt->source.at[m]));
  spans += a->source.n;
  a->cue.at = spans;
  add_span(report, spans, &a->cue.n, learnt ? (sr_attr__range){learnt->cue.first, learnt->cue.end} : f->cue);
  spans += a->cue.n;
  a->content.at = spans;
  for (uint32_t m = 0; learnt && m < learnt->content.n; m++)
    add_span(report, spans, &a->content.n, range_of(learnt->content.at[m]));
  if (learnt) return true;
  add_span(report, spans, &a->content.n, f->content[0]);
  add_span(report, spans, &a->content.n, f->content[1]);
  for (uint32_t m = 0; m < f->more.n; m++) add_span(report, spans, &a->content.n, f->more.at[m]);
  return true;
}

static bool covers(const sr_attribution *outer, sr_span at) {
  for (uint32_t k = 0; k < outer->content.n; k++)
    if (outer->content.at[k].start <= at.start && at.start < outer->content.at[k].end) return true;
  return false;
}

static uint32_t size_of(const sr_attribution *a) {
  uint32_t size = 0;
  for (uint32_t k = 0; k < a->content.n; k++) size += a->content.at[k].end - a->content.at[k].start;
  return size;
}

/* The innermost of the attributions around k whose content holds its cue. */
static void nest(sr_attribution *all, uint32_t n, uint32_t k) {
  enum { NEAR = 12 }; /* attributions either side that can share a sentence or a quotation with this one */
  if (all[k].parent >= 0 || !all[k].cue.n) return;
  uint32_t best = UINT32_MAX;
  for (uint32_t h = k > NEAR ? k - NEAR : 0; h < n && h <= k + NEAR; h++) {
    if (h == k || all[h].parent == (int32_t)k || !covers(&all[h], all[k].cue.at[0])) continue;
    if (covers(&all[k], all[h].cue.at[0])) continue; /* a tag's content holds the lead, not the other way */
    if (size_of(&all[h]) < best) {
      best = size_of(&all[h]);
      all[k].parent = (int32_t)h;
    }
  }
}

/* Sources that were taken over can lead back to where they came from: no attribution stands in itself. */
static void open_circle(sr_attribution *all, uint32_t k) {
  enum { CHAIN_MAX = 64 }; /* a circle that k is not on must not hold this walk */
  int32_t at = all[k].parent;
  for (int step = 0; at >= 0 && at != (int32_t)k && step < CHAIN_MAX; step++) at = all[at].parent;
  if (at == (int32_t)k) all[k].parent = -1;
}

/* "agreed in October to deliver 200 tons": a deed, where "agreed that" says something. */
static bool agrees_to(const sr_attr__reading *r, const sr_attr__finding *f) {
  return sr_slice_starts(r->report->tokens[f->cue.first].norm, SR_SLICE("agree")) &&
         (f->cue.end >= r->report->n_tokens || !sr_slice_is(r->report->tokens[f->cue.end].norm, "that"));
}

sr_status sr_attr__give_bytes(sr_attr__reading *r, const sr_attribution **out, uint32_t *n, sr_error *err) {
  sr_report *report = r->report;
  sr_attribution *all = SR_NEW(report->arena, sr_attribution, r->found.n ? r->found.n : 1);
  if (!all) return sr_arena_fail(report->arena, err);
  for (uint32_t k = 0; k < r->found.n; k++) {
    const sr_attr__finding *f = &r->found.at[k];
    sr_attribution *a = &all[k];
    if (!give_spans(report, f, a)) return sr_arena_fail(report->arena, err);
    a->source_name = f->name;
    a->source_code = f->code;
    if (f->via != NONE && sr_slice_ends(report->actors[f->via].code, SR_SLICE("JRN")) &&
        report->actors[f->via].kind == SR_ACTOR_INSTITUTION) {
      const sr_actor *told = &report->actors[f->via];
      a->via_name = told->name;
      if (f->via_end > told->first_token + told->n_tokens) /* "Radio Norte", of which the table knows "radio" */
        a->via_name = sr_report_slice(report, bytes_of(report, (sr_attr__range){told->first_token, f->via_end}));
      a->via_code = told->code;
    }
    a->act = f->row == NONE || cue_is(f->row, "act") || agrees_to(r, f);
    a->charge = f->row != NONE && cue_is(f->row, "charge");
    a->quoted = f->quoted;
    a->parent = f->parent;
    a->sentence = f->sentence;
  }
  for (uint32_t k = 0; k < r->found.n; k++) nest(all, r->found.n, k);
  for (uint32_t k = 0; k < r->found.n; k++) open_circle(all, k);
  *out = all;
  *n = r->found.n;
  return SR_OK;
}
