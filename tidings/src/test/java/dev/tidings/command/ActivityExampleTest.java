package dev.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tidings.testing.TestDatabase;
import dev.tidings.testing.TestNode;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Imports a file of exported activity data and mails its letters with the documented commands. */
class ActivityExampleTest {
    private static final Path EXAMPLE = Path.of("../examples/activity").toAbsolutePath();
    private static final Path LOG = Path.of("target", "activity-example.log");
    private static final LocalDate MONDAY = LocalDate.of(2016, 5, 2);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M/d/yyyy", Locale.ROOT);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void everyUserWithDataInTheWeekGetsTheirOwnTotals() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try {
            Map<String, String> environment = environment(mail.getSmtp().getPort());
            String file = EXAMPLE.resolve("daily_activity.csv").toString();
            String mapping = EXAMPLE.resolve("import.yml").toString();
            run(environment, "import", "metrics", file, "--mapping", mapping);
            run(environment, "run", "activity", "--period", MONDAY.toString());

            Map<String, ExpectedWeek> expected = weeks();
            Map<String, MimeMessage> letters = letters(mail);
            assertThat(letters.keySet()).isEqualTo(expected.keySet());
            for (Map.Entry<String, ExpectedWeek> person : expected.entrySet()) {
                person.getValue().assertShownIn(letters.get(person.getKey()));
            }
            assertThat(skipped()).isEqualTo(userIds().size() - expected.size());
        } finally {
            mail.stop();
        }
    }

    /** The expected totals of one person, computed from the file. */
    private record ExpectedWeek(Map<String, BigDecimal> totals, Map<String, BigDecimal> before, LocalDate bestDay) {
        void assertShownIn(MimeMessage letter) throws Exception {
            String text = text(letter);
            assertThat(text)
                    .contains("Steps: " + number(totals.get("TotalSteps"), 0) + " (" + change("TotalSteps"))
                    .contains("Distance: " + number(totals.get("TotalDistance"), 2) + " km (" + change("TotalDistance"))
                    .contains("Very active time: " + number(totals.get("VeryActiveMinutes"), 0) + " min ("
                            + change("VeryActiveMinutes"))
                    .contains("Calories: " + number(totals.get("Calories"), 0) + " kcal (" + change("Calories"))
                    .contains("Best day: " + bestDay.format(DateTimeFormatter.ofPattern("EEEE, MMMM d", Locale.US)));
            assertThat(Jsoup.parse(html(letter)).text())
                    .contains(
                            number(totals.get("TotalSteps"), 0),
                            number(totals.get("TotalDistance"), 2),
                            number(totals.get("VeryActiveMinutes"), 0),
                            number(totals.get("Calories"), 0));
        }

        private String change(String column) {
            BigDecimal now = totals.getOrDefault(column, BigDecimal.ZERO);
            BigDecimal then = before.getOrDefault(column, BigDecimal.ZERO);
            if (now.compareTo(then) == 0) {
                return "same as last week";
            }
            if (then.signum() == 0) {
                return "new this week";
            }
            BigDecimal percent =
                    now.subtract(then).multiply(BigDecimal.valueOf(100)).divide(then, 0, RoundingMode.HALF_EVEN);
            if (percent.signum() == 0) {
                return "same as last week";
            }
            return (percent.signum() > 0 ? "▲ " : "▼ ") + number(percent.abs(), 0) + "% vs last week";
        }
    }

    private static Map<String, ExpectedWeek> weeks() throws IOException {
        Map<String, ExpectedWeek> weeks = new TreeMap<>();
        for (String id : userIds()) {
            List<Map<String, String>> rows =
                    rows().stream().filter(row -> row.get("Id").equals(id)).toList();
            List<Map<String, String>> week = within(rows, MONDAY);
            Optional<Map<String, String>> best = week.stream()
                    .sorted((one, other) -> day(one).compareTo(day(other)))
                    .reduce((one, other) ->
                            value(other, "TotalSteps").compareTo(value(one, "TotalSteps")) > 0 ? other : one);
            if (best.isPresent()) {
                weeks.put(id, new ExpectedWeek(sums(week), sums(within(rows, MONDAY.minusWeeks(1))), day(best.get())));
            }
        }
        return weeks;
    }

    private static List<Map<String, String>> within(List<Map<String, String>> rows, LocalDate monday) {
        return rows.stream()
                .filter(row -> !day(row).isBefore(monday) && day(row).isBefore(monday.plusWeeks(1)))
                .toList();
    }

    private static Map<String, BigDecimal> sums(List<Map<String, String>> rows) {
        Map<String, BigDecimal> sums = new HashMap<>();
        for (Map<String, String> row : rows) {
            for (String column : List.of("TotalSteps", "TotalDistance", "VeryActiveMinutes", "Calories")) {
                sums.merge(column, value(row, column), BigDecimal::add);
            }
        }
        return sums;
    }

    private static BigDecimal value(Map<String, String> row, String column) {
        return new BigDecimal(row.get(column));
    }

    private static LocalDate day(Map<String, String> row) {
        return LocalDate.parse(row.get("ActivityDate"), DAY);
    }

    private static List<String> userIds() throws IOException {
        return rows().stream().map(row -> row.get("Id")).distinct().toList();
    }

    private static List<Map<String, String>> rows() throws IOException {
        List<String> lines = Files.readAllLines(EXAMPLE.resolve("daily_activity.csv"));
        List<String> names = List.of(lines.getFirst().split(",", -1));
        return lines.stream()
                .skip(1)
                .map(line -> row(names, line.split(",", -1)))
                .toList();
    }

    private static Map<String, String> row(List<String> names, String[] values) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            row.put(names.get(i), values[i]);
        }
        return row;
    }

    private static Map<String, MimeMessage> letters(GreenMail mail) throws Exception {
        Map<String, MimeMessage> letters = new TreeMap<>();
        for (MimeMessage letter : mail.getReceivedMessages()) {
            String address = letter.getAllRecipients()[0].toString();
            assertThat(letters.put(address.replace("@example.test", ""), letter))
                    .as("one letter per person")
                    .isNull();
        }
        return letters;
    }

    private static String text(MimeMessage letter) throws Exception {
        return (String) ((Multipart) letter.getContent()).getBodyPart(0).getContent();
    }

    private static String html(MimeMessage letter) throws Exception {
        return (String) ((Multipart) letter.getContent()).getBodyPart(1).getContent();
    }

    private static String number(BigDecimal value, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.US);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(value);
    }

    private static long skipped() {
        return database.jdbc()
                .sql("select count(*) from digest_log where skip_reason = 'NO_CONTENT'")
                .query(Long.class)
                .single();
    }

    private static void run(Map<String, String> environment, String... arguments) {
        assertThat(TestNode.start(LOG, environment, arguments).await())
                .as("exit code of " + List.of(arguments) + "; see " + LOG)
                .isZero();
    }

    private static Map<String, String> environment(int port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("TIDINGS_DATABASE_URL", database.jdbcUrl());
        environment.put("TIDINGS_CONFIG", EXAMPLE.toString());
        environment.put("TIDINGS_DATA", "target/activity-data");
        environment.put("TIDINGS_SECRET", "a-secret-of-the-tests-with-32-bytes!");
        environment.put("SMTP_URL", "smtp://localhost:" + port);
        return environment;
    }
}
