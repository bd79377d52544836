package io.temper.fem.adapter;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemListener;
import io.temper.fem.launch.Command;
import io.temper.fem.launch.LastWords;
import io.temper.fem.launch.SlurmLauncher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An array of jobs for many problems, one task each; as many run at once as the adapter's concurrency allows. */
record SlurmBatch(Commands commands, SlurmLauncher launcher) implements Batch {
    private static final int MOST = 200;

    @Override
    public int size() {
        return Math.min(MOST, 8 * permits());
    }

    /** All: several arrays at once would each keep to the limit, but not together. */
    @Override
    public int permits() {
        return commands.adapter().concurrency();
    }

    @Override
    public void run(List<EvaluationFolder> evaluations, FemListener listener) throws FemException {
        List<EvaluationFolder> begun = new ArrayList<>();
        List<Command> jobs = new ArrayList<>();
        for (EvaluationFolder evaluation : evaluations) {
            try {
                if (!evaluation.isOurs()) {
                    launcher.abandon(evaluation.path());
                    evaluation.begin();
                }
                jobs.add(commands.evaluation(evaluation));
                begun.add(evaluation);
            } catch (FemException e) {
                listener.failed(evaluation.task(), e);
            }
        }
        long start = System.nanoTime();
        Set<EvaluationFolder> waiting = new LinkedHashSet<>(begun);
        try {
            launcher.runAll(jobs, (index, said, failure) -> {
                EvaluationFolder evaluation = begun.get(index);
                waiting.remove(evaluation);
                tell(evaluation, said, failure, (System.nanoTime() - start) * 1e-9, listener);
            });
        } catch (FemException e) {
            if (e.reason() == Reason.CANCELLED) {
                throw e;
            }
            waiting.forEach(evaluation -> listener.failed(evaluation.task(), e));
        }
    }

    private void tell(
            EvaluationFolder evaluation,
            String said,
            @org.jspecify.annotations.Nullable FemException failure,
            double seconds,
            FemListener listener) {
        FemException why = failure;
        if (why == null) {
            try {
                listener.solved(
                        evaluation.task(), evaluation.read(commands.adapter().name(), seconds));
                return;
            } catch (FemException e) {
                why = LastWords.of(e, said);
            }
        }
        evaluation.invalidate();
        listener.failed(
                evaluation.task(), why.rephrased("%s; logs in %s".formatted(why.getMessage(), evaluation.path())));
    }
}
