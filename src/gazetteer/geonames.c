#include "gazetteer/geonames.h"

#include "base/error.h"
#include "base/slice.h"
#include "base/utf8.h"
#include "gazetteer/romanise.h"

#include <stdio.h>

enum {
  COL_ID,
  COL_NAME,
  COL_ASCII,
  COL_ALTERNATES,
  COL_LAT,
  COL_LON,
  COL_CLASS,
  COL_CODE,
  COL_COUNTRY,
  COL_CC2,
  COL_ADM1,
  COL_ADM2,
  COL_ADM3,
  COL_ADM4,
  COL_POPULATION,
  COLUMNS = 19
};

/* Of the classes that are not towns or divisions, the kinds that reports name. */
static bool is_read(sr_slice class, sr_slice code) {
  static const char *const KINDS[] = {"STM",  "LK",   "RSV",  "SEA", "BAY",  "GULF", "STRT", "CNL",  "ISL",
                                      "ISLS", "MT",   "MTS",  "PK",  "PEN",  "PSN",  "SPIT", "CAPE", "VAL",
                                      "DAM",  "AIRP", "AIRB", "PRT", "BDG",  "MILB", "RGN",  "PRK",  "RES",
                                      "CST",  "FRST", "DSRT", "PLN", "MILS", "FRM",  "RGNE"};
  if (sr_slice_is(class, "P")) return !sr_slice_is(code, "PPLH") && !sr_slice_is(code, "PPLCH");
  if (sr_slice_is(class, "A")) return sr_slice_starts(code, SR_SLICE("PCL")) || sr_slice_starts(code, SR_SLICE("ADM"));
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
    if (sr_slice_is(code, KINDS[i])) return true;
  return false;
}

/* A name among the alternates that can stand in a report: it begins with a capital and is no code. */
static bool is_usable(sr_slice name) {
  size_t at = 0;
  if (name.len < 3 || !sr_char_is_upper(sr_utf8_next(name, &at))) return false;
  for (size_t i = 0; i < name.len; i++)
    if (sr_is_lower((uint8_t)name.ptr[i]) || (uint8_t)name.ptr[i] >= 0x80) return true;
  return false;
}

sr_status sr_geonames_add_cyrillic(sr_gazetteer_builder *b, uint32_t entry, sr_slice country, sr_slice name,
                                   sr_error *err) {
  char latin[SR_ROMAN_MAX];
  SR_TRY(sr_gazetteer_add_name(b, entry, name, SR_GAZ_OTHER, err));
  const unsigned rules = sr_romanisations_of(country, name);
  for (int r = SR_ROMAN_UK; r <= SR_ROMAN_BG; r++) {
    if (!(rules & 1u << r)) continue;
    const size_t n = sr_romanise(name, (sr_romanisation)r, latin);
    if (n) SR_TRY(sr_gazetteer_add_name(b, entry, (sr_slice){latin, n}, SR_GAZ_OTHER, err));
  }
  return SR_OK;
}

static bool number_of(sr_slice text, double low, double high, double *value) {
  return sr_number_parse(text, value) && *value >= low && *value <= high;
}

/* Division codes are short and plain; anything else is no code. */
static bool is_code(sr_slice text) {
  return text.len > 0 && text.len <= 20 && sr_slice_find(text, '.', 0) == SR_NOWHERE;
}

static sr_status read_line(sr_gazetteer_builder *b, sr_slice line, sr_geonames_counts *counts, sr_error *err) {
  sr_slice cells[COLUMNS] = {{0}};
  uint32_t n = 0;
  counts->lines++;
  while (line.ptr && n < COLUMNS) cells[n++] = sr_slice_split(&line, '\t');
  double id, lat, lon, population = 0;
  if (n != COLUMNS || line.ptr || !number_of(cells[COL_ID], 1, UINT32_MAX, &id) ||
      !number_of(cells[COL_LAT], -90, 90, &lat) || !number_of(cells[COL_LON], -180, 180, &lon) ||
      !cells[COL_NAME].len || (cells[COL_COUNTRY].len != 0 && cells[COL_COUNTRY].len != 2) || cells[COL_CODE].len > 6) {
    counts->damaged++;
    return SR_OK;
  }
  if (!is_read(cells[COL_CLASS], cells[COL_CODE])) {
    counts->passed_over++;
    return SR_OK;
  }
  if (cells[COL_POPULATION].len) number_of(cells[COL_POPULATION], 0, UINT32_MAX, &population);
  char code[64];
  const bool adm1 = is_code(cells[COL_ADM1]) && !sr_slice_is(cells[COL_ADM1], "00"),
             adm2 = adm1 && is_code(cells[COL_ADM2]);
  int len = snprintf(code, sizeof code, "%.*s", SR_FMT(cells[COL_COUNTRY]));
  const size_t country_len = (size_t)len;
  if (adm1) len += snprintf(code + len, sizeof code - (size_t)len, ".%.*s", SR_FMT(cells[COL_ADM1]));
  const size_t adm1_len = (size_t)len;
  if (adm2) len += snprintf(code + len, sizeof code - (size_t)len, ".%.*s", SR_FMT(cells[COL_ADM2]));
  sr_gazetteer_place place = {.id = (uint32_t)id,
                              .population = (uint32_t)population,
                              .lat = lat,
                              .lon = lon,
                              .name = cells[COL_NAME],
                              .feature = cells[COL_CODE],
                              .country = cells[COL_COUNTRY],
                              .parent = {code, (size_t)len}};
  if (sr_slice_starts(cells[COL_CODE], SR_SLICE("PCL"))) {
    place.code = (sr_slice){code, country_len};
    place.parent = (sr_slice){0};
  } else if (adm1 && sr_slice_is(cells[COL_CODE], "ADM1")) {
    place.code = (sr_slice){code, adm1_len};
    place.parent = (sr_slice){code, country_len};
  } else if (adm2 && sr_slice_is(cells[COL_CODE], "ADM2")) {
    place.code = (sr_slice){code, (size_t)len};
    place.parent = (sr_slice){code, adm1_len};
  }
  uint32_t entry;
  SR_TRY(sr_gazetteer_add(b, &place, &entry, err));
  SR_TRY(sr_gazetteer_add_name(b, entry, cells[COL_ASCII], SR_GAZ_MAIN, err));
  for (sr_slice rest = cells[COL_ALTERNATES]; rest.ptr && rest.len;) {
    const sr_slice name = sr_slice_split(&rest, ',');
    if (!is_usable(name)) continue;
    if ((uint8_t)name.ptr[0] == 0xd0 || (uint8_t)name.ptr[0] == 0xd1 || (uint8_t)name.ptr[0] == 0xd2)
      SR_TRY(sr_geonames_add_cyrillic(b, entry, cells[COL_COUNTRY], name, err));
    else
      SR_TRY(sr_gazetteer_add_name(b, entry, name, SR_GAZ_OTHER, err));
  }
  counts->places++;
  return SR_OK;
}

sr_status sr_geonames_read(sr_gazetteer_builder *b, sr_slice dump, sr_geonames_counts *counts, sr_error *err) {
  *counts = (sr_geonames_counts){0};
  const size_t wrong = sr_utf8_check(dump);
  if (wrong != SR_NOWHERE) return sr_fail(err, SR_ERR_INPUT, wrong, "byte %zu of the dump is not UTF-8", wrong);
  for (sr_slice rest = dump; rest.ptr && rest.len;) {
    sr_slice line = sr_slice_split(&rest, '\n');
    if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
    if (line.len) SR_TRY(read_line(b, line, counts, err));
  }
  if (counts->damaged * 2 > counts->lines || !counts->lines)
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "this is no GeoNames dump: %u of %u lines do not have its 19 columns",
                   (unsigned)counts->damaged, (unsigned)counts->lines);
  return SR_OK;
}
