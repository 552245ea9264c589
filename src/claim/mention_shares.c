/* Shares: what a per cent or "nine in ten" is of; see mention_parts.h. */
#include "claim/mention_parts.h"

bool sr_claim__is_among(const sr_claim_reading *r, uint32_t t) {
  return sr_claim__is(r, t, "them") || sr_claim__is(r, t, "which") || sr_claim__is(r, t, "whom") ||
         sr_claim__is(r, t, "these") || sr_claim__is(r, t, "those");
}

/* The weapon that was counted last in the sentence; NULL if none was. */
static const sr_mention *weapon_before(const sr_claim_reading *r, uint32_t sentence) {
  for (uint32_t i = r->mentions.n; i-- > 0 && r->mentions.at[i].sentence == sentence;)
    if (r->mentions.at[i].quantity != SR_NONE && sr_claim__within(r->tables, r->mentions.at[i].usual, SR_THING_WEAPON))
      return &r->mentions.at[i];
  return NULL;
}

void sr_claim__mention_of_share(const sr_claim_reading *r, uint32_t end, sr_mention *m) {
  uint32_t t = m->end;
  const bool of = sr_claim__is(r, t, "of");
  sr_noun_hit whole_of; /* "nine in ten people": the noun stands right behind */
  if (!of && (sr_claim__is(r, m->first + 1, "in") || sr_claim__is(r, m->first + 1, "out")) &&
      sr_claim__phrase_noun(r, t, end, &whole_of) &&
      (whole_of.noun->usual == SR_THING_OBJECT || (sr_claim__within(r->tables, whole_of.noun->usual, SR_THING_PEOPLE) &&
                                                   !(whole_of.noun->classes & SR_BIT(SR_THING_SOLDIER))))) {
    m->things |= whole_of.noun->usual == SR_THING_OBJECT ? SR_BIT(SR_THING_OBJECT) : SR_BIT(SR_THING_PEOPLE);
    if (whole_of.noun->usual != SR_THING_OBJECT) m->usual = SR_THING_PEOPLE;
    m->value = whole_of.noun->value;
    m->noun = whole_of.noun->word;
    m->end = whole_of.end;
    return;
  }
  const sr_mention *before = weapon_before(r, m->sentence);
  /* "88 drones, or 85 per cent", "88 drones (85 %)" */
  const bool restates = !of && before && m->first > before->end && m->first <= before->end + 2 &&
                        (sr_claim__is(r, m->first - 1, "or") || sr_claim__is(r, m->first - 1, "("));
  if (!of && !restates) return;
  t += of;
  if (restates || sr_claim__is_among(r, t)) {
    if (!before) return;
    m->things |= before->things;
    m->usual = before->usual;
    m->value = before->value;
    m->noun = before->noun;
    m->owner = before->owner;
    if (of) m->end = t + 1;
    return;
  }
  if (sr_claim__is(r, t, "the") || sr_claim__is(r, t, "its") || sr_claim__is(r, t, "all")) t++;
  const int32_t whole = t < end ? r->quantity_at[t] : SR_NONE;
  while (whole != SR_NONE && t < end && r->report->tokens[t].span.start < r->report->quantities[whole].number.end) t++;
  m->portion = whole != SR_NONE; /* also "31 per cent of the $189 million" */
  sr_noun_hit hit;
  if (!sr_claim__phrase_noun(r, t, end, &hit)) return;
  m->value = hit.noun->value;
  if (hit.noun->usual == SR_THING_OBJECT && whole == SR_NONE) {
    m->things |= SR_BIT(SR_THING_OBJECT);
    m->end = hit.end;
  } else if (sr_claim__within(r->tables, hit.noun->usual, SR_THING_WEAPON)) {
    m->things |= hit.noun->classes;
    m->usual = hit.noun->usual;
    m->noun = hit.noun->word;
    if (!m->portion) m->end = hit.end;
  } else if (hit.noun->usual == SR_THING_TOLL_NOUN && hit.noun->value == SR_CATEGORY_CASUALTIES) {
    /* "60 % of the casualties were killed": of people hurt; a share of all soldiers is of another whole */
    m->things |= SR_BIT(SR_THING_PEOPLE);
    m->usual = SR_THING_PEOPLE;
    m->noun = hit.noun->word;
    if (whole == SR_NONE) m->end = hit.end;
  }
}
