#include "claim/lexicon.h"

#include "base/slice.h"

#include "lexicon/claim_acts.h"
#include "lexicon/claim_classes.h"
#include "lexicon/claim_cues.h"
#include "lexicon/claim_nouns.h"
#include "lexicon/claim_verbs.h"
#include "lexicon/claim_words.h"
#include "lexicon/contact_words.h"
#include "lexicon/countries.h"
#include "lexicon/forecast_acts.h"
#include "lexicon/frames.h"
#include "lexicon/speech_acts.h"

#define SR_X(name, word) word,
static const char *const class_words[] = {SR_THINGS(SR_X)};
static const char *const verb_words[] = {SR_VERBS(SR_X)};
static const char *const cue_words[] = {SR_CUES(SR_X)};
#undef SR_X

/* A table being opened: what every step needs. */
typedef struct opening {
  sr_arena *arena;
  const sr_table *table;
  uint32_t row;
  sr_error *err;
} opening;

static sr_status bad_word(const opening *o, sr_slice word) {
  return sr_fail(o->err, SR_ERR_INPUT, SR_NOWHERE, "table %s, row %u: unknown word '%.*s'", o->table->name, o->row + 1,
                 SR_FMT(word));
}

static sr_status find_word(const opening *o, const char *const *words, uint32_t n, sr_slice word, uint32_t *found) {
  for (uint32_t i = 0; i < n; i++) {
    if (sr_slice_is(word, words[i])) {
      *found = i;
      return SR_OK;
    }
  }
  return bad_word(o, word);
}

/* Words parted by spaces -> bits; *first is the first of them. */
static sr_status find_bits(const opening *o, const char *const *words, uint32_t n, sr_slice list, sr_set *bits,
                           uint32_t *first) {
  *bits = 0;
  while (list.ptr && list.len) {
    uint32_t found = 0;
    sr_status status = find_word(o, words, n, sr_slice_split(&list, ' '), &found);
    if (status) return status;
    if (!*bits && first) *first = found;
    *bits |= SR_BIT(found);
  }
  return SR_OK;
}

/* The enumerated value of a word among those from first to last, underscores for spaces. */
static sr_status find_value(const opening *o, sr_enum first, sr_enum last, sr_slice word, sr_enum *value) {
  for (int v = (int)first; v <= (int)last; v++) {
    const sr_slice name = sr_slice_of(sr_enum_name((sr_enum)v));
    bool same = name.len == word.len;
    for (size_t i = 0; same && i < name.len; i++)
      same = name.ptr[i] == word.ptr[i] || (name.ptr[i] == ' ' && word.ptr[i] == '_');
    if (same) {
      *value = (sr_enum)v;
      return SR_OK;
    }
  }
  return bad_word(o, word);
}

static bool is_vowel(char c) { return c && strchr("aeiou", c) != NULL; }

static bool ends_in_sound_of_s(sr_slice word) {
  return sr_slice_ends(word, SR_SLICE("s")) || sr_slice_ends(word, SR_SLICE("x")) ||
         sr_slice_ends(word, SR_SLICE("z")) || sr_slice_ends(word, SR_SLICE("ch")) ||
         sr_slice_ends(word, SR_SLICE("sh"));
}

/* "carry", "try", but not "play". */
static bool ends_in_single_y(sr_slice word) {
  return word.len > 1 && word.ptr[word.len - 1] == 'y' && !is_vowel(word.ptr[word.len - 2]);
}

static sr_slice without_last(sr_slice word) { return sr_slice_cut(word, 0, word.len - 1); }

/* Regular -s of plurals and of the third person. */
static sr_slice with_s(sr_arena *arena, sr_slice word) {
  if (ends_in_sound_of_s(word)) return sr_arena_join(arena, word, SR_SLICE("es"));
  if (ends_in_single_y(word)) return sr_arena_join(arena, without_last(word), SR_SLICE("ies"));
  return sr_arena_join(arena, word, SR_SLICE("s"));
}

/* A short verb with one vowel doubles its last letter, and so does a longer one that ends in its stress: "stop",
 * "stopped"; "commit", "committed"; "confer", but not "offer". */
static bool doubles(sr_slice word) {
  static const char *const stressed[] = {"mit", "pel", "cur", "fer"};
  const size_t n = word.len;
  for (size_t i = 0; n > 4 && i < sizeof stressed / sizeof *stressed; i++)
    if (sr_slice_ends(word, sr_slice_of(stressed[i]))) return !sr_slice_ends(word, SR_SLICE("ffer"));
  if (n < 3 || n > 4) return false;
  const char last = word.ptr[n - 1];
  return !is_vowel(last) && !strchr("wxy", last) && is_vowel(word.ptr[n - 2]) && !is_vowel(word.ptr[n - 3]);
}

/* ending: "ing" or "ed". */
static sr_slice with_ending(sr_arena *arena, sr_slice word, sr_slice ending) {
  const bool ing = ending.ptr[0] == 'i';
  if (sr_slice_ends(word, SR_SLICE("e")) && !(ing && sr_slice_ends(word, SR_SLICE("ee"))))
    return sr_arena_join(arena, without_last(word), ending);
  if (!ing && ends_in_single_y(word)) return sr_arena_join(arena, without_last(word), SR_SLICE("ied"));
  if (doubles(word)) word = sr_arena_join(arena, word, sr_slice_cut(word, word.len - 1, word.len));
  return word.ptr ? sr_arena_join(arena, word, ending) : word;
}

static sr_status add(const opening *o, sr_phrases *set, sr_slice phrase, uint32_t value) {
  if (!phrase.ptr) return sr_arena_fail(o->arena, o->err);
  return sr_phrases_add(set, phrase, value, o->err);
}

/* A verb phrase in all its forms, the first word inflected. forms: irregular past and participle. */
static sr_status add_verb(const opening *o, sr_phrases *set, sr_slice phrase, sr_slice forms, uint32_t row) {
  sr_slice rest = phrase;
  const sr_slice word = sr_slice_split(&rest, ' ');
  rest = sr_slice_cut(phrase, word.len, phrase.len); /* with the space before it */
  sr_status status = add(o, set, phrase, row * 8 + SR_VF_BASE);
  if (status) return status;
  const sr_slice s = with_s(o->arena, word), ing = with_ending(o->arena, word, SR_SLICE("ing"));
  if (!s.ptr || !ing.ptr) return sr_arena_fail(o->arena, o->err);
  status = add(o, set, sr_arena_join(o->arena, s, rest), row * 8 + SR_VF_S);
  if (status) return status;
  status = add(o, set, sr_arena_join(o->arena, ing, rest), row * 8 + SR_VF_ING);
  if (status) return status;
  if (!forms.len) {
    const sr_slice ed = with_ending(o->arena, word, SR_SLICE("ed"));
    if (!ed.ptr) return sr_arena_fail(o->arena, o->err);
    return add(o, set, sr_arena_join(o->arena, ed, rest), row * 8 + SR_VF_ED);
  }
  uint32_t n = 1;
  for (size_t i = 0; i < forms.len; i++) n += forms.ptr[i] == '|';
  for (uint32_t i = 0; i < n; i++) {
    const sr_verb_form form = n == 1 ? SR_VF_ED : n > 2 ? SR_VF_OTHER : i ? SR_VF_PARTICIPLE : SR_VF_PAST;
    status = add(o, set, sr_slice_split(&forms, '|'), row * 8 + (uint32_t)form);
    if (status) return status;
  }
  return SR_OK;
}

/* "Haitians": the people of each state of lexicon/countries.tsv, where claim_nouns.tsv has no row for them. */
static sr_status add_peoples(sr_frame_tables *t, const opening *o, sr_noun *nouns, uint32_t n) {
  const sr_table *states = &sr_table_countries;
  for (uint32_t row = 0; row < states->rows; row++) {
    const sr_slice people = sr_table_cell(states, row, SR_COUNTRIES_PEOPLE);
    if (!sr_slice_ends(people, SR_SLICE("s"))) continue;
    const sr_slice one = sr_slice_cut(people, 0, people.len - 1);
    if (sr_table_find(&sr_table_claim_nouns, &one, 1) != UINT32_MAX) continue;
    nouns[n] = (sr_noun){.word = one, .classes = SR_BIT(SR_THING_PERSON), .usual = SR_THING_PERSON};
    const sr_status status = add(o, t->nouns, people, n++ * 2 + 1);
    if (status) return status;
  }
  return SR_OK;
}

static sr_status open_nouns(sr_frame_tables *t, opening o) {
  o.table = &sr_table_claim_nouns;
  sr_noun *nouns = SR_NEW(o.arena, sr_noun, o.table->rows + sr_table_countries.rows);
  t->nouns = sr_phrases_new(o.arena);
  if (!nouns || !t->nouns) return sr_arena_fail(o.arena, o.err);
  t->noun = nouns;
  for (o.row = 0; o.row < o.table->rows; o.row++) {
    sr_noun *noun = &nouns[o.row];
    noun->word = sr_table_cell(o.table, o.row, SR_CLAIM_NOUNS_NOUN);
    uint32_t usual = 0;
    sr_status status = find_bits(&o, class_words, SR_THING_COUNT, sr_table_cell(o.table, o.row, SR_CLAIM_NOUNS_CLASS),
                                 &noun->classes, &usual);
    if (status) return status;
    noun->usual = (sr_thing)usual;
    const sr_slice value = sr_table_cell(o.table, o.row, SR_CLAIM_NOUNS_VALUE);
    const bool weapon = sr_claim__within(t, noun->usual, SR_THING_WEAPON) || noun->usual == SR_THING_ATTACK;
    const bool toll = noun->usual == SR_THING_TOLL || noun->usual == SR_THING_TOLL_NOUN;
    if (noun->usual == SR_THING_AREA || noun->usual == SR_THING_DISTANCE) {
      noun->unit = value;
    } else if (value.len) {
      status = weapon ? find_value(&o, SR_WEAPON_DRONE, SR_WEAPON_UNSPECIFIED, value, &noun->value)
               : toll ? find_value(&o, SR_CATEGORY_KILLED, SR_CATEGORY_EQUIPMENT, value, &noun->value)
                      : find_value(&o, SR_OBJECT_RESIDENTIAL, SR_OBJECT_OTHER, value, &noun->value);
      if (status) return status;
    }
    status = add(&o, t->nouns, noun->word, o.row * 2);
    if (status) return status;
    sr_slice forms = sr_table_cell(o.table, o.row, SR_CLAIM_NOUNS_FORMS);
    if (!forms.len) {
      status = add(&o, t->nouns, with_s(o.arena, noun->word), o.row * 2 + 1);
      /* "doses of vaccine" */
      const size_t of = sr_slice_find(noun->word, ' ', 0);
      const sr_slice rest = of == SR_NOWHERE ? noun->word : sr_slice_cut(noun->word, of, noun->word.len);
      if (!status && sr_slice_starts(rest, SR_SLICE(" of "))) {
        const sr_slice many = with_s(o.arena, sr_slice_cut(noun->word, 0, of));
        status = many.ptr ? add(&o, t->nouns, sr_arena_format(o.arena, "%.*s%.*s", SR_FMT(many), SR_FMT(rest)),
                                o.row * 2 + 1)
                          : sr_arena_fail(o.arena, o.err);
      }
      if (status) return status;
    }
    while (forms.ptr && forms.len) {
      const sr_slice form = sr_slice_split(&forms, '|');
      if (sr_slice_eq(form, noun->word)) continue; /* "aircraft": the form does not tell the number */
      status = add(&o, t->nouns, form, o.row * 2 + 1);
      if (status) return status;
    }
  }
  return add_peoples(t, &o, nouns, o.table->rows);
}

static sr_status open_verbs(sr_frame_tables *t, opening o) {
  static const char *const sides[] = {"object", "subject", "either"};
  o.table = &sr_table_claim_verbs;
  sr_verb_row *verbs = SR_NEW(o.arena, sr_verb_row, o.table->rows);
  t->verbs = sr_phrases_new(o.arena);
  if (!verbs || !t->verbs) return sr_arena_fail(o.arena, o.err);
  t->verb = verbs;
  for (o.row = 0; o.row < o.table->rows; o.row++) {
    uint32_t side = 0;
    sr_status status = find_bits(&o, verb_words, SR_VERB_COUNT, sr_table_cell(o.table, o.row, SR_CLAIM_VERBS_CLASS),
                                 &verbs[o.row].verbs, NULL);
    if (!status) status = find_word(&o, sides, 3, sr_table_cell(o.table, o.row, SR_CLAIM_VERBS_SIDE), &side);
    if (status) return status;
    verbs[o.row].side = (sr_side)side;
    status = add_verb(&o, t->verbs, sr_table_cell(o.table, o.row, SR_CLAIM_VERBS_VERB),
                      sr_table_cell(o.table, o.row, SR_CLAIM_VERBS_FORMS), o.row);
    if (status) return status;
  }
  o.table = &sr_table_claim_acts;
  sr_set *acts = SR_NEW(o.arena, sr_set, o.table->rows);
  t->acts = sr_phrases_new(o.arena);
  if (!acts || !t->acts) return sr_arena_fail(o.arena, o.err);
  t->act = acts;
  for (o.row = 0; o.row < o.table->rows; o.row++) {
    sr_status status = find_bits(&o, verb_words, SR_VERB_COUNT, sr_table_cell(o.table, o.row, SR_CLAIM_ACTS_CLASS),
                                 &acts[o.row], NULL);
    if (!status) status = add(&o, t->acts, sr_table_cell(o.table, o.row, SR_CLAIM_ACTS_NOUN), o.row);
    if (status) return status;
  }
  return SR_OK;
}

/* A table of verb phrases with one value each; part is the column that says "noun", or 0. */
static sr_status open_act_rows(opening o, const sr_table *table, uint32_t act, uint32_t part, uint32_t forms,
                               sr_enum first, sr_enum last, sr_phrases **set, const sr_act_row **rows) {
  o.table = table;
  sr_act_row *list = SR_NEW(o.arena, sr_act_row, table->rows);
  *set = sr_phrases_new(o.arena);
  if (!list || !*set) return sr_arena_fail(o.arena, o.err);
  *rows = list;
  for (o.row = 0; o.row < table->rows; o.row++) {
    sr_status status = find_value(&o, first, last, sr_table_cell(table, o.row, act), &list[o.row].act);
    list[o.row].noun = part && sr_slice_is(sr_table_cell(table, o.row, part), "noun");
    if (!status) status = add_verb(&o, *set, sr_table_cell(table, o.row, 0), sr_table_cell(table, o.row, forms), o.row);
    if (status) return status;
  }
  return SR_OK;
}

static sr_status open_cues(sr_frame_tables *t, opening o) {
  o.table = &sr_table_claim_cues;
  sr_set *bits = SR_NEW(o.arena, sr_set, o.table->rows);
  t->cues = sr_phrases_new(o.arena);
  if (!bits || !t->cues) return sr_arena_fail(o.arena, o.err);
  t->cue = bits;
  sr_slice before = {0};
  uint32_t at = 0;
  for (o.row = 0; o.row < o.table->rows; o.row++) {
    /* one phrase may stand in several rows, which the sorting has put together */
    const sr_slice phrase = sr_table_cell(o.table, o.row, SR_CLAIM_CUES_PHRASE);
    if (!sr_slice_eq(phrase, before)) at = o.row;
    before = phrase;
    uint32_t cue = 0;
    sr_status status = find_word(&o, cue_words, SR_CUE_COUNT, sr_table_cell(o.table, o.row, SR_CLAIM_CUES_CUE), &cue);
    if (!status) status = add(&o, t->cues, phrase, at);
    if (status) return status;
    bits[at] |= SR_BIT(cue);
  }
  return SR_OK;
}

static sr_status open_classes(sr_frame_tables *t, opening o) {
  o.table = &sr_table_claim_classes;
  for (uint32_t i = 0; i < SR_THING_COUNT; i++) t->parent[i] = SR_THING_COUNT;
  for (o.row = 0; o.row < o.table->rows; o.row++) {
    uint32_t inner = 0, outer = SR_THING_COUNT;
    const sr_slice parent = sr_table_cell(o.table, o.row, SR_CLAIM_CLASSES_PARENT);
    sr_status status = find_word(&o, class_words, SR_THING_COUNT, sr_table_cell(o.table, o.row, 0), &inner);
    if (!status && parent.len) status = find_word(&o, class_words, SR_THING_COUNT, parent, &outer);
    if (status) return status;
    t->parent[inner] = outer;
  }
  return SR_OK;
}

static sr_status open_fields(const opening *o, sr_slice fields, sr_frame *frame) {
  while (fields.ptr && fields.len) {
    sr_slice word = sr_slice_split(&fields, ' ');
    const sr_slice name = sr_slice_split(&word, '=');
    sr_status status = SR_OK;
    if (sr_slice_is(name, "category"))
      status = find_value(o, SR_CATEGORY_KILLED, SR_CATEGORY_EQUIPMENT, word, &frame->category);
    else if (sr_slice_is(name, "outcome"))
      status = find_value(o, SR_OUTCOME_SHOT_DOWN, SR_OUTCOME_SUPPRESSED, word, &frame->outcome);
    else if (sr_slice_is(name, "measure"))
      status = find_value(o, SR_MEASURE_AREA, SR_MEASURE_COUNT, word, &frame->measure);
    else if (sr_slice_is(name, "act"))
      status = find_value(o, SR_ACT_HOLDS, SR_ACT_CONTESTED, word, &frame->act);
    else if (sr_slice_is(name, "status"))
      status = find_value(o, SR_STATUS_PLEDGED, SR_STATUS_DELIVERED, word, &frame->status);
    else if (sr_slice_is(name, "object"))
      status = find_value(o, SR_OBJECT_RESIDENTIAL, SR_OBJECT_OTHER, word, &frame->object);
    else if (sr_slice_is(name, "modality") && sr_slice_is(word, "offered"))
      frame->modality = SR_MODALITY_OFFERED;
    else if (sr_slice_is(name, "modality") && sr_slice_is(word, "possible"))
      frame->modality = SR_MODALITY_POSSIBLE;
    else
      status = bad_word(o, name);
    if (status) return status;
  }
  return SR_OK;
}

static sr_status open_frames(sr_frame_tables *t, opening o) {
  static const char *const kinds[] = {"losses", "advance", "control", "strike", "interception", "damage", "aid"};
  static const sr_claim_kind kind_of[] = {SR_KIND_LOSSES,       SR_KIND_ADVANCE, SR_KIND_CONTROL, SR_KIND_STRIKE,
                                          SR_KIND_INTERCEPTION, SR_KIND_DAMAGE,  SR_KIND_AID};
  static const char *const parties[] = {"none", "subject", "owner", "foe", "actor"};
  o.table = &sr_table_frames;
  sr_frame *frames = SR_NEW(o.arena, sr_frame, o.table->rows);
  if (!frames) return sr_arena_fail(o.arena, o.err);
  for (o.row = 0; o.row < o.table->rows; o.row++) {
    sr_frame *frame = &frames[o.row];
    uint32_t verb = 0, thing = 0, kind = 0, party = 0;
    sr_status status =
        find_word(&o, verb_words, SR_VERB_COUNT, sr_table_cell(o.table, o.row, SR_FRAMES_TRIGGER), &verb);
    if (!status)
      status = find_word(&o, class_words, SR_THING_COUNT, sr_table_cell(o.table, o.row, SR_FRAMES_ON), &thing);
    if (!status) status = find_word(&o, kinds, 7, sr_table_cell(o.table, o.row, SR_FRAMES_KIND), &kind);
    if (!status) status = find_word(&o, parties, 5, sr_table_cell(o.table, o.row, SR_FRAMES_PARTY), &party);
    if (!status) status = open_fields(&o, sr_table_cell(o.table, o.row, SR_FRAMES_FIELDS), frame);
    if (status) return status;
    frame->kind = kind_of[kind];
    frame->party = (sr_party_rule)party;
    frame->agent = sr_slice_is(sr_table_cell(o.table, o.row, SR_FRAMES_ROLE), "agent");
    frame->confidence = sr_table_number(o.table, o.row, SR_FRAMES_CONFIDENCE);
    t->frame[verb][thing] = frame;
  }
  return SR_OK;
}

sr_status sr_frames_open(sr_arena *arena, sr_frame_tables **tables, sr_error *err) {
  sr_frame_tables *t = SR_NEW(arena, sr_frame_tables, 1);
  if (!t) return sr_arena_fail(arena, err);
  const opening o = {.arena = arena, .err = err};
  sr_status status = open_classes(t, o);
  if (!status) status = open_nouns(t, o);
  if (!status) status = open_verbs(t, o);
  if (!status) status = open_cues(t, o);
  if (!status) status = sr_words_open(arena, &sr_table_claim_words, &t->words, err);
  if (!status) status = open_frames(t, o);
  if (!status)
    status = open_act_rows(o, &sr_table_speech_acts, SR_SPEECH_ACTS_ACT, 0, SR_SPEECH_ACTS_FORMS, SR_ACT_DEMAND,
                           SR_ACT_EXPRESS, &t->speech, &t->speech_act);
  if (!status)
    status = open_act_rows(o, &sr_table_contact_words, SR_CONTACT_WORDS_FORM, SR_CONTACT_WORDS_PART,
                           SR_CONTACT_WORDS_FORMS, SR_FORM_MEETING, SR_FORM_LETTER, &t->contacts, &t->contact);
  if (!status)
    status = open_act_rows(o, &sr_table_forecast_acts, SR_FORECAST_ACTS_ACT, 0, SR_FORECAST_ACTS_FORMS, SR_ACT_ADVANCE,
                           SR_ACT_NEGOTIATE, &t->forecasts, &t->forecast);
  if (status) return status;
  *tables = t;
  return SR_OK;
}

const sr_frame *sr_claim__frame(const sr_frame_tables *tables, sr_verb verb, sr_thing thing) {
  for (uint32_t c = thing; c < SR_THING_COUNT; c = tables->parent[c])
    if (tables->frame[verb][c]) return tables->frame[verb][c];
  return NULL;
}

bool sr_claim__within(const sr_frame_tables *tables, sr_thing inner, sr_thing outer) {
  for (uint32_t c = inner; c < SR_THING_COUNT; c = tables->parent[c])
    if (c == (uint32_t)outer) return true;
  return false;
}
