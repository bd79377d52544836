package io.temper.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.design.DesignReport;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How to make a design again.
 *
 * @param command on the command line
 * @param fragment of the page's address, after the service's own: it fills the form
 */
public record Reproduction(String command, String fragment) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** From the provenance; empty if it does not hold the request. */
    static Optional<Reproduction> of(DesignReport report) {
        JsonNode p = JSON.valueToTree(report.provenance());
        JsonNode hard = p.at("/phases/hard");
        JsonNode budget = p.path("budget");
        if (hard.isMissingNode()
                || budget.isMissingNode()
                || p.at("/solver/rtol").isMissingNode()) {
            return Optional.empty();
        }
        boolean retrain = p.path("retrain").asBoolean();
        String command =
                "design --target %s --tolerance %s --seed %s --budget %s --seconds %s --hard %s --soft %s --solver %s --rtol %s%s"
                        .formatted(
                                target(report, "="),
                                report.tolerance(),
                                p.path("seed").asText(),
                                budget.path("evaluations").asText(),
                                budget.path("seconds").asText(),
                                phase(hard),
                                phase(p.at("/phases/soft")),
                                p.at("/solver/name").asText(),
                                p.at("/solver/rtol").asText(),
                                retrain ? " --retrain" : "");
        String fragment =
                "/#new?target=%s&tolerance=%s&seed=%s&evaluations=%s&seconds=%s&hard=%s&soft=%s&solver=%s&rtol=%s&retrain=%s"
                        .formatted(
                                target(report, ":"),
                                report.tolerance(),
                                p.path("seed").asText(),
                                budget.path("evaluations").asText(),
                                budget.path("seconds").asText(),
                                phase(hard),
                                phase(p.at("/phases/soft")),
                                p.at("/solver/name").asText(),
                                p.at("/solver/rtol").asText(),
                                retrain);
        return Optional.of(new Reproduction(command, fragment));
    }

    private static String target(DesignReport report, String separator) {
        return new TreeMap<>(report.target())
                .entrySet().stream()
                        .map((Map.Entry<?, Double> e) -> e.getKey() + separator + e.getValue())
                        .collect(Collectors.joining(","));
    }

    private static String phase(JsonNode phase) {
        return phase.path("youngsModulus").asText() + ":"
                + phase.path("poissonsRatio").asText();
    }
}
