/* Metadata of pages; see the header. */
#include "text/html_meta.h"

#include "base/date.h"
#include "base/slice.h"
#include "base/table.h"

#include "lexicon/html-meta.h"

#include <jansson.h>

enum {
  VALUE_MAX = 1000,     /* bytes kept of a value */
  NAME_MAX = 64,        /* longer than any row */
  JSONLD_MAX = 1 << 20, /* bytes of one script: the longest met in news pages is some 100 KB */
  VISIT_MAX = 1000,     /* objects looked at in one script */
  STACK_MAX = 200
};

/* "2025-07-09...", "20250709", "09.07.2025", "2025/07/09". */
static sr_day read_day(sr_slice text) {
  sr_day day;
  char iso[10];
  if (text.len >= 10) {
    memcpy(iso, text.ptr, 10);
    if (iso[4] == '/' && iso[7] == '/') iso[4] = iso[7] = '-';
    if (iso[2] == '.' && iso[5] == '.') {
      const char *t = text.ptr;
      const char turned[10] = {t[6], t[7], t[8], t[9], '-', t[3], t[4], '-', t[0], t[1]};
      memcpy(iso, turned, 10);
    }
    if (sr_day_parse((sr_slice){iso, 10}, &day)) return day;
  }
  if (text.len == 8) {
    const char *t = text.ptr;
    const char parted[10] = {t[0], t[1], t[2], t[3], '-', t[4], t[5], '-', t[6], t[7]};
    if (sr_day_parse((sr_slice){parted, 10}, &day)) return day;
  }
  return SR_DAY_NONE;
}

/* White space as single spaces, no more than VALUE_MAX bytes. */
static sr_slice squeeze(sr_arena *arena, sr_slice raw) {
  raw = sr_slice_trim(raw);
  char *out = sr_arena_alloc(arena, (raw.len < VALUE_MAX ? raw.len : VALUE_MAX) + 1);
  if (!out) return (sr_slice){0};
  size_t n = 0;
  for (size_t i = 0; i < raw.len && n < VALUE_MAX; i++) {
    const uint8_t c = (uint8_t)raw.ptr[i];
    if (c <= ' ' || c == 0x7f) {
      if (n && out[n - 1] != ' ') out[n++] = ' ';
    } else {
      out[n++] = (char)c;
    }
  }
  if (n == VALUE_MAX) /* not in the middle of a character */
    while (n && ((uint8_t)out[n - 1] & 0xc0) == 0x80) n--;
  if (n && n >= VALUE_MAX - 4 && (uint8_t)out[n - 1] >= 0xc0) n--;
  return (sr_slice){out, n};
}

void sr_meta_offer(sr_meta *meta, sr_meta_field field, int rank, sr_slice value) {
  value = sr_slice_trim(value);
  if (!value.len || (meta->rank[field] && meta->rank[field] <= rank)) return;
  sr_page *page = meta->page;
  if (field == SR_META_F_DATE) {
    const sr_day day = read_day(value);
    if (day == SR_DAY_NONE) return;
    page->date = day;
    meta->rank[field] = rank;
    return;
  }
  if (field == SR_META_F_OUTLET && value.ptr[0] == '@') value = sr_slice_cut(value, 1, value.len);
  if (field == SR_META_F_LANG) { /* "en-GB" -> "en" */
    size_t n = 0;
    while (n < value.len && sr_is_alpha((uint8_t)value.ptr[n])) n++;
    if (n != 2 && n != 3) return;
    value.len = n;
  }
  const sr_slice kept = squeeze(meta->arena, value);
  if (!kept.ptr) {
    meta->no_memory = true;
    return;
  }
  if (field == SR_META_F_LANG)
    for (size_t i = 0; i < kept.len; i++) ((char *)(uintptr_t)kept.ptr)[i] = (char)sr_to_lower((uint8_t)kept.ptr[i]);
  sr_slice *const to[] = {NULL, &page->outlet, &page->title, &page->url, &page->lang};
  *to[field] = kept;
  meta->rank[field] = rank;
}

void sr_meta_named(sr_meta *meta, sr_slice name, sr_slice content) {
  char low[NAME_MAX];
  if (!name.len || name.len > sizeof low) return;
  for (size_t i = 0; i < name.len; i++) low[i] = (char)sr_to_lower((uint8_t)name.ptr[i]);
  const sr_slice key = {low, name.len};
  const uint32_t row = sr_table_find(&sr_table_html_meta, &key, 1);
  if (row == UINT32_MAX) return;
  sr_meta_field field = SR_META_F_DATE;
  switch (sr_table_cell(&sr_table_html_meta, row, SR_HTML_META_FIELD).ptr[0]) {
  case 'o': field = SR_META_F_OUTLET; break;
  case 't': field = SR_META_F_TITLE; break;
  case 'u': field = SR_META_F_URL; break;
  case 'l': field = SR_META_F_LANG; break;
  default: break;
  }
  sr_meta_offer(meta, field, (int)sr_table_number(&sr_table_html_meta, row, SR_HTML_META_RANK), content);
}

static void offer_json(sr_meta *meta, sr_meta_field field, const json_t *value) {
  if (json_is_string(value))
    sr_meta_offer(meta, field, SR_META_JSONLD, (sr_slice){json_string_value(value), json_string_length(value)});
}

void sr_meta_jsonld(sr_meta *meta, sr_slice json) {
  if (json.len > JSONLD_MAX) return;
  json_t *root = json_loadb(json.ptr, json.len, 0, NULL);
  if (!root) return; /* pages with broken JSON-LD are many, and the page itself is still good */
  const json_t *stack[STACK_MAX] = {root};
  int n = 1;
  for (int visits = 0; n && visits < VISIT_MAX; visits++) {
    const json_t *item = stack[--n];
    if (json_is_array(item)) {
      const size_t size = json_array_size(item);
      for (size_t i = size; i-- > 0 && n < STACK_MAX;) stack[n++] = json_array_get(item, i);
      continue;
    }
    if (!json_is_object(item)) continue;
    if (json_object_get(item, "datePublished")) {
      offer_json(meta, SR_META_F_DATE, json_object_get(item, "datePublished"));
      offer_json(meta, SR_META_F_TITLE, json_object_get(item, "headline"));
      offer_json(meta, SR_META_F_LANG, json_object_get(item, "inLanguage"));
      const json_t *publisher = json_object_get(item, "publisher");
      offer_json(meta, SR_META_F_OUTLET, json_is_object(publisher) ? json_object_get(publisher, "name") : publisher);
    }
    const char *const inner[] = {"@graph", "mainEntity", "mainEntityOfPage"};
    for (size_t i = 0; i < sizeof inner / sizeof *inner && n < STACK_MAX; i++) {
      const json_t *value = json_object_get(item, inner[i]);
      if (value) stack[n++] = value;
    }
  }
  json_decref(root);
}
