/* The tense around a time; see the header. */
#include "read/time_tense.h"

#include "base/slice.h"

static bool ends_clause(const sr_time__atom *atom) {
  static const char *const ends[] = {";", ":", "\"", "”", "“", "(", ")", "—", "which", "who", "while", "but"};
  for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
    if (sr_slice_is(atom->token.norm, ends[k])) return true;
  return false;
}

/* By one atom. */
static int tense_of_atom(const sr_time__atoms *atoms, uint32_t i) {
  if (sr_time__reads(atoms, i, SR_TIME__will) != SR_TIME_UNSET) return 1;
  if (sr_time__reads(atoms, i, SR_TIME__did) != SR_TIME_UNSET) return -1;
  const sr_slice norm = atoms->at[i].token.norm;
  return norm.len > 4 && sr_slice_ends(norm, SR_SLICE("ed")) ? -1 : 0;
}

/* The nearest verb before the match tells, else the nearest after it. A participle after "be" is passed over for the
 * helper before it ("would be held on"). */
static int tense_around(const sr_time__atoms *atoms, const sr_time__match *m) {
  const uint32_t sentence = atoms->at[m->first].token.sentence;
  for (uint32_t i = m->first, steps = 0; i-- && steps < SR_TENSE_REACH; steps++) {
    if (atoms->at[i].token.sentence != sentence || ends_clause(&atoms->at[i])) break;
    const int here = tense_of_atom(atoms, i);
    const bool passive = here < 0 && i && sr_slice_is(atoms->at[i - 1].token.norm, "be");
    const bool was =
        here > 0 && i &&
        (sr_slice_is(atoms->at[i - 1].token.norm, "had") || (i > 1 && sr_slice_is(atoms->at[i - 2].token.norm, "had")));
    if (here && !passive) return was ? -1 : here; /* "had been due" */
  }
  for (uint32_t i = m->last + 1, steps = 0; i < atoms->n && steps < SR_TENSE_REACH; i++, steps++) {
    if (atoms->at[i].token.sentence != sentence || ends_clause(&atoms->at[i])) break;
    const int here = tense_of_atom(atoms, i);
    if (here) return here;
  }
  return 0;
}

/* The atom of a token, sought from one nearby. */
static uint32_t atom_of(const sr_time__atoms *atoms, uint32_t token, uint32_t near) {
  while (near > 0 && atoms->at[near].origin > token) near--;
  while (near + 1 < atoms->n && atoms->at[near].origin < token) near++;
  return near;
}

static bool has_aux_tag(const sr_token *tokens, const sr_sentence *sentence, uint32_t verb, const char *xpos) {
  for (uint32_t i = sentence->first_token; i < sentence->first_token + sentence->n_tokens; i++)
    if (tokens[i].head == verb && i != verb && sr_slice_is(tokens[i].xpos, xpos) &&
        (sr_slice_starts(tokens[i].deprel, SR_SLICE("aux")) || sr_slice_is(tokens[i].deprel, "cop")))
      return true;
  return false;
}

/* Whether a helper of the verb speaks of what is to come: "will", "would", "may". */
static bool has_future_aux(const sr_time__resolver *r, const sr_sentence *sentence, uint32_t verb, uint32_t near) {
  const sr_token *tokens = r->report->tokens;
  for (uint32_t i = sentence->first_token; i < sentence->first_token + sentence->n_tokens; i++)
    if (tokens[i].head == verb && i != verb && sr_slice_starts(tokens[i].deprel, SR_SLICE("aux")) &&
        sr_time__reads(r->atoms, atom_of(r->atoms, i, near), SR_TIME__will) != SR_TIME_UNSET &&
        !sr_slice_is(tokens[i].norm, "could"))
      return true;
  return false;
}

/* -1 past, 1 future, 0 not told, by one verb, noun or adjective on the way up from the time. */
static int tense_of_node(const sr_time__resolver *r, const sr_sentence *sentence, uint32_t at, uint32_t near) {
  const sr_token *tokens = r->report->tokens, *t = &tokens[at];
  const bool had =
      has_aux_tag(tokens, sentence, at, "VBD") && (sr_slice_is(t->xpos, "VBN") || sr_slice_is(t->xpos, "VBG"));
  if (has_future_aux(r, sentence, at, near)) return had ? -1 : 1;
  const bool past_perfect = has_aux_tag(tokens, sentence, at, "VBD") && has_aux_tag(tokens, sentence, at, "VBN");
  if (sr_time__reads(r->atoms, atom_of(r->atoms, at, near), SR_TIME__will) != SR_TIME_UNSET)
    return past_perfect ? -1 : 1; /* "it had been due on Friday" */
  if (sr_slice_is(t->xpos, "VBD") || has_aux_tag(tokens, sentence, at, "VBD")) return -1;
  if (sr_slice_is(t->xpos, "VBN")) return -1;
  const bool present = has_aux_tag(tokens, sentence, at, "VBZ") || has_aux_tag(tokens, sentence, at, "VBP");
  if (sr_slice_is(t->xpos, "VBG")) return present ? 1 : 0; /* "they are meeting on Monday" */
  if (!sr_slice_is(t->xpos, "VBZ") && !sr_slice_is(t->xpos, "VBP")) return 0;
  const bool retold = sr_slice_is(t->upos, "AUX") ||
                      sr_time__reads(r->atoms, atom_of(r->atoms, at, near), SR_TIME__did) != SR_TIME_UNSET;
  return retold ? 0 : 1; /* "the talks begin on Monday", but "he says on Monday" */
}

/* The first word above the time in its tree that has a tense. */
static int tense_by_tree(const sr_time__resolver *r, const sr_time__match *m) {
  enum { CLIMB_MAX = 8 };
  const sr_token *tokens = r->report->tokens;
  const uint32_t first = r->atoms->at[m->first].origin, last = r->atoms->at[m->last].origin;
  const sr_sentence *sentence = &r->report->sentences[tokens[first].sentence];
  uint32_t at = first;
  for (uint32_t i = first; i <= last; i++) /* the word that the others hang on */
    if (tokens[i].head < first || tokens[i].head > last || tokens[i].head == i) at = i;
  bool noun = false; /* the time describes a noun: "Tuesday's talks", "a fall in January" */
  for (int k = 0; k < CLIMB_MAX; k++) {
    const uint32_t head = tokens[at].head;
    if (head == at || head >= r->report->n_tokens) break;
    if (sr_slice_is(tokens[at].deprel, "compound") || sr_slice_is(tokens[at].deprel, "nmod:poss")) return -1;
    at = head;
    const bool inside = at >= first && at <= last; /* "p.m." of "5 p.m. on Friday" is no noun that is dated */
    noun |= !inside && (sr_slice_is(tokens[at].upos, "NOUN") || sr_slice_is(tokens[at].upos, "PROPN"));
    const int tense = tense_of_node(r, sentence, at, m->first);
    if (tense > 0 && noun && sr_slice_starts(tokens[at].xpos, SR_SLICE("VBP"))) return -1;
    if (tense > 0 && noun && sr_slice_starts(tokens[at].xpos, SR_SLICE("VBZ"))) return -1;
    if (tense < 0 && !k && (sr_slice_is(tokens[at].xpos, "VBD") || has_aux_tag(tokens, sentence, at, "VBD")))
      return SR_TENSE_HAPPENED; /* "40 died in January" */
    if (tense) return tense;
    if (sr_slice_is(tokens[at].deprel, "ccomp") || sr_slice_is(tokens[at].deprel, "parataxis")) break;
  }
  return 0;
}

/* Whether a sentence has a verb of the past, "would" among them. */
static bool tells_of_the_past(const sr_report *report, uint32_t sentence) {
  const sr_sentence *s = &report->sentences[sentence];
  for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++)
    if (sr_slice_is(report->tokens[i].xpos, "VBD") || sr_slice_is(report->tokens[i].norm, "would")) return true;
  return false;
}

static int tense_told(const sr_time__resolver *r, const sr_time__match *m) {
  const bool opens =
      m->first == 0 || r->atoms->at[m->first - 1].token.sentence != r->atoms->at[m->first].token.sentence;
  if (!opens && sr_time__reads(r->atoms, m->first - 1, SR_TIME__will) != SR_TIME_UNSET &&
      !sr_slice_is(r->atoms->at[m->first - 1].token.norm, "planned"))
    return tense_around(r->atoms, m); /* "effective 1 February" */
  if (r->report->tokens[r->atoms->at[m->first].origin].head != SR_NO_HEAD) {
    const int tense = tense_by_tree(r, m);
    if (tense) return tense;
  }
  return tense_around(r->atoms, m);
}

int sr_time__tense(const sr_time__resolver *r, const sr_time__match *m) {
  const int tense = tense_told(r, m);
  return tense > 0 && !tells_of_the_past(r->report, r->atoms->at[m->first].token.sentence) ? SR_TENSE_TO_COME : tense;
}
