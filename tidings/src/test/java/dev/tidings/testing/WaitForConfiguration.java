package dev.tidings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Living Lytics, which waits until noon for the numbers of four accounts in five. */
public final class WaitForConfiguration {
    private WaitForConfiguration() {}

    /** @param then what happens at noon: send or hold */
    public static Path folder(String then) {
        return write("wait-for-" + then, then, "zone: America/Los_Angeles");
    }

    /** Sent on Mondays at seven in each recipient's zone, with Los Angeles as the fallback zone. */
    public static Path byZone(String then) {
        return write("wait-by-zone-" + then, then, "zone: recipient\n  fallback-zone: America/Los_Angeles");
    }

    private static Path write(String folder, String then, String zone) {
        try {
            String waitFor = "  metrics:\n    wait-for: { share: 80%, until: \"12:00\", then: " + then + " }";
            String digest = Files.readString(Path.of("../examples/living-lytics/digests/living-lytics.yml"))
                    .replace("zone: America/Los_Angeles", zone)
                    .replace("  metrics:", waitFor);
            Path digests = ForkFolder.of(folder + "/digests");
            Files.writeString(digests.resolve("living-lytics.yml"), digest);
            return digests.resolve("..").normalize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
