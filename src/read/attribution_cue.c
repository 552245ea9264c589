/* Cues that are verbs, their subjects, and what stands between them and what is said; see attribution_parts.h. */
#include "read/attribution_parts.h"

enum {
  SUBJECT_MAX = 30 /* tokens looked back for "X, which ..., says"; by then another sentence is likelier */
};

bool sr_attr__is_auxiliary_of_be(const sr_attr__reading *r, uint32_t i) {
  return IS_ONE_OF(r, i, "is", "are", "was", "were", "been", "being", "be", "'re");
}

uint32_t sr_attr__find_verb(sr_slice base) {
  const sr_slice kinds[] = {SR_SLICE("report"), SR_SLICE("charge"), SR_SLICE("act")};
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    const sr_slice keys[] = {kinds[k], base};
    const uint32_t row = sr_table_find(&sr_table_cues, keys, 2);
    if (row != UINT32_MAX) return row;
  }
  return NONE;
}

uint32_t sr_attr__verb_at(const sr_attr__reading *r, uint32_t i, uint32_t *n) {
  const sr_token *token = &r->report->tokens[i];
  if (token->kind != SR_TOKEN_WORD || is_quoted(r, i)) return NONE;
  const sr_word_class class = class_of(r, i);
  /* Guessing takes many cues for nouns ("claims", "notes") or adjectives ("said"): their place speaks for them. */
  const uint32_t before = i > r->begin ? i - 1 : i;
  const bool after_actor = i > r->begin && r->actor_of[before] != NONE && r->actor_of[i] == NONE;
  const bool finite = class == SR_CLASS_NOUN && r->actor_of[i] == NONE && sr_slice_ends(token->norm, SR_SLICE("s")) &&
                      (is_comma(r, before) || is_norm(r, before, ")") || sr_attr__is_subject_pronoun(r, before) ||
                       class_of(r, before) == SR_CLASS_ADVERB || is_phrase(r, i + 1, "that"));
  const bool past = sr_slice_is(token->norm, "said") || sr_slice_is(token->norm, "told") ||
                    (class == SR_CLASS_ADJECTIVE && sr_slice_ends(token->norm, SR_SLICE("ed")) && after_actor);
  /* "residents claim", but not "Russian state media" */
  const bool agrees = sr_slice_ends(token->norm, SR_SLICE("s")) || class_of(r, before) != SR_CLASS_ADJECTIVE;
  const bool by_tree = sr_slice_is(token->upos, "VERB"); /* "its readout mentions trade" */
  if (class != SR_CLASS_VERB && !by_tree && !past && !finite && !(after_actor && class == SR_CLASS_NOUN && agrees))
    return NONE;
  const sr_arena_mark mark = sr_arena_save(r->report->scratch);
  const sr_slice base = sr_word_verb_base(r->report->scratch, token->norm);
  uint32_t row = NONE;
  if (base.ptr) {
    *n = 1 + IS_ONE_OF(r, i + 1, "only", "mainly", "merely", "mostly"); /* "spoke only of" */
    if (i + *n < r->end) {
      const sr_slice next = norm_of(r, i + *n);
      const sr_slice both = sr_arena_format(r->report->scratch, "%.*s %.*s", SR_FMT(base), SR_FMT(next));
      if (both.ptr) row = sr_attr__find_verb(both);
      *n += 1;
    }
    if (row == NONE) {
      row = sr_attr__find_verb(base);
      *n = 1;
    }
  }
  sr_arena_reset(r->report->scratch, mark);
  return row != NONE && cue_is_verb(row) ? row : NONE;
}

uint32_t sr_attr__group_start(const sr_attr__reading *r, uint32_t i) {
  while (i > r->begin && !is_quoted(r, i - 1) && r->actor_of[i - 1] == NONE && !r->in_time[i - 1] &&
         (class_of(r, i - 1) == SR_CLASS_AUXILIARY || class_of(r, i - 1) == SR_CLASS_ADVERB ||
          IS_ONE_OF(r, i - 1, "not", "n't", "also", "later", "earlier", "again", "itself", "himself", "herself",
                    "themselves")))
    i--;
  return i;
}

sr_attr__range sr_attr__segment_of(const sr_attr__reading *r, uint32_t i) {
  sr_attr__range s = {r->begin, r->end};
  for (uint32_t k = i; k-- > r->begin;)
    if (is_norm(r, k, ";") && !is_quoted(r, k)) {
      s.first = k + 1;
      break;
    }
  for (uint32_t k = i; k < r->end; k++)
    if (is_norm(r, k, ";") && !is_quoted(r, k)) {
      s.end = k;
      break;
    }
  return s;
}

static bool is_participle(const sr_attr__reading *r, uint32_t i) {
  const sr_word_class class = class_of(r, i);
  return class == SR_CLASS_VERB || class == SR_CLASS_ADVERB || class == SR_CLASS_ADJECTIVE;
}

/* "witnesses and medics said": two subjects that open their clause are one source. */
static sr_attr__source joined(const sr_attr__reading *r, sr_attr__source last, uint32_t segment) {
  if (last.actor == NONE || last.at.first < segment + 2 || !is_norm(r, last.at.first - 1, "and")) return last;
  const sr_attr__source before = sr_attr__phrase_before(r, last.at.first - 1);
  if (before.actor == NONE) return last;
  const uint32_t first = before.at.first;
  const bool opens =
      first == segment || is_comma(r, first - 1) || is_quoted(r, first - 1) || is_phrase(r, first - 1, "that");
  return opens ? (sr_attr__source){{first, last.at.end}, last.actor, NONE} : last;
}

sr_attr__source sr_attr__subject_of(const sr_attr__reading *r, uint32_t verb) {
  sr_attr__source none = {.actor = NONE, .taken = NONE};
  uint32_t end = verb;
  const sr_attr__range segment = sr_attr__segment_of(r, verb);
  if (end > segment.first && is_norm(r, end - 1, ")")) {
    while (end > segment.first && !is_norm(r, end - 1, "(")) end--;
    if (end > segment.first) end--;
  }
  if (end > segment.first && sr_attr__mark_at(r->report, end - 1) == SR_ATTR_MARK_CLOSE &&
      r->actor_of[end - 1] == NONE && end >= 2 && r->actor_of[end - 2] != NONE)
    end--; /* “Kontur” writes */
  /* "the minister for his part threatened" */
  const uint32_t aside = end > segment.first && is_comma(r, end - 1) ? end - 1 : end;
  if (aside > segment.first + 3 && is_norm(r, aside - 1, "part") && is_norm(r, aside - 3, "for"))
    end = is_comma(r, aside - 4) ? aside - 4 : aside - 3;
  if (end <= segment.first) return none;
  sr_attr__source found = sr_attr__phrase_before(r, end);
  if (found.at.end) {
    uint32_t row;
    /* "an economist quoted by the weekly expects", "officers near Pokrovsk reported" */
    uint32_t near = found.at.first;
    if (near > segment.first && sr_attr__mark_at(r->report, near - 1) == SR_ATTR_MARK_OPEN) near--;
    for (uint32_t back = 1; back <= 3 && near >= segment.first + back; back++) {
      const uint32_t n = phrase_at(r, near - back, &row);
      if (n == back && cue_is(row, "cited")) {
        uint32_t before = near - back;
        if (before > segment.first && is_comma(r, before - 1)) before--;
        const sr_attr__source inner = sr_attr__phrase_before(r, before);
        if (inner.at.end) return inner;
      }
    }
    if (found.at.first > segment.first && IS_ONE_OF(r, found.at.first - 1, "near", "in", "at", "from", "of")) {
      const sr_attr__source owner = sr_attr__phrase_before(r, found.at.first - 1);
      if (owner.actor != NONE && r->report->actors[owner.actor].kind != SR_ACTOR_STATE)
        return (sr_attr__source){{owner.at.first, found.at.end}, owner.actor, NONE};
    }
    if (found.actor == NONE && found.at.first > segment.first &&
        class_of(r, found.at.first - 1) == SR_CLASS_PREPOSITION) { /* "residents reached by phone said" */
      uint32_t k = found.at.first - 1;
      while (k > segment.first && r->actor_of[k - 1] == NONE && is_participle(r, k - 1)) k--;
      if (k < found.at.first - 1 && k > segment.first && r->actor_of[k - 1] != NONE)
        return sr_attr__phrase_before(r, k);
    }
    /* "an aide who took part said": the aide, not the part */
    for (uint32_t k = found.at.first; found.actor == NONE && k-- > segment.first && verb - k < SUBJECT_MAX / 3;)
      if (IS_ONE_OF(r, k, "who", "which", "that") && k > segment.first && r->actor_of[k - 1] != NONE)
        return sr_attr__phrase_before(r, k);
    return joined(r, found, segment.first);
  }
  const uint32_t prev = end - 1;
  if (IS_ONE_OF(r, prev, "and", "but", "or") ||
      (is_comma(r, prev) && sr_slice_ends(norm_of(r, verb), SR_SLICE("ing")))) {
    if (r->found.n > r->first_found) {
      const sr_attr__source taken = r->found.at[r->found.n - 1].source;
      return (sr_attr__source){{0, 0}, taken.actor, r->found.n - 1};
    }
  }
  if (is_comma(r, prev)) { /* "the centre, which works from images, estimates" */
    for (uint32_t k = prev; k-- > segment.first && prev - k < SUBJECT_MAX;) {
      if (!is_comma(r, k)) continue;
      uint32_t before = k;
      if (before > segment.first && is_norm(r, before - 1, ")"))
        while (before > segment.first && !is_norm(r, before, "(")) before--;
      const sr_attr__source apposed = sr_attr__phrase_before(r, before);
      if (apposed.actor == NONE) continue;
      /* "a spokesman, Colonel Petrenko, said": the one with a name */
      const sr_attr__source inner = sr_attr__phrase_before(r, prev);
      const sr_actor_kind kind = r->report->actors[apposed.actor].kind;
      if (inner.actor != NONE && inner.at.first == k + 1 && kind != SR_ACTOR_PERSON &&
          r->report->actors[inner.actor].kind == SR_ACTOR_PERSON)
        return inner;
      return apposed;
    }
  }
  /* "a mission that visited the site on Wednesday confirmed" */
  for (uint32_t k = prev; k-- > segment.first && prev - k < SUBJECT_MAX;)
    if (IS_ONE_OF(r, k, "that", "who", "which") && k > segment.first && r->actor_of[k - 1] != NONE)
      return sr_attr__phrase_before(r, k);
  /* "the ministry, which last week spoke of 40 dead" */
  uint32_t who = verb;
  while (who > segment.first && (r->in_time[who - 1] || class_of(r, who - 1) == SR_CLASS_ADVERB)) who--;
  if (who < verb && who > segment.first + 2 && IS_ONE_OF(r, who - 1, "which", "who") && is_comma(r, who - 2))
    return sr_attr__phrase_before(r, who - 2);
  if (IS_ONE_OF(r, prev, "and", "but") || is_comma(r, prev)) { /* the sentence's subject */
    uint32_t k = segment.first;
    while (k < verb && r->actor_of[k] == NONE && !is_comma(r, k)) k++;
    if (k < verb && r->actor_of[k] != NONE && k - segment.first <= 3) {
      const sr_actor *a = &r->report->actors[r->actor_of[k]];
      return sr_attr__phrase_before(r, a->first_token + a->n_tokens);
    }
  }
  return none;
}

bool sr_attr__has_verb(const sr_attr__reading *r, uint32_t i, uint32_t *stop) {
  bool verb = false;
  for (; i < r->end && !is_comma(r, i) && !is_norm(r, i, ";"); i++) {
    if (r->quote_of[i] != NONE) break;
    const sr_word_class class = class_of(r, i);
    verb |= class == SR_CLASS_VERB || class == SR_CLASS_AUXILIARY;
  }
  *stop = i;
  return verb;
}

uint32_t sr_attr__skip_adjuncts(const sr_attr__reading *r, uint32_t i, uint32_t *told) {
  *told = NONE;
  for (int round = 0; round < 4; round++) {
    const uint32_t start = i;
    if (is_phrase(r, i, "hearer")) i++;
    if (i < r->end && r->in_time[i])
      while (i < r->end && r->in_time[i]) i++;
    if (IS_ONE_OF(r, i, "on", "late", "early", "in") && i + 1 < r->end && r->in_time[i + 1]) i++;
    if (i < r->end && class_of(r, i) == SR_CLASS_ADVERB && round == 0) i++;
    if (i == start) break;
  }
  return i;
}

bool sr_attr__is_edge(const sr_attr__reading *r, uint32_t i) {
  return i >= r->end || is_comma(r, i) || is_norm(r, i, ";") || is_norm(r, i, ":") || is_norm(r, i, "-") ||
         is_norm(r, i, "–") || is_norm(r, i, "—");
}

/* What the name goes on with is capital; a statement that begins with a name ("told Radio Norte Ortega had left") is
 * told by what follows. */
uint32_t sr_attr__name_end(const sr_attr__reading *r, uint32_t i) {
  uint32_t k = i;
  while (k < r->end && k > r->begin && r->actor_of[k] == NONE && !r->in_time[k] &&
         sr_word_is_capital(r->report, k - 1) && sr_word_is_capital(r->report, k))
    k++;
  const bool closed = sr_attr__is_edge(r, k) || r->in_time[k] || is_phrase(r, k, "that") || is_phrase(r, k, "hearer") ||
                      class_of(r, k) == SR_CLASS_PREPOSITION || sr_attr__mark_at(r->report, k) != SR_ATTR_MARK_NONE ||
                      r->report->tokens[k].kind == SR_TOKEN_PUNCT;
  return closed ? k : i;
}
