package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.MailServer;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.smtp.SmtpSettings;
import dev.tidings.transport.smtp.SmtpTransport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Editions that a mail server of the field refuses, in its own words. */
abstract class MailServerContract {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private final MailServer server = server();
    private final SmtpTransport smtp =
            new SmtpTransport(SmtpSettings.parse("smtp://127.0.0.1:" + server.port()), InstantSource.system());

    /** A name that no test had before: the application remembers what it learned of a domain. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    abstract MailServer server();

    /** Makes the server refuse letters for their size. */
    abstract void limitSize(MailServer limited);

    /** Makes the server refuse MAIL for want of space. */
    abstract void fillDisk(MailServer full);

    @AfterEach
    void close() {
        smtp.close();
        server.close();
    }

    @Test
    void serverThatDoesNotRelayLosesNoLetter() {
        Edition edition = planned(60, 10);
        server.relaying(false).restart();
        deliver(edition);
        for (int resumed = 0; resumed < 3; resumed++) {
            assertStopped(edition, 60, "elay");
            resume(edition);
        }
        server.relaying(true).restart();
        resume(edition);
        assertFinished(edition, 60, 0);
    }

    @Test
    void unknownPeopleFailAndTheOthersGetTheirLetters() {
        Edition edition = planned(60, 6);
        server.atHome(domain(0), "u6", "u12", "u18", "u24").restart();
        deliver(edition);
        // The first domain has u6, u12 and so on to u60.
        assertFinished(edition, 54, 6);
        assertThat(suppressed()).hasSize(6).allMatch(address -> address.endsWith(domain(0)));
    }

    @Test
    void serverThatLostItsUsersSuppressesNobody() {
        Edition edition = planned(60, 2);
        server.atHome(domain(0), "nobody").restart();
        deliver(edition);
        assertFinished(edition, 30, 30);
        assertThat(suppressed()).isEmpty();
    }

    @Test
    void gatewayThatRefusesItsDomainStopsNobodyElse() {
        Edition edition = planned(60, 4);
        server.refusing(domain(0), "550 5.7.1 Message rejected due to local policy")
                .restart();
        deliver(edition);
        retryWhileOpen(edition);
        assertFinished(edition, 45, 15);
        assertThat(suppressed()).isEmpty();
    }

    @Test
    void lettersThatAreTooBigStopTheEdition() {
        Edition edition = planned(60, 10);
        limitSize(server);
        server.restart();
        deliver(edition);
        assertStopped(edition, 60, "552");
        server.withDefaults().restart();
        resume(edition);
        assertFinished(edition, 60, 0);
    }

    @Test
    void fullMailboxWaitsAndTheOthersGetTheirLetters() {
        Edition edition = planned(20, 4);
        String full = "u4@" + domain(0);
        server.refusing(full, "452 4.2.2 Mailbox full").restart();
        deliver(edition);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(20, 19, 0, 0, 1));
        server.withDefaults().restart();
        retryWhileOpen(edition);
        assertFinished(edition, 20, 0);
    }

    @Test
    void fullDiskOfTheServerLosesNoLetter() {
        Edition edition = planned(60, 10);
        fillDisk(server);
        server.restart();
        deliver(edition);
        retry(edition);
        assertThat(current(edition).status()).isEqualTo(EditionStatus.OPEN);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(60, 0, 0, 0, 60));
        server.withDefaults().restart();
        retryWhileOpen(edition);
        assertFinished(edition, 60, 0);
    }

    private String domain(int number) {
        return "d" + number + "-" + run + ".example";
    }

    /** An edition of users u1, u2 and so on at so many domains in turn. */
    Edition planned(int readers, int domains) {
        app.insertReaders(readers);
        app.jdbc()
                .sql(
                        "update users set email = id || '@d' || substr(id, 2)::int % :domains || '-' || :run || '.example'")
                .param("domains", domains)
                .param("run", run)
                .update();
        app.transport().withReplayWindow(Duration.ZERO, 25).respondingWith(smtp::handOver);
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        return edition;
    }

    static void deliver(Edition edition) {
        app.deliver(edition.id(), 1);
    }

    /** Retries when all letters are due and the circuit breaker, which has the database's clock, lets a batch out. */
    static void retry(Edition edition) {
        app.jdbc().sql("truncate circuit_breaker").update();
        app.clock().advance(Duration.ofMinutes(40));
        deliver(edition);
    }

    static void retryWhileOpen(Edition edition) {
        for (int i = 0; i < 10 && current(edition).status() == EditionStatus.OPEN; i++) {
            retry(edition);
        }
    }

    static void resume(Edition edition) {
        assertThat(app.get(EditionControl.class).resume(edition.id())).isTrue();
        retry(edition);
    }

    private static void assertStopped(Edition edition, int owed, String reason) {
        assertThat(current(edition).status()).isEqualTo(EditionStatus.STOPPED);
        assertThat(current(edition).reason()).contains(reason);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(owed, 0, 0, 0, owed));
    }

    /** The server got each letter that was sent once. */
    void assertFinished(Edition edition, int sent, int errors) {
        assertThat(current(edition).progress())
                .as(server.log())
                .isEqualTo(new EditionProgress(sent + errors, sent, 0, errors, 0));
        assertThat(current(edition).status()).isEqualTo(EditionStatus.CLOSED);
        await().untilAsserted(() ->
                assertThat(server.received()).doesNotHaveDuplicates().hasSize(sent));
    }

    static Edition current(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }

    private static List<String> suppressed() {
        return app.jdbc()
                .sql("select address from suppression")
                .query(String.class)
                .list();
    }
}
