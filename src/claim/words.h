/* Word lists of claims: which lists of lexicon/claim_words.tsv a token, a noun or a name is in.
 *
 * A rule that hangs on one of several words asks for the kind of list and not for the words. The lists that a token is
 * in are looked up once a token; asking is a bit. Every kind of the table must be known here and every kind here must
 * have a word in the table, so that a slip in either is an error when the engine is opened. Shared and read-only. */
#ifndef SR_CLAIM_WORDS_H
#define SR_CLAIM_WORDS_H

#include "base/table.h"
#include "text/phrases.h"

#define SR_WORD_KINDS(X)                    \
  X(ACT_ANAPHOR, "act_anaphor")             \
  X(AGENDA, "agenda")                       \
  X(AID_BATCH, "aid_batch")                 \
  X(AID_EVENT, "aid_event")                 \
  X(AID_LEVEL, "aid_level")                 \
  X(AIR_RAID, "air_raid")                   \
  X(AIRCRAFT, "aircraft")                   \
  X(ANYBODY, "anybody")                     \
  X(APPROXIMATE, "approximate")             \
  X(ARMED_SERVICE, "armed_service")         \
  X(ARMY, "army")                           \
  X(ARTILLERY, "artillery")                 \
  X(ASK_VERB, "ask_verb")                   \
  X(ASSERTION, "assertion")                 \
  X(ATTACK_NOUN, "attack_noun")             \
  X(AWAIT_VERB, "await_verb")               \
  X(BEARING, "bearing")                     \
  X(BODY, "body")                           \
  X(BOTH_SIDES, "both_sides")               \
  X(BOUND_FOR, "bound_for")                 \
  X(BRING_VERB, "bring_verb")               \
  X(CANCEL_VERB, "cancel_verb")             \
  X(CAPTIVE, "captive")                     \
  X(CAPTIVE_ROLE, "captive_role")           \
  X(COMPARATIVE, "comparative")             \
  X(CONTACT_BASE, "contact_base")           \
  X(CONTACT_NEXT, "contact_next")           \
  X(CONTACT_PAST, "contact_past")           \
  X(CONTACT_PLANNED, "contact_planned")     \
  X(DEFENCE, "defence")                     \
  X(DELEGATE, "delegate")                   \
  X(DELEGATE_GROUP, "delegate_group")       \
  X(DISCUSS_VERB, "discuss_verb")           \
  X(DIVISION_NOUN, "division_noun")         \
  X(DURATION_NOUN, "duration_noun")         \
  X(EXCEED_VERB, "exceed_verb")             \
  X(EXPECTED, "expected")                   \
  X(EXTENT, "extent")                       \
  X(FALL_VERB, "fall_verb")                 \
  X(FIGHTING, "fighting")                   \
  X(FIGURE_NOUN, "figure_noun")             \
  X(FORCE_NAME, "force_name")               \
  X(FORMATION, "formation")                 \
  X(GAIN_ANAPHOR, "gain_anaphor")           \
  X(GATHER_VERB, "gather_verb")             \
  X(GOAL_NOUN, "goal_noun")                 \
  X(GUNS, "guns")                           \
  X(HINDER, "hinder")                       \
  X(HOLD_VERB, "hold_verb")                 \
  X(HOSPITAL, "hospital")                   \
  X(HOST_ROLE, "host_role")                 \
  X(IMPLICATIVE, "implicative")             \
  X(INJURY, "injury")                       \
  X(INVARIANT_PAST, "invariant_past")       \
  X(JUDGE_BLAME, "judge_blame")             \
  X(JUDGE_PRAISE, "judge_praise")           \
  X(JUDGE_VERB, "judge_verb")               \
  X(LEVEL_LEAD, "level_lead")               \
  X(LIGHT_VERB_OBJECT, "light_verb_object") \
  X(LINE_NOUN, "line_noun")                 \
  X(LIST_VERB, "list_verb")                 \
  X(LOCAL_AUTHORITY, "local_authority")     \
  X(LOCAL_BODY, "local_body")               \
  X(LOSE_VERB, "lose_verb")                 \
  X(LOWER_VERB, "lower_verb")               \
  X(MADE, "made")                           \
  X(NO_ARMY, "no_army")                     \
  X(ONGOING, "ongoing")                     \
  X(OPINION_VERB, "opinion_verb")           \
  X(PACE_NOUN, "pace_noun")                 \
  X(PACKAGE, "package")                     \
  X(PAYMENT, "payment")                     \
  X(PERIOD, "period")                       \
  X(PERSON_VERB, "person_verb")             \
  X(PRICE_LEAD, "price_lead")               \
  X(PURCHASE_VERB, "purchase_verb")         \
  X(QUESTION, "question")                   \
  X(QUOTE_VERB, "quote_verb")               \
  X(RATE_NOUN, "rate_noun")                 \
  X(REBEL, "rebel")                         \
  X(RECORD, "record")                       \
  X(RECOUNT_VERB, "recount_verb")           \
  X(RISE_VERB, "rise_verb")                 \
  X(SAY_NOTHING, "say_nothing")             \
  X(SETTLEMENT_NOUN, "settlement_noun")     \
  X(SOLDIER, "soldier")                     \
  X(SUFFER_VERB, "suffer_verb")             \
  X(SUM_OR_TRANSFER, "sum_or_transfer")     \
  X(TAKE_VERB, "take_verb")                 \
  X(TALLY_VERB, "tally_verb")               \
  X(TELL_OF_VERB, "tell_of_verb")           \
  X(TELL_VERB, "tell_verb")                 \
  X(TIME_SIDE, "time_side")                 \
  X(TOLL_LEAD, "toll_lead")                 \
  X(TOLL_NOUN, "toll_noun")                 \
  X(TOPIC_BASE, "topic_base")               \
  X(TOPIC_LEAD, "topic_lead")               \
  X(TOPIC_OBJECT_VERB, "topic_object_verb") \
  X(TOPIC_PREDICATE, "topic_predicate")     \
  X(TOPIC_VERB, "topic_verb")               \
  X(TOWN_NOUN, "town_noun")                 \
  X(TRAVEL_VERB, "travel_verb")             \
  X(TROOP_UNIT, "troop_unit")               \
  X(UNIT_NOUN, "unit_noun")                 \
  X(UNLIKE, "unlike")                       \
  X(UTILITY, "utility")                     \
  X(VICTIMS, "victims")                     \
  X(WAR_NOUN, "war_noun")                   \
  X(WEAPON_LEAD, "weapon_lead")             \
  X(WILLING, "willing")

#define SR_X(name, word) SR_WORD_##name,
typedef enum sr_word_kind { SR_WORD_KINDS(SR_X) SR_WORD_KIND_COUNT } sr_word_kind;
#undef SR_X

typedef struct sr_words sr_words;

/* Opens a table of the columns kind and word. Errors: SR_ERR_NOMEM; SR_ERR_INPUT if a kind is unknown or has no word.
 */
SR_MUST_CHECK sr_status sr_words_open(sr_arena *arena, const sr_table *table, sr_words **words, sr_error *err);

/* The lists of one token, for sr_words_in; 0 if it is in none. */
uint32_t sr_words_at(const sr_words *words, const sr_token *token);
bool sr_words_in(const sr_words *words, uint32_t lists, sr_word_kind kind);

/* Whether all of n tokens are one entry of a list. */
bool sr_words_are(const sr_words *words, const sr_token *tokens, uint32_t n, sr_word_kind kind);
/* Whether a text is an entry of a list, as the table writes it; or ends in one, in any case. */
bool sr_words_have(const sr_words *words, sr_slice text, sr_word_kind kind);
bool sr_words_end(const sr_words *words, sr_slice text, sr_word_kind kind);

#endif
