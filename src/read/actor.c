/* Actor reading: noun phrases around the heads of a table; see the header. */
#include "read/actor.h"

#include "base/utf8.h"
#include "lexicon/given_names.h"
#include "read/actor_parts.h"
#include "read/holder.h"

enum {
  LOOK_BACK = 200 /* actors searched for what a short form means: a bound on time, far above one page */
};

typedef sr_actor__reading reading;
typedef sr_actor__phrase phrase;

static sr_status add_forms(sr_phrases *set, sr_slice forms, uint32_t value, sr_error *err) {
  while (forms.ptr && forms.len) {
    const sr_slice form = sr_slice_split(&forms, '|');
    if (form.len) SR_TRY(sr_phrases_add(set, form, value, err));
  }
  return SR_OK;
}

sr_status sr_actor_open(sr_arena *arena, sr_actor_tables **out, sr_error *err) {
  static const uint32_t columns[][2] = {{SR_COUNTRIES_NAME, STATE_NAME},
                                        {SR_COUNTRIES_FORMS, STATE_NAME},
                                        {SR_COUNTRIES_ADJECTIVES, STATE_ADJECTIVE},
                                        {SR_COUNTRIES_PEOPLE, STATE_PEOPLE},
                                        {SR_COUNTRIES_METONYMS, STATE_METONYM}};
  sr_actor_tables *tables = SR_NEW(arena, sr_actor_tables, 1);
  if (!tables || !(tables->bodies = sr_phrases_new(arena)) || !(tables->words = sr_phrases_new(arena)) ||
      !(tables->states = sr_phrases_new(arena)))
    return sr_arena_fail(arena, err);
  SR_TRY(sr_holders_open(arena, &tables->holders, err));
  for (uint32_t row = 0; row < sr_table_actors.rows; row++) {
    SR_TRY(sr_phrases_add(tables->bodies, sr_table_cell(&sr_table_actors, row, SR_ACTORS_NAME), row, err));
    SR_TRY(add_forms(tables->bodies, sr_table_cell(&sr_table_actors, row, SR_ACTORS_FORMS), row, err));
  }
  for (uint32_t row = 0; row < sr_table_actor_words.rows; row++)
    SR_TRY(sr_phrases_add(tables->words, word_cell(row, SR_ACTOR_WORDS_WORD), row, err));
  for (uint32_t c = 0; c < sizeof columns / sizeof *columns; c++)
    for (uint32_t row = 0; row < sr_table_countries.rows; row++)
      SR_TRY(add_forms(tables->states, country_cell(row, columns[c][0]), columns[c][1] * STATE_KIND + row, err));
  *out = tables;
  return SR_OK;
}

/* ---- one report ---- */

typedef struct alias {
  sr_slice norm; /* lower case */
  uint32_t actor;
} alias;

static sr_actor *push(reading *r, uint32_t first, uint32_t end, uint32_t head_row, bool bare) {
  sr_arena *arena = r->report->arena;
  uint32_t *head = SR_PUSH(r->report->scratch, &r->heads);
  bool *is_bare = SR_PUSH(r->report->scratch, &r->bare);
  sr_actor *actor = SR_PUSH(arena, &r->actors);
  if (!head || !is_bare || !actor) return NULL;
  *head = head_row;
  *is_bare = bare;
  const sr_token *tokens = r->report->tokens;
  actor->span = (sr_span){tokens[first].span.start, tokens[end - 1].span.end};
  actor->first_token = first;
  actor->n_tokens = end - first;
  actor->sentence = tokens[first].sentence;
  return actor;
}

static bool remember(reading *r, uint32_t first, uint32_t end, uint32_t actor) {
  sr_slice key = sr_utf8_norm(r->report->scratch, text_of(r, first, end));
  return key.ptr && sr_map_put(&r->aliases, r->report->scratch, key, actor);
}

/* An actor met before under a name of 3, 2 or 1 tokens at i; the number of tokens. */
static uint32_t alias_at(reading *r, uint32_t i, uint32_t *actor) {
  if (!is_capital(r, i)) return 0;
  for (uint32_t n = r->end - i < 4 ? r->end - i : 4; n; n--) {
    const sr_arena_mark mark = sr_arena_save(r->report->scratch);
    const sr_slice key = sr_utf8_norm(r->report->scratch, text_of(r, i, i + n));
    *actor = key.ptr ? sr_map_get(&r->aliases, key) : SR_MAP_NONE;
    sr_arena_reset(r->report->scratch, mark);
    if (*actor != SR_MAP_NONE) return n;
  }
  return 0;
}

/* A person is called again by the whole name, by its last part, and one who holds an office also by its first where
 * that is no given name: "Wang". */
static bool remember_person(reading *r, uint32_t first, uint32_t end, uint32_t actor) {
  uint32_t known, row;
  if (!remember(r, first, end, actor) || !remember(r, end - 1, end, actor)) return false;
  if (end - first < 2 || holder_at(r, first, &row) < 2 ||
      sr_table_find(&sr_table_given_names, &r->report->tokens[first].norm, 1) != UINT32_MAX ||
      alias_at(r, first, &known) == 1)
    return true;
  return remember(r, first, first + 1, actor);
}

/* A name at i that the model takes for a person's: how many tokens. */
static uint32_t model_person_at(const reading *r, uint32_t i) {
  enum { NAMES_MAX = 4 };
  if (!is_capital(r, i)) return 0;
  const uint32_t start = r->report->tokens[i].span.start;
  uint32_t low = 0, high = r->report->n_entities;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (r->report->entities[mid].span.start < start)
      low = mid + 1;
    else
      high = mid;
  }
  if (low == r->report->n_entities || r->report->entities[low].span.start != start) return 0;
  const sr_entity *e = &r->report->entities[low];
  if (!sr_slice_is(sr_slice_of(e->type), "PER")) return 0;
  for (uint32_t n = 1; n <= NAMES_MAX && i + n <= r->end; n++) {
    if (place_at(r, i + n - 1) || in_time(r, i + n - 1)) return 0;
    if (r->report->tokens[i + n - 1].span.end == e->span.end) return n;
  }
  return 0;
}

/* Capitalised words at i that can be a person's name: how many, 0 if they are something else. */
static uint32_t person_at(reading *r, uint32_t i) {
  enum { NAMES_MAX = 4 };
  uint32_t n = 0, row, value;
  const uint32_t known = holder_at(r, i, &row); /* "Abdel Fattah al-Burhan", "Israel Katz" */
  if (known > 1) return known;
  while (n < NAMES_MAX && i + n < r->end && is_capital(r, i + n) && r->report->tokens[i + n].kind == SR_TOKEN_WORD &&
         sr_word_class_of(r->report, i + n) == SR_CLASS_NAME && !in_time(r, i + n) && !head_at(r, i + n, &row) &&
         !body_at(r, i + n, &row) && !state_at(r, i + n, &value) && !place_at(r, i + n))
    n++;
  return n;
}

/* The office that a person held on the report's date gives him a code and a role where the text gives none. */
static void take_office(const reading *r, uint32_t i, sr_actor *actor) {
  uint32_t row;
  if (!holder_at(r, i, &row)) return;
  row = sr_holder_on(row, r->report->about.date);
  if (row == SR_NO_HOLDER) return;
  if (!actor->code.len) actor->code = sr_holder_code(row);
  if (!actor->role.len) actor->role = sr_holder_office(row);
}

static sr_actor_kind kind_of(const reading *r, const phrase *p) {
  if (p->head_row == NONE) return SR_ACTOR_INSTITUTION;
  const sr_slice class = word_cell(p->head_row, SR_ACTOR_WORDS_CLASS);
  if (sr_slice_is(class, "office")) return SR_ACTOR_OFFICE;
  if (sr_slice_is(class, "person")) return SR_ACTOR_UNNAMED;
  if (sr_slice_is(class, "forces") && p->country != NONE && p->head == p->end - 1) return SR_ACTOR_STATE;
  (void)r;
  return SR_ACTOR_INSTITUTION;
}

/* “The Meridian” behind "the weekly": the end of the quoted name, 0 if there is none. */
static uint32_t quoted_name(const reading *r, uint32_t i) {
  enum { NAME_MAX = 5 };
  if (!is_quote(r, i) || !is_capital(r, i + 1)) return 0;
  for (uint32_t k = i + 2; k < r->end && k - i <= NAME_MAX + 1; k++)
    if (is_quote(r, k)) return k + 1;
  return 0;
}

/* Does the head take a title behind it without quotation marks: "the newspaper Horizont", "the charity Open Doors"? */
static bool takes_title(const reading *r, const phrase *p) {
  if (p->head_row == NONE || is_capital(r, p->head)) return false;
  const sr_slice class = word_cell(p->head_row, SR_ACTOR_WORDS_CLASS),
                 sector = word_cell(p->head_row, SR_ACTOR_WORDS_SECTOR);
  return sr_slice_is(class, "media") || sr_slice_is(class, "institute") ||
         (sr_slice_is(class, "body") && (sr_slice_is(sector, "NGO") || sr_slice_is(sector, "BUS")));
}

/* Capitalised words at i that can be a body's title: how many. */
static uint32_t title_at(const reading *r, uint32_t i) {
  enum { TITLE_MAX = 5 };
  uint32_t n = 0, row;
  const uint32_t body = body_at(r, i, &row);
  if (body) return body;
  while (n < TITLE_MAX && i + n < r->end && is_capital(r, i + n) && r->report->tokens[i + n].kind == SR_TOKEN_WORD &&
         !in_time(r, i + n) && (n || !place_at(r, i)) && sr_word_class_of(r->report, i + n) == SR_CLASS_NAME)
    n++;
  return n;
}

/* "a rights group, RNDDH, counts": the tokens of a title between commas behind the head; 0 where it may be one of a
 * list.
 */
static uint32_t title_aside(const reading *r, const phrase *p) {
  if (!takes_title(r, p) || !is_norm(r, p->end, ",")) return 0;
  const uint32_t n = title_at(r, p->end + 1), after = p->end + 1 + n;
  return n && is_norm(r, after, ",") && !is_norm(r, after + 1, "and") && !is_norm(r, after + 1, "or") ? n : 0;
}

/* "RNDDH, a rights group, counts", "says RNDDH, a rights group.": the first token of the name that the phrase explains;
 * NONE where a preposition, a place or a day stands before its comma. */
static uint32_t explained_by(const reading *r, const phrase *p, uint32_t end) {
  enum { NAME_MAX = 4 };
  const uint32_t start = r->report->sentences[r->report->tokens[p->first].sentence].first_token;
  if (!takes_title(r, p) || p->first < start + 3 || !is_norm(r, p->first - 2, ",") ||
      !(is_norm(r, p->first - 1, "a") || is_norm(r, p->first - 1, "an") || is_norm(r, p->first - 1, "the")) ||
      !(end >= r->end || r->report->tokens[end].kind == SR_TOKEN_PUNCT))
    return NONE;
  uint32_t first = p->first - 2;
  while (first > start && first + NAME_MAX > p->first - 2 && is_capital(r, first - 1) && !place_at(r, first - 1) &&
         !in_time(r, first - 1) && r->report->tokens[first - 1].kind == SR_TOKEN_WORD)
    first--;
  const bool led = first > start && sr_word_class_of(r->report, first - 1) == SR_CLASS_PREPOSITION;
  return first < p->first - 2 && !led ? first : NONE;
}

/* Reads what begins at i; *next is where to go on. False: no memory. */
static bool read_phrase(reading *r, uint32_t i, uint32_t *next) {
  phrase p;
  if (!sr_actor__gather(r, i, &p)) return true;
  const uint32_t index = r->actors.n;
  const sr_slice class = p.head_row == NONE ? SR_SLICE("body") : word_cell(p.head_row, SR_ACTOR_WORDS_CLASS);
  if (sr_slice_is(class, "document")) return true;

  if (sr_slice_is(class, "media") && is_capital(r, p.head)) /* "Radio Liberty" */
    while (p.end < r->end && is_capital(r, p.end) && !in_time(r, p.end) &&
           sr_word_class_of(r->report, p.end) == SR_CLASS_NAME)
      p.end++;
  const uint32_t quoted = sr_slice_is(class, "media") || sr_slice_is(class, "institute") ? quoted_name(r, p.end) : 0;
  if (quoted) {
    sr_actor *actor = push(r, p.first, quoted, p.head_row, false);
    if (!actor) return false;
    actor->kind = SR_ACTOR_INSTITUTION;
    actor->name = collapse(r, text_of(r, p.end + 1, quoted - 1));
    actor->code = sr_actor__phrase_code(r, &p);
    *next = quoted;
    return remember(r, p.end + 1, quoted - 1, index);
  }
  uint32_t title = takes_title(r, &p) ? title_at(r, p.end) : 0, from = p.end;
  if (!title && (title = title_aside(r, &p))) from++;
  if (title) { /* "the broadcaster Suspilne", "the aid group Mercy Corps" */
    uint32_t row;
    const bool known = body_at(r, from, &row) > 0;
    *next = from + title;
    sr_actor *actor = push(r, p.first, *next, p.head_row, false);
    if (!actor) return false;
    actor->kind = SR_ACTOR_INSTITUTION;
    actor->name = known ? sr_table_cell(&sr_table_actors, row, SR_ACTORS_NAME) : collapse(r, text_of(r, from, *next));
    actor->code = known ? sr_table_cell(&sr_table_actors, row, SR_ACTORS_CODE) : sr_actor__phrase_code(r, &p);
    return remember(r, from, *next, index);
  }
  const uint32_t names = sr_slice_is(class, "office") || sr_slice_is(class, "person") ? person_at(r, p.end) : 0;
  if (names) {
    sr_actor *actor = push(r, p.first, p.end + names, p.head_row, false);
    if (!actor) return false;
    actor->kind = SR_ACTOR_PERSON;
    actor->name = collapse(r, text_of(r, p.end, p.end + names));
    actor->role = sr_actor__phrase_name(r, &p, p.end);
    actor->code = sr_actor__phrase_code(r, &p);
    take_office(r, p.end, actor);
    *next = p.end + names;
    return remember_person(r, p.end, *next, index);
  }
  const uint32_t end = sr_actor__complement(r, &p);
  const uint32_t called = explained_by(r, &p, end);
  sr_actor *last = r->actors.n ? &r->actors.at[r->actors.n - 1] : NULL;
  const bool taken = called != NONE && last && last->first_token + last->n_tokens > called;
  if (called != NONE && (!taken || (last->kind == SR_ACTOR_PERSON && !last->code.len && last->first_token == called))) {
    sr_actor *actor = taken ? last : push(r, called, end, p.head_row, false);
    if (!actor) return false;
    actor->span.end = r->report->tokens[end - 1].span.end;
    actor->n_tokens = end - called;
    actor->kind = SR_ACTOR_INSTITUTION;
    actor->name = collapse(r, text_of(r, called, p.first - 2));
    actor->code = sr_actor__phrase_code(r, &p);
    *next = end;
    return remember(r, called, p.first - 2, taken ? index - 1 : index);
  }
  const uint32_t behind = sr_slice_is(class, "office") && end > p.end ? person_at(r, end) : 0;
  if (behind >= 2) { /* "the head of the regional administration Petro Kovalenko" */
    sr_actor *actor = push(r, p.first, end + behind, p.head_row, false);
    if (!actor) return false;
    actor->kind = SR_ACTOR_PERSON;
    actor->name = collapse(r, text_of(r, end, end + behind));
    actor->role = sr_actor__phrase_name(r, &p, end);
    actor->code = sr_actor__phrase_code(r, &p);
    take_office(r, end, actor);
    *next = end + behind;
    return remember_person(r, end, *next, index);
  }
  const bool same = is_norm(r, p.first, "same") && p.first + 1 == p.head; /* "the same centre" */
  const bool bare = p.the && (p.first == p.head || same) && end == p.end && p.head_row != NONE;
  sr_actor *actor = push(r, p.first, end, p.head_row, bare);
  if (!actor) return false;
  actor->kind = kind_of(r, &p);
  actor->code = sr_actor__phrase_code(r, &p);
  if (actor->kind == SR_ACTOR_STATE) {
    actor->name = country_cell(p.country, SR_COUNTRIES_NAME);
    if (sr_slice_is(word_cell(p.head_row, SR_ACTOR_WORDS_WORD), "side"))
      actor->name = sr_actor__phrase_name(r, &p, end);
  } else if (p.head_row == NONE &&
             (p.first == p.head || p.last_lower == p.head || /* also "fifteen Houthis" */
              (p.first + 1 == p.head && sr_word_class_of(r->report, p.first) == SR_CLASS_NUMBER))) {
    actor->name = sr_table_cell(&sr_table_actors, p.body, SR_ACTORS_NAME);
  } else {
    actor->name = sr_actor__phrase_name(r, &p, end);
  }
  if (!actor->name.ptr) return false;
  if (actor->kind == SR_ACTOR_OFFICE) actor->role = actor->name;
  *next = end;
  if (is_norm(r, end, "(") && is_capital(r, end + 1) && is_norm(r, end + 2, ")"))
    return remember(r, end + 1, end + 2, index);
  return true;
}

/* "Brussels" is the Union whose seat it is, unless the report has named the state whose capital it is; NONE. */
static uint32_t body_of_seat(const reading *r, sr_slice seat, sr_slice state) {
  for (uint32_t k = 0; k + 1 < r->actors.n; k++) /* the last is the seat itself */
    if (sr_slice_starts(r->actors.at[k].code, state)) return NONE;
  for (uint32_t row = 0; row < sr_table_actors.rows; row++) {
    sr_slice seats = sr_table_cell(&sr_table_actors, row, SR_ACTORS_SEATS);
    while (seats.ptr && seats.len)
      if (sr_slice_eq(sr_slice_split(&seats, '|'), seat)) return row;
  }
  return NONE;
}

static bool read_state(reading *r, uint32_t i, uint32_t n, uint32_t value, uint32_t *next) {
  const uint32_t kind = value / STATE_KIND;
  const sr_place *place = place_at(r, i);
  /* "in Kyiv" is a place; Kyiv that says or gets something is the state. */
  const sr_token *token = &r->report->tokens[i];
  const bool acts =
      place && sr_slice_is(place->feature, "ADM1") && sr_slice_is(token->deprel, "nsubj"); /* Washington */
  if (kind == STATE_METONYM && (!place || (place->literal && !acts))) return true;
  if (place && place->n_tokens > n) return true; /* "Port Sudan" */
  sr_actor *actor = push(r, i, i + n, NONE, false);
  if (!actor) return false;
  actor->kind = SR_ACTOR_STATE;
  actor->name = country_cell(value % STATE_KIND, SR_COUNTRIES_NAME);
  actor->code = country_cell(value % STATE_KIND, SR_COUNTRIES_ALPHA3);
  const uint32_t body = kind == STATE_METONYM ? body_of_seat(r, text_of(r, i, i + n), actor->code) : NONE;
  if (body != NONE) {
    actor->kind = SR_ACTOR_INSTITUTION;
    actor->name = sr_table_cell(&sr_table_actors, body, SR_ACTORS_NAME);
    actor->code = sr_table_cell(&sr_table_actors, body, SR_ACTORS_CODE);
  }
  *next = i + n;
  return true;
}

static bool read_name(reading *r, uint32_t i, uint32_t *next) {
  uint32_t known;
  const uint32_t n = alias_at(r, i, &known);
  if (n) {
    const uint32_t head = r->heads.at[known];
    sr_actor *actor = push(r, i, i + n, head, false);
    if (!actor) return false;
    const sr_actor *full = &r->actors.at[known];
    actor->name = full->name;
    actor->code = full->code;
    actor->role = full->role;
    actor->kind = full->kind;
    *next = i + n;
    return true;
  }
  /* Two or more names in a row, which nothing else has claimed: a person; one that the table knows is enough. */
  uint32_t row, names = holder_at(r, i, &row);
  const bool holder = names > 0 && (names > 1 || !place_at(r, i));
  if (!holder) names = model_person_at(r, i);
  if (!names) {
    names = person_at(r, i);
    if (names < 2 || names > 3) return true;
  }
  const uint32_t index = r->actors.n;
  sr_actor *actor = push(r, i, i + names, NONE, false);
  if (!actor) return false;
  actor->kind = SR_ACTOR_PERSON;
  actor->name = collapse(r, text_of(r, i, i + names));
  take_office(r, i, actor);
  *next = i + names;
  return remember_person(r, i, *next, index);
}

static bool ends_with_word(sr_slice name, sr_slice word) {
  if (name.len <= word.len) return false;
  const sr_slice tail = sr_slice_cut(name, name.len - word.len, name.len);
  return name.ptr[name.len - word.len - 1] == ' ' && sr_slice_eq_nocase(tail, word);
}

/* "the ministry" of the Ministry of Public Health. */
static bool opens_with_word(sr_slice name, sr_slice word) {
  if (name.len <= word.len + 4 || !sr_slice_eq_nocase(sr_slice_cut(name, 0, word.len), word)) return false;
  const sr_slice tail = sr_slice_cut(name, word.len, name.len);
  return sr_slice_starts(tail, SR_SLICE(" of ")) || sr_slice_starts(tail, SR_SLICE(" for "));
}

/* "the alliance" for NATO, by the table. */
static bool is_short_for(sr_slice word, sr_slice name) {
  const uint32_t row = sr_table_find(&sr_table_actors, &name, 1);
  return row != UINT32_MAX && sr_slice_eq(sr_table_cell(&sr_table_actors, row, SR_ACTORS_SHORT), word);
}

/* "the institute", "the governor": the fuller actor that it takes up again. */
static void resolve_short_forms(reading *r) {
  for (uint32_t i = 0; i < r->actors.n; i++) {
    if (!r->bare.at[i]) continue;
    sr_actor *actor = &r->actors.at[i];
    const sr_slice word = word_cell(r->heads.at[i], SR_ACTOR_WORDS_WORD);
    const sr_slice class = word_cell(r->heads.at[i], SR_ACTOR_WORDS_CLASS);
    const bool by_class = sr_slice_is(class, "institute") || sr_slice_is(class, "media");
    for (uint32_t k = i, looked = 0; k-- > 0 && looked < LOOK_BACK; looked++) {
      const sr_actor *before = &r->actors.at[k];
      if (r->bare.at[k]) continue;
      /* "the army" is the state's, where a rebel army was named */
      if (sr_slice_is(word, "army") && sr_slice_ends(before->code, SR_SLICE("REB"))) continue;
      const sr_slice title = before->role.len ? before->role : before->name;
      const bool same_class =
          by_class && r->heads.at[k] != NONE && sr_slice_eq(word_cell(r->heads.at[k], SR_ACTOR_WORDS_CLASS), class);
      if (!same_class && !ends_with_word(title, word) && !opens_with_word(title, word) &&
          !is_short_for(word, before->name))
        continue;
      actor->name = before->name;
      actor->code = before->code;
      actor->role = before->role;
      actor->kind = before->kind;
      break;
    }
  }
}

/* "Germany will give, | its development minister said": whose minister it is; NONE where nobody stands near. */
static uint32_t owner_of(const reading *r, uint32_t index) {
  enum { ACTORS_BACK = 8 };
  const sr_actor *a = &r->actors.at[index];
  const sr_token *before = a->first_token ? &r->report->tokens[a->first_token - 1] : NULL;
  if (a->code.len || (a->kind != SR_ACTOR_OFFICE && a->kind != SR_ACTOR_INSTITUTION) || !before ||
      before->sentence != a->sentence ||
      !(sr_slice_is(before->norm, "its") || (sr_slice_is(before->norm, "their") && a->kind == SR_ACTOR_OFFICE)))
    return NONE;
  uint32_t first = NONE; /* of the sentence, else of the one before */
  for (uint32_t i = index, steps = 0; i-- > 0 && steps < ACTORS_BACK; steps++) {
    const uint32_t sentence = r->actors.at[i].sentence;
    if (sentence + 1 < a->sentence || (first != NONE && sentence < r->actors.at[first].sentence)) break;
    first = i;
  }
  if (first == NONE || !r->actors.at[first].code.len) return NONE;
  const sr_actor_kind kind = r->actors.at[first].kind;
  return kind == SR_ACTOR_STATE || kind == SR_ACTOR_INSTITUTION ? first : NONE;
}

static bool name_by_owners(reading *r) {
  for (uint32_t i = 0; i < r->actors.n; i++) {
    const uint32_t index = owner_of(r, i);
    if (index == NONE) continue;
    sr_actor *a = &r->actors.at[i];
    const sr_actor *owner = &r->actors.at[index];
    const bool state = owner->kind == SR_ACTOR_STATE;
    const sr_slice whose = state ? sr_country_adjective(owner->code) : owner->name;
    if (!whose.len) continue;
    const sr_slice sector = r->heads.at[i] == NONE ? (sr_slice){0} : word_cell(r->heads.at[i], SR_ACTOR_WORDS_SECTOR);
    a->name = sr_arena_format(r->report->arena, "%.*s %.*s", SR_FMT(whose), SR_FMT(a->name));
    a->code =
        state ? sr_arena_format(r->report->arena, "%.*s%.*s", SR_FMT(sr_slice_cut(owner->code, 0, 3)), SR_FMT(sector))
              : owner->code;
    if (a->role.len) a->role = a->name;
    if (!a->name.ptr || !a->code.ptr) return false;
  }
  return true;
}

sr_status sr_actors_read(const sr_actor_tables *tables, sr_report *report, sr_error *err) {
  reading r = {.tables = tables, .report = report};
  sr_map_init(&r.aliases);
  r.place_of = SR_NEW(report->scratch, uint32_t, report->n_tokens);
  r.in_time = SR_NEW(report->scratch, bool, report->n_tokens);
  if (!r.place_of || !r.in_time) return sr_arena_fail(report->scratch, err);
  for (uint32_t i = 0; i < report->n_tokens; i++) r.place_of[i] = NONE;
  for (uint32_t k = 0; k < report->n_places; k++)
    for (uint32_t i = 0; report->places[k].kind == SR_PLACE_NAME && i < report->places[k].n_tokens; i++)
      r.place_of[report->places[k].first_token + i] = k;
  for (uint32_t k = 0; k < report->n_times; k++)
    for (uint32_t i = 0; i < report->times[k].n_tokens; i++) r.in_time[report->times[k].first_token + i] = true;
  for (uint32_t s = 0; s < report->n_sentences; s++) {
    const sr_sentence *sentence = &report->sentences[s];
    r.end = sentence->first_token + sentence->n_tokens;
    for (uint32_t i = sentence->first_token; i < r.end;) {
      uint32_t next = i, value = 0, n;
      const bool quoted = is_quote(&r, i) && i + 1 < r.end;
      if (quoted) { /* “Kontur” again */
        uint32_t known;
        if ((n = alias_at(&r, i + 1, &known)) && is_quote(&r, i + 1 + n) && !read_name(&r, i + 1, &next))
          return sr_arena_fail(report->arena, err);
      } else if (may_stand_in_phrase(&r, i) || head_at(&r, i, &value) || state_at(&r, i, &value) ||
                 is_acronym_at(&r, i)) {
        const bool person = holder_at(&r, i, &value) > 1; /* "Israel Katz" is no state */
        if (person && !read_name(&r, i, &next)) return sr_arena_fail(report->arena, err);
        if (next == i && !read_phrase(&r, i, &next)) return sr_arena_fail(report->arena, err);
        if (next == i && (n = state_at(&r, i, &value)) && !read_state(&r, i, n, value, &next))
          return sr_arena_fail(report->arena, err);
        if (next == i && !read_name(&r, i, &next)) return sr_arena_fail(report->arena, err);
      }
      i = next > i ? next : i + 1;
    }
  }
  resolve_short_forms(&r);
  if (!name_by_owners(&r)) return sr_arena_fail(report->arena, err);
  report->actors = r.actors.at;
  report->n_actors = r.actors.n;
  return SR_OK;
}

sr_slice sr_country_adjective(sr_slice code) {
  for (uint32_t row = 0; row < sr_table_countries.rows && code.len >= 3; row++)
    if (sr_slice_eq(sr_slice_cut(code, 0, 3), country_cell(row, SR_COUNTRIES_ALPHA3))) {
      sr_slice all = country_cell(row, SR_COUNTRIES_ADJECTIVES);
      return all.len ? sr_slice_split(&all, '|') : (sr_slice){0};
    }
  return (sr_slice){0};
}
