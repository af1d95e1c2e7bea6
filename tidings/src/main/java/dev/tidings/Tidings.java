package dev.tidings;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

/**
 * The Spring Boot application. {@code dev.tidings.command} starts it. The program uses no annotations for transactions
 * or validation, so their auto-configurations are excluded. Tomcat's session metrics are excluded because they query
 * the JVM's MBeans.
 */
@SpringBootApplication(
        exclude = {
            TransactionAutoConfiguration.class,
            ValidationAutoConfiguration.class,
            TomcatMetricsAutoConfiguration.class
        })
public class Tidings {
    /** Used only by the build, for Spring's ahead-of-time processing. */
    public static void main(String[] args) {
        SpringApplication.run(Tidings.class, args);
    }
}
