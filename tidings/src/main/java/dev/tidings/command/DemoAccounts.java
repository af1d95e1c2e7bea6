package dev.tidings.command;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The demo's users and metrics, as lines to import. An account's metrics of a day depend only on the account and the
 * day: each start adds new days and changes none.
 */
final class DemoAccounts {
    private static final int WEEKS = 10;
    private static final double SPIKE = 2.8;
    private static final Map<DayOfWeek, Double> RHYTHM = Map.of(
            DayOfWeek.MONDAY, 1.0,
            DayOfWeek.TUESDAY, 1.12,
            DayOfWeek.WEDNESDAY, 1.15,
            DayOfWeek.THURSDAY, 1.22,
            DayOfWeek.FRIDAY, 0.95,
            DayOfWeek.SATURDAY, 0.62,
            DayOfWeek.SUNDAY, 0.55);

    /** How long an account has had metrics. */
    private enum DemoHistory {
        LONG,
        NEW,
        ONE_DAY,
        NONE
    }

    /**
     * @param sessions number on a usual day
     * @param trend growth per week, as a factor
     */
    private record DemoAccount(String id, double sessions, double trend, DemoHistory history) {
        /** The days before today with numbers. */
        Stream<LocalDate> days(LocalDate today) {
            LocalDate thisWeek = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            return switch (history) {
                case LONG -> thisWeek.minusWeeks(WEEKS).datesUntil(today);
                case NEW -> thisWeek.minusDays(5).datesUntil(today);
                case ONE_DAY -> Stream.of(thisWeek.minusDays(4));
                case NONE -> Stream.of();
            };
        }
    }

    private record DemoUser(String id, String name, String account, String zone, String locale, boolean optIn) {}

    private final DemoOpportunities opportunities;

    DemoAccounts(DemoOpportunities opportunities) {
        this.opportunities = opportunities;
    }

    private static final List<DemoAccount> ACCOUNTS = List.of(
            new DemoAccount("northwind-coffee", 820, 1.03, DemoHistory.LONG),
            new DemoAccount("harbor-yoga", 240, 1.06, DemoHistory.LONG),
            new DemoAccount("atlas-travel", 5400, 0.98, DemoHistory.LONG),
            new DemoAccount("brightside-dental", 130, 1.0, DemoHistory.LONG),
            new DemoAccount("kite-and-co", 2100, 1.09, DemoHistory.LONG),
            new DemoAccount("salon-amelie", 310, 1.01, DemoHistory.LONG),
            new DemoAccount("fjell-outdoor", 1650, 1.04, DemoHistory.NEW),
            new DemoAccount("one-day-wonder", 420, 1.0, DemoHistory.ONE_DAY),
            new DemoAccount("quiet-corner", 0, 1.0, DemoHistory.NONE));

    private static final List<DemoUser> PEOPLE = List.of(
            new DemoUser("u-ada", "Ada Moreno", "northwind-coffee", "America/Los_Angeles", "en-US", true),
            new DemoUser("u-ben", "Ben Okafor", "northwind-coffee", "America/New_York", "en-US", true),
            new DemoUser("u-chiara", "Chiara Rossi", "harbor-yoga", "Europe/Rome", "it-IT", true),
            new DemoUser("u-dmitri", "Dmitri Volkov", "atlas-travel", "Europe/Berlin", "de-DE", true),
            new DemoUser("u-emi", "Emi Tanaka", "atlas-travel", "Asia/Tokyo", "ja-JP", true),
            new DemoUser("u-farah", "Farah Haddad", "brightside-dental", "Africa/Cairo", "ar-EG", true),
            new DemoUser("u-gus", "Gus Lindqvist", "kite-and-co", "Europe/Stockholm", "sv-SE", true),
            new DemoUser("u-hana", "Hana Kim", "kite-and-co", "Asia/Seoul", "ko-KR", true),
            new DemoUser("u-amelie", "Amélie Laurent", "salon-amelie", "Europe/Paris", "fr-FR", true),
            new DemoUser("u-ivar", "Ivar Nordmann", "fjell-outdoor", "Europe/Oslo", "nb-NO", true),
            new DemoUser("u-wanda", "Wanda Day", "one-day-wonder", "America/Chicago", "en-US", true),
            new DemoUser("u-quentin", "Quentin Frost", "quiet-corner", "Europe/London", "en-GB", true),
            new DemoUser("u-olive", "Olive Stone", "harbor-yoga", "America/Denver", "en-US", false));

    private final JsonMapper json = JsonMapper.builder().build();

    String users() {
        List<String> lines = new ArrayList<>();
        for (DemoUser person : PEOPLE) {
            ObjectNode line = json.createObjectNode();
            line.put("id", person.id());
            line.put("email", person.id().substring(2) + "@example.com");
            line.put("name", person.name());
            line.put("account_id", person.account());
            line.put("time_zone", person.zone());
            line.put("locale", person.locale());
            line.put("opt_in_digest", person.optIn());
            opportunities.profile(person.id()).ifPresent(profile -> {
                line.put("plan", "pro");
                line.set("profile", profile);
            });
            lines.add(line.toString());
        }
        return String.join("\n", lines);
    }

    /** All accounts' metrics up to yesterday. */
    String metrics(LocalDate today) {
        List<String> lines = new ArrayList<>();
        for (DemoAccount account : ACCOUNTS) {
            account.days(today).forEach(date -> lines.add(day(account, date).toString()));
        }
        return String.join("\n", lines);
    }

    private ObjectNode day(DemoAccount account, LocalDate date) {
        SplittableRandom random = new SplittableRandom(account.id().hashCode() * 31L + date.toEpochDay());
        double weeks = date.toEpochDay() / 7.0 % WEEKS;
        double spike = random.nextInt(40) == 0 ? SPIKE : 1;
        double sessions = account.sessions()
                * RHYTHM.getOrDefault(date.getDayOfWeek(), 1.0)
                * Math.pow(account.trend(), weeks)
                * spike
                * (0.88 + 0.24 * random.nextDouble());
        ObjectNode line = json.createObjectNode();
        line.put("account_id", account.id());
        line.put("source_name", "web");
        line.put("metric_date", date.toString());
        ObjectNode data = line.putObject("data");
        data.put("sessions", Math.round(sessions));
        data.put("conversions", Math.round(sessions * (0.021 + 0.012 * random.nextDouble())));
        data.put("reach", Math.round(sessions * (3.1 + 1.4 * random.nextDouble())));
        data.put("engagement", Math.round(sessions * (0.28 + 0.16 * random.nextDouble())));
        return line;
    }
}
