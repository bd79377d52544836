package io.temper.design;

import java.util.List;
import java.util.Locale;

/** What the loop does next. The {@code Retrain} arrow comes with online learning. */
public sealed interface Decision {
    /** Enough candidates meet the target: done. */
    record Accept(String reason) implements Decision {}

    /** Improve these candidates and verify again. */
    record Refine(List<String> candidateIds) implements Decision {
        public Refine {
            candidateIds = List.copyOf(candidateIds);
        }
    }

    /** End with the best so far. */
    record Stop(String reason) implements Decision {}

    /** Name of the arrow in the routes: {@code accept}, {@code refine}, {@code stop}. */
    default String arrow() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
