/* The libraries that the text layer stands on, with the versions that are running. */
#ifndef SR_TEXT_VERSIONS_H
#define SR_TEXT_VERSIONS_H

#include <sitrep/doctor.h>

SR_MUST_CHECK sr_status sr_text__versions(sr_doctor_visit visit, void *user, sr_error *err);

#endif
