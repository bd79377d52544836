package io.temper.fem.adapter;

import io.temper.fem.launch.LocalLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The solvers of a folder of adapters, each a folder of its own with an {@code adapter.yaml}. */
public final class AdapterRegistry {
    private static final String DESCRIPTOR = "adapter.yaml";

    private final Path folder;
    /** One for all, so that together they keep to the machine's cores. */
    private final LocalLauncher local = LocalLauncher.standard();

    private final Map<String, ProcessFemSolver> solvers = new ConcurrentHashMap<>();

    /** @param folder the folder of adapters, for example {@code fem-adapters} */
    public AdapterRegistry(Path folder) {
        this.folder = folder;
    }

    /** Names of the adapters that there are. */
    public List<String> names() {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(f -> Files.isRegularFile(f.resolve(DESCRIPTOR)))
                    .map(f -> f.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "folder of solver adapters %s cannot be read: %s".formatted(folder, e), e);
        }
    }

    /**
     * The solver of a name, always the same object, so that its concurrency limit holds for all who ask.
     *
     * @throws IllegalArgumentException one clear line, if there is none of that name or its description is wrong
     */
    public ProcessFemSolver solver(String name) {
        return solvers.computeIfAbsent(name, this::load);
    }

    private ProcessFemSolver load(String name) {
        List<String> names = names();
        if (!names.contains(name)) {
            throw new IllegalArgumentException("no solver '%s' in %s: use one of %s".formatted(name, folder, names));
        }
        Path file = folder.resolve(name).resolve(DESCRIPTOR);
        AdapterDescriptor adapter = AdapterDescriptor.read(file);
        if (!adapter.name().equals(name)) {
            throw new IllegalArgumentException(
                    "%s: name '%s' must be that of its folder, '%s'".formatted(file, adapter.name(), name));
        }
        return new ProcessFemSolver(adapter, folder.resolve(name), local);
    }
}
