package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.Relay.Valve;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.util.FileSystemUtils;

/** All that runs: the database, the servers that take letters, the proxies before them, the nodes. */
final class Rig implements AutoCloseable {
    private final Path folder;
    private final DatabaseServer database;
    private final LetterBook book = new LetterBook();
    private final Mood mood = new Mood();
    private final Cuts cuts = new Cuts();
    private final Sink mailServer;
    private final ResendStandIn resend;
    private final Relay mailRelay;
    private final Relay resendRelay;
    private final List<Relay> databaseRelays = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * What is to be built.
     *
     * @param home the project's folder
     * @param jars the packaged program, for each node
     */
    record Plan(Path home, List<Path> jars, Duration heartbeat) {}

    private Rig(Path folder) throws IOException {
        this.folder = folder;
        database = DatabaseServer.open(folder);
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
            Rig rig = new Rig(Files.createTempDirectory(parent, "chaos-"));
            Path configuration = new RigConfiguration(plan.home(), rig.folder).write();
            for (Path jar : plan.jars()) {
                rig.add(jar, configuration, plan.heartbeat());
            }
            rig.nodes.forEach(Node::start);
            return rig;
        } catch (IOException e) {
            throw new RigFailure("the rig cannot be built below " + plan.home(), e);
        }
    }

    private void add(Path jar, Path configuration, Duration heartbeat) throws IOException {
        Relay relay = Relay.open(database::port, () -> Valve.OPEN);
        databaseRelays.add(relay);
        String name = "node-" + databaseRelays.size();
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "TIDINGS_DATABASE_URL",
                "postgres://" + database.user() + ":" + database.password() + "@127.0.0.1:" + relay.port()
                        + "/postgres");
        environment.put("TIDINGS_DATA", folder.resolve(name).toString());
        environment.put("TIDINGS_CONFIG", configuration.toString());
        environment.put("TIDINGS_PORT", Integer.toString(freePort()));
        environment.put("TIDINGS_HEARTBEAT", heartbeat.toMillis() + "ms");
        environment.put("TIDINGS_SECRET", "a-secret-for-letters-that-go-nowhere");
        environment.put("AUTH_SECRET", "a-secret-for-users-that-do-not-exist");
        environment.put("ADMIN_TOKEN", "the-rig-may-do-everything");
        environment.put("ENABLE_SCHEDULER", "false");
        environment.put("SMTP_URL", "smtp://127.0.0.1:" + mailRelay.port());
        environment.put("RESEND_API_KEY", "re_of_nobody");
        environment.put("RESEND_BASE_URL", "http://127.0.0.1:" + resendRelay.port());
        environment.put("RESEND_RATE", "1000");
        nodes.add(new Node(name, jar, folder.resolve(name + ".log"), environment));
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
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new RigFailure("something of the rig is left in " + folder, e);
        }
    }
}
