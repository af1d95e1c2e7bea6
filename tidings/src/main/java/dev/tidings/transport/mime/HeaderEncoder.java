package dev.tidings.transport.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.core.Mailbox;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Encodes any names and subjects as header fields (RFC 5322 3.2, RFC 2047). */
public final class HeaderEncoder {
    /** Line breaks, other control characters, and invisible marks that reverse the reading direction. */
    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]+");

    private static final Pattern SPACES = Pattern.compile(" {2,}");
    private static final Pattern ATOMS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*");
    private static final int LONGEST_PLAIN_WORD = 60;

    /** Longest line with encoded words, in columns (RFC 2047 2). */
    private static final int COLUMNS = 76;

    /** Bytes in one Base64 encoded word: it then fits on a line with the header's name. */
    private static final int BYTES_PER_WORD = 39;

    private HeaderEncoder() {}

    /** Returns the text without characters that could break a header line or reverse the reading direction. */
    public static String clean(String text) {
        return isClean(text) ? text : cleaned(text);
    }

    /** Fast check that lets nearly all texts skip the patterns. */
    private static boolean isClean(String text) {
        char last = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c > '~' && c < 0xa0) || (c >= 0x2000 && c < 0x2070) || (c == ' ' && last == ' ')) {
                return false;
            }
            last = c;
        }
        return last != ' ';
    }

    private static String cleaned(String text) {
        return SPACES.matcher(CONTROLS.matcher(text).replaceAll(" "))
                .replaceAll(" ")
                .strip();
    }

    /**
     * Returns a complete header field, folded before spaces to 76 columns where its words allow it (RFC 5322 2.2.3).
     */
    static String foldedField(String name, String value) {
        StringBuilder field = new StringBuilder(name.length() + value.length() + 16);
        field.append(name).append(": ");
        int begin = 0;
        for (int room = COLUMNS - field.length(); value.length() - begin > room; room = COLUMNS) {
            int space = foldingSpace(value, begin, begin + room);
            if (space < 0) {
                break;
            }
            field.append(value, begin, space).append("\r\n");
            begin = space;
        }
        return field.append(value, begin, value.length()).append("\r\n").toString();
    }

    /**
     * Returns the last space up to the limit, or else the first one after it, that has words on both sides; -1 if
     * there is none.
     */
    private static int foldingSpace(String value, int begin, int limit) {
        int found = -1;
        for (int i = begin + 1; i < value.length() - 1 && (i <= limit || found < 0); i++) {
            if (value.charAt(i) == ' ' && value.charAt(i + 1) != ' ') {
                found = i;
            }
        }
        return found;
    }

    /** Returns the text in ASCII, as encoded words if necessary. */
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

    /** Returns a display name for use before an address, quoted if necessary. */
    public static String phrase(String name) {
        if (ATOMS.matcher(name).matches()) {
            return name;
        }
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Whether a mail client would decode the text as an encoded word and show something else. */
    public static boolean looksEncoded(String text) {
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

    public static String encodedWords(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int codePoint : text.codePoints().toArray()) {
            String character = Character.toString(codePoint);
            int length = character.getBytes(UTF_8).length;
            if (bytes + length > BYTES_PER_WORD) {
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
