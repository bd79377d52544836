package io.temper.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temper.client.DesignWatch;
import io.temper.client.Service;
import io.temper.client.ServiceException;
import io.temper.design.DesignReport;
import io.temper.design.DesignRequest;
import io.temper.goal.GoalForm;
import io.temper.material.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A design that a running service makes: submitted, watched, fetched. */
final class RemoteDesign {
    private static final ObjectMapper LENIENT =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Set<String> UNSUCCESSFUL = Set.of("failed", "cancelled");
    private static final int GONE = 404;

    private final Service service;
    private final String id;
    private final Console console;

    RemoteDesign(Service service, String id, Console console) {
        this.service = service;
        this.id = id;
        this.console = console;
    }

    /** Submits a design; what is sent again after a refusal is still one design. */
    static RemoteDesign submit(Service service, JsonNode request, Console console) throws ServiceException {
        JsonNode made = service.post(
                "/designs", request, Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        String id = made.path("id").asText();
        console.progress("design %s at %s".formatted(id, service.root()));
        return new RemoteDesign(service, id, console);
    }

    /** The body that asks a service for it. */
    static ObjectNode body(DesignRequest request) {
        ObjectNode body = Console.JSON.createObjectNode();
        body.set("target", Console.JSON.valueToTree(GoalForm.targets(request.goals())));
        Map<String, Object> constraints = GoalForm.constraints(request.goals());
        if (!constraints.isEmpty()) {
            body.set("constraints", Console.JSON.valueToTree(constraints));
        }
        body.put("tolerance", request.tolerance()).put("seed", request.seed());
        body.putObject("budget")
                .put("evaluations", request.budget().evaluations())
                .put("seconds", request.budget().seconds());
        ObjectNode phases = body.putObject("phases");
        phase(phases.putObject("hard"), request.phases().hard());
        phase(phases.putObject("soft"), request.phases().soft());
        return body.put("solver", request.solver()).put("rtol", request.rtol()).put("retrain", request.retrain());
    }

    private static void phase(ObjectNode node, Phase phase) {
        node.put("youngsModulus", phase.youngsModulus()).put("poissonsRatio", phase.poissonsRatio());
    }

    /**
     * Shows the design until it has ended. Whoever stops this process meanwhile stops watching, not the design, and is told so.
     *
     * @return the design as it is then
     */
    JsonNode watch() throws ServiceException {
        JsonNode now = service.get(Service.design(id));
        Thread farewell = new Thread(() -> List.of(
                        "design %s goes on at %s".formatted(id, service.root()),
                        "watch it: temper designs --server %s watch %s".formatted(service.root(), id),
                        "end it: temper designs --server %s cancel %s".formatted(service.root(), id))
                .forEach(console::progress));
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            int budget = now.at("/progress/budget/evaluations").asInt();
            return new DesignWatch(service, id, new Progress(console, budget), console::progress).toTheEnd();
        } finally {
            Runtime.getRuntime().removeShutdownHook(farewell);
        }
    }

    /** Exit code of a design that has ended. */
    static int exit(JsonNode design) {
        return UNSUCCESSFUL.contains(design.path("status").asText()) ? 1 : 0;
    }

    /** Downloads what the design has come to, and prints it as a design made here is. @param folder empty */
    void fetch(JsonNode design, Path folder) throws IOException {
        String files = Service.design(id) + "/files/";
        try {
            service.download(files + "report.json", folder.resolve("report.json"));
        } catch (ServiceException e) {
            if (e.status() != GONE) {
                throw e;
            }
            console.progress("design %s has no results: %s"
                    .formatted(id, design.path("reason").asText("no reason")));
            console.result(design);
            return;
        }
        JsonNode report = Console.JSON.readTree(folder.resolve("report.json").toFile());
        for (JsonNode candidate : report.path("candidates")) {
            if (candidate.path("file").isTextual()) {
                String file = checked(candidate.get("file").asText());
                service.download(files + file, folder.resolve(file));
                String vti = file.replaceFirst("\\.npy$", ".vti");
                service.download(files + vti, folder.resolve(vti));
                ((ObjectNode) candidate).put("file", folder.resolve(file).toString());
            }
        }
        service.download(Service.design(id) + "/report.html", folder.resolve("report.html"));
        Progress.summary(LENIENT.treeToValue(report, DesignReport.class), folder)
                .forEach(console::progress);
        console.result(report);
    }

    /** A name that stays within the folder, whatever the service says. */
    private static String checked(String file) throws IOException {
        if (!file.matches("[A-Za-z0-9_][A-Za-z0-9._-]*\\.npy")) {
            throw new IOException("the service names a file '%s', which is none of a design".formatted(file));
        }
        return file;
    }
}
