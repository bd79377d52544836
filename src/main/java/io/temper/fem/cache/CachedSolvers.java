package io.temper.fem.cache;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemSolver;
import io.temper.fem.Fingerprint;
import io.temper.fem.adapter.ProcessFemSolver;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the cache before solvers, if there is one. Each solver is asked for its version once, at its first evaluation. */
public final class CachedSolvers {
    private static final System.Logger LOG = System.getLogger(CachedSolvers.class.getName());

    private final @Nullable EvaluationCache cache;
    private final Map<ProcessFemSolver, FemSolver> solvers = new ConcurrentHashMap<>();

    public CachedSolvers(Optional<EvaluationCache> cache) {
        this.cache = cache.orElse(null);
    }

    public FemSolver of(ProcessFemSolver solver) {
        return cache == null
                ? solver
                : solvers.computeIfAbsent(solver, s -> new CachingFemSolver(s, new Once(s), cache));
    }

    /** A solver's identity, found once. */
    private static final class Once implements CachingFemSolver.Identity {
        private final ProcessFemSolver solver;
        private @Nullable Optional<List<String>> known;

        Once(ProcessFemSolver solver) {
            this.solver = solver;
        }

        @Override
        public synchronized Optional<List<String>> of(Path folder) throws FemException {
            if (known == null) {
                known = find(folder);
            }
            return known;
        }

        private Optional<List<String>> find(Path folder) throws FemException {
            try {
                String version = solver.probe(folder);
                if (version.isBlank()) {
                    throw new FemException(Reason.UNAVAILABLE, "its probe prints no version");
                }
                List<String> identity = new ArrayList<>(solver.identity());
                identity.add(version);
                identity.add(contents(solver.home()));
                return Optional.of(identity);
            } catch (FemException | IOException e) {
                if (e instanceof FemException f && f.reason() == Reason.CANCELLED) {
                    throw f;
                }
                LOG.log(Level.DEBUG, "results of {0} are not kept: {1}", solver.name(), e.getMessage());
                return Optional.empty();
            }
        }

        /** Of the adapter's files, all but its golden case and what is written for people: an edited script is another solver. */
        private static String contents(Path home) throws IOException {
            StringBuilder all = new StringBuilder();
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    String name = home.relativize(file).toString();
                    if (!name.matches("golden/.*|.*__pycache__/.*|.*\\.md")) {
                        all.append(name)
                                .append(' ')
                                .append(Fingerprint.of(Files.readAllBytes(file)))
                                .append('\n');
                    }
                }
            }
            return Fingerprint.of(all.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
