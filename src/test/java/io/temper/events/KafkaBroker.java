package io.temper.events;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka broker on loopback, in this process. */
public record KafkaBroker(KafkaRaftServer server, String address) implements AutoCloseable {
    /** @param folder of its logs */
    public static KafkaBroker start(Path folder) throws Exception {
        int[] ports = new int[2];
        try (ServerSocket a = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket b = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ports[0] = a.getLocalPort();
            ports[1] = b.getLocalPort();
        }
        String address = "127.0.0.1:" + ports[0];
        String logs = folder.resolve("logs").toString();
        Properties p = new Properties();
        p.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:" + ports[1],
                "listeners", "PLAINTEXT://%s,CONTROLLER://127.0.0.1:%d".formatted(address, ports[1]),
                "controller.listener.names", "CONTROLLER",
                "log.dirs", logs,
                "offsets.topic.num.partitions", "1",
                "offsets.topic.replication.factor", "1",
                "group.initial.rebalance.delay.ms", "0"));
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .addDirectory(logs)
                .setMetadataLogDirectory(logs)
                .run();
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(p), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, address);
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
