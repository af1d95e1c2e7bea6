package dev.tidings.yaml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads a file of at most 1 MB to a tree of limited size and depth. */
final class YamlFile {
    private static final int MAX_BYTES = 1_000_000;
    private static final int MAX_VALUES = 20_000;
    private static final int MAX_DEPTH = 32;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowNonScalarKeys(true)
            .build();

    private YamlFile() {}

    /**
     * The root of the file, or null if it is empty or has an error.
     *
     * @param errors gets the line, or 0 for the file as a whole, and what is wrong
     */
    static @Nullable Node read(Path file, ErrorCollector errors) {
        try {
            byte[] text = bytes(file);
            if (text.length > MAX_BYTES) {
                errors.add(0, "The file has more than 1 MB: split it");
                return null;
            }
            return isWithinLimits(text, errors)
                    ? new Compose(SETTINGS)
                            .composeInputStream(new ByteArrayInputStream(text))
                            .orElse(null)
                    : null;
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            errors.add(line, "This is not YAML (" + e.getProblem() + "): look for a missing quote, a tab or an indent");
        } catch (YamlEngineException e) {
            String advice = e.getCause() instanceof CharacterCodingException ? ": save it as UTF-8 text" : "";
            errors.add(0, "This is not YAML (" + e.getMessage() + ")" + advice);
        } catch (IOException e) {
            errors.add(0, "The file cannot be read: " + reason(e));
        }
        return null;
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }

    /** Counts the events, because composing deep nesting needs a deep stack. */
    private static boolean isWithinLimits(byte[] text, ErrorCollector errors) {
        int depth = 0;
        int values = 0;
        for (Event event : new Parse(SETTINGS).parseInputStream(new ByteArrayInputStream(text))) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Scalar, Alias -> values++;
                default -> {}
            }
            if (depth > MAX_DEPTH || values > MAX_VALUES) {
                int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
                errors.add(
                        line,
                        depth > MAX_DEPTH
                                ? "The file is nested more than " + MAX_DEPTH + " levels deep"
                                : "The file has more than " + MAX_VALUES / 2 + " keys and values: split it");
                return false;
            }
        }
        return true;
    }

    static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "check the permissions of " + denied.getFile();
            case NoSuchFileException missing
            when Files.exists(Path.of(missing.getFile()), LinkOption.NOFOLLOW_LINKS) ->
                "it is a link to a file that does not exist";
            case NoSuchFileException _ -> "it does not exist";
            default -> String.valueOf(failure.getMessage());
        };
    }
}
