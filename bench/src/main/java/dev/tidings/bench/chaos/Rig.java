package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.Fault.Kind;
import dev.tidings.bench.sink.Sink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** All that runs: the database, the servers that take letters, the proxies before them, the nodes. */
final class Rig implements AutoCloseable {
    private final Path folder;
    private final DatabaseServer database;
    private final Takeovers takeovers;
    private final LetterBook book = new LetterBook();
    private final Mood mood = new Mood();
    private final Cuts cuts = new Cuts();
    private final Sink mailServer;
    private final ResendStandIn resend;
    private final Relay mailRelay;
    private final Relay resendRelay;
    private final List<Relay> databaseRelays = new ArrayList<>();
    private final List<AtomicInteger> unheardCommits = new ArrayList<>();
    private final List<NodeClock> clocks = new ArrayList<>();
    private final @Nullable SmallDisk disk;
    private final @Nullable Path clockLibrary;
    private final Plan plan;
    private final List<Node> nodes = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * What is to be built.
     *
     * @param home the project's folder
     * @param jars the packaged program, for each node
     * @param kinds the faults that are asked for
     */
    record Plan(Path home, List<Path> jars, Duration heartbeat, Set<Kind> kinds) {}

    private Rig(Path folder, Plan plan) throws IOException {
        this.folder = folder;
        this.plan = plan;
        disk = SmallDisk.mount(folder);
        clockLibrary = NodeClock.build(folder);
        database = DatabaseServer.open(disk == null ? folder : disk.folder());
        takeovers = new Takeovers(database);
        mailServer = Sink.open(new MailSession(book, mood));
        resend = ResendStandIn.open(book, mood);
        mailRelay = Relay.open(mailServer::port, () -> new SmtpValve(cuts));
        resendRelay = Relay.open(resend::port, () -> new HttpValve(cuts));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Starts everything; the nodes are still on their way when this returns. */
    static Rig build(Plan plan) {
        try {
            Path parent = Files.createDirectories(plan.home().resolve("bench").resolve("target"));
            Rig rig = new Rig(Files.createTempDirectory(parent, "chaos-"), plan);
            Path configuration = new RigConfiguration(plan.home(), rig.folder).write();
            for (Path jar : plan.jars()) {
                rig.add(jar, configuration);
            }
            rig.train();
            rig.nodes.forEach(Node::start);
            return rig;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RigFailure("interrupted");
        } catch (IOException e) {
            throw new RigFailure("the rig cannot be built below " + plan.home(), e);
        }
    }

    private void add(Path jar, Path configuration) throws IOException {
        AtomicInteger unheard = new AtomicInteger();
        Relay relay = Relay.open(database::port, () -> new CommitValve(unheard));
        databaseRelays.add(relay);
        unheardCommits.add(unheard);
        String name = "node-" + databaseRelays.size();
        Map<String, String> environment = new HashMap<>();
        if (clockLibrary != null) {
            NodeClock clock = NodeClock.of(clockLibrary, folder.resolve(name + ".clock"));
            clocks.add(clock);
            environment.putAll(clock.environment());
        }
        environment.put(
                "TIDINGS_DATABASE_URL",
                "postgres://" + database.user() + ":" + database.password() + "@127.0.0.1:" + relay.port()
                        + "/postgres");
        environment.put("TIDINGS_DATA", folder.resolve(name).toString());
        environment.put("TIDINGS_CONFIG", configuration.toString());
        environment.put("TIDINGS_PORT", Integer.toString(freePort()));
        environment.put("TIDINGS_HEARTBEAT", plan.heartbeat().toMillis() + "ms");
        // Links in letters are part of what must be the same on every node.
        environment.put("TIDINGS_PUBLIC_URL", "https://tidings.example.com");
        environment.put("TIDINGS_SECRET", "a-secret-for-letters-that-go-nowhere");
        environment.put("AUTH_SECRET", "a-secret-for-users-that-do-not-exist");
        environment.put("ADMIN_TOKEN", "the-rig-may-do-everything");
        environment.put("ENABLE_SCHEDULER", "false");
        environment.put("SMTP_URL", "smtp://127.0.0.1:" + mailRelay.port());
        environment.put("RESEND_API_KEY", "re_of_nobody");
        environment.put("RESEND_BASE_URL", "http://127.0.0.1:" + resendRelay.port());
        environment.put("RESEND_RATE", "1000");
        nodes.add(new Node(
                name,
                Launch.unpacked(jar, folder.resolveSibling("chaos-program")),
                folder.resolve(name + ".log"),
                environment));
    }

    /** So that a node that was killed is back soon. */
    private void train() throws InterruptedException {
        for (Node node : nodes) {
            node.launch(node.launch().trained(node));
        }
    }

    /** Free at this moment; nothing keeps another program from taking it. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Path folder() {
        return folder;
    }

    DatabaseServer database() {
        return database;
    }

    LetterBook book() {
        return book;
    }

    Mood mood() {
        return mood;
    }

    Cuts cuts() {
        return cuts;
    }

    List<Node> nodes() {
        return nodes;
    }

    /** The way from one node to the database. */
    Relay databaseRelay(int node) {
        return databaseRelays.get(node);
    }

    /** How many answers to commits of one node get lost from now on. */
    AtomicInteger unheardCommits(int node) {
        return unheardCommits.get(node);
    }

    NodeClock clock(int node) {
        return clocks.get(node);
    }

    Takeovers takeovers() {
        return takeovers;
    }

    SmallDisk disk() {
        return Objects.requireNonNull(disk, "this machine has no disk that may be filled");
    }

    Duration heartbeat() {
        return plan.heartbeat();
    }

    /** What is asked for and can be staged on this machine. */
    List<Kind> stageable() {
        return Stream.of(Kind.values())
                .filter(plan.kinds()::contains)
                .filter(kind -> !notStageable().containsKey(kind.word()))
                .toList();
    }

    /** What cannot be staged on this machine, and why. */
    Map<String, String> notStageable() {
        Map<String, String> missing = new TreeMap<>();
        if (disk == null) {
            missing.put(Kind.DISK_FULL.word(), "this process may not mount a file system of its own");
        }
        if (clockLibrary == null) {
            missing.put(Kind.CLOCK_STEPPED.word(), "there is no C compiler (cc) on a Linux");
        }
        if (plan.jars().stream().distinct().count() == 1) {
            missing.put("previous-release", "no --previous JAR was given");
        }
        return missing;
    }

    /** Nothing is wrong any more: all servers and proxies do as they should, and every node runs or is on its way. */
    void calm() {
        cuts.clear();
        mood.calm();
        unheardCommits.forEach(unheard -> unheard.set(0));
        databaseRelays.forEach(Relay::release);
        databaseRelays.forEach(relay -> relay.shut(false));
        clocks.forEach(clock -> clock.step(Duration.ZERO));
        database.ensureRunning();
        nodes.stream().filter(node -> !node.isAlive()).forEach(Node::start);
    }

    /** Ends everything and leaves nothing behind. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        nodes.forEach(Node::close);
        resend.close();
        try {
            mailServer.close();
            mailRelay.close();
            resendRelay.close();
            for (Relay relay : databaseRelays) {
                relay.close();
            }
            database.close();
            if (disk != null) {
                disk.close();
            }
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new RigFailure("something of the rig is left in " + folder, e);
        }
    }
}
