package io.temper.vaereg;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.Microstructure;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrainingReferenceTest {
    private static final int N = 24;
    private static final TrainingReference REFERENCE = TrainingReference.of(fibrous(60, 0), fibrous(60, 1000));

    /** Fibres along z, a quarter to three quarters hard. */
    private static List<Microstructure> fibrous(int count, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Microstructure> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new GaussianFilterGenerator(N, N, N)
                    .generate(new Sigma(1, 1, 4), 0.25 + 0.5 * random.nextDouble(), seed + i));
        }
        return all;
    }

    @Test
    void strangeness_freshSamplesOfTheSameKind_areFamiliar() {
        assertThat(fibrous(40, 5000))
                .filteredOn(m -> REFERENCE.strangeness(m) <= 1)
                .hasSizeGreaterThan(36);
    }

    @Test
    void strangeness_otherMorphologyFractionOrAxis_isNot() {
        GaussianFilterGenerator generator = new GaussianFilterGenerator(N, N, N);
        assertThat(REFERENCE.strangeness(generator.generate(new Sigma(4, 1, 1), 0.5, 1)))
                .isGreaterThan(1);
        assertThat(REFERENCE.strangeness(generator.generate(new Sigma(1, 1, 4), 0.02, 1)))
                .isGreaterThan(1);
        assertThat(REFERENCE.strangeness(laminate())).isGreaterThan(1);
    }

    @Test
    void strangeness_onePhaseAlone_isFiniteAndStrange() {
        assertThat(REFERENCE.strangeness(new Microstructure(N, N, N, new byte[N * N * N])))
                .isFinite()
                .isGreaterThan(1);
    }

    private static Microstructure laminate() {
        byte[] voxels = new byte[N * N * N];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) (i / (N * N) % 8 < 4 ? 1 : 0);
        }
        return new Microstructure(N, N, N, voxels);
    }
}
