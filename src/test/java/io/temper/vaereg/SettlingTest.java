package io.temper.vaereg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Property;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A world of two numbers: z holds the logits of two hard fractions, and what is predicted is none too linear in them. */
class SettlingTest {
    private static final List<Property> PROPERTIES = List.of(Property.C11, Property.C33);
    private static final ModelCard CARD = new ModelCard(
            PROPERTIES,
            51,
            2,
            2,
            Phases.PAPER,
            List.of(Math.log(30), Math.log(20)),
            List.of(0.5, 0.5),
            List.of(2.0, 2.0),
            List.of(140.0, 140.0),
            "00",
            Map.of());
    private static final DesignTarget TARGET = new DesignTarget(Map.of(Property.C11, 45.0, Property.C33, 27.0));
    private static final double[] WIDE = {0, 0};
    private static final List<LatentPrior.Mode> MODES = List.of(
            new LatentPrior.Mode(2, 0.6, new double[] {0.9, 0.4}, WIDE),
            new LatentPrior.Mode(5, 0.4, new double[] {0.2, 1}, WIDE));
    private static final double[][] NOTHING = {{0, 0, 0}, {0, 0, 0}};
    /** Slopes that miss by a third, and the cross term altogether. */
    private static final double[][] ROUGH = {{0.6, 0, 0}, {0, 0.6, 0}};

    private static LatentSurvey.Fitted survey(double[][] correction, double[][] response) {
        return new LatentSurvey.Fitted(line(correction), line(response));
    }

    private static LatentProcess.Fitted line(double[][] line) {
        return new LatentProcess.Fitted(new double[0][], 1, line, new double[0][]);
    }

    private static List<LatentPrior.Mode> settle(VaeReg model, DesignTarget target, List<LatentPrior.Mode> modes) {
        return new Settling(model, target, survey(NOTHING, ROUGH)).settle(modes);
    }

    /** Decodes z to two hard fractions, of even and of odd voxels, and predicts from those. */
    private static final class Erring implements VaeReg {
        int looks;
        int decoded;

        @Override
        public ModelCard card() {
            return CARD;
        }

        @Override
        public LatentPrior prior(DesignTarget target) {
            return new LatentPrior(MODES);
        }

        @Override
        public List<PhaseField> decode(List<double[]> z) {
            return z.stream()
                    .map(p -> {
                        float[] logits = new float[51 * 51 * 51];
                        for (int i = 0; i < logits.length; i++) {
                            double share = 1 / (1 + Math.exp(-p[i % 2]));
                            logits[i] = (i / 2 + 0.5) / (logits.length / 2) < share ? 1 : -1;
                        }
                        return new PhaseField(51, logits);
                    })
                    .toList();
        }

        @Override
        public List<Prediction> predict(List<Microstructure> microstructures) {
            looks++;
            decoded += microstructures.size();
            return microstructures.stream()
                    .map(m -> {
                        byte[] voxels = m.voxels();
                        double[] hard = new double[2];
                        for (int i = 0; i < voxels.length; i++) {
                            hard[i % 2] += voxels[i];
                        }
                        Map<Property, Estimate> values = new EnumMap<>(Property.class);
                        double a = hard[0] / (voxels.length / 2);
                        double b = hard[1] / (voxels.length / 2);
                        double z = Math.log(a / (1 - a));
                        double y = Math.log(b / (1 - b));
                        values.put(Property.C11, new Estimate(CARD.value(0, z + 0.2 * z * y - 0.6), 1));
                        values.put(Property.C33, new Estimate(CARD.value(1, 0.9 * y + 0.1 * z * z - 0.4), 1));
                        return new Prediction(values, new double[2]);
                    })
                    .toList();
        }

        @Override
        public double strangeness(Microstructure m) {
            return 0;
        }

        @Override
        public void close() {}
    }

    @Test
    void settle_nonlinearModel_endsWhereItPredictsTheTarget() {
        Erring model = new Erring();
        List<LatentPrior.Mode> settled = settle(model, TARGET, MODES);
        assertThat(settled).extracting(LatentPrior.Mode::index).containsExactly(2, 5);
        assertThat(settled).extracting(LatentPrior.Mode::weight).containsExactly(0.6, 0.4);
        assertThat(model.looks).isLessThanOrEqualTo(8);
        assertThat(model.decoded).isLessThanOrEqualTo(2 * 64);
        for (int i = 0; i < MODES.size(); i++) {
            assertThat(error(model, MODES.get(i))).isGreaterThan(0.1);
            assertThat(error(model, settled.get(i))).isLessThan(0.006);
        }
    }

    @Test
    void settle_surveyWithoutSlopes_findsThemByDifferences() {
        Erring model = new Erring();
        List<LatentPrior.Mode> settled =
                new Settling(model, TARGET, survey(NOTHING, new double[][] {{1, 0, 0}, {1, 0.1, 0}})).settle(MODES);
        for (LatentPrior.Mode mode : settled) {
            assertThat(error(model, mode)).isLessThan(0.006);
        }
    }

    @Test
    void settle_regressorThatTheSurveyCorrects_endsWhereTheSumIsTheTarget() {
        // C11 is said a tenth too low wherever one looks: ln 1.1 over a deviation of 0.5
        double[][] tenth = {{0, 0, Math.log(1.1) / 0.5}, {0, 0, 0}};
        Erring model = new Erring();
        LatentPrior.Mode settled =
                new Settling(model, TARGET, survey(tenth, ROUGH)).settle(MODES).get(0);
        assertThat(said(model, settled).mean(Property.C11)).isCloseTo(45 / 1.1, within(0.3));
        assertThat(said(model, settled).mean(Property.C33)).isCloseTo(27, within(0.2));
    }

    @Test
    void settle_targetOutOfReach_staysNearTheMode() {
        DesignTarget far = new DesignTarget(Map.of(Property.C11, 139.0, Property.C33, 3.0));
        for (LatentPrior.Mode mode : settle(new Erring(), far, MODES)) {
            double[] mean = MODES.get(mode.index() == 2 ? 0 : 1).mean();
            double distance = Math.hypot(mode.mean()[0] - mean[0], mode.mean()[1] - mean[1]);
            assertThat(distance / Math.sqrt(2)).isLessThan(1.2 + 1e-9);
        }
    }

    @Test
    void settle_partOfTheProperties_movesNoMoreThanThatNeeds() {
        DesignTarget one = new DesignTarget(Map.of(Property.C11, 45.0));
        Erring model = new Erring();
        LatentPrior.Mode settled = settle(model, one, MODES).get(0);
        assertThat(said(model, settled).mean(Property.C11)).isCloseTo(45, within(0.2));
        assertThat(settled.mean()[1]).isCloseTo(MODES.get(0).mean()[1], within(0.25));
    }

    @Test
    void settle_nothingComesNearer_keepsTheModes() {
        List<LatentPrior.Mode> settled = settle(new Stubborn(new Erring()), TARGET, MODES);
        assertThat(settled.get(0).mean()).containsExactly(MODES.get(0).mean());
        assertThat(settled.get(1).mean()).containsExactly(MODES.get(1).mean());
    }

    private static double error(VaeReg model, LatentPrior.Mode mode) {
        Prediction said = said(model, mode);
        return Math.max(Math.abs(said.mean(Property.C11) / 45 - 1), Math.abs(said.mean(Property.C33) / 27 - 1));
    }

    private static Prediction said(VaeReg model, LatentPrior.Mode mode) {
        return model.predict(List.of(model.decode(List.of(mode.mean())).get(0).microstructure()))
                .get(0);
    }

    /** Says the same whatever it is shown. */
    private record Stubborn(VaeReg model) implements VaeReg {
        @Override
        public ModelCard card() {
            return CARD;
        }

        @Override
        public LatentPrior prior(DesignTarget target) {
            return model.prior(target);
        }

        @Override
        public List<PhaseField> decode(List<double[]> z) {
            return model.decode(z);
        }

        @Override
        public List<Prediction> predict(List<Microstructure> microstructures) {
            Estimate ten = new Estimate(10, 1);
            return microstructures.stream()
                    .map(m -> new Prediction(Map.of(Property.C11, ten, Property.C33, ten), new double[2]))
                    .toList();
        }

        @Override
        public double strangeness(Microstructure m) {
            return 0;
        }

        @Override
        public void close() {}
    }
}
