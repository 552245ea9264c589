/* Styles for QGIS (QML): features drawn by the value of one attribute. */
#ifndef SR_BRIEF_QML_H
#define SR_BRIEF_QML_H

#include "base/arena.h"

/* A class of features: a value of the attribute, empty for all others; colour as #rrggbb; mark for points. */
typedef struct sr_qml_class {
  sr_slice value, colour, mark;
} sr_qml_class;

typedef enum sr_qml_kind { SR_QML_POINTS, SR_QML_AREAS, SR_QML_OUTLINES } sr_qml_kind;

/* The style as text in the arena; ptr NULL without memory. label is the attribute written beside each feature, or
 * NULL. */
sr_slice sr_qml(sr_arena *arena, sr_qml_kind kind, const char *attribute, const sr_qml_class *classes, uint32_t n,
                const char *label);

#endif
