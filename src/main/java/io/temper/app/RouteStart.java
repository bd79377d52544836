package io.temper.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.Route;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Routes to and from others, which may be away when temper starts: what cannot start is tried again until it does, and nothing else
 * waits for it. What is wrong with a route itself is thrown.
 */
final class RouteStart {
    private static final Logger LOG = Logger.getLogger(RouteStart.class.getName());

    private final CamelContext camel;
    private final Duration pause;
    private final ScheduledExecutorService worker;
    private final Set<String> ids = new HashSet<>();

    /** @param pause between two attempts */
    RouteStart(CamelContext camel, Duration pause) {
        this.camel = camel;
        this.pause = pause;
        worker = camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "RouteStart");
    }

    /** Loads the routes of a file and starts them. @throws Exception what is wrong with the file */
    void load(Path file) throws Exception {
        load(file, "");
    }

    /** @param told why the attempt before this one failed: is said once, not every few seconds */
    private synchronized void load(Path file, String told) throws Exception {
        Set<String> before = all();
        Exception failure = null;
        try {
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.resolveResource(camel, "file:" + file));
        } catch (Exception e) {
            failure = e;
        }
        Set<String> loaded = all();
        loaded.removeAll(before);
        if (failure != null && loaded.isEmpty() && !isStart(failure)) {
            throw failure;
        }
        ids.addAll(loaded);
        if (failure != null) {
            String reason = innermost(failure);
            if (!reason.equals(told)) {
                LOG.log(Level.WARNING, "{0} cannot start, and is tried again every {1} s: {2}", new Object[] {
                    file, pause.toSeconds(), reason
                });
            }
            worker.schedule(() -> again(file, loaded, reason), pause.toMillis(), TimeUnit.MILLISECONDS);
        } else if (!told.isEmpty()) {
            LOG.log(Level.INFO, "{0} has started", file);
        }
    }

    /** A producer that cannot start fails before its route is among the context's, a consumer after. */
    private static boolean isStart(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof FailedToStartRouteException) {
                return true;
            }
        }
        return false;
    }

    private Set<String> all() {
        return new HashSet<>(camel.getRoutes().stream().map(Route::getId).toList());
    }

    private static String innermost(Throwable failure) {
        Throwable why = failure;
        while (why.getCause() != null) {
            why = why.getCause();
        }
        return String.valueOf(why.getMessage());
    }

    /** They are made anew: a consumer that has failed may have lost what it was given, as that of MQTT does its client. */
    private synchronized void again(Path file, Set<String> loaded, String told) {
        try {
            for (String id : loaded) {
                camel.getRouteController().stopRoute(id);
                camel.removeRoute(id);
                ids.remove(id);
            }
            load(file, told);
        } catch (Exception e) {
            LOG.log(Level.WARNING, "{0} cannot start: {1}", new Object[] {file, innermost(e)});
        }
    }

    /** @param patience how long what the routes carry has to end */
    void stop(Duration patience) throws Exception {
        worker.shutdownNow(); // which ends an attempt that is under way
        synchronized (this) {
            for (String id : ids) {
                camel.getRouteController().stopRoute(id, patience.toMillis(), TimeUnit.MILLISECONDS);
            }
            ids.clear();
        }
    }
}
