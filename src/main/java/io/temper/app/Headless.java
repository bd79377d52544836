package io.temper.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The application with its routes but without its HTTP port, started for the length of one task. */
public final class Headless {
    /** What is done while the application runs. */
    @FunctionalInterface
    public interface Task<T> {
        T run(Designer designer) throws Exception;
    }

    /** Quarkus makes this itself, so that the task reaches it through a static field. */
    public static final class Runner implements QuarkusApplication {
        private static @Nullable Consumer<Designer> task;

        private final Designer designer;

        Runner(Designer designer) {
            this.designer = designer;
        }

        @Override
        public int run(String... args) {
            if (task != null) {
                task.accept(designer);
            }
            return 0;
        }
    }

    /** What Camel says of a placeholder in a route that nothing fills. */
    private static final Pattern UNSET = Pattern.compile("^Property with key \\[([^]]+)] not found");

    private Headless() {}

    /** Why the application did not start, in one line. */
    public static IllegalStateException notStarted(Throwable failure) {
        // the outermost says only that it failed; the next names the file, the innermost the place in it
        Throwable what = failure.getCause() == null ? failure : failure.getCause();
        Throwable why = what;
        while (why.getCause() != null) {
            why = why.getCause();
        }
        String message = why == what ? what.getMessage() : what.getMessage() + ": " + why.getMessage();
        Matcher unset = UNSET.matcher(String.valueOf(why.getMessage()));
        if (unset.find()) {
            message = "a route needs %s, which is not set".formatted(unset.group(1));
        }
        return new IllegalStateException("cannot start: " + message, failure);
    }

    /** Starts, runs the task, stops; throws what the task threw. */
    public static <T> T run(Task<T> task) throws Exception {
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.log.level", "WARN");
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Runner.task = designer -> {
            try {
                outcome.complete(task.run(designer));
            } catch (Exception e) {
                outcome.completeExceptionally(e);
            }
        };
        Quarkus.run(Runner.class, (code, failure) -> {
            if (failure != null) {
                outcome.completeExceptionally(notStarted(failure));
            }
        });
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
