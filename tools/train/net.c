#include "net.h"

#include "chain.h"
#include "gemm.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNKS_MAX = 1024, CHUNK_BYTES = 32 << 20, ALIGN = 64 };

/* Memory of runs: chunks that stay from one to the next, since giving them back to the system and faulting them in
 * again took a third of the time. */
typedef struct worker {
  char *chunks[CHUNKS_MAX];
  size_t sizes[CHUNKS_MAX], chunk, used;
  uint32_t *touched[3]; /* rows of the sparse tables that have gradients */
  uint32_t n_touched[3];
  uint8_t *is_touched[3];
  uint32_t *place, n_places; /* of a type among those of the run, 0 if it is not there yet */
} worker;

struct sr_net {
  net_shape shape;
  uint32_t input_dim, width, n_all_tags, mlp_cols;
  const real *vectors;
  const uint32_t *factor_offsets, *factor_ids;
  net_param params[P_COUNT];
  worker workers[NET_WORKERS];
};

static uint32_t gates_of(uint32_t layer) { return layer == 0 ? 4 : 3; }
static uint32_t input_of(const sr_net *net, uint32_t layer) { return layer == 0 ? net->input_dim : net->shape.project; }

static bool add_param(sr_net *net, uint32_t at, uint32_t rows, uint32_t cols, bool sparse, real spread,
                      uint64_t *seed) {
  net_param *p = &net->params[at];
  const size_t n = rows && cols ? (size_t)rows * cols : 1;
  *p = (net_param){.rows = rows, .cols = cols, .sparse = sparse};
  p->w = calloc(n, sizeof(real));
  p->m = calloc(n, sizeof(real));
  p->v = calloc(n, sizeof(real));
  p->mean = calloc(n, sizeof(real));
  if (!p->w || !p->m || !p->v || !p->mean) return false;
  for (int i = 0; i < NET_WORKERS; i++)
    if (!(p->g[i] = calloc(n, sizeof(real)))) return false;
  for (size_t i = 0; i < (size_t)rows * cols; i++) p->w[i] = spread * (2 * net_uniform(seed) - 1);
  return true;
}

sr_net *net_new(const net_shape *s, uint64_t seed) {
  sr_net *net = calloc(1, sizeof *net);
  if (!net) return NULL;
  net->shape = *s;
  net->input_dim = s->word_dim + s->vector_dim + s->affix_dim + s->gram_dim;
  net->width = 2 * s->hidden;
  for (int i = 0; i < NET_TAGS; i++) net->n_all_tags += s->n_tags[i];
  net->mlp_cols = 2 * s->arc_dim + 2 * s->label_dim + s->entity_dim;
  uint64_t r = seed;
  bool ok = add_param(net, P_WORD, s->word_rows, s->word_dim, true, (real)0.1, &r) &&
            add_param(net, P_AFFIX, s->affix_rows, s->affix_dim, true, (real)0.1, &r) &&
            add_param(net, P_GRAM, s->gram_rows, s->gram_dim, true, (real)0.1, &r);
  for (uint32_t l = 0; l < NET_LAYERS && ok; l++) {
    const uint32_t in = input_of(net, l);
    if (l) ok = add_param(net, P_SRU_P + l - 1, in, net->width, false, (real)sqrt(3.0 / net->width), &r);
    /* Variance 1 / input (Lei et al. 2018, section 3.3). The first layer's input is an order smaller. */
    ok = ok && add_param(net, P_SRU_W + l, 2 * gates_of(l) * s->hidden, in, false, (real)sqrt(3.0 / in), &r) &&
         add_param(net, P_SRU_V + l, 4, s->hidden, false, (real)0.1, &r) &&
         add_param(net, P_SRU_B + l, 4, s->hidden, false, 0, &r);
  }
  ok = ok && add_param(net, P_TAG_W, s->tag_dim, net->width, false, (real)sqrt(3.0 / net->width), &r) &&
       add_param(net, P_TAG_B, 1, s->tag_dim, false, 0, &r) &&
       add_param(net, P_TAGS_W, net->n_all_tags, s->tag_dim, false, (real)sqrt(1.0 / s->tag_dim), &r) &&
       add_param(net, P_TAGS_B, 1, net->n_all_tags, false, 0, &r) &&
       add_param(net, P_FACTOR, s->n_factors, s->tag_dim, false, 0, &r) &&
       add_param(net, P_MLP_W, net->mlp_cols, net->width, false, (real)sqrt(3.0 / net->width), &r) &&
       add_param(net, P_MLP_B, 1, net->mlp_cols, false, 0, &r) &&
       add_param(net, P_ARC_U, s->arc_dim, s->arc_dim, false, (real)sqrt(0.3 / s->arc_dim), &r) &&
       add_param(net, P_ARC_B, 1, s->arc_dim, false, 0, &r) &&
       add_param(net, P_LABEL_W, s->n_labels, 3 * s->label_dim, false, (real)sqrt(1.0 / s->label_dim), &r) &&
       add_param(net, P_LABEL_B, 1, s->n_labels, false, 0, &r) &&
       add_param(net, P_ENTITY_W, s->n_entities, s->entity_dim, false, (real)sqrt(1.0 / s->entity_dim), &r) &&
       add_param(net, P_ENTITY_B, 1, s->n_entities, false, 0, &r) &&
       add_param(net, P_ENTITY_T, s->n_entities + 1, s->n_entities, false, 0, &r);
  for (int w = 0; w < NET_WORKERS && ok; w++)
    for (int t = 0; t < 3 && ok; t++) {
      net->workers[w].touched[t] = calloc(net->params[t].rows, sizeof(uint32_t));
      net->workers[w].is_touched[t] = calloc(net->params[t].rows, 1);
      ok = net->workers[w].touched[t] && net->workers[w].is_touched[t];
    }
  if (ok) return net;
  net_free(net);
  return NULL;
}

void net_free(sr_net *net) {
  if (!net) return;
  for (int i = 0; i < P_COUNT; i++) {
    net_param *p = &net->params[i];
    free(p->w), free(p->m), free(p->v), free(p->mean);
    for (int j = 0; j < NET_WORKERS; j++) free(p->g[j]);
  }
  for (int w = 0; w < NET_WORKERS; w++) {
    for (int t = 0; t < 3; t++) free(net->workers[w].touched[t]), free(net->workers[w].is_touched[t]);
    for (int c = 0; c < CHUNKS_MAX; c++) free(net->workers[w].chunks[c]);
    free(net->workers[w].place);
  }
  free(net);
}

const net_shape *net_shape_of(const sr_net *net) { return &net->shape; }
net_param *net_params(sr_net *net) { return net->params; }
void net_set_vectors(sr_net *net, const real *vectors) { net->vectors = vectors; }

void net_set_factors(sr_net *net, const uint32_t *offsets, const uint32_t *ids) {
  net->factor_offsets = offsets;
  net->factor_ids = ids;
}

void net_tag_rows(const sr_net *net, real *out) {
  const uint32_t dim = net->shape.tag_dim;
  memcpy(out, net->params[P_TAGS_W].w, (size_t)net->n_all_tags * dim * sizeof *out);
  for (uint32_t i = 0; net->factor_offsets && i < net->n_all_tags; i++, out += dim)
    for (uint32_t j = net->factor_offsets[i]; j < net->factor_offsets[i + 1]; j++) {
      const real *part = net->params[P_FACTOR].w + (size_t)net->factor_ids[j] * dim;
      for (uint32_t k = 0; k < dim; k++) out[k] += part[k];
    }
}

/* ---- memory of a run ---- */

static void *block(worker *w, size_t n, size_t size) {
  const size_t bytes = (n * size + ALIGN) / ALIGN * ALIGN;
  while (w->sizes[w->chunk] - w->used < bytes) {
    if (w->sizes[w->chunk]) w->chunk++, w->used = 0;
    if (w->sizes[w->chunk]) continue;
    /* A batch is bounded by its number of words; without memory for one there is no training. */
    if (w->chunk + 1 == CHUNKS_MAX) abort();
    const size_t room = bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES;
    if (!(w->chunks[w->chunk] = aligned_alloc(ALIGN, room))) abort();
    w->sizes[w->chunk] = room;
  }
  void *p = w->chunks[w->chunk] + w->used;
  w->used += bytes;
  return memset(p, 0, n * size);
}
static real *reals(worker *w, size_t n) { return block(w, n, sizeof(real)); }
static void release(worker *w) { w->chunk = w->used = 0; }

/* ---- one run ---- */

typedef struct layer_state {
  real *mask, *in, *in_dropped, *low, *u, *f, *r, *c, *out; /* low: the input brought down */
} layer_state;

typedef struct run {
  sr_net *net;
  unsigned worker_index;
  worker *worker;
  const net_type *types;
  const net_sentence *sentences;
  uint32_t n_sentences;
  size_t *at; /* [n + 1] first row of each sentence */
  size_t rows;
  const net_options *options; /* NULL: no dropout */
  uint64_t random;
  /* The distinct types of the run: the first layer's product is made once for each. */
  uint32_t *distinct, n_distinct;
  size_t *type_row; /* [rows] of each word among them */
  uint8_t *unknown; /* [n_distinct] the word's own row was dropped */
  layer_state layers[NET_LAYERS];
  real *input_mask, *tag_hidden, *tag_mask, *tag_rows, *tag_scores, *mlp, *mlp_mask, *arc_right;
} run;

static real *weights(const run *r, int p) { return r->net->params[p].w; }
static real *gradient(const run *r, int p) { return r->net->params[p].g[r->worker_index]; }

static real drop(run *r, real p) { return net_uniform(&r->random) < p ? 0 : 1 / (1 - p); }

/* A mask a sentence for cols columns (the same for all its words: Gal and Ghahramani, A theoretically grounded
 * application of dropout in recurrent neural networks, NIPS 2016); all ones without options. */
static real *sentence_masks(run *r, uint32_t cols, real p) {
  real *mask = reals(r->worker, (size_t)r->n_sentences * cols);
  for (size_t i = 0; i < (size_t)r->n_sentences * cols; i++) mask[i] = r->options ? drop(r, p) : 1;
  return mask;
}

static void apply_masks(const run *r, const real *mask, uint32_t cols, const real *from, real *to) {
  for (uint32_t s = 0; s < r->n_sentences; s++)
    for (size_t t = r->at[s]; t < r->at[s + 1]; t++)
      for (uint32_t k = 0; k < cols; k++) to[t * cols + k] = from[t * cols + k] * mask[(size_t)s * cols + k];
}

/* Numbers the types of the run, in order of first sight. */
static void find_types(run *r) {
  worker *w = r->worker;
  uint32_t last = 0;
  for (uint32_t i = 0; i < r->n_sentences; i++)
    for (uint32_t t = 0; t < r->sentences[i].n; t++)
      last = r->sentences[i].tokens[t].type > last ? r->sentences[i].tokens[t].type : last;
  if (last >= w->n_places) {
    free(w->place);
    w->n_places = 2 * (last + 1);
    if (!(w->place = calloc(w->n_places, sizeof *w->place))) abort();
  }
  r->distinct = block(w, r->rows, sizeof *r->distinct);
  r->type_row = block(w, r->rows, sizeof *r->type_row);
  for (uint32_t i = 0; i < r->n_sentences; i++)
    for (size_t t = r->at[i]; t < r->at[i + 1]; t++) {
      const uint32_t type = r->sentences[i].tokens[t - r->at[i]].type;
      if (!w->place[type]) {
        r->distinct[r->n_distinct++] = type;
        w->place[type] = r->n_distinct;
      }
      r->type_row[t] = w->place[type] - 1;
    }
  for (uint32_t k = 0; k < r->n_distinct; k++) w->place[r->distinct[k]] = 0;
}

static void embed(run *r, real *out) {
  const net_shape *s = &r->net->shape;
  const uint32_t dim = r->net->input_dim;
  const real a = r->options ? r->options->drop_word : 0;
  for (uint32_t i = 0; i < r->n_distinct; i++) {
    const net_type *type = &r->types[r->distinct[i]];
    r->unknown[i] = a > 0 && net_uniform(&r->random) < a / (a + (real)type->count);
    real *x = out + (size_t)i * dim;
    const real *word = weights(r, P_WORD) + (size_t)(r->unknown[i] ? 0 : type->word) * s->word_dim;
    memcpy(x, word, s->word_dim * sizeof(real));
    x += s->word_dim;
    if (s->vector_dim) memcpy(x, r->net->vectors + (size_t)type->vector * s->vector_dim, s->vector_dim * sizeof(real));
    x += s->vector_dim;
    for (uint32_t j = 0; j < type->n_affixes; j++) {
      const real *row = weights(r, P_AFFIX) + (size_t)type->affixes[j] * s->affix_dim;
      for (uint32_t k = 0; k < s->affix_dim; k++) x[k] += row[k];
    }
    x += s->affix_dim;
    const real share = type->n_grams ? (real)1 / (real)type->n_grams : 0;
    for (uint32_t j = 0; j < type->n_grams; j++) {
      const real *row = weights(r, P_GRAM) + (size_t)type->grams[j] * s->gram_dim;
      for (uint32_t k = 0; k < s->gram_dim; k++) x[k] += share * row[k];
    }
    if (r->options) {
      real *mask = r->input_mask + (size_t)i * dim;
      for (uint32_t k = 0; k < dim; k++) mask[k] = drop(r, r->options->drop_input);
      for (uint32_t k = 0; k < dim; k++) out[(size_t)i * dim + k] *= mask[k];
    }
  }
}

static real *sparse_row(run *r, int table, uint32_t row) {
  worker *w = r->worker;
  if (!w->is_touched[table][row]) {
    w->is_touched[table][row] = 1;
    w->touched[table][w->n_touched[table]++] = row;
  }
  return gradient(r, table) + (size_t)row * r->net->params[table].cols;
}

static void embed_back(run *r, const real *d_out) {
  const net_shape *s = &r->net->shape;
  const uint32_t dim = r->net->input_dim;
  for (uint32_t i = 0; i < r->n_distinct; i++) {
    const net_type *type = &r->types[r->distinct[i]];
    const real *from = d_out + (size_t)i * dim, *mask = r->options ? r->input_mask + (size_t)i * dim : NULL;
    real d[2048];
    assert(dim <= 2048);
    for (uint32_t k = 0; k < dim; k++) d[k] = from[k] * (mask ? mask[k] : 1);
    real *word = sparse_row(r, P_WORD, r->unknown[i] ? 0 : type->word);
    for (uint32_t k = 0; k < s->word_dim; k++) word[k] += d[k];
    const real *da = d + s->word_dim + s->vector_dim, *dg = da + s->affix_dim;
    for (uint32_t j = 0; j < type->n_affixes; j++) {
      real *row = sparse_row(r, P_AFFIX, type->affixes[j]);
      for (uint32_t k = 0; k < s->affix_dim; k++) row[k] += da[k];
    }
    const real share = type->n_grams ? (real)1 / (real)type->n_grams : 0;
    for (uint32_t j = 0; j < type->n_grams; j++) {
      real *row = sparse_row(r, P_GRAM, type->grams[j]);
      for (uint32_t k = 0; k < s->gram_dim; k++) row[k] += share * dg[k];
    }
  }
}

/* x = 1 / (1 + exp(-x)) */
static void sigmoid(real *x, size_t n) {
  size_t k = 0;
#ifndef SR_TRAIN_DOUBLE
  for (; k + 8 <= n; k += 8) {
    sr_v8 y;
    sr_v8_load(&y, x + k);
    sr_v8_sigmoid(&y);
    sr_v8_store(&y, x + k);
  }
#endif
  for (; k < n; k++) x[k] = real_sigmoid(x[k]);
}

/* SRU (T. Lei, Y. Zhang, S. I. Wang, H. Dai, Y. Artzi, Simple recurrent units for highly parallelizable recurrence,
 * EMNLP 2018), per direction:
 *   f_t = sigmoid(W_f x_t + v_f c_(t-1) + b_f)      c_t = f_t c_(t-1) + (1 - f_t) W x_t
 *   r_t = sigmoid(W_r x_t + v_r c_(t-1) + b_r)      h_t = r_t c_t + (1 - r_t) x'_t
 * x' is the direction's half of x, or W_p x in the first layer. In the others W, W_f and W_r are of low rank, as in
 * section 3.2 there: the products are with P x. */
static void sru(run *r, uint32_t l) {
  const sr_net *net = r->net;
  const uint32_t h = net->shape.hidden, q = gates_of(l), in = input_of(net, l), width = net->width, cols = 2 * q * h;
  layer_state *y = &r->layers[l];
  const size_t rows = l ? r->rows : r->n_distinct;
  const real *x_in = y->in_dropped;
  if (l) {
    gemm(rows, in, width, y->in_dropped, width, 1, weights(r, P_SRU_P + (int)l - 1), 1, width, y->low, in, false);
    x_in = y->low;
  }
  gemm(rows, cols, in, x_in, in, 1, weights(r, P_SRU_W + (int)l), 1, in, y->u, cols, false);
  const real *v = weights(r, P_SRU_V + (int)l), *b = weights(r, P_SRU_B + (int)l);
  const real *zeros = reals(r->worker, h);
  for (uint32_t s = 0; s < r->n_sentences; s++)
    for (uint32_t d = 0; d < 2; d++) {
      const size_t n = r->at[s + 1] - r->at[s];
      const real *vf = v + 2 * d * h, *vr = vf + h, *bf = b + 2 * d * h, *br = bf + h;
      const real *before = zeros;
      for (size_t i = 0; i < n; i++) {
        const size_t t = d ? r->at[s + 1] - 1 - i : r->at[s] + i;
        const real *u = y->u + (l ? t : r->type_row[t]) * cols + d * q * h;
        const real *x = l ? y->in_dropped + t * width + d * h : u + 3 * h;
        real *restrict f = y->f + t * width + d * h, *restrict g = y->r + t * width + d * h;
        real *restrict c = y->c + t * width + d * h, *restrict out = y->out + t * width + d * h;
        for (uint32_t k = 0; k < h; k++) {
          f[k] = u[h + k] + vf[k] * before[k] + bf[k];
          g[k] = u[2 * h + k] + vr[k] * before[k] + br[k];
        }
        sigmoid(f, h);
        sigmoid(g, h);
        for (uint32_t k = 0; k < h; k++) {
          c[k] = f[k] * before[k] + (1 - f[k]) * u[k];
          out[k] = g[k] * c[k] + (1 - g[k]) * x[k];
        }
        before = c;
      }
    }
}

/* d_out [rows][width] -> d_in, both of the undropped values: [rows][width], in the first layer [n_distinct][input]. */
static void sru_back(run *r, uint32_t l, const real *d_out, real *d_in) {
  const sr_net *net = r->net;
  const uint32_t h = net->shape.hidden, q = gates_of(l), in = input_of(net, l), width = net->width, cols = 2 * q * h;
  layer_state *y = &r->layers[l];
  const size_t rows = l ? r->rows : r->n_distinct;
  real *du = reals(r->worker, rows * cols), *dx = l ? reals(r->worker, rows * width) : NULL;
  const real *v = weights(r, P_SRU_V + (int)l);
  real *dv = gradient(r, P_SRU_V + (int)l), *db = gradient(r, P_SRU_B + (int)l);
  real *restrict carry = reals(r->worker, h);
  const real *zeros = reals(r->worker, h);
  for (uint32_t s = 0; s < r->n_sentences; s++)
    for (uint32_t d = 0; d < 2; d++) {
      const size_t n = r->at[s + 1] - r->at[s];
      const real *vf = v + 2 * d * h, *vr = vf + h;
      real *restrict dvf = dv + 2 * d * h, *restrict dvr = dvf + h, *restrict dbf = db + 2 * d * h;
      real *restrict dbr = dbf + h;
      memset(carry, 0, h * sizeof(real));
      for (size_t i = n; i-- > 0;) {
        const size_t t = d ? r->at[s + 1] - 1 - i : r->at[s] + i, row = l ? t : r->type_row[t];
        const real *u = y->u + row * cols + d * q * h;
        const real *x = l ? y->in_dropped + t * width + d * h : u + 3 * h;
        const real *f = y->f + t * width + d * h, *g = y->r + t * width + d * h, *c = y->c + t * width + d * h;
        const real *cp = i == 0 ? zeros : d ? c + width : c - width;
        const real *dh = d_out + t * width + d * h;
        real *restrict out = du + row * cols + d * q * h;
        real *restrict out_x = l ? dx + t * width + d * h : out + 3 * h;
        for (uint32_t k = 0; k < h; k++) {
          const real dc = dh[k] * g[k] + carry[k];
          const real dfz = dc * (cp[k] - u[k]) * f[k] * (1 - f[k]);
          const real drz = dh[k] * (c[k] - x[k]) * g[k] * (1 - g[k]);
          out[k] += dc * (1 - f[k]);
          out[h + k] += dfz;
          out[2 * h + k] += drz;
          out_x[k] += dh[k] * (1 - g[k]);
          carry[k] = dc * f[k] + dfz * vf[k] + drz * vr[k];
          dvf[k] += dfz * cp[k], dvr[k] += drz * cp[k];
          dbf[k] += dfz, dbr[k] += drz;
        }
      }
    }
  real *w = weights(r, P_SRU_W + (int)l), *dw = gradient(r, P_SRU_W + (int)l);
  if (l == 0) {
    gemm(cols, in, rows, du, 1, cols, y->in_dropped, in, 1, dw, in, true);
    gemm(rows, in, cols, du, cols, 1, w, in, 1, d_in, in, false);
    return;
  }
  real *d_low = reals(r->worker, rows * in);
  gemm(cols, in, rows, du, 1, cols, y->low, in, 1, dw, in, true);
  gemm(rows, in, cols, du, cols, 1, w, in, 1, d_low, in, false);
  const int p = P_SRU_P + (int)l - 1;
  gemm(in, width, rows, d_low, 1, in, y->in_dropped, width, 1, gradient(r, p), width, true);
  gemm(rows, width, in, d_low, in, 1, weights(r, p), width, 1, d_in, width, false);
  for (size_t i = 0; i < rows * width; i++) d_in[i] += dx[i];
  apply_masks(r, y->mask, width, d_in, d_in);
}

/* out = in W^T + b */
static void affine_by(run *r, size_t rows, uint32_t cols, uint32_t in, const real *x, size_t x_row, const real *w,
                      int b, real *out) {
  gemm(rows, cols, in, x, x_row, 1, w, 1, in, out, cols, false);
  const real *bias = weights(r, b);
  for (size_t t = 0; t < rows; t++)
    for (uint32_t k = 0; k < cols; k++) out[t * cols + k] += bias[k];
}

static void affine(run *r, size_t rows, uint32_t cols, uint32_t in, const real *x, size_t x_row, int w, int b,
                   real *out) {
  affine_by(r, rows, cols, in, x, x_row, weights(r, w), b, out);
}

/* Gradients of W and b; adds that of x to d_x. */
static void affine_back_by(run *r, size_t rows, uint32_t cols, uint32_t in, const real *x, size_t x_row, const real *w,
                           real *d_w, int b, const real *d_out, real *d_x, size_t d_x_row) {
  gemm(cols, in, rows, d_out, 1, cols, x, x_row, 1, d_w, in, true);
  real *db = gradient(r, b);
  for (size_t t = 0; t < rows; t++)
    for (uint32_t k = 0; k < cols; k++) db[k] += d_out[t * cols + k];
  gemm(rows, in, cols, d_out, cols, 1, w, in, 1, d_x, d_x_row, true);
}
static void affine_back(run *r, size_t rows, uint32_t cols, uint32_t in, const real *x, size_t x_row, int w, int b,
                        const real *d_out, real *d_x, size_t d_x_row) {
  affine_back_by(r, rows, cols, in, x, x_row, weights(r, w), gradient(r, w), b, d_out, d_x, d_x_row);
}

/* The tags' rows have the gradients d, and so have their parts. */
static void factors_back(const run *r, const real *d) {
  const sr_net *net = r->net;
  const uint32_t dim = net->shape.tag_dim;
  real *own = gradient(r, P_TAGS_W), *parts = gradient(r, P_FACTOR);
  for (uint32_t i = 0; i < net->n_all_tags; i++, d += dim, own += dim) {
    for (uint32_t k = 0; k < dim; k++) own[k] += d[k];
    for (uint32_t j = net->factor_offsets ? net->factor_offsets[i] : 0;
         net->factor_offsets && j < net->factor_offsets[i + 1]; j++) {
      real *part = parts + (size_t)net->factor_ids[j] * dim;
      for (uint32_t k = 0; k < dim; k++) part[k] += d[k];
    }
  }
}

static void relu_drop(const run *r, const real *mask, uint32_t cols, real *x) {
  for (size_t i = 0; i < r->rows * cols; i++) x[i] = x[i] > 0 ? x[i] : 0;
  apply_masks(r, mask, cols, x, x);
}
static void relu_drop_back(const run *r, const real *mask, uint32_t cols, const real *y, real *d) {
  for (size_t i = 0; i < r->rows * cols; i++) d[i] = y[i] > 0 ? d[i] : 0;
  apply_masks(r, mask, cols, d, d);
}

/* -log softmax(x)[gold]; d = scale * its gradient. */
static double cross_entropy(const real *x, uint32_t n, uint32_t gold, real scale, real *d) {
  real top = x[0];
  for (uint32_t i = 1; i < n; i++) top = x[i] > top ? x[i] : top;
  double sum = 0;
  for (uint32_t i = 0; i < n; i++) sum += (double)(d[i] = real_exp(x[i] - top));
  const real share = (real)((double)scale / sum);
  for (uint32_t i = 0; i < n; i++) d[i] *= share;
  d[gold] -= scale;
  return log(sum) - (double)(x[gold] - top);
}

static uint32_t best(const real *x, uint32_t n) {
  uint32_t b = 0;
  for (uint32_t i = 1; i < n; i++)
    if (x[i] > x[b]) b = i;
  return b;
}

static void forward(run *r) {
  const sr_net *net = r->net;
  const net_shape *s = &net->shape;
  worker *w = r->worker;
  const net_options *o = r->options;
  r->at = block(w, r->n_sentences + 1, sizeof *r->at);
  for (uint32_t i = 0; i < r->n_sentences; i++) r->at[i + 1] = r->at[i] + r->sentences[i].n;
  r->rows = r->at[r->n_sentences];
  find_types(r);
  r->unknown = block(w, r->n_distinct, 1);
  if (o) r->input_mask = reals(w, (size_t)r->n_distinct * net->input_dim);
  real *x = reals(w, (size_t)r->n_distinct * net->input_dim);
  embed(r, x);
  for (uint32_t l = 0; l < NET_LAYERS; l++) {
    layer_state *y = &r->layers[l];
    const size_t n = r->rows * net->width;
    y->in = x;
    y->in_dropped = x;
    if (l > 0) {
      y->mask = sentence_masks(r, net->width, o ? o->drop_layer : 0);
      y->in_dropped = reals(w, n);
      apply_masks(r, y->mask, net->width, x, y->in_dropped);
      y->low = reals(w, r->rows * s->project);
    }
    y->u = reals(w, (l ? r->rows : r->n_distinct) * 2 * gates_of(l) * s->hidden);
    y->f = reals(w, n), y->r = reals(w, n), y->c = reals(w, n), y->out = reals(w, n);
    sru(r, l);
    x = y->out;
  }
  const real *middle = r->layers[NET_LAYERS - 2].out, *last = x;
  r->tag_mask = sentence_masks(r, s->tag_dim, o ? o->drop_mlp : 0);
  r->tag_hidden = reals(w, r->rows * s->tag_dim);
  affine(r, r->rows, s->tag_dim, net->width, middle, net->width, P_TAG_W, P_TAG_B, r->tag_hidden);
  relu_drop(r, r->tag_mask, s->tag_dim, r->tag_hidden);
  r->tag_scores = reals(w, r->rows * net->n_all_tags);
  r->tag_rows = reals(w, (size_t)net->n_all_tags * s->tag_dim);
  net_tag_rows(net, r->tag_rows);
  affine_by(r, r->rows, net->n_all_tags, s->tag_dim, r->tag_hidden, s->tag_dim, r->tag_rows, P_TAGS_B, r->tag_scores);

  r->mlp_mask = sentence_masks(r, net->mlp_cols, o ? o->drop_mlp : 0);
  r->mlp = reals(w, r->rows * net->mlp_cols);
  affine(r, r->rows, net->mlp_cols, net->width, last, net->width, P_MLP_W, P_MLP_B, r->mlp);
  relu_drop(r, r->mlp_mask, net->mlp_cols, r->mlp);
  /* Arc scores (T. Dozat and C. D. Manning, Deep biaffine attention for neural dependency parsing, ICLR 2017):
   * s(i, j) = dep_i . (U head_j) + b . head_j; arc_right is U head + b', with b folded into the product below. */
  r->arc_right = reals(w, r->rows * s->arc_dim);
  gemm(r->rows, s->arc_dim, s->arc_dim, r->mlp + s->arc_dim, net->mlp_cols, 1, weights(r, P_ARC_U), 1, s->arc_dim,
       r->arc_right, s->arc_dim, false);
}

/* Scores of all heads for all words of a sentence, [n][n]. */
static real *arc_scores(run *r, uint32_t i) {
  const sr_net *net = r->net;
  const uint32_t a = net->shape.arc_dim, n = r->sentences[i].n;
  real *scores = reals(r->worker, (size_t)n * n);
  const real *dep = r->mlp + r->at[i] * net->mlp_cols, *head = dep + a, *bias = weights(r, P_ARC_B);
  gemm(n, n, a, dep, net->mlp_cols, 1, r->arc_right + r->at[i] * a, 1, a, scores, n, false);
  for (uint32_t j = 0; j < n; j++) {
    real prior = 0;
    for (uint32_t k = 0; k < a; k++) prior += bias[k] * head[(size_t)j * net->mlp_cols + k];
    for (uint32_t t = 0; t < n; t++) scores[(size_t)t * n + j] += prior;
  }
  for (uint32_t t = 0; t < n; t++) scores[(size_t)t * n + t] = (real)-1e9; /* no word is its own head */
  return scores;
}

/* Label scores for given heads: z = [dep * head, dep, head] of the label columns. */
static void label_inputs(const run *r, const size_t *head_row, real *z) {
  const sr_net *net = r->net;
  const uint32_t d = net->shape.label_dim, a2 = 2 * net->shape.arc_dim;
  for (size_t t = 0; t < r->rows; t++) {
    const real *dep = r->mlp + t * net->mlp_cols + a2, *head = r->mlp + head_row[t] * net->mlp_cols + a2 + d;
    real *to = z + t * 3 * d;
    for (uint32_t k = 0; k < d; k++) to[k] = dep[k] * head[k];
    memcpy(to + d, dep, d * sizeof(real));
    memcpy(to + 2 * d, head, d * sizeof(real));
  }
}

/* Loss and gradients of a sentence's names as one sequence; x are its words' scores. */
static double names_loss(run *r, const net_token *words, uint32_t n, const real *x, double scale, real *dx) {
  const uint32_t k = r->net->shape.n_entities;
  int32_t *given = block(r->worker, n, sizeof *given);
  for (uint32_t i = 0; i < n; i++) given[i] = words[i].entity;
  chain c = {.n = n, .k = k, .x = x, .t = weights(r, P_ENTITY_T)};
  c.alpha = block(r->worker, (size_t)n * k, sizeof *c.alpha);
  c.beta = block(r->worker, (size_t)n * k, sizeof *c.beta);
  return chain_loss(&c, given, scale, dx, gradient(r, P_ENTITY_T));
}

static void names_best(run *r, uint32_t n, const real *x, net_token *words) {
  const uint32_t k = r->net->shape.n_entities;
  chain c = {.n = n, .k = k, .x = x, .t = weights(r, P_ENTITY_T)};
  c.alpha = block(r->worker, (size_t)n * k, sizeof *c.alpha);
  uint32_t *back = block(r->worker, (size_t)n * k, sizeof *back);
  uint32_t tag = chain_best(&c, back);
  for (uint32_t i = n; i-- > 0; tag = back[i * k + tag]) words[i].entity = (int32_t)tag;
}

double net_train(sr_net *net, unsigned worker_index, const net_type *types, const net_sentence *sentences, uint32_t n,
                 const net_options *options, double scale, uint64_t seed, net_losses *losses) {
  const net_shape *s = &net->shape;
  worker *w = &net->workers[worker_index];
  run r = {.net = net,
           .worker_index = worker_index,
           .worker = w,
           .types = types,
           .sentences = sentences,
           .n_sentences = n,
           .options = options,
           .random = seed};
  net_options weight = {.weight_tags = 1, .weight_lemma = 1, .weight_arc = 1, .weight_label = 1, .weight_entity = 1};
  if (options) weight = *options;
  forward(&r);
  net_losses sum = {0};
  double total = 0;
  real *d_last = reals(w, r.rows * net->width), *d_middle = reals(w, r.rows * net->width);
  real *d_mlp = reals(w, r.rows * net->mlp_cols);

  /* tags */
  real *d_tags = reals(w, r.rows * net->n_all_tags);
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t t = 1; t < sentences[i].n; t++) {
      const size_t row = (r.at[i] + t) * net->n_all_tags;
      size_t from = row;
      for (int h = 0; h < NET_TAGS; from += s->n_tags[h], h++) {
        const int32_t gold = sentences[i].tokens[t].tags[h];
        if (gold < 0) continue;
        const double k = scale * (double)(h == NET_LEMMA ? weight.weight_lemma : weight.weight_tags);
        const double loss = cross_entropy(r.tag_scores + from, s->n_tags[h], (uint32_t)gold, (real)k, d_tags + from);
        sum.tags[h] += loss;
        total += k * loss;
      }
    }
  real *d_tag_hidden = reals(w, r.rows * s->tag_dim);
  real *d_rows = reals(w, (size_t)net->n_all_tags * s->tag_dim);
  affine_back_by(&r, r.rows, net->n_all_tags, s->tag_dim, r.tag_hidden, s->tag_dim, r.tag_rows, d_rows, P_TAGS_B,
                 d_tags, d_tag_hidden, s->tag_dim);
  factors_back(&r, d_rows);
  relu_drop_back(&r, r.tag_mask, s->tag_dim, r.tag_hidden, d_tag_hidden);
  affine_back(&r, r.rows, s->tag_dim, net->width, r.layers[NET_LAYERS - 2].out, net->width, P_TAG_W, P_TAG_B,
              d_tag_hidden, d_middle, net->width);

  /* arcs */
  const uint32_t a = s->arc_dim, cols = net->mlp_cols;
  real *d_right = reals(w, r.rows * a);
  size_t *head_row = block(w, r.rows, sizeof *head_row);
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t m = sentences[i].n;
    bool any = false;
    for (uint32_t t = 0; t < m; t++) {
      const int32_t head = sentences[i].tokens[t].head;
      head_row[r.at[i] + t] = r.at[i] + (size_t)(head < 0 ? 0 : head);
      any = any || (t > 0 && head >= 0);
    }
    if (!any) continue;
    const real *scores = arc_scores(&r, i);
    real *d = reals(w, (size_t)m * m);
    for (uint32_t t = 1; t < m; t++) {
      const int32_t head = sentences[i].tokens[t].head;
      if (head < 0) continue;
      const double k = scale * (double)weight.weight_arc;
      const double loss = cross_entropy(scores + (size_t)t * m, m, (uint32_t)head, (real)k, d + (size_t)t * m);
      sum.arc += loss;
      total += k * loss;
    }
    const real *dep = r.mlp + r.at[i] * cols, *head = dep + a, *right = r.arc_right + r.at[i] * a;
    const real *bias = weights(&r, P_ARC_B);
    real *d_dep = d_mlp + r.at[i] * cols, *d_head = d_dep + a, *d_bias = gradient(&r, P_ARC_B);
    gemm(m, a, m, d, m, 1, right, a, 1, d_dep, cols, true);
    gemm(m, a, m, d, 1, m, dep, cols, 1, d_right + r.at[i] * a, a, true);
    for (uint32_t j = 0; j < m; j++) {
      real column = 0;
      for (uint32_t t = 1; t < m; t++) column += d[(size_t)t * m + j];
      for (uint32_t k = 0; k < a; k++) {
        d_head[(size_t)j * cols + k] += column * bias[k];
        d_bias[k] += column * head[(size_t)j * cols + k];
      }
    }
  }
  gemm(a, a, r.rows, d_right, 1, a, r.mlp + a, cols, 1, gradient(&r, P_ARC_U), a, true);
  gemm(r.rows, a, a, d_right, a, 1, weights(&r, P_ARC_U), a, 1, d_mlp + a, cols, true);

  /* labels */
  const uint32_t ld = s->label_dim;
  real *z = reals(w, r.rows * 3 * ld), *d_z = reals(w, r.rows * 3 * ld);
  real *label = reals(w, r.rows * s->n_labels), *d_label = reals(w, r.rows * s->n_labels);
  label_inputs(&r, head_row, z);
  affine(&r, r.rows, s->n_labels, 3 * ld, z, 3 * ld, P_LABEL_W, P_LABEL_B, label);
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t t = 1; t < sentences[i].n; t++) {
      const net_token *token = &sentences[i].tokens[t];
      if (token->label < 0 || token->head < 0) continue;
      const size_t row = (r.at[i] + t) * s->n_labels;
      const double k = scale * (double)weight.weight_label;
      const double loss = cross_entropy(label + row, s->n_labels, (uint32_t)token->label, (real)k, d_label + row);
      sum.label += loss;
      total += k * loss;
    }
  affine_back(&r, r.rows, s->n_labels, 3 * ld, z, 3 * ld, P_LABEL_W, P_LABEL_B, d_label, d_z, 3 * ld);
  for (size_t t = 0; t < r.rows; t++) {
    const real *dz = d_z + t * 3 * ld;
    const size_t dep_at = t * cols + 2 * a, head_at = head_row[t] * cols + 2 * a + ld;
    for (uint32_t k = 0; k < ld; k++) {
      d_mlp[dep_at + k] += dz[k] * r.mlp[head_at + k] + dz[ld + k];
      d_mlp[head_at + k] += dz[k] * r.mlp[dep_at + k] + dz[2 * ld + k];
    }
  }

  /* entities */
  const uint32_t e_at = 2 * a + 2 * ld;
  real *entity = reals(w, r.rows * s->n_entities), *d_entity = reals(w, r.rows * s->n_entities);
  affine(&r, r.rows, s->n_entities, s->entity_dim, r.mlp + e_at, cols, P_ENTITY_W, P_ENTITY_B, entity);
  for (uint32_t i = 0; i < n; i++) {
    const net_token *words = sentences[i].tokens + 1;
    uint32_t given = 0;
    for (uint32_t t = 0; t + 1 < sentences[i].n; t++) given += words[t].entity >= 0;
    if (weight.chain && given) {
      const size_t row = (r.at[i] + 1) * s->n_entities;
      const double k = scale * (double)weight.weight_entity;
      const double loss = names_loss(&r, words, sentences[i].n - 1, entity + row, k, d_entity + row);
      sum.entity += loss;
      total += k * loss;
    }
    for (uint32_t t = 1; !weight.chain && t < sentences[i].n; t++) {
      const int32_t gold = sentences[i].tokens[t].entity;
      if (gold < 0) continue;
      const size_t row = (r.at[i] + t) * s->n_entities;
      const double k = scale * (double)weight.weight_entity;
      const double loss = cross_entropy(entity + row, s->n_entities, (uint32_t)gold, (real)k, d_entity + row);
      sum.entity += loss;
      total += k * loss;
    }
  }
  affine_back(&r, r.rows, s->n_entities, s->entity_dim, r.mlp + e_at, cols, P_ENTITY_W, P_ENTITY_B, d_entity,
              d_mlp + e_at, cols);

  /* back through the layers */
  relu_drop_back(&r, r.mlp_mask, cols, r.mlp, d_mlp);
  affine_back(&r, r.rows, cols, net->width, r.layers[NET_LAYERS - 1].out, net->width, P_MLP_W, P_MLP_B, d_mlp, d_last,
              net->width);
  real *d_out = d_last;
  for (uint32_t l = NET_LAYERS; l-- > 0;) {
    real *d_in = l ? reals(w, r.rows * net->width) : reals(w, (size_t)r.n_distinct * net->input_dim);
    sru_back(&r, l, d_out, d_in);
    if (l == NET_LAYERS - 1)
      for (size_t i = 0; i < r.rows * net->width; i++) d_in[i] += d_middle[i];
    d_out = d_in;
  }
  embed_back(&r, d_out);
  release(w);
  if (losses) *losses = sum;
  return total;
}

void net_predict(sr_net *net, unsigned worker_index, const net_type *types, const net_sentence *sentences, uint32_t n,
                 net_sentence *out) {
  const net_shape *s = &net->shape;
  worker *w = &net->workers[worker_index];
  run r = {
      .net = net, .worker_index = worker_index, .worker = w, .types = types, .sentences = sentences, .n_sentences = n};
  forward(&r);
  size_t *head_row = block(w, r.rows, sizeof *head_row);
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t m = sentences[i].n;
    const real *scores = arc_scores(&r, i);
    head_row[r.at[i]] = r.at[i];
    for (uint32_t t = 1; t < m; t++) {
      net_token *token = &out[i].tokens[t];
      token->head = (int32_t)best(scores + (size_t)t * m, m);
      head_row[r.at[i] + t] = r.at[i] + (size_t)token->head;
      size_t from = (r.at[i] + t) * net->n_all_tags;
      for (int h = 0; h < NET_TAGS; from += s->n_tags[h], h++)
        token->tags[h] = (int32_t)best(r.tag_scores + from, s->n_tags[h]);
    }
  }
  real *z = reals(w, r.rows * 3 * s->label_dim), *label = reals(w, r.rows * s->n_labels);
  label_inputs(&r, head_row, z);
  affine(&r, r.rows, s->n_labels, 3 * s->label_dim, z, 3 * s->label_dim, P_LABEL_W, P_LABEL_B, label);
  real *entity = reals(w, r.rows * s->n_entities);
  affine(&r, r.rows, s->n_entities, s->entity_dim, r.mlp + 2 * s->arc_dim + 2 * s->label_dim, net->mlp_cols, P_ENTITY_W,
         P_ENTITY_B, entity);
  for (uint32_t i = 0; i < n; i++) {
    for (uint32_t t = 1; t < sentences[i].n; t++)
      out[i].tokens[t].label = (int32_t)best(label + (r.at[i] + t) * s->n_labels, s->n_labels);
    if (sentences[i].n > 1)
      names_best(&r, sentences[i].n - 1, entity + (r.at[i] + 1) * s->n_entities, out[i].tokens + 1);
  }
  release(w);
}

/* ---- Adam ---- */

typedef struct adam {
  sr_net *net;
  int half; /* each thread has one half of every table's rows, so that sums do not depend on the threads */
  real rate, scale, correct_m, correct_v;
  double norm2;
} adam;

typedef void row_visit(net_param *p, size_t from, size_t n, adam *a);

/* Calls visit for the half's runs of weights that have gradients, the workers' sums being in g[0]. */
static void each_run(adam *a, row_visit *visit) {
  for (int i = 0; i < P_COUNT; i++) {
    net_param *p = &a->net->params[i];
    const worker *w = &a->net->workers[0];
    const size_t all = p->sparse ? w->n_touched[i] : p->rows;
    const size_t from = a->half ? all / 2 : 0, to = a->half ? all : all / 2;
    if (!p->sparse) visit(p, from * p->cols, (to - from) * p->cols, a);
    if (p->sparse)
      for (size_t j = from; j < to; j++) visit(p, (size_t)w->touched[i][j] * p->cols, p->cols, a);
  }
}

static void sum_gradients(net_param *p, size_t from, size_t n, adam *a) {
  real *restrict g = p->g[0] + from, *restrict other = p->g[1] + from;
  double sum = 0;
  for (size_t i = 0; i < n; i++) {
    g[i] += other[i];
    other[i] = 0;
    sum += (double)(g[i] * g[i]);
  }
  a->norm2 += sum;
}

/* 0.9 and 0.98: the second moment forgets faster than Adam's 0.999, as rows of the tables are seldom touched. */
static const real BETA_M = (real)0.9, BETA_V = (real)0.98, EPSILON = (real)1e-8;

static void update(net_param *p, size_t from, size_t n, adam *a) {
  real *restrict w = p->w + from, *restrict m = p->m + from, *restrict v = p->v + from, *restrict g = p->g[0] + from;
  const real rate = a->rate * a->correct_m, scale = a->scale, correct = a->correct_v;
  for (size_t i = 0; i < n; i++) {
    const real d = g[i] * scale;
    m[i] = BETA_M * m[i] + (1 - BETA_M) * d;
    v[i] = BETA_V * v[i] + (1 - BETA_V) * d * d;
    w[i] -= rate * m[i] / (real_sqrt(v[i] * correct) + EPSILON);
    g[i] = 0;
  }
}

static void *run_sums(void *a) { return each_run(a, sum_gradients), NULL; }
static void *run_updates(void *a) { return each_run(a, update), NULL; }

static void on_two_threads(void *(*what)(void *), adam halves[2]) {
  pthread_t thread;
  const bool threaded = pthread_create(&thread, NULL, what, &halves[1]) == 0;
  what(&halves[0]);
  if (threaded) {
    pthread_join(thread, NULL);
  } else {
    what(&halves[1]);
  }
}

void net_step(sr_net *net, real rate, real clip, uint64_t step) {
  worker *first = &net->workers[0], *second = &net->workers[1];
  for (int i = 0; i < 3; i++) {
    for (uint32_t j = 0; j < second->n_touched[i]; j++) {
      const uint32_t row = second->touched[i][j];
      second->is_touched[i][row] = 0;
      if (first->is_touched[i][row]) continue;
      first->is_touched[i][row] = 1;
      first->touched[i][first->n_touched[i]++] = row;
    }
    second->n_touched[i] = 0;
  }
  adam halves[2] = {{.net = net, .half = 0}, {.net = net, .half = 1}};
  on_two_threads(run_sums, halves);
  const double norm = sqrt(halves[0].norm2 + halves[1].norm2);
  for (int i = 0; i < 2; i++) {
    halves[i].rate = rate;
    halves[i].scale = clip > 0 && norm > (double)clip ? (real)((double)clip / norm) : 1;
    halves[i].correct_m = (real)(1 / (1 - pow((double)BETA_M, (double)step)));
    halves[i].correct_v = (real)(1 / (1 - pow((double)BETA_V, (double)step)));
  }
  on_two_threads(run_updates, halves);
  for (int i = 0; i < 3; i++) {
    for (uint32_t j = 0; j < first->n_touched[i]; j++) first->is_touched[i][first->touched[i][j]] = 0;
    first->n_touched[i] = 0;
  }
}

/* ---- the mean of the weights ---- */

void net_average(sr_net *net, real keep, uint64_t step) {
  /* In the beginning the mean is over all steps so far. */
  const real young = (real)((double)(step - 1) / (double)(step + 9)), k = young < keep ? young : keep;
  for (int i = 0; i < P_COUNT; i++) {
    net_param *p = &net->params[i];
    for (size_t j = 0; j < (size_t)p->rows * p->cols; j++) p->mean[j] += (1 - k) * (p->w[j] - p->mean[j]);
  }
}

void net_swap_mean(sr_net *net) {
  for (int i = 0; i < P_COUNT; i++) {
    net_param *p = &net->params[i];
    real *keep = p->w;
    p->w = p->mean;
    p->mean = keep;
  }
}
