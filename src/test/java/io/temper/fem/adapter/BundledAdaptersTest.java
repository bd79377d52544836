package io.temper.fem.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BundledAdaptersTest {
    private static final Path FOLDER = Path.of("fem-adapters");

    @Test
    void files_areAllThatAdaptersNeedButTheExampleToCopy() throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER, 2)) {
            List<String> needed = all.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString())
                    .filter(file -> !file.endsWith("README.md") && !file.startsWith("script"))
                    .sorted()
                    .toList();
            assertThat(BundledAdapters.FILES).containsExactlyElementsOf(needed);
        }
    }

    @Test
    void unpack_everyAdapter_isAsInTheFolderAndGoneWhenClosed() throws IOException {
        BundledAdapters adapters = BundledAdapters.unpack();
        for (String file : BundledAdapters.FILES) {
            assertThat(adapters.folder().resolve(file)).hasSameBinaryContentAs(FOLDER.resolve(file));
        }
        AdapterRegistry registry = new AdapterRegistry(adapters.folder());
        assertThat(registry.names()).contains("voxel", "calculix");
        assertThat(registry.solver("voxel").descriptor())
                .isEqualTo(new AdapterRegistry(FOLDER).solver("voxel").descriptor());
        adapters.close();
        assertThat(adapters.folder()).doesNotExist();
    }
}
