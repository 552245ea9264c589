#include "taglearn.h"

#include "base/checksum.h"
#include "base/slice.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { L = SR_TAGGER_LABELS, H = SR_TAGGER_HIDDEN };

typedef struct sequence {
  uint32_t first_item, n;
  float weight;
} sequence;

typedef struct network {
  float *w; /* [n_slots][n_labels] */
  float *e; /* [n_slots][units] */
  uint32_t units;
  float bias[L], hidden_bias[H], out[L][H], moves[L + 1][L];
} network;

struct tag_learner {
  char name[32];
  char labels[L][SR_TAGGER_LABEL_SIZE];
  uint32_t n_labels;
  tag_options o;
  /* the sequences, end to end; keys become slots when training begins */
  uint32_t *keys, *ends;
  uint8_t *gold;
  sequence *sequences;
  size_t n_keys, room_keys, n_items, room_items, n_sequences, room_sequences;
  uint32_t n_slots;
  uint16_t *prints;
  network now; /* the member that learns, with the sums of squared gradients of its rows */
  float *w_seen, *e_seen, bias_seen[L], hidden_seen, out_seen[L], moves_seen[L + 1][L];
  network mean; /* of the members that have learnt; its hidden layer is theirs side by side */
  uint64_t random;
};

static bool grow(void **at, size_t *room, size_t need, size_t size) {
  if (need <= *room) return true;
  const size_t more = need + need / 2 + 1024;
  void *bigger = realloc(*at, more * size);
  if (!bigger) return false;
  *at = bigger;
  *room = more;
  return true;
}

static uint64_t next_random(uint64_t *state) {
  uint64_t x = (*state += 0x9E3779B97F4A7C15u);
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

static float uniform(uint64_t *state) { return (float)(next_random(state) >> 40) / 16777216.0f; }

bool tag_options_take(tag_options *o, const char *name, const char *value) {
  const struct {
    const char *name;
    uint32_t *whole;
    float *real;
  } options[] = {
      {"hidden", &o->hidden, NULL}, {"members", &o->members, NULL},    {"slots", &o->slots_log2, NULL},
      {"min", &o->count_min, NULL}, {"gain", &o->by_gain, NULL},       {"epochs", &o->epochs, NULL},
      {"rate", NULL, &o->rate},     {"drop", NULL, &o->drop_features}, {"drop-hidden", NULL, &o->drop_hidden},
      {"shrink", NULL, &o->shrink}, {"decay", NULL, &o->decay},        {"warm", NULL, &o->warm}};
  for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
    if (strcmp(name, options[i].name) != 0) continue;
    if (options[i].whole) *options[i].whole = (uint32_t)strtoul(value, NULL, 10);
    if (options[i].real) *options[i].real = strtof(value, NULL);
    return true;
  }
  return false;
}

tag_learner *tag_learner_new(const char *name, const char *const *labels, uint32_t n_labels,
                             const tag_options *options) {
  tag_learner *t = calloc(1, sizeof *t);
  const uint32_t members = options->members ? options->members : 1;
  if (!t || n_labels > L || options->hidden > H / members || options->hidden % 8) return free(t), NULL;
  snprintf(t->name, sizeof t->name, "%s", name);
  for (uint32_t y = 0; y < n_labels; y++) snprintf(t->labels[y], sizeof t->labels[y], "%s", labels[y]);
  t->n_labels = n_labels;
  t->o = *options;
  t->o.members = members;
  return t;
}

void tag_learner_free(tag_learner *t) {
  if (!t) return;
  free(t->keys), free(t->ends), free(t->gold), free(t->sequences);
  free(t->prints), free(t->mean.w), free(t->mean.e);
  free(t);
}

bool tag_learner_add(tag_learner *t, const sr_tag_sequence *seq, const uint8_t *labels, float weight) {
  const uint32_t n = seq->ends.n;
  size_t room = t->room_items;
  if (seq->failed || !grow((void **)&t->keys, &t->room_keys, t->n_keys + seq->keys.n, sizeof *t->keys) ||
      !grow((void **)&t->ends, &room, t->n_items + n, sizeof *t->ends) ||
      !grow((void **)&t->gold, &t->room_items, t->n_items + n, sizeof *t->gold) ||
      !grow((void **)&t->sequences, &t->room_sequences, t->n_sequences + 1, sizeof *t->sequences))
    return false;
  t->sequences[t->n_sequences++] = (sequence){(uint32_t)t->n_items, n, weight};
  uint32_t begin = 0;
  for (uint32_t i = 0; i < n; i++) {
    for (uint32_t k = begin; k < seq->ends.at[i] && k - begin < SR_TAGGER_FEATURES; k++)
      t->keys[t->n_keys++] = seq->keys.at[k];
    begin = seq->ends.at[i];
    t->ends[t->n_items] = (uint32_t)t->n_keys;
    t->gold[t->n_items++] = labels[i];
  }
  return true;
}

/* ---- the table of features ---- */

typedef struct counted {
  uint32_t key, count;
  float worth; /* the largest get the slots */
} counted;

static int by_worth(const void *a, const void *b) {
  const counted *x = a, *y = b;
  if (x->worth != y->worth) return x->worth > y->worth ? -1 : 1;
  return x->key < y->key ? -1 : x->key > y->key;
}

/* The place of a key in an index of 1 + its number in the table, or of the 0 where it would stand. */
static uint32_t place_of(const uint32_t *index, uint32_t n_index, const counted *table, uint32_t key) {
  uint32_t at = sr_tag_mix(key, 1) & (n_index - 1);
  while (index[at] && table[index[at] - 1].key != key) at = (at + 1) & (n_index - 1);
  return at;
}

/* Worth is what a feature tells of the labels of its items, in nats over all of them: sum_y n(f,y) ln(n(f,y) n / (n(f)
 * n(y))), half the G of a test of independence (Dunning, Computational Linguistics 19, 1993). */
static bool weigh_gains(const tag_learner *t, counted *table, uint32_t n) {
  uint32_t n_index = 1024;
  while (n_index < 2 * n) n_index *= 2;
  uint32_t *index = calloc(n_index, sizeof *index), (*seen)[L] = calloc((size_t)n + 1, sizeof *seen);
  double of_label[L] = {0};
  if (!index || !seen) return free(index), free(seen), false;
  for (uint32_t i = 0; i < n; i++) index[place_of(index, n_index, table, table[i].key)] = i + 1;
  size_t from = 0;
  for (size_t i = 0; i < t->n_items; i++) {
    of_label[t->gold[i]]++;
    for (; from < t->ends[i]; from++) {
      const uint32_t number = index[place_of(index, n_index, table, t->keys[from])];
      if (number) seen[number - 1][t->gold[i]]++;
    }
  }
  for (uint32_t i = 0; i < n; i++) {
    double gain = 0;
    for (uint32_t y = 0; y < t->n_labels; y++) {
      const double both = seen[i][y];
      if (both > 0) gain += both * log(both * (double)t->n_items / (of_label[y] * table[i].count));
    }
    table[i].worth = (float)gain;
  }
  free(index), free(seen);
  return true;
}

static bool make_slots(tag_learner *t) {
  uint32_t n_table = 1 << 20, used = 0;
  counted *table = calloc(n_table, sizeof *table);
  for (size_t k = 0; table && k < t->n_keys; k++) {
    if (used > n_table / 2) { /* rehash into twice the room */
      counted *bigger = calloc((size_t)n_table * 2, sizeof *bigger);
      for (uint32_t i = 0; bigger && i < n_table; i++) {
        if (!table[i].count) continue;
        uint32_t at = sr_tag_mix(table[i].key, 1) & (n_table * 2 - 1);
        while (bigger[at].count) at = (at + 1) & (n_table * 2 - 1);
        bigger[at] = table[i];
      }
      free(table);
      table = bigger;
      n_table *= 2;
      if (!table) return false;
    }
    uint32_t at = sr_tag_mix(t->keys[k], 1) & (n_table - 1);
    while (table[at].count && table[at].key != t->keys[k]) at = (at + 1) & (n_table - 1);
    used += !table[at].count;
    table[at].key = t->keys[k];
    table[at].count++;
  }
  if (!table) return false;
  uint32_t n = 0, placed = 0;
  for (uint32_t i = 0; i < n_table; i++)
    if (table[i].count >= t->o.count_min) table[n++] = (counted){table[i].key, table[i].count, (float)table[i].count};
  if (t->o.by_gain && !weigh_gains(t, table, n)) return free(table), false;
  qsort(table, n, sizeof *table, by_worth);
  t->n_slots = 1u << t->o.slots_log2;
  t->prints = calloc(t->n_slots, sizeof *t->prints);
  for (uint32_t i = 0; t->prints && i < n; i++) {
    const uint32_t bucket = (table[i].key & (t->n_slots / SR_TAGGER_BUCKET - 1)) * SR_TAGGER_BUCKET;
    for (uint32_t s = bucket; s < bucket + SR_TAGGER_BUCKET; s++)
      if (!t->prints[s] || t->prints[s] == sr_tagger_print(table[i].key)) {
        placed += !t->prints[s];
        t->prints[s] = sr_tagger_print(table[i].key);
        break;
      }
  }
  free(table);
  if (!t->prints) return false;
  if (!t->o.quiet)
    fprintf(stderr, "%s: %zu sequences, %zu items, %zu keys; %u kinds, %u often enough, %u have a slot\n", t->name,
            t->n_sequences, t->n_items, t->n_keys, used, n, placed);
  /* keys become slots, and what has none goes */
  size_t to = 0, from = 0;
  for (size_t i = 0; i < t->n_items; i++) {
    for (; from < t->ends[i]; from++) {
      const uint32_t slot = sr_tagger_slot(t->prints, t->n_slots, t->keys[from]);
      if (slot != UINT32_MAX) t->keys[to++] = slot;
    }
    t->ends[i] = (uint32_t)to;
  }
  return true;
}

/* ---- one sequence ---- */

typedef struct work {
  size_t room;
  float *scores, *alpha, *beta; /* [items][labels] */
  float *active;                /* [items][hidden] */
  uint32_t *kept, *kept_ends;   /* slots of the features that count, and where each item's end */
} work;

static float log_sum(const float *x, uint32_t n) {
  float most = x[0], sum = 0;
  for (uint32_t i = 1; i < n; i++) most = x[i] > most ? x[i] : most;
  for (uint32_t i = 0; i < n; i++) sum += expf(x[i] - most);
  return most + logf(sum);
}

static float rate_of(float rate, float *seen, float squares) {
  *seen += squares;
  return rate / (sqrtf(*seen) + 1e-6f);
}

/* A step on one sequence; gives its loss. */
static float step(tag_learner *t, const sequence *q, work *k, const bool (*may)[L], float rate) {
  const uint32_t labels = t->n_labels, units = t->o.hidden, n = q->n;
  const uint32_t first_key = q->first_item ? t->ends[q->first_item - 1] : 0;
  uint32_t n_kept = 0;
  for (uint32_t i = 0, at = first_key; i < n; i++) {
    for (; at < t->ends[q->first_item + i]; at++) {
      k->kept[n_kept] = t->keys[at];
      n_kept += t->o.drop_features <= 0 || uniform(&t->random) >= t->o.drop_features;
    }
    k->kept_ends[i] = n_kept;
  }
  bool units_kept[H];
  const float units_scale = 1.0f / (1.0f - t->o.drop_hidden);
  for (uint32_t u = 0; u < units; u++) units_kept[u] = uniform(&t->random) >= t->o.drop_hidden;

  uint32_t at = 0;
  for (uint32_t i = 0; i < n; i++) {
    float *s = k->scores + (size_t)i * labels, *h = k->active + (size_t)i * units;
    for (uint32_t y = 0; y < labels; y++) s[y] = t->now.bias[y];
    for (uint32_t u = 0; u < units; u++) h[u] = t->now.hidden_bias[u];
    for (; at < k->kept_ends[i]; at++) {
      const float *w = t->now.w + (size_t)k->kept[at] * labels, *e = t->now.e + (size_t)k->kept[at] * units;
      for (uint32_t y = 0; y < labels; y++) s[y] += w[y];
      for (uint32_t u = 0; u < units; u += 8)
        for (uint32_t v = u; v < u + 8; v++) h[v] += e[v];
    }
    for (uint32_t u = 0; u < units; u++) h[u] = h[u] > 0 && units_kept[u] ? h[u] * units_scale : 0;
    for (uint32_t y = 0; y < labels; y++)
      for (uint32_t u = 0; u < units; u++) s[y] += t->now.out[y][u] * h[u];
  }

  float terms[L];
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t y = 0; y < labels; y++) {
      float *a = &k->alpha[(size_t)i * labels + y];
      uint32_t m = 0;
      if (i == 0) {
        *a = may[labels][y] ? t->now.moves[labels][y] : -1e30f;
      } else {
        for (uint32_t x = 0; x < labels; x++)
          if (may[x][y]) terms[m++] = k->alpha[(size_t)(i - 1) * labels + x] + t->now.moves[x][y];
        *a = m ? log_sum(terms, m) : -1e30f;
      }
      *a += k->scores[(size_t)i * labels + y];
    }
  for (uint32_t i = n; i-- > 0;)
    for (uint32_t y = 0; y < labels; y++) {
      uint32_t m = 0;
      if (i + 1 < n)
        for (uint32_t x = 0; x < labels; x++)
          if (may[y][x])
            terms[m++] =
                t->now.moves[y][x] + k->scores[(size_t)(i + 1) * labels + x] + k->beta[(size_t)(i + 1) * labels + x];
      k->beta[(size_t)i * labels + y] = i + 1 < n ? (m ? log_sum(terms, m) : -1e30f) : 0;
    }
  const float log_z = log_sum(k->alpha + (size_t)(n - 1) * labels, labels);
  float gold_score = 0;
  float move_grad[L + 1][L] = {{0}}, bias_grad[L] = {0}, out_grad[L][H] = {{0}}, hidden_grad[H] = {0};
  at = 0;
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t right = t->gold[q->first_item + i];
    const uint32_t before = i ? t->gold[q->first_item + i - 1] : labels;
    gold_score += k->scores[(size_t)i * labels + right] + t->now.moves[before][right];
    move_grad[before][right] -= 1;
    float d[L] = {0};
    for (uint32_t y = 0; y < labels; y++) {
      d[y] = expf(k->alpha[(size_t)i * labels + y] + k->beta[(size_t)i * labels + y] - log_z);
      if (i == 0) move_grad[labels][y] += d[y];
      for (uint32_t x = 0; i && x < labels; x++)
        if (may[x][y])
          move_grad[x][y] += expf(k->alpha[(size_t)(i - 1) * labels + x] + t->now.moves[x][y] +
                                  k->scores[(size_t)i * labels + y] + k->beta[(size_t)i * labels + y] - log_z);
    }
    d[right] -= 1;
    float squares = 0;
    for (uint32_t y = 0; y < labels; y++) {
      d[y] *= q->weight;
      bias_grad[y] += d[y];
      squares += d[y] * d[y];
    }
    const float *h = k->active + (size_t)i * units;
    float dh[H], hidden_squares = 0;
    for (uint32_t u = 0; u < units; u++) dh[u] = 0;
    for (uint32_t y = 0; y < labels; y++)
      for (uint32_t u = 0; u < units; u++) {
        dh[u] += t->now.out[y][u] * d[y];
        out_grad[y][u] += h[u] * d[y];
      }
    for (uint32_t u = 0; u < units; u++) {
      dh[u] = h[u] > 0 ? dh[u] * units_scale : 0;
      hidden_grad[u] += dh[u];
      hidden_squares += dh[u] * dh[u];
    }
    if (units) hidden_squares /= (float)units;
    /* what is right already moves nothing worth the memory traffic */
    const bool settled = squares < 1e-6f;
    if (settled) at = k->kept_ends[i];
    for (; at < k->kept_ends[i]; at++) {
      const uint32_t slot = k->kept[at];
      float *w = t->now.w + (size_t)slot * labels, *e = t->now.e + (size_t)slot * units;
      const float r = rate_of(rate, &t->w_seen[slot], squares / (float)labels);
      for (uint32_t y = 0; y < labels; y++) w[y] -= r * (d[y] + t->o.decay * w[y]);
      if (!units) continue;
      const float s = rate_of(rate, &t->e_seen[slot], hidden_squares);
      for (uint32_t u = 0; u < units; u += 8)
        for (uint32_t v = u; v < u + 8; v++) e[v] -= s * (dh[v] + t->o.decay * e[v]);
    }
  }
  for (uint32_t y = 0; y < labels; y++) {
    t->now.bias[y] -= rate_of(rate, &t->bias_seen[y], bias_grad[y] * bias_grad[y]) * bias_grad[y];
    float squares = 0;
    for (uint32_t u = 0; u < units; u++) squares += out_grad[y][u] * out_grad[y][u];
    if (units) {
      const float r = rate_of(rate, &t->out_seen[y], squares / (float)units);
      for (uint32_t u = 0; u < units; u++) t->now.out[y][u] -= r * out_grad[y][u];
    }
  }
  if (units) {
    float squares = 0;
    for (uint32_t u = 0; u < units; u++) squares += hidden_grad[u] * hidden_grad[u];
    const float r = rate_of(rate, &t->hidden_seen, squares / (float)units);
    for (uint32_t u = 0; u < units; u++) t->now.hidden_bias[u] -= r * hidden_grad[u];
  }
  for (uint32_t a = 0; a <= labels; a++)
    for (uint32_t b = 0; b < labels; b++) {
      const float g = move_grad[a][b] * q->weight;
      if (may[a][b] && g != 0) t->now.moves[a][b] -= rate_of(rate, &t->moves_seen[a][b], g * g) * g;
    }
  return (log_z - gold_score) * q->weight;
}

static bool make_room(const tag_learner *t, work *k) {
  size_t items = 0, keys = 0;
  for (size_t i = 0; i < t->n_sequences; i++) {
    const sequence *q = &t->sequences[i];
    if (q->n == 0) continue;
    const size_t all = t->ends[q->first_item + q->n - 1] - (q->first_item ? t->ends[q->first_item - 1] : 0);
    items = q->n > items ? q->n : items;
    keys = all > keys ? all : keys;
  }
  k->scores = calloc(items + 1, sizeof(float) * t->n_labels);
  k->alpha = calloc(items + 1, sizeof(float) * t->n_labels);
  k->beta = calloc(items + 1, sizeof(float) * t->n_labels);
  k->active = calloc(items + 1, sizeof(float) * (t->o.hidden + 1));
  k->kept = calloc(keys + 1, sizeof *k->kept);
  k->kept_ends = calloc(items + 1, sizeof *k->kept_ends);
  return k->scores && k->alpha && k->beta && k->active && k->kept && k->kept_ends;
}

static bool begin_member(tag_learner *t, uint32_t member) {
  network *net = &t->now;
  const size_t n_weights = (size_t)t->n_slots * t->n_labels, n_vectors = (size_t)t->n_slots * t->o.hidden;
  *net =
      (network){.w = calloc(n_weights, sizeof(float)), .e = calloc(n_vectors + 1, sizeof(float)), .units = t->o.hidden};
  t->w_seen = calloc(t->n_slots, sizeof(float));
  t->e_seen = calloc(t->n_slots, sizeof(float));
  if (!net->w || !net->e || !t->w_seen || !t->e_seen) return false;
  memset(t->bias_seen, 0, sizeof t->bias_seen);
  memset(t->out_seen, 0, sizeof t->out_seen);
  memset(t->moves_seen, 0, sizeof t->moves_seen);
  t->hidden_seen = 0;
  t->random = t->o.seed + member;
  /* vectors of the size at which a bag of some fifty sums to about one */
  for (size_t i = 0; i < n_vectors; i++) net->e[i] = (uniform(&t->random) - 0.5f) * 0.2f;
  for (uint32_t y = 0; y < t->n_labels; y++)
    for (uint32_t u = 0; u < net->units; u++) net->out[y][u] = (uniform(&t->random) - 0.5f) * 0.5f;
  return true;
}

/* Takes the member that has learnt into the mean. */
static void end_member(tag_learner *t, uint32_t member) {
  const uint32_t labels = t->n_labels, units = t->now.units;
  const float share = 1.0f / (float)t->o.members, shrink = t->o.shrink > 0 ? t->o.shrink : 1;
  network *net = &t->now, *mean = &t->mean;
  for (size_t i = 0; i < (size_t)t->n_slots * labels; i++) mean->w[i] += share * shrink * net->w[i];
  for (size_t s = 0; s < t->n_slots; s++)
    for (uint32_t u = 0; u < units; u++)
      mean->e[s * mean->units + (size_t)member * units + u] = shrink * net->e[s * units + u];
  memcpy(mean->hidden_bias + (size_t)member * units, net->hidden_bias, units * sizeof(float));
  for (uint32_t y = 0; y < labels; y++) {
    mean->bias[y] += share * net->bias[y];
    for (uint32_t u = 0; u < units; u++) mean->out[y][member * units + u] = share * net->out[y][u];
  }
  for (uint32_t a = 0; a <= labels; a++)
    for (uint32_t b = 0; b < labels; b++) mean->moves[a][b] += share * net->moves[a][b];
  free(net->w), free(net->e), free(t->w_seen), free(t->e_seen);
}

static void learn(tag_learner *t, work *k, uint32_t *order, const bool (*may)[L]) {
  const size_t steps = t->n_sequences * t->o.epochs;
  /* The first steps are large ones, as Adagrad has seen nothing: they may grow from none. */
  const size_t warm = (size_t)(t->o.warm * (float)steps);
  size_t done = 0;
  for (size_t i = 0; i < t->n_sequences; i++) order[i] = (uint32_t)i;
  for (uint32_t epoch = 0; epoch < t->o.epochs; epoch++) {
    for (size_t i = t->n_sequences; i-- > 1;) {
      const size_t j = (size_t)(next_random(&t->random) % (i + 1));
      const uint32_t swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    double loss = 0;
    for (size_t i = 0; i < t->n_sequences; i++, done++) {
      const sequence *q = &t->sequences[order[i]];
      const float begun = done < warm ? (float)(done + 1) / (float)(warm + 1) : 1;
      if (q->n) loss += (double)step(t, q, k, may, t->o.rate * begun * (1.0f - (float)done / (float)steps));
    }
    if (!t->o.quiet)
      fprintf(stderr, "%s: epoch %u, loss %.4f an item\n", t->name, epoch + 1, loss / (double)t->n_items);
  }
}

bool tag_learner_train(tag_learner *t) {
  const uint32_t labels = t->n_labels;
  if (!make_slots(t)) return false;
  t->mean.units = t->o.members * t->o.hidden;
  t->mean.w = calloc((size_t)t->n_slots * labels, sizeof(float));
  t->mean.e = calloc((size_t)t->n_slots * t->mean.units + 1, sizeof(float));
  uint32_t *order = calloc(t->n_sequences + 1, sizeof *order);
  work k = {0};
  bool ok = t->mean.w && t->mean.e && order && make_room(t, &k);
  bool may[L + 1][L];
  for (uint32_t a = 0; a <= labels; a++)
    for (uint32_t b = 0; b < labels; b++) {
      const sr_slice from = sr_slice_of(a < labels ? t->labels[a] : "");
      may[a][b] = sr_tagger_may_follow(a < labels ? &from : NULL, sr_slice_of(t->labels[b]));
    }
  for (uint32_t m = 0; ok && m < t->o.members; m++) {
    ok = begin_member(t, m);
    if (ok) learn(t, &k, order, (const bool(*)[L])may);
    if (ok) end_member(t, m);
  }
  free(order), free(k.scores), free(k.alpha), free(k.beta), free(k.active), free(k.kept), free(k.kept_ends);
  return ok;
}

void tag_learner_shift(tag_learner *t, uint32_t label, float by) { t->mean.bias[label] += by; }

/* ---- files ---- */

typedef struct image {
  char *bytes;
  size_t n, room;
} image;

static bool put(image *file, const void *from, size_t size, uint32_t *offset) {
  const size_t start = (file->n + SR_TAGGER_ALIGN - 1) / SR_TAGGER_ALIGN * SR_TAGGER_ALIGN;
  if (!grow((void **)&file->bytes, &file->room, start + size, 1)) return false;
  memset(file->bytes + file->n, 0, start - file->n);
  if (size) memcpy(file->bytes + start, from, size);
  file->n = start + size;
  if (offset) *offset = (uint32_t)start;
  return true;
}

/* 8-bit integers with one scale: the 1 in 10,000 largest are cut off, which costs less than what it gains the others.
 */
static int by_size(const void *a, const void *b) {
  const float x = *(const float *)a, y = *(const float *)b;
  return x < y ? -1 : x > y;
}

static int8_t *quantise(const float *x, size_t n, float *scale) {
  int8_t *q = calloc(n + 1, 1);
  float *sizes = calloc(n + 1, sizeof *sizes);
  if (!q || !sizes) return free(q), free(sizes), NULL;
  size_t m = 0;
  for (size_t i = 0; i < n; i++)
    if (x[i] != 0) sizes[m++] = fabsf(x[i]);
  qsort(sizes, m, sizeof *sizes, by_size);
  const float top = m ? sizes[m - 1 - m / 10000] : 0;
  *scale = top / 127.0f;
  for (size_t i = 0; top > 0 && i < n; i++) {
    const float r = roundf(x[i] / *scale);
    q[i] = (int8_t)(r > 127 ? 127 : r < -127 ? -127 : r);
  }
  free(sizes);
  return q;
}

static bool put_tagger(const tag_learner *t, image *file, sr_tagger_entry *entry) {
  const uint32_t labels = t->n_labels, units = t->mean.units;
  *entry = (sr_tagger_entry){.n_labels = labels, .hidden = units, .n_slots = t->n_slots};
  memcpy(entry->name, t->name, sizeof entry->name);
  float out[L * H], moves[(L + 1) * L];
  for (uint32_t y = 0; y < labels; y++) memcpy(out + (size_t)y * units, t->mean.out[y], units * sizeof(float));
  for (uint32_t a = 0; a <= labels; a++) memcpy(moves + (size_t)a * labels, t->mean.moves[a], labels * sizeof(float));
  int8_t *w = quantise(t->mean.w, (size_t)t->n_slots * labels, &entry->weight_scale);
  /* rows without a feature keep their first random vector, which must not stretch the scale */
  for (uint32_t s = 0; s < t->n_slots; s++)
    if (!t->prints[s]) memset(t->mean.e + (size_t)s * units, 0, units * sizeof(float));
  int8_t *e = quantise(t->mean.e, (size_t)t->n_slots * units, &entry->vector_scale);
  const bool ok = w && e && put(file, t->labels, (size_t)labels * SR_TAGGER_LABEL_SIZE, &entry->labels) &&
                  put(file, t->prints, t->n_slots * sizeof *t->prints, &entry->prints) &&
                  put(file, w, (size_t)t->n_slots * labels, &entry->weights) &&
                  put(file, e, (size_t)t->n_slots * units, &entry->vectors) &&
                  put(file, t->mean.bias, labels * sizeof(float), &entry->bias) &&
                  put(file, t->mean.hidden_bias, units * sizeof(float), &entry->hidden_bias) &&
                  put(file, out, (size_t)labels * units * sizeof(float), &entry->out) &&
                  put(file, moves, ((size_t)labels + 1) * labels * sizeof(float), &entry->moves);
  free(w), free(e);
  return ok;
}

sr_status tag_export(tag_learner *const *learners, uint32_t n, sr_slice *bytes, sr_error *err) {
  image file = {0};
  sr_tagger_entry entries[SR_TAGGER_FILE_MAX];
  const size_t head = SR_TAGGER_HEADER + n * sizeof *entries;
  bool ok = n <= SR_TAGGER_FILE_MAX && grow((void **)&file.bytes, &file.room, head, 1);
  if (ok) memset(file.bytes, 0, file.n = head);
  for (uint32_t i = 0; ok && i < n; i++) ok = put_tagger(learners[i], &file, &entries[i]);
  ok = ok && put(&file, NULL, 0, NULL);
  char *aligned = ok ? aligned_alloc(SR_TAGGER_ALIGN, file.n) : NULL;
  if (aligned) {
    memcpy(aligned, file.bytes, file.n);
    memcpy(aligned + SR_TAGGER_HEADER, entries, n * sizeof *entries);
    sr_tagger_header header = {
        .version = SR_TAGGER_VERSION, .byte_order = SR_TAGGER_BYTE_ORDER, .size = file.n, .n_taggers = n};
    memcpy(header.magic, "SITREPTG", sizeof header.magic);
    header.crc32 = sr_crc32(aligned + SR_TAGGER_HEADER, file.n - SR_TAGGER_HEADER);
    memcpy(aligned, &header, sizeof header);
    *bytes = (sr_slice){aligned, file.n};
  }
  free(file.bytes);
  return aligned ? SR_OK : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the tagger file");
}
