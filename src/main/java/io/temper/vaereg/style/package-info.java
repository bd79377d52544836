/**
 * The paper's style loss (Sardeshmukh et al., after Gatys et al. 2016): Gram matrices of VGG19's features on 2-D slices
 * along all three axes.
 *
 * <p>For one slice and layer l with C feature maps of M positions, F [M,C]: G = F^T F, and the loss is sum_l w_l / (4 C^2
 * M^2) sum_ij (G_ij - G'_ij)^2, averaged over batch, axes and slices. Features are dimensionless. The weights are the
 * user's own file, or fixed random filters where there is none.
 */
@NullMarked
package io.temper.vaereg.style;

import org.jspecify.annotations.NullMarked;
