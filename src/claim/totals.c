/* Lists of running totals, as general staffs publish them:
 *
 *     The enemy's total losses from 24 February 2022 to 3 April 2024 were approximately:
 *     personnel - about 445,040 (+710) persons;
 *     tanks - 7,046 (+15);
 *
 * Each line is a level and, in brackets, its daily change. Party, time and hedge come from the line that leads in. */
#include "claim/sides.h"
#include "claim/slots.h"

#include "read/time.h"

typedef struct lead_in {
  bool open;
  sr_actor_ref party;
  bool about; /* "approximately:" hedges the whole list */
  sr_when level, change;
} lead_in;

static bool is_dash(const sr_claim_reading *r, uint32_t t) {
  return sr_claim__is(r, t, "-") || sr_claim__is(r, t, "–") || sr_claim__is(r, t, "—") || sr_claim__is(r, t, ":");
}

/* The windows of a lead-in: the longest is the level's, the shortest the change's. */
static void read_windows(const sr_claim_reading *r, uint32_t sentence, lead_in *lead) {
  const sr_sentence *s = &r->report->sentences[sentence];
  int32_t longest = -1, shortest = INT32_MAX;
  for (uint32_t t = s->first_token; t < s->first_token + s->n_tokens; t++) {
    if (r->time_at[t] == SR_NONE) continue;
    const uint32_t index = (uint32_t)r->time_at[t];
    sr_day start, end;
    if (!sr_time_window(r->report->times, index, &start, &end)) continue;
    if (end == SR_DAY_NONE) end = r->report->about.date;
    if (start == SR_DAY_NONE || end == SR_DAY_NONE) continue;
    const int32_t days = end - start;
    if (days > longest && days > 1) {
      longest = days;
      lead->level = (sr_when){true, start, end, SR_WHEN_DURING};
    }
    if (days < shortest && days <= 1 && end == r->report->about.date) {
      shortest = days;
      lead->change = (sr_when){true, start, end, SR_WHEN_DURING};
    }
  }
  /* bracketed changes are the past day's where the list does not say */
  if (!lead->change.present && r->report->about.date != SR_DAY_NONE)
    lead->change = (sr_when){true, r->report->about.date - 1, r->report->about.date, SR_WHEN_DURING};
}

static bool leads_in(const sr_claim_reading *r, uint32_t sentence, uint32_t *trigger, lead_in *lead) {
  const sr_sentence *s = &r->report->sentences[sentence];
  const uint32_t end = s->first_token + s->n_tokens;
  bool losses = false, colon = false;
  for (; *trigger < r->triggers.n && r->triggers.at[*trigger].sentence <= sentence; ++*trigger)
    if (r->triggers.at[*trigger].sentence == sentence)
      losses |= (r->triggers.at[*trigger].verbs & (SR_BIT(SR_VERB_LOSE) | SR_BIT(SR_VERB_DESTROY))) != 0;
  for (uint32_t t = s->first_token; t < end; t++) colon |= sr_claim__is(r, t, ":");
  if (!losses || !colon) return false;
  *lead = (lead_in){.open = true};
  for (uint32_t t = s->first_token; t < end; t++) {
    if (sr_claim__cue(r, t, SR_CUE_ENEMY) && !lead->party.name.len)
      lead->party = sr_claim__party_of(r, sr_claim__enemy(r, sentence));
    if (r->actor_at[t] != SR_NONE && !lead->party.name.len && !sr_claim__actor_speaks(r, r->actor_at[t]))
      lead->party = sr_claim__party_of(r, r->actor_at[t]);
    lead->about |= sr_claim__word(r, t, SR_WORD_APPROXIMATE);
  }
  read_windows(r, sentence, lead);
  return true;
}

static sr_status add_line(sr_claim_reading *r, const lead_in *lead, uint32_t from, const sr_mention *name,
                          sr_slice item, sr_mention *number) {
  /* evidence: the noun with its level, and up to the bracket of the change */
  sr_draft *d = sr_claim__draft(r, SR_KIND_LOSSES, number->sentence, from, number->end);
  if (!d) return sr_arena_fail(r->arena, r->err);
  number->used = true;
  const bool people = sr_claim__within(r->tables, name ? name->usual : SR_THING_THING, SR_THING_PEOPLE) ||
                      (name && name->usual == SR_THING_TOLL_NOUN);
  sr_claim *c = &d->claim;
  c->quantity = number->figure;
  c->party = lead->party;
  c->confidence = 0.8;
  if (people) {
    c->category = name->usual == SR_THING_TOLL_NOUN ? name->value : SR_CATEGORY_CASUALTIES;
    c->victim = SR_VICTIM_MILITARY;
    c->quantity.unit = SR_SLICE("{people}");
  } else {
    c->category = SR_CATEGORY_EQUIPMENT;
    c->item = item;
    c->quantity.unit = sr_arena_format(r->arena, "{%.*s}", SR_FMT(item));
    if (!c->quantity.unit.ptr) return sr_arena_fail(r->arena, r->err);
  }
  if (number->delta) {
    c->when = lead->change;
    c->quantity.bound = SR_BOUND_UP;
  } else {
    c->when = lead->level;
    if (lead->about && c->quantity.bound == SR_BOUND_EXACT) c->quantity.bound = SR_BOUND_ABOUT;
  }
  return SR_OK;
}

/* "(+1,080)": between its bracket and the level before it. */
static bool is_change(const sr_claim_reading *r, const sr_mention *m) {
  if (m->delta) return true;
  uint32_t t = m->first;
  for (uint32_t steps = 0; t && steps < 2; steps++) {
    t--;
    if (sr_claim__is(r, t, "+")) return true;
  }
  return false;
}

/* The lines of one sentence; true in *found if there were any. */
static sr_status read_lines(sr_claim_reading *r, const lead_in *lead, uint32_t first, uint32_t end, uint32_t from,
                            uint32_t to, bool *found) {
  uint32_t line = first;
  for (uint32_t t = first; t <= end; t++) {
    if (t < end && !sr_claim__is(r, t, ";")) continue;
    /* one line: [line, t) */
    sr_mention *name = NULL, *level = NULL;
    for (uint32_t i = from; i < to; i++) {
      sr_mention *m = &r->mentions.at[i];
      if (m->first < line || m->end > t) continue;
      if (m->quantity == SR_NONE) {
        if (!name && !level) name = m;
        continue;
      }
      if (!m->figure.present) continue;
      sr_slice item = name ? name->noun : (sr_slice){0};
      if (!level) {
        if (m->first <= line || !is_dash(r, m->first - 1)) break;
        if (!name) {
          /* an unknown thing of war: as the line calls it */
          uint32_t stop = line;
          while (stop < m->first - 1 && !sr_claim__is(r, stop, "of")) stop++;
          item = sr_claim__text(r, line, stop);
        }
        if (!item.len) break;
        level = m;
      } else {
        m->delta = is_change(r, m);
        if (!m->delta) continue;
        if (!item.len) item = level->noun;
        if (!item.len) item = sr_claim__text(r, line, level->first - 1);
      }
      sr_status status = add_line(r, lead, line, name, item, m);
      if (status) return status;
      if (name) name->used = true;
      *found = true;
    }
    line = t + 1;
  }
  return SR_OK;
}

sr_status sr_claim__totals(sr_claim_reading *r) {
  lead_in lead = {0};
  uint32_t trigger = 0, mention = 0;
  for (uint32_t s = 0; s < r->report->n_sentences; s++) {
    const sr_sentence *sentence = &r->report->sentences[s];
    const uint32_t end = sentence->first_token + sentence->n_tokens, from = mention;
    while (mention < r->mentions.n && r->mentions.at[mention].sentence == s) mention++;
    uint32_t first = sentence->first_token;
    lead_in next;
    if (leads_in(r, s, &trigger, &next)) {
      lead = next;
      for (uint32_t t = end; t > sentence->first_token; t--)
        if (sr_claim__is(r, t - 1, ":") && first == sentence->first_token && t <= end) {
          /* the last colon that no bracket holds opens the list */
          bool inside = false;
          for (uint32_t k = t; k < end && !inside; k++) {
            if (sr_claim__is(r, k, "(")) break;
            inside = sr_claim__is(r, k, ")");
          }
          if (!inside) first = t;
        }
      if (first == sentence->first_token) continue;
      bool found = false;
      sr_status status = read_lines(r, &lead, first, end, from, mention, &found);
      if (status) return status;
      continue;
    }
    if (!lead.open) continue;
    bool found = false;
    sr_status status = read_lines(r, &lead, first, end, from, mention, &found);
    if (status) return status;
    if (!found) lead.open = false;
  }
  return SR_OK;
}
