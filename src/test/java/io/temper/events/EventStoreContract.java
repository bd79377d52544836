package io.temper.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.material.Phase;
import io.temper.material.Property;
import io.temper.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store of events does, whichever the database. */
abstract class EventStoreContract {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String STIFF = "{'hard': {'E': {'value': %s, 'unit': 'GPa'}}}";
    private static final String MEASURED = "{'property': 'C11', 'value': %s, 'unit': 'GPa', 'uncertainty': 0.5}";

    private final EventReader reader = new EventReader();
    private Database database;
    private EventStore store;
    private EventQueries queries;

    /** An empty one. */
    abstract Database open() throws Exception;

    @BeforeEach
    void make() throws Exception {
        database = open();
        store = new EventStore(database);
        queries = new EventQueries(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Event event(String id, String subject, String type, String data) throws Exception {
        String raw = ("{'specversion': '1.0', 'id': '%s', 'source': 'lab', 'type': 'io.temper.%s', 'subject': '%s',"
                        + " 'data': %s}")
                .formatted(id, type, subject, data)
                .replace('\'', '"');
        return reader.read(EventReader.json(raw));
    }

    private EventRow add(String id, String subject, String type, String data) throws Exception {
        return store.add(event(id, subject, type, data), NOON, 100).event();
    }

    private EventState state(EventRow row) {
        return queries.event(row.number()).orElseThrow().state();
    }

    @Test
    void known_sameAgain_isTheSameEvent() throws Exception {
        Event event = event("1", "S1", "phases.changed", STIFF.formatted(121));
        assertThat(store.known(event)).isEmpty();
        EventRow row = store.add(event, NOON, 100).event();

        assertThat(store.known(event).orElseThrow().event()).isEqualTo(row);
        assertThat(row.state()).isEqualTo(EventState.ACCEPTED);
        assertThat(queries.trail(row.number())).extracting(Audit::what).containsExactly("accepted");
    }

    @Test
    void known_sameIdOtherContent_isRefusedAndRecorded() throws Exception {
        EventRow row = add("1", "S1", "phases.changed", STIFF.formatted(121));

        assertThatThrownBy(() -> store.known(event("1", "S1", "phases.changed", STIFF.formatted(122))))
                .isInstanceOf(EventRefusedException.class)
                .hasMessageContaining("id '1' of source 'lab' was used for other content");
        assertThat(queries.trail(row.number()))
                .extracting(Audit::what)
                .contains("refused: the same id came with other content");
    }

    private long addAt(String id, String time, int value) throws Exception {
        String at = "phases.changed', 'time': '" + time;
        return add(id, "S1", at, STIFF.formatted(value)).number();
    }

    @Test
    void add_clockRunsBackwards_keepsTheOrderOfArrivalAndSaysSo() throws Exception {
        addAt("1", "2026-11-22T11:00:00Z", 121);
        long second = addAt("2", "2026-11-22T10:00:00Z", 122);
        long third = addAt("3", "2026-11-22T12:04:00Z", 123);
        long fourth = addAt("4", "2026-11-22T12:06:00Z", 124);

        assertThat(queries.trail(second))
                .extracting(Audit::what)
                .contains("its time 2026-11-22T10:00:00Z is before 2026-11-22T11:00:00Z, that of the event before it:"
                        + " taken in the order of arrival");
        assertThat(queries.trail(third)).noneMatch(a -> a.what().startsWith("its time"));
        assertThat(queries.trail(fourth))
                .extracting(Audit::what)
                .contains("its time 2026-11-22T12:06:00Z is ahead of temper's clock, 2026-11-22T12:00:00Z");
        assertThat(store.heads()).extracting(EventRow::number).containsExactly(fourth);
        assertThat(store.begin(store.heads().get(0), NOON).phases().hard().youngsModulus())
                .isEqualTo(124);
    }

    @Test
    void add_burstOfOneSpecimen_leavesTheLast() throws Exception {
        EventRow first = add("1", "S1", "phases.changed", STIFF.formatted(121));
        EventRow other = add("2", "S2", "phases.changed", STIFF.formatted(121));
        EventRow second = add("3", "S1", "phases.changed", STIFF.formatted(122));
        EventRow last = add("4", "S1", "phases.changed", STIFF.formatted(123));

        assertThat(List.of(state(first), state(second))).containsOnly(EventState.SUPERSEDED);
        assertThat(queries.event(first.number()).orElseThrow().reason()).isEqualTo("superseded by event '3' of 'lab'");
        assertThat(store.heads()).extracting(EventRow::number).containsExactly(other.number(), last.number());
    }

    @Test
    void add_whatWouldBeLost_isNotSuperseded() throws Exception {
        EventRow hard = add("1", "S1", "phases.changed", STIFF.formatted(121));
        add("2", "S1", "phases.changed", "{'soft': {'nu': 0.31}}");
        EventRow first = add("3", "S2", "property.measured", MEASURED.formatted(30));
        add("4", "S2", "property.measured", MEASURED.formatted(31));
        EventRow before = add("5", "S3", "phases.changed", STIFF.formatted(121));
        add("6", "S3", "property.measured", MEASURED.formatted(31));
        add("7", "S3", "phases.changed", STIFF.formatted(122));

        assertThat(List.of(state(hard), state(first), state(before))).containsOnly(EventState.ACCEPTED);
    }

    @Test
    void add_saysWhatTheOneBeforeSaid_isADuplicate() throws Exception {
        EventRow first = add("1", "S1", "phases.changed", STIFF.formatted(121));
        EventRow again = add("2", "S1", "phases.changed", "{'hard': {'E': {'unit': 'MPa', 'value': 121000}}}");
        EventRow other = add("3", "S1", "phases.changed", STIFF.formatted(120));
        EventRow back = add("4", "S1", "phases.changed", STIFF.formatted(121));

        assertThat(again.state()).as("the same in another unit").isEqualTo(EventState.DUPLICATE);
        assertThat(state(first)).isEqualTo(EventState.SUPERSEDED);
        assertThat(state(other)).isEqualTo(EventState.SUPERSEDED);
        assertThat(state(back)).as("changed back").isEqualTo(EventState.ACCEPTED);
    }

    @Test
    void add_backlogFull_isRefusedAndKeepsNothing() throws Exception {
        add("1", "S1", "phases.changed", STIFF.formatted(121));
        Event second = event("2", "S2", "phases.changed", STIFF.formatted(121));

        assertThatThrownBy(() -> store.add(second, NOON, 1)).isInstanceOf(RejectedExecutionException.class);
        assertThat(store.known(second)).isEmpty();
    }

    @Test
    void begin_interrupted_isTheSameRunAgain() throws Exception {
        EventRow row = add("1", "S1", "phases.changed", STIFF.formatted(121));
        Specimen specimen = store.begin(row, NOON);
        assertThat(specimen.phases().hard()).isEqualTo(new Phase(121, 0.3));
        assertThat(store.heads()).isEmpty();
        assertThatThrownBy(() -> store.begin(row, NOON)).hasMessageContaining("does not wait any more");

        store.recover();
        assertThat(store.heads()).extracting(EventRow::number).containsExactly(row.number());
        assertThat(store.begin(row, NOON)).isEqualTo(specimen);
        assertThat(queries.runs(null, null, 9)).hasSize(1);
        assertThat(queries.trail(row.number()))
                .extracting(Audit::what)
                .containsExactly("accepted", "its run begins", "its run goes on after an interruption");
    }

    @Test
    void end_theSameAgain_isRecordedAndHandedOnOnce() throws Exception {
        List<String> handedOn = new ArrayList<>();
        EventRow row = add("1", "S1", "property.measured", MEASURED.formatted(31));
        store.begin(row, NOON);
        Discrepancy d = new Discrepancy(Property.C11, 31, 0.5, 25, 0.25);
        Outcome outcome =
                new Outcome(null, "basis", EventReader.JSON.createObjectNode().put("x", 1), d, List.of("S1"));
        for (int i = 0; i < 2; i++) {
            store.end(row, outcome, NOON, (c, result) -> handedOn.add(result.id() + " " + result.kind()), null);
        }
        assertThat(handedOn).containsExactly("run-" + row.number() + " discrepancy");
        assertThat(state(row)).isEqualTo(EventState.DONE);
        assertThat(queries.runs(row.number(), null, 9))
                .extracting(RunRow::state)
                .containsExactly("done");
        assertThat(store.heads())
                .extracting(EventRow::type)
                .as("what depends on it")
                .containsExactly("io.temper.specimen.stale");
    }

    @Test
    void end_outboxFails_keepsNothing() throws Exception {
        EventRow row = add("1", "S1", "property.measured", MEASURED.formatted(31));
        store.begin(row, NOON);
        Outcome outcome = new Outcome(null, null, EventReader.JSON.createObjectNode(), null, List.of());

        assertThatThrownBy(() -> store.end(
                        row,
                        outcome,
                        NOON,
                        (c, result) -> {
                            throw new java.sql.SQLException("full");
                        },
                        null))
                .hasMessageContaining("full");
        assertThat(state(row)).isEqualTo(EventState.RUNNING);
    }

    @Test
    void bury_anything_isKeptAsItCame() {
        queries.bury("mqtt", "no JSON", "\0{'; drop table event");

        DeadLetter letter = queries.letters(null, 9).get(0);
        assertThat(letter.reason()).isEqualTo("no JSON");
        assertThat(letter.raw()).isEqualTo("\\u0000{'; drop table event");
        queries.replayed(letter.number());
        assertThat(queries.letter(letter.number()).orElseThrow().state()).isEqualTo("replayed");
    }
}
