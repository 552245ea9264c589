/* Phrase sets as a trie whose edges stand in one open-addressing table, at most half full; see the header. */
#include "text/phrases.h"

#include "base/error.h"
#include "base/slice.h"
#include "base/vec.h"
#include "text/abbreviation.h"
#include "text/token.h"

enum { NO_VALUE = UINT32_MAX, ROOM_MIN = 64, FIRST_BITS = 1 << 14 };

typedef struct edge {
  sr_slice word;
  uint32_t hash, from, to; /* nodes; to 0: free, for nothing leads to the root */
} edge;

struct sr_phrases {
  sr_arena *arena;
  edge *edges;
  uint32_t room; /* a power of two */
  /* A bit for the hash of each word that begins a phrase: nine words in ten of a text begin none, and are told by 2 KB
   * that stay in the nearest cache where the edges of all sets would not. */
  uint64_t firsts[FIRST_BITS / 64];
  SR_VEC(uint32_t) values; /* a node's value, or NO_VALUE where no phrase ends; node 0 is the root */
};

/* The edge from a node by a word, or the free place where it belongs. */
static edge *edge_at(const sr_phrases *set, uint32_t from, sr_slice word, uint32_t hash) {
  for (uint32_t i = hash & (set->room - 1);; i = (i + 1) & (set->room - 1)) {
    edge *e = &set->edges[i];
    if (!e->to || (e->hash == hash && e->from == from && sr_slice_eq(e->word, word))) return e;
  }
}

static uint32_t hash_of(uint32_t from, sr_slice word) {
  const uint32_t hash = sr_slice_hash(SR_SLICE_HASH ^ from * 0x9E3779B1u, word);
  return hash ^ hash >> 15;
}

static bool may_begin(const sr_phrases *set, uint32_t hash) {
  return set->firsts[hash % FIRST_BITS / 64] >> hash % 64 & 1;
}

static bool grow(sr_phrases *set) {
  const edge *before = set->edges;
  const uint32_t n = set->room;
  edge *edges = n <= UINT32_MAX / 4 ? SR_NEW(set->arena, edge, n ? 2 * n : ROOM_MIN) : NULL;
  if (!edges) return false;
  set->edges = edges;
  set->room = n ? 2 * n : ROOM_MIN;
  for (uint32_t i = 0; i < n; i++)
    if (before[i].to) *edge_at(set, before[i].from, before[i].word, before[i].hash) = before[i];
  return true;
}

sr_phrases *sr_phrases_new(sr_arena *arena) {
  sr_phrases *set = SR_NEW(arena, sr_phrases, 1);
  if (!set) return NULL;
  set->arena = arena;
  uint32_t *root = SR_PUSH(arena, &set->values);
  if (!root || !grow(set)) return NULL;
  *root = NO_VALUE;
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
    const sr_slice word = phrase->at[i];
    const uint32_t hash = hash_of(node, word);
    edge *e = edge_at(set, node, word, hash);
    if (!e->to) {
      if (set->values.n > set->room / 2) { /* there is an edge for each node but the root */
        if (!grow(set)) return sr_arena_fail(set->arena, err);
        e = edge_at(set, node, word, hash);
      }
      const sr_slice kept = sr_arena_copy(set->arena, word);
      uint32_t *fresh = SR_PUSH(set->arena, &set->values);
      if (!fresh || !kept.ptr) return sr_arena_fail(set->arena, err);
      *fresh = NO_VALUE;
      *e = (edge){kept, hash, node, set->values.n - 1};
      if (!node) set->firsts[hash % FIRST_BITS / 64] |= UINT64_C(1) << hash % 64;
    }
    node = e->to;
  }
  if (set->values.at[node] == NO_VALUE) set->values.at[node] = value;
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
    const sr_slice word = tokens[i].norm;
    if (word.len > PHRASE_MAX) break;
    const uint32_t hash = hash_of(node, word);
    if (!node && !may_begin(set, hash)) break;
    node = edge_at(set, node, word, hash)->to;
    if (!node) break;
    if (set->values.at[node] != NO_VALUE) {
      longest = i + 1;
      *value = set->values.at[node];
    }
  }
  return longest;
}
