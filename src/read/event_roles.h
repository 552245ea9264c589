/* Who does it to whom: the actors of an event by the tree of its clause. Internal to the event reader.
 *
 * The subject is the source, in the passive the agent ("by rebels") is and the subject is the target; where the clause
 * has no subject of its own, or a pronoun, the one who speaks above it is. The target is the object, else the nearest
 * complement with an actor, else a place. Names in a list with the one chosen come with it. */
#ifndef SR_READ_EVENT_ROLES_H
#define SR_READ_EVENT_ROLES_H

#include "read/event_features.h"

/* Fills source, target and span of an event whose trigger is set. reciprocal: all parties are sources ("met").
 * False: no memory. */
bool sr_event__roles(const sr_event__clause *clause, bool reciprocal, sr_arena *arena, sr_event *event);

#endif
