/* The trainer's network: every gradient agrees with the difference quotient of the loss, in double precision. */
#include "support.h"

#include "net.h"

#include <stdio.h>
#include <string.h>

enum { TYPES = 5, SENTENCES = 3 };
static const net_shape SHAPE = {.word_rows = 6,
                                .word_dim = 5,
                                .vector_dim = 2,
                                .affix_rows = 8,
                                .affix_dim = 4,
                                .gram_rows = 8,
                                .gram_dim = 3,
                                .hidden = 4,
                                .project = 3,
                                .tag_dim = 6,
                                .arc_dim = 5,
                                .label_dim = 4,
                                .entity_dim = 3,
                                .n_tags = {3, 2, 4, 3},
                                .n_labels = 4,
                                .n_entities = 3,
                                .n_factors = 2};

static const real VECTORS[TYPES][2] = {{0, 0}, {0.5, -0.4}, {0.1, 0.9}, {-0.7, 0.2}, {0.3, 0.3}};
/* 12 tags, some with parts that they share */
static const uint32_t FACTOR_OFFSETS[] = {0, 0, 0, 0, 0, 0, 1, 3, 4, 4, 5, 6, 6}, FACTOR_IDS[] = {0, 0, 1, 1, 0, 0};
static const uint32_t ROWS[TYPES][3] = {{0, 1, 2}, {3, 1, 4}, {5, 6, 2}, {7, 0, 3}, {2, 5, 6}};

typedef struct toy_set {
  net_type types[TYPES];
  net_token tokens[SENTENCES][6];
  net_sentence sentences[SENTENCES];
} toy_set;

static void make_toy(toy_set *toy) {
  static const uint32_t lengths[SENTENCES] = {4, 6, 2};
  for (uint32_t i = 0; i < TYPES; i++)
    toy->types[i] = (net_type){
        .word = i, .vector = i, .count = i, .n_affixes = 2, .affixes = ROWS[i], .n_grams = i ? 3 : 0, .grams = ROWS[i]};
  uint64_t random = 7;
  for (uint32_t s = 0; s < SENTENCES; s++) {
    const uint32_t n = lengths[s];
    toy->sentences[s] = (net_sentence){toy->tokens[s], n};
    for (uint32_t t = 0; t < n; t++) {
      net_token *token = &toy->tokens[s][t];
      *token = (net_token){.type = t ? 1 + (uint32_t)(net_random(&random) % (TYPES - 1)) : 0, .head = NET_NONE};
      if (!t) continue;
      do token->head = (int32_t)(net_random(&random) % n);
      while (token->head == (int32_t)t);
      token->label = (int32_t)(net_random(&random) % SHAPE.n_labels);
      for (int h = 0; h < NET_TAGS; h++) token->tags[h] = (int32_t)(net_random(&random) % SHAPE.n_tags[h]);
      token->entity = (int32_t)(net_random(&random) % SHAPE.n_entities);
    }
  }
  toy->tokens[1][2].head = toy->tokens[1][2].tags[1] = toy->tokens[1][3].entity = NET_NONE; /* gaps in the gold */
}

static void gradients_are_those_of_the_loss(void **state) {
  (void)state;
  toy_set toy;
  make_toy(&toy);
  const net_options with_dropout = {.drop_input = 0.3,
                                    .drop_layer = 0.2,
                                    .drop_mlp = 0.25,
                                    .drop_word = 0.5,
                                    .weight_tags = 0.7,
                                    .weight_lemma = 0.4,
                                    .weight_arc = 1.2,
                                    .weight_label = 0.8,
                                    .weight_entity = 0.5,
                                    .chain = true};
  for (int dropout = 0; dropout < 2; dropout++) {
    sr_net *net = net_new(&SHAPE, 3);
    assert_non_null(net);
    net_set_vectors(net, *VECTORS);
    net_set_factors(net, FACTOR_OFFSETS, FACTOR_IDS);
    net_param *params = net_params(net);
    for (int i = 0; i < P_COUNT; i++) /* some begin at 0, where a mistake in them could hide */
      if ((i >= P_SRU_B && i < P_TAG_W) || i == P_FACTOR || i == P_ENTITY_T)
        for (uint32_t j = 0; j < params[i].rows * params[i].cols; j++) params[i].w[j] = 0.1 * (j % 5);
    const net_options *options = dropout ? &with_dropout : NULL;
    net_train(net, 0, toy.types, toy.sentences, SENTENCES, options, 0.5, 11, NULL);
    int checked = 0;
    for (int i = 0; i < P_COUNT; i++) {
      net_param *p = &params[i];
      for (uint32_t j = 0; j < p->rows * p->cols; j++) {
        const real w = p->w[j], step = 1e-5;
        p->w[j] = w + step;
        const double up = net_train(net, 1, toy.types, toy.sentences, SENTENCES, options, 0.5, 11, NULL);
        p->w[j] = w - step;
        const double down = net_train(net, 1, toy.types, toy.sentences, SENTENCES, options, 0.5, 11, NULL);
        p->w[j] = w;
        const double numeric = (up - down) / (2 * step), got = p->g[0][j];
        /* A ReLU's corner within the step can spoil single quotients; none of this seed does. */
        if (fabs(numeric - got) > 1e-6 + 1e-4 * fabs(numeric))
          fail_msg("parameter %d[%u]: gradient %g, difference quotient %g", i, j, got, numeric);
        checked += got != 0;
      }
    }
    assert_true(checked > 500);
    net_free(net);
  }
}

static void learns_a_toy(void **state) {
  (void)state;
  toy_set toy, out;
  make_toy(&toy);
  const net_options options = {
      .weight_tags = 1, .weight_lemma = 1, .weight_arc = 1, .weight_label = 1, .weight_entity = 1, .chain = true};
  /* The same word may have other tags at another place, which only its context can tell. */
  sr_net *net = net_new(&SHAPE, 5);
  assert_non_null(net);
  net_set_vectors(net, *VECTORS);
  for (uint64_t step = 1; step <= 400; step++) {
    net_train(net, 0, toy.types, toy.sentences, 2, &options, 0.1, step, NULL);
    net_train(net, 1, toy.types, toy.sentences + 2, 1, &options, 0.1, step, NULL);
    net_step(net, 0.02, 5, step);
    net_average(net, 0.9, step);
  }
  net_swap_mean(net);
  memcpy(&out, &toy, sizeof out);
  for (int s = 0; s < SENTENCES; s++) out.sentences[s].tokens = out.tokens[s];
  net_predict(net, 0, toy.types, toy.sentences, SENTENCES, out.sentences);
  for (int s = 0; s < SENTENCES; s++)
    for (uint32_t t = 1; t < toy.sentences[s].n; t++) {
      const net_token *gold = &toy.tokens[s][t], *got = &out.tokens[s][t];
      for (int h = 0; h < NET_TAGS; h++)
        if (gold->tags[h] >= 0) assert_int_equal(gold->tags[h], got->tags[h]);
      if (gold->entity >= 0) assert_int_equal(gold->entity, got->entity);
      if (gold->head < 0) continue;
      assert_int_equal(gold->head, got->head);
      assert_int_equal(gold->label, got->label);
    }
  net_free(net);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(gradients_are_those_of_the_loss), cmocka_unit_test(learns_a_toy)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
