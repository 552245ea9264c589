/* Versions of the text layer's libraries; see the header. */
#include "text/versions.h"

#include "base/error.h"

#include <jansson.h>
#include <libexttextcat/textcat.h>
#include <libxml/parser.h>
#include <unicode/uversion.h>
#include <zlib.h>

sr_status sr_text__versions(sr_doctor_visit visit, void *user, sr_error *err) {
  UVersionInfo icu;
  char text[U_MAX_VERSION_STRING_LENGTH];
  u_getVersion(icu);
  u_versionToString(icu, text);
  SR_TRY(visit(user, "ICU", text, SR_HEALTH_GOOD, err));
  SR_TRY(visit(user, "jansson", jansson_version_str(), SR_HEALTH_GOOD, err));
  SR_TRY(visit(user, "libexttextcat", textcat_Version(), SR_HEALTH_GOOD, err));
  SR_TRY(visit(user, "libxml2", xmlParserVersion, SR_HEALTH_GOOD, err));
  return visit(user, "zlib", zlibVersion(), SR_HEALTH_GOOD, err);
}
