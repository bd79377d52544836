package io.temper.fem.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void add_processToATreeThatWasEnded_endsIt() throws IOException {
        ProcessTree tree = new ProcessTree(folder);
        tree.end();

        Process late = marked(folder);
        tree.add(late);

        assertThat(late.onExit()).succeedsWithin(SOON);
    }

    @Test
    void endMarked_folder_endsWhatWorksInItAndBelowAndNothingElse() throws IOException {
        Process here = marked(folder.resolve("a"));
        Process below = marked(folder.resolve("a/b"));
        Process beside = marked(folder.resolve("ab"));

        ProcessTree.endMarked(folder.resolve("a"));

        assertThat(here.onExit()).succeedsWithin(SOON);
        assertThat(below.onExit()).succeedsWithin(SOON);
        assertThat(beside.isAlive()).isTrue();
        beside.destroyForcibly();
    }

    @Test
    void end_daemonThatNothingLeadsTo_isEnded() throws Exception {
        ProcessTree tree = new ProcessTree(folder);
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", "setsid sleep 600 >/dev/null & echo $!");
        shell.environment().put(ProcessTree.MARK, folder.toString());
        Process process = shell.start();
        tree.add(process);
        long pid = Long.parseLong(new String(process.getInputStream().readAllBytes()).strip());
        process.waitFor();
        assertThat(ProcessHandle.of(pid)).as("the daemon").isPresent();
        assertThat(process.descendants()).isEmpty();

        tree.end();

        ProcessHandle.of(pid).ifPresent(p -> assertThat(p.onExit()).succeedsWithin(SOON));
    }

    private static Process marked(Path mark) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "600");
        builder.environment().put(ProcessTree.MARK, mark.toString());
        return builder.start();
    }
}
