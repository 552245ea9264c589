/* One report while its claims are read: what was found in its tokens, and the claims so far.
 *
 * Mentions are the things that claims are about, triggers the verbs that claim something of them; both in the order of
 * the text, each within one sentence. The maps say which annotation covers a token. Everything lives in the report's
 * arena. Besides, what every module asks of tokens, and the steps that have one function each. */
#ifndef SR_CLAIM_READING_H
#define SR_CLAIM_READING_H

#include "base/map.h"
#include "base/slice.h"
#include "base/vec.h"
#include "claim/lexicon.h"

/* Instead of the index of an actor: nobody, the enemy of a report that does not name it, the report's own side. */
enum { SR_NONE = -1, SR_ENEMY = -2, SR_OWN = -3 };

typedef struct sr_mention {
  uint32_t first, end; /* tokens [first, end): determiner or hedge to head noun */
  uint32_t noun_first; /* first token of the noun; end where there is none */
  uint32_t sentence;
  sr_set things; /* of sr_thing */
  sr_thing usual;
  sr_enum value;      /* category, weapon or object that the noun gives */
  sr_slice noun;      /* singular; empty for bare numbers */
  sr_slice noun_unit; /* UCUM code of a bare "square kilometre" */
  sr_figure figure;
  int32_t quantity; /* index, or SR_NONE */
  int32_t owner;    /* actor inside the phrase ("Ukrainian tanks"), or SR_NONE */
  uint32_t
      toll_at; /* token behind which the toll of a bare number stands ("the death toll ... at 50"), plus one; 0: none */
  int32_t part_of; /* mention that this one is among ("four of them children"), or SR_NONE */
  bool vague;      /* "hundreds of": there, but no figure */
  bool plural, definite;
  bool enemy, civilian; /* "enemy losses", "civilian deaths" */
  bool delta;           /* "(+1,080)" */
  bool denied;          /* the older figure of a revised toll */
  bool portion;         /* "43 of" the mention behind it, its whole */
  bool fated;           /* people of whom "among the dead" or "among the injured" is said */
  bool whole;           /* "60 drones" of which a part is told: only what was launched is claimed of all */
  bool used;            /* read by a module of its own */
} sr_mention;

typedef enum sr_voice { SR_VOICE_ACTIVE, SR_VOICE_PASSIVE, SR_VOICE_NOMINAL } sr_voice;

typedef struct sr_trigger {
  uint32_t first, end; /* tokens */
  uint32_t sentence;
  sr_set verbs; /* of sr_verb */
  sr_side side;
  sr_voice voice;
  sr_verb_form form;
  bool participle; /* stands right behind its thing: "28 wounded" */
  bool relative;   /* active, but behind its object: "drones that the group launched" */
  sr_modality modality;
} sr_trigger;

/* A claim being read, with what later steps need to know of where it came from. */
typedef struct sr_draft {
  sr_claim claim;
  uint32_t sentence;
  uint32_t first, end; /* tokens of the evidence */
  sr_span *span;       /* the claim's evidence, which may still grow */
  uint32_t verb_end;   /* token behind its trigger; 0 for none */
  uint32_t anchor;     /* token that stands for it: the trigger's, or the thing's */
  int32_t mention;     /* or SR_NONE */
  sr_thing thing;
  const sr_place *at;  /* where it is, for what the claim itself does not keep of a place; or NULL */
  uint32_t reach;      /* how far the verb that governs its thing stands, in the costs of sr_claim__gap; 0: none does */
  sr_actor_ref teller; /* who holds it likely, where no attribution says so */
  bool weak;           /* said without a figure: dropped if the same is said with one */
  bool dropped;
  bool home;        /* money that a local body spends on itself */
  bool passive;     /* its verb does not say who did it */
  bool aside;       /* told of a day of its own within what it belongs to: dates nothing else */
  bool guessed;     /* its recipient is the one that its paragraph or the report helps */
  bool untold;      /* the report's own, though it stands in what another says: "..., which Y denied" */
  uint32_t from;    /* token before which no time but one that opens the sentence is its own; 0 for none */
  uint32_t stop;    /* token before which its time must stand, where it is one of speech; 0 for none */
  int32_t retells;  /* draft whose figure another source gives anew, or SR_NONE */
  uint32_t context; /* sentence that dates it where its own does not; UINT32_MAX for none */
} sr_draft;

typedef struct sr_claim_reading {
  const sr_frame_tables *tables;
  sr_report *report;
  sr_arena *arena;
  sr_error *err;
  sr_set *cues;                                         /* of sr_cue, by token, at every token of the phrase */
  uint32_t *lists;                                      /* of word lists, by token */
  int32_t *actor_at, *place_at, *time_at, *quantity_at; /* index of the annotation that covers a token, or SR_NONE */
  SR_VEC(sr_mention) mentions;
  SR_VEC(sr_trigger) triggers;
  SR_VEC(sr_draft) drafts;
  int32_t sides[2]; /* actors that stand for the two sides of the report, or SR_NONE */
  sr_slice side_keys[2];
  int32_t rebels;   /* the only armed group that the report names, or SR_NONE */
  sr_map states;    /* the first actor that is a state, by its code */
  sr_slice home;    /* ISO 3166-1 alpha-3 of the land that the report is about; empty where nothing says so */
  sr_slice army;    /* the same if it has an army: whose "the army" is */
  sr_slice *headed; /* by sentence, the state that heads its paragraph or section ("Mali. The army ..."), or empty */
  uint32_t frames_from, frames_to; /* drafts of read_sentence(), which stand in the order of sentences */
  sr_actor_ref own;                /* the country whose communique this is */
  sr_actor_ref foe;                /* and whom it is at war with */
} sr_claim_reading;

/* ---- tokens.c: small questions about tokens ---- */
sr_status sr_claim__mark(sr_claim_reading *r); /* makes the maps from tokens to annotations, which others ask */
const sr_sentence *sr_claim__sentence(const sr_claim_reading *r, uint32_t sentence);
uint32_t sr_claim__sentence_end(const sr_claim_reading *r, uint32_t sentence); /* token behind its last */
bool sr_claim__is(const sr_claim_reading *r, uint32_t token, const char *norm);
bool sr_claim__cue(const sr_claim_reading *r, uint32_t token, sr_cue cue);
bool sr_claim__word(const sr_claim_reading *r, uint32_t token, sr_word_kind kind);
uint32_t sr_claim__token_at(const sr_claim_reading *r, uint32_t byte); /* first token that ends behind byte */
bool sr_claim__has_between(const sr_claim_reading *r, uint32_t from, uint32_t to, const char *word);
bool sr_claim__is_one_of(const sr_claim_reading *r, uint32_t token, const char *const *words, uint32_t n);
bool sr_claim__ends_clause(const sr_claim_reading *r, uint32_t token); /* a mark that may end a clause, or a bracket */
/* Of the drafts [0, to), which stand in the order of sentences, the first of a sentence or a later one. */
uint32_t sr_claim__drafts_from(const sr_claim_reading *r, uint32_t to, uint32_t sentence);
/* Of the drafts [from, to), which stand in the order of sentences, the first behind a sentence. */
uint32_t sr_claim__drafts_until(const sr_claim_reading *r, uint32_t from, uint32_t to, uint32_t sentence);
/* The first mention or trigger that begins at a token or behind it, and the first attribution of a sentence or a later
 * one: all stand in the order of the text. */
uint32_t sr_claim__mention_from(const sr_claim_reading *r, uint32_t token);
uint32_t sr_claim__trigger_from(const sr_claim_reading *r, uint32_t token);
uint32_t sr_claim__speech_from(const sr_claim_reading *r, uint32_t sentence);
uint32_t sr_claim__attribution_from(const sr_claim_reading *r, uint32_t sentence);
sr_slice sr_claim__text(const sr_claim_reading *r, uint32_t first, uint32_t end);
sr_figure sr_claim__figure(const sr_quantity *quantity);
/* What lies between two tokens [from, to), as a cost: 1 a token, more where a clause ends; SR_GAP_STOP or more where a
 * sentence of its own does. */
enum { SR_GAP_STOP = 200 };
uint32_t sr_claim__gap(const sr_claim_reading *r, uint32_t from, uint32_t to);

/* ---- the steps of a reading, in their order ---- */
sr_status sr_claim__mentions(sr_claim_reading *r);
sr_status sr_claim__totals(sr_claim_reading *r); /* totals.c */
sr_status sr_claim__reckon(sr_claim_reading *r); /* reckon.c: ratio, projection */
/* Ground of one sentence, as the last of its frames; what these read of it begins at drafts_from. control.c */
sr_status sr_claim__control(sr_claim_reading *r, uint32_t sentence, uint32_t triggers_from, uint32_t drafts_from);
sr_status sr_claim__acts(sr_claim_reading *r);     /* acts.c: statement, forecast, by statements.c, forecasts.c */
sr_status sr_claim__contacts(sr_claim_reading *r); /* contact.c: with the other files of contact_parts.h */

sr_status sr_claim__where(sr_claim_reading *r); /* where.c */
sr_status sr_claim__times(sr_claim_reading *r); /* when.c */
sr_status sr_claim__tidy(sr_claim_reading *r);  /* tidy.c: doubles, evidence, order; writes report->claims */

#endif
