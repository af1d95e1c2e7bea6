package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Secret;
import dev.tidings.core.Ticker;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.ResendSchemas;
import dev.tidings.testing.TestApplication;
import dev.tidings.testkit.FakeResend;
import dev.tidings.testkit.FakeSmtpServer;
import dev.tidings.testkit.SmtpStep;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.UnclearRefusal;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.resend.ResendSettings;
import dev.tidings.transport.resend.ResendTransport;
import dev.tidings.transport.smtp.SmtpSettings;
import dev.tidings.transport.smtp.SmtpTransport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals that concern every letter stop the edition and settle none; others fail their letters alone. */
class RefusedEditionTest {
    private static final SendOutcome ACCEPTED = new Accepted("id", null);
    private static final SendOutcome REFUSED =
            new UnclearRefusal("The mail server refused the recipient: 550 Administrative prohibition");
    private static final SendOutcome UNKNOWN = new Rejected("550 User unknown", true);

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    /** New for each test: the application remembers which domains know nobody. */
    private final String firstDomain = "first-" + UUID.randomUUID() + ".example";

    private static void answering(int batchSize, Function<EmailAddress, SendOutcome> answer) {
        app.transport()
                .withReplayWindow(Duration.ZERO, batchSize)
                .respondingWith((key, batch) -> new HandOverResult(
                        batch.stream()
                                .map(message -> answer.apply(message.to().address()))
                                .toList(),
                        null));
    }

    /** Inserts readers in the order of their letters. The first ones are at the first domain, the others at their own. */
    private void readers(int count, int atFirstDomain) {
        app.insertReaders(count);
        app.jdbc()
                .sql("""
                        update users u set email = u.id || '@' || case when n.n <= :first then :domain else u.id || '.example' end
                        from (select id, row_number() over (order by id collate "C") as n from users) n where n.id = u.id
                        """)
                .param("first", atFirstDomain)
                .param("domain", firstDomain)
                .update();
    }

    private boolean isAtFirstDomain(EmailAddress address) {
        return address.domain().equals(firstDomain);
    }

    private static boolean isKnown(EmailAddress address) {
        String value = address.value();
        return Integer.parseInt(value.substring(1, value.indexOf('@'))) % 4 == 0;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void refusalOfEveryLetterStopsAndSettlesNobodyHoweverOftenItIsResumed(int atOneDomain) {
        readers(60, atOneDomain);
        answering(2, address -> REFUSED);
        Edition edition = planned();
        deliver(edition);
        for (int resumed = 0; resumed < 4; resumed++) {
            Edition stopped = current(edition);
            assertThat(stopped.status()).isEqualTo(EditionStatus.STOPPED);
            assertThat(stopped.reason()).contains("refused alike").contains("550 Administrative prohibition");
            assertThat(stopped.progress()).isEqualTo(new EditionProgress(60, 0, 0, 0, 60));
            resume(edition);
        }
        assertThat(app.transport().messages()).hasSizeLessThan(5 * 8);

        answering(10, address -> ACCEPTED);
        resume(edition);
        retry(edition);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(60, 60, 0, 0, 0));
    }

    @Test
    void mailServerThatDoesNotRelayStopsAndSettlesNobody() {
        readers(60, 0);
        try (FakeSmtpServer server = FakeSmtpServer.plain().answerFrom(SmtpStep.RCPT, 1, "550 relay not permitted");
                SmtpTransport smtp = new SmtpTransport(
                        SmtpSettings.parse("smtp://localhost:" + server.port()), InstantSource.system())) {
            app.transport().withReplayWindow(Duration.ZERO, 25).respondingWith(smtp::handOver);
            Edition edition = planned();
            deliver(edition);
            resume(edition);
            resume(edition);
            assertThat(current(edition).status()).isEqualTo(EditionStatus.STOPPED);
            assertThat(current(edition).reason()).contains("550 relay not permitted");
            assertThat(current(edition).progress()).isEqualTo(new EditionProgress(60, 0, 0, 0, 60));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"The domain is not verified", "Invalid `to` field"})
    void refusalOfEveryLetterByResendStopsAndSettlesNobody(String reason) {
        readers(60, 0);
        try (FakeResend resend = ResendSchemas.startServer();
                ResendTransport transport = new ResendTransport(
                        ResendSettings.of(new Secret(FakeResend.KEY), resend.url(), 1000), Ticker.SYSTEM)) {
            resend.rejecting(to -> reason);
            app.transport().withReplayWindow(transport.replayWindow(), 100).respondingWith(transport::handOver);
            Edition edition = planned();
            deliver(edition);
            resume(edition);
            resume(edition);
            assertThat(current(edition).status()).isEqualTo(EditionStatus.STOPPED);
            assertThat(current(edition).reason()).contains(reason);
            assertThat(current(edition).progress()).isEqualTo(new EditionProgress(60, 0, 0, 0, 60));

            resend.rejecting(to -> null);
            resume(edition);
            assertThat(current(edition).progress()).isEqualTo(new EditionProgress(60, 60, 0, 0, 0));
            assertThat(resend.emails()).hasSize(60);
        }
    }

    @Test
    void refusalOfEveryLetterInOtherWordsStopsAndSettlesNobody() {
        readers(60, 0);
        answering(
                10,
                address -> new UnclearRefusal(
                        "The mail server refused the recipient: 550 5.7.1 Blocked by policy, reference "
                                + Long.toString(Math.abs((long) address.hashCode()) + 1_000_000, 26)
                                        .replaceAll("\\d", "x")));
        Edition edition = planned();
        deliver(edition);
        assertThat(current(edition).status()).isEqualTo(EditionStatus.STOPPED);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(60, 0, 0, 0, 60));
    }

    @Test
    void serverThatDoesNotRelayForOneRecipientSendsToTheOthers() {
        readers(30, 1);
        answering(
                10,
                address -> isAtFirstDomain(address) ? new UnclearRefusal("550 relay not permitted", true) : ACCEPTED);
        Edition edition = planned();
        deliver(edition);
        retry(edition);
        assertThat(current(edition).status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(30, 29, 0, 1, 0));
    }

    @Test
    void refusalThatBeginsInTheMiddleStopsAndSettlesNobody() {
        readers(60, 0);
        int[] sent = {0};
        answering(10, address -> sent[0]++ < 33 ? ACCEPTED : REFUSED);
        Edition edition = planned();
        deliver(edition);
        assertThat(current(edition).status()).isEqualTo(EditionStatus.STOPPED);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(60, 33, 0, 0, 27));

        // The acceptance of one more letter is no evidence against those that were refused before the stop.
        sent[0] = 32;
        resume(edition);
        assertThat(current(edition).status()).isEqualTo(EditionStatus.STOPPED);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(60, 34, 0, 0, 26));
    }

    @Test
    void stopOfTheTransportKeepsLettersThatWereRefusedADayAgo() {
        readers(3, 0);
        app.transport()
                .respondingWith((key, batch) -> RecordingTransport.all(
                        batch, new Deferred("550 relay not permitted", null), "550 relay not permitted"));
        Edition edition = planned();
        deliver(edition);
        app.clock().advance(Duration.ofHours(25));
        resume(edition);
        assertThat(current(edition).status()).isEqualTo(EditionStatus.STOPPED);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(3, 0, 0, 0, 3));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gatewayThatRefusesItsOwnFiftyDoesNotStopTheOthers(boolean deniesAccess) {
        readers(90, 50);
        SendOutcome refused = new UnclearRefusal("554 5.7.1 Client host rejected: Access denied", deniesAccess);
        answering(10, address -> isAtFirstDomain(address) ? refused : ACCEPTED);
        Edition edition = planned();
        deliver(edition);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(90, 40, 0, 0, 50));

        retry(edition);
        assertThat(current(edition).status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(90, 40, 0, 50, 0));
        assertThat(suppressed()).isEmpty();
    }

    @Test
    void refusalBeforeAnAcceptanceFailsItsLetterAtOnce() {
        readers(10, 1);
        answering(10, address -> isAtFirstDomain(address) ? REFUSED : ACCEPTED);
        Edition edition = planned();
        deliver(edition);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(10, 9, 0, 1, 0));
    }

    @Test
    void lastLetterFailsAtItsThirdRefusalIfTheEditionReachesOthers() {
        readers(10, 9);
        answering(10, address -> isAtFirstDomain(address) ? ACCEPTED : REFUSED);
        Edition edition = planned();
        deliver(edition);
        retry(edition);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(10, 9, 0, 0, 1));
        retry(edition);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(10, 9, 0, 1, 0));
    }

    @Test
    void lastLettersThatAreDeniedAccessStayOwed() {
        readers(10, 8);
        SendOutcome denied = new UnclearRefusal("553 5.7.1 Sender address rejected: not owned by user", true);
        answering(10, address -> isAtFirstDomain(address) ? ACCEPTED : denied);
        Edition edition = planned();
        deliver(edition);
        retry(edition);
        retry(edition);
        assertThat(current(edition).status()).isEqualTo(EditionStatus.STOPPED);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(10, 8, 0, 0, 2));
    }

    @Test
    void thirdRefusalOfTheOnlyLetterStops() {
        readers(1, 1);
        answering(10, address -> REFUSED);
        Edition edition = planned();
        deliver(edition);
        retry(edition);
        assertThat(current(edition).status()).isEqualTo(EditionStatus.OPEN);
        retry(edition);
        assertThat(current(edition).status()).isEqualTo(EditionStatus.STOPPED);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(1, 0, 0, 0, 1));
    }

    @Test
    void refusalOfALetterThatMayBeOutIsFinal() {
        readers(1, 1);
        app.transport()
                .withReplayWindow(Duration.ofHours(23), 10)
                .respondingWith((key, batch) -> RecordingTransport.unanswered(batch));
        Edition edition = planned();
        deliver(edition);
        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, REFUSED, null));
        retry(edition);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(1, 0, 0, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 30})
    void domainAtWhichTwentyPeopleInARowAreUnknownSuppressesNone(int batchSize) {
        readers(50, 25);
        answering(batchSize, address -> isAtFirstDomain(address) ? UNKNOWN : ACCEPTED);
        Edition edition = planned();
        deliver(edition);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(50, 25, 0, 25, 0));
        assertThat(suppressed()).isEmpty();
    }

    @Test
    void domainAtWhichOneIsKnownSuppressesTheUnknownOnes() {
        readers(50, 25);
        answering(8, address -> isAtFirstDomain(address) && !isKnown(address) ? UNKNOWN : ACCEPTED);
        Edition edition = planned();
        deliver(edition);
        long unknown = current(edition).progress().error();
        assertThat(unknown).isBetween(15L, 24L);
        assertThat(suppressed()).hasSize((int) unknown);
    }

    @Test
    void serverThatKnowsNobodyAnywhereStopsAndSuppressesNobody() {
        readers(60, 0);
        answering(30, address -> UNKNOWN);
        Edition edition = planned();
        deliver(edition);
        assertThat(current(edition).status()).isEqualTo(EditionStatus.STOPPED);
        assertThat(current(edition).progress()).isEqualTo(new EditionProgress(60, 0, 0, 0, 60));
        assertThat(suppressed()).isEmpty();
    }

    private static List<String> suppressed() {
        return app.jdbc()
                .sql("select address from suppression")
                .query(String.class)
                .list();
    }

    private static Edition planned() {
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        return edition;
    }

    private static void deliver(Edition edition) {
        app.deliver(edition.id(), 1);
    }

    private static void retry(Edition edition) {
        app.clock().advance(Duration.ofMinutes(5));
        deliver(edition);
    }

    private static void resume(Edition edition) {
        assertThat(app.get(EditionControl.class).resume(edition.id())).isTrue();
        retry(edition);
    }

    private static Edition current(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }
}
