/* Writes a trained network as a model file of the syntax engine (src/syntax/model.h), weights as 8-bit integers. */
#ifndef SR_TRAIN_EXPORT_H
#define SR_TRAIN_EXPORT_H

#include "data.h"

/* segment: the segmenter's weights, NULL for a model without one. lang: codes, commas between. description: data and
 * licence, kept in the file; may be NULL. Errors: SR_ERR_IO, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status export_model(sr_net *net, const train_data *data, const float *segment, const char *lang,
                                     const char *description, const char *path, sr_error *err);

/* Puts a segmenter's weights in the place of those of the model file at path. Errors: SR_ERR_IO; SR_ERR_INPUT, the file is
 * no model or has no segmenter. */
SR_MUST_CHECK sr_status export_segment(const char *path, const float *segment, sr_error *err);

#endif
