/* One flat JSON object (RFC 8259) as names and texts: what a feed of JSON is made of.
 *
 * Strings are unescaped into the arena where they have escapes, else borrowed; numbers, true and false are their own
 * text, null is an empty one. A value that is an object or an array is a fault: series are tables. Time is linear. */
#ifndef SR_OBSERVE_OBJECT_H
#define SR_OBSERVE_OBJECT_H

#include "observe/csv.h"

typedef enum sr_object_end {
  SR_OBJECT_WHOLE,
  SR_OBJECT_CUT, /* the bytes ended before it did */
  SR_OBJECT_BAD,
  SR_OBJECT_NOMEM
} sr_object_end;

typedef struct sr_object {
  const sr_slice *names;
  const sr_csv_field *fields;
  uint32_t n;
  sr_csv_place next; /* behind the object; where it is bad, the fault */
  const char *what;  /* where it is bad */
} sr_object;

/* Reads the object whose brace is at from.at in bytes. */
sr_object_end sr_object_read(sr_slice bytes, sr_csv_place from, sr_arena *arena, sr_object *object);

/* Moves a place over one byte, counting lines and characters. */
void sr_object_step(sr_slice bytes, sr_csv_place *place);

#endif
