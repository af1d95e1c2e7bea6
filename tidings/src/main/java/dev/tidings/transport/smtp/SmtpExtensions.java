package dev.tidings.transport.smtp;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A mail server's extensions, from its answer to EHLO (RFC 5321 4.1.1.1).
 *
 * @param pipelining several commands may be sent before the first answer (RFC 2920)
 * @param eightBit letters may have 8 bits (RFC 6152)
 * @param size a letter's size may be announced (RFC 1870)
 * @param authMechanisms supported authentication mechanisms (RFC 4954)
 */
record SmtpExtensions(
        boolean pipelining, boolean eightBit, boolean size, boolean startTls, Set<String> authMechanisms) {

    static final SmtpExtensions NONE = new SmtpExtensions(false, false, false, false, Set.of());

    static SmtpExtensions of(SmtpReply hello) {
        Set<String> names = new HashSet<>();
        Set<String> logins = new HashSet<>();
        hello.text().lines().skip(1).filter(line -> line.length() > 4).forEach(line -> {
            // Old servers write AUTH=PLAIN.
            String[] words = line.substring(4).toUpperCase(Locale.ROOT).split("[ =]+");
            names.add(words[0]);
            if (words[0].equals("AUTH")) {
                logins.addAll(List.of(words).subList(1, words.length));
            }
        });
        return new SmtpExtensions(
                names.contains("PIPELINING"),
                names.contains("8BITMIME"),
                names.contains("SIZE"),
                names.contains("STARTTLS"),
                Set.copyOf(logins));
    }
}
