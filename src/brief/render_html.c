/* The page as one HTML file: inline style, inline SVG, no script, no request. Every text of outside is escaped. */
#include "brief/render.h"

#include "base/map.h"
#include "brief/chart.h"
#include "brief/map.h"

#include "brief/brief_css.h"

static const char *class_of(sr_tone tone) {
  switch (tone) {
  case SR_TONE_STRONG: return "strong";
  case SR_TONE_MUTED: return "muted";
  case SR_TONE_GOOD: return "good";
  case SR_TONE_NEAR: return "near";
  case SR_TONE_BAD: return "bad";
  case SR_TONE_PLAIN: break;
  }
  return NULL;
}

/* The references that have been printed: the first is the anchor, later ones link to it. */
typedef struct anchors {
  sr_arena *arena;
  sr_map seen;
  uint32_t figures, maps; /* drawn so far */
} anchors;

static void put_ref(sr_out *out, anchors *known, sr_slice ref) {
  if (sr_map_get(&known->seen, ref) == SR_MAP_NONE && sr_map_put(&known->seen, known->arena, ref, 1)) {
    sr_out_words(out, "<a class=\"ref\" id=\"");
    sr_out_put(out, ref);
    sr_out_words(out, "\" href=\"#");
  } else {
    sr_out_words(out, "<a class=\"ref\" href=\"#");
  }
  sr_out_put(out, ref);
  sr_out_words(out, "\">");
  sr_out_put(out, ref);
  sr_out_words(out, "</a>");
}

static void put_number(sr_out *out, const sr_number *number) {
  const sr_slice text = sr_number_text(number);
  char ref[SR_REF_MAX], plain[SR_NUMBER_PLAIN_MAX];
  sr_ref_write(sr_number_ref(number), ref);
  sr_out_words(out, "<data data-ref=\"");
  sr_out_words(out, ref);
  sr_out_words(out, "\" value=\"");
  sr_out_escaped(out, sr_number_plain(number, plain));
  sr_out_words(out, "\">");
  sr_out_escaped(out, text);
  sr_out_words(out, "</data>");
}

static void put_range(sr_out *out, const sr_number *low, const sr_number *high) {
  put_number(out, low);
  if (sr_number_same_text(low, high)) return;
  sr_out_phrase(out, " to ");
  put_number(out, high);
}

static void put_runs(sr_out *out, anchors *known, const sr_runs *runs) {
  for (uint32_t i = 0; i < runs->n; i++) {
    const sr_run *run = &runs->at[i];
    const char *class = class_of(run->tone);
    if (class) sr_out_format(out, "<span class=\"%s\">", class);
    switch (run->kind) {
    case SR_RUN_WORDS:
    case SR_RUN_GROUND:
    case SR_RUN_FIELD: sr_out_escaped(out, run->text); break;
    case SR_RUN_NUMBER: put_number(out, run->number); break;
    case SR_RUN_QUOTE:
      sr_out_words(out, "<q>");
      sr_out_escaped(out, run->text);
      sr_out_words(out, "</q>");
      break;
    case SR_RUN_REF: put_ref(out, known, run->text); break;
    }
    if (class) sr_out_words(out, "</span>");
  }
}

static void put_cell_head(sr_out *out, sr_slice head) {
  sr_out_words(out, "<td data-head=\"");
  sr_out_escaped(out, head);
  sr_out_words(out, "\">");
}

static void put_table(sr_out *out, anchors *known, const sr_block *block) {
  sr_out_format(out, "<table class=\"c%u\">\n<thead><tr>", block->columns);
  for (uint32_t k = 0; k < block->columns; k++) {
    sr_out_words(out, "<th scope=\"col\">");
    sr_out_escaped(out, block->header[k]);
    sr_out_words(out, "</th>");
  }
  sr_out_words(out, "</tr></thead>\n<tbody>\n");
  for (uint32_t i = 0; i < block->cells.n; i++) {
    const uint32_t k = i % block->columns;
    if (k == 0) sr_out_words(out, "<tr>");
    const sr_cell *cell = &block->cells.at[i];
    put_cell_head(out, block->header[k]);
    if (cell->runs.n) { /* one element beside its head on a narrow screen */
      sr_out_words(out, "<div>");
      put_runs(out, known, &cell->runs);
      sr_out_words(out, "</div>");
    }
    sr_out_words(out, k + 1 == block->columns ? "</td></tr>\n" : "</td>");
  }
  sr_out_words(out, "</tbody>\n</table>\n");
}

/* A column an account, a row an attribute, intervals inside the cells. On a narrow screen it moves under its first
 * column instead of falling apart, because its rows are there to be compared. */
static void put_sheet(sr_out *out, anchors *known, const sr_block *block) {
  sr_out_words(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
  sr_out_phrase(out, "Accounts side by side");
  sr_out_words(out, "\"><table class=\"sheet\">\n<thead>");
  for (uint32_t i = 0; i < block->cells.n; i++) {
    const sr_cell *cell = &block->cells.at[i];
    const uint32_t k = i % block->columns;
    const bool head = i < block->columns || k == 0;
    if (k == 0) sr_out_words(out, "<tr>");
    sr_out_words(out, i == 0               ? "<td>"
                      : i < block->columns ? "<th scope=\"col\">"
                      : head               ? "<th scope=\"row\">"
                                           : "<td>");
    put_runs(out, known, &cell->runs);
    if (cell->bar) sr_chart_cell(out, cell);
    sr_out_words(out, head && i ? "</th>" : "</td>");
    if (k + 1 == block->columns) sr_out_words(out, k == i ? "</tr></thead>\n<tbody>\n" : "</tr>\n");
  }
  sr_out_words(out, "</tbody>\n</table></div>\n");
}

/* Each bar is a row: its label in words, and its place on the axis that all rows share; the axis names its ends. */
static void put_bars(sr_out *out, anchors *known, const sr_block *block) {
  const sr_number *least, *greatest;
  sr_out_words(out, "<div class=\"bars\">\n");
  for (uint32_t i = 0; i < block->bars.n; i++) {
    sr_out_words(out, "<div class=\"bar\">");
    sr_chart_bar(out, block, i);
    sr_out_words(out, "<span>");
    put_runs(out, known, &block->bars.at[i].label);
    sr_out_words(out, "</span></div>\n");
  }
  sr_chart_ends(block, &least, &greatest);
  if (least && !sr_number_same_text(least, greatest)) {
    sr_out_words(out, "<div class=\"bar ends\"><span class=\"scale\">");
    put_number(out, least);
    put_number(out, greatest);
    sr_out_words(out, "</span></div>\n");
  }
  sr_out_words(out, "</div>\n");
}

/* The figures behind a panel. */
static void put_points(sr_out *out, anchors *known, const sr_panel *panel) {
  enum { PRINTED_MAX = 24 }; /* a longer table is not put on paper: its first and last figures are in the frame */
  static const char *const heads[] = SR_PHRASES("Ref", "Period", "Value");
  sr_slice words[3];
  sr_out_words(out, panel->points.n > PRINTED_MAX ? "<details class=\"long\"><summary>" : "<details><summary>");
  sr_out_phrase(out, "The figures");
  sr_out_words(out, "</summary>\n<table>\n<thead><tr>");
  for (int k = 0; k < 3; k++) {
    sr_worded w;
    (void)sr_tongue_phrase(&out->tongue, sr_slice_of(heads[k]), &w);
    words[k] = w.words;
    sr_out_words(out, "<th scope=\"col\">");
    sr_out_escaped(out, words[k]);
    sr_out_words(out, "</th>");
  }
  sr_out_words(out, "</tr></thead>\n<tbody>\n");
  for (uint32_t i = 0; i < panel->points.n; i++) {
    const sr_point *point = &panel->points.at[i];
    char ref[SR_REF_MAX];
    const size_t n = sr_ref_write(sr_number_ref(point->high), ref);
    sr_out_words(out, "<tr>");
    put_cell_head(out, words[0]);
    sr_out_words(out, "<div>");
    put_ref(out, known, (sr_slice){ref, n});
    sr_out_words(out, "</div></td>");
    put_cell_head(out, words[1]);
    sr_out_words(out, "<div>");
    put_range(out, point->start, point->end);
    sr_out_words(out, "</div></td>");
    put_cell_head(out, words[2]);
    sr_out_words(out, "<div>");
    put_range(out, point->low, point->high);
    sr_out_words(out, "</div></td></tr>\n");
  }
  sr_out_words(out, "</tbody>\n</table>\n</details>\n");
}

static sr_status put_series(sr_out *out, anchors *known, const sr_block *block) {
  sr_out_words(out, "<div class=\"multiples\">\n");
  for (uint32_t i = 0; i < block->panels.n; i++) {
    const sr_panel *panel = &block->panels.at[i];
    sr_out_words(out, "<figure><figcaption>");
    put_runs(out, known, &panel->label);
    if (panel->points.n) {
      const sr_point *last = &panel->points.at[panel->points.n - 1];
      sr_out_words(out, " <strong>");
      put_range(out, last->low, last->high);
      sr_out_words(out, "</strong>");
    }
    sr_out_words(out, "</figcaption>\n");
    SR_TRY(sr_chart_panel(out, panel, ++known->figures, known->arena));
    put_points(out, known, panel);
    sr_out_words(out, "</figure>\n");
  }
  sr_out_words(out, "</div>\n");
  return SR_OK;
}

static sr_status put_map(sr_out *out, anchors *known, const sr_block *block) {
  enum { BESIDE_MAX = 24 }; /* places that have room beside the map */
  sr_out_format(out, "<figure class=\"locator%s\">", known->maps++ ? " small" : "");
  SR_TRY(sr_map_draw(out, block, ++known->figures, known->arena));
  sr_out_words(out, "<ul aria-label=\"");
  sr_out_phrase(out, "The places");
  sr_out_words(out, block->spots.n > BESIDE_MAX ? "\" class=\"many\">\n" : "\">\n");
  for (uint32_t i = 0; i < block->spots.n; i++) {
    sr_out_words(out, "<li>");
    put_runs(out, known, &block->spots.at[i].label);
    sr_out_words(out, "</li>\n");
  }
  sr_out_words(out, "</ul>\n</figure>\n");
  if (!block->keys.n) return SR_OK;
  sr_out_words(out, "<p class=\"note legend\">");
  for (uint32_t i = 0; i < block->keys.n; i++) {
    sr_out_words(out, "<span>");
    sr_map_draw_key(out, block->keys.at[i].side, known->figures);
    put_runs(out, known, &block->keys.at[i].runs);
    sr_out_words(out, "</span>\n");
  }
  sr_out_words(out, "</p>\n");
  return SR_OK;
}

static sr_status put_block(sr_out *out, anchors *known, const sr_block *block) {
  static const char *const tags[] = {
      [SR_BLOCK_TITLE] = "h1",    [SR_BLOCK_HEADING] = "h2", [SR_BLOCK_SUBHEADING] = "h3",
      [SR_BLOCK_PARAGRAPH] = "p", [SR_BLOCK_NOTE] = "p",     [SR_BLOCK_WORKING] = "p"};
  if (block->kind == SR_BLOCK_TABLE) {
    put_table(out, known, block);
  } else if (block->kind == SR_BLOCK_SHEET) {
    put_sheet(out, known, block);
  } else if (block->kind == SR_BLOCK_BARS) {
    put_bars(out, known, block);
  } else if (block->kind == SR_BLOCK_MAP) {
    return put_map(out, known, block);
  } else if (block->kind == SR_BLOCK_SERIES) {
    return put_series(out, known, block);
  } else {
    const char *class = block->kind == SR_BLOCK_NOTE      ? " class=\"note\""
                        : block->kind == SR_BLOCK_WORKING ? " class=\"working\""
                                                          : "";
    sr_out_format(out, "<%s%s>", tags[block->kind], class);
    put_runs(out, known, &block->runs);
    sr_out_format(out, "</%s>\n", tags[block->kind]);
  }
  return SR_OK;
}

/* The sections, as links at the top. */
static void put_contents(sr_out *out, const sr_block *blocks, uint32_t n, anchors *known) {
  sr_out_words(out, "<nav class=\"contents\" aria-label=\"");
  sr_out_phrase(out, "Sections");
  sr_out_words(out, "\">");
  for (uint32_t i = 0, section = 0; i < n; i++) {
    if (blocks[i].kind != SR_BLOCK_HEADING) continue;
    sr_out_format(out, "<a href=\"#s%u\">", ++section);
    put_runs(out, known, &blocks[i].runs);
    sr_out_words(out, "</a>\n");
  }
  sr_out_words(out, "</nav>\n");
}

sr_status sr_render_html(const sr_page *page, sr_arena *scratch, sr_out *out) {
  uint32_t n;
  const sr_block *blocks = sr_page_blocks(page, &n);
  anchors known = {.arena = scratch};
  sr_map_init(&known.seen);
  sr_out_words(out, "<!DOCTYPE html>\n<html lang=\"");
  sr_out_put(out, sr_tongue_lang(&out->tongue));
  sr_out_words(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                    "'unsafe-inline'\">\n<meta name=\"generator\" content=\"sitrep ");
  sr_out_words(out, sr_version());
  sr_out_words(out, "\">\n<title>");
  sr_out_phrase(out, "Situation brief");
  sr_out_words(out, "</title>\n<style>\n");
  sr_out_words(out, brief_css);
  sr_out_words(out, "</style>\n</head>\n<body>\n<main>\n");
  uint32_t section = 0;
  for (uint32_t i = 0; i < n && !out->status; i++) {
    if (blocks[i].kind == SR_BLOCK_HEADING) {
      if (section)
        sr_out_words(out, "</section>\n");
      else if (blocks[0].kind == SR_BLOCK_TITLE && i > 0)
        put_contents(out, blocks, n, &known);
      sr_out_format(out, "<section id=\"s%u\">\n", ++section);
    }
    SR_TRY(put_block(out, &known, &blocks[i]));
  }
  sr_out_words(out, section ? "</section>\n</main>\n</body>\n</html>\n" : "</main>\n</body>\n</html>\n");
  return out->status;
}
