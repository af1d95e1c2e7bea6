package dev.tidings.core;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Hosts of URLs: domain names, IPv4 addresses in all notations that browsers read, IPv6 addresses in brackets. */
final class WebHost {
    private static final int MAX_PARTS = 4;

    /** Names that public DNS does not have (RFC 6761, RFC 6762, RFC 8375, ICANN's reservation of internal). */
    private static final List<String> PRIVATE_DOMAINS =
            List.of("localhost", "local", "internal", "localdomain", "lan", "home.arpa");

    private WebHost() {}

    /** Null if the text is not a host. */
    static @Nullable String parse(String text) {
        if (text.startsWith("[")) {
            return parseIpv6(text.substring(1, text.length() - 1));
        }
        String domain = DomainName.toAscii(decode(text));
        if (domain == null) {
            return null;
        }
        String[] labels = domain.split("\\.");
        return isNumber(labels[labels.length - 1]) ? parseIpv4(labels) : domain;
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (isEscape(bytes, i)) {
                decoded.write((HexFormat.fromHexDigit(bytes[i + 1]) << 4) | HexFormat.fromHexDigit(bytes[i + 2]));
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /** Whether a percent sign with two hexadecimal digits begins at the position. */
    static boolean isEscape(byte[] text, int position) {
        return text[position] == '%'
                && position + 2 < text.length
                && HexFormat.isHexDigit(text[position + 1])
                && HexFormat.isHexDigit(text[position + 2]);
    }

    private static @Nullable String parseIpv6(String text) {
        if (!text.matches("[0-9A-Fa-f:.]{2,45}") || text.indexOf(':') < 0) {
            return null;
        }
        try {
            InetAddress.ofLiteral(text);
            return "[" + text.toLowerCase(Locale.ROOT) + "]";
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isNumber(String label) {
        return label.matches("[0-9]+|0x[0-9a-f]*");
    }

    /** Up to four numbers, decimal, octal or hexadecimal; the last fills what the others leave. */
    private static @Nullable String parseIpv4(String[] labels) {
        if (labels.length > MAX_PARTS) {
            return null;
        }
        long address = 0;
        for (int i = 0; i < labels.length; i++) {
            long number = isNumber(labels[i]) ? number(labels[i]) : -1;
            boolean isLast = i == labels.length - 1;
            long limit = isLast ? 1L << (8 * (MAX_PARTS - i)) : 1L << 8;
            if (number < 0 || number >= limit) {
                return null;
            }
            address |= isLast ? number : number << (8 * (MAX_PARTS - 1 - i));
        }
        return (address >> 24) + "." + ((address >> 16) & 0xff) + "." + ((address >> 8) & 0xff) + "."
                + (address & 0xff);
    }

    /** Returns -1 if it is not a number or has more than 32 bits. */
    private static long number(String text) {
        boolean isHexadecimal = text.startsWith("0x");
        boolean isOctal = !isHexadecimal && text.length() > 1 && text.startsWith("0");
        String digits = isHexadecimal ? text.substring(2) : text;
        try {
            long number = digits.isEmpty() ? 0 : Long.parseLong(digits, isHexadecimal ? 16 : isOctal ? 8 : 10);
            return number > 0xffffffffL ? -1 : number;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    static boolean isPrivate(String host) {
        if (host.startsWith("[") || host.matches("[0-9.]+")) {
            String literal = host.replaceAll("[\\[\\]]", "");
            return !PublicAddress.isPublic(InetAddress.ofLiteral(literal));
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.indexOf('.') < 0
                || PRIVATE_DOMAINS.stream().anyMatch(domain -> name.equals(domain) || name.endsWith("." + domain));
    }
}
