package io.temper.fem.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Slurm of one node on the loopback interface, with daemons of its own that end with it. Skips the test where there is none installed. */
public final class SlurmCluster implements AutoCloseable {
    private static final List<String> PROGRAMS =
            List.of("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol");

    private final Path folder;
    private final Path conf;
    private final List<Process> daemons = new ArrayList<>();
    private Process controller;

    /** @param folder empty; short, for a socket's path is limited to 107 characters */
    public SlurmCluster(Path folder) throws IOException, InterruptedException {
        for (String program : PROGRAMS) {
            assumeTrue(
                    isInstalled(program),
                    program + " is not installed: install munge, slurmctld, slurmd and slurm-client");
        }
        this.folder = folder;
        conf = folder.resolve("slurm.conf");
        write();
        Path key = folder.resolve("munge.key");
        byte[] secret = new byte[1024];
        new Random(1).nextBytes(secret);
        Files.write(key, secret);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        start(
                "munged",
                "--foreground",
                "--force",
                "--key-file=" + key,
                "--socket=" + socket(),
                "--pid-file=" + folder.resolve("munged.pid"),
                "--log-file=" + folder.resolve("munged.log"),
                "--seed-file=" + folder.resolve("munged.seed"));
        await(() -> Files.exists(socket()));
        startController();
        start("slurmd", "-D", "-f", conf.toString(), "-N", "localhost");
        await(() -> call("sinfo", "-h", "-o", "%T").contains("idle"));
    }

    private static boolean isInstalled(String program) {
        return Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin", "/sbin"))
                .anyMatch(p -> Files.isExecutable(Path.of(p, program)));
    }

    private Path socket() {
        return folder.resolve("munge.socket");
    }

    private void write() throws IOException {
        String host = InetAddress.getLocalHost().getHostName();
        String user = System.getProperty("user.name");
        for (String f : List.of("state", "spool")) {
            Files.createDirectories(folder.resolve(f));
        }
        Files.writeString(conf, """
            ClusterName=test
            SlurmctldHost=%1$s(127.0.0.1)
            SlurmUser=%2$s
            SlurmdUser=%2$s
            AuthType=auth/munge
            AuthInfo=socket=%3$s/munge.socket
            CredType=cred/munge
            CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
            SlurmctldPort=%4$d
            SlurmdPort=%5$d
            SlurmctldPidFile=%3$s/slurmctld.pid
            SlurmdPidFile=%3$s/slurmd.pid
            SlurmctldLogFile=%3$s/slurmctld.log
            SlurmdLogFile=%3$s/slurmd.log
            StateSaveLocation=%3$s/state
            SlurmdSpoolDir=%3$s/spool
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core_Memory
            JobAcctGatherType=jobacct_gather/linux
            JobAcctGatherFrequency=1
            JobAcctGatherParams=OverMemoryKill
            SchedulerParameters=sched_interval=1,batch_sched_delay=0,sched_min_interval=0
            MessageTimeout=5
            KillWait=1
            ReturnToService=2
            DefMemPerCPU=1000
            NodeName=localhost NodeAddr=127.0.0.1 NodeHostname=%1$s CPUs=2 RealMemory=2500
            PartitionName=all Nodes=ALL Default=YES State=UP
            """.formatted(host, user, folder, port(), port()));
    }

    private static int port() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What Slurm's commands need to find this one. */
    public Map<String, String> environment() {
        return Map.of("SLURM_CONF", conf.toString());
    }

    public void startController() throws IOException {
        controller = start("slurmctld", "-D", "-f", conf.toString());
    }

    public void stopController() throws InterruptedException {
        controller.destroy();
        assertThat(controller.waitFor(20, TimeUnit.SECONDS))
                .as("slurmctld ends")
                .isTrue();
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command[0] + ".out").toFile());
        builder.environment().putAll(environment());
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + File.pathSeparator + more);
        command[0] = Stream.of(builder.environment().get("PATH").split(File.pathSeparator))
                .map(p -> Path.of(p, command[0]))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow()
                .toString();
        Process process = builder.start();
        daemons.add(process);
        return process;
    }

    /** What a command of Slurm prints. */
    public String call(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    /** Numbers of all jobs so far, arrays by that of the whole. */
    public List<String> jobs() throws IOException, InterruptedException {
        return call("squeue", "-h", "-t", "all", "-o", "%F")
                .lines()
                .map(String::strip)
                .distinct()
                .toList();
    }

    /** What may come true. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    public static void await(Condition condition) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            Thread.sleep(100);
        }
        throw new AssertionError("it has not come true within a minute");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        call("scancel", "--user=" + System.getProperty("user.name"));
        await(() -> call("squeue", "-h").isBlank());
        for (int i = daemons.size() - 1; i >= 0; i--) {
            daemons.get(i).destroy();
            if (!daemons.get(i).waitFor(20, TimeUnit.SECONDS)) {
                daemons.get(i).destroyForcibly();
            }
        }
    }
}
