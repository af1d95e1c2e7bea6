package dev.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.database.ScratchDatabase;
import dev.tidings.settings.EnvironmentReader;
import dev.tidings.simulation.ClickRule;
import dev.tidings.simulation.SimulatedWeek;
import dev.tidings.simulation.Simulation;
import dev.tidings.simulation.Simulation.SimulationOptions;
import dev.tidings.simulation.SimulationStopped;
import dev.tidings.testing.ForkFolder;
import dev.tidings.testing.TestDatabase;
import dev.tidings.testing.TestNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Simulates weeks of Proletto's example on a real database with 400 opportunities and 40 readers. */
class SimulationTest {
    private static final Path EXAMPLE = Path.of("../examples/proletto").toAbsolutePath();
    private static final String START = "2026-12-05T12:00:00Z";
    private static final List<String> DISCIPLINES =
            List.of("sculpture", "painting", "photography", "textile", "ceramics", "sound", "video", "drawing");
    private static final int COPIES = 10;
    private static final int READERS = 40;

    private static final Path LOG = Path.of("target", "simulate.log");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void insertCatalogAndReaders() throws IOException {
        List<JsonNode> calls = new JsonMapper()
                .readTree(SimulationTest.class.getResourceAsStream("/demo/opportunities.json"))
                .valueStream()
                .toList();
        for (int i = 0; i < calls.size() * COPIES; i++) {
            insertOpportunity(calls.get(i % calls.size()), i);
        }
        for (int i = 0; i < READERS; i++) {
            database.jdbc()
                    .sql("""
                            insert into users (id, email, account_id, plan, time_zone, profile)
                            values (:id, :id || '@example.com', :id, 'pro', 'Europe/Berlin', :profile::jsonb)
                            """)
                    .param("id", "u" + i)
                    .param("profile", "{\"disciplines\": [\"" + DISCIPLINES.get(i % DISCIPLINES.size()) + "\"]}")
                    .update();
        }
    }

    private static void insertOpportunity(JsonNode call, int number) {
        database.jdbc()
                .sql("""
                        insert into opportunity (id, title, description, url, source, deadline, tags, discipline, type, remote,
                            posted_at, canonical_url, created_at, updated_at, last_seen_at)
                        values (:id, :title, :description, 'https://example.org/' || :id, 'board' || :number % 7,
                            date '2027-02-15' + :number % 40, :tags::text[], :discipline::text[], :type, true,
                            timestamptz '2026-11-20 09:00Z', 'https://example.org/' || :id, now(), now(), now())
                        """)
                .param("id", "call" + number)
                .param("number", number)
                .param("title", call.path("title").stringValue() + ", round " + number / 40)
                .param("description", call.path("description").stringValue())
                .param("tags", texts(call.path("tags")))
                .param("discipline", texts(call.path("discipline")))
                .param("type", call.path("type").stringValue())
                .update();
    }

    private static String[] texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toArray(String[]::new);
    }

    @Test
    void picksFollowWhatReadersClickAndTheDatabaseIsAsBefore() throws IOException {
        Map<String, Long> before = rowCounts();
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket mailServer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> refuseAll(mailServer, connections));
            Map<String, String> environment = environment();
            environment.put("SMTP_URL", "smtp://localhost:" + mailServer.getLocalPort());

            List<SimulatedWeek> weeks = simulate(environment, 8, rule("commission 0.9", "outdoor 0.9"), 1);

            assertThat(weeks).hasSize(8).allMatch(week -> week.letters() == READERS && week.picks() == 5 * READERS);
            assertThat(precision(weeks.subList(6, 8))).isGreaterThan(precision(weeks.subList(0, 2)) + 0.1);
            assertThat(weeks.getFirst().examples()).isZero();
            assertThat(weeks.getLast().examples()).isPositive();
            assertThat(weeks.getLast().modelVersion())
                    .isGreaterThan(weeks.getFirst().modelVersion());
        }
        assertThat(connections).hasValue(0);
        assertThat(rowCounts()).isEqualTo(before);
        assertThat(data().resolve("simulation")).doesNotExist();
    }

    @Test
    void sameSeedGivesTheSameWeeksAndAnotherSeedOtherClicks() throws IOException {
        ClickRule rule = rule("sculpture 0.5", "residency 0.3");

        List<SimulatedWeek> once = simulate(environment(), 3, rule, 5);
        List<SimulatedWeek> again = simulate(environment(), 3, rule, 5);
        List<SimulatedWeek> other = simulate(environment(), 3, rule, 6);

        assertThat(again).isEqualTo(once);
        assertThat(other)
                .extracting(SimulatedWeek::clicks)
                .isNotEqualTo(once.stream().map(SimulatedWeek::clicks).toList());
    }

    @Test
    void unknownDigestAndWrongRuleEndWithCodeTwo() throws IOException {
        Files.deleteIfExists(LOG);
        Path rule = Files.writeString(folder.resolve("rule.txt"), "sculpture\n");

        assertThat(TestNode.start(LOG, environment(), "simulate", "unknown").await())
                .isEqualTo(2);
        assertThat(TestNode.start(LOG, environment(), "simulate", "proletto", "--rule", rule.toString())
                        .await())
                .isEqualTo(2);
        assertThat(Files.readString(LOG))
                .contains("tidings: There is no digest \"unknown\"; the configuration has proletto")
                .contains("tidings: " + rule + ":1: \"sculpture\" is no rule: give a tag or word and the chance");
    }

    @Test
    void commandPrintsAWeekPerLine() throws IOException {
        Files.deleteIfExists(LOG);

        assertThat(TestNode.start(LOG, environment(), "simulate", "proletto", "--weeks", "1")
                        .await())
                .as("see " + LOG)
                .isZero();

        assertThat(Files.readString(LOG))
                .containsPattern("(?m)^ {3}1 {2}2026-12-07 +40 +400 +200 ")
                .contains("Picks by the rule: ");
    }

    @Test
    void editionThatWouldBeHeldEndsTheSimulation() {
        List<SimulatedWeek> weeks = new ArrayList<>();
        database.jdbc().sql("update opportunity set deadline = deadline - 60").update();
        try {
            assertThatThrownBy(() -> simulate(environment(), 8, ClickRule.SHARED_WORDS, 1, weeks::add))
                    .isInstanceOf(SimulationStopped.class)
                    .hasMessageMatching("The edition of 20\\d\\d-.* would not be sent: .*no content.*");
        } finally {
            database.jdbc()
                    .sql("update opportunity set deadline = deadline + 60")
                    .update();
        }
        assertThat(weeks).isNotEmpty().hasSizeLessThan(8);
    }

    @Test
    void databaseWithOtherMigrationsIsRefused() {
        rename("1", "0.9");
        try {
            assertThatThrownBy(() -> simulate(environment(), 1, ClickRule.SHARED_WORDS, 1))
                    .hasMessage(
                            "The database has version 0.9 of the schema, and this program knows 1: use the release that"
                                    + " serves this database.");
        } finally {
            rename("0.9", "1");
        }
    }

    private static void rename(String migration, String other) {
        database.jdbc()
                .sql("update flyway_schema_history set version = :other where version = :migration")
                .param("migration", migration)
                .param("other", other)
                .update();
    }

    private static List<SimulatedWeek> simulate(Map<String, String> environment, int weeks, ClickRule rule, long seed) {
        List<SimulatedWeek> simulated = new ArrayList<>();
        simulate(environment, weeks, rule, seed, simulated::add);
        return simulated;
    }

    private static void simulate(
            Map<String, String> environment, int weeks, ClickRule rule, long seed, Consumer<SimulatedWeek> report) {
        Installation installation = Installation.of(new EnvironmentReader(environment).forCommand());
        try (ScratchDatabase copy = ScratchDatabase.open(installation.settings().data());
                ConfigurableApplicationContext context = installation.openOnCopy(copy)) {
            copy.copyFrom(installation.settings(), Simulation.NOT_COPIED);
            context.getBean(Simulation.class)
                    .run(
                            new SimulationOptions(
                                    installation.configuration().digests().require("proletto"), weeks, rule, seed),
                            report);
        }
    }

    private ClickRule rule(String... lines) throws IOException {
        return ClickRule.read(Files.write(folder.resolve("rule.txt"), List.of(lines)));
    }

    private static double precision(List<SimulatedWeek> weeks) {
        return weeks.stream().mapToDouble(SimulatedWeek::precision).average().orElseThrow();
    }

    private static void refuseAll(ServerSocket server, AtomicInteger connections) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                connections.incrementAndGet();
                client.getOutputStream().write("554 no mail here\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static Map<String, Long> rowCounts() {
        Map<String, Long> counts = new TreeMap<>();
        database.jdbc()
                .sql("select tablename from pg_tables where schemaname = 'public'")
                .query(String.class)
                .list()
                .forEach(table -> counts.put(
                        table,
                        database.jdbc()
                                .sql("select count(*) from " + table)
                                .query(Long.class)
                                .single()));
        assertThat(counts).hasSizeGreaterThan(25);
        return counts;
    }

    private static Path data() {
        return ForkFolder.of("simulation-data").toAbsolutePath();
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("TIDINGS_DATABASE_URL", database.jdbcUrl());
        environment.put("TIDINGS_CONFIG", EXAMPLE.toString());
        environment.put("TIDINGS_DATA", data().toString());
        environment.put("TIDINGS_CLOCK", START);
        return environment;
    }
}
