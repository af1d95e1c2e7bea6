package dev.tidings.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.alerting.Severity;
import dev.tidings.testing.SentLetterFixture;
import dev.tidings.testing.TestApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EarlyUnsubscribesCheckTest {
    private static final Instant SENT = TestApplication.MONDAY;

    @RegisterExtension
    static final TestApplication app = new TestApplication(configuration());

    private final SentLetterFixture letters = new SentLetterFixture(app);

    private static Path configuration() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "early");
            Files.createDirectory(folder.resolve("digests"));
            Files.copy(
                    Path.of("../examples/living-lytics/digests/living-lytics.yml"),
                    folder.resolve("digests").resolve(SentLetterFixture.DIGEST + ".yml"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void threeVisitsWithinAMinuteAreAWarning() {
        letters.insertEdition();
        optOut("a", "link", Duration.ofSeconds(3));
        optOut("b", "link", Duration.ofSeconds(59));
        optOut("c", "link", Duration.ofSeconds(61));
        optOut("d", "page", Duration.ofSeconds(5));
        assertThat(finding().state()).isEqualTo(Severity.OK);
        assertThat(finding().message()).startsWith("2 readers were opted out");

        optOut("e", "link", Duration.ofSeconds(20));
        assertThat(finding().state()).isEqualTo(Severity.WARNING);
        assertThat(finding().message()).startsWith("3 readers").contains("unsubscribe.confirm: suspected");

        app.clock().set(SENT.plus(Duration.ofDays(8)));
        assertThat(finding().message()).startsWith("0 readers");
    }

    private void optOut(String user, String source, Duration after) {
        app.insertUser(user);
        letters.insertRegular(user);
        app.jdbc()
                .sql(
                        "insert into consent (user_id, digest, opt_in, source, recorded_at) values (:user, :digest, false, :source, :at)")
                .param("user", user)
                .param("digest", SentLetterFixture.DIGEST)
                .param("source", source)
                .param("at", SENT.plus(after).atOffset(ZoneOffset.UTC))
                .update();
    }

    private static CheckFinding finding() {
        return app.get(HealthChecks.class).jobChecks().stream()
                .filter(EarlyUnsubscribesCheck.class::isInstance)
                .findFirst()
                .orElseThrow()
                .run()
                .getFirst();
    }
}
