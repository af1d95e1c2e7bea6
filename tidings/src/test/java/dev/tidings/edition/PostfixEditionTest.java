package dev.tidings.edition;

import dev.tidings.testing.MailServer;
import dev.tidings.testing.PostfixServer;
import org.junit.jupiter.api.Tag;

/** {@code bin/test --with postfix} */
@Tag("postfix")
class PostfixEditionTest extends MailServerContract {
    @Override
    MailServer server() {
        return new PostfixServer();
    }

    @Override
    void limitSize(MailServer limited) {
        limited.with("message_size_limit = 1000");
    }

    @Override
    void fillDisk(MailServer full) {
        full.with("queue_minfree = 900000000000000");
    }
}
