package io.temper.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temper.events.EventRefusedException.Fault;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Takes events: what it returns a receipt for is on the disk. Whatever it refuses is a dead letter, and its receipt says why.
 */
public final class Events {
    /** Characters of an event: voxels do not travel inside one. */
    private static final int LONGEST = 1 << 20;
    /** Characters that are kept of what is longer. */
    private static final int KEPT = 1_000;

    private final EventReader reader = new EventReader();
    private final EventStore store;
    private final EventQueries queries;
    private final Shelf shelf;
    private final Uploads uploads;
    private final int backlog;
    private final EventWorkers workers;
    private final Consumer<Receipt> heard;

    /** What was sent to the service. */
    @FunctionalInterface
    public interface Uploads {
        Optional<Microstructure> read(String id) throws IOException;
    }

    /** @param heard is told of each receipt */
    Events(
            EventStore store,
            EventQueries queries,
            Shelf shelf,
            Uploads uploads,
            int backlog,
            EventWorkers workers,
            Consumer<Receipt> heard) {
        this.store = store;
        this.queries = queries;
        this.shelf = shelf;
        this.uploads = uploads;
        this.backlog = backlog;
        this.workers = workers;
        this.heard = heard;
    }

    /**
     * Takes an event.
     *
     * @param raw a CloudEvent in structured JSON
     * @param origin which way it came, for the dead letter
     * @throws RejectedExecutionException if too many wait: it is not kept, and not a dead letter
     * @throws StoreException if the database does not answer: neither
     */
    public Receipt offer(String raw, String origin) {
        Receipt receipt;
        try {
            if (raw.length() > LONGEST) {
                throw new EventRefusedException(
                        Fault.MALFORMED,
                        "%d characters are no event: at most %d; send voxels to /microstructures or put them in a file, and name them"
                                .formatted(raw.length(), LONGEST));
            }
            receipt = take(reader.read(EventReader.json(raw)));
        } catch (EventRefusedException e) {
            receipt = refuse(raw, origin, e);
        }
        heard.accept(receipt);
        return receipt;
    }

    /** The same of a voxel file that was dropped: a specimen's new microstructure; the file's name without its ending is the specimen's. */
    public Receipt offerFile(Path file, String origin) {
        String name = String.valueOf(file.getFileName());
        Receipt receipt;
        try {
            Microstructure m = shelf.read(file);
            receipt = take(dropped(name.replaceFirst("\\.[^.]*$", ""), m, written(file), origin));
        } catch (EventRefusedException e) {
            String raw = EventReader.JSON
                    .createObjectNode()
                    .put("file", file.toString())
                    .toString();
            receipt = refuse(raw, origin, e);
        }
        heard.accept(receipt);
        return receipt;
    }

    private static Instant written(Path file) throws EventRefusedException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new EventRefusedException(Fault.IMPOSSIBLE, "file '%s' has gone".formatted(file));
        }
    }

    /** Its id is that of its contents, so that a file that is found again after a crash is no other event. */
    private Event dropped(String specimen, Microstructure m, Instant written, String origin)
            throws EventRefusedException {
        String id = EventReader.sha256("%s %s %s".formatted(specimen, m.sha256(), written));
        try {
            ObjectNode event = EventReader.JSON
                    .createObjectNode()
                    .put("specversion", "1.0")
                    .put("id", id)
                    .put("source", origin)
                    .put("type", EventType.MICROSTRUCTURE_CHANGED.text())
                    .put("subject", specimen);
            event.putObject("data").put("file", specimen);
            Event read = reader.read(event);
            read.data().removeAll();
            return read.with(read.data().put("sha256", shelf.keep(m)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Receipt take(Event event) throws EventRefusedException {
        Optional<Receipt> known = store.known(event);
        if (known.isPresent()) {
            return known.get();
        }
        Event resolved = resolve(event);
        return workers.announce(() -> {
            // another may have been quicker with the same
            Optional<Receipt> again = store.known(event);
            return again.isPresent() ? again.get() : store.add(resolved, Instant.now(), backlog);
        });
    }

    /** What it links to is read and kept, what it says of phases is tried. */
    private Event resolve(Event event) throws EventRefusedException {
        try {
            if (event.type() == EventType.PHASES_CHANGED) {
                new Specimen(event.subject(), null, Phases.PAPER, java.util.Map.of())
                        .after(new EventRow(
                                0,
                                "",
                                "",
                                event.subject(),
                                event.type().text(),
                                null,
                                Instant.now(),
                                EventState.ACCEPTED,
                                null,
                                event.data(),
                                null));
            }
            if (event.type() != EventType.MICROSTRUCTURE_CHANGED || event.data().has("sha256")) {
                return event;
            }
            JsonNode upload = event.data().get("upload");
            Microstructure m = upload == null
                    ? shelf.link(event.data().path("file").textValue())
                    : uploads.read(upload.textValue())
                            .orElseThrow(() -> new EventRefusedException(
                                    Fault.IMPOSSIBLE,
                                    "there is no upload '%s': send it to /microstructures first"
                                            .formatted(upload.textValue())));
            return event.with(EventReader.JSON.createObjectNode().put("sha256", shelf.keep(m)));
        } catch (IllegalArgumentException e) {
            throw new EventRefusedException(Fault.IMPOSSIBLE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // temper's own disk: not the event's fault
        }
    }

    /** Keeps what cannot be taken, with the reason. */
    public Receipt refuse(String raw, String origin, EventRefusedException why) {
        String kept = raw.length() > LONGEST ? raw.substring(0, KEPT) + " ..." : raw;
        queries.bury(origin, String.valueOf(why.getMessage()), kept);
        return new Receipt(null, false, why);
    }

    /** The same of an event that its way in already found faulty, unless an event of its source and id was taken before. */
    public Receipt fault(String raw, String origin, String why) {
        try {
            JsonNode event = EventReader.json(raw);
            Optional<EventRow> known = queries.event(
                    event.path("source").asText(), event.path("id").asText());
            if (known.isPresent()) {
                return new Receipt(known.get(), false, null);
            }
        } catch (EventRefusedException e) {
            // no JSON: it is kept as it is
        }
        return refuse(raw, origin, new EventRefusedException(Fault.IMPOSSIBLE, why));
    }

    /** Takes a dead letter again. @return its receipt, which may be another refusal */
    public Receipt replay(DeadLetter letter) {
        try {
            Receipt receipt = take(reader.read(EventReader.json(letter.raw())));
            queries.replayed(letter.number());
            heard.accept(receipt);
            return receipt;
        } catch (EventRefusedException e) {
            return new Receipt(null, false, e); // it stays the dead letter that it is
        }
    }
}
