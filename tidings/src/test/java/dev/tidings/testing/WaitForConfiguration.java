package dev.tidings.testing;

import java.nio.file.Path;

/** Living Lytics, which waits until noon for the numbers of four accounts in five. */
public final class WaitForConfiguration {
    private WaitForConfiguration() {}

    /** @param then what happens at noon: send or hold */
    public static Path folder(String then) {
        return EditedConfiguration.livingLytics("wait-for-" + then, digest -> waitFor(digest, then));
    }

    /** Sent on Mondays at seven in each recipient's zone, with Los Angeles as the fallback zone. */
    public static Path byZone(String then) {
        return EditedConfiguration.livingLytics(
                "wait-by-zone-" + then, digest -> waitFor(EditedConfiguration.byZone(digest), then));
    }

    private static String waitFor(String digest, String then) {
        return digest.replace(
                "  metrics:", "  metrics:\n    wait-for: { share: 80%, until: \"12:00\", then: " + then + " }");
    }
}
