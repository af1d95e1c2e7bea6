package dev.tidings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Copies of the example Living Lytics with changes. */
public final class EditedConfiguration {
    private EditedConfiguration() {}

    /**
     * Writes a folder with one digest.
     *
     * @param edit changes the text of the digest's file
     */
    public static Path livingLytics(String folder, UnaryOperator<String> edit) {
        try {
            String digest = Files.readString(Path.of("../examples/living-lytics/digests/living-lytics.yml"));
            Path digests = ForkFolder.of(folder + "/digests");
            Files.writeString(digests.resolve("living-lytics.yml"), edit.apply(digest));
            return digests.resolve("..").normalize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sent in each recipient's zone, with Los Angeles as the fallback zone. */
    static String byZone(String digest) {
        return digest.replace("zone: America/Los_Angeles", "zone: recipient\n  fallback-zone: America/Los_Angeles");
    }

    /** A tenth of the recipients gets its letters 15 minutes before the others. */
    public static Path withCanary() {
        return livingLytics("canary", EditedConfiguration::canary);
    }

    /** As {@link #withCanary}, by time zone. */
    public static Path withCanaryByZone() {
        return livingLytics("canary-by-zone", digest -> canary(byZone(digest)));
    }

    private static String canary(String digest) {
        return digest + "\ncanary: { share: 10%, for: 15m }\n";
    }
}
