package dev.tidings.core;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An absolute {@code http} or {@code https} URL: read as browsers read it (WHATWG URL standard), written in ASCII as RFC
 * 3986 allows. Credentials are dropped.
 *
 * <p>It differs from the standard in what it writes: a percent sign without two digits becomes {@code %25}, and
 * characters that RFC 3986 forbids are always encoded. Hosts have only letters, digits, hyphens and underscores.
 *
 * @param host lower case; a domain name in Punycode, an IPv4 address, or an IPv6 address in brackets
 * @param port -1 for the scheme's own
 * @param path begins with a slash
 * @param query without the question mark; null if there is none
 * @param fragment without the hash; null if there is none
 */
public record WebUrl(
        String scheme,
        String host,
        int port,
        String path,
        @Nullable String query,
        @Nullable String fragment) {
    private static final int MAX_LENGTH = 8_192;
    private static final Pattern SCHEME = Pattern.compile("(?i)(https?):[/\\\\]*");
    private static final Pattern OTHER_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("[^/\\\\?#]*");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]*)(?::([0-9]{0,9}))?");

    private static final String SUB_DELIMITERS = "!$&'()*+,;=:@";
    private static final String IN_PATH = "-._~" + SUB_DELIMITERS;
    private static final String IN_QUERY = "-._~/?[]" + SUB_DELIMITERS.replace("'", "");
    private static final String IN_FRAGMENT = "-._~/?" + SUB_DELIMITERS;

    /** Null if the text is not such a URL, is longer than {@value #MAX_LENGTH} characters, or is null itself. */
    public static @Nullable WebUrl parse(@Nullable String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            return null;
        }
        String url = withoutSpace(text);
        Matcher scheme = SCHEME.matcher(url);
        if (!scheme.lookingAt()) {
            return null;
        }
        Matcher authority = AUTHORITY.matcher(url).region(scheme.end(), url.length());
        if (!authority.lookingAt()) {
            return null;
        }
        return parse(scheme.group(1).toLowerCase(Locale.ROOT), authority.group(), url.substring(authority.end()));
    }

    private static @Nullable WebUrl parse(String scheme, String authority, String rest) {
        Matcher parts = HOST_AND_PORT.matcher(authority.substring(authority.lastIndexOf('@') + 1));
        if (!parts.matches()) {
            return null;
        }
        String host = WebHost.parse(parts.group(1));
        String digits = parts.group(2);
        int port = digits == null || digits.isEmpty() ? -1 : Integer.parseInt(digits);
        if (host == null || port > 0xffff) {
            return null;
        }
        int hash = rest.indexOf('#');
        String beforeHash = hash < 0 ? rest : rest.substring(0, hash);
        int mark = beforeHash.indexOf('?');
        return new WebUrl(
                scheme,
                host,
                port == (scheme.equals("https") ? 443 : 80) ? -1 : port,
                path(mark < 0 ? beforeHash : beforeHash.substring(0, mark)),
                mark < 0 ? null : encode(beforeHash.substring(mark + 1), IN_QUERY),
                hash < 0 ? null : encode(rest.substring(hash + 1), IN_FRAGMENT));
    }

    /**
     * The absolute URL of a link in a document.
     *
     * @param base the document's URL
     * @return null if the link or the base is not such a URL
     */
    public static @Nullable WebUrl resolve(URI base, String link) {
        String text = withoutSpace(link);
        WebUrl document = OTHER_SCHEME.matcher(text).matches() ? null : parse(base.toString());
        return document == null ? parse(text) : document.resolve(text);
    }

    private @Nullable WebUrl resolve(String link) {
        String relative = link.replaceFirst("^[/\\\\]{2}", "//").replaceFirst("^\\\\", "/");
        if (relative.startsWith("//")) {
            return parse(scheme + ":" + relative);
        }
        String origin = origin();
        if (relative.isEmpty()) {
            return parse(origin + path + suffix("?", query));
        }
        return switch (relative.charAt(0)) {
            case '/' -> parse(origin + relative);
            case '?' -> parse(origin + path + relative);
            case '#' -> parse(origin + path + suffix("?", query) + relative);
            default -> parse(origin + path.substring(0, path.lastIndexOf('/') + 1) + relative);
        };
    }

    /** Without control characters and spaces at the ends, and without tabs and line ends anywhere. */
    private static String withoutSpace(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && (text.charAt(begin) <= ' ' || Character.isSpaceChar(text.charAt(begin)))) {
            begin++;
        }
        while (end > begin && (text.charAt(end - 1) <= ' ' || Character.isSpaceChar(text.charAt(end - 1)))) {
            end--;
        }
        return text.substring(begin, end).replaceAll("[\\t\\n\\r]", "");
    }

    private static String path(String text) {
        Deque<String> segments = new ArrayDeque<>();
        String[] parts = text.split("[/\\\\]", -1);
        boolean isFolder = false;
        for (int i = 1; i < parts.length; i++) {
            String dots = parts[i].replaceAll("(?i)%2e", ".");
            isFolder = dots.equals(".") || dots.equals("..");
            if (dots.equals("..")) {
                segments.pollLast();
            } else if (!isFolder) {
                segments.addLast(encode(parts[i], IN_PATH));
            }
        }
        return "/" + String.join("/", segments) + (isFolder && !segments.isEmpty() ? "/" : "");
    }

    /** Encodes all but letters, digits, escapes and the characters given. */
    private static String encode(String text, String allowed) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || allowed.indexOf(c) >= 0 || WebHost.isEscape(bytes, i)) {
                out.append(c);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(bytes[i]));
            }
        }
        return out.toString();
    }

    private static String suffix(String sign, @Nullable String text) {
        return text == null ? "" : sign + text;
    }

    /** The host of a URI with an authority, also if Java does not take it for a host, as with an underscore. */
    public static String host(URI uri) {
        WebUrl url = parse(uri.toString());
        return url == null ? "" : url.host;
    }

    /** The port of a URI with an authority; -1 for the scheme's own. */
    public static int port(URI uri) {
        WebUrl url = parse(uri.toString());
        return url == null ? -1 : url.port;
    }

    /**
     * Whether the host is an address or a name that only a machine or a local network knows. Names are not looked up.
     */
    public boolean isPrivate() {
        return WebHost.isPrivate(host);
    }

    /** Scheme, host and port. */
    public String origin() {
        return scheme + "://" + host + (port < 0 ? "" : ":" + port);
    }

    public URI uri() {
        return URI.create(toString());
    }

    /** The whole URL; reading it again gives the same. */
    @Override
    public String toString() {
        return origin() + path + suffix("?", query) + suffix("#", fragment);
    }
}
