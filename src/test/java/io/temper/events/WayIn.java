package io.temper.events;

import io.temper.app.Intake;
import io.temper.fem.FemException;
import io.temper.fem.FemResult;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** Events by a shipped route of routes/events/, kept in SQLite and never run, since the burst that they may belong to does not end. */
final class WayIn implements AutoCloseable {
    static final int BACKLOG = 10;

    /** Hears nothing. */
    static final EventOffice.Listener NOBODY = new EventOffice.Listener() {
        @Override
        public void heard(Receipt receipt) {}

        @Override
        public void ended(EventRow event, boolean failed) {}
    };

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Database database;
    private final EventOffice office;

    private static final class Nothing implements Stages {
        @Override
        public Optional<Surrogate> predict(Microstructure m, Phases phases) {
            return Optional.empty();
        }

        @Override
        public FemResult simulate(Microstructure m, Phases phases, Path folder) throws FemException {
            throw new FemException(FemException.Reason.NOT_STARTED, "there is no solver");
        }

        @Override
        public String solver() {
            return "none";
        }

        @Override
        public String design(String key, Map<Property, Double> target, Phases phases, boolean retrain) {
            throw new UnsupportedOperationException();
        }
    }

    /**
     * Starts it.
     *
     * @param beans that the route names, by their names
     * @param settings of the route
     */
    WayIn(Path folder, String route, Map<String, Object> beans, Map<String, String> settings) throws Exception {
        this(folder, route, beans, settings, BACKLOG);
    }

    /** The same, taking so many events before it holds them back: none is run. */
    WayIn(Path folder, String route, Map<String, Object> beans, Map<String, String> settings, int backlog)
            throws Exception {
        database = Database.open(folder.resolve("temper.db").toString(), null, null);
        office = new EventOffice(
                database,
                folder.resolve("events"),
                new EventOffice.Limits(backlog, Duration.ofHours(1), 1, List.of(folder), 1 << 20, 1 << 20),
                Rules.DEFAULT,
                new Nothing(),
                id -> Optional.empty(),
                ResultOutbox.NONE,
                NOBODY);
        Properties properties = new Properties();
        properties.putAll(settings);
        camel.getPropertiesComponent().setInitialProperties(properties);
        camel.getShutdownStrategy().setTimeout(2);
        beans.forEach(camel.getRegistry()::bind);
        camel.getRegistry().bind("events", new Intake(office::events));
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(PluginHelper.getResourceLoader(camel)
                        .resolveResource("file:routes/events/" + route + ".camel.yaml"));
        camel.start();
    }

    /** What says that C11 of a specimen is 35.12 GPa. */
    static String measured(String id, String specimen) {
        return """
                {"specversion": "1.0", "id": "%s", "source": "lab", "type": "io.temper.property.measured", "subject": "%s",
                 "data": {"property": "C11", "value": 35120, "unit": "MPa", "uncertainty": 350}}""".formatted(id, specimen);
    }

    /** Accepted, newest first. */
    List<EventRow> events() {
        return office.queries().events(null, null, null, 100);
    }

    /** Newest first. */
    List<DeadLetter> letters() {
        return office.queries().letters(null, 100);
    }

    @Override
    public void close() throws Exception {
        camel.close();
        office.stop(Duration.ofSeconds(5));
        database.close();
    }
}
