package dev.tidings.render;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of one template: its HTML and text files and every included file.
 *
 * @param name the template's folder
 * @param files by path below {@code templates/}
 */
record TemplateSource(String name, SortedMap<String, String> files) {
    /** Incremented when the same files render to different bytes. */
    private static final int ENGINE_VERSION = 2;

    private static final Pattern INCLUDE = Pattern.compile("\\{\\{>\\s*(\\S+?)\\s*}}");

    TemplateSource(String name, Map<String, String> files) {
        this(name, new TreeMap<>(files));
    }

    String htmlPath() {
        return htmlPath(name);
    }

    String textPath() {
        return textPath(name);
    }

    static String htmlPath(String name) {
        return name + "/letter.mjml";
    }

    static String textPath(String name) {
        return name + "/letter.txt";
    }

    String text(String path) {
        return files.getOrDefault(path, "");
    }

    /** Returns the file with all included files expanded. */
    String expanded(String path) {
        StringBuilder expanded = new StringBuilder();
        String text = text(path);
        int end = 0;
        for (Matcher include = INCLUDE.matcher(text); include.find(); end = include.end()) {
            expanded.append(text, end, include.start()).append(expanded(include.group(1)));
        }
        return expanded.append(text, end, text.length()).toString();
    }

    /** Returns the SHA-256 in hexadecimal of the engine version and all files. */
    String version() {
        MessageDigest hash = sha256();
        update(hash, name + " " + ENGINE_VERSION);
        files.forEach((path, text) -> {
            update(hash, path);
            update(hash, text);
        });
        return HexFormat.of().formatHex(hash.digest());
    }

    /** Hashes a part with its length first: different lists of parts never hash alike. */
    private static void update(MessageDigest hash, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        hash.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        hash.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
