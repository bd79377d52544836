package io.temper.app;

import io.temper.design.DesignRequest;
import io.temper.events.Stages;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.vaereg.Familiarity;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.versions.Models;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The stages of the service's own designs, for events. */
@ApplicationScoped
class LoopStages implements Stages {
    private static final double TOLERANCE = 0.02;

    private final Models models;
    private final Evaluator evaluator;
    private final Designs designs;
    private final EventSettings settings;

    LoopStages(Models models, Evaluator evaluator, Designs designs, EventSettings settings) {
        this.models = models;
        this.evaluator = evaluator;
        this.designs = designs;
        this.settings = settings;
    }

    @Override
    public void prepare() throws IOException {
        try (Models.Lease lease = models.current()) {
            int size = lease.model().card().size();
            predict(new Microstructure(size, size, size, new byte[size * size * size]), Phases.PAPER);
        }
    }

    @Override
    public Optional<Surrogate> predict(Microstructure m, Phases phases) throws IOException {
        try (Models.Lease lease = models.current()) {
            VaeReg model = lease.model();
            int size = model.card().size();
            if (m.nx() != size || m.ny() != size || m.nz() != size) {
                return Optional.empty();
            }
            Familiarity familiarity = Familiarity.of(model, m, phases);
            return Optional.of(new Surrogate(
                    model.predict(List.of(m)).get(0).values(),
                    lease.version().name(),
                    familiarity.strangeness(),
                    familiarity.unlike()));
        }
    }

    @Override
    public FemResult simulate(Microstructure m, Phases phases, Path folder) throws FemException {
        TreeSet<Integer> columns = new TreeSet<>(List.of(1, 2, 3));
        return evaluator.solve(solver(), new FemProblem(m, phases, columns, FemProblem.DEFAULT_RTOL), folder);
    }

    @Override
    public String solver() {
        return settings.solver();
    }

    @Override
    public String design(String key, Map<Property, Double> target, Phases phases, boolean retrain) throws IOException {
        DesignRequest request = new DesignRequest(
                new DesignTarget(target),
                TOLERANCE,
                DesignRequest.Budget.DEFAULT,
                0,
                phases,
                solver(),
                FemProblem.DEFAULT_RTOL,
                retrain);
        return designs.submit(key, 0, request, null, key).design().id();
    }
}
