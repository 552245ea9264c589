/* Writing QML, as QGIS 3.22 and later read it; see the header. Symbol layers have their properties in both forms, that
 * of 3.26 (Option) and that before it (prop). */
#include "brief/qml.h"

#include "base/slice.h"

#include <stdio.h>

typedef struct text {
  sr_arena *arena;
  char *at;
  size_t n, room;
  bool failed;
} text;

static void put(text *t, sr_slice bytes) {
  if (t->failed) return;
  if (bytes.len > t->room - t->n) {
    const size_t room = (t->room + bytes.len) * 2 + 4096;
    char *bigger = sr_arena_grow(t->arena, t->at, t->room, room);
    t->failed = !bigger;
    if (t->failed) return;
    t->at = bigger;
    t->room = room;
  }
  memcpy(t->at + t->n, bytes.ptr, bytes.len);
  t->n += bytes.len;
}

static void words(text *t, const char *literal) { put(t, sr_slice_of(literal)); }

static void number(text *t, uint32_t value) {
  char digits[16];
  snprintf(digits, sizeof digits, "%u", (unsigned)value);
  words(t, digits);
}

/* Names of parties come from anywhere. */
static void escaped(text *t, sr_slice value) {
  for (size_t i = 0; i < value.len; i++) {
    const char c = value.ptr[i];
    const char *instead = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : NULL;
    if (instead)
      words(t, instead);
    else
      put(t, (uint8_t)c < 0x20 ? SR_SLICE(" ") : sr_slice_cut(value, i, i + 1));
  }
}

static unsigned hex(char c) { return c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 32) - 'a' + 10); }

/* "#rrggbb" as QGIS writes it: r,g,b,alpha. */
static void colour_text(sr_slice colour, unsigned alpha, char out[24]) {
  unsigned rgb[3] = {128, 128, 128};
  for (size_t i = 0; i < 3 && colour.len == 7; i++)
    rgb[i] = hex(colour.ptr[1 + 2 * i]) * 16 + hex(colour.ptr[2 + 2 * i]);
  snprintf(out, 24, "%u,%u,%u,%u", rgb[0] % 256, rgb[1] % 256, rgb[2] % 256, alpha);
}

typedef struct property {
  const char *name;
  sr_slice value;
} property;

static void properties(text *t, const property *all, size_t n, const char *name, const char *value) {
  for (size_t i = 0; i < n; i++) {
    words(t, name);
    words(t, all[i].name);
    words(t, value);
    put(t, all[i].value);
    words(t, "\"/>\n");
  }
}

static void symbol(text *t, sr_qml_kind kind, uint32_t id, const sr_qml_class *class) {
  char full[24], pale[24];
  colour_text(class->colour, 255, full);
  colour_text(class->colour, 110, pale);
  const property of_point[] = {{"color", sr_slice_of(full)},
                               {"name", class->mark.len ? class->mark : SR_SLICE("circle")},
                               {"outline_color", SR_SLICE("255,255,255,255")},
                               {"outline_width", SR_SLICE("0.2")},
                               {"size", SR_SLICE("2.6")}};
  const property of_area[] = {{"color", sr_slice_of(pale)},
                              {"outline_color", sr_slice_of(full)},
                              {"outline_width", SR_SLICE("0.3")},
                              {"style", SR_SLICE("solid")}};
  const property of_outline[] = {{"color", SR_SLICE("0,0,0,0")},
                                 {"outline_color", sr_slice_of(full)},
                                 {"outline_width", SR_SLICE("0.2")},
                                 {"style", SR_SLICE("no")}};
  const property *all = kind == SR_QML_POINTS ? of_point : kind == SR_QML_AREAS ? of_area : of_outline;
  const size_t n = kind == SR_QML_POINTS ? 5 : 4;
  words(t, kind == SR_QML_POINTS ? "<symbol type=\"marker\" name=\"" : "<symbol type=\"fill\" name=\"");
  number(t, id);
  words(t,
        "\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\n<layer enabled=\"1\" locked=\"0\" pass=\"0\" class=\"");
  words(t,
        kind == SR_QML_POINTS ? "SimpleMarker\">\n<Option type=\"Map\">\n" : "SimpleFill\">\n<Option type=\"Map\">\n");
  properties(t, all, n, "<Option type=\"QString\" name=\"", "\" value=\"");
  words(t, "</Option>\n");
  properties(t, all, n, "<prop k=\"", "\" v=\"");
  words(t, "</layer>\n</symbol>\n");
}

static void labels(text *t, const char *label) {
  words(t, "<labeling type=\"simple\">\n<settings>\n<text-style fieldName=\"");
  words(t, label);
  words(t, "\" fontSize=\"8\" textColor=\"60,60,60,255\" isExpression=\"0\">\n<text-buffer bufferDraw=\"1\" "
           "bufferSize=\"0.6\" bufferColor=\"255,255,255,255\"/>\n</text-style>\n</settings>\n</labeling>\n");
}

sr_slice sr_qml(sr_arena *arena, sr_qml_kind kind, const char *attribute, const sr_qml_class *classes, uint32_t n,
                const char *label) {
  text t = {.arena = arena};
  words(&t, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\" "
            "styleCategories=\"Symbology|Labeling\" labelsEnabled=\"");
  words(&t, label ? "1" : "0");
  words(
      &t,
      "\">\n<renderer-v2 type=\"categorizedSymbol\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\" attr=\"");
  words(&t, attribute);
  words(&t, "\">\n<categories>\n");
  for (uint32_t i = 0; i < n; i++) {
    words(&t, "<category render=\"true\" symbol=\"");
    number(&t, i);
    words(&t, "\" value=\"");
    escaped(&t, classes[i].value);
    words(&t, "\" label=\"");
    escaped(&t, classes[i].value.len ? classes[i].value : SR_SLICE("others"));
    words(&t, "\"/>\n");
  }
  words(&t, "</categories>\n<symbols>\n");
  for (uint32_t i = 0; i < n; i++) symbol(&t, kind, i, &classes[i]);
  words(&t, "</symbols>\n</renderer-v2>\n");
  if (label) labels(&t, label);
  words(&t, "</qgis>\n");
  return t.failed ? (sr_slice){0} : (sr_slice){t.at, t.n};
}
