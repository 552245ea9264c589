/* What a page says about its report: the best of several places for each field. */
#ifndef SR_TEXT_HTML_META_H
#define SR_TEXT_HTML_META_H

#include "text/html.h"

enum {
  SR_META_CANONICAL = 10,
  SR_META_JSONLD = 15,
  SR_META_TIME_PUBLISHED = 18,
  SR_META_HTML_LANG = 20,
  SR_META_H1 = 30,
  SR_META_TITLE = 40,
  SR_META_TIME = 50
};

typedef enum sr_meta_field {
  SR_META_F_DATE,
  SR_META_F_OUTLET,
  SR_META_F_TITLE,
  SR_META_F_URL,
  SR_META_F_LANG
} sr_meta_field;

typedef struct sr_meta {
  sr_arena *arena;
  sr_page *page;
  int rank[5]; /* of what page holds in each field; 0: nothing */
  bool no_memory;
} sr_meta;

/* Keeps value for field if its rank is better than what is there and it can be read as such. */
void sr_meta_offer(sr_meta *meta, sr_meta_field field, int rank, sr_slice value);
/* A meta element by its name, property or itemprop. */
void sr_meta_named(sr_meta *meta, sr_slice name, sr_slice content);
/* The text of a script of type application/ld+json. */
void sr_meta_jsonld(sr_meta *meta, sr_slice json);

#endif
