/* sitrep: reads conflict reporting and keeps a ledger of who claimed what. All that users of the library see. */
#ifndef SITREP_H
#define SITREP_H

#include "sitrep/base.h"
#include "sitrep/batch.h"
#include "sitrep/brief.h"
#include "sitrep/check.h"
#include "sitrep/claim.h"
#include "sitrep/doctor.h"
#include "sitrep/ground.h"
#include "sitrep/input.h"
#include "sitrep/ledger.h"
#include "sitrep/observe.h"
#include "sitrep/parse.h"
#include "sitrep/report.h"
#include "sitrep/series.h"
#include "sitrep/serve.h"
#include "sitrep/write.h"

#endif
