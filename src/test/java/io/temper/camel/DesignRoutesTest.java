package io.temper.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.design.AnalyticMaterial;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRun;
import io.temper.design.DesignStatus;
import io.temper.fem.FemProblem;
import io.temper.material.DesignTarget;
import io.temper.material.Phases;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesignRoutesTest {
    private static final Path ROUTES = Path.of("routes");

    @TempDir
    Path folder;

    @Test
    void design_shippedRoutes_verifiesBothMorphologiesWithinTolerance() throws Exception {
        try (LoopContext context = new LoopContext(ROUTES, new AnalyticMaterial.Solver())) {
            DesignRun run = context.design(request("C11=35"), folder);
            run.events().forEach(e -> System.out.println(e.stage() + " " + e.message()));
            assertThat(run.status()).isEqualTo(DesignStatus.SUCCEEDED);
        }
    }

    private static DesignRequest request(String target) {
        return new DesignRequest(
                DesignTarget.parse(target),
                0.02,
                DesignRequest.Budget.DEFAULT,
                0,
                Phases.PAPER,
                "analytic",
                FemProblem.DEFAULT_RTOL);
    }
}
