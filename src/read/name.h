/* Names of persons, organizations and places: the network of syntax and a tagger of its own together.
 *
 * Both give each sequence of tags a score, the network by its last layer, the tagger by the features of
 * name_features.h; the sequence with the best sum wins (a product of experts: G. E. Hinton, Training products of
 * experts by minimizing contrastive divergence, Neural Computation 14 (2002)). They were learnt apart from each other
 * and err in different places. The tagger is names.sitrep in the folder of models and speaks for English; without it,
 * and in other languages, report->entities stay the network's. It comes from tools/train/names.c; models/names.md is
 * its card. Linear in words; any thread. */
#ifndef SR_READ_NAME_H
#define SR_READ_NAME_H

#include "read/name_features.h"

typedef struct sr_name_tables sr_name_tables;

/* The tables live in the arena. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_name_open(sr_arena *arena, sr_name_tables **tables, sr_error *err);
void sr_name_close(sr_name_tables *tables);

/* Opens the tagger, as the first report that needs it would; one that is missing or damaged is left out. Any thread.
 * Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_names_prepare(sr_name_tables *tables, sr_error *err);

/* Replaces report->entities. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_names_read(sr_name_tables *tables, sr_report *report, sr_error *err);

/* ---- for the trainer, too ---- */

typedef struct sr_name_taggers {
  const sr_tagger *of_set[SR_NAME_SET_COUNT], *set; /* names by each convention; which of them a report has */
} sr_name_taggers;

/* Of a file's taggers; set is NULL if it has not what it takes. */
sr_name_taggers sr_name__taggers(const sr_tagger_file *file);
/* The names of a report, the network's share times network (1 as a rule); sets view->set.
 * Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_name__find(const sr_name_taggers *taggers, sr_name_view *view, float network,
                                      sr_arena *scratch, sr_arena *arena, const sr_entity **entities, uint32_t *n,
                                      sr_error *err);

#endif
