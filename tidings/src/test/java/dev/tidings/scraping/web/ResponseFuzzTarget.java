package dev.tidings.scraping.web;

import dev.tidings.fuzz.FuzzTarget;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What web servers answer beside documents: robots.txt, Link headers, declared encodings. */
public final class ResponseFuzzTarget implements FuzzTarget {
    private static final URI BASE = URI.create("https://board.example/calls");

    @Override
    public void read(byte[] input) throws IOException, InterruptedException {
        byte[] rest = FuzzTarget.rest(input);
        String text = FuzzTarget.text(rest);
        switch (FuzzTarget.variant(input, 3)) {
            case 0 ->
                new RobotsTxt(InstantSource.fixed(Instant.EPOCH), "tidings")
                        .rules(BASE, file -> new WebResponse(200, Map.of(), rest))
                        .isAllowed(BASE.toString());
            case 1 -> LinkHeader.next(text, BASE);
            default -> {
                String type = text.lines().findFirst().orElse("");
                FuzzTarget.require(
                        new WebDocument(BASE, type, rest).text().length() <= rest.length + 1, "more text than bytes");
            }
        }
    }

    @Override
    public List<byte[]> seeds() {
        return FuzzTarget.texts(
                "0User-agent: *\nDisallow: /a*b$\nCrawl-delay: 1e9\nAllow: /%zz\nSitemap: x\n",
                "1</calls?page=2>; rel=\"next\", <b>; rel=prev",
                "2text/html; charset=utf-16\n<meta charset=x-nothing>",
                "2text/xml; charset=ISO-2022-JP\n<?xml encoding='shift_jis'?>");
    }
}
