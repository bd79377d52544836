package io.temper.cli;

import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.versions.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model proposes and predicts, and on which device. */
final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "folder of a trained model instead of the current one, which is the one that comes with temper unless"
                            + " another was chosen: see model")
    @Nullable Path folder;

    @Mixin
    DeviceOption device;

    DjlVaeReg load() throws IOException {
        device.use();
        if (folder != null) {
            return DjlVaeReg.load(folder);
        }
        ModelStore store = new ModelStore(ModelStore.standardFolder());
        return DjlVaeReg.load(store.folder(store.current()));
    }

    /** Makes these the model and the device of the application that is started next in this process. */
    void configure() {
        device.use();
        if (folder != null) {
            System.setProperty("temper.model", folder.toAbsolutePath().toString());
        }
    }
}
