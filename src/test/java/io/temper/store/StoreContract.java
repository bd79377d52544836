package io.temper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.design.DesignEvent;
import io.temper.design.DesignReport;
import io.temper.design.DesignRequest;
import io.temper.design.DesignStatus;
import io.temper.design.Journal;
import io.temper.design.Step;
import io.temper.material.DesignTarget;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Property;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store does, whichever the database. */
abstract class StoreContract {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private Database database;
    private DesignStore store;

    /** An empty one. */
    abstract Database open() throws Exception;

    @BeforeEach
    void make() throws Exception {
        database = open();
        store = new DesignStore(database, Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        database.close();
    }

    static DesignRequest request(String target) {
        return new DesignRequest(
                DesignTarget.parse(target),
                0.015,
                new DesignRequest.Budget(7, 1.0 / 3),
                Long.MIN_VALUE,
                new Phases(new Phase(200, 0.1), new Phase(Math.PI, 0.4)),
                "voxel",
                1e-5,
                true);
    }

    private void add(int number, String name, int priority) {
        add(number, name, priority, null);
    }

    private void add(int number, String name, int priority, String key) {
        NewRow row = new NewRow(
                "d" + number, name, priority, NOON.plusSeconds(number / 2), request("C11=" + (20 + number)), key);
        assertThat(store.add(row, 1_000)).isTrue();
    }

    private static List<String> ids(List<DesignRow> rows) {
        return rows.stream().map(DesignRow::id).toList();
    }

    private static DesignFilter filter(Set<DesignStatus> statuses, String text, DesignFilter.Place after, int limit) {
        return new DesignFilter(statuses, text, after, limit);
    }

    @Test
    void find_whatWasAdded_isTheSame() {
        add(3, "a blade's root", -4);

        DesignRow row = store.find("d3").orElseThrow();
        assertThat(row.request()).isEqualTo(request("C11=23"));
        assertThat(row)
                .isEqualTo(new DesignRow(
                        "d3",
                        "a blade's root",
                        DesignStatus.QUEUED,
                        null,
                        row.request(),
                        -4,
                        NOON.plusSeconds(1),
                        null,
                        null,
                        0,
                        0,
                        null));
        assertThat(store.find("d4")).isEmpty();
        assertThat(store.report("d3")).isEmpty();
        assertThat(store.events("d3", 0)).isEmpty();
    }

    @Test
    void add_asManyQueuedAsMayBe_isRefused() {
        add(1, null, 0);
        NewRow second = new NewRow("d2", null, 0, NOON, request("C11=30"), null);
        assertThat(store.add(second, 1)).isFalse();
        assertThat(store.find("d2")).isEmpty();
        assertThat(store.change("d1", EnumSet.of(DesignStatus.QUEUED), DesignStatus.PAUSED, "later"))
                .isTrue();
        assertThat(store.add(second, 1)).isTrue();
    }

    @Test
    void add_sameKeyTwice_isOneDesign() {
        add(1, null, 0, "k");
        assertThatThrownBy(() -> add(2, null, 0, "k")).isInstanceOf(StoreException.class);
        assertThat(store.find("d2")).isEmpty();
        assertThat(store.submittedAs("k").orElseThrow().id()).isEqualTo("d1");
        assertThat(store.submittedAs("other")).isEmpty();
    }

    @Test
    void list_pageByPage_hasEachOnceNewestFirst() {
        for (int i = 0; i < 25; i++) {
            add(i, null, 0);
        }
        List<String> all = new ArrayList<>();
        DesignFilter.Place after = null;
        List<DesignRow> page;
        do {
            page = store.list(filter(Set.of(), null, after, 4));
            all.addAll(ids(page));
            after = page.isEmpty() ? null : DesignFilter.Place.of(page.get(page.size() - 1));
        } while (page.size() == 4);

        assertThat(all)
                .hasSize(25)
                .doesNotHaveDuplicates()
                .startsWith("d24", "d23")
                .endsWith("d1", "d0");
    }

    @Test
    void list_statusesAndText_areThoseAlone() {
        for (int i = 0; i < 6; i++) {
            add(i, i % 2 == 0 ? "Blade 100%_" + i : "root", 0);
        }
        store.change("d2", EnumSet.of(DesignStatus.QUEUED), DesignStatus.PAUSED, null);
        store.change("d4", EnumSet.of(DesignStatus.QUEUED), DesignStatus.CANCELLED, null);
        Set<DesignStatus> open = EnumSet.of(DesignStatus.QUEUED, DesignStatus.PAUSED);

        assertThat(ids(store.list(filter(open, null, null, 3)))).containsExactly("d5", "d3", "d2");
        assertThat(ids(store.list(filter(open, "blade", null, 9)))).containsExactly("d2", "d0");
        assertThat(ids(store.list(filter(Set.of(), "0%_", null, 9)))).containsExactly("d4", "d2", "d0");
        assertThat(ids(store.list(filter(Set.of(), "C11=25", null, 9)))).containsExactly("d5");
        assertThat(ids(store.list(filter(Set.of(), "'; drop table design", null, 9))))
                .isEmpty();
        assertThat(store.counts())
                .containsEntry(DesignStatus.QUEUED, 4)
                .containsEntry(DesignStatus.PAUSED, 1)
                .containsEntry(DesignStatus.CANCELLED, 1)
                .containsEntry(DesignStatus.RUNNING, 0);
    }

    @Test
    void next_amongMany_isByPriorityThenAge() {
        add(0, null, 0);
        add(2, null, 5);
        add(4, null, 5);
        add(6, null, -1);
        List<String> order = new ArrayList<>();
        store.next(order).ifPresent(r -> order.add(r.id()));
        while (store.next(order).isPresent()) {
            order.add(store.next(order).get().id());
        }
        assertThat(order).containsExactly("d2", "d4", "d0", "d6");
        store.change("d6", EnumSet.of(DesignStatus.QUEUED), DesignStatus.RUNNING, null);
        assertThat(store.next(List.of()))
                .as("was at work before")
                .get()
                .extracting(DesignRow::id)
                .isEqualTo("d6");
    }

    @Test
    void change_fromAnotherStatus_changesNothing() {
        add(1, null, 0);
        assertThat(store.change("d1", EnumSet.of(DesignStatus.PAUSED), DesignStatus.QUEUED, null))
                .isFalse();
        assertThat(store.change(
                        "d1", EnumSet.of(DesignStatus.PAUSED, DesignStatus.QUEUED), DesignStatus.CANCELLED, "x"))
                .isTrue();
        DesignRow row = store.find("d1").orElseThrow();
        assertThat(row.status()).isEqualTo(DesignStatus.CANCELLED);
        assertThat(row.reason()).isEqualTo("x");
        assertThat(row.ended()).isNotNull();
        assertThat(ids(store.endedLast(Duration.ofMinutes(1)))).containsExactly("d1");
    }

    @Test
    void delete_aDesign_isGone() {
        add(1, null, 0, "k");
        store.delete("d1");
        assertThat(store.find("d1")).isEmpty();
        add(2, null, 0, "k");
    }

    static Journal.Entry told(int number, String message) {
        DesignEvent event = new DesignEvent(number, NOON, "verify", message, 1, 0.25);
        return new Journal.Entry(number, NOON, number / 3.0, new Step.Told(event));
    }

    static DesignReport report(String id, DesignStatus status) {
        return new DesignReport(
                id,
                Map.of(Property.C11, 35.0),
                0.02,
                status,
                null,
                List.of(),
                1,
                1.0 / 3,
                List.of(),
                Map.of("seed", 1));
    }

    @Test
    void append_aStep_isKeptWithTheDesignAsItStands() {
        add(1, null, 0);
        Journal journal = store.journal("d1");
        assertThat(journal.entries()).isEmpty();
        List<Journal.Entry> entries =
                List.of(new Journal.Entry(1, NOON, 0, new Step.Started("bundled", "00")), told(2, "it begins"));
        journal.append(entries, report("d1", DesignStatus.RUNNING));

        assertThat(store.journal("d1").entries()).isEqualTo(entries);
        assertThat(store.report("d1")).contains(report("d1", DesignStatus.RUNNING));
        assertThat(store.events("d1", 0)).extracting(DesignEvent::message).containsExactly("it begins");
        assertThat(store.events("d1", 2)).isEmpty();
        DesignRow row = store.find("d1").orElseThrow();
        assertThat(row.status()).isEqualTo(DesignStatus.RUNNING);
        assertThat(row.started()).isEqualTo(NOON);
        assertThat(row.evaluations()).isEqualTo(1);
        assertThat(row.seconds()).isEqualTo(1.0 / 3);
    }

    /** A commit whose answer was lost is tried again. */
    @Test
    void append_theSameAgain_isKeptOnce() {
        add(1, null, 0);
        Journal journal = store.journal("d1");
        journal.append(List.of(told(1, "once")), report("d1", DesignStatus.RUNNING));
        journal.append(List.of(told(1, "once")), report("d1", DesignStatus.RUNNING));
        assertThat(journal.entries()).hasSize(1);
    }

    @Test
    void append_designHasEnded_isRefused() {
        add(1, null, 0);
        store.change("d1", EnumSet.of(DesignStatus.QUEUED), DesignStatus.CANCELLED, "x");
        Journal journal = store.journal("d1");
        assertThatThrownBy(() -> journal.append(List.of(told(1, "late")), report("d1", DesignStatus.RUNNING)))
                .hasMessageContaining("has ended");
        assertThat(journal.entries()).isEmpty();
        assertThat(store.find("d1").orElseThrow().status()).isEqualTo(DesignStatus.CANCELLED);
    }
}
