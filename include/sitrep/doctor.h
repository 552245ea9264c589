/* What this installation is made of and whether it works. */
#ifndef SITREP_DOCTOR_H
#define SITREP_DOCTOR_H

#include "report.h"

/* One thing looked at: "ICU", "72.1", true. */
typedef sr_status (*sr_doctor_visit)(void *user, const char *topic, const char *detail, bool good, sr_error *err);

/* The libraries with the versions that are running. */
SR_API SR_MUST_CHECK sr_status sr_doctor_libraries(sr_doctor_visit visit, void *user, sr_error *err);

#endif
