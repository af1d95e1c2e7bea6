package dev.tidings.testing;

import static dev.tidings.testing.Eventually.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.tidings.Tidings;
import dev.tidings.core.Ticker;
import dev.tidings.database.ConnectionPools;
import dev.tidings.database.ConnectionUse;
import dev.tidings.database.NodeClock;
import dev.tidings.digest.ConfigurationFolder;
import dev.tidings.digest.TidingsConfiguration;
import dev.tidings.edition.ChunkDeliverer;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.scraping.web.DocumentFetcher;
import dev.tidings.scraping.web.FetchLimits;
import dev.tidings.settings.EnvironmentReader;
import dev.tidings.settings.Settings;
import dev.tidings.testkit.SettableClock;
import dev.tidings.transport.Transports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The application on its own test database, with a settable clock and ticker and a recording transport. It has no
 * background threads: tests call what the scheduler and the work queue would call. Tables are empty at the start of
 * each test.
 *
 * <p>{@link #serving()} also answers HTTP on a free port.
 */
public final class TestApplication implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    /** A Monday at seven in Los Angeles; the last completed week is May 4 to 10, 2026. */
    public static final Instant MONDAY = Instant.parse("2026-05-11T14:00:00Z");

    public static final LocalDate WEEK = LocalDate.of(2026, 5, 4);

    public static final String ADMIN_TOKEN = "the-token-of-the-tests";
    public static final String SECRET = "a-secret-of-the-tests-with-32-bytes!";
    public static final String AUTH_SECRET = "the-product's-secret-with-32-bytes!!";

    private final TestDatabase database;
    private final SettableClock clock;
    private final SettableTicker ticker;
    private final Path configuration;
    private final RecordingTransport transport;
    private final boolean sharesDatabase;
    private final Map<String, String> environment = new HashMap<>();
    private WebApplicationType web = WebApplicationType.NONE;
    private NodeRoles roles = new NodeRoles(false, false);
    private @Nullable ConfigurableApplicationContext context;

    public TestApplication() {
        this(Path.of("../examples/living-lytics"));
    }

    public TestApplication(Path configuration) {
        this(
                configuration,
                new TestDatabase(),
                new SettableClock(MONDAY),
                new SettableTicker(),
                new RecordingTransport(),
                false);
    }

    private TestApplication(
            Path configuration,
            TestDatabase database,
            SettableClock clock,
            SettableTicker ticker,
            RecordingTransport transport,
            boolean sharesDatabase) {
        this.configuration = configuration;
        this.database = database;
        this.clock = clock;
        this.ticker = ticker;
        this.transport = transport;
        this.sharesDatabase = sharesDatabase;
        environment.put("TIDINGS_CONFIG", configuration.toString());
        environment.put("TIDINGS_DATA", ForkFolder.of("data").toString());
        environment.put("TIDINGS_SECRET", SECRET);
        environment.put("AUTH_SECRET", AUTH_SECRET);
        environment.put("ADMIN_TOKEN", ADMIN_TOKEN);
        environment.put("TIDINGS_TRANSPORT", "outbox");
    }

    /** An application that answers HTTP. */
    public static TestApplication serving() {
        return serving(Path.of("../examples/living-lytics"));
    }

    /** An application that answers HTTP. */
    public static TestApplication serving(Path configuration) {
        TestApplication app = new TestApplication(configuration);
        app.web = WebApplicationType.SERVLET;
        return app;
    }

    /**
     * Another node of this application, with the same database, clock and transport. It must start after the first one.
     */
    public TestApplication secondNode() {
        return new TestApplication(configuration, database, clock, ticker, transport, true);
    }

    /** Sets an environment variable, or removes it if the value is null. */
    public TestApplication with(String variable, @Nullable String value) {
        if (value == null) {
            environment.remove(variable);
        } else {
            environment.put(variable, value);
        }
        return this;
    }

    /** Sets the roles whose background work the application does. */
    public TestApplication with(NodeRoles nodeRoles) {
        roles = nodeRoles;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        if (!sharesDatabase) {
            database.open();
        }
        environment.put("TIDINGS_DATABASE_URL", database.jdbcUrl());
        if (roles.work() && !sharesDatabase) {
            ticker.run();
        }
        context = start(new EnvironmentReader(environment).withDefaults());
    }

    private ConfigurableApplicationContext start(Settings settings) {
        return new SpringApplicationBuilder(Tidings.class)
                .web(web)
                .lazyInitialization(web == WebApplicationType.NONE)
                .properties(Map.of("server.port", "0"))
                .initializers(created -> {
                    GenericApplicationContext beans = (GenericApplicationContext) created;
                    beans.registerBean(Settings.class, () -> settings);
                    beans.registerBean(TidingsConfiguration.class, () -> ConfigurationFolder.read(configuration));
                    beans.registerBean(NodeRoles.class, () -> roles);
                    beans.registerBean(
                            "testClock", InstantSource.class, () -> clock, definition -> definition.setPrimary(true));
                    beans.registerBean(
                            "testTicker", Ticker.class, () -> ticker, definition -> definition.setPrimary(true));
                    beans.registerBean(
                            "testNodeClock",
                            NodeClock.class,
                            () -> new NodeClock(clock),
                            definition -> definition.setPrimary(true));
                    beans.registerBean(
                            "testWeb",
                            DocumentFetcher.class,
                            () -> new DocumentFetcher(FetchLimits.STANDARD, "Tidings", clock, pause -> {}),
                            definition -> definition.setPrimary(true));
                    beans.registerBean(
                            "testTransports",
                            Transports.class,
                            () -> new Transports(
                                    List.of(transport), settings.mail().redirectTo()),
                            definition -> definition.setPrimary(true));
                })
                .run();
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        if (!sharesDatabase) {
            clear();
        }
    }

    /** Restores the state at the start of each test. */
    public void clear() {
        clock.set(MONDAY);
        transport.reset();
        await().ignoreExceptionsInstanceOf(PessimisticLockingFailureException.class)
                .until(this::emptyTables);
    }

    /** A running application may lock tables in another order. PostgreSQL then aborts one of the transactions. */
    private boolean emptyTables() {
        jdbc().sql("""
                        truncate users, digest_preference, consent, suppression, daily_metric, edition, chunk, delivery,
                            digest_log, letter_attempt, rate_limit, circuit_breaker, opportunity, title_decoration, model_version, node,
                            scheduled_digest, health_check, alert, alert_delivery, repair
                        cascade
                        """).update();
        if (!roles.work()) {
            jdbc().sql("truncate scheduled_tasks").update();
        }
        return true;
    }

    @Override
    public void afterAll(ExtensionContext test) {
        if (context != null) {
            context.close();
        }
        if (!sharesDatabase) {
            database.afterAll(test);
        }
    }

    /**
     * Delivers what is due of a chunk, as a worker that cannot lose it. Returns the delay to the next delivery, or
     * empty if the chunk is finished.
     */
    public Optional<Duration> deliver(long editionId, int chunk) {
        return get(ChunkDeliverer.class).deliver(editionId, chunk, () -> true);
    }

    public <T> T get(Class<T> type) {
        return requireContext().getBean(type);
    }

    private ConfigurableApplicationContext requireContext() {
        if (context == null) {
            throw new IllegalStateException("the application is not started yet");
        }
        return context;
    }

    public <T> T get(String name, Class<T> type) {
        return requireContext().getBean(name, type);
    }

    /** The base URL of the application. */
    public URI url() {
        return URI.create(
                "http://localhost:" + requireContext().getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Runs the task while the database accepts no connections. Open connections are closed before. */
    public void withoutDatabase(Runnable task) {
        database.whileUnreachable(task);
    }

    /**
     * As {@link #withoutDatabase}, with a connection timeout of one second, which expires during the outage. If the
     * pool applies the new timeout late, the test takes half a minute longer.
     */
    public void withoutDatabaseForLong(Runnable task) {
        HikariDataSource pool = get(ConnectionPools.class).pool(ConnectionUse.WORK);
        long timeout = pool.getConnectionTimeout();
        pool.setConnectionTimeout(1_000);
        try {
            Thread.sleep(TestDatabase.POOL_HOUSEKEEPING_PERIOD.multipliedBy(2));
            database.whileUnreachable(task);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.setConnectionTimeout(timeout);
        }
    }

    /** Runs the task while the database is read-only, as after a failover. */
    public void withReadOnlyDatabase(Runnable task) {
        database.whileReadOnly(task);
    }

    public SettableClock clock() {
        return clock;
    }

    /** Runs only if the application does background work. */
    public SettableTicker ticker() {
        return ticker;
    }

    public RecordingTransport transport() {
        return transport;
    }

    public JdbcClient jdbc() {
        return database.jdbc();
    }

    /** Inserts a user and an account of the same name with metrics for each day of the week and the week before. */
    public void insertReader(String id) {
        insertUser(id);
        jdbc().sql("""
                        insert into daily_metric (account_id, metric_date, source_name, data)
                        select :id, day::date, 'web', jsonb_build_object('sessions', 100 + extract(day from day), 'conversions', 7)
                        from generate_series(:from::date, :to::date, interval '1 day') as day
                        """)
                .param("id", id)
                .param("from", WEEK.minusDays(7))
                .param("to", WEEK.plusDays(6))
                .update();
    }

    /** Inserts users u1, u2 and so on, without names and with metrics for one day of the week. */
    public void insertReaders(int readers) {
        jdbc().sql("""
                        insert into users (id, email, account_id)
                        select 'u' || n, 'u' || n || '@example.com', 'a' || n from generate_series(1, :readers) as n
                        """).param("readers", readers).update();
        jdbc().sql("""
                        insert into daily_metric (account_id, metric_date, source_name, data)
                        select 'a' || n, :day, 'web', '{"sessions": 5}' from generate_series(1, :readers) as n
                        """).param("readers", readers).param("day", WEEK).update();
    }

    /** Inserts a user and an account of the same name without metrics. */
    public void insertUser(String id) {
        jdbc().sql("insert into users (id, email, name, account_id) values (:id, :email, :name, :id)")
                .param("id", id)
                .param("email", id + "@example.com")
                .param("name", "Reader " + id)
                .update();
    }
}
