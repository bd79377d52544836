package io.temper.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.design.DesignReport.CandidateReport;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRun;
import io.temper.design.DesignStatus;
import io.temper.fem.FemProblem;
import io.temper.fem.adapter.AdapterRegistry;
import io.temper.material.DesignTarget;
import io.temper.material.Phases;
import io.temper.material.Property;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop closed by the real solver's processes, from a model that knows nothing of it. */
class VoxelDesignIT {
    @TempDir
    Path folder;

    @Test
    void design_modelOfAnotherMaterial_isBroughtHomeByTheSolver() throws Exception {
        DesignRequest request = new DesignRequest(
                DesignTarget.parse("C11=35"),
                0.02,
                DesignRequest.Budget.DEFAULT,
                0,
                Phases.PAPER,
                "voxel",
                FemProblem.DEFAULT_RTOL);
        AdapterRegistry adapters = new AdapterRegistry(Path.of("fem-adapters"));
        try (LoopContext context = new LoopContext(Path.of("routes"), adapters)) {
            DesignRun run = context.design(request, folder);

            assertThat(run.status()).as(run.reason()).isEqualTo(DesignStatus.SUCCEEDED);
            CandidateReport best = run.report().candidates().get(0);
            assertThat(Math.abs(best.error().get(Property.C11))).isLessThan(0.01);
            assertThat(best.solver().name()).isEqualTo("voxel");
            assertThat(best.solver().iterations()).isNotEmpty();
            assertThat(Files.isDirectory(folder.resolve(best.solver().logs()))).isTrue();
        }
    }
}
