/* What the files of contacts share: contact.c goes through a report and reads who met or spoke, contact_participants.c
 * finds those who took part, contact_topics.c what it was about, contact_readouts.c what a side tells of it later.
 * Internal. */
#ifndef SR_CLAIM_CONTACT_PARTS_H
#define SR_CLAIM_CONTACT_PARTS_H

#include "claim/reading.h"

enum { SR_PARTICIPANTS_MAX = 6, SR_TOPICS_MAX = 6, SR_TOPIC_WORDS = 10 };

/* The contact that readouts are of: set by the last meeting or talks named. */
typedef struct sr_contact {
  bool known;
  uint32_t sentence;
  uint32_t touched; /* the last sentence that told of it */
  int32_t draft;    /* the claim that tells of it without topics, or SR_NONE */
  sr_enum form;
  sr_actor_ref participants[SR_PARTICIPANTS_MAX];
  uint32_t n;
} sr_contact;

/* ---- contact.c ---- */
sr_status sr_claim__add_contact(sr_claim_reading *r, uint32_t s, uint32_t first, uint32_t end, const sr_contact *of,
                                sr_modality modality, sr_draft **draft);
/* A mark or a conjunction that ends what is told of a contact. */
bool sr_claim__ends_contact(const sr_claim_reading *r, uint32_t t);
/* The actor at t, behind its article; SR_NONE. */
int32_t sr_claim__actor_from(const sr_claim_reading *r, uint32_t t, uint32_t end);
/* Where "by phone" stands; the end. */
uint32_t sr_claim__by_phone(const sr_claim_reading *r, uint32_t t, uint32_t end);

/* ---- contact_participants.c ---- */
void sr_claim__take_part(const sr_claim_reading *r, sr_contact *c, int32_t actor);
/* Those whom "and" joins before the verb, the first first. */
void sr_claim__take_joined(const sr_claim_reading *r, sr_contact *c, uint32_t start, int32_t last);
/* Those whom commas and "and" join behind the first: "Presidents X and Y spoke". */
void sr_claim__take_following(const sr_claim_reading *r, sr_contact *c, int32_t first, uint32_t verb);
/* "the defence ministers of A, B and C": one of each, behind those already taken. The token behind the last; 0. */
uint32_t sr_claim__take_offices(sr_claim_reading *r, sr_contact *c, int32_t first);
/* "the American and Russian presidents": one of each. */
bool sr_claim__take_nationals(sr_claim_reading *r, sr_contact *c, uint32_t start, int32_t last);
/* "The foreign ministers of the Gulf states conferred", "negotiators from A": who is no actor by a name. */
void sr_claim__take_nameless(const sr_claim_reading *r, sr_contact *c, uint32_t start, uint32_t verb);
/* "Both sides", "the two": those of the contact named before, and nobody by name. */
bool sr_claim__is_both(const sr_claim_reading *r, uint32_t t);
bool sr_claim__are_both(const sr_claim_reading *r, int32_t actor);

/* ---- contact_topics.c ---- */
/* Topics behind "about", "on", "to discuss", or at t where the verb itself has led to them (open): a list parted by
 * commas and "and". */
sr_status sr_claim__read_topics(sr_claim_reading *r, uint32_t t, uint32_t end, bool open, sr_claim *c);
/* "It was about ...", "It would be about": the next sentence tells the topics. */
sr_status sr_claim__read_next_topics(sr_claim_reading *r, uint32_t s, sr_claim *c);
/* Where the list behind "On the agenda were A and B", "Topics of the talks included A and B" begins; 0. */
uint32_t sr_claim__list_of_agenda(const sr_claim_reading *r, uint32_t t, uint32_t end);
/* "Elections, land and guarantees were on the agenda": the topics that end at [first, stop), the last of a list. */
sr_status sr_claim__read_raised(sr_claim_reading *r, uint32_t first, uint32_t stop, sr_draft *d);
/* The evidence goes on to the end of the last topic. */
void sr_claim__reach_topics(sr_claim_reading *r, sr_draft *d);
/* Days and places behind the first topic are of what was talked about: "about a summit in D on Saturday". */
void sr_claim__stop_at_topics(const sr_claim_reading *r, sr_draft *d);

/* ---- contact_readouts.c ---- */
/* "said the session had dealt with A and B", "the return of children had not been raised". */
sr_status sr_claim__read_readout(sr_claim_reading *r, uint32_t s, uint32_t t, sr_contact *last);
/* "X met Y. They discussed A and B": told in the report's own voice, it is no readout but what the meeting was about.
 */
sr_status sr_claim__join_report(sr_claim_reading *r, sr_draft *d, sr_contact *last, uint32_t s);

#endif
