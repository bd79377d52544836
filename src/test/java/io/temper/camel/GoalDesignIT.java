package io.temper.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.design.DesignLoop;
import io.temper.design.DesignReport;
import io.temper.design.DesignReport.CandidateReport;
import io.temper.design.DesignReport.GoalResult;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRun;
import io.temper.design.DesignStatus;
import io.temper.design.NearestSamples;
import io.temper.fem.FemProblem;
import io.temper.fem.adapter.AdapterRegistry;
import io.temper.goal.Goals;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import io.temper.material.Phases;
import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.versions.Models;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goals that are more than components by value, with the model that comes with temper, its labels and the real solver. */
class GoalDesignIT {
    private static Models models;
    private static LoopContext context;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        models = Models.of(DjlVaeReg.bundled());
        context = new LoopContext(
                Path.of("routes"),
                models,
                new DesignLoop(models, NearestSamples.NONE, Path.of("docs/science/labels.csv")),
                new AdapterRegistry(Path.of("fem-adapters")));
    }

    @AfterAll
    static void stop() throws Exception {
        context.close();
        models.close();
    }

    private DesignReport design(String targets, String constraints, int evaluations) throws Exception {
        DesignRequest request = new DesignRequest(
                Goals.parse(targets, constraints),
                0.02,
                new DesignRequest.Budget(evaluations, 600),
                0,
                Phases.PAPER,
                "voxel",
                FemProblem.DEFAULT_RTOL,
                false);
        DesignRun run = context.design(request, folder);
        assertThat(run.status()).as(run.reason()).isEqualTo(DesignStatus.SUCCEEDED);
        return run.report();
    }

    private static double value(List<GoalResult> results, String quantity) {
        return results.stream()
                .filter(g -> g.quantity().equals(quantity))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void design_ranges_endInside() throws Exception {
        CandidateReport best =
                design("C11=30..33,C33=40..45", "", 8).candidates().get(0);
        assertThat(best.accepted()).isTrue();
        assertThat(value(best.goals(), "C11")).isBetween(30.0 * 0.98, 33 * 1.02);
        assertThat(value(best.goals(), "C33")).isBetween(40.0 * 0.98, 45 * 1.02);
    }

    @Test
    void design_modulusWithALimitOfTheFraction_keepsToIt() throws Exception {
        CandidateReport best = design("E1=25", "hardFraction=..0.45,percolates=hard:x", 12)
                .candidates()
                .get(0);
        Microstructure voxels = MicrostructureFormats.read(folder.resolve(best.file()));
        assertThat(best.accepted()).isTrue();
        assertThat(value(best.goals(), "E1")).isBetween(24.5, 25.5);
        assertThat(voxels.hardFraction()).isLessThanOrEqualTo(0.45);
    }

    @Test
    void design_extremeUnderABound_isBeyondWhatItStartedFrom() throws Exception {
        DesignReport report = design("C33=max", "C11=..20", 12);
        CandidateReport best = report.candidates().get(0);
        assertThat(report.front()).hasSize(1);
        assertThat(value(best.goals(), "C11")).isLessThanOrEqualTo(20);
        double reached = value(report.front().get(0).results(), "C33");
        assertThat(reached).isGreaterThan(40);
        report.candidates().stream()
                .flatMap(c -> c.history().stream())
                .filter(s -> s.goals().stream().allMatch(GoalResult::met))
                .forEach(s -> assertThat(value(s.goals(), "C33")).isLessThanOrEqualTo(reached));
    }

    @Test
    void design_objectivesThatConflict_giveAFrontOfVerifiedDesigns() throws Exception {
        DesignReport report = design("C11=max,hardFraction=min", "C11=20..70", 24);
        assertThat(report.front()).hasSizeGreaterThanOrEqualTo(3);
        for (int i = 1; i < report.front().size(); i++) {
            List<GoalResult> stiffer = report.front().get(i - 1).results();
            List<GoalResult> lighter = report.front().get(i).results();
            assertThat(value(lighter, "C11")).isLessThan(value(stiffer, "C11"));
            assertThat(value(lighter, "hardFraction")).isLessThan(value(stiffer, "hardFraction"));
        }
    }
}
