/* The JSON Schema of claims, observations and checks, from one text (schemas.json): export writes it for files, the
 * server puts it into its own description. */
#ifndef SR_BRIEF_SCHEMA_H
#define SR_BRIEF_SCHEMA_H

#include <sitrep/write.h>

/* The definitions as members of a JSON object, without its braces; references in them begin with base, such as
 * "#/$defs/". */
SR_MUST_CHECK sr_status sr_schema_definitions(sr_slice base, sr_sink sink, void *user, sr_error *err);

#endif
