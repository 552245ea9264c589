/* Measures: which class of things the unit of a figure stands for, and the time that a figure goes by. Units are UCUM
 * codes. */
#ifndef SR_CLAIM_MEASURES_H
#define SR_CLAIM_MEASURES_H

#include "claim/reading.h"

/* "1,100 soldiers a day": the noun's unit keeps the time that it is by. */
sr_slice sr_claim__by_time(const sr_claim_reading *r, sr_slice unit, sr_slice written);
/* What a figure measures by its unit; SR_THING_NUMBER for a bare number, SR_THING_THING for an unknown counted noun. */
sr_thing sr_claim__thing_of_unit(sr_slice unit);
bool sr_claim__is_span(sr_slice unit); /* a unit of time of a minute or more, by its UCUM code */
/* "a day", "per week" at a token: the unit of time that a number goes by; NULL. */
const char *sr_claim__span_behind(const sr_claim_reading *r, uint32_t token);

#endif
