package io.temper.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.temper.app.HeldBackException;
import io.temper.app.Intake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is held back, because too many wait, when temper stops. */
class HeldBackTest {
    @TempDir
    Path folder;

    private final AtomicInteger tries = new AtomicInteger();
    private final Intake intake = new Intake(() -> {
        tries.incrementAndGet();
        throw new RejectedExecutionException("10 events are waiting");
    });

    @ParameterizedTest
    @ValueSource(strings = {"event.json", "S1.npy"})
    void folder_fileIsHeldBackAtTheStop_staysWhereItIs(String name) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "{}");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Properties settings = new Properties();
            settings.setProperty("temper.events.folder", folder.toString());
            camel.getPropertiesComponent().setInitialProperties(settings);
            camel.getRegistry().bind("events", intake);
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(PluginHelper.getResourceLoader(camel)
                            .resolveResource("file:routes/events/folder.camel.yaml"));
            camel.start();
            await().atMost(Duration.ofMinutes(1)).until(() -> tries.get() > 0);
            intake.stop();
        }
        assertThat(file).exists();
        assertThat(folder.resolve(".failed")).doesNotExist();
        assertThat(folder.resolve(".done")).doesNotExist();
    }

    /** So a broker is not told that it was taken, and sends it again. */
    @Test
    void message_isHeldBackAtTheStop_fails() {
        intake.stop();
        assertThatThrownBy(() -> intake.accept("{}", "mqtt"))
                .isInstanceOf(HeldBackException.class)
                .hasMessage("temper stops: an event of mqtt stays where it is, for the next start");
    }
}
