package io.temper.store;

import io.temper.camel.LoopContext;
import io.temper.design.AnalyticMaterial;
import io.temper.design.DesignRequest;
import io.temper.fem.FemProblem;
import io.temper.fem.adapter.AdapterRegistry;
import io.temper.material.DesignTarget;
import io.temper.material.Phases;
import io.temper.vaereg.versions.ModelStore;
import io.temper.vaereg.versions.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Designs with the shipped routes in a process that a test may kill: {@code DesignProcess analytic|voxel FOLDER FROM TO}. It writes
 * to the file {@code ready} when it begins to work at them.
 */
public final class DesignProcess {
    private DesignProcess() {}

    static Process start(String world, Path folder, int from, int to) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DesignProcess.class.getName(),
                        world,
                        folder.toString(),
                        String.valueOf(from),
                        String.valueOf(to))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    public static void main(String[] args) throws Exception {
        work(args[0], Path.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        System.exit(0);
    }

    /** Works at designs one after the other until each has ended. */
    static void work(String world, Path folder, int from, int to) throws Exception {
        AdapterRegistry adapters = CountedSolver.adapters(folder);
        boolean analytic = world.equals("analytic");
        Models models = analytic
                ? Models.of(new AnalyticMaterial.Model())
                : new Models(new ModelStore(folder.resolve("models")));
        Object[] beans = analytic ? new Object[] {adapters, new CountedSolver(adapters)} : new Object[] {adapters};
        try (Database database = Database.open(folder.resolve("temper.db").toString(), null, null);
                LoopContext context = new LoopContext(Path.of("routes"), models, beans)) {
            DesignStore store = new DesignStore(database, Duration.ofSeconds(5));
            Files.writeString(folder.resolve("ready"), "");
            for (int i = from; i < to; i++) {
                String id = "d" + i;
                DesignRequest request = request(world, i);
                if (store.find(id).isEmpty()) {
                    store.add(new NewRow(id, null, 0, Instant.now(), request, null), 100);
                }
                if (!store.find(id).orElseThrow().status().isFinal()) {
                    context.design(request, folder.resolve(id), store.journal(id));
                }
            }
        }
    }

    static DesignRequest request(String world, int number) {
        boolean analytic = world.equals("analytic");
        String target = String.format(Locale.ROOT, "C11=%s", 20 + 3 * (number % 8));
        return new DesignRequest(
                DesignTarget.parse(target),
                0.02,
                new DesignRequest.Budget(analytic ? 24 : 6, 600),
                number,
                Phases.PAPER,
                world,
                FemProblem.DEFAULT_RTOL,
                false);
    }
}
