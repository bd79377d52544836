package io.temper.fem.deck;

import io.temper.fem.voxel.VoxelProblem;
import io.temper.material.Microstructure;
import java.io.IOException;
import java.nio.file.Path;

/** A program that solves a deck. */
interface DeckSolver {
    /**
     * The version that results carry: the program's and the deck's, which changes whenever a digit of a result may.
     *
     * @param folder to run in
     */
    String version(Path folder) throws IOException;

    /**
     * Writes the deck, runs the program, reads what it left.
     *
     * @param folder an empty one for deck, scratch files and logs
     * @param threads that the program may use
     * @throws IllegalStateException one clear line, if the program failed or left no result
     */
    DeckResult solve(VoxelProblem problem, Microstructure m, Path folder, int threads) throws IOException;
}
