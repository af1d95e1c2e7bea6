package dev.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramEnvironmentTest {
    private final ProgramEnvironment environment = new ProgramEnvironment(Map.of("server.port", 8081));

    @Test
    void neitherVariablesNorSystemPropertiesAreProperties() {
        assertThat(System.getenv()).containsKey("PATH");
        assertThat(environment.getProperty("PATH")).isNull();
        assertThat(environment.getProperty("java.version")).isNull();
        assertThat(environment.getProperty("server.port")).isEqualTo("8081");
    }

    @Test
    void onlyTheProgramsOwnFileIsRead() {
        assertThat(environment.getProperty("spring.config.location")).isEqualTo("classpath:/application.yml");
    }
}
