package io.temper.fem.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlurmTest {
    @ParameterizedTest
    @CsvSource({"0:07, PT7S", "12:34, PT12M34S", "1:02:03, PT1H2M3S", "2-01:00:00, PT49H", "INVALID, PT0S", "'', PT0S"})
    void time_asSqueuePrintsIt_isRead(String text, Duration time) {
        assertThat(Slurm.time(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)",
                "slurm_load_jobs error: Socket timed out on send/recv operation",
                "slurm_load_jobs error: Zero Bytes were transmitted or received",
                "sbatch: error: Slurm temporarily unable to accept job",
                "squeue: no answer, exit code 137"
            })
    void isHiccup_controllerThatCannotAnswer_isOne(String message) {
        assertThat(new SlurmException(message).isHiccup()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sbatch: error: Batch job submission failed: Invalid account or account/partition combination specified",
                "sbatch: error: invalid partition specified: nowhere",
                "slurm_load_jobs error: Invalid job id specified",
                "cannot run sbatch: No such file or directory"
            })
    void isHiccup_refusal_isNone(String message) {
        assertThat(new SlurmException(message).isHiccup()).isFalse();
    }
}
