/* The trainer's number type: float, or double in the test that checks gradients numerically. */
#ifndef SR_TRAIN_REAL_H
#define SR_TRAIN_REAL_H

#include "syntax/vmath.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef SR_TRAIN_DOUBLE
typedef double real;
static inline real real_exp(real x) { return exp(x); }
static inline real real_sqrt(real x) { return sqrt(x); }
#else
typedef float real;
static inline real real_exp(real x) { return sr_vexp(x); }
static inline real real_sqrt(real x) { return sqrtf(x); }
#endif

static inline real real_sigmoid(real x) { return (real)1 / ((real)1 + real_exp(-x)); }

#endif
