/* Pooling: one interval out of the figures of several sources that count differently.
 *
 * Random effects on the logarithms: a source's figure is the truth times its own factor, which varies between sources.
 * The variance between them is DerSimonian and Laird's (Controlled Clinical Trials 7, 1986, 177-188), the interval that
 * of Hartung and Knapp (Statistics in Medicine 20, 2001, 1771-1782) and Sidik and Jonkman (21, 2002, 3153-3159):
 * Student's t on the weighted scatter of the sources, never narrower than their stated widths allow (Röver, Knapp and
 * Friede, BMC Medical Research Methodology 15, 2015, 99). What all sources share, by which all of them are too high, no
 * method can see. Pure; O(sources). */
#ifndef SR_CHECK_ESTIMATE_H
#define SR_CHECK_ESTIMATE_H

#include "base/arena.h"

#include <sitrep/check.h>

/* The logarithm of a source's figure and the variance of its error. */
typedef struct sr_estimate_point {
  double log_value, variance;
} sr_estimate_point;

typedef struct sr_pooled {
  double log_value, log_low, log_high; /* 90 % */
  double spread;                       /* standard deviation between the sources */
} sr_pooled;

/* false with fewer than two sources, or a variance that is not above zero. */
bool sr_estimate_combine(const sr_estimate_point *points, uint32_t n, sr_pooled *pooled);

/* The value that Student's t of so many degrees of freedom exceeds with a probability of 5 %. */
double sr_student_95(uint32_t degrees);

#endif
