package io.temper.fem.adapter;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemListener;
import io.temper.fem.launch.LocalLauncher;
import io.temper.material.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One process for many problems, so that its start is paid once. If it ends before its time, the problem that it had come to
 * is to blame, and another process goes on with the next.
 */
record LocalBatch(Commands commands, LocalLauncher launcher) implements Batch {
    /** So many that a start of a second or two hardly counts. */
    private static final int SIZE = 32;

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public int permits() {
        return 1;
    }

    @Override
    public void run(List<EvaluationFolder> evaluations, FemListener listener) throws FemException {
        BatchResults results = new BatchResults(commands.adapter().name(), listener);
        for (EvaluationFolder evaluation : evaluations) {
            begin(evaluation, results, listener);
        }
        results.look();
        while (!results.missing().isEmpty()) {
            process(results);
        }
    }

    /** What an earlier process has solved stays. */
    private void begin(EvaluationFolder evaluation, BatchResults results, FemListener listener) {
        try {
            if (!evaluation.isOurs() || !Files.exists(evaluation.result())) {
                evaluation.begin();
            }
            results.expect(evaluation);
        } catch (FemException e) {
            listener.failed(evaluation.task(), e);
        }
    }

    /** One process, after which at least one is missing no more. */
    private void process(BatchResults results) throws FemException {
        List<Path> folders =
                results.missing().stream().map(EvaluationFolder::path).toList();
        Path logs = folders.get(0);
        try {
            launcher.run(commands.batch(logs, manifest(folders)), results);
            results.look();
            results.failRest(logs);
        } catch (FemException e) {
            results.look();
            FemException failure = e.rephrased("%s; logs in %s".formatted(e.getMessage(), logs));
            switch (e.reason()) {
                case CANCELLED -> throw failure;
                case CRASHED, TIMED_OUT, OUT_OF_MEMORY -> results.failFirst(failure);
                default -> results.failAll(failure);
            }
        }
    }

    private static Path manifest(List<Path> folders) throws FemException {
        Path file = folders.get(0).resolve("manifest.json");
        try {
            AtomicFile.write(file, Manifest.write(folders));
            return file;
        } catch (IOException e) {
            throw new FemException(Reason.IO, String.valueOf(e.getMessage()), e);
        }
    }
}
