/* The page in a terminal: folded paragraphs, tables that fit the width, bars of characters. */
#include "brief/render.h"

#include "base/utf8.h"
#include "brief/chart.h"

#include <math.h>

enum { COLUMNS_DEFAULT = 100, COLUMNS_MIN = 40, COLUMNS_MAX = 160, TABLE_COLUMNS_MAX = 8, BAR_WIDTH = 40 };

/* A word of folded text with its tone; glued words follow the one before without a space. */
typedef struct word {
  sr_slice text;
  sr_tone tone;
  bool glued;
} word;

typedef SR_VEC(word) words;

static size_t width_of(sr_slice text) {
  size_t n = 0;
  for (size_t at = 0; at < text.len;)
    if (!sr_char_is_mark(sr_utf8_next(text, &at))) n++;
  return n;
}

/* Control and bidirectional characters of a report would let it rewrite the terminal. */
static bool is_unsafe(uint32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static sr_slice made_safe(sr_arena *scratch, sr_slice text) {
  const sr_slice copy = sr_arena_copy(scratch, text);
  if (!copy.ptr) return copy;
  char *s = (char *)(uintptr_t)copy.ptr;
  for (size_t at = 0; at < copy.len;) {
    const size_t from = at;
    if (is_unsafe(sr_utf8_next(text, &at))) memset(s + from, ' ', at - from);
  }
  return copy;
}

/* Cuts runs into words; quotations get their marks. false: no memory. */
static bool cut(sr_arena *scratch, const sr_tongue *tongue, const sr_runs *runs, words *out) {
  bool glue = true;
  for (uint32_t i = 0; i < runs->n; i++) {
    const sr_run *run = &runs->at[i];
    sr_slice text = run->text;
    if (run->kind == SR_RUN_QUOTE) {
      const sr_slice open = sr_tongue_open(tongue), close = sr_tongue_close(tongue);
      text = sr_arena_format(scratch, "%.*s%.*s%.*s", SR_FMT(open), SR_FMT(text), SR_FMT(close));
      if (!text.ptr) return false;
    }
    text = made_safe(scratch, text);
    if (!text.ptr) return false;
    size_t at = 0;
    while (at < text.len) {
      const size_t space = at;
      while (at < text.len && sr_is_space((uint8_t)text.ptr[at])) at++;
      if (at > space) glue = false;
      const size_t from = at;
      while (at < text.len && !sr_is_space((uint8_t)text.ptr[at])) at++;
      if (at == from) break;
      word *w = SR_PUSH(scratch, out);
      if (!w) return false;
      *w = (word){sr_slice_cut(text, from, at), run->tone, glue};
      if (run->kind == SR_RUN_REF) w->tone = SR_TONE_MUTED;
      glue = true;
    }
    if (text.len && sr_is_space((uint8_t)text.ptr[text.len - 1])) glue = false;
  }
  return true;
}

static const char *code_of(sr_tone tone) {
  switch (tone) {
  case SR_TONE_STRONG: return "\033[1m";
  case SR_TONE_MUTED: return "\033[2m";
  case SR_TONE_GOOD: return "\033[32m";
  case SR_TONE_NEAR: return "\033[33m";
  case SR_TONE_BAD: return "\033[31m";
  case SR_TONE_PLAIN: break;
  }
  return "";
}

static void put_word(sr_out *out, const word *w, bool colour) {
  const char *code = colour ? code_of(w->tone) : "";
  sr_out_words(out, code);
  sr_out_put(out, w->text);
  if (*code) sr_out_words(out, "\033[0m");
}

/* Words from *at that fit in so many columns, written; gives the width used. Glued words stay with the one before. */
static size_t put_line(sr_out *out, const words *all, uint32_t *at, size_t columns, bool colour) {
  size_t used = 0;
  bool first = true;
  while (*at < all->n) {
    uint32_t to = *at + 1;
    size_t width = width_of(all->at[*at].text);
    while (to < all->n && all->at[to].glued) width += width_of(all->at[to++].text);
    const size_t space = first ? 0 : 1;
    if (!first && used + space + width > columns) break;
    if (space) sr_out_words(out, " ");
    for (; *at < to; ++*at) put_word(out, &all->at[*at], colour);
    used += space + width;
    first = false;
  }
  return used;
}

static sr_status put_folded(sr_out *out, sr_arena *scratch, const sr_runs *runs, size_t indent, size_t columns,
                            bool colour) {
  words all = {0};
  if (!cut(scratch, &out->tongue, runs, &all)) return sr_arena_fail(scratch, out->err);
  for (uint32_t at = 0; at < all.n;) {
    sr_out_repeat(out, " ", indent);
    put_line(out, &all, &at, columns - indent, colour);
    sr_out_words(out, "\n");
  }
  return SR_OK;
}

/* Column widths: each as wide as it wants while all fit; else the wide ones share what the narrow ones leave. */
static void fit(const size_t *want, uint32_t n, size_t columns, size_t *got) {
  size_t room = columns - 2 * (n - 1), left = n;
  bool settled[TABLE_COLUMNS_MAX] = {false};
  for (bool changed = true; changed && left;) {
    changed = false;
    const size_t share = room / left;
    for (uint32_t k = 0; k < n; k++) {
      if (settled[k] || want[k] > share) continue;
      got[k] = want[k];
      room -= want[k];
      left--;
      settled[k] = changed = true;
    }
  }
  for (uint32_t k = 0; k < n; k++)
    if (!settled[k]) got[k] = room / left > 8 ? room / left : 8;
}

/* An interval in so many characters: "··███····". */
static void put_interval(sr_out *out, double from, double to, size_t columns) {
  const size_t first = (size_t)lround(from * (double)(columns - 1)), last = (size_t)lround(to * (double)(columns - 1));
  sr_out_repeat(out, "\u00b7", first);
  sr_out_repeat(out, "\u2588", last - first + 1);
  sr_out_repeat(out, "\u00b7", columns - 1 - last);
}

/* The cells of a table, cut, with the widths that its columns want and get. */
typedef struct laid {
  const sr_block *block;
  words *cells;
  uint32_t n; /* columns that are shown */
  size_t want[TABLE_COLUMNS_MAX], got[TABLE_COLUMNS_MAX];
} laid;

static size_t width_of_words(const words *cell) {
  size_t width = 0;
  for (uint32_t w = 0; w < cell->n; w++) width += width_of(cell->at[w].text) + (w && !cell->at[w].glued ? 1 : 0);
  return width;
}

static sr_status lay_out(laid *t, sr_arena *scratch, size_t columns, sr_out *out) {
  const sr_block *block = t->block;
  t->n = block->columns < TABLE_COLUMNS_MAX ? block->columns : TABLE_COLUMNS_MAX;
  t->cells = SR_NEW(scratch, words, block->cells.n + 1);
  if (!t->cells) return sr_arena_fail(scratch, out->err);
  for (uint32_t k = 0; k < t->n; k++) t->want[k] = block->header ? width_of(block->header[k]) : 0;
  for (uint32_t i = 0; i < block->cells.n; i++) {
    if (!cut(scratch, &out->tongue, &block->cells.at[i].runs, &t->cells[i])) return sr_arena_fail(scratch, out->err);
    const size_t width = width_of_words(&t->cells[i]);
    if (i % block->columns < t->n && width > t->want[i % block->columns]) t->want[i % block->columns] = width;
  }
  fit(t->want, t->n, columns, t->got);
  return SR_OK;
}

static void put_header(sr_out *out, const laid *t, bool colour) {
  for (uint32_t k = 0; k < t->n; k++) {
    const word head = {t->block->header[k], SR_TONE_MUTED, false};
    put_word(out, &head, colour);
    const size_t width = width_of(head.text);
    if (k + 1 < t->n) sr_out_repeat(out, " ", (width < t->got[k] ? t->got[k] - width : 0) + 2);
  }
  sr_out_words(out, "\n");
}

/* The intervals of a row, a line below its words. */
static void put_row_bars(sr_out *out, const laid *t, uint32_t row) {
  bool any = false;
  for (uint32_t k = 0; k < t->n; k++) any |= t->block->cells.at[row + k].bar;
  if (!any) return;
  size_t owed = 0;
  for (uint32_t k = 0; k < t->n; k++) {
    const sr_cell *cell = &t->block->cells.at[row + k];
    if (cell->bar) {
      double from, to;
      sr_place_interval(cell->axis_low, cell->axis_high, cell->low, cell->high, &from, &to);
      sr_out_repeat(out, " ", owed);
      owed = 0;
      put_interval(out, from, to, t->got[k]);
    }
    owed += (cell->bar ? 0 : t->got[k]) + 2;
  }
  sr_out_words(out, "\n");
}

static sr_status put_table(sr_out *out, sr_arena *scratch, const sr_block *block, size_t columns, bool colour) {
  laid t = {.block = block};
  SR_TRY(lay_out(&t, scratch, columns, out));
  if (block->header) put_header(out, &t, colour);
  for (uint32_t row = 0; row + block->columns <= block->cells.n; row += block->columns) {
    uint32_t at[TABLE_COLUMNS_MAX] = {0};
    for (bool more = true; more;) {
      more = false;
      size_t owed = 0; /* spaces before the next text, so that no line ends in them */
      for (uint32_t k = 0; k < t.n; k++) {
        const words *cell = &t.cells[row + k];
        size_t used = 0;
        if (at[k] < cell->n) {
          sr_out_repeat(out, " ", owed);
          owed = 0;
          used = put_line(out, cell, &at[k], t.got[k], colour);
        }
        owed += (used < t.got[k] ? t.got[k] - used : 0) + 2;
        more |= at[k] < cell->n;
      }
      sr_out_words(out, "\n");
    }
    put_row_bars(out, &t, row);
  }
  return SR_OK;
}

static sr_status put_bars(sr_out *out, sr_arena *scratch, const sr_block *block, size_t columns, bool colour) {
  for (uint32_t i = 0; i < block->bars.n; i++) {
    double from, to;
    sr_bar_place(block, i, &from, &to);
    sr_out_words(out, "    ");
    put_interval(out, from, to, BAR_WIDTH);
    sr_out_words(out, "  ");
    words label = {0};
    if (!cut(scratch, &out->tongue, &block->bars.at[i].label, &label)) return sr_arena_fail(scratch, out->err);
    uint32_t at = 0;
    put_line(out, &label, &at, columns, colour);
    while (at < label.n) { /* a long label goes on below itself */
      sr_out_words(out, "\n");
      sr_out_repeat(out, " ", BAR_WIDTH + 6);
      put_line(out, &label, &at, columns > BAR_WIDTH + 6 ? columns - BAR_WIDTH - 6 : 20, colour);
    }
    sr_out_words(out, "\n");
  }
  return SR_OK;
}

/* A panel: its label, then its course in one line between its first and its last day. */
static sr_status put_series(sr_out *out, sr_arena *scratch, const sr_block *block, size_t columns, bool colour) {
  for (uint32_t i = 0; i < block->panels.n; i++) {
    const sr_panel *panel = &block->panels.at[i];
    SR_TRY(put_folded(out, scratch, &panel->label, 0, columns, colour));
    if (!panel->points.n) continue;
    sr_out_words(out, "    ");
    sr_out_put(out, sr_number_text(panel->points.at[0].start));
    sr_out_words(out, "  ");
    SR_TRY(sr_chart_sparkline(out, panel, BAR_WIDTH, scratch));
    sr_out_words(out, "  ");
    const sr_point *last = &panel->points.at[panel->points.n - 1];
    sr_out_put(out, sr_number_text(last->end));
    sr_out_words(out, ": ");
    sr_out_put(out, sr_number_text(last->low));
    if (!sr_number_same_text(last->low, last->high)) {
      sr_out_phrase(out, " to ");
      sr_out_put(out, sr_number_text(last->high));
    }
    sr_out_words(out, "\n");
  }
  return SR_OK;
}

static sr_status put_spots(sr_out *out, sr_arena *scratch, const sr_block *block, size_t columns, bool colour) {
  for (uint32_t i = 0; i < block->spots.n; i++)
    SR_TRY(put_folded(out, scratch, &block->spots.at[i].label, 0, columns, colour));
  for (uint32_t i = 0; i < block->keys.n; i++)
    SR_TRY(put_folded(out, scratch, &block->keys.at[i].runs, 2, columns, colour));
  return SR_OK;
}

static sr_status put_block(sr_out *out, sr_arena *scratch, const sr_block *block, size_t columns, bool colour) {
  switch (block->kind) {
  case SR_BLOCK_TITLE:
  case SR_BLOCK_HEADING: {
    sr_out_words(out, "\n");
    if (colour) sr_out_words(out, "\033[1m");
    SR_TRY(put_folded(out, scratch, &block->runs, 0, columns, false));
    if (colour) sr_out_words(out, "\033[0m");
    sr_out_repeat(out, block->kind == SR_BLOCK_TITLE ? "=" : "-", columns);
    sr_out_words(out, "\n");
    return SR_OK;
  }
  case SR_BLOCK_SUBHEADING: sr_out_words(out, "\n"); return put_folded(out, scratch, &block->runs, 0, columns, colour);
  case SR_BLOCK_PARAGRAPH: return put_folded(out, scratch, &block->runs, 0, columns, colour);
  case SR_BLOCK_NOTE: return put_folded(out, scratch, &block->runs, 2, columns, colour);
  case SR_BLOCK_WORKING: return put_folded(out, scratch, &block->runs, 4, columns, colour);
  case SR_BLOCK_TABLE:
  case SR_BLOCK_SHEET: return put_table(out, scratch, block, columns, colour);
  case SR_BLOCK_BARS: return put_bars(out, scratch, block, columns, colour);
  case SR_BLOCK_MAP: return put_spots(out, scratch, block, columns, colour);
  case SR_BLOCK_SERIES: return put_series(out, scratch, block, columns, colour);
  }
  return SR_OK;
}

sr_status sr_render_text(const sr_page *page, uint32_t columns, bool colour, sr_arena *scratch, sr_out *out) {
  if (!columns) columns = COLUMNS_DEFAULT;
  if (columns < COLUMNS_MIN) columns = COLUMNS_MIN;
  if (columns > COLUMNS_MAX) columns = COLUMNS_MAX;
  uint32_t n;
  const sr_block *blocks = sr_page_blocks(page, &n);
  for (uint32_t i = 0; i < n && !out->status; i++) {
    const sr_arena_mark mark = sr_arena_save(scratch);
    SR_TRY(put_block(out, scratch, &blocks[i], columns, colour));
    sr_arena_reset(scratch, mark);
  }
  return out->status;
}
