package io.temper.lab;

import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One attempt at a delivery, as a route sees it: the exchange variable {@code attempt}. */
public final class Attempt {
    private final Delivery delivery;
    private final @Nullable String key;
    private final BiConsumer<Long, Map<String, String>> keeper;

    /**
     * @param key the sink's secret; null if it has none
     * @param keeper keeps what is known of a delivery before it returns
     */
    Attempt(Delivery delivery, @Nullable String key, BiConsumer<Long, Map<String, String>> keeper) {
        this.delivery = delivery;
        this.key = key;
        this.keeper = keeper;
    }

    public LabResult getResult() {
        return delivery.result();
    }

    /** Number of the delivery. */
    public long getNumber() {
        return delivery.id();
    }

    /** Whether an earlier attempt may have been taken without temper hearing of it. */
    public boolean isAgain() {
        return delivery.attempts() > 0;
    }

    /** The sink's secret. @throws SinkClosedException if none is configured */
    public String getKey() {
        if (key == null) {
            throw new SinkClosedException("no key is configured: set temper.lab.%1$s.key or temper.lab.%1$s.key-file"
                    .formatted(delivery.sink()));
        }
        return key;
    }

    boolean isOf(String sink, String result) {
        return delivery.sink().equals(sink) && delivery.result().id().equals(result);
    }

    /** All that is known. */
    Map<String, String> all() {
        return delivery.known();
    }

    /** What an earlier step or attempt has remembered; null if nothing. */
    public @Nullable String known(String name) {
        return delivery.known().get(name);
    }

    /** Keeps what the other side answered: on the disk when this returns. */
    public void remember(String name, String value) {
        delivery.known().put(name, value);
        keeper.accept(delivery.id(), delivery.known());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "attempt %d at delivery %d to %s".formatted(delivery.attempts() + 1, delivery.id(), delivery.sink());
    }
}
