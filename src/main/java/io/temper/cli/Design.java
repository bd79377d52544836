package io.temper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temper.app.Designer;
import io.temper.app.Headless;
import io.temper.app.Home;
import io.temper.client.Service;
import io.temper.design.DesignReport;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRequest.Budget;
import io.temper.design.DesignRun;
import io.temper.design.DesignStatus;
import io.temper.fem.cache.EvaluationCache;
import io.temper.goal.Goals;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The closed loop. */
@Command(name = "design", description = "Design microstructures for a target, each verified by finite elements.")
final class Design extends Subcommand {
    @Option(
            names = "--target",
            required = true,
            paramLabel = "C11=35[,C22=30..40,C33=max,..]",
            description =
                    "what is wanted: values, ranges, max or min of C11..C66, E1.., G12.., nu12.. [GPa, -], anisotropy, zener, hardFraction, feature [voxels], percolates=hard:x; @1%% behind one is its own tolerance, *2 its weight")
    String target;

    @Option(
            names = "--constraint",
            defaultValue = "",
            paramLabel = "hardFraction=..0.4[,..]",
            description = "what is to be kept to, values and ranges in the same form")
    String constraints;

    @Option(
            names = "--tolerance",
            defaultValue = "2%",
            paramLabel = "T",
            description = "largest relative error that counts as met: 2%% or 0.02")
    Tolerance tolerance;

    @Option(names = "--budget", defaultValue = "60", paramLabel = "N", description = "most finite-element evaluations")
    int evaluations;

    @Option(names = "--seconds", defaultValue = "600", paramLabel = "S", description = "most wall time [s]")
    double seconds;

    @Option(
            names = "--seed",
            defaultValue = "0",
            paramLabel = "N",
            description = "the same seed gives the same candidates")
    long seed;

    @Option(
            names = "--retrain",
            description =
                    "fine-tune the model near the target where refinement comes to its end; takes minutes, give --seconds")
    boolean retrain;

    @Option(
            names = "--start",
            paramLabel = "FILE",
            description = "a microstructure to start from beside what the model proposes, of the model's size")
    @Nullable Path start;

    @Option(names = "--no-cache", description = "make every evaluation anew, and keep none")
    boolean noCache;

    @Mixin
    PhaseOptions phases;

    @Mixin
    SolverOptions solver;

    @Mixin
    ModelOption model;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "folder of the design; it must be new or empty")
    Path out;

    @Option(names = "--force", description = "replace an earlier design in that folder")
    boolean force;

    @Mixin
    ServerOptions server;

    @Option(names = "--name", paramLabel = "NAME", description = "with --server: for people, to find it again")
    @Nullable String name;

    @Option(names = "--priority", paramLabel = "-10..10", description = "with --server: the higher goes first")
    @Nullable Integer priority;

    @Override
    public Integer call() throws Exception {
        DesignRequest request = request();
        Optional<Service> service = server.service(console());
        return service.isPresent() ? remote(service.get(), request) : local(request);
    }

    private int remote(Service service, DesignRequest request) throws IOException {
        if (noCache || model.folder != null) {
            throw new IllegalArgumentException(
                    "--no-cache and --model are for the service to choose, not with --server");
        }
        ObjectNode body = RemoteDesign.body(request);
        if (start != null) {
            String id = service.upload("/microstructures", start).path("id").asText();
            body.putObject("start").put("microstructure", id);
        }
        if (name != null) {
            body.put("name", name);
        }
        if (priority != null) {
            body.put("priority", priority);
        }
        OutputFolder.prepare(out, force);
        try {
            RemoteDesign design = RemoteDesign.submit(service, body, console());
            JsonNode ended = design.watch();
            design.fetch(ended, out);
            return RemoteDesign.exit(ended);
        } finally {
            OutputFolder.deleteIfEmpty(out);
        }
    }

    private int local(DesignRequest request) throws Exception {
        if (name != null || priority != null) {
            throw new IllegalArgumentException("--name and --priority are for designs of a service: give --server too");
        }
        Home home = Home.find();
        solver.solver(home);
        model.configure();
        OutputFolder.prepare(out, force);
        home.configure();
        if (noCache) {
            System.setProperty(EvaluationCache.PROPERTY, EvaluationCache.OFF);
        }
        DesignReport report;
        try {
            report = Headless.run(designer -> run(designer, request));
        } catch (Exception e) {
            OutputFolder.deleteIfEmpty(out);
            throw e;
        }
        Progress.summary(report, out).forEach(console()::progress);
        console().result(json(report));
        return report.status() == DesignStatus.FAILED ? 1 : 0;
    }

    private DesignReport run(Designer designer, DesignRequest request) throws IOException {
        DesignRequest whole = request;
        if (start != null) {
            Microstructure voxels = MicrostructureFormats.read(start);
            designer.keepStart(voxels, out);
            whole = request.from(voxels.sha256());
        }
        DesignRun run = designer.open(name(out), whole, out);
        run.listen(new Progress(console(), evaluations));
        designer.run(run);
        return run.report();
    }

    private DesignRequest request() {
        DesignRequest request = new DesignRequest(
                Goals.parse(target, constraints),
                tolerance.ratio(),
                new Budget(evaluations, seconds),
                seed,
                phases.phases(),
                solver.name,
                solver.rtol,
                retrain);
        request.goals().checkReachable(request.phases());
        return request;
    }

    private static String name(Path folder) {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    /** The report, with files as paths that can be opened from here. */
    private JsonNode json(DesignReport report) {
        ObjectNode json = Console.JSON.valueToTree(report);
        json.get("candidates").forEach(c -> {
            if (c.get("file").isTextual()) {
                ((ObjectNode) c).put("file", out.resolve(c.get("file").asText()).toString());
            }
        });
        return json;
    }
}
