package dev.tidings.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginHasherTest {
    private static final Instant LATE = Instant.parse("2026-11-22T23:59:59.999Z");

    private final OriginHasher origins = new OriginHasher(new Secret("a-secret-of-the-tests-with-32-bytes!"));

    @Test
    void onePlaceIsKnownAgainForADay() {
        assertThat(origins.hashOf("198.51.100.7", LATE))
                .hasSize(8)
                .isEqualTo(origins.hashOf("198.51.100.7", LATE.minusSeconds(80_000)))
                .isNotEqualTo(origins.hashOf("198.51.100.8", LATE))
                .isNotEqualTo(origins.hashOf("198.51.100.7", LATE.plusMillis(1)));
        assertThat(origins.hashOf("2001:db8::1", LATE)).isNotEqualTo(origins.hashOf("2001:db8::2", LATE));
    }

    @Test
    void anotherSecretGivesAnotherHash() {
        OriginHasher others = new OriginHasher(new Secret("another-secret-of-the-tests-with-32-bytes"));

        assertThat(others.hashOf("198.51.100.7", LATE)).isNotEqualTo(origins.hashOf("198.51.100.7", LATE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.1.1",
                "fd00::1",
                "",
                "unknown"
            })
    void addressThatSaysNothingOfWhoIsBehindItIsNone(String address) {
        assertThat(origins.hashOf(address, LATE)).isNull();
    }
}
