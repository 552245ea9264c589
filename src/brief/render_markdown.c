/* The page as Markdown (CommonMark with tables). */
#include "brief/render.h"

/* Characters that would be markup or end a table cell are escaped; line ends become spaces. */
static void put_escaped(sr_out *out, sr_slice text) {
  size_t from = 0;
  for (size_t i = 0; i < text.len; i++) {
    const char c = text.ptr[i];
    const bool line_end = c == '\n' || c == '\r' || c == '\t';
    if (!line_end && !memchr("\\`*_[]<>|#~&", c, 12)) continue;
    sr_out_put(out, sr_slice_cut(text, from, i));
    if (line_end)
      sr_out_words(out, " ");
    else
      sr_out_format(out, "\\%c", c);
    from = i + 1;
  }
  sr_out_put(out, sr_slice_cut(text, from, text.len));
}

static void put_runs(sr_out *out, const sr_runs *runs) {
  for (uint32_t i = 0; i < runs->n; i++) {
    const sr_run *run = &runs->at[i];
    const bool strong = run->tone >= SR_TONE_GOOD || run->tone == SR_TONE_STRONG;
    if (run->kind == SR_RUN_QUOTE) sr_out_put(out, sr_tongue_open(&out->tongue));
    if (run->kind == SR_RUN_REF) sr_out_words(out, "`");
    if (strong) sr_out_words(out, "**");
    if (run->kind == SR_RUN_REF)
      sr_out_put(out, run->text);
    else
      put_escaped(out, run->text);
    if (strong) sr_out_words(out, "**");
    if (run->kind == SR_RUN_REF) sr_out_words(out, "`");
    if (run->kind == SR_RUN_QUOTE) sr_out_put(out, sr_tongue_close(&out->tongue));
  }
}

static void put_table(sr_out *out, const sr_block *block) {
  for (uint32_t k = 0; k < block->columns; k++) {
    sr_out_words(out, "| ");
    if (block->header)
      put_escaped(out, block->header[k]);
    else if (k < block->cells.n)
      put_runs(out, &block->cells.at[k].runs);
    sr_out_words(out, " ");
  }
  sr_out_words(out, "|\n");
  sr_out_repeat(out, "|---", block->columns);
  sr_out_words(out, "|\n");
  for (uint32_t i = block->header ? 0 : block->columns; i < block->cells.n; i++) {
    sr_out_words(out, "| ");
    put_runs(out, &block->cells.at[i].runs);
    sr_out_words(out, (i + 1) % block->columns ? " " : " |\n");
  }
}

static void put_range(sr_out *out, const sr_number *low, const sr_number *high) {
  sr_out_put(out, sr_number_text(low));
  if (sr_number_same_text(low, high)) return;
  sr_out_phrase(out, " to ");
  sr_out_put(out, sr_number_text(high));
}

/* Series as one line each, its figures as a table behind it. */
static void put_panel(sr_out *out, const sr_panel *panel) {
  put_runs(out, &panel->label);
  sr_out_words(out, "\n\n| ");
  sr_out_phrase(out, "Ref");
  sr_out_words(out, " | ");
  sr_out_phrase(out, "Period");
  sr_out_words(out, " | ");
  sr_out_phrase(out, "Value");
  sr_out_words(out, " |\n|---|---|---|\n");
  for (uint32_t i = 0; i < panel->points.n; i++) {
    const sr_point *point = &panel->points.at[i];
    char ref[SR_REF_MAX];
    sr_ref_write(sr_number_ref(point->high), ref);
    sr_out_format(out, "| `%s` | ", ref);
    put_range(out, point->start, point->end);
    sr_out_words(out, " | ");
    put_range(out, point->low, point->high);
    sr_out_words(out, " |\n");
  }
  sr_out_words(out, "\n");
}

sr_status sr_render_markdown(const sr_page *page, sr_out *out) {
  static const char *const before[] = {
      [SR_BLOCK_TITLE] = "# ",     [SR_BLOCK_HEADING] = "\n## ", [SR_BLOCK_SUBHEADING] = "\n### ",
      [SR_BLOCK_PARAGRAPH] = "\n", [SR_BLOCK_NOTE] = "\n",       [SR_BLOCK_WORKING] = "- ",
      [SR_BLOCK_TABLE] = "\n",     [SR_BLOCK_SHEET] = "\n",      [SR_BLOCK_BARS] = "\n",
      [SR_BLOCK_SERIES] = "\n",    [SR_BLOCK_MAP] = "\n"};
  uint32_t n;
  const sr_block *blocks = sr_page_blocks(page, &n);
  for (uint32_t i = 0; i < n && !out->status; i++) {
    const sr_block *block = &blocks[i];
    if (block->kind == SR_BLOCK_WORKING && (i == 0 || blocks[i - 1].kind != SR_BLOCK_WORKING)) sr_out_words(out, "\n");
    sr_out_words(out, before[block->kind]);
    if (block->kind == SR_BLOCK_TABLE || block->kind == SR_BLOCK_SHEET) {
      put_table(out, block);
      continue;
    }
    for (uint32_t k = 0; k < block->panels.n; k++) put_panel(out, &block->panels.at[k]);
    put_runs(out, &block->runs);
    if (block->runs.n) sr_out_words(out, "\n");
    for (uint32_t k = 0; k < block->spots.n; k++) {
      sr_out_words(out, "- ");
      put_runs(out, &block->spots.at[k].label);
      sr_out_words(out, "\n");
    }
    if (block->keys.n) sr_out_words(out, "\n");
    for (uint32_t k = 0; k < block->keys.n; k++) {
      put_runs(out, &block->keys.at[k].runs);
      sr_out_words(out, "\n");
    }
    for (uint32_t k = 0; k < block->bars.n; k++) {
      sr_out_words(out, "- ");
      put_runs(out, &block->bars.at[k].label);
      sr_out_words(out, "\n");
    }
  }
  return out->status;
}
