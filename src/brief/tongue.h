/* The languages of a page: its phrases, plural forms, numbers and dates, from lexicon/brief_languages.tsv,
 * brief_phrases.tsv and unit_forms.tsv. Names, quotations and the working of checks stay as their rows have them. */
#ifndef SR_BRIEF_TONGUE_H
#define SR_BRIEF_TONGUE_H

#include "base/arena.h"

typedef struct sr_tongue {
  uint32_t row, column; /* of the languages; of the phrases, 0: English, which they are keyed by */
} sr_tongue;

/* ISO 639-1; NULL is English. false if the brief does not speak it. */
bool sr_tongue_find(const char *lang, sr_tongue *tongue);
sr_slice sr_tongue_lang(const sr_tongue *tongue);
/* The marks around a quotation. */
sr_slice sr_tongue_open(const sr_tongue *tongue);
sr_slice sr_tongue_close(const sr_tongue *tongue);
static inline bool sr_tongue_is_english(const sr_tongue *tongue) { return tongue->column == 0; }

/* A phrase in three parts: the spaces before it, its words, the spaces after it; what has no letter is itself. false if
 * the language has no row for it: then it stays English. */
typedef struct sr_worded {
  sr_slice before, words, after;
} sr_worded;
bool sr_tongue_phrase(const sr_tongue *tongue, sr_slice english, sr_worded *worded);
/* A term of a row, such as the name of a measure or a slip; "tanks lost total" by its parts. Itself if it has no row.
 */
sr_slice sr_tongue_term(const sr_tongue *tongue, sr_slice english, sr_arena *arena);
/* The form of a unit or counted noun that goes with a value (NAN: none, the form for many). Empty if there is none. */
sr_slice sr_tongue_unit(const sr_tongue *tongue, sr_slice code, double value);

/* A number that is written in digits with '.', as the language writes it: "112 716,5". ptr NULL: no memory. */
sr_slice sr_tongue_number(const sr_tongue *tongue, sr_slice digits, sr_arena *arena);
sr_slice sr_tongue_day(const sr_tongue *tongue, sr_day day, sr_arena *arena);

#endif
