/* Events by trigger words alone, for reports without trees: in languages that have no model, or where it is damaged.
 *
 * A trigger is a word whose base form is in lexicon/events.tsv. Its sources are the actors before it, its targets those
 * behind it; in the passive they change places. Linear in tokens. Internal to the event reader. */
#ifndef SR_READ_EVENT_WORDS_H
#define SR_READ_EVENT_WORDS_H

#include "text/report.h"

/* Fills report->events. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_event__by_words(sr_report *report, sr_error *err);

#endif
