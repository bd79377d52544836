package io.temper.lab;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;

/** An S3 server of its own on loopback, which checks signatures and keeps its buckets, folders of a folder, over a restart. */
final class S3Server implements AutoCloseable {
    private final Path buckets;
    private final String key;
    private final int port;
    private Process process;

    private S3Server(Path buckets, String key, int port) {
        this.buckets = buckets;
        this.key = key;
        this.port = port;
    }

    /** Runs when this returns. @param key {@code ID:SECRET} */
    static S3Server start(Path buckets, String key) throws IOException {
        Files.createDirectories(buckets);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            S3Server server = new S3Server(buckets, key, free.getLocalPort());
            free.close();
            server.start();
            return server;
        }
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    void start() throws IOException {
        // Maven's own Guice, which Quarkus brings for tests, is not the one that jclouds is made with
        String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> !jar.endsWith("-classes.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        S3Server.class.getName(),
                        buckets.toString(),
                        address(),
                        key)
                .redirectErrorStream(true)
                .redirectOutput(buckets.resolveSibling("s3.log").toFile())
                .start();
        await().atMost(Duration.ofMinutes(1)).until(this::answers);
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "the S3 server ended: " + Files.readString(buckets.resolveSibling("s3.log")));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    void stop() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }

    public static void main(String[] args) throws Exception {
        Properties settings = new Properties();
        settings.setProperty("jclouds.filesystem.basedir", args[0]);
        BlobStore store = ContextBuilder.newBuilder(new FilesystemNio2BlobApiMetadata())
                .credentials("unused", "unused")
                .overrides(settings)
                .build(BlobStoreContext.class)
                .getBlobStore();
        String[] key = args[2].split(":", 2);
        S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create(args[1]))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, key[0], key[1])
                .build()
                .start();
        Thread.sleep(Long.MAX_VALUE);
    }
}
