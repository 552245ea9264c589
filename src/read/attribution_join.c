/* Rules and taggers together: the taggers give the spans, the rules who a source is.
 *
 * An attribution that both find keeps the rules' kind, names and parent. One that the taggers alone find has the kind
 * of its cue's row in lexicon/cues.tsv; a cue that is not in the table ("wants", "believes") is a deed or an attitude.
 * What the rules alone find stands where it is a convention of the desk ("Reportedly", "quoted by"); verbs that the
 * taggers leave out are left out. Chains of sources do not stand on this but on report->speech. */
#include "read/attribution_parts.h"

#include "base/once.h"
#include "syntax/find.h"

struct sr_attribution_model {
  const char *path;
  sr_once once;
  sr_tagger_file file;
  sr_attr__taggers taggers;
};

sr_status sr_attr__model_new(sr_arena *arena, struct sr_attribution_model **out, sr_error *err) {
  struct sr_attribution_model *model = SR_NEW(arena, struct sr_attribution_model, 1);
  const char *folder = NULL;
  if (!model) return sr_arena_fail(arena, err);
  SR_TRY(sr_models_folder(arena, &folder, err));
  model->path = sr_arena_format(arena, "%s/attribution.sitrep", folder).ptr;
  if (!model->path) return sr_arena_fail(arena, err);
  sr_once_init(&model->once);
  *out = model;
  return SR_OK;
}

void sr_attribution_close(sr_attribution_tables *tables) {
  if (!tables || !tables->model) return;
  sr_tagger_close(&tables->model->file);
  sr_once_end(&tables->model->once);
}

static sr_status open_model(void *what, sr_error *err) {
  struct sr_attribution_model *model = what;
  const sr_status status = sr_tagger_map(model->path, &model->file, err);
  if (!status) model->taggers = sr_attr__taggers_of(&model->file);
  return status;
}

sr_status sr_attributions_prepare(const sr_attribution_tables *tables, sr_error *err) {
  return sr_once_open(&tables->model->once, open_model, tables->model, err);
}

bool sr_attr__open_taggers(const sr_attribution_tables *tables, sr_attr__taggers *taggers) {
  if (sr_attributions_prepare(tables, NULL)) return false;
  *taggers = tables->model->taggers;
  return taggers->cue != NULL;
}

/* The finding whose cue shares most tokens with a cue, or NONE. */
static uint32_t best_match(const sr_attr__reading *r, const uint32_t *cue_of, const bool *taken, sr_av_range cue) {
  uint32_t best = NONE, most = 0;
  for (uint32_t i = cue.first; i < cue.end; i++) {
    const uint32_t k = cue_of[i];
    if (k == NONE || taken[k]) continue;
    const sr_attr__range at = r->found.at[k].cue;
    const uint32_t first = at.first > cue.first ? at.first : cue.first, end = at.end < cue.end ? at.end : cue.end;
    if (end > first && end - first > most) {
      best = k;
      most = end - first;
    }
  }
  return best;
}

/* The row of the cue's verb or phrase in the table, or NONE. */
static uint32_t row_of(const sr_attr__view *view, sr_av_range cue) {
  uint32_t row = NONE;
  for (uint32_t i = cue.first; i < cue.end; i++)
    if (view->at[i].phrase_row != SR_AV_NONE) row = view->at[i].phrase_row;
  static const char *const kinds[] = {"report", "charge", "act", "according", "citing", "cited"};
  for (size_t k = 0; row != NONE && k < sizeof kinds / sizeof *kinds; k++)
    if (cue_is(row, kinds[k])) return row;
  return NONE;
}

/* The actor that a source is: the one that ends nearest to the source's end. */
static uint32_t actor_in(const sr_attr__reading *r, sr_av_range at) {
  for (uint32_t i = at.end; i-- > at.first;)
    if (r->actor_of[i] != NONE) return r->actor_of[i];
  return NONE;
}

static sr_attr__finding as_finding(const sr_attr__reading *r, const sr_attr__view *view, const sr_attr__learnt *l) {
  sr_attr__finding f = {.cue = {l->cue.first, l->cue.end},
                        .source = {.actor = NONE, .taken = NONE},
                        .row = row_of(view, l->cue),
                        .sentence = r->report->tokens[l->cue.first].sentence,
                        .parent = -1,
                        .via = NONE,
                        .learnt = l,
                        .learnt_only = true};
  if (l->source.n) {
    f.source.at = (sr_attr__range){l->source.at[0].first, l->source.at[0].end};
    f.source.actor = actor_in(r, l->source.at[0]);
  }
  for (uint32_t m = 0; m < l->content.n; m++) f.quoted |= view->at[l->content.at[m].first].mark == SR_AV_OPEN;
  return f;
}

/* Findings in the order of their cues: the rules' as they stand, the others put between them. */
static bool merge(sr_attr__reading *r, const sr_attr__view *view, const sr_attr__learnt_list *list,
                  const bool *matched) {
  sr_arena *arena = r->report->scratch;
  sr_attr__finding *all = SR_NEW(arena, sr_attr__finding, r->found.n + list->n + 1);
  uint32_t *now = SR_NEW(arena, uint32_t, r->found.n + 1), n = 0, k = 0;
  if (!all || !now) return false;
  for (uint32_t f = 0; f <= r->found.n; f++) {
    for (; k < list->n && (f == r->found.n || list->at[k].cue.first < r->found.at[f].cue.first); k++)
      if (!matched[k]) all[n++] = as_finding(r, view, &list->at[k]);
    if (f == r->found.n) break;
    now[f] = n;
    all[n++] = r->found.at[f];
  }
  for (uint32_t f = 0; f < n; f++) {
    if (all[f].learnt_only) continue;
    if (all[f].parent >= 0) all[f].parent = (int32_t)now[all[f].parent];
    if (all[f].source.taken != NONE) all[f].source.taken = now[all[f].source.taken];
  }
  r->found.at = all;
  r->found.n = r->found.room = n;
  return true;
}

/* Whether a finding stands without the taggers. */
static bool stands_alone(const sr_attr__finding *f) {
  return f->learnt || cue_is(f->row, "nobody") || cue_is(f->row, "citing") || cue_is(f->row, "cited") ||
         cue_is(f->row, "signed");
}

static bool drop_others(sr_attr__reading *r) {
  uint32_t *now = SR_NEW(r->report->scratch, uint32_t, r->found.n + 1), n = 0;
  if (!now) return false;
  for (uint32_t f = 0; f < r->found.n; f++) {
    now[f] = stands_alone(&r->found.at[f]) ? n : NONE;
    if (now[f] != NONE) r->found.at[n++] = r->found.at[f];
  }
  r->found.n = n;
  for (uint32_t f = 0; f < n; f++) {
    int32_t *parent = &r->found.at[f].parent;
    if (*parent >= 0) *parent = now[*parent] == NONE ? -1 : (int32_t)now[*parent];
  }
  return true;
}

sr_status sr_attr__join(sr_attr__reading *r, bool *joined, sr_error *err) {
  sr_attr__taggers taggers;
  sr_arena *arena = r->report->scratch;
  if (!sr_attr__has_trees(r->report) || !sr_attr__open_taggers(r->tables, &taggers)) return SR_OK;
  sr_attr__view view;
  sr_attr__learnt_list list = {0};
  SR_TRY(sr_attr__view_make(r->tables, r->report, arena, &view, err));
  SR_TRY(sr_attr__learnt_read(&taggers, &view, arena, &list, err));
  uint32_t *cue_of = SR_NEW(arena, uint32_t, r->report->n_tokens);
  bool *taken = SR_NEW(arena, bool, r->found.n + 1), *matched = SR_NEW(arena, bool, list.n + 1);
  if (!cue_of || !taken || !matched) return sr_arena_fail(arena, err);
  for (uint32_t i = 0; i < r->report->n_tokens; i++) cue_of[i] = NONE;
  for (uint32_t k = 0; k < r->found.n; k++)
    for (uint32_t i = r->found.at[k].cue.first; i < r->found.at[k].cue.end; i++) cue_of[i] = k;
  for (uint32_t k = 0; k < list.n; k++) {
    const uint32_t f = best_match(r, cue_of, taken, list.at[k].cue);
    if (f == NONE) continue;
    taken[f] = matched[k] = true;
    r->found.at[f].learnt = &list.at[k];
  }
  if (!merge(r, &view, &list, matched)) return sr_arena_fail(arena, err);
  for (uint32_t k = 0; k < r->found.n; k++)
    if (r->found.at[k].learnt_only) sr_attr__name_source(r, k);
  if (!drop_others(r)) return sr_arena_fail(arena, err);
  *joined = true;
  return SR_OK;
}
