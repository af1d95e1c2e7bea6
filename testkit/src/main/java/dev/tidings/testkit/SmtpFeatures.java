package dev.tidings.testkit;

import static java.util.stream.Collectors.joining;

import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The features and requirements of an SMTP server.
 *
 * @param extensions lines of the reply to EHLO, in addition to STARTTLS and AUTH
 * @param tls null without TLS
 * @param implicitTls whether TLS starts with the first byte
 * @param credentials the required end of AUTH PLAIN, {@code \0user\0password}; null without a login
 * @param acceptsWithoutRecipient whether DATA is answered with 354 without a recipient
 */
record SmtpFeatures(
        List<String> extensions,
        @Nullable SSLContext tls,
        boolean implicitTls,
        @Nullable String credentials,
        boolean acceptsWithoutRecipient) {

    /** No TLS and no login. */
    static SmtpFeatures plain(String... extensions) {
        return new SmtpFeatures(List.of(extensions), null, false, null, false);
    }

    SmtpFeatures withExtensions(List<String> others) {
        return new SmtpFeatures(others, tls, implicitTls, credentials, acceptsWithoutRecipient);
    }

    SmtpFeatures acceptingWithoutRecipient() {
        return new SmtpFeatures(extensions, tls, implicitTls, credentials, true);
    }

    String ehloReply(boolean encrypted) {
        boolean ownAuth = extensions.stream().anyMatch(extension -> extension.startsWith("AUTH"));
        String auth = credentials == null || ownAuth ? "" : "250-AUTH PLAIN\r\n";
        String startTls = tls == null || encrypted ? "" : "250-STARTTLS\r\n";
        String others = extensions.stream()
                .map(extension -> "250-" + extension + "\r\n")
                .collect(joining());
        return "250-fake.example\r\n" + startTls + auth + others + "250 HELP";
    }
}
