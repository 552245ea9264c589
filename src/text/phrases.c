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

static sr_status add_tokens(sr_phrases *set, const sr_token *tokens, uint32_t n, uint32_t value, sr_error *err) {
  uint32_t node = 0;
  for (uint32_t i = 0; i < n; i++) {
    char room[NODE_BYTES + TOKEN_MAX];
    if (tokens[i].norm.len > TOKEN_MAX)
      return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "phrase holds a word of more than %d bytes", (int)TOKEN_MAX);
    const sr_slice key = edge_key(room, node, tokens[i].norm);
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

sr_status sr_phrases_add(sr_phrases *set, sr_slice phrase, uint32_t value, sr_error *err) {
  /* Copied first: tokens point into the text, and edges must outlive the caller's. Cut as it is cut before a figure,
   * where "km." and "no." keep their stop. */
  char *copy = sr_arena_alloc(set->arena, phrase.len + 2);
  if (!copy) return sr_arena_fail(set->arena, err);
  memcpy(copy, phrase.ptr, phrase.len);
  memcpy(copy + phrase.len, " 0", 2);
  const sr_slice before_figure = {copy, phrase.len + 2};
  sr_token_vec tokens = {0};
  SR_TRY(sr_tokens_split(set->arena, before_figure, (sr_span){0, (uint32_t)phrase.len + 2}, &tokens, err));
  if (tokens.n < 2) return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "phrase '%.*s' holds no word", SR_FMT(phrase));
  SR_TRY(add_tokens(set, tokens.at, tokens.n - 1, value, err));
  /* At the end of a sentence a unit's stop is a token of its own: "5 km." finds "km.", too. */
  const sr_slice last = tokens.at[tokens.n - 2].norm;
  const sr_slice bare = sr_slice_cut(last, 0, last.len - 1);
  if (!sr_slice_ends(last, SR_SLICE(".")) || sr_abbreviation_of(bare, SR_SLICE(" 0")) != SR_ABBREVIATION_UNIT)
    return SR_OK;
  tokens.at[tokens.n - 2].norm = bare;
  return add_tokens(set, tokens.at, tokens.n - 1, value, err);
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
