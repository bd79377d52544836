package io.temper.fem.adapter;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A "solver" for the tests, run as a process: {@code Misbehaving HOW FOLDER}. */
public final class Misbehaving {
    /** C of the tests' problem, a homogeneous cube of lambda = mu = 1. */
    static final String C = "[[3,1,1,0,0,0],[1,3,1,0,0,0],[1,1,3,0,0,0],[0,0,0,1,0,0],[0,0,0,0,1,0],[0,0,0,0,0,1]]";

    private Misbehaving() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        if (args[0].equals("batch")) {
            batch(folder);
            return;
        }
        switch (args[0]) {
            case "good" -> result(folder, C);
            case "exit7" -> {
                System.err.println("license server not found");
                System.exit(7);
            }
            case "kill-itself" ->
                new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid())
                        .start()
                        .waitFor();
            case "terminate-itself" ->
                new ProcessBuilder("kill", "-15", "" + ProcessHandle.current().pid())
                        .start()
                        .waitFor();
            case "hang" -> hang(folder);
            case "hang-with-grandchild" -> {
                write(folder.resolve("child.pid"), "" + ProcessHandle.current().pid());
                child(folder, "hang");
                Thread.sleep(600_000);
            }
            case "hang-with-daemon" -> {
                daemon(folder.resolve("pid"));
                Thread.sleep(600_000);
            }
            case "hang-with-closed-pipes" -> {
                closePipes();
                hang(folder);
            }
            case "hang-then-nothing" -> {
                // the second attempt waits until the test has put the first one's late result where that was at work
                if (folder.getFileName().toString().equals("retry1")) {
                    Files.createFile(folder.resolve("started"));
                    await(folder.resolveSibling("late"));
                } else {
                    Thread.sleep(600_000);
                }
            }
            case "eat-memory" -> eat();
            case "eat-memory-by-a-child" -> {
                child(folder, "eat-memory");
                Thread.sleep(600_000);
            }
            case "full-disk" -> {
                Files.createSymbolicLink(folder.resolve("result.json"), Path.of("/dev/full"));
                try {
                    result(folder, C);
                } catch (IOException e) {
                    System.err.println("cannot write the result: " + e.getMessage());
                    System.exit(1);
                }
            }
            case "closed-pipes" -> {
                closePipes();
                result(folder, C);
            }
            case "closed-pipes-exit7" -> {
                closePipes();
                System.exit(7);
            }
            case "flood-exit7" -> {
                flood(System.out);
                flood(System.err);
                System.err.println("that was all");
                System.exit(7);
            }
            case "leave-grandchild" -> {
                child(folder, "hang");
                await(folder.resolve("pid"));
                result(folder, C);
            }
            case "flood" -> {
                flood(System.out);
                flood(System.err);
                System.err.println("that was all");
                result(folder, C);
            }
            case "once-crashing" -> {
                if (folder.getFileName().toString().equals("retry1")) {
                    result(folder, C);
                } else {
                    System.exit(1);
                }
            }
            case "alone" -> {
                // fails if there is another
                Path lock = Files.createDirectory(folder.resolveSibling("lock"));
                Thread.sleep(300);
                Files.delete(lock);
                result(folder, C);
            }
            case "needs-variable" -> {
                if (!folder.toString().equals(System.getenv("SOLVER_SCRATCH"))) {
                    System.exit(3);
                }
                result(folder, C);
            }
            case "count-slowly" -> {
                count(folder);
                Thread.sleep(1_000);
                result(folder, C);
            }
            case "count-or-fail" -> {
                count(folder);
                if (Files.exists(folder.resolve("fail-here"))) {
                    System.exit(9);
                }
                result(folder, C);
            }
            case "no-result" -> System.err.println("did nothing");
            case "garbage" -> Files.writeString(folder.resolve("result.json"), "%PDF-1.4 nonsense");
            case "two-results" -> Files.writeString(folder.resolve("result.json"), json(C) + json(C));
            case "empty" -> Files.createFile(folder.resolve("result.json"));
            case "truncated" -> Files.writeString(folder.resolve("result.json"), json(C).substring(0, 120));
            case "huge" -> Files.writeString(folder.resolve("result.json"), " ".repeat(5_000_000) + json(C));
            case "folder" -> Files.createDirectory(folder.resolve("result.json"));
            case "nan" -> result(folder, C.replaceFirst("3", "NaN"));
            case "infinite" -> result(folder, C.replaceFirst("3", "1e999"));
            case "null" -> result(folder, C.replaceFirst("3", "null"));
            case "text" -> result(folder, C.replaceFirst("3", "\"3\""));
            case "five-rows" -> result(folder, C.replaceFirst("\\[3,1,1,0,0,0],", ""));
            case "asymmetric" -> result(folder, C.replaceFirst("3,1,1", "3,1.1,1"));
            case "too-stiff" -> result(folder, C.replace("3", "3.2"));
            case "negative" -> result(folder, C.replace("3", "-3"));
            case "other-format" ->
                Files.writeString(folder.resolve("result.json"), json(C).replace("temper-fem-1", "temper-fem-9"));
            case "unconverged" -> Files.writeString(folder.resolve("result.json"), json(C).replace("1e-6", "0.5"));
            default -> throw new IllegalArgumentException("how to misbehave: " + Arrays.toString(args));
        }
    }

    /**
     * Solves the evaluations of a manifest, each as the file {@code how} in its folder says, well without one; "crash", "stop",
     * "fail" and "half" end the process, end it with exit code 0, write a failure, and write half a result.
     */
    private static void batch(Path manifest) throws Exception {
        String text = Files.readString(manifest);
        Matcher folders = Pattern.compile("\"(/[^\"]+)\"").matcher(text);
        while (folders.find()) {
            Path folder = Path.of(folders.group(1));
            Path how = folder.resolve("how");
            count(folder);
            switch (Files.exists(how) ? Files.readString(how) : "good") {
                case "good" -> result(folder, C);
                case "too-stiff" -> result(folder, C.replace("3", "3.2"));
                case "half" -> Files.writeString(folder.resolve("result.json"), json(C).substring(0, 99));
                case "fail" -> write(folder.resolve("failure.json"), "{\"message\":\"out of luck\"}");
                case "hang" -> hang(folder);
                case "crash" -> {
                    System.err.println("lost");
                    System.exit(5);
                }
                case "stop" -> System.exit(0);
                default -> throw new IllegalArgumentException(how.toString());
            }
        }
    }

    /** A line for each run, so that a test sees whether there was more than one. */
    private static void count(Path folder) throws IOException {
        Files.writeString(folder.resolve("runs"), "run\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void hang(Path folder) throws Exception {
        write(folder.resolve("pid"), "" + ProcessHandle.current().pid());
        Thread.sleep(600_000);
    }

    /** Whole or not at all, for who waits for it. */
    private static void write(Path file, String text) throws IOException {
        Path temporary = Files.writeString(file.resolveSibling(file.getFileName() + ".tmp"), text);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void await(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(20);
        }
    }

    /** Starts a process whose parent is gone when it begins its work. */
    private static void daemon(Path pidFile) throws IOException, InterruptedException {
        String work = "echo $$ >pid.tmp; mv pid.tmp " + pidFile + "; exec sleep 600";
        new ProcessBuilder("sh", "-c", "setsid sh -c '" + work + "' >/dev/null 2>&1 &")
                .directory(pidFile.getParent().toFile())
                .start()
                .waitFor();
        await(pidFile);
    }

    private static void closePipes() throws IOException {
        for (FileDescriptor pipe : List.of(FileDescriptor.out, FileDescriptor.err)) {
            new FileOutputStream(pipe).close();
        }
    }

    /** Half a gigabyte that is really there. */
    private static void eat() throws InterruptedException {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            byte[] part = new byte[1 << 24];
            Arrays.fill(part, (byte) i);
            all.add(part);
        }
        System.err.println("have " + all.size() + " parts");
        Thread.sleep(600_000);
    }

    private static void child(Path folder, String how) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        new ProcessBuilder(
                        java,
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Misbehaving.class.getName(),
                        how,
                        folder.toString())
                .inheritIO()
                .start();
    }

    private static void flood(PrintStream out) {
        String line = "spam ".repeat(200);
        for (int i = 0; i < 5_000; i++) {
            out.println(line);
        }
        out.flush();
    }

    private static void result(Path folder, String C) throws IOException {
        Files.writeString(folder.resolve("result.json"), json(C));
    }

    private static String json(String C) {
        return String.format(
                Locale.ROOT,
                "{\"format\":\"temper-fem-1\",\"solver\":\"test\",\"version\":\"0\",\"C\":%s,\"iterations\":[],\"residual\":1e-6}",
                C);
    }
}
