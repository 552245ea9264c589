/* Phrase sets as a trie; see the header. Its nodes stand in a row, and an open-addressing index finds the node that a
 * word leads to from another. The index holds nothing but numbers and is at most half full, so that it stays near when
 * the sets of all tables are asked by turns, and that a set grows without being moved. */
#include "text/phrases.h"

#include "base/error.h"
#include "base/slice.h"
#include "base/vec.h"
#include "text/abbreviation.h"
#include "text/token.h"

enum {
  NO_VALUE = UINT32_MAX,
  ROOM_MIN = 64,
  FIRST_BITS = 1 << 14,
  PHRASE_MAX = 240,
  WORDS_MAX = 24,
  POOL_BYTES = 4096
};

/* A node with the word that leads to it. */
typedef struct node {
  const char *word;
  uint32_t hash, from;
  uint32_t value; /* NO_VALUE where no phrase ends */
  uint32_t len;   /* of the word */
} node;

struct sr_phrases {
  sr_arena *arena;
  SR_VEC(node) nodes; /* node 0 is the root */
  uint32_t *index;    /* of nodes by their hash; 0: free, for nothing leads to the root */
  uint32_t room;      /* of the index, a power of two */
  char *pool;         /* for words */
  size_t pool_left;
  /* A bit for the hash of each word that begins a phrase: nine words in ten of a text begin none, and are told by 2 KB
   * that stay in the nearest cache where the edges of all sets would not. */
  uint64_t firsts[FIRST_BITS / 64];
};

/* Where the node stands in the index to which a word leads from another, or the free place where it belongs. */
static uint32_t *place_of(const sr_phrases *set, uint32_t from, sr_slice word, uint32_t hash) {
  for (uint32_t i = hash & (set->room - 1);; i = (i + 1) & (set->room - 1)) {
    uint32_t *place = &set->index[i];
    const node *n = &set->nodes.at[*place];
    if (!*place || (n->hash == hash && n->from == from && sr_slice_eq((sr_slice){n->word, n->len}, word))) return place;
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
  const uint32_t room = set->room ? 4 * set->room : ROOM_MIN;
  uint32_t *index = set->room <= UINT32_MAX / 8 ? SR_NEW(set->arena, uint32_t, room) : NULL;
  if (!index) return false;
  for (uint32_t n = 1; n < set->nodes.n; n++) {
    uint32_t i = set->nodes.at[n].hash & (room - 1);
    while (index[i]) i = (i + 1) & (room - 1);
    index[i] = n;
  }
  set->index = index;
  set->room = room;
  return true;
}

sr_phrases *sr_phrases_new(sr_arena *arena) {
  sr_phrases *set = SR_NEW(arena, sr_phrases, 1);
  if (!set) return NULL;
  set->arena = arena;
  node *root = SR_PUSH(arena, &set->nodes);
  if (!root || !grow(set)) return NULL;
  root->value = NO_VALUE;
  return set;
}

/* The words of one phrase, off the arena, so that cutting a phrase leaves nothing in it but its edges. */
typedef struct words {
  sr_slice at[WORDS_MAX];
  uint32_t n;
  char room[2 * PHRASE_MAX];
} words;

static const char *keep_word(sr_phrases *set, sr_slice word) {
  if (word.len > set->pool_left) {
    set->pool = SR_RAW(set->arena, char, POOL_BYTES);
    set->pool_left = set->pool ? POOL_BYTES : 0;
    if (!set->pool) return NULL;
  }
  char *kept = memcpy(set->pool, word.ptr, word.len);
  set->pool += word.len;
  set->pool_left -= word.len;
  return kept;
}

static sr_status add_words(sr_phrases *set, const words *phrase, uint32_t value, sr_error *err) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < phrase->n; i++) {
    const sr_slice word = phrase->at[i];
    const uint32_t hash = hash_of(at, word);
    uint32_t *place = place_of(set, at, word, hash);
    if (!*place) {
      if (set->nodes.n > set->room / 2) {
        if (!grow(set)) return sr_arena_fail(set->arena, err);
        place = place_of(set, at, word, hash);
      }
      const char *kept = keep_word(set, word);
      node *fresh = SR_PUSH(set->arena, &set->nodes);
      if (!fresh || !kept) return sr_arena_fail(set->arena, err);
      *fresh = (node){kept, hash, at, NO_VALUE, (uint32_t)word.len};
      *place = set->nodes.n - 1;
      if (!at) set->firsts[hash % FIRST_BITS / 64] |= UINT64_C(1) << hash % 64;
    }
    at = *place;
  }
  if (set->nodes.at[at].value == NO_VALUE) set->nodes.at[at].value = value;
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
  uint32_t at = 0, longest = 0;
  for (uint32_t i = 0; i < n; i++) {
    const sr_slice word = tokens[i].norm;
    if (word.len > PHRASE_MAX) break;
    const uint32_t hash = hash_of(at, word);
    if (!at && !may_begin(set, hash)) break;
    at = *place_of(set, at, word, hash);
    if (!at) break;
    if (set->nodes.at[at].value != NO_VALUE) {
      longest = i + 1;
      *value = set->nodes.at[at].value;
    }
  }
  return longest;
}
