package io.temper.cli;

import io.quarkus.runtime.annotations.QuarkusMain;

/** Entry point. Only {@code design} and the service start Quarkus; the other commands run straight away. */
@QuarkusMain
public final class Main {
    Main() {}

    public static void main(String... args) {
        System.exit(Temper.commandLine(System.out, System.err).execute(args));
    }
}
