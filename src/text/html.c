/* HTML by libxml2's events; see the header. First the events become blocks, then the blocks are judged. */
#include "text/html.h"

#include "base/slice.h"
#include "base/table.h"
#include "base/vec.h"
#include "text/charset.h"
#include "text/html_meta.h"

#include "lexicon/boilerplate.h"
#include "lexicon/html-tags.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

enum {
  HEAD_MAX = 4096,       /* bytes in which a page shows itself and its charset; browsers look at 1024 */
  ATTRIBUTES_MAX = 1000, /* of one element: libxml2 compares each with all before, so that a million would take hours */
  WORD_MAX = 40,         /* longer than any word of the tables */
  JSONLD_MAX = 1 << 20
};

typedef enum drop { KEPT, WEAK, HARD } drop;

typedef struct node {
  uint32_t parent, last; /* last: the highest node inside it */
  bool main;
  uint32_t words, own_words; /* of the content blocks inside; of those not inside an inner element */
} node;

typedef struct block {
  sr_slice text;
  uint32_t node, words, link_words;
  drop drop;
  bool item, heading, h1, content;
} block;

typedef struct element {
  uint32_t node;
  drop drop;
  bool link, pre, main;
  char role; /* first letter of its role in the table, 0 for inline ones */
} element;

typedef struct reader {
  sr_arena *arena;
  const sr_limits *limits;
  htmlParserCtxtPtr parser;
  sr_meta meta;
  SR_VEC(element) open;
  SR_VEC(node) nodes;
  SR_VEC(block) blocks;
  SR_VEC(char) text; /* of the block being read, white space squeezed */
  SR_VEC(char) side; /* of the title or the JSON-LD script being read */
  enum { SIDE_NONE, SIDE_TITLE, SIDE_JSONLD } side_of;
  uint32_t words, link_words;
  bool in_word, item, heading, h1;
  sr_status status;
  sr_error *err;
} reader;

/* ---- recognising pages ---- */

static size_t find_nocase(sr_slice text, sr_slice word, size_t from) {
  for (size_t i = from; i + word.len <= text.len; i++)
    if (sr_slice_eq_nocase(sr_slice_cut(text, i, i + word.len), word)) return i;
  return SR_NOWHERE;
}

bool sr_html_is(sr_slice bytes) {
  bytes = sr_slice_cut(bytes, 0, HEAD_MAX);
  if (sr_slice_starts(bytes, SR_SLICE("\xef\xbb\xbf"))) bytes = sr_slice_cut(bytes, 3, bytes.len);
  bytes = sr_slice_trim(bytes);
  if (!sr_slice_starts(bytes, SR_SLICE("<"))) return false;
  static const char *const marks[] = {"<!doctype html", "<html", "<head", "<body", "<article",
                                      "<title",         "<div",  "<p>",   "<p "};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (find_nocase(bytes, sr_slice_of(marks[i]), 0) != SR_NOWHERE) return true;
  return false;
}

sr_slice sr_html_charset(sr_slice bytes) {
  bytes = sr_slice_cut(bytes, 0, HEAD_MAX);
  const sr_slice none = {bytes.ptr, 0};
  static const char *const tags[] = {"<meta", "<?xml"};
  static const char *const keys[] = {"charset", "encoding"};
  for (int kind = 0; kind < 2; kind++) {
    for (size_t at = 0; (at = find_nocase(bytes, sr_slice_of(tags[kind]), at)) != SR_NOWHERE; at++) {
      size_t end = sr_slice_find(bytes, '>', at);
      if (end == SR_NOWHERE) end = bytes.len;
      size_t key = find_nocase(sr_slice_cut(bytes, 0, end), sr_slice_of(keys[kind]), at);
      if (key == SR_NOWHERE) continue;
      key += strlen(keys[kind]);
      while (key < end && (sr_is_space((uint8_t)bytes.ptr[key]) || strchr("='\"", bytes.ptr[key]))) key++;
      size_t stop = key;
      while (stop < end && !sr_is_space((uint8_t)bytes.ptr[stop]) && !strchr("'\";/?>", bytes.ptr[stop])) stop++;
      if (stop > key) return sr_slice_cut(bytes, key, stop);
    }
  }
  return none;
}

/* Offset of an element with too many attributes, or SR_NOWHERE; quotes as libxml2 reads them: only behind "=". */
static size_t too_many_attributes(sr_slice html) {
  for (size_t at = 0; (at = sr_slice_find(html, '<', at)) != SR_NOWHERE;) {
    const size_t start = at++;
    if (at >= html.len || !sr_is_alpha((uint8_t)html.ptr[at])) continue;
    size_t words = 0;
    bool in_word = true;
    while (at < html.len && html.ptr[at] != '>') {
      const char c = html.ptr[at++];
      if (c == '=') {
        while (at < html.len && sr_is_space((uint8_t)html.ptr[at])) at++;
        if (at < html.len && (html.ptr[at] == '"' || html.ptr[at] == '\'')) {
          const size_t close = sr_slice_find(html, html.ptr[at], at + 1);
          at = close == SR_NOWHERE ? html.len : close + 1;
          in_word = false;
        }
      } else if (sr_is_space((uint8_t)c) || c == '/') {
        in_word = false;
      } else if (!in_word) {
        in_word = true;
        if (++words > ATTRIBUTES_MAX) return start;
      }
    }
  }
  return SR_NOWHERE;
}

/* ---- failing ---- */

static void stop(reader *r, sr_status status) {
  if (r->status) return;
  r->status = status;
  xmlStopParser(r->parser);
}

static void no_memory(reader *r) {
  if (!r->status) stop(r, sr_arena_fail(r->arena, r->err));
}

/* ---- blocks ---- */

static void put_char(reader *r, char c) {
  char *to = SR_PUSH(r->arena, &r->text);
  if (to)
    *to = c;
  else
    no_memory(r);
}

static element *top(reader *r) { return r->open.n ? &r->open.at[r->open.n - 1] : NULL; }

static void end_block(reader *r) {
  while (r->text.n && (r->text.at[r->text.n - 1] == ' ' || r->text.at[r->text.n - 1] == '\n')) r->text.n--;
  if (r->text.n) {
    const element *e = top(r);
    const sr_slice text = sr_arena_copy(r->arena, (sr_slice){r->text.at, r->text.n});
    block *b = SR_PUSH(r->arena, &r->blocks);
    if (!b || !text.ptr) {
      no_memory(r);
      return;
    }
    *b = (block){.text = text,
                 .node = e ? e->node : 0,
                 .words = r->words,
                 .link_words = r->link_words,
                 .drop = e ? e->drop : KEPT,
                 .item = r->item,
                 .heading = r->heading,
                 .h1 = r->h1};
    if (b->h1) sr_meta_offer(&r->meta, SR_META_F_TITLE, SR_META_H1, text);
  }
  r->text.n = 0;
  r->words = r->link_words = 0;
  r->in_word = false;
}

/* A gap: a space, or c if it is a newline or tab. */
static void put_gap(reader *r, char c) {
  r->in_word = false;
  if (!r->text.n) return;
  char *last = &r->text.at[r->text.n - 1];
  if (*last == ' ' && c != ' ')
    *last = c;
  else if (*last != ' ' && *last != '\n' && *last != '\t')
    put_char(r, c);
}

static void on_text(void *user, const xmlChar *text, int len) {
  reader *r = user;
  if (r->status) return;
  const char *bytes = (const char *)text;
  if (r->side_of) {
    for (int i = 0; i < len && r->side.n < JSONLD_MAX; i++) {
      char *to = SR_PUSH(r->arena, &r->side);
      if (!to) {
        no_memory(r);
        return;
      }
      *to = bytes[i];
    }
    return;
  }
  const element *e = top(r);
  if (e && e->drop == HARD) return;
  for (int i = 0; i < len && !r->status; i++) {
    const char c = bytes[i];
    if (sr_is_space((uint8_t)c)) {
      put_gap(r, c == '\n' && e && e->pre ? '\n' : ' ');
      continue;
    }
    if (!r->in_word) {
      r->in_word = true;
      r->words++;
      if (e && e->link) r->link_words++;
    }
    put_char(r, c);
  }
}

/* ---- elements ---- */

static sr_slice attribute(const xmlChar **attributes, const char *name) {
  for (const xmlChar **a = attributes; a && a[0]; a += 2)
    if (sr_slice_eq_nocase(sr_slice_of((const char *)a[0]), sr_slice_of(name))) return sr_slice_of((const char *)a[1]);
  return (sr_slice){0};
}

static bool has_attribute(const xmlChar **attributes, const char *name) {
  for (const xmlChar **a = attributes; a && a[0]; a += 2)
    if (sr_slice_eq_nocase(sr_slice_of((const char *)a[0]), sr_slice_of(name))) return true;
  return false;
}

static char boilerplate_kind(sr_slice word) {
  char low[WORD_MAX];
  if (!word.len || word.len > sizeof low) return 0;
  for (size_t i = 0; i < word.len; i++) low[i] = (char)sr_to_lower((uint8_t)word.ptr[i]);
  const sr_slice key = {low, word.len};
  const uint32_t row = sr_table_find(&sr_table_boilerplate, &key, 1);
  return row == UINT32_MAX ? 0 : sr_table_cell(&sr_table_boilerplate, row, SR_BOILERPLATE_KIND).ptr[0];
}

/* What a class or id attribute says: each name whole, then its parts ("article__share", "relatedPosts"). */
static drop judge_names(sr_slice names) {
  drop verdict = KEPT;
  names = sr_slice_cut(names, 0, 1000); /* more is a style sheet's business */
  while (names.ptr) {
    const sr_slice name = sr_slice_trim(sr_slice_split(&names, ' '));
    if (boilerplate_kind(name) == 'k') return KEPT;
    size_t start = 0;
    for (size_t i = 0; i <= name.len; i++) {
      const uint8_t c = i < name.len ? (uint8_t)name.ptr[i] : 0;
      const bool hump = i > start && sr_is_upper(c) && sr_is_lower((uint8_t)name.ptr[i - 1]);
      if (sr_is_alpha(c) && !hump) continue;
      const char kind = boilerplate_kind(sr_slice_cut(name, start, i));
      if (kind == 's') verdict = HARD;
      if (kind == 'w' && verdict == KEPT) verdict = WEAK;
      start = hump ? i : i + 1;
    }
  }
  return verdict;
}

static drop judge(char role, const xmlChar **attributes, bool in_main) {
  if (role == 'd' || role == 's' || (role == 'h' && !in_main)) return HARD;
  if (!attributes) return KEPT;
  if (has_attribute(attributes, "hidden")) return HARD;
  const sr_slice style = attribute(attributes, "style");
  if (find_nocase(style, SR_SLICE("display:none"), 0) != SR_NOWHERE ||
      find_nocase(style, SR_SLICE("display: none"), 0) != SR_NOWHERE)
    return HARD;
  const char kind = boilerplate_kind(sr_slice_trim(attribute(attributes, "role")));
  if (kind && kind != 'k') return HARD;
  const drop by_class = judge_names(attribute(attributes, "class"));
  const drop by_id = judge_names(attribute(attributes, "id"));
  return by_class > by_id ? by_class : by_id;
}

static void read_meta(reader *r, sr_slice tag, const xmlChar **attributes) {
  if (sr_slice_is(tag, "meta")) {
    const sr_slice content = attribute(attributes, "content");
    sr_meta_named(&r->meta, attribute(attributes, "property"), content);
    sr_meta_named(&r->meta, attribute(attributes, "name"), content);
    sr_meta_named(&r->meta, attribute(attributes, "itemprop"), content);
    sr_meta_named(&r->meta, attribute(attributes, "http-equiv"), content);
  } else if (sr_slice_is(tag, "html")) {
    sr_meta_offer(&r->meta, SR_META_F_LANG, SR_META_HTML_LANG, attribute(attributes, "lang"));
  } else if (sr_slice_is(tag, "link") && sr_slice_eq_nocase(attribute(attributes, "rel"), SR_SLICE("canonical"))) {
    sr_meta_offer(&r->meta, SR_META_F_URL, SR_META_CANONICAL, attribute(attributes, "href"));
  } else if (sr_slice_is(tag, "time")) {
    const bool published = sr_slice_eq_nocase(attribute(attributes, "itemprop"), SR_SLICE("datePublished")) ||
                           has_attribute(attributes, "pubdate");
    sr_meta_offer(&r->meta, SR_META_F_DATE, published ? SR_META_TIME_PUBLISHED : SR_META_TIME,
                  attribute(attributes, "datetime"));
  } else if (sr_slice_is(tag, "title") && !r->blocks.n) { /* not an SVG's */
    r->side_of = SIDE_TITLE;
    r->side.n = 0;
  } else if (sr_slice_is(tag, "script") &&
             sr_slice_eq_nocase(attribute(attributes, "type"), SR_SLICE("application/ld+json"))) {
    r->side_of = SIDE_JSONLD;
    r->side.n = 0;
  }
}

static bool is_void(sr_slice tag) {
  static const char *const voids[] = {"br",   "hr",  "img",   "meta",  "link",   "input", "area",
                                      "base", "col", "embed", "param", "source", "track", "wbr"};
  for (size_t i = 0; i < sizeof voids / sizeof *voids; i++)
    if (sr_slice_is(tag, voids[i])) return true;
  return false;
}

/* First letter of the role, but 'e' for headings, 'h' being the page's header. */
static char role_of(sr_slice tag) {
  const uint32_t row = sr_table_find(&sr_table_html_tags, &tag, 1);
  if (row == UINT32_MAX) return 0;
  const sr_slice role = sr_table_cell(&sr_table_html_tags, row, SR_HTML_TAGS_ROLE);
  if (sr_slice_is(role, "heading")) return 'e';
  return sr_slice_is(role, "break") ? 'n' : role.ptr[0];
}

static bool is_block(char role) { return role && role != 'l' && role != 'n' && role != 'c' && role != 's'; }

static void on_start(void *user, const xmlChar *name, const xmlChar **attributes) {
  reader *r = user;
  if (r->status) return;
  const sr_slice tag = sr_slice_of((const char *)name);
  const char role = role_of(tag);
  read_meta(r, tag, attributes);
  if (r->meta.no_memory) {
    no_memory(r);
    return;
  }
  if (role == 'n') {
    if (r->text.n && r->text.at[r->text.n - 1] == '\n')
      end_block(r); /* two in a row part paragraphs */
    else
      put_gap(r, '\n');
    return;
  }
  if (is_void(tag)) return;
  if (role == 'c') put_gap(r, '\t');
  if (is_block(role)) end_block(r);
  if (r->open.n >= r->limits->html_depth) {
    stop(r, sr_fail(r->err, SR_ERR_LIMIT, SR_NOWHERE, "HTML elements nest deeper than the %u allowed",
                    (unsigned)r->limits->html_depth));
    return;
  }
  const element outer = r->open.n ? *top(r) : (element){.node = 0};
  element *e = SR_PUSH(r->arena, &r->open);
  if (!e) {
    no_memory(r);
    return;
  }
  const bool main = role == 'm' || sr_slice_is(attribute(attributes, "role"), "main") ||
                    sr_slice_is(attribute(attributes, "itemprop"), "articleBody");
  *e = (element){.node = outer.node,
                 .drop = outer.drop,
                 .link = outer.link || role == 'l',
                 .pre = outer.pre || role == 'p',
                 .main = outer.main || main,
                 .role = role};
  if (outer.drop != HARD && role != 'l' && !main && !sr_slice_is(tag, "body") && !sr_slice_is(tag, "html")) {
    const drop own = judge(role, attributes, outer.main);
    if (own > e->drop) e->drop = own;
  }
  if (is_block(role)) {
    node *n = SR_PUSH(r->arena, &r->nodes);
    if (!n) {
      no_memory(r);
      return;
    }
    *n = (node){.parent = outer.node, .last = r->nodes.n - 1, .main = main};
    e->node = r->nodes.n - 1;
    r->item = role == 'i' || (r->item && role != 'e' && outer.role == 'i');
    r->heading = role == 'e';
    r->h1 = sr_slice_is(tag, "h1");
  }
}

static void on_end(void *user, const xmlChar *name) {
  reader *r = user;
  if (r->status) return;
  const sr_slice tag = sr_slice_of((const char *)name);
  if (is_void(tag)) return;
  if (r->side_of) {
    const sr_slice text = {r->side.at, r->side.n};
    if (r->side_of == SIDE_TITLE)
      sr_meta_offer(&r->meta, SR_META_F_TITLE, SR_META_TITLE, text);
    else
      sr_meta_jsonld(&r->meta, text);
    r->side_of = SIDE_NONE;
    if (r->meta.no_memory) {
      no_memory(r);
      return;
    }
  }
  if (!r->open.n) return;
  const element e = *top(r);
  if (is_block(e.role)) end_block(r);
  r->open.n--;
  if (is_block(e.role)) {
    const uint32_t last = r->nodes.n - 1;
    r->nodes.at[e.node].last = last;
    r->item = r->heading = r->h1 = false;
  }
}

/* ---- judging ---- */

static double link_share(const block *b) { return b->words ? (double)b->link_words / b->words : 0; }

/* The decision tree over words and links of a block and its neighbours, with the paper's thresholds (algorithm 1,
 * "NumWordsRulesClassifier"), and one addition: behind a block of links the first paragraph need not be long if it has
 * no link itself and what follows is no link either, which a teaser under its linked headline is not. */
static bool is_content(const block *before, const block *b, const block *after) {
  static const block nothing = {0};
  if (!before) before = &nothing;
  if (!after) after = &nothing;
  if (link_share(b) > 0.333333) return false;
  if (link_share(before) <= 0.555556) {
    if (b->words > 16 || after->words > 15) return true;
    return before->words > 4;
  }
  return b->words > 40 || after->words > 17 || (b->words > 16 && !b->link_words && link_share(after) <= 0.333333);
}

/* The next block after i that is not dropped, or n. */
static uint32_t next_block(const reader *r, drop limit, uint32_t i) {
  for (i++; i < r->blocks.n && (r->blocks.at[i].drop >= limit || r->blocks.at[i].h1); i++) {
  }
  return i;
}

/* Marks the content among blocks dropped less than limit; gives its words. A run of list items is judged as one block:
 * its items are short, but a list of links is still one. */
static uint32_t mark_content(reader *r, drop limit) {
  for (uint32_t i = 0; i < r->blocks.n; i++) r->blocks.at[i].content = false;
  uint32_t words = 0;
  block before = {0}, run;
  for (uint32_t i = next_block(r, limit, UINT32_MAX), end; i < r->blocks.n; i = end) {
    run = r->blocks.at[i];
    end = next_block(r, limit, i);
    for (; run.item && end < r->blocks.n && r->blocks.at[end].item; end = next_block(r, limit, end)) {
      run.words += r->blocks.at[end].words;
      run.link_words += r->blocks.at[end].link_words;
    }
    if (is_content(&before, &run, end < r->blocks.n ? &r->blocks.at[end] : NULL)) {
      words += run.words;
      for (uint32_t k = i; k < end; k = next_block(r, limit, k)) r->blocks.at[k].content = true;
    }
    before = run;
  }
  return words;
}

/* The innermost element that holds nearly all of the content, an article or main element rather than another. */
static uint32_t find_container(reader *r, uint32_t total) {
  for (uint32_t i = 0; i < r->nodes.n; i++) r->nodes.at[i].words = r->nodes.at[i].own_words = 0;
  for (uint32_t i = 0; i < r->blocks.n; i++)
    if (r->blocks.at[i].content) r->nodes.at[r->blocks.at[i].node].own_words += r->blocks.at[i].words;
  for (uint32_t i = 0; i < r->nodes.n; i++) r->nodes.at[i].words = r->nodes.at[i].own_words;
  for (uint32_t i = r->nodes.n; i-- > 1;) r->nodes.at[r->nodes.at[i].parent].words += r->nodes.at[i].words;
  uint32_t best = 0, best_words = 0;
  for (uint32_t i = 1; i < r->nodes.n; i++) {
    const node *n = &r->nodes.at[i];
    if (n->main && n->words * 2 >= total && n->words >= best_words / 10 * 9) {
      best = i;
      best_words = n->words;
    }
  }
  if (best) return best;
  for (uint32_t i = 1; i < r->nodes.n; i++)
    if (r->nodes.at[i].words >= total - total / 10) best = i; /* parents come first, so the last is the innermost */
  /* A paragraph that is nearly all of the text is better seen with its neighbours. */
  return r->nodes.at[best].own_words * 2 > r->nodes.at[best].words ? r->nodes.at[best].parent : best;
}

static void select_blocks(reader *r) {
  const uint32_t strict = mark_content(r, WEAK);
  const uint32_t loose = mark_content(r, HARD);
  uint32_t total = loose;
  drop limit = HARD;
  if (strict * 4 >= loose && strict) total = mark_content(r, limit = WEAK);
  if (total) {
    const uint32_t container = find_container(r, total);
    for (uint32_t i = 0; i < r->blocks.n; i++) {
      block *b = &r->blocks.at[i];
      b->content = b->content && b->node >= container && b->node <= r->nodes.at[container].last;
    }
    return;
  }
  for (uint32_t i = 0; i < r->blocks.n; i++) /* too short a page to judge: all of it */
    r->blocks.at[i].content = r->blocks.at[i].drop < HARD && link_share(&r->blocks.at[i]) < 0.5;
}

static sr_status join(reader *r, sr_slice *text, sr_error *err) {
  size_t room = 1;
  for (uint32_t i = 0; i < r->blocks.n; i++)
    if (r->blocks.at[i].content) room += r->blocks.at[i].text.len + 4;
  char *out = sr_arena_alloc(r->arena, room);
  if (!out) return sr_arena_fail(r->arena, err);
  size_t n = 0;
  const block *before = NULL;
  for (uint32_t i = 0; i < r->blocks.n; i++) {
    const block *b = &r->blocks.at[i];
    if (!b->content) continue;
    if (before) out[n++] = '\n';
    if (before && !(b->item && before->item)) out[n++] = '\n';
    if (b->item) {
      out[n++] = '-';
      out[n++] = ' ';
    }
    memcpy(out + n, b->text.ptr, b->text.len);
    n += b->text.len;
    before = b;
  }
  if (!n) return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "the HTML page holds no text");
  return sr_charset_clean(r->arena, (sr_slice){out, n}, text, err);
}

/* ---- the whole ---- */

static sr_status parse(reader *r, sr_slice html, sr_error *err) {
  htmlParserCtxtPtr parser = htmlNewParserCtxt();
  if (!parser) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "out of memory");
  htmlSAXHandler handler = {.startElement = on_start,
                            .endElement = on_end,
                            .characters = on_text,
                            .cdataBlock = on_text,
                            .ignorableWhitespace = on_text,
                            .initialized = 1};
  *parser->sax = handler;
  parser->userData = r;
  r->parser = parser;
  const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                      HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT;
  htmlDocPtr doc = htmlCtxtReadMemory(parser, html.ptr, (int)html.len, NULL, "UTF-8", options);
  xmlFreeDoc(doc);
  const bool starved = parser->errNo == XML_ERR_NO_MEMORY;
  htmlFreeParserCtxt(parser);
  if (starved && !r->status) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "out of memory");
  if (!r->status) end_block(r);
  return r->status;
}

sr_status sr_html_read(sr_arena *arena, const sr_limits *limits, sr_slice html, sr_page *page, sr_error *err) {
  if (html.len > INT32_MAX) return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "HTML page has more than 2 GiB");
  const size_t crowded = too_many_attributes(html);
  if (crowded != SR_NOWHERE)
    return sr_fail(err, SR_ERR_LIMIT, crowded, "an HTML element has more than %d attributes", (int)ATTRIBUTES_MAX);
  *page = (sr_page){.date = SR_DAY_NONE};
  reader r = {.arena = arena, .limits = limits, .meta = {.arena = arena, .page = page}, .err = err};
  node *root = SR_PUSH(arena, &r.nodes);
  if (!root) return sr_arena_fail(arena, err);
  SR_TRY(parse(&r, html, err));
  r.nodes.at[0].last = r.nodes.n - 1;
  select_blocks(&r);
  return join(&r, &page->text, err);
}
