#include "syntax/write.h"

#include "base/json.h"
#include "base/slice.h"
#include "base/vec.h"

/* Does MISC hold a name tag of an earlier run? */
static bool is_tagged(sr_slice misc) {
  return sr_slice_holds(misc, SR_SLICE("Entity=B-")) || sr_slice_holds(misc, SR_SLICE("Entity=I-"));
}

/* MISC of the word with its name tag in place of what an earlier run said. */
static sr_slice misc_of(const sr_model *m, sr_arena *arena, const sr_conllu_word *word, const sr_parsed *parsed) {
  sr_slice misc = word->space_after ? (sr_slice){0} : SR_SLICE("SpaceAfter=No");
  if (word->misc.len) misc = word->misc;
  if (is_tagged(misc)) {
    sr_slice kept = {0};
    for (sr_slice rest = misc; rest.ptr;) {
      const sr_slice item = sr_slice_split(&rest, '|');
      if (is_tagged(item)) continue;
      kept = kept.len ? sr_arena_format(arena, "%.*s|%.*s", SR_FMT(kept), SR_FMT(item)) : item;
      if (!kept.ptr) return kept;
    }
    misc = kept;
  }
  if (!parsed->entity) return misc.len ? misc : SR_SLICE("_");
  const sr_slice tag = sr_string_at(&m->entities, parsed->entity);
  return sr_arena_format(arena, "Entity=%.*s%s%.*s", SR_FMT(tag), misc.len ? "|" : "", SR_FMT(misc));
}

sr_status sr_parsed_to_conllu(const sr_model *model, sr_conllu_sentence *sentence, const sr_parsed *parsed,
                              sr_arena *arena, sr_slice *lines, sr_error *err) {
  for (uint32_t i = 0; i < sentence->n_words; i++, parsed++) {
    sr_conllu_word *w = &sentence->words[i];
    w->misc = misc_of(model, arena, w, parsed);
    if (!w->misc.ptr) return sr_arena_fail(arena, err);
    w->lemma = parsed->lemma;
    w->upos = parsed->upos;
    w->xpos = parsed->xpos;
    w->feats = parsed->feats;
    w->head = parsed->head;
    w->deprel = parsed->deprel;
  }
  *lines = sr_conllu_format(arena, sentence);
  return lines->ptr ? SR_OK : sr_arena_fail(arena, err);
}

typedef struct line {
  sr_arena *arena;
  SR_VEC(char) bytes;
} line;

static sr_status append(void *user, sr_slice bytes, sr_error *err) {
  line *to = user;
  const uint32_t used = to->bytes.n;
  if (bytes.len > UINT32_MAX / 4 - used) return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "a sentence of too many bytes");
  const uint32_t room = used + (uint32_t)bytes.len;
  if (room > to->bytes.room) {
    char *bigger = sr_arena_grow(to->arena, to->bytes.at, to->bytes.room, 2 * (size_t)room);
    if (!bigger) return sr_arena_fail(to->arena, err);
    to->bytes.at = bigger;
    to->bytes.room = 2 * room;
  }
  memcpy(to->bytes.at + used, bytes.ptr, bytes.len);
  to->bytes.n = room;
  return SR_OK;
}

static void key_known(sr_json *json, const char *key, sr_slice value) {
  if (value.len) sr_json_key_text(json, key, value);
}

sr_status sr_parsed_to_json(const sr_model *model, const sr_conllu_sentence *sentence, const sr_parsed *parsed,
                            const char *text, sr_arena *arena, sr_slice *out, sr_error *err) {
  line to = {.arena = arena};
  sr_json json;
  sr_json_begin(&json, append, &to);
  sr_json_object(&json);
  sr_json_key(&json, "words");
  sr_json_array(&json);
  for (uint32_t i = 0; i < sentence->n_words; i++) {
    const sr_slice form = sentence->words[i].form;
    const sr_parsed *p = &parsed[i];
    sr_json_object(&json);
    sr_json_key_text(&json, "form", form);
    if (text) {
      sr_json_key_int(&json, "start", form.ptr - text);
      sr_json_key_int(&json, "end", form.ptr - text + (int64_t)form.len);
    }
    sr_json_key_text(&json, "lemma", p->lemma);
    key_known(&json, "upos", p->upos);
    key_known(&json, "xpos", p->xpos);
    key_known(&json, "feats", p->feats);
    sr_json_key_int(&json, "head", p->head);
    key_known(&json, "deprel", p->deprel);
    if (p->entity) sr_json_key_text(&json, "entity", sr_string_at(&model->entities, p->entity));
    sr_json_object_end(&json);
  }
  sr_json_array_end(&json);
  sr_json_object_end(&json);
  sr_json_line(&json);
  SR_TRY(sr_json_end(&json, err));
  *out = (sr_slice){to.bytes.at, to.bytes.n};
  return SR_OK;
}
