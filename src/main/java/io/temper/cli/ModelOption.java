package io.temper.cli;

import io.temper.vaereg.DjlVaeReg;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model proposes and predicts. */
final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "folder of a trained model instead of the one that comes with temper")
    @Nullable Path folder;

    DjlVaeReg load() throws IOException {
        return folder == null ? DjlVaeReg.bundled() : DjlVaeReg.load(folder);
    }

    /** Makes this the model of the application that is started next in this process. */
    void configure() {
        if (folder != null) {
            System.setProperty("temper.model", folder.toAbsolutePath().toString());
        }
    }
}
