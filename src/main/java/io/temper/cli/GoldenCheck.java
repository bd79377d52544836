package io.temper.cli;

import io.temper.fem.FemException;
import io.temper.fem.FemResult;
import io.temper.fem.GoldenCase;
import io.temper.fem.adapter.ProcessFemSolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An adapter's golden case, solved and compared; {@link #wrong} holds a line for each thing that is not right. */
final class GoldenCheck {
    private final String adapter;
    private final GoldenCase golden;
    private final List<String> wrong = new ArrayList<>();
    private @Nullable FemResult result;
    private List<GoldenCase.Entry> entries = List.of();

    /** @param home the adapter's folder; @param logs where it runs */
    GoldenCheck(ProcessFemSolver solver, Path home, Path logs) throws IOException {
        adapter = solver.name();
        golden = GoldenCase.read(home.resolve("golden"));
        try {
            String version = solver.descriptor().probe().isEmpty() ? null : solver.probe(logs);
            FemResult found = solver.solve(golden.problem(), logs.resolve("golden"));
            result = found;
            compare(found, version);
        } catch (FemException e) {
            wrong.add(String.valueOf(e.getMessage()));
        }
    }

    private void compare(FemResult found, @Nullable String version) {
        if (version != null && !version.equals(found.version())) {
            wrong.add("the result's version is '%s', but the probe's '%s': evaluations are cached by it"
                    .formatted(found.version(), version));
        }
        entries = golden.compare(found.stiffness());
        for (GoldenCase.Entry e : entries) {
            if (isWrong(e)) {
                wrong.add(String.format(
                        Locale.ROOT,
                        "%s is %.9g, but %.9g is expected: off by %.1e, the tolerance is %.1e",
                        e.name(),
                        e.found(),
                        e.expected(),
                        e.error(),
                        golden.tolerance()));
            }
        }
    }

    private boolean isWrong(GoldenCase.Entry e) {
        return !(e.error() <= golden.tolerance());
    }

    List<String> wrong() {
        return wrong;
    }

    /** For people: each entry of C, then what is wrong. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        if (result != null) {
            lines.add(String.format("%-5s %13s %13s %9s", "", "expected", "found", "error"));
            for (GoldenCase.Entry e : entries) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%-5s %13.7f %13.7f %9.1e%s",
                        e.name(),
                        e.expected(),
                        e.found(),
                        e.error(),
                        isWrong(e) ? "  wrong" : ""));
            }
            lines.add(String.format(
                    Locale.ROOT,
                    "%s %s: residual %.1e of %.1e asked for, %.2f s",
                    adapter,
                    result.version(),
                    result.residual(),
                    golden.problem().rtol(),
                    result.seconds()));
        }
        wrong.forEach(w -> lines.add("wrong: " + w));
        return lines;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("adapter", adapter);
        json.put("right", wrong.isEmpty());
        json.put("wrong", wrong);
        json.put("tolerance", golden.tolerance());
        json.put("rtol", golden.problem().rtol());
        if (result != null) {
            json.put("version", result.version());
            json.put("residual", result.residual());
            json.put("iterations", result.iterations());
            json.put("seconds", result.seconds());
            json.put(
                    "largestError",
                    entries.stream().mapToDouble(GoldenCase.Entry::error).max().orElse(Double.NaN));
            json.put("entries", entries.stream().map(GoldenCheck::json).toList());
        }
        return json;
    }

    private static Map<String, Object> json(GoldenCase.Entry e) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("entry", e.name());
        json.put("expected", e.expected());
        json.put("found", e.found());
        json.put("error", e.error());
        return json;
    }
}
