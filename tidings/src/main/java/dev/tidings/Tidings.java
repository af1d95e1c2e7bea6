package dev.tidings;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

/**
 * The program: all packages together. Started by {@code dev.tidings.command}. Nothing here stands behind a proxy:
 * neither transactions nor checks begin with an annotation, so what would look for such annotations is left out; and
 * what counts Tomcat's sessions, which asks the JVM for everything that it could tell.
 */
@SpringBootApplication(
        exclude = {
            TransactionAutoConfiguration.class,
            ValidationAutoConfiguration.class,
            TomcatMetricsAutoConfiguration.class
        })
public class Tidings {
    /** The build wires the service through this; nobody starts it so. */
    public static void main(String[] args) {
        SpringApplication.run(Tidings.class, args);
    }
}
