package dev.tidings.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginHasherTest {
    private static final Instant LATE = Instant.parse("2026-11-22T23:59:59.999Z");

    private final OriginHasher hasher = new OriginHasher(new Secret("a-secret-of-the-tests-with-32-bytes!"));

    @Test
    void sameAddressHasTheSameHashForOneDay() {
        assertThat(hasher.hashOf("198.51.100.7", LATE))
                .hasSize(8)
                .isEqualTo(hasher.hashOf("198.51.100.7", LATE.minusSeconds(80_000)))
                .isNotEqualTo(hasher.hashOf("198.51.100.8", LATE))
                .isNotEqualTo(hasher.hashOf("198.51.100.7", LATE.plusMillis(1)));
        assertThat(hasher.hashOf("2001:db8::1", LATE)).isNotEqualTo(hasher.hashOf("2001:db8::2", LATE));
    }

    @Test
    void otherSecretGivesAnotherHash() {
        OriginHasher otherHasher = new OriginHasher(new Secret("another-secret-of-the-tests-with-32-bytes"));

        assertThat(otherHasher.hashOf("198.51.100.7", LATE)).isNotEqualTo(hasher.hashOf("198.51.100.7", LATE));
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
    void privateOrInvalidAddressHasNoHash(String address) {
        assertThat(hasher.hashOf(address, LATE)).isNull();
    }
}
