package io.temper.design;

import java.util.List;
import java.util.Locale;

/** What the loop does next. */
public sealed interface Decision {
    /** Enough candidates meet the target: done. */
    record Accept(String reason) implements Decision {}

    /** Improve these candidates and verify again. */
    record Refine(List<String> candidateIds) implements Decision {
        public Refine {
            candidateIds = List.copyOf(candidateIds);
        }
    }

    /** Fine-tune the model around these candidates, which refinement cannot bring home, and infer anew. */
    record Retrain(List<String> candidateIds, String reason) implements Decision {
        public Retrain {
            candidateIds = List.copyOf(candidateIds);
        }
    }

    /** End with the best so far. */
    record Stop(String reason) implements Decision {}

    /** Name of the arrow in the routes: {@code accept}, {@code refine}, {@code retrain}, {@code stop}. */
    default String arrow() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
