/* Recipes; see the header. */
#include "observe/classes.h"

#include "base/slice.h"
#include "base/table.h"

#include <lexicon/map_presets.h>

#include <stdio.h>

static int kind_of(sr_slice word) {
  for (int kind = 0; kind < SR_GROUND_KIND_COUNT; kind++)
    if (sr_slice_eq_nocase(word, sr_slice_of(sr_ground_kind_name((sr_ground_kind)kind)))) return kind;
  return -1;
}

static sr_status read_rules(sr_slice text, sr_arena *arena, sr_map_recipe *recipe, sr_error *err) {
  const size_t colon = sr_slice_find(text, ':', 0);
  if (colon != SR_NOWHERE) {
    recipe->property = sr_slice_trim(sr_slice_cut(text, 0, colon));
    text = sr_slice_cut(text, colon + 1, text.len);
  }
  while (text.ptr) {
    const sr_slice part = sr_slice_split(&text, ',');
    size_t equals = part.len;
    while (equals && part.ptr[equals - 1] != '=') equals--;
    const sr_slice word = sr_slice_trim(sr_slice_cut(part, equals, part.len));
    sr_class_rule *rule = SR_PUSH(arena, &recipe->rules);
    if (!rule) return sr_arena_fail(arena, err);
    *rule = (sr_class_rule){sr_slice_trim(sr_slice_cut(part, 0, equals ? equals - 1 : 0)), kind_of(word)};
    if (!equals || !rule->value.len || rule->kind < 0)
      return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE,
                     "'%.*s' in the classes is not VALUE=CLASS; classes are held, claimed, contested, liberated",
                     SR_FMT(sr_slice_cut(sr_slice_trim(part), 0, 60)));
    if (!recipe->property.len && !sr_slice_is(rule->value, "*"))
      return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "the classes name no property: \"PROPERTY: VALUE=CLASS, ...\"");
  }
  return SR_OK;
}

/* ---- presets ---- */

static sr_slice preset(uint32_t row, uint32_t column) { return sr_table_cell(&sr_table_map_presets, row, column); }

static bool is_called(sr_slice name, sr_slice pattern) {
  if (!pattern.len) return false;
  if (pattern.ptr[pattern.len - 1] == '*') return sr_slice_starts(name, sr_slice_cut(pattern, 0, pattern.len - 1));
  return sr_slice_eq(name, pattern);
}

static sr_status find_preset(sr_slice name, sr_slice file, uint32_t *row, sr_error *err) {
  if (name.len) {
    *row = sr_table_find(&sr_table_map_presets, &name, 1);
    if (*row != UINT32_MAX) return SR_OK;
    char known[160] = "";
    for (uint32_t i = 0; i < sr_table_map_presets.rows; i++) {
      const size_t at = strlen(known);
      snprintf(known + at, sizeof known - at, "%s%.*s", i ? ", " : "", SR_FMT(preset(i, SR_MAP_PRESETS_PRESET)));
    }
    return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "no preset '%.*s'; there are %s", SR_FMT(sr_slice_cut(name, 0, 40)),
                   known);
  }
  for (*row = 0; *row < sr_table_map_presets.rows; ++*row)
    if (is_called(file, preset(*row, SR_MAP_PRESETS_FILES))) return SR_OK;
  *row = UINT32_MAX;
  return SR_OK;
}

static sr_slice either(sr_slice given, uint32_t row, uint32_t column) {
  return given.len || row == UINT32_MAX ? given : preset(row, column);
}

sr_status sr_map_recipe_make(const sr_ground_options *options, sr_slice file_name, sr_arena *arena,
                             sr_map_recipe *recipe, sr_error *err) {
  uint32_t row;
  SR_TRY(find_preset(options->preset, file_name, &row, err));
  *recipe = (sr_map_recipe){.date_property = options->date_property,
                            .date = options->date,
                            .party = either(options->party, row, SR_MAP_PRESETS_PARTY),
                            .place = either(options->place, row, SR_MAP_PRESETS_PLACE),
                            .country = either(options->country, row, SR_MAP_PRESETS_COUNTRY),
                            .source = either(options->source, row, SR_MAP_PRESETS_SOURCE),
                            .licence = either(options->licence, row, SR_MAP_PRESETS_LICENCE),
                            .attribution = either(options->attribution, row, SR_MAP_PRESETS_ATTRIBUTION),
                            .note = row == UINT32_MAX ? (sr_slice){0} : preset(row, SR_MAP_PRESETS_NOTE)};
  sr_slice classes = either(options->classes, row, SR_MAP_PRESETS_CLASSES);
  if (!classes.len) classes = SR_SLICE("*=held");
  SR_TRY(read_rules(classes, arena, recipe, err));
  if (!recipe->source.len || !recipe->licence.len)
    return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE,
                   "a map needs its maker and its terms: give --source and --licence, or a --preset");
  if (!recipe->attribution.len) recipe->attribution = recipe->source;
  char day[SR_DAY_MAX];
  recipe->text = sr_arena_format(arena, "classes %.*s | date %s%.*s | party %.*s | place %.*s | source %.*s",
                                 SR_FMT(classes), sr_day_write(recipe->date, day), SR_FMT(recipe->date_property),
                                 SR_FMT(recipe->party), SR_FMT(recipe->place), SR_FMT(recipe->source));
  return recipe->text.ptr ? SR_OK : sr_arena_fail(arena, err);
}

/* ---- classes ---- */

static bool value_is(sr_slice value, sr_slice wanted) {
  if (sr_slice_eq_nocase(sr_slice_trim(value), wanted)) return true;
  /* "Ukrainian text /// English text": any of the parts */
  for (size_t from = 0, at = 0; at + 3 <= value.len + 3; at++) {
    const bool cut = at + 3 <= value.len && memcmp(value.ptr + at, "///", 3) == 0;
    if (!cut && at < value.len) continue;
    if (sr_slice_eq_nocase(sr_slice_trim(sr_slice_cut(value, from, at)), wanted)) return true;
    from = at + 3;
    at += 2;
  }
  return false;
}

int sr_map_recipe_class(const sr_map_recipe *recipe, const sr_feature *feature) {
  sr_slice value = {0};
  if (recipe->property.len)
    for (uint32_t i = 0; i < feature->n_properties; i++)
      if (sr_slice_eq_nocase(feature->properties[i].name, recipe->property)) value = feature->properties[i].value;
  int other = -1;
  for (uint32_t i = 0; i < recipe->rules.n; i++) {
    const sr_class_rule *rule = &recipe->rules.at[i];
    if (sr_slice_is(rule->value, "*"))
      other = rule->kind;
    else if (value_is(value, rule->value))
      return rule->kind;
  }
  return other;
}
