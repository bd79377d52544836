package io.temper.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.generation.Split;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Stiffness;
import io.temper.vaereg.versions.LabelledPoint;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PointGroupsTest {
    private static LabelledPoint point(double fraction, long seed) {
        Microstructure m = new GaussianFilterGenerator(16, 16, 16).generate(new Sigma(1, 1, 2), fraction, seed);
        return new LabelledPoint(m, Stiffness.of(Phases.PAPER.hard()), LabelledPoint.SAMPLE);
    }

    @Test
    void of_oneFieldAtSeveralThresholds_isOneGroup() {
        PointGroups groups = PointGroups.of(
                List.of(point(0.4, 1), point(0.5, 2), point(0.45, 1), point(0.5, 3), point(0.5, 1), point(0.55, 2)));
        assertThat(groups.count()).isEqualTo(3);
        assertThat(groups.group()).containsExactly(0, 1, 0, 2, 0, 1);
    }

    /** Neighbours of neighbours: the ends of a long row of thresholds are unlike each other, but belong together. */
    @Test
    void of_chainOfThresholds_isOneGroup() {
        List<LabelledPoint> points = Stream.of(0.2, 0.8, 0.4, 0.6, 0.3, 0.7, 0.5)
                .map(f -> point(f, 1))
                .toList();
        assertThat(PointGroups.correlation(
                        points.get(0).microstructure(), points.get(1).microstructure()))
                .isLessThan(0.3);
        assertThat(PointGroups.of(points).count()).isEqualTo(1);
    }

    @Test
    void correlation_nestedSets_isThePhiCoefficient() {
        Microstructure a = point(0.25, 1).microstructure();
        Microstructure b = point(0.5, 1).microstructure();
        // a lies within b: (fa - fa fb) / sqrt(fa (1 - fa) fb (1 - fb))
        assertThat(PointGroups.correlation(a, b)).isCloseTo(0.125 / Math.sqrt(0.25 * 0.75 * 0.25), within(1e-6));
    }

    @Test
    void split_eightFieldsTwice_noPartSharesAField() {
        List<LabelledPoint> points = IntStream.range(0, 16)
                .mapToObj(i -> point(i < 8 ? 0.5 : 0.48, i % 8))
                .toList();
        Map<Split, List<LabelledPoint>> parts = PointGroups.of(points).split();

        assertThat(parts.get(Split.TEST)).containsExactly(points.get(3), points.get(7), points.get(11), points.get(15));
        assertThat(parts.get(Split.VALIDATION)).containsExactly(points.get(5), points.get(13));
        assertThat(parts.get(Split.TRAIN)).hasSize(10);
        assertThat(parts.values().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(points);
    }

    @Test
    void split_fewestGroups_hasSomethingInEachPart() {
        PointGroups groups = PointGroups.of(IntStream.range(0, PointGroups.FEWEST)
                .mapToObj(i -> point(0.5, i))
                .toList());
        assertThat(groups.split().values()).allSatisfy(part -> assertThat(part).isNotEmpty());
    }
}
