package io.temper.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the outbox does, whichever the database. */
@Timeout(60)
abstract class OutboxContract {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Database database;
    private DeliveryStore store;
    private final List<Deliveries> started = new ArrayList<>();
    private final AtomicReference<String> key = new AtomicReference<>("old");

    /** An empty one. */
    abstract Database open() throws Exception;

    @BeforeEach
    void make() throws Exception {
        database = open();
        store = new DeliveryStore(database);
    }

    @AfterEach
    void close() throws Exception {
        for (Deliveries d : started) {
            d.stop(Duration.ofSeconds(5));
        }
        database.close();
    }

    private static LabResult result(int number) {
        return new LabResult(
                "run-" + number, "simulation", "blade's", NOON, "{\"C11\":35.0}", Path.of("runs/" + number));
    }

    private void put(Outbox outbox, int... numbers) {
        for (int n : numbers) {
            database.write(c -> {
                outbox.put(c, result(n));
                return true;
            });
        }
    }

    private Deliveries start(Map<String, Sink> sinks) {
        Deliveries deliveries = new Deliveries(
                store, sinks, name -> key.get(), new Backoff(Duration.ofMillis(20), Duration.ofMillis(50)));
        started.add(deliveries);
        deliveries.start();
        return deliveries;
    }

    private void awaitEmpty(Deliveries deliveries, String sink) throws InterruptedException {
        while (deliveries.backlog(sink) > 0) {
            Thread.sleep(10);
        }
    }

    @Test
    void put_twoSinks_aDeliveryForEachThatKeepsTheResult() {
        put(new Outbox(List.of("a", "b")), 1);
        assertThat(store.list(null, null, Long.MAX_VALUE, 9))
                .extracting(Delivery::sink, Delivery::result, Delivery::state)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("a", result(1), Delivery.State.WAITING),
                        org.assertj.core.groups.Tuple.tuple("b", result(1), Delivery.State.WAITING));
    }

    @Test
    void put_sameResultTwice_isOneDelivery() {
        put(new Outbox(List.of("a")), 1, 1);
        assertThat(store.backlog("a")).isEqualTo(1);
    }

    @Test
    void put_transactionIsRolledBack_leavesNothing() {
        Outbox outbox = new Outbox(List.of("a"));
        assertThatThrownBy(() -> database.write(c -> {
                    outbox.put(c, result(1));
                    throw new IllegalStateException("the caller's own trouble");
                }))
                .hasMessage("the caller's own trouble");
        assertThat(store.backlog("a")).isZero();
        put(outbox, 1);
        assertThat(store.backlog("a")).isEqualTo(1);
    }

    @Test
    void put_manyThreads_noneIsLostAndNumbersAreInOrderOfCommits() throws Exception {
        Outbox outbox = new Outbox(List.of("a", "b"));
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(t -> new Thread(() ->
                        put(outbox, IntStream.range(t * 10, t * 10 + 10).toArray())))
                .toList();
        threads.forEach(Thread::start);
        for (Thread t : threads) {
            t.join();
        }
        List<Long> ids = store.list(null, null, Long.MAX_VALUE, 100).stream()
                .map(Delivery::id)
                .sorted()
                .toList();
        assertThat(ids)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 80).mapToObj(i -> (long) i).toList());
    }

    @Test
    void deliver_failuresThatPass_keepsTheOrder() throws Exception {
        put(new Outbox(List.of("a")), 1, 2, 3);
        List<String> taken = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger calls = new AtomicInteger();
        Deliveries deliveries = start(Map.of("a", attempt -> {
            if (calls.incrementAndGet() % 3 != 0) {
                throw new IOException("503");
            }
            taken.add(attempt.getResult().id());
        }));
        awaitEmpty(deliveries, "a");
        assertThat(taken).containsExactly("run-1", "run-2", "run-3");
        assertThat(store.find(1)).get().satisfies(d -> {
            assertThat(d.state()).isEqualTo(Delivery.State.DELIVERED);
            assertThat(d.attempts()).isEqualTo(3);
            assertThat(d.ended()).isNotNull();
        });
    }

    @Test
    void deliver_oneSinkHangs_theOtherGoesOn() throws Exception {
        put(new Outbox(List.of("hangs", "well")), 1, 2);
        CountDownLatch end = new CountDownLatch(1);
        try {
            Deliveries deliveries = start(Map.of("hangs", attempt -> end.await(), "well", attempt -> {}));
            awaitEmpty(deliveries, "well");
            assertThat(deliveries.backlog("hangs")).isEqualTo(2);
        } finally {
            end.countDown();
        }
    }

    @Test
    void deliver_refused_saysWhyAndTheNextGoesOn() throws Exception {
        put(new Outbox(List.of("a")), 1, 2);
        Deliveries deliveries = start(Map.of("a", attempt -> {
            if (attempt.getResult().id().equals("run-1")) {
                throw new RefusedException("422: no such category\nmore");
            }
        }));
        awaitEmpty(deliveries, "a");
        assertThat(store.list(Delivery.State.REFUSED, "a", Long.MAX_VALUE, 9))
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.result().id()).isEqualTo("run-1");
                    assertThat(d.reason()).isEqualTo("422: no such category");
                });
        assertThat(store.list(Delivery.State.DELIVERED, "a", Long.MAX_VALUE, 9)).hasSize(1);
    }

    @Test
    void deliver_keyIsRefused_waitsForAnotherKeyWithoutAsking() throws Exception {
        put(new Outbox(List.of("a")), 1);
        AtomicInteger calls = new AtomicInteger();
        Deliveries deliveries = start(Map.of("a", attempt -> {
            calls.incrementAndGet();
            if (attempt.getKey().equals("old")) {
                throw new SinkClosedException("401: key is refused");
            }
        }));
        while (deliveries.paused().isEmpty()) {
            Thread.sleep(10);
        }
        assertThat(deliveries.paused()).containsEntry("a", "401: key is refused");
        Thread.sleep(700); // longer than it takes to look again
        assertThat(calls).hasValue(1);
        key.set("new");
        awaitEmpty(deliveries, "a");
        assertThat(calls).hasValue(2);
        assertThat(deliveries.paused()).isEmpty();
    }

    @Test
    void deliver_cutOffHalfWay_goesOnFromWhatIsKnown() throws Exception {
        put(new Outbox(List.of("a")), 1);
        AtomicInteger created = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        Deliveries deliveries = start(Map.of("a", attempt -> {
            if (attempt.known("place") == null) {
                attempt.remember("place", "/experiments/" + created.incrementAndGet());
            }
            if (calls.incrementAndGet() < 3) {
                throw new IOException("reset");
            }
        }));
        awaitEmpty(deliveries, "a");
        assertThat(created).hasValue(1);
        assertThat(store.find(1).orElseThrow().known()).containsEntry("place", "/experiments/1");
    }

    @Test
    void replay_ofWhatWasDelivered_deliversAgain() throws Exception {
        put(new Outbox(List.of("a")), 1);
        CountDownLatch twice = new CountDownLatch(2);
        Deliveries deliveries = start(Map.of("a", attempt -> twice.countDown()));
        awaitEmpty(deliveries, "a");
        deliveries.replay(1);
        assertThat(twice.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void replay_unknown_isEmpty() {
        assertThat(start(Map.of("a", attempt -> {})).replay(7)).isEmpty();
    }
}
