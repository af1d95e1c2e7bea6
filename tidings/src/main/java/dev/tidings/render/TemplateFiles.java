package dev.tidings.render;

import dev.tidings.render.TemplateTokens.TagKind;
import dev.tidings.text.MessageCatalog;
import dev.tidings.yaml.ConfigurationErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads template files: those below {@code templates/} of the configuration folder, or else the built-in ones, and the
 * messages that they include. Each template is read once: letters use the files that were checked at startup.
 */
public final class TemplateFiles {
    /** The prefix of included messages, as in {@code messages/letter.unsubscribe}. */
    static final String MESSAGES = "messages/";

    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+/[A-Za-z0-9_-]+\\.(mjml|txt)");

    private final Path folder;
    private final MessageCatalog messages;
    private final Map<String, TemplateSource> sources = new ConcurrentHashMap<>();

    /** @param folder the configuration folder's {@code templates/}; it need not exist */
    public TemplateFiles(Path folder, MessageCatalog messages) {
        this.folder = folder;
        this.messages = messages;
    }

    MessageCatalog messages() {
        return messages;
    }

    /**
     * Returns a template with all files that it includes.
     *
     * @throws ConfigurationErrors if a file is missing
     */
    TemplateSource source(String name) {
        return sources.computeIfAbsent(name, this::read);
    }

    private TemplateSource read(String name) {
        Map<String, String> files = new HashMap<>();
        List<String> errors = new ArrayList<>();
        Deque<IncludedFile> pending = new ArrayDeque<>();
        pending.add(new IncludedFile(TemplateSource.htmlPath(name), ""));
        pending.add(new IncludedFile(TemplateSource.textPath(name), ""));
        while (!pending.isEmpty()) {
            IncludedFile next = pending.remove();
            if (files.containsKey(next.path)) {
                continue;
            }
            String text = text(next.path);
            if (text == null) {
                errors.add(missing(next));
                continue;
            }
            // Normalize line ends: the version must not depend on how the files were checked out.
            text = text.replace("\r\n", "\n");
            files.put(next.path, text);
            pending.addAll(includes(next.path, text));
        }
        TemplateValidation.throwIfAny(errors);
        return new TemplateSource(name, files);
    }

    private record IncludedFile(String path, String includedAt) {}

    private static List<IncludedFile> includes(String path, String text) {
        return TemplateTokens.of(path, text).tags().stream()
                .filter(tag -> tag.kind() == TagKind.INCLUDE)
                .map(tag -> new IncludedFile(
                        tag.name(), TemplateTokens.location("templates/" + path, tag.line()) + tag + ": "))
                .toList();
    }

    private String missing(IncludedFile file) {
        if (file.path.startsWith(MESSAGES)) {
            return file.includedAt + "there is no such message";
        }
        if (!PATH.matcher(file.path).matches()) {
            return file.includedAt + "\"" + file.path
                    + "\" is not a template path: write folder/file.mjml or folder/file.txt with letters, digits, dashes and underscores";
        }
        return file.includedAt + "there is no templates/" + file.path + ", neither in "
                + folder.toAbsolutePath().getParent() + " nor in the program";
    }

    private @Nullable String text(String path) {
        if (path.startsWith(MESSAGES)) {
            String key = path.substring(MESSAGES.length());
            return messages.contains(key) ? messages.asTemplate(key) : null;
        }
        if (!PATH.matcher(path).matches()) {
            return null;
        }
        try {
            if (Files.isRegularFile(folder.resolve(path))) {
                return Files.readString(folder.resolve(path));
            }
            try (InputStream builtIn = TemplateFiles.class.getResourceAsStream("/templates/" + path)) {
                return builtIn == null ? null : new String(builtIn.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("templates/" + path + " cannot be read", e);
        }
    }
}
