package io.temper.fem.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemListener;
import io.temper.fem.FemResult;
import io.temper.fem.launch.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the results of a batch as they appear, and tells of each once. */
final class BatchResults implements Watch {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_FAILURE = 1 << 16;

    private final String solver;
    private final FemListener listener;
    private final Set<EvaluationFolder> missing = new LinkedHashSet<>();
    private long last = System.nanoTime();

    BatchResults(String solver, FemListener listener) {
        this.solver = solver;
        this.listener = listener;
    }

    void expect(EvaluationFolder evaluation) {
        missing.add(evaluation);
    }

    /** In the order in which they were expected. */
    List<EvaluationFolder> missing() {
        return List.copyOf(missing);
    }

    @Override
    public boolean look() {
        List<EvaluationFolder> ended = missing.stream()
                .filter(e -> Files.exists(e.result()) || Files.exists(e.failure()))
                .toList();
        double seconds = (System.nanoTime() - last) * 1e-9 / Math.max(1, ended.size());
        int before = missing.size();
        ended.forEach(e -> take(e, seconds));
        if (missing.size() == before) {
            return false;
        }
        last = System.nanoTime();
        return true;
    }

    private void take(EvaluationFolder evaluation, double seconds) {
        if (!Files.exists(evaluation.result())) {
            fail(evaluation, new FemException(Reason.CRASHED, message(evaluation.failure())));
            return;
        }
        try {
            FemResult result = evaluation.read(solver, seconds);
            missing.remove(evaluation);
            listener.solved(evaluation.task(), result);
        } catch (FemException e) {
            if (e.reason() != Reason.MALFORMED) { // else it may be half-written, and is looked at again
                fail(evaluation, e);
            }
        }
    }

    /** Tells that the one which the process had come to has failed. */
    void failFirst(FemException failure) {
        missing.stream().findFirst().ifPresent(e -> fail(e, failure));
    }

    void failAll(FemException failure) {
        missing().forEach(e -> fail(e, failure));
    }

    /** Tells that there is no result, or none of the agreed form, of those that are left. */
    void failRest(Path logs) {
        for (EvaluationFolder evaluation : missing()) {
            try {
                evaluation.read(solver, 0);
                throw new IllegalStateException("a result that can be read was left unread");
            } catch (FemException e) {
                fail(evaluation, e.rephrased("%s; logs in %s".formatted(e.getMessage(), logs)));
            }
        }
    }

    private void fail(EvaluationFolder evaluation, FemException failure) {
        missing.remove(evaluation);
        evaluation.invalidate();
        listener.failed(evaluation.task(), failure);
    }

    /** What the solver says of its failure, as one line. */
    private static String message(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String said =
                    JSON.readTree(in.readNBytes(MAX_FAILURE)).path("message").asText();
            return said.isBlank() ? "it failed without a message" : said.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        } catch (IOException e) {
            return "it failed, and its %s cannot be read".formatted(file.getFileName());
        }
    }
}
