package dev.tidings.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.StandalonePages;
import dev.tidings.text.JavaSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReaderSentencesTest {
    private static final Set<String> ALLOWED = Set.of(
            // the content security policy
            "default-src 'none'; style-src 'nonce-", "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");

    @Test
    void javaContainsNoSentencesOfReaderPages() {
        List<String> sentences = Stream.of(
                        ReaderPages.class,
                        SubscriptionEndpoints.class,
                        TrackingEndpoints.class,
                        RatingEndpoints.class,
                        StandalonePages.class)
                .flatMap(type -> JavaSource.of(type).sentences().stream())
                .filter(text -> !ALLOWED.contains(text))
                .toList();

        assertThat(sentences).isEmpty();
    }
}
