/* Trees from arc scores: the best head of every word where that is a tree with one root, else the best such tree.
 *
 * Greedy choice is a tree for most sentences. For the others the maximum spanning arborescence is found by contraction
 * of cycles (Y. J. Chu and T. H. Liu, On the shortest arborescence of a directed graph, Scientia Sinica 14 (1965);
 * J. Edmonds, Optimum branchings, J. Res. NBS 71B (1967)) in the dense form of P. M. Camerini, L. Fratta and
 * F. Maffioli (Networks 9, 1979), O(n^2). A constant taken from every arc of the root makes a tree with one such arc
 * the best of all, and leaves the order among those trees as it was. */
#ifndef SR_SYNTAX_TREE_H
#define SR_SYNTAX_TREE_H

#include "base/arena.h"

/* scores[i * row + j]: word j as the head of word i, 0 the root, n with the root, n >= 2. heads[1..n-1] are written;
 * no word is its own head and exactly one has head 0. Equal scores go to the lower index.
 * Errors: SR_ERR_NOMEM. scratch is left as it was. */
SR_MUST_CHECK sr_status sr_tree_decode(const float *scores, size_t row, uint32_t n, sr_arena *scratch, uint32_t *heads,
                                       sr_error *err);

/* Do the heads form a tree with one root? */
bool sr_tree_ok(const uint32_t *heads, uint32_t n, uint32_t *scratch);

#endif
