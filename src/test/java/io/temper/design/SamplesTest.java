package io.temper.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.temper.design.SampleCentres.Centre;
import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.LabelTable;
import io.temper.generation.Sample;
import io.temper.generation.Sigma;
import io.temper.generation.SplitMix64;
import io.temper.material.DesignTarget;
import io.temper.material.Property;
import io.temper.material.TwoPointCorrelation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where fresh samples are made. */
class SamplesTest {
    /** The morphology that was measured is the one that is made again. */
    @ParameterizedTest
    @CsvSource({"2, 3, 4, 0.5", "4, 2, 2, 0.5", "3, 3, 2, 0.35"})
    void sigma_measuredOnAGeneratedCell_isTheFilterThatMadeIt(double x, double y, double z, double fraction) {
        TwoPointCorrelation measured = TwoPointCorrelation.of(
                new GaussianFilterGenerator(51, 51, 51).generate(new Sigma(x, y, z), fraction, 1));
        Sigma sigma = MorphologyCentres.sigma(measured.correlationLengths(), 51);
        assertThat(sigma.x()).isCloseTo(x, within(0.15 * x));
        assertThat(sigma.y()).isCloseTo(y, within(0.15 * y));
        assertThat(sigma.z()).isCloseTo(z, within(0.15 * z));
    }

    @Test
    void sigma_fibreThroughTheCell_isAQuarterOfIt() {
        assertThat(MorphologyCentres.sigma(List.of(2.0, 0.1, 51.0), 51))
                .isEqualTo(new Sigma(2 / MorphologyCentres.LENGTH_PER_SIGMA, 0.3, 12.75));
    }

    @Test
    void around_twoCentres_takesTurnsAndSpreadsTheFractions() {
        List<Centre> centres = List.of(new Centre(new Sigma(1, 1, 7), 0.4), new Centre(new Sigma(7, 1, 1), 0.6));
        List<FreshSample> samples = SamplePlan.around(centres, 15, 51, new SplitMix64(3));

        assertThat(samples).hasSize(15).extracting(FreshSample::seed).doesNotHaveDuplicates();
        for (int i = 0; i < 15; i++) {
            Centre centre = centres.get(i % 2);
            // the i-th of eight parts of the interval
            double from = centre.fraction() - 0.08 + 0.02 * (i / 2);
            assertThat(samples.get(i).fraction()).isBetween(from, from + 0.02);
            assertThat(Math.log(samples.get(i).sigma().x() / centre.sigma().x()))
                    .isBetween(-1.0, 1.0);
        }
        assertThat(SamplePlan.around(centres, 15, 51, new SplitMix64(3))).isEqualTo(samples);
        assertThat(SamplePlan.around(centres, 15, 51, new SplitMix64(4))).isNotEqualTo(samples);
    }

    @Test
    void around_extremeCentre_staysWhatTheGeneratorCanMake() {
        List<Centre> centres = List.of(new Centre(new Sigma(0.3, 5, 5), 0.99), new Centre(new Sigma(5, 5, 5), 0.01));
        assertThat(SamplePlan.around(centres, 40, 20, new SplitMix64(0))).allSatisfy(s -> {
            assertThat(s.fraction()).isBetween(0.02, 0.98);
            assertThat(List.of(s.sigma().x(), s.sigma().y(), s.sigma().z())).allMatch(v -> v >= 0.3 && v <= 5);
            assertThat(s.generate(20).hardFraction()).isCloseTo(s.fraction(), within(1e-4));
        });
    }

    @Test
    void labels_nearestInTheLogarithm_oneOfEachFilter() {
        LabelCentres labels = new LabelCentres(
                List.of(Property.C11, Property.C33),
                List.of(
                        row(new Sigma(1, 1, 7), 0.30, 20, 40),
                        row(new Sigma(1, 1, 7), 0.35, 22, 44),
                        row(new Sigma(7, 1, 1), 0.50, 60, 30),
                        row(new Sigma(3, 3, 3), 0.40, 30, 30)),
                2);
        assertThat(labels.near(DesignTarget.parse("C11=22,C33=45"), List.of(), 51))
                .containsExactly(new Centre(new Sigma(1, 1, 7), 0.35), new Centre(new Sigma(3, 3, 3), 0.40));
        // 60 is as far above 40 as 26.7 is below it: 30 is nearer
        assertThat(labels.near(DesignTarget.parse("C11=40"), List.of(), 51)
                        .get(0)
                        .sigma())
                .isEqualTo(new Sigma(3, 3, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> labels.near(DesignTarget.parse("C22=40"), List.of(), 51))
                .withMessageContaining("the labels know [C11, C33], not C22");
    }

    private static LabelTable.Row row(Sigma sigma, double fraction, double c11, double c33) {
        return new LabelTable.Row(new Sample(0, sigma, fraction, 0), List.of(c11, c33), "voxel", "1");
    }
}
