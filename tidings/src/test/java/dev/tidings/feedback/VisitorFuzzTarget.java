package dev.tidings.feedback;

import dev.tidings.core.Secret;
import dev.tidings.fuzz.FuzzTarget;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Headers of those who follow the links of letters, and the tokens of these links. */
public final class VisitorFuzzTarget implements FuzzTarget {
    private final LinkScanners scanners = new LinkScanners();
    private final TrackingTokens tokens = new TrackingTokens(
            new Secret("s".repeat(32)), List.of(), InstantSource.fixed(Instant.parse("2026-12-07T07:00:00Z")));

    @Override
    public void read(byte[] input) {
        String text = FuzzTarget.text(input);
        scanners.scannerOfLink(header -> text);
        scanners.scannerOfImage(header -> text);
        scanners.imageProxy(header -> text);
        tokens.readClick(text);
        tokens.readRating(text);
        tokens.readUndo(text);
        FuzzTarget.require(tokens.readOpen(text).orElse(7L) == 7L, "a forged token is accepted");
    }

    @Override
    public List<byte[]> seeds() {
        return FuzzTarget.texts(
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 HeadlessChrome/131.0 Safari/537.36",
                "prefetch;prerender",
                tokens.openToken(7));
    }
}
