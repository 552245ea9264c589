#include "segtrain.h"

#include "syntax/segment.h"

#include <stdio.h>
#include <stdlib.h>

/* A paragraph's text with what begins at each byte of it. */
typedef struct passage {
  char *text;
  uint8_t *marks;
  size_t n, room;
} passage;

enum { WORD_BEGINS = 1, SENTENCE_BEGINS = 2, JOINED_TO_LAST = 4 };

static bool append(passage *p, sr_slice text, uint8_t mark) {
  if (p->n + text.len + 1 > p->room) {
    const size_t room = 2 * (p->n + text.len + 1);
    char *t = realloc(p->text, room);
    if (t) p->text = t;
    uint8_t *m = realloc(p->marks, room);
    if (m) p->marks = m;
    if (!t || !m) return false;
    p->room = room;
  }
  memcpy(p->text + p->n, text.ptr, text.len);
  memset(p->marks + p->n, 0, text.len);
  p->marks[p->n] = mark;
  p->n += text.len;
  return true;
}

/* Are the words of a range what is written, one after another? Some ("gonna" may be "going to") are not. */
static bool spells(const sr_conllu_sentence *s, const sr_conllu_range *r) {
  size_t n = 0;
  for (uint32_t w = r->first; w <= r->last; w++) n += s->words[w - 1].form.len;
  return n == r->form.len;
}

static bool append_sentence(passage *p, const sr_conllu_sentence *s) {
  uint32_t range = 0;
  for (uint32_t i = 0; i < s->n_words; i++) {
    uint8_t mark = (uint8_t)(WORD_BEGINS | (i == 0 ? SENTENCE_BEGINS : 0));
    while (range < s->n_ranges && s->ranges[range].last <= i) range++;
    const sr_conllu_range *r = range < s->n_ranges && s->ranges[range].first <= i + 1 ? &s->ranges[range] : NULL;
    if (r && !spells(s, r)) {
      if (i + 1 == r->first && !append(p, r->form, mark)) return false;
    } else {
      if (r && i + 1 > r->first) mark |= JOINED_TO_LAST;
      if (!append(p, s->words[i].form, mark)) return false;
    }
    if (s->words[i].space_after && !append(p, SR_SLICE(" "), 0)) return false;
  }
  return true;
}

typedef struct learner {
  float *w, *squares, *sums;
  double updates;
} learner;

/* One example of one question: w += rate * (gold - p) for its features. */
static void learn(learner *l, const uint32_t *rows, uint32_t n, sr_gap_question question, bool gold) {
  const float base = 0.3f;
  float sum = 0;
  for (uint32_t i = 0; i < n; i++) sum += l->w[rows[i] * SR_GAP_QUESTIONS + question];
  const float error = (float)gold - sr_vsigmoid(sum);
  if (error > -0.01f && error < 0.01f) return; /* it is sure and right: nothing to learn, and less to move */
  for (uint32_t i = 0; i < n; i++) {
    const size_t at = rows[i] * SR_GAP_QUESTIONS + question;
    l->squares[at] += error * error;
    l->w[at] += base * error / sqrtf(1.0f + l->squares[at]);
  }
}

static void learn_passage(learner *l, sr_arena *arena, const passage *p) {
  sr_paragraph text;
  sr_error err = {0};
  const sr_arena_mark mark = sr_arena_save(arena);
  if (sr_segment_decode(arena, (sr_slice){p->text, p->n}, &text, &err) == SR_OK) {
    uint32_t words = 0, rows[SR_SEGMENT_FEATURES];
    sr_gap gap;
    for (uint32_t from = 0; sr_segment_next(&text, from, &gap); from = gap.right) {
      const uint8_t m = p->marks[text.offsets[gap.right]];
      const bool space = gap.left != gap.right;
      const uint32_t n = sr_segment_features(&text, gap, words, rows);
      if (!space) learn(l, rows, n, SR_GAP_SPLIT, m & WORD_BEGINS);
      if (!(m & WORD_BEGINS) && !space) continue;
      if (!space) learn(l, rows, n, SR_GAP_JOINED, m & JOINED_TO_LAST);
      if (!(m & JOINED_TO_LAST)) learn(l, rows, n, SR_GAP_SENTENCE, m & SENTENCE_BEGINS);
      words = m & SENTENCE_BEGINS ? 0 : words + 1;
    }
  }
  sr_arena_reset(arena, mark);
}

float *segment_train(const train_corpus *corpus, uint32_t passes) {
  enum { WEIGHTS = SR_SEGMENT_ROWS * SR_GAP_QUESTIONS };
  learner l = {calloc(WEIGHTS, sizeof(float)), calloc(WEIGHTS, sizeof(float)), calloc(WEIGHTS, sizeof(float)), 0};
  sr_arena *arena = sr_arena_new((size_t)1 << 30);
  passage p = {0};
  for (uint32_t pass = 0; pass < passes && l.w && l.squares && l.sums && arena; pass++) {
    for (uint32_t s = 0; s <= corpus->sources.n; s++) {
      const sr_conllu_sentence *source = s < corpus->sources.n ? corpus->sources.at[s] : NULL;
      /* In every other pass a document is one paragraph, as texts are whose line ends were lost on the way. */
      if ((!source || source->new_doc || (source->new_par && pass % 2 == 0)) && p.n) {
        learn_passage(&l, arena, &p);
        p.n = 0;
      }
      if (source && !append_sentence(&p, source)) break;
    }
    if (pass * 2 >= passes) {
      l.updates++;
      for (size_t i = 0; i < WEIGHTS; i++) l.sums[i] += l.w[i];
    }
  }
  for (size_t i = 0; l.updates > 0 && i < WEIGHTS; i++) l.w[i] = l.sums[i] / (float)l.updates;
  free(p.text);
  free(p.marks);
  free(l.squares);
  free(l.sums);
  sr_arena_free(arena);
  return l.w;
}
