package io.temper.events;

import java.io.IOException;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** An OPC UA server with the nodes {@code Specimen} and {@code C11}, which tells what is written to them as it is written. */
final class TestingMachine implements AutoCloseable {
    static final String SPECIMEN = "nsu=urn:lab:machine;s=Specimen";
    static final String C11 = "nsu=urn:lab:machine;s=C11";

    private final int port;
    private final Map<String, DataValue> values = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private KeyPair keys;
    private X509Certificate certificate;
    private OpcUaServer server;
    private Nodes nodes;

    private final class Nodes extends ManagedNamespaceWithLifecycle {
        private final Set<DataItem> items = new CopyOnWriteArraySet<>();

        Nodes(OpcUaServer server) {
            super(server, "urn:lab:machine");
            getLifecycleManager()
                    .addStartupTask(() -> List.of("Specimen", "C11").forEach(this::add));
        }

        private void add(String name) {
            UaVariableNode.build(
                    getNodeContext(),
                    b -> b.setNodeId(newNodeId(name))
                            .setBrowseName(newQualifiedName(name))
                            .setDisplayName(LocalizedText.english(name))
                            .buildAndAdd());
        }

        private void tell(DataItem item, String name) {
            if (item.getReadValueId().getNodeId().equals(newNodeId(name)) && values.containsKey(name)) {
                item.setValue(values.get(name));
            }
        }

        @Override
        public void onDataItemsCreated(List<DataItem> created) {
            items.addAll(created);
            values.keySet().forEach(name -> created.forEach(item -> tell(item, name)));
        }

        @Override
        public void onDataItemsModified(List<DataItem> modified) {}

        @Override
        public void onDataItemsDeleted(List<DataItem> deleted) {
            items.removeAll(deleted);
        }

        @Override
        public void onMonitoringModeChanged(List<MonitoredItem> changed) {}
    }

    TestingMachine() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        values.put("Specimen", new DataValue(new Variant(""), StatusCode.GOOD, time("2026-11-23T08:00:00Z")));
        values.put("C11", new DataValue(Variant.NULL_VALUE, StatusCode.GOOD, time("2026-11-23T08:00:00Z")));
    }

    int port() {
        return port;
    }

    String url() {
        return "opc.tcp://127.0.0.1:" + port;
    }

    TestingMachine start() throws Exception {
        server = new OpcUaServer(
                keys == null ? open() : secure(keys),
                profile -> new OpcTcpServerTransport(
                        OpcTcpServerTransportConfig.newBuilder().build()));
        nodes = new Nodes(server);
        nodes.startup();
        server.startup().get(10, TimeUnit.SECONDS);
        return this;
    }

    private EndpointConfig.Builder endpoint() {
        return EndpointConfig.newBuilder()
                .setBindAddress("127.0.0.1")
                .setBindPort(port)
                .setHostname("a-name-that-means-nothing-here");
    }

    private OpcUaServerConfig open() {
        EndpointConfig endpoint = endpoint()
                .addTokenPolicies(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS)
                .build();
        return OpcUaServerConfig.builder()
                .setApplicationUri("urn:lab:machine:server")
                .setEndpoints(Set.of(endpoint))
                .setIdentityValidator(AnonymousIdentityValidator.INSTANCE)
                .setCertificateManager(new DefaultCertificateManager(new MemoryCertificateQuarantine()))
                .build();
    }

    /** Encrypts, and lets in the user {@code temper} with the password {@code secret}; discovery is open, as the standard has it. */
    private OpcUaServerConfig secure(KeyPair keys) throws Exception {
        DefaultApplicationGroup group = new DefaultApplicationGroup(
                new MemoryTrustListManager(),
                new MemoryCertificateStore(),
                new RsaSha256CertificateFactory() {
                    @Override
                    protected KeyPair createRsaSha256KeyPair() {
                        return keys;
                    }

                    @Override
                    protected X509Certificate[] createRsaSha256CertificateChain(KeyPair pair) {
                        return new X509Certificate[] {certificate};
                    }
                },
                (chain, uri, hosts) -> asked.incrementAndGet());
        group.initialize();
        EndpointConfig secure = endpoint()
                .setCertificate(certificate)
                .setSecurityPolicy(SecurityPolicy.Basic256Sha256)
                .setSecurityMode(MessageSecurityMode.SignAndEncrypt)
                .addTokenPolicies(OpcUaServerConfig.USER_TOKEN_POLICY_USERNAME)
                .build();
        EndpointConfig discovery = endpoint().setPath("/discovery").build();
        return OpcUaServerConfig.builder()
                .setApplicationUri("urn:lab:machine:server")
                .setEndpoints(Set.of(secure, discovery))
                .setIdentityValidator(new UsernameIdentityValidator(
                        c -> c.getUsername().equals("temper") && c.getPassword().equals("secret")))
                .setCertificateManager(new DefaultCertificateManager(new MemoryCertificateQuarantine(), group))
                .build();
    }

    /** To be started encrypted. */
    TestingMachine secured() throws Exception {
        keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
        certificate = certificate(keys);
        return this;
    }

    static X509Certificate certificate(KeyPair keys) throws Exception {
        return new SelfSignedCertificateBuilder(keys)
                .setCommonName("machine")
                .setApplicationUri("urn:lab:machine:server")
                .build();
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** Writes a node, with the machine's time. */
    void write(String node, Object value, String time) {
        write(node, value, StatusCode.GOOD, time);
    }

    void write(String node, Object value, StatusCode quality, String time) {
        values.put(node, new DataValue(new Variant(value), quality, time(time)));
        nodes.items.forEach(item -> nodes.tell(item, node));
    }

    /** How many listen, of specimens and values. */
    int listeners() {
        return nodes.items.size();
    }

    /** How often a client's certificate was looked at: twice for one that comes in. */
    int asked() {
        return asked.get();
    }

    private static DateTime time(String time) {
        return new DateTime(Instant.parse(time));
    }

    @Override
    public void close() throws Exception {
        nodes.shutdown();
        server.shutdown().get(10, TimeUnit.SECONDS);
    }
}
