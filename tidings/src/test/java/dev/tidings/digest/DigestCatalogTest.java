package dev.tidings.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestCatalogTest {
    private final Digest lytics = example("living-lytics");
    private final Digest activity = example("activity");

    @Test
    void digestIsFoundByName() {
        DigestCatalog catalog = new DigestCatalog(List.of(activity, lytics));

        assertThat(catalog.require("living-lytics")).isSameAs(lytics);
        assertThat(catalog.find("weekly")).isEmpty();
        assertThat(catalog.all()).containsExactly(activity, lytics);
    }

    @Test
    void unknownDigestErrorListsTheConfiguredOnes() {
        DigestCatalog catalog = new DigestCatalog(List.of(activity, lytics));

        assertThatExceptionOfType(UnknownDigest.class)
                .isThrownBy(() -> catalog.require("weekly"))
                .withMessage("There is no digest \"weekly\"; the configuration has activity, living-lytics");
    }

    @Test
    void firstDigestIsPrimaryByDefault() {
        DigestCatalog catalog = new DigestCatalog(List.of(secondary(activity), secondary(lytics)));

        assertThat(catalog.primary().name()).isEqualTo("activity");
        assertThat(new DigestCatalog(List.of(secondary(activity), lytics)).primary())
                .isSameAs(lytics);
    }

    @Test
    void emptyCatalogAndRepeatedNamesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DigestCatalog(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new DigestCatalog(List.of(lytics, lytics)));
    }

    private static Digest example(String name) {
        return ConfigurationFolder.read(Path.of("../examples").resolve(name))
                .digests()
                .require(name);
    }

    private static Digest secondary(Digest digest) {
        return new Digest(
                digest.name(),
                false,
                digest.title(),
                digest.cadence(),
                digest.audience(),
                digest.content(),
                digest.template(),
                digest.subject(),
                digest.sender(),
                digest.brand(),
                digest.unsubscribe(),
                digest.tracking(),
                digest.onUnknown(),
                digest.late(),
                digest.transport(),
                digest.brakes(),
                digest.canary());
    }
}
