package io.temper.fem;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.commons.exec.ProcessDestroyer;
import org.jspecify.annotations.Nullable;

/** A process and all that it started. Ends with this JVM. */
final class ProcessTree implements ProcessDestroyer {
    private @Nullable Process root;
    /** Descendants seen so far: once their parent is gone nothing leads to them any more. */
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    private boolean ended;

    private final Thread hook = new Thread(this::end, "end-solver");

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

    /** Notes which descendants there are now. */
    synchronized void observe() {
        if (root != null) {
            root.descendants().forEach(seen::add);
        }
    }

    /** Ends the descendants, then the process, even one that is yet to be added. */
    synchronized void end() {
        ended = true;
        if (root == null) {
            return;
        }
        // a second look for what was started during the first
        for (int round = 0; round < 2; round++) {
            observe();
            seen.forEach(ProcessHandle::destroyForcibly);
        }
        root.destroyForcibly();
    }
}
