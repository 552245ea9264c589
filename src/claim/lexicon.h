/* The claim lexicon: the tables of lexicon/ that say which words make claims, ready to be matched against tokens.
 *
 * Opened once and shared. Nouns and verbs are stored in their base form; the regular plurals and verb forms are made
 * here, the irregular ones stand in the tables. Every word of the tables that names a class, a kind or an enumerated
 * value is checked on opening, so that a slip in a table is an error at start and not a claim that never appears. */
#ifndef SR_CLAIM_LEXICON_H
#define SR_CLAIM_LEXICON_H

#include "base/table.h"
#include "claim/frames.h"
#include "claim/words.h"
#include "text/phrases.h"

/* Classes of things; their parents stand in lexicon/claim_classes.tsv. */
#define SR_THINGS(X)          \
  X(AID_ITEM, "aid_item")     \
  X(AREA, "area")             \
  X(ARMS, "arms")             \
  X(ATTACK, "attack")         \
  X(BOMB, "bomb")             \
  X(CIVILIAN, "civilian")     \
  X(COMBAT, "combat")         \
  X(CUSTOMER, "customer")     \
  X(DISTANCE, "distance")     \
  X(DRONE, "drone")           \
  X(DURATION, "duration")     \
  X(EQUIPMENT, "equipment")   \
  X(LIFE, "life")             \
  X(MATTER, "matter")         \
  X(MISSILE, "missile")       \
  X(MONEY, "money")           \
  X(MUNITION, "munition")     \
  X(NUMBER, "number")         \
  X(OBJECT, "object")         \
  X(PACKAGE, "package")       \
  X(PEOPLE, "people")         \
  X(PERSON, "person")         \
  X(PLACE, "place")           \
  X(RATE, "rate")             \
  X(SETTLEMENT, "settlement") \
  X(SHARE, "share")           \
  X(SHELL, "shell")           \
  X(SOLDIER, "soldier")       \
  X(STRONGHOLD, "stronghold") \
  X(TERRITORY, "territory")   \
  X(THING, "thing")           \
  X(TOLL, "toll")             \
  X(TOLL_NOUN, "toll_noun")   \
  X(WEAPON, "weapon")

/* Classes of verbs and of the nouns that act as verbs. NONE is the "-" of frames.tsv: the thing speaks for itself. */
#define SR_VERBS(X)         \
  X(NONE, "-")              \
  X(ADVANCE, "advance")     \
  X(ARRIVE, "arrive")       \
  X(BOTH_DOWN, "both_down") \
  X(CAPTURE, "capture")     \
  X(CASUALTY, "casualty")   \
  X(CEDE, "cede")           \
  X(COMPRISE, "comprise")   \
  X(CONDUCT, "conduct")     \
  X(CONSIDER, "consider")   \
  X(CONTEST, "contest")     \
  X(COST, "cost")           \
  X(CUT_OFF, "cut_off")     \
  X(DAMAGE, "damage")       \
  X(DESTROY, "destroy")     \
  X(DISPLACE, "displace")   \
  X(DOWN, "down")           \
  X(ENTER, "enter")         \
  X(FALL, "fall")           \
  X(FUND, "fund")           \
  X(HIT, "hit")             \
  X(HOLD, "hold")           \
  X(KILL, "kill")           \
  X(LAND, "land")           \
  X(LAUNCH, "launch")       \
  X(LEAVE, "leave")         \
  X(LOSE, "lose")           \
  X(MISS, "miss")           \
  X(NEED, "need")           \
  X(OFFER, "offer")         \
  X(PLEDGE, "pledge")       \
  X(RECEIVE, "receive")     \
  X(RESUME, "resume")       \
  X(RETURN, "return")       \
  X(SEIZE, "seize")         \
  X(SUPPRESS, "suppress")   \
  X(SUSPEND, "suspend")     \
  X(WOUND, "wound")

/* What the phrases of lexicon/claim_cues.tsv do. */
#define SR_CUES(X)          \
  X(AMONG, "among")         \
  X(BE, "be")               \
  X(BESIDE, "beside")       \
  X(BREAK, "break")         \
  X(COST, "cost")           \
  X(DELIVERED, "delivered") \
  X(EACH, "each")           \
  X(ENEMY, "enemy")         \
  X(EXCHANGE, "exchange")   \
  X(EXPECT, "expect")       \
  X(FIGURE, "figure")       \
  X(FUTURE, "future")       \
  X(HABITAT, "habitat")     \
  X(HAVE, "have")           \
  X(NEGATE, "negate")       \
  X(ORDINAL, "ordinal")     \
  X(OWN, "own")             \
  X(PACE, "pace")           \
  X(POSSIBLE, "possible")   \
  X(REVISE, "revise")       \
  X(STOP, "stop")

#define SR_X(name, word) SR_THING_##name,
typedef enum sr_thing { SR_THINGS(SR_X) SR_THING_COUNT } sr_thing;
#undef SR_X
#define SR_X(name, word) SR_VERB_##name,
typedef enum sr_verb { SR_VERBS(SR_X) SR_VERB_COUNT } sr_verb;
#undef SR_X
#define SR_X(name, word) SR_CUE_##name,
typedef enum sr_cue { SR_CUES(SR_X) SR_CUE_COUNT } sr_cue;
#undef SR_X

/* Sets of the above, as bits. */
typedef uint64_t sr_set;
#define SR_BIT(x) (UINT64_C(1) << (x))
_Static_assert(SR_THING_COUNT <= 64 && SR_VERB_COUNT <= 64 && SR_CUE_COUNT <= 64, "a set holds 64");

/* Which form of its verb a phrase is. ED is a regular past, which is a participle too. */
typedef enum sr_verb_form {
  SR_VF_BASE,
  SR_VF_S,
  SR_VF_ED,
  SR_VF_PAST,
  SR_VF_PARTICIPLE,
  SR_VF_ING,
  SR_VF_OTHER /* a fixed phrase of the table: neither active nor passive by its form */
} sr_verb_form;

typedef enum sr_side { SR_SIDE_OBJECT, SR_SIDE_SUBJECT, SR_SIDE_EITHER } sr_side;

typedef struct sr_noun {
  sr_slice word; /* singular */
  sr_set classes;
  sr_thing usual;
  sr_enum value; /* category, weapon or object */
  sr_slice unit; /* of a measure that stands as a noun: km2 of "square kilometre" */
} sr_noun;

typedef struct sr_verb_row {
  sr_set verbs;
  sr_side side;
} sr_verb_row;

typedef enum sr_party_rule {
  SR_PARTY_NONE,
  SR_PARTY_SUBJECT,
  SR_PARTY_OWNER,
  SR_PARTY_FOE,
  SR_PARTY_ACTOR
} sr_party_rule;

typedef struct sr_frame {
  sr_claim_kind kind;
  bool agent; /* the thing does what the verb says */
  sr_party_rule party;
  sr_modality modality;
  sr_enum category, outcome, measure, act, status, object;
  double confidence;
} sr_frame;

/* A verb phrase with one value: a speech act, a form of contact, an act of a forecast. */
typedef struct sr_act_row {
  sr_enum act;
  bool noun;
} sr_act_row;

struct sr_frame_tables {
  sr_phrases *nouns, *verbs, *acts, *speech, *contacts, *forecasts, *cues;
  const sr_noun *noun;                               /* by value of nouns / 2; the odd value is the plural */
  const sr_verb_row *verb;                           /* by value of verbs / 8; the rest is the form */
  const sr_set *act;                                 /* verb classes by value of acts */
  const sr_act_row *speech_act, *contact, *forecast; /* by value / 8 */
  const sr_set *cue;                                 /* cue bits by value */
  sr_words *words;
  uint32_t parent[SR_THING_COUNT]; /* SR_THING_COUNT for none */
  const sr_frame *frame[SR_VERB_COUNT][SR_THING_COUNT];
};

/* The frame of a verb class and a class of thing, the narrowest first; NULL if there is none. */
const sr_frame *sr_claim__frame(const sr_frame_tables *tables, sr_verb verb, sr_thing thing);
/* Whether a class is, or lies within, another. */
bool sr_claim__within(const sr_frame_tables *tables, sr_thing inner, sr_thing outer);

#endif
