package io.temper.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param failure why it has no result; null if it has
 * @param basis what the simulation depends on; null if nothing was simulated
 * @param discrepancy null if there is none
 * @param stale specimens that depend on what changed, each to have a run of its own
 */
record Outcome(
        @Nullable String failure,
        @Nullable String basis,
        ObjectNode result,
        @Nullable Discrepancy discrepancy,
        List<String> stale) {
    static Outcome failed(String why) {
        return new Outcome(why, null, EventReader.JSON.createObjectNode(), null, List.of());
    }
}
