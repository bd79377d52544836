package io.temper.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.design.AnalyticMaterial;
import io.temper.design.DesignReport;
import io.temper.design.DesignReport.GoalResult;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRun;
import io.temper.design.DesignStatus;
import io.temper.fem.FemProblem;
import io.temper.goal.Goals;
import io.temper.material.Phases;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goals in the analytic world, where the answer can be written down. */
class GoalRoutesTest {
    @TempDir
    Path folder;

    private DesignRun design(String targets, String constraints) throws Exception {
        DesignRequest request = new DesignRequest(
                Goals.parse(targets, constraints),
                0.02,
                DesignRequest.Budget.DEFAULT,
                0,
                Phases.PAPER,
                "analytic",
                FemProblem.DEFAULT_RTOL,
                false);
        try (LoopContext context = new LoopContext(Path.of("routes"), new AnalyticMaterial.Solver())) {
            return context.design(request, folder);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "C11=30..33,''",
        "C11=30..33,hardFraction=..0.6",
        "C33=55..,hardFraction=..0.5",
        "C11=35@1%*2,percolates=hard:z"
    })
    void design_goalsThatCanBeMet_areMet(String targets, String constraints) throws Exception {
        DesignRun run = design(targets, constraints);
        assertThat(run.status()).as(run.reason()).isEqualTo(DesignStatus.SUCCEEDED);
        assertThat(run.report().candidates().get(0).goals()).allMatch(GoalResult::met);
    }

    @Test
    void design_maximumUnderALimitOfTheFraction_isThere() throws Exception {
        DesignRun run = design("C33=max", "hardFraction=..0.4");
        // along the fibres at fraction 0.4, whatever the model believes
        double most = AnalyticMaterial.stiffnessAlongFibres(0.4);
        assertThat(run.status()).as(run.reason()).isEqualTo(DesignStatus.SUCCEEDED);
        assertThat(value(run.report().candidates().get(0).goals(), "C33")).isBetween(0.99 * most, most);
        assertThat(run.reason()).contains("held by hardFraction=..0.4");
    }

    @Test
    void design_maximumUnderABoundOfAnother_endsAtTheBound() throws Exception {
        DesignRun run = design("C33=max", "C11=..20");
        GoalResult bound = run.report().candidates().get(0).goals().get(1);
        assertThat(run.status()).as(run.reason()).isEqualTo(DesignStatus.SUCCEEDED);
        assertThat(bound.value()).isBetween(19.0, 20.0);
    }

    @Test
    void design_twoObjectives_giveAFrontThatNoPointOfWhichIsBeaten() throws Exception {
        DesignReport report = design("C33=max,hardFraction=min", "").report();
        assertThat(report.front()).hasSizeGreaterThan(2);
        for (int i = 1; i < report.front().size(); i++) {
            List<GoalResult> a = report.front().get(i - 1).results();
            List<GoalResult> b = report.front().get(i).results();
            assertThat(value(b, "C33")).isLessThan(value(a, "C33"));
            assertThat(value(b, "hardFraction")).isLessThan(value(a, "hardFraction"));
        }
    }

    @Test
    void design_sameSeed_isTheSame() throws Exception {
        DesignReport a = design("C33=max", "C11=..20").report();
        DesignReport b = design("C33=max", "C11=..20").report();
        assertThat(b.candidates().get(0).goals())
                .isEqualTo(a.candidates().get(0).goals());
        assertThat(b.evaluations()).isEqualTo(a.evaluations());
    }

    private static double value(List<GoalResult> results, String quantity) {
        return results.stream()
                .filter(g -> g.quantity().equals(quantity))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
