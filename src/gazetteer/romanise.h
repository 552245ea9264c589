/* Cyrillic names in Latin letters, by the rules of lexicon/romanisation.tsv. Linear; any thread. */
#ifndef SR_GAZETTEER_ROMANISE_H
#define SR_GAZETTEER_ROMANISE_H

#include <sitrep/base.h>

typedef enum sr_romanisation { SR_ROMAN_UK, SR_ROMAN_UK_PRESS, SR_ROMAN_RU, SR_ROMAN_BG } sr_romanisation;
enum { SR_ROMAN_MAX = 160 };

/* The name in lower case; its length, or 0 if it has no Cyrillic letter or a letter without a rule, or is too long.
 * "Гуляйполе" gives huliaipole, hulyaypole, gulyaypole. */
size_t sr_romanise(sr_slice name, sr_romanisation rules, char out[SR_ROMAN_MAX]);

/* A bit for each romanisation that a Cyrillic name of that country (ISO 3166-1 alpha-2) is met in. */
unsigned sr_romanisations_of(sr_slice country, sr_slice name);

#endif
