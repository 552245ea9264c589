/* What this installation stands on; see sitrep/doctor.h. */
#include "base/error.h"
#include "ledger/version.h"
#include "text/versions.h"

#include <sitrep/doctor.h>

sr_status sr_doctor_libraries(sr_doctor_visit visit, void *user, sr_error *err) {
  SR_TRY(sr_text__versions(visit, user, err));
  return visit(user, "SQLite", sr_ledger__sqlite_version(), true, err);
}
