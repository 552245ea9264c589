/* Word lists as a trie whose values are numbers of sets of kinds; see the header. */
#include "claim/words.h"

#include "base/error.h"
#include "base/slice.h"

enum { KIND_COLUMN, WORD_COLUMN, SET_SIZE = (SR_WORD_KIND_COUNT + 63) / 64, ENTRY_WORDS = 4, ENTRY_BYTES = 64 };

/* The kinds of lists that an entry is in. */
typedef struct kinds {
  uint64_t bits[SET_SIZE];
} kinds;

struct sr_words {
  sr_phrases *entries; /* to the number of a set */
  kinds *sets;         /* set 0 is empty */
};

#define SR_X(name, word) word,
static const char *const kind_names[] = {SR_WORD_KINDS(SR_X)};
#undef SR_X

static void put(kinds *set, uint32_t kind) { set->bits[kind / 64] |= UINT64_C(1) << kind % 64; }

static bool has(const kinds *set, uint32_t kind) { return set->bits[kind / 64] >> kind % 64 & 1; }

/* The set of the entry that n tokens are, all of them; 0. */
static uint32_t set_of(const sr_words *words, const sr_token *tokens, uint32_t n) {
  uint32_t value = 0;
  return n && sr_phrases_match(words->entries, tokens, n, &value) == n ? value : 0;
}

/* The same of a text whose words a space parts. */
static uint32_t set_of_text(const sr_words *words, sr_slice text) {
  sr_token tokens[ENTRY_WORDS] = {0};
  uint32_t n = 0;
  for (; text.len && n < ENTRY_WORDS; n++) tokens[n].norm = sr_slice_split(&text, ' ');
  return text.len ? 0 : set_of(words, tokens, n);
}

sr_status sr_words_open(sr_arena *arena, const sr_table *table, sr_words **out, sr_error *err) {
  sr_words *words = SR_NEW(arena, sr_words, 1);
  if (!words) return sr_arena_fail(arena, err);
  words->entries = sr_phrases_new(arena);
  words->sets = SR_NEW(arena, kinds, table->rows + 1);
  if (!words->entries || !words->sets) return sr_arena_fail(arena, err);
  kinds used = {0};
  uint32_t n = 0;
  for (uint32_t row = 0; row < table->rows; row++) {
    const sr_slice name = sr_table_cell(table, row, KIND_COLUMN), word = sr_table_cell(table, row, WORD_COLUMN);
    uint32_t kind = 0;
    while (kind < SR_WORD_KIND_COUNT && !sr_slice_is(name, kind_names[kind])) kind++;
    if (kind == SR_WORD_KIND_COUNT)
      return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "table %s, row %u: unknown kind '%.*s'", table->name, row + 1,
                     SR_FMT(name));
    uint32_t set = set_of_text(words, word);
    if (!set) {
      set = ++n;
      SR_TRY(sr_phrases_add(words->entries, word, set, err));
      if (set_of_text(words, word) != set)
        return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "table %s, row %u: '%.*s' is no text in lower case", table->name,
                       row + 1, SR_FMT(word));
    }
    put(&words->sets[set], kind);
    put(&used, kind);
  }
  for (uint32_t kind = 0; kind < SR_WORD_KIND_COUNT; kind++)
    if (!has(&used, kind))
      return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "table %s: no word of the kind '%s'", table->name,
                     kind_names[kind]);
  *out = words;
  return SR_OK;
}

uint32_t sr_words_at(const sr_words *words, const sr_token *token) { return set_of(words, token, 1); }

bool sr_words_in(const sr_words *words, uint32_t lists, sr_word_kind kind) { return has(&words->sets[lists], kind); }

bool sr_words_are(const sr_words *words, const sr_token *tokens, uint32_t n, sr_word_kind kind) {
  return has(&words->sets[set_of(words, tokens, n)], kind);
}

bool sr_words_have(const sr_words *words, sr_slice text, sr_word_kind kind) {
  return has(&words->sets[set_of_text(words, text)], kind);
}

bool sr_words_end(const sr_words *words, sr_slice text, sr_word_kind kind) {
  char lower[ENTRY_BYTES];
  text = sr_slice_cut(text, text.len > sizeof lower ? text.len - sizeof lower : 0, text.len);
  for (size_t i = 0; i < text.len; i++) lower[i] = (char)sr_to_lower((uint8_t)text.ptr[i]);
  for (size_t from = text.len; from-- > 0;)
    if ((!from || lower[from - 1] == ' ') && sr_words_have(words, (sr_slice){lower + from, text.len - from}, kind))
      return true;
  return false;
}
