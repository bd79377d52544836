package io.temper.cli;

import io.temper.client.Service;
import io.temper.client.ServiceAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which running service is asked. A key is never an option itself, since others may see a process's command line. */
final class ServerOptions {
    @Option(
            names = "--server",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "a running service that does it; else the one that TEMPER_SERVER names")
    @Nullable String server;

    @Option(
            names = "--api-key-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "file of the key that opens it; else TEMPER_API_KEY")
    @Nullable Path keyFile;

    /** Empty if no service is named. */
    Optional<Service> service(Console console) throws IOException {
        return ServiceAddress.of(server, keyFile, System.getenv()).map(a -> new Service(a, console::progress));
    }

    /** An {@link IllegalArgumentException} if no service is named. */
    Service required(Console console) throws IOException {
        return service(console)
                .orElseThrow(() -> new IllegalArgumentException(
                        "which service? Give --server URL, for example http://127.0.0.1:8080, or set TEMPER_SERVER"));
    }
}
