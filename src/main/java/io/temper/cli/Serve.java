package io.temper.cli;

import io.quarkus.runtime.Quarkus;
import io.temper.app.Headless;
import io.temper.app.Home;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the service until it is stopped. */
@Command(
        name = "serve",
        description = "Run the service (the default): http://127.0.0.1:8080/designs, OpenAPI at /q/openapi.")
final class Serve extends Subcommand {
    @Mixin
    DeviceOption device;

    @Override
    public Integer call() {
        return serve(device);
    }

    static int serve(DeviceOption device) {
        device.use();
        Home.find().configure();
        AtomicInteger exit = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        Quarkus.run(null, (code, failure) -> {
            exit.set(code);
            failed.set(failure);
        });
        Throwable failure = failed.get();
        if (failure != null) {
            throw Headless.notStarted(failure);
        }
        return exit.get();
    }
}
