package dev.tidings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Living Lytics, sent on Mondays at seven in each recipient's zone, also to accounts without metrics. */
public final class RecipientZonesConfiguration {
    private RecipientZonesConfiguration() {}

    public static Path folder() {
        try {
            String digest = Files.readString(Path.of("../examples/living-lytics/digests/living-lytics.yml"))
                    .replace("zone: America/Los_Angeles", "zone: recipient\n  fallback-zone: America/Los_Angeles")
                    .replace("source: metrics", "source: metrics\n  when-empty: send");
            Path digests = ForkFolder.of("recipient-zones/digests");
            Files.writeString(digests.resolve("living-lytics.yml"), digest);
            return digests.resolve("..").normalize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
