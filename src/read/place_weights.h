/* Weights of the figures by which candidates are ranked (place_resolve.c has what each is). Written by
 * tools/places/rank.c. */
#ifndef SR_READ_PLACE_WEIGHTS_H
#define SR_READ_PLACE_WEIGHTS_H

static const double sr_place_rank_weights[36] = {
    -0.406, 2.176, -0.115, -0.750, -0.594, -0.697, -0.228, 2.705,  -2.606, -3.043, -0.122, 0.000,
    1.674,  1.543, -0.543, 0.544,  -0.544, 2.536,  4.000,  0.059,  -0.643, 1.168,  1.308,  -0.198,
    1.156,  1.012, 1.106,  2.249,  0.516,  1.815,  4.221,  -1.508, -1.063, -1.070, 0.007,  -0.491};

#endif
