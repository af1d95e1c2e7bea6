package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.testing.TestApplication;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test letter whose worker stopped is settled, whether it was handed over or not. */
class AbandonedTestLetterTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private long letter;

    @BeforeEach
    void sendTestLetter() {
        app.insertReader("ada");
        letter = app.get(SingleLetters.class)
                .sendTest(app.get(DigestCatalog.class).primary(), "ada")
                .id();
    }

    @Test
    void oneThatWasStoredButNotHandedOverIsAnError() {
        abandon("0", "null", "null", "null");

        assertThat(outcome()).isEqualTo("error, not sent: the worker stopped, unknown: false");
    }

    @Test
    void oneThatWasHandedOverIsUnknown() {
        abandon("1", "now()", "'key'", "1");

        assertThat(outcome()).isEqualTo("error, outcome unknown: the worker stopped, unknown: true");
    }

    /** Puts the letter back where its worker stopped, and runs the rescue an hour later. */
    private void abandon(String attempt, String handedOverAt, String key, String position) {
        app.jdbc()
                .sql("""
                        insert into delivery (id, kind, digest, user_id, period_start, period_end, transport, template_version,
                                              content, item_count, recipient_version, composed_at, attempt, next_attempt_at,
                                              handed_over_at, batch_key, batch_position)
                        select id, kind, digest, user_id, period_start, period_end, transport, template_version, content,
                               item_count, 0, composed_at, %s, created_at, %s, %s, %s
                        from digest_log where id = :id
                        """.formatted(attempt, handedOverAt, key, position))
                .param("id", letter)
                .update();
        app.jdbc()
                .sql("delete from digest_log where id = :id")
                .param("id", letter)
                .update();
        app.clock().advance(Duration.ofHours(1));

        app.get(SingleLetters.class).rescue();
    }

    private String outcome() {
        return app.jdbc()
                .sql("select status, error_message, outcome_unknown from digest_log where id = :id")
                .param("id", letter)
                .query((row, number) -> row.getString(1) + ", " + row.getString(2) + ", unknown: " + row.getBoolean(3))
                .single();
    }
}
