/* What this installation is made of and whether it works. */
#ifndef SITREP_DOCTOR_H
#define SITREP_DOCTOR_H

#include "report.h"

/* How a part is: as it should be; not here, so that the program goes on with less; or here and unfit. */
typedef enum sr_health { SR_HEALTH_GOOD, SR_HEALTH_LESS, SR_HEALTH_BAD } sr_health;

/* One thing looked at: "ICU", "72.1", SR_HEALTH_GOOD. */
typedef sr_status (*sr_doctor_visit)(void *user, const char *topic, const char *detail, sr_health health,
                                     sr_error *err);

/* The libraries with the versions that are running. */
SR_API SR_MUST_CHECK sr_status sr_doctor_libraries(sr_doctor_visit visit, void *user, sr_error *err);

/* The models and gazetteers that reports are read with: where each was found, or what is lost without it. Errors:
 * SR_ERR_NOMEM, and what visit returns. */
SR_API SR_MUST_CHECK sr_status sr_doctor_files(sr_doctor_visit visit, void *user, sr_error *err);

#endif
