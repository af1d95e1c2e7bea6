package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.Fault.FaultKind;
import dev.tidings.bench.chaos.ReceivedLetters.ReceivedLetter;
import dev.tidings.testkit.LoopbackServer;
import dev.tidings.testkit.ResendServer;
import dev.tidings.testkit.SmtpServerSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** The database, fake servers, proxies and nodes of a run. */
final class Testbed implements AutoCloseable {
    static final String SECRET = "a-secret-for-letters-that-go-nowhere";

    private static final Duration RESTART_LIMIT = Duration.ofMinutes(1);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final Path folder;
    private final ChaosDatabase database;
    private final TakeoverTimer takeovers;
    private final ReceivedLetters received = new ReceivedLetters();
    private final ServerBehavior behavior = new ServerBehavior();
    private final ConnectionCuts cuts = new ConnectionCuts();
    private final LoopbackServer mailServer;
    private final ResendServer resend;
    private final FaultProxy mailProxy;
    private final FaultProxy resendProxy;
    private final @Nullable FillableDisk disk;
    private final @Nullable Path clockLibrary;
    private final @Nullable PreloadedClock databaseClock;
    private final SessionTimeouts sessionTimeouts;
    private final TestbedSpec spec;
    private final List<TestbedNode> nodes = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Specification of a test bed.
     *
     * @param home the project's folder
     * @param jars the packaged jar of each node
     * @param kinds the requested faults
     */
    record TestbedSpec(Path home, List<Path> jars, Duration heartbeat, Set<FaultKind> kinds) {}

    private Testbed(Path folder, TestbedSpec spec) throws IOException {
        this.folder = folder;
        this.spec = spec;
        disk = FillableDisk.mount(folder);
        clockLibrary = PreloadedClock.compileLibrary(folder);
        databaseClock = clockLibrary == null ? null : PreloadedClock.of(clockLibrary, folder.resolve("database.clock"));
        database = ChaosDatabase.open(disk == null ? folder : disk.folder(), databaseClock);
        sessionTimeouts = new SessionTimeouts(database);
        takeovers = new TakeoverTimer(database);
        mailServer = LoopbackServer.open(
                SmtpServerSession.handler(() -> new ChaosSmtpScript(received, behavior), ChaosSmtpScript.EXTENSIONS));
        resend = ResendServer.open(
                new ChaosResendScript(behavior),
                (path, body) -> List.of(),
                letter -> received.add(new ReceivedLetter(letter.messageId(), letter.recipient())));
        mailProxy = FaultProxy.open(mailServer::port, () -> new SmtpCutFilter(cuts));
        resendProxy = FaultProxy.open(resend::port, () -> new HttpCutFilter(cuts));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Starts a test bed. The nodes may still be starting when this returns. */
    static Testbed build(TestbedSpec spec) {
        try {
            Path parent = Files.createDirectories(spec.home().resolve("bench").resolve("target"));
            Testbed testbed = new Testbed(Files.createTempDirectory(parent, "chaos-"), spec);
            Map<String, String> environment =
                    testbed.environment(new TestbedConfiguration(spec.home(), testbed.folder).write());
            for (Path jar : spec.jars()) {
                testbed.nodes.add(TestbedNode.create(
                        "node-" + (testbed.nodes.size() + 1),
                        jar,
                        testbed.folder,
                        testbed.database,
                        testbed.clockLibrary,
                        environment));
            }
            testbed.buildAotCaches();
            testbed.nodes().forEach(NodeProcess::start);
            return testbed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("interrupted");
        } catch (IOException e) {
            throw new TestbedException("cannot build the test bed below " + spec.home(), e);
        }
    }

    /** The environment variables of all nodes. */
    private Map<String, String> environment(Path configuration) {
        Map<String, String> environment = new HashMap<>();
        environment.put("TIDINGS_CONFIG", configuration.toString());
        environment.put("TIDINGS_HEARTBEAT", spec.heartbeat().toMillis() + "ms");
        // All nodes must write the same links into letters.
        environment.put("TIDINGS_PUBLIC_URL", "https://tidings.example.com");
        environment.put("TIDINGS_SECRET", SECRET);
        environment.put("AUTH_SECRET", "a-secret-for-users-that-do-not-exist");
        environment.put("ADMIN_TOKEN", "the-admin-token-of-the-test-bed");
        environment.put("ENABLE_SCHEDULER", "false");
        environment.put("SMTP_URL", "smtp://127.0.0.1:" + mailProxy.port());
        environment.put("RESEND_API_KEY", "re_test_bed");
        environment.put("RESEND_BASE_URL", "http://127.0.0.1:" + resendProxy.port());
        environment.put("RESEND_RATE", "1000");
        return environment;
    }

    /** Shortens restarts. */
    private void buildAotCaches() throws InterruptedException {
        for (NodeProcess node : nodes()) {
            node.launch(node.launch().withAotCache(node));
        }
    }

    Path folder() {
        return folder;
    }

    ChaosDatabase database() {
        return database;
    }

    ReceivedLetters received() {
        return received;
    }

    ServerBehavior behavior() {
        return behavior;
    }

    ConnectionCuts cuts() {
        return cuts;
    }

    List<NodeProcess> nodes() {
        return nodes.stream().map(TestbedNode::process).toList();
    }

    TestbedNode node(int node) {
        return nodes.get(node);
    }

    PreloadedClock databaseClock() {
        return Objects.requireNonNull(databaseClock, "PostgreSQL's clock cannot be set");
    }

    SessionTimeouts sessionTimeouts() {
        return sessionTimeouts;
    }

    TakeoverTimer takeovers() {
        return takeovers;
    }

    FillableDisk disk() {
        return Objects.requireNonNull(disk, "this machine has no fillable disk");
    }

    Duration heartbeat() {
        return spec.heartbeat();
    }

    FaultSupport faultSupport() {
        return new FaultSupport(
                disk != null,
                clockLibrary != null,
                spec.jars().stream().distinct().count() > 1);
    }

    /** Ends all faults and restarts dead nodes. */
    void endFaults() {
        cuts.clear();
        behavior.reset();
        nodes.forEach(TestbedNode::endFaults);
        if (databaseClock != null) {
            databaseClock.setOffset(Duration.ZERO);
        }
        database.ensureRunning();
        sessionTimeouts.reset();
        nodes().stream().filter(node -> !node.isAlive()).forEach(NodeProcess::start);
    }

    /**
     * Waits until every node runs and has settled the journals of its earlier runs. Returns the names of the nodes that
     * have not done so within a minute.
     */
    List<String> awaitRestarts() throws InterruptedException {
        long end = System.nanoTime() + RESTART_LIMIT.toNanos();
        List<String> unready = unreadyNodes();
        while (!unready.isEmpty() && System.nanoTime() < end) {
            nodes().forEach(NodeProcess::start);
            Thread.sleep(POLL_INTERVAL);
            unready = unreadyNodes();
        }
        return unready;
    }

    private List<String> unreadyNodes() {
        return IntStream.range(0, nodes.size())
                .filter(node -> !nodes.get(node).isReady())
                .mapToObj(node -> "node " + (node + 1))
                .toList();
    }

    /** Stops all processes and deletes the folder. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        nodes().forEach(NodeProcess::close);
        resend.close();
        try {
            mailServer.close();
            mailProxy.close();
            resendProxy.close();
            for (TestbedNode node : nodes) {
                node.databaseProxy().close();
            }
            database.close();
            if (disk != null) {
                disk.close();
            }
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new TestbedException("cannot delete the test bed in " + folder, e);
        }
    }
}
