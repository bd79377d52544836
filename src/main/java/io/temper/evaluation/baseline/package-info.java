/**
 * What VAE-Reg's forward prediction is measured against, each trained on the same samples of the same split and scored on
 * the same test part:
 *
 * <ul>
 *   <li>the Voigt-Reuss-Hill average of the hard fraction alone (Hill 1952);
 *   <li>two-point statistics, their principal components, and a regression on these (Kalidindi, Niezgoda and Salem 2011);
 *   <li>a 3-D convolutional network for regression alone (Yang et al. 2018);
 *   <li>a variational autoencoder and a regression trained apart (paper, tables 7 and 8).
 * </ul>
 *
 * <p>Targets of a regression are standardised logarithms, y = (ln(value / GPa) - logMean) / logDeviation over the training
 * part; what is predicted is in GPa again.
 */
@NullMarked
package io.temper.evaluation.baseline;

import org.jspecify.annotations.NullMarked;
