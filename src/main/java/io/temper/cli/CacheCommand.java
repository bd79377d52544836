package io.temper.cli;

import io.temper.fem.cache.EvaluationCache;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;

/** The evaluations that need not be made twice. */
@Command(
        name = "cache",
        description = "The evaluations that designs need not make again: how many there are; list them, clear them.",
        subcommands = {CacheCommand.ListAll.class, CacheCommand.Clear.class})
final class CacheCommand extends Subcommand {
    @Option(
            names = "--cache",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "folder of the cache; else TEMPER_CACHE, else temper/evaluations among the user's caches")
    @Nullable String folder;

    @Override
    public Integer call() throws IOException {
        EvaluationCache cache = cache();
        List<EvaluationCache.Entry> entries = cache.entries();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("folder", cache.folder().toString());
        json.put("evaluations", entries.size());
        json.put(
                "bytes",
                entries.stream().mapToLong(EvaluationCache.Entry::bytes).sum());
        json.put("limit", cache.limit().bytes());
        console().result(json);
        return 0;
    }

    private EvaluationCache cache() {
        return EvaluationCache.of(
                        folder == null ? System.getenv("TEMPER_CACHE") : folder, System.getenv("TEMPER_CACHE_SIZE"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the cache is off by TEMPER_CACHE: name its folder with --cache DIR"));
    }

    /** What the commands of {@code cache} share. */
    abstract static class Action extends WithHelp {
        @ParentCommand
        CacheCommand cache;

        @Override
        public Integer call() throws IOException {
            run(cache.cache());
            return 0;
        }

        abstract void run(EvaluationCache entries) throws IOException;
    }

    /** One JSON line per entry. */
    @Command(name = "list", description = "A line for each evaluation, the least recently used first.")
    static final class ListAll extends Action {
        @Override
        void run(EvaluationCache entries) throws IOException {
            for (EvaluationCache.Entry entry : entries.entries()) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("evaluation", entry.key());
                line.put("used", entry.used().toString());
                line.put("bytes", entry.bytes());
                entries.describe(entry).forEach(line::put);
                cache.console().result(line);
            }
        }
    }

    /** Empties the cache. */
    @Command(name = "clear", description = "Delete all of them.")
    static final class Clear extends Action {
        @Override
        void run(EvaluationCache entries) throws IOException {
            cache.console().result(Map.of("deleted", entries.clear()));
        }
    }
}
