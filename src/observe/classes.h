/* How a control map is to be read: which features are of which class, whose map it is, which day it is for.
 *
 *   "name: Occupied=held, Liberated=liberated, *=contested"
 *
 * The property comes first, then values and their classes; `*` is every other value. Values are compared without case,
 * and a value in several languages ("... /// Occupied") by each of its parts. What the caller does not say is taken
 * from a row of lexicon/map_presets.tsv, chosen by name or by how the file is called. */
#ifndef SR_OBSERVE_CLASSES_H
#define SR_OBSERVE_CLASSES_H

#include "observe/geojson.h"

#include <sitrep/ground.h>

typedef struct sr_class_rule {
  sr_slice value; /* "*": any other */
  int kind;       /* sr_ground_kind */
} sr_class_rule;

typedef struct sr_map_recipe {
  sr_slice property; /* empty: no rule looks at a property */
  SR_VEC(sr_class_rule) rules;
  sr_slice date_property;
  sr_day date;
  sr_slice party, place, country, source, licence, attribution, note;
  sr_slice text; /* all of it in one line: two imports by one recipe read alike */
} sr_map_recipe;

/* Everything is borrowed from the options and the arena. Errors: SR_ERR_USAGE (no such preset or class, no source, no
 * licence), SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_map_recipe_make(const sr_ground_options *options, sr_slice file_name, sr_arena *arena,
                                           sr_map_recipe *recipe, sr_error *err);
/* The class of a feature, or -1 if no rule takes it. */
int sr_map_recipe_class(const sr_map_recipe *recipe, const sr_feature *feature);

#endif
