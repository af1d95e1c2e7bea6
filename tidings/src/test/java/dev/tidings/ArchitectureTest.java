package dev.tidings;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.tidings.core.Ticker;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Architecture rules: dependencies between packages, the use of SQL, clocks and the terminal, and names. */
@AnalyzeClasses(
        packages = "dev.tidings",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestkit.class})
class ArchitectureTest {
    /** Excludes the module testkit, which is on the class path of the tests but not part of the program. */
    static final class DoNotIncludeTestkit implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/dev/tidings/testkit/");
        }
    }

    @Test
    void packageUsesOnlyTheAllowedPackages() {
        ApplicationModules.of(Tidings.class, resideInAPackage("dev.tidings.testkit.."))
                .verify();
    }

    @ArchTest
    static final ArchRule coreIsJdkOnly = classes()
            .that()
            .resideInAPackage("dev.tidings.core..")
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("dev.tidings.core..", "java..", "javax..", "org.jspecify.."))
            .because("values that every package shares must not bring a library into every package");

    @ArchTest
    static final ArchRule sqlIsInRepositories = noClasses()
            .that()
            .areNotAnnotatedWith(org.springframework.stereotype.Repository.class)
            .and()
            .resideOutsideOfPackages("dev.tidings.database..", "dev.tidings.bulk..")
            .should()
            .callMethod(org.springframework.jdbc.core.simple.JdbcClient.class, "sql", String.class)
            .because("a table's statements are in one class, where its owner can read them all");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .because("time comes from the injected InstantSource, which tests can set");

    @ArchTest
    static final ArchRule elapsedTimeComesFromTheTicker = noClasses()
            .that()
            .doNotBelongToAnyOf(Ticker.class)
            .should()
            .accessTargetWhere(targetOwner(type(System.class)).and(target(nameMatching("nanoTime|currentTimeMillis"))))
            .because("elapsed time comes from the injected Ticker, which tests can stop");

    @ArchTest
    static final ArchRule schedulingIsInPackageSchedule = noClasses()
            .that()
            .resideOutsideOfPackages("dev.tidings.schedule..", "dev.tidings.edition..")
            .should()
            .dependOnClassesThat(resideInAPackage("com.github.kagkarlsson.scheduler.."))
            .orShould()
            .beAnnotatedWith(org.springframework.scheduling.annotation.Scheduled.class)
            .because("every scheduled task is in one list, in schedule; edition only adds work to the queue");

    @ArchTest
    static final ArchRule namesDescribeTheRole = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Service|Dto)")
            .because("such suffixes name a layer, not a role");

    @ArchTest
    static final ArchRule onlyCommandsWriteToTheTerminal = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tidings.command..")
            .should(ACCESS_STANDARD_STREAMS)
            .because("all other code writes to the log");
}
