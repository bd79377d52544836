package io.temper.generation;

import java.util.random.RandomGenerator;

/**
 * SplitMix64 (Steele, Lea, Flood, OOPSLA 2014, <a href="https://doi.org/10.1145/2660193.2660195">doi</a>): the state is a
 * counter, the output a hash of it. Written out here, since voxels are stored as seeds alone and must come out the same on
 * every JDK; {@code java.util.Random} is fixed too, but its low bits repeat along power-of-two strides, such as grids have.
 */
public final class SplitMix64 implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public SplitMix64(long seed) {
        state = seed;
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1), 53 bits. */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** A seed made of several numbers; another order or value gives an unrelated seed. */
    public static long seed(long... parts) {
        long h = 0;
        for (long part : parts) {
            h = mix(h * 31 + part + GOLDEN_GAMMA);
        }
        return h;
    }

    /** The finaliser, Stafford's variant 13: a bijection of 64 bits. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
