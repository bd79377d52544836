package io.temper.fem.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemResult;
import io.temper.material.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A solver that misbehaves in every way we know, as a real process: what is reported, what is kept, and what is left running. */
@EnabledOnOs(OS.LINUX)
class FaultsIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "exit7, CRASHED, exit code 7 (it said: license server not found)",
        "flood-exit7, CRASHED, that was all",
        "closed-pipes-exit7, CRASHED, exit code 7",
        "kill-itself, CRASHED, exit code 137 (signal 9)",
        "terminate-itself, CRASHED, exit code 143 (signal 15)",
        "full-disk, CRASHED, No space left on device",
        "no-result, MALFORMED, the solver left no result.json (it said: did nothing)",
        "garbage, MALFORMED, it is not JSON",
        "two-results, MALFORMED, it is not JSON",
        "empty, MALFORMED, it is not a JSON object",
        "truncated, MALFORMED, it is not JSON",
        "huge, MALFORMED, over the limit",
        "folder, MALFORMED, the solver left no result.json",
        "nan, UNPHYSICAL, C11 is NaN",
        "infinite, UNPHYSICAL, C11 is Infinity",
        "null, MALFORMED, C11 is null",
        "text, MALFORMED, C11 is \"3\"",
        "five-rows, MALFORMED, C is not an array of 6 rows",
        "asymmetric, UNPHYSICAL, C is not symmetric",
        "too-stiff, UNPHYSICAL, Voigt bounds",
        "negative, UNPHYSICAL, Voigt bounds",
        "other-format, MALFORMED, its format is not temper-fem-1",
        "unconverged, UNPHYSICAL, it has not converged"
    })
    void solve_misbehaviour_isAFailureWithItsReasonAndLogs(String how, Reason reason, String message) {
        FemException e = failure(Adapter.misbehaving(how));

        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e).hasMessageStartingWith("solver test: ").hasMessageContaining(message);
        assertThat(e.getMessage()).doesNotContain("\n").endsWith("logs in " + folder);
        assertThat(folder.resolve("stdout.log")).exists();
        assertThat(folder.resolve("stderr.log")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "hang-with-grandchild", "hang-with-daemon", "hang-with-closed-pipes"})
    void solve_timeLimit_endsAllThatWasStarted(String how) throws IOException {
        FemException e = failure(Adapter.misbehaving(how).timeLimit(Duration.ofSeconds(4)));

        assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(e).hasMessageContaining("ran past its time limit of 4 s and was ended");
        assertThat(folder.resolve("pid")).as("it came to hang").exists();
        assertNobodyIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eat-memory", "eat-memory-by-a-child"})
    void solve_memoryLimit_endsAllThatWasStarted(String how) throws IOException {
        FemException e = failure(Adapter.misbehaving(how).memoryLimit("300m").retries(2));

        assertThat(e.reason()).isEqualTo(Reason.OUT_OF_MEMORY);
        assertThat(e).hasMessageContaining("over its memory limit of 300m, and was ended");
        assertThat(folder.resolve("retry1")).as("it would need as much again").doesNotExist();
        assertNobodyIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"good", "flood", "closed-pipes", "leave-grandchild"})
    void solve_oddButGood_isReadAndNothingIsLeftRunning(String how) throws Exception {
        FemResult result =
                solver(Adapter.misbehaving(how).memoryLimit("900m")).solve(ProcessFemSolverIT.problem(), folder);

        assertThat(result.stiffness().require(Property.C11)).isEqualTo(3);
        assertNobodyIsLeft();
    }

    @Test
    void solve_executableThatVanishes_isNotStarted() throws Exception {
        Path program = Files.writeString(folder.resolve("solver"), "#!/bin/sh\necho 1.0\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessFemSolver solver = solver(new Adapter(program.toString()).probe(program.toString(), "--version"));
        assertThat(solver.probe(folder)).isEqualTo("1.0");
        Files.delete(program);

        FemException e = failure(solver, folder);
        assertThat(e.reason()).isEqualTo(Reason.NOT_STARTED);
        assertThat(e).hasMessageContaining("cannot start " + program);

        FemException probe = catchThrowableOfType(FemException.class, () -> solver.probe(folder));
        assertThat(probe.reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/temper/run", "/dev/null/run"})
    void solve_folderThatNobodyCanMake_isAnIoFailureThatNamesIt(String place) {
        // root included
        FemException e = failure(solver(Adapter.misbehaving("good")), Path.of(place));

        assertThat(e.reason()).isEqualTo(Reason.IO);
        assertThat(e).hasMessageContaining(place);
    }

    @Test
    void solve_fullDisk_isAnIoFailureAndLeavesNoHalfFile() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk.toString()))
                .as("mounting a small disk is permitted here")
                .isZero();
        try {
            Files.write(disk.resolve("filler"), new byte[12 << 10]);

            FemException e = failure(solver(Adapter.misbehaving("good")), disk.resolve("run"));

            assertThat(e.reason()).isEqualTo(Reason.IO);
            assertThat(e).hasMessageContaining("No space left on device");
            assertThat(disk.resolve("run/problem.json")).doesNotExist();
        } finally {
            run("umount", disk.toString());
        }
    }

    /** Of all that was started with this folder, nothing is at work a moment later. */
    private void assertNobodyIsLeft() throws IOException {
        try (Stream<Path> pids = Files.list(folder)) {
            for (Path pid : pids.filter(f -> f.toString().endsWith("pid")).toList()) {
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .ifPresent(p -> assertThat(p.onExit()).succeedsWithin(Duration.ofSeconds(10)));
            }
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor();
    }

    private ProcessFemSolver solver(Adapter adapter) {
        return new ProcessFemSolver(adapter.build(), folder);
    }

    private FemException failure(Adapter adapter) {
        return failure(solver(adapter), folder);
    }

    private static FemException failure(ProcessFemSolver solver, Path place) {
        FemException e =
                catchThrowableOfType(FemException.class, () -> solver.solve(ProcessFemSolverIT.problem(), place));
        assertThat(e).isNotNull();
        return e;
    }
}
