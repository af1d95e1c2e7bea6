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
 * The demo's people and numbers, as lines to import. What an account did on a day depends on nothing but the two, so that
 * every start adds the days that have passed and changes none.
 */
final class SampleData {
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

    /** For how long an account has had numbers. */
    private enum History {
        LONG,
        NEW,
        ONE_DAY,
        NONE
    }

    /**
     * @param visits sessions on a usual day
     * @param trend growth per week, as a factor
     */
    private record Account(String id, double visits, double trend, History history) {
        /** The days before today that it has numbers for. */
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

    private record Person(String id, String name, String account, String zone, String locale, boolean optIn) {}

    private final SampleArt art;

    SampleData(SampleArt art) {
        this.art = art;
    }

    private static final List<Account> ACCOUNTS = List.of(
            new Account("northwind-coffee", 820, 1.03, History.LONG),
            new Account("harbor-yoga", 240, 1.06, History.LONG),
            new Account("atlas-travel", 5400, 0.98, History.LONG),
            new Account("brightside-dental", 130, 1.0, History.LONG),
            new Account("kite-and-co", 2100, 1.09, History.LONG),
            new Account("salon-amelie", 310, 1.01, History.LONG),
            new Account("fjell-outdoor", 1650, 1.04, History.NEW),
            new Account("one-day-wonder", 420, 1.0, History.ONE_DAY),
            new Account("quiet-corner", 0, 1.0, History.NONE));

    private static final List<Person> PEOPLE = List.of(
            new Person("u-ada", "Ada Moreno", "northwind-coffee", "America/Los_Angeles", "en-US", true),
            new Person("u-ben", "Ben Okafor", "northwind-coffee", "America/New_York", "en-US", true),
            new Person("u-chiara", "Chiara Rossi", "harbor-yoga", "Europe/Rome", "it-IT", true),
            new Person("u-dmitri", "Dmitri Volkov", "atlas-travel", "Europe/Berlin", "de-DE", true),
            new Person("u-emi", "Emi Tanaka", "atlas-travel", "Asia/Tokyo", "ja-JP", true),
            new Person("u-farah", "Farah Haddad", "brightside-dental", "Africa/Cairo", "ar-EG", true),
            new Person("u-gus", "Gus Lindqvist", "kite-and-co", "Europe/Stockholm", "sv-SE", true),
            new Person("u-hana", "Hana Kim", "kite-and-co", "Asia/Seoul", "ko-KR", true),
            new Person("u-amelie", "Amélie Laurent", "salon-amelie", "Europe/Paris", "fr-FR", true),
            new Person("u-ivar", "Ivar Nordmann", "fjell-outdoor", "Europe/Oslo", "nb-NO", true),
            new Person("u-wanda", "Wanda Day", "one-day-wonder", "America/Chicago", "en-US", true),
            new Person("u-quentin", "Quentin Frost", "quiet-corner", "Europe/London", "en-GB", true),
            new Person("u-olive", "Olive Stone", "harbor-yoga", "America/Denver", "en-US", false));

    private final JsonMapper json = JsonMapper.builder().build();

    String users() {
        List<String> lines = new ArrayList<>();
        for (Person person : PEOPLE) {
            ObjectNode line = json.createObjectNode();
            line.put("id", person.id());
            line.put("email", person.id().substring(2) + "@example.com");
            line.put("name", person.name());
            line.put("account_id", person.account());
            line.put("time_zone", person.zone());
            line.put("locale", person.locale());
            line.put("opt_in_digest", person.optIn());
            art.profile(person.id()).ifPresent(profile -> {
                line.put("plan", "pro");
                line.set("profile", profile);
            });
            lines.add(line.toString());
        }
        return String.join("\n", lines);
    }

    /** Everybody's numbers up to the day before. */
    String metrics(LocalDate today) {
        List<String> lines = new ArrayList<>();
        for (Account account : ACCOUNTS) {
            account.days(today).forEach(date -> lines.add(day(account, date).toString()));
        }
        return String.join("\n", lines);
    }

    private ObjectNode day(Account account, LocalDate date) {
        SplittableRandom chance = new SplittableRandom(account.id().hashCode() * 31L + date.toEpochDay());
        double weeks = date.toEpochDay() / 7.0 % WEEKS;
        double spike = chance.nextInt(40) == 0 ? SPIKE : 1;
        double visits = account.visits()
                * RHYTHM.getOrDefault(date.getDayOfWeek(), 1.0)
                * Math.pow(account.trend(), weeks)
                * spike
                * (0.88 + 0.24 * chance.nextDouble());
        ObjectNode line = json.createObjectNode();
        line.put("account_id", account.id());
        line.put("source_name", "web");
        line.put("metric_date", date.toString());
        ObjectNode data = line.putObject("data");
        data.put("sessions", Math.round(visits));
        data.put("conversions", Math.round(visits * (0.021 + 0.012 * chance.nextDouble())));
        data.put("reach", Math.round(visits * (3.1 + 1.4 * chance.nextDouble())));
        data.put("engagement", Math.round(visits * (0.28 + 0.16 * chance.nextDouble())));
        return line;
    }
}
