package io.temper.design;

import io.temper.fem.FemResult;
import io.temper.vaereg.ModelCard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/** Where a design came from: enough to make it again. */
final class Provenance {
    private Provenance() {}

    static Map<String, Object> of(DesignRun run, DesignState state) {
        DesignRequest request = run.request();
        Map<String, Object> p = new LinkedHashMap<>();
        p.put("temper", version());
        p.put("seed", request.seed());
        p.put("budget", request.budget());
        p.put("retrain", request.retrain());
        p.put("phases", request.phases());
        p.put("model", model(state.generations().all().get(0)));
        if (!request.phases().equals(state.generations().current().card().phases())) {
            p.put("note", "the model was trained for other phases: its guesses only start the search");
        }
        p.put("solver", solver(run, state));
        p.put("settings", run.settings());
        p.put("java", List.of(property("java.version"), property("java.vendor"), property("java.vm.name")));
        p.put("machine", machine());
        return p;
    }

    private static Map<String, Object> model(Generations.Generation generation) {
        ModelCard card = generation.card();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("version", generation.version().name());
        model.put("sha256", card.sha256());
        model.put("properties", card.properties());
        model.put("phases", card.phases());
        return model;
    }

    private static Map<String, Object> machine() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("os", property("os.name") + " " + property("os.version"));
        machine.put("arch", property("os.arch"));
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        return machine;
    }

    private static Map<String, Object> solver(DesignRun run, DesignState state) {
        Map<String, Object> solver = new LinkedHashMap<>();
        solver.put("name", run.request().solver());
        solver.put("rtol", run.request().rtol());
        solver.put("columns", run.solved());
        solver.put(
                "versions",
                state.candidates().stream()
                        .flatMap(c -> c.history().stream())
                        .flatMap(e -> Stream.ofNullable(e.result()))
                        .map(FemResult::version)
                        .distinct()
                        .toList());
        return solver;
    }

    /** Version of temper. */
    static String version() {
        try (InputStream in = Provenance.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in, "version.properties is missing from temper's jar"));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
