/**
 * How good a trained model is, judged by an external solver: forward accuracy, reconstruction, verified inverse accuracy
 * before any refinement, and the search from random starts that inverse inference saves (paper, tables 1 and 6, figures 3b
 * and 4c). Also the training run that chooses among seeds by it.
 */
@NullMarked
package io.temper.evaluation;

import org.jspecify.annotations.NullMarked;
