/* Phrase sets as a trie: the map's key is (node, token) and its value the next node; see the header. */
#include "text/phrases.h"

#include "base/error.h"
#include "base/slice.h"
#include "base/vec.h"
#include "text/abbreviation.h"
#include "text/token.h"

enum {
  NODE_BYTES = sizeof(uint32_t),
  TOKEN_MAX = 124 /* bytes of one token in a phrase */
};

struct sr_phrases {
  sr_arena *arena;
  sr_map edges;
  SR_VEC(uint32_t) values; /* a node's value, or SR_MAP_NONE where no phrase ends; node 0 is the root */
};

static sr_slice edge_key(char room[NODE_BYTES + TOKEN_MAX], uint32_t node, sr_slice norm) {
  memcpy(room, &node, NODE_BYTES);
  memcpy(room + NODE_BYTES, norm.ptr, norm.len);
  return (sr_slice){room, NODE_BYTES + norm.len};
}

sr_phrases *sr_phrases_new(sr_arena *arena) {
  sr_phrases *set = SR_NEW(arena, sr_phrases, 1);
  if (!set) return NULL;
  set->arena = arena;
  sr_map_init(&set->edges);
  uint32_t *root = SR_PUSH(arena, &set->values);
  if (!root) return NULL;
  *root = SR_MAP_NONE;
  return set;
}

/* The words of one phrase, off the arena, so that cutting a phrase leaves nothing in it but its edges. */
enum { PHRASE_MAX = 240, WORDS_MAX = 24 };
typedef struct words {
  sr_slice at[WORDS_MAX];
  uint32_t n;
  char room[2 * PHRASE_MAX];
} words;

static sr_status add_words(sr_phrases *set, const words *phrase, uint32_t value, sr_error *err) {
  uint32_t node = 0;
  for (uint32_t i = 0; i < phrase->n; i++) {
    char room[NODE_BYTES + TOKEN_MAX];
    if (phrase->at[i].len > TOKEN_MAX)
      return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "phrase holds a word of more than %d bytes", (int)TOKEN_MAX);
    const sr_slice key = edge_key(room, node, phrase->at[i]);
    uint32_t next = sr_map_get(&set->edges, key);
    if (next == SR_MAP_NONE) {
      next = set->values.n;
      uint32_t *fresh = SR_PUSH(set->arena, &set->values);
      const sr_slice kept = sr_arena_copy(set->arena, key);
      if (!fresh || !kept.ptr || !sr_map_put(&set->edges, set->arena, kept, next))
        return sr_arena_fail(set->arena, err);
      *fresh = SR_MAP_NONE;
    }
    node = next;
  }
  if (set->values.at[node] == SR_MAP_NONE) set->values.at[node] = value;
  return SR_OK;
}

/* Most phrases of the tables are plain words, which every tokenizer cuts at the spaces: a quarter of a cold start was
 * spent on cutting them by rule. false: the phrase needs the rules. */
static bool cut_plain(sr_slice phrase, words *out) {
  if (phrase.len > PHRASE_MAX) return false;
  out->n = 0;
  size_t from = 0;
  for (size_t i = 0; i <= phrase.len; i++) {
    const uint8_t c = i < phrase.len ? (uint8_t)phrase.ptr[i] : ' ';
    if (i < phrase.len) out->room[i] = (char)sr_to_lower(c);
    if (sr_is_alpha(c)) continue;
    if (c != ' ' || i == from || out->n == WORDS_MAX) return false;
    out->at[out->n++] = (sr_slice){out->room + from, i - from};
    from = i + 1;
  }
  return true;
}

/* Cuts a phrase as it is cut before a figure, where "km." and "no." keep their stop. */
static sr_status cut(sr_phrases *set, sr_slice phrase, words *out, sr_error *err) {
  char copy[PHRASE_MAX + 2];
  if (phrase.len > PHRASE_MAX)
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "phrase of more than %d bytes", (int)PHRASE_MAX);
  memcpy(copy, phrase.ptr, phrase.len);
  memcpy(copy + phrase.len, " 0", 2);
  const sr_slice before_figure = {copy, phrase.len + 2};
  sr_token_vec tokens = {0};
  SR_TRY(sr_tokens_split(set->arena, before_figure, (sr_span){0, (uint32_t)phrase.len + 2}, &tokens, err));
  if (tokens.n < 2) return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "phrase '%.*s' holds no word", SR_FMT(phrase));
  size_t used = 0;
  for (out->n = 0; out->n + 1 < tokens.n; out->n++) {
    const sr_slice norm = tokens.at[out->n].norm;
    if (out->n == WORDS_MAX || norm.len > sizeof out->room - used)
      return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "phrase of more than %d words", (int)WORDS_MAX);
    memcpy(out->room + used, norm.ptr, norm.len);
    out->at[out->n] = (sr_slice){out->room + used, norm.len};
    used += norm.len;
  }
  return SR_OK;
}

sr_status sr_phrases_add(sr_phrases *set, sr_slice phrase, uint32_t value, sr_error *err) {
  words cut_up;
  if (cut_plain(phrase, &cut_up)) return add_words(set, &cut_up, value, err);
  const sr_arena_mark mark = sr_arena_save(set->arena);
  const sr_status status = cut(set, phrase, &cut_up, err);
  sr_arena_reset(set->arena, mark);
  if (status) return status;
  SR_TRY(add_words(set, &cut_up, value, err));
  /* At the end of a sentence a unit's stop is a token of its own: "5 km." finds "km.", too. */
  sr_slice *last = &cut_up.at[cut_up.n - 1];
  const sr_slice bare = sr_slice_cut(*last, 0, last->len - 1);
  if (!sr_slice_ends(*last, SR_SLICE(".")) || sr_abbreviation_of(bare, SR_SLICE(" 0")) != SR_ABBREVIATION_UNIT)
    return SR_OK;
  *last = bare;
  return add_words(set, &cut_up, value, err);
}

uint32_t sr_phrases_match(const sr_phrases *set, const sr_token *tokens, uint32_t n, uint32_t *value) {
  uint32_t node = 0, longest = 0;
  for (uint32_t i = 0; i < n; i++) {
    char room[NODE_BYTES + TOKEN_MAX];
    if (tokens[i].norm.len > TOKEN_MAX) break;
    node = sr_map_get(&set->edges, edge_key(room, node, tokens[i].norm));
    if (node == SR_MAP_NONE) break;
    if (set->values.at[node] != SR_MAP_NONE) {
      longest = i + 1;
      *value = set->values.at[node];
    }
  }
  return longest;
}
