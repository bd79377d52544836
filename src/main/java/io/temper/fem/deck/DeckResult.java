package io.temper.fem.deck;

import java.util.List;
import java.util.SortedMap;

/**
 * What a program found.
 *
 * @param columns of C, by number 1..6, each [6, Voigt 11 22 33 23 13 12, GPa]
 * @param iterations of the linear solver per column; empty if it was a direct one
 * @param residual largest over the columns [-]
 * @param version of the program and the deck
 */
record DeckResult(SortedMap<Integer, double[]> columns, List<Integer> iterations, double residual, String version) {}
