package io.temper.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.arc.Unremovable;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRun;
import io.temper.material.DesignTarget;
import io.temper.material.Phases;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With tracing switched on a design is one trace, stage by stage. */
@QuarkusTest
@TestProfile(TracesTest.Traced.class)
class TracesTest {
    public static class Traced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            // nothing is sent while the test runs: there is no collector
            return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.bsp.schedule.delay", "1h");
        }
    }

    /** Keeps what has ended. */
    @Singleton
    @Unremovable
    static class Spans implements SpanProcessor {
        private final List<SpanData> ended = new CopyOnWriteArrayList<>();

        @Override
        public void onStart(io.opentelemetry.context.Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }

    @Inject
    Designer designer;

    @Inject
    Spans spans;

    @Test
    void run_traced_isOneTraceOfItsStages(@TempDir Path folder) throws Exception {
        DesignRequest request = new DesignRequest(
                DesignTarget.parse("C11=35"), 0.02, DesignRequest.Budget.DEFAULT, 0, Phases.PAPER, "analytic", 1e-4);
        DesignRun run = designer.open("traced", request, folder);
        designer.run(run);

        SpanData design = spans.ended.stream()
                .filter(s -> "traced".equals(s.getAttributes().get(AttributeKey.stringKey("temper.design"))))
                .findFirst()
                .orElseThrow();
        List<String> stages = spans.ended.stream()
                .filter(s -> s.getTraceId().equals(design.getTraceId()))
                .map(SpanData::getName)
                .distinct()
                .toList();
        assertThat(stages).contains("infer", "decode", "propose", "verify", "evaluate", "decide", "accept");
    }
}
