package dev.tidings.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares docs/monitoring.md with the checks. */
class MaintenanceGuideTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z-]+)` \\|[^|]+\\|[^|]+\\|[^|]+\\|$", Pattern.MULTILINE);

    /** Registered only where a digest recommends opportunities. */
    private static final List<String> RECOMMENDER_CHECKS = List.of("model-drift", "refused-candidates");

    @RegisterExtension
    static final TestApplication app = new TestApplication(Path.of("src/test/resources/watched"));

    @Test
    void guideListsExactlyTheChecks() throws IOException {
        HealthChecks checks = app.get(HealthChecks.class);
        Set<String> names = Stream.of(checks.nodeChecks(), checks.watchdogChecks(), checks.jobChecks())
                .flatMap(List::stream)
                .map(HealthCheck::name)
                .collect(Collectors.toSet());
        names.addAll(RECOMMENDER_CHECKS);

        assertThat(ROW.matcher(Files.readString(Path.of("../docs/monitoring.md")))
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(names);
    }
}
