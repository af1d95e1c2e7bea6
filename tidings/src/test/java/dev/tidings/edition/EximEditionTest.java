package dev.tidings.edition;

import dev.tidings.testing.EximServer;
import dev.tidings.testing.MailServer;
import org.junit.jupiter.api.Tag;

/** {@code bin/test --with exim} */
@Tag("exim")
class EximEditionTest extends MailServerContract {
    @Override
    MailServer server() {
        return new EximServer();
    }

    @Override
    void limitSize(MailServer limited) {
        limited.with("message_size_limit = 1000");
    }

    @Override
    void fillDisk(MailServer full) {
        full.with("check_spool_space = 900000000M");
    }
}
