/* A proven page as text, Markdown or HTML. Rendering adds no number: all it prints beside runs is layout. */
#ifndef SR_BRIEF_RENDER_H
#define SR_BRIEF_RENDER_H

#include "brief/out.h"
#include "brief/page.h"

#include <sitrep/brief.h>

/* Terminal text of so many columns; scratch holds one block at a time. */
SR_MUST_CHECK sr_status sr_render_text(const sr_page *page, uint32_t columns, bool colour, sr_arena *scratch,
                                       sr_out *out);
SR_MUST_CHECK sr_status sr_render_markdown(const sr_page *page, sr_out *out);
/* One self-contained page: no script, no request, prints well. */
SR_MUST_CHECK sr_status sr_render_html(const sr_page *page, sr_arena *scratch, sr_out *out);

/* Whichever the options name; JSON is no rendering of a page. */
SR_MUST_CHECK sr_status sr_render(const sr_page *page, const sr_brief_options *options, sr_arena *scratch, sr_out *out);

/* Where an interval lies on an axis: shares of its width, 0 to 1. An end that is NULL or infinite lies at the edge. */
void sr_place_interval(double axis_low, double axis_high, const sr_number *low, const sr_number *high, double *from,
                       double *to);
/* Where a bar lies on the axis that a block's bars share: shares of its width, 0 to 1. */
void sr_bar_place(const sr_block *block, uint32_t i, double *from, double *to);

#endif
