package io.temper.vaereg.style;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws the slices of one step. */
public final class SliceDraw {
    private SliceDraw() {}

    /**
     * Slices without repetition, every choice equally likely, drawn for each axis on its own.
     *
     * @param size N, slices that there are along an axis
     * @param perAxis s, from 1 to N; N gives all
     * @return [3 * s], axis by axis, ascending within an axis
     */
    public static int[] draw(RandomGenerator random, int size, int perAxis) {
        if (perAxis < 1 || perAxis > size) {
            throw new IllegalArgumentException(
                    "%d slices per axis cannot be drawn: use 1 to %d".formatted(perAxis, size));
        }
        int[] drawn = new int[3 * perAxis];
        int[] all = new int[size];
        for (int axis = 0; axis < 3; axis++) {
            Arrays.setAll(all, i -> i);
            for (int i = 0; i < perAxis; i++) {
                int j = i + random.nextInt(size - i);
                int chosen = all[j];
                all[j] = all[i];
                drawn[axis * perAxis + i] = chosen;
            }
            Arrays.sort(drawn, axis * perAxis, (axis + 1) * perAxis);
        }
        return drawn;
    }
}
