package io.temper.fem.launch;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.exec.ProcessDestroyer;
import org.jspecify.annotations.Nullable;

/**
 * A process and all that it started: its descendants, and what carries its mark. The mark is a variable of the environment,
 * which children inherit, so that one whose parent is gone, or that made itself a daemon, is still found. Ends with this JVM.
 */
final class ProcessTree implements ProcessDestroyer {
    /** The variable; its value is the folder that the process was started in. */
    static final String MARK = "TEMPER_EVALUATION";

    private static final Path PROCESSES = Path.of("/proc");
    private static final int WAIT_SECONDS = 10;

    private final Path folder;
    private @Nullable Process root;
    /** Descendants seen so far: one without the mark is lost once its parent is gone. */
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    private boolean ended;

    private final Thread hook = new Thread(this::end, "end-solver");

    ProcessTree(Path folder) {
        this.folder = folder;
    }

    @Override
    public synchronized boolean add(Process process) {
        root = process;
        if (ended) {
            end(); // it was given up while it was being started
        } else {
            Runtime.getRuntime().addShutdownHook(hook);
        }
        return true;
    }

    @Override
    public synchronized boolean remove(Process process) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false; // this JVM is ending and the hook is at work
        }
    }

    @Override
    public synchronized int size() {
        return root == null ? 0 : 1;
    }

    /** Exit code of the process; 128 + signal if a signal ended it. */
    synchronized int exitValue() {
        if (root == null) {
            throw new IllegalStateException("no process was started");
        }
        return root.exitValue();
    }

    /** The processes that there are now. */
    synchronized List<ProcessHandle> members() {
        if (root == null) {
            return List.of();
        }
        root.descendants().forEach(seen::add);
        return Stream.concat(Stream.of(root.toHandle()), seen.stream())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    /** Ends the descendants, then the process, even one that is yet to be added. */
    synchronized void end() {
        ended = true;
        if (root == null) {
            return;
        }
        // a second look for what was started during the first
        for (int round = 0; round < 2; round++) {
            members().stream().filter(p -> p.pid() != root.pid()).forEach(ProcessHandle::destroyForcibly);
            end(folder.toString()::equals);
        }
        root.destroyForcibly();
    }

    /** Ends what is still at work in a folder or in one below it, whoever started it, and waits for the end of it. */
    static void endMarked(Path folder) {
        String place = folder.toAbsolutePath().normalize().toString();
        end(mark -> mark.equals(place) || mark.startsWith(place + "/"))
                .forEach(p -> p.onExit()
                        .completeOnTimeout(p, WAIT_SECONDS, TimeUnit.SECONDS)
                        .join());
    }

    private static List<ProcessHandle> end(Predicate<String> marked) {
        try (Stream<Path> processes = Files.list(PROCESSES)) {
            return processes
                    .filter(p -> p.getFileName().toString().matches("\\d+"))
                    .filter(p -> mark(p).filter(marked).isPresent())
                    .flatMap(
                            p -> ProcessHandle.of(Long.parseLong(p.getFileName().toString())).stream())
                    .filter(p -> p.pid() != ProcessHandle.current().pid())
                    .filter(ProcessHandle::destroyForcibly)
                    .toList();
        } catch (IOException e) {
            return List.of(); // no such folder on this system: descendants alone are ended
        }
    }

    private static Optional<String> mark(Path process) {
        try {
            // in the encoding in which Java hands variables on
            String environment = new String(Files.readAllBytes(process.resolve("environ")), Charset.defaultCharset());
            return Stream.of(environment.split("\0"))
                    .filter(v -> v.startsWith(MARK + "="))
                    .map(v -> v.substring(MARK.length() + 1))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // gone, or somebody else's
        }
    }
}
