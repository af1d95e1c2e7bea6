package dev.tidings.delivery.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.core.Mailbox;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Names and subjects as header fields take them (RFC 5322 3.2, RFC 2047), whatever they hold. */
final class HeaderText {
    /** Line breaks, other controls, and the invisible marks that turn the reading direction around. */
    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]+");

    private static final Pattern SPACES = Pattern.compile(" {2,}");
    private static final Pattern ATOMS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*");
    private static final int LONGEST_PLAIN_WORD = 60;

    /** What one encoded word of 75 characters holds in Base64 (RFC 2047 2). */
    private static final int BYTES_OF_A_WORD = 45;

    private HeaderText() {}

    /** The text without anything that a header line could be broken, or its reading direction turned, with. */
    static String clean(String text) {
        return SPACES.matcher(CONTROLS.matcher(text).replaceAll(" "))
                .replaceAll(" ")
                .strip();
    }

    /** ASCII that reads as the text does. */
    static String unstructured(String text) {
        String clean = clean(text);
        return isPlain(clean) ? clean : encodedWords(clean);
    }

    /** {@code name <address>} in ASCII. */
    static String mailbox(Mailbox mailbox) {
        String name = mailbox.name() == null ? "" : clean(mailbox.name());
        String address = mailbox.address().value();
        if (name.isEmpty()) {
            return address;
        }
        return (isPlain(name) ? phrase(name) : encodedWords(name)) + " <" + address + ">";
    }

    /** A name as it stands before an address, quoted where it must be. */
    static String phrase(String name) {
        if (ATOMS.matcher(name).matches()) {
            return name;
        }
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Whether a reader would take the text for an encoded word and show something else. */
    static boolean looksEncoded(String text) {
        return text.contains("=?");
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c < 128) && !looksEncoded(text) && longestWord(text) <= LONGEST_PLAIN_WORD;
    }

    static int longestWord(String text) {
        int longest = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ' ') {
                longest = Math.max(longest, i - start);
                start = i + 1;
            }
        }
        return longest;
    }

    static String encodedWords(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int codePoint : text.codePoints().toArray()) {
            String character = Character.toString(codePoint);
            int length = character.getBytes(UTF_8).length;
            if (bytes + length > BYTES_OF_A_WORD) {
                words.add(encodedWord(word.toString()));
                word.setLength(0);
                bytes = 0;
            }
            word.append(character);
            bytes += length;
        }
        words.add(encodedWord(word.toString()));
        return String.join(" ", words);
    }

    private static String encodedWord(String text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)) + "?=";
    }
}
