/* Annotations and claims as JSON. sr_write_annotations and sr_write_failure are public, in sitrep/write.h. */
#ifndef SR_CLAIM_ANNOTATIONS_H
#define SR_CLAIM_ANNOTATIONS_H

#include "base/json.h"

#include <sitrep/write.h>

/* The members of a claim's object but its evidence, which needs a text to point into. */
void sr_claim__json_members(sr_json *json, const sr_claim *claim);

#endif
