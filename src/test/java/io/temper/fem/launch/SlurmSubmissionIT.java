package io.temper.fem.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Submissions whose answers are lost, and commands that a shell would take amiss. */
class SlurmSubmissionIT {
    private static final Duration SETTLE = Duration.ofMillis(500);

    @TempDir
    Path home;

    @TempDir
    Path folder;

    private SlurmCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new SlurmCluster(home);
    }

    @AfterEach
    void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void submit_answerLostAfterTheJobWasMade_findsThatJob() throws Exception {
        Slurm lossy = new Slurm(cluster.environment()) {
            @Override
            String submit(Path script, List<String> options) throws SlurmException {
                super.submit(script, options);
                throw new SlurmException("sbatch: error: Batch job submission failed: Socket timed out on send/recv");
            }
        };

        List<SlurmTask> tasks = submission(lossy).submit(List.of(command("true")));

        assertThat(cluster.jobs()).containsExactly(tasks.get(0).job());
        assertThat(SlurmRecord.read(folder).orElseThrow().job())
                .isEqualTo(tasks.get(0).job());
    }

    @Test
    void submit_temperKilledBeforeItNotedTheNumber_findsTheJobByItsName() throws Exception {
        List<SlurmTask> first = submission(new Slurm(cluster.environment())).submit(List.of(command("true")));
        SlurmRecord record = SlurmRecord.read(folder).orElseThrow();
        new SlurmRecord(record.name(), record.task(), null).write(folder);

        List<SlurmTask> second = submission(new Slurm(cluster.environment())).submit(List.of(command("true")));

        assertThat(second).isEqualTo(first);
        assertThat(cluster.jobs()).hasSize(1);
    }

    @Test
    void submit_temperKilledBeforeTheJobWasMade_submitsIt() throws Exception {
        new SlurmRecord("temper-never-submitted", 0, null).write(folder);

        submission(new Slurm(cluster.environment())).submit(List.of(command("true")));

        assertThat(cluster.jobs()).hasSize(1);
    }

    @Test
    void run_argumentsThatAShellWouldTakeAmiss_arriveAsTheyAre() throws Exception {
        String odd = "it's $HOME `date` \"x\" \\ * ; exit 3 \t\n end";
        SlurmLauncher launcher = new SlurmLauncher(
                List.of(), 1, cluster.environment(), new SlurmLauncher.Times(SETTLE, SETTLE, Duration.ofMinutes(1)));

        launcher.run(command("printf", "%s", odd));

        assertThat(folder.resolve("stdout.log")).content().isEqualTo(odd);
        assertThat(Files.readString(folder.resolve("exit"))).isEqualTo("0\n");
    }

    private static SlurmSubmission submission(Slurm slurm) {
        return new SlurmSubmission(slurm, List.of(), 1, SETTLE, Duration.ofMinutes(1));
    }

    private Command command(String... arguments) {
        return new Command(
                List.of(arguments), Map.of("ODD", "a 'b' c"), folder, List.of(), 1, Duration.ofMinutes(1), null);
    }
}
