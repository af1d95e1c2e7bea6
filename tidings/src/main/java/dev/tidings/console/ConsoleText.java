package dev.tidings.console;

import dev.tidings.audience.AudienceSize;
import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.digest.Cadence;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.feedback.LetterEvent;
import dev.tidings.opportunities.Opportunity;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats numbers, periods and the ledger's codes for the console. */
public final class ConsoleText {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM\u00a0d", Locale.US);
    private static final DateTimeFormatter DAY_OF_MONTH = DateTimeFormatter.ofPattern("d", Locale.US);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern(", yyyy", Locale.US);

    private ConsoleText() {}

    /** {@code 12,480}. */
    public static String number(long count) {
        return String.format(Locale.US, "%,d", count);
    }

    /** {@code 1 letter}, {@code 12,480 letters}. */
    public static String count(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    public static String letters(long count) {
        return count(count, "letter");
    }

    /** {@code 1 letter is pending}, {@code 12,480 letters are pending}. */
    static String lettersPending(long count) {
        return letters(count) + (count == 1 ? " is pending" : " are pending");
    }

    /**
     * {@code Nov 9 – 15, 2026}, {@code Dec 28, 2026 – Jan 3, 2027}. Lines break only after the dash or before the
     * year.
     */
    public static String period(DigestPeriod period) {
        return period(period.start(), period.end());
    }

    /** The days of a letter's row, which need not be a week. */
    public static String period(LocalDate start, LocalDate end) {
        boolean sameYear = start.getYear() == end.getYear();
        boolean sameMonth = sameYear && start.getMonth() == end.getMonth();
        return DAY.format(start)
                + (sameYear ? "" : YEAR.format(start))
                + "\u00a0– "
                + (sameMonth ? DAY_OF_MONTH : DAY).format(end)
                + YEAR.format(end);
    }

    /** {@code Mondays 07:00, Los Angeles}; {@code Mondays 07:00, each reader's time}. */
    public static String cadence(Cadence cadence) {
        return cadence.weekday().getDisplayName(TextStyle.FULL, Locale.US) + "s " + cadence.at() + ", "
                + (cadence.zone() == null ? "each reader's time" : TimeFormat.placeName(cadence.zone()));
    }

    /** {@code Monday 07:00}. */
    public static String weekdayTime(Cadence cadence) {
        return cadence.weekday().getDisplayName(TextStyle.FULL, Locale.US) + " " + cadence.at();
    }

    /** {@code 1 person}, {@code 12,480 people}. */
    public static String people(long count) {
        return count == 1 ? "1 person" : number(count) + " people";
    }

    /** {@code 1 person}, {@code about 400,000 people}. */
    public static String people(AudienceSize size) {
        return size.exact() ? people(size.users()) : estimate(size) + " people";
    }

    /** {@code up to 12,480 letters}, {@code about 400,000 letters}. */
    public static String expectedLetters(AudienceSize size) {
        return size.exact() ? "up to " + letters(size.users()) : estimate(size) + " letters";
    }

    /** A sample without a recipient says only that there are few. */
    private static String estimate(AudienceSize size) {
        return size.users() == 0 ? "few" : "about " + number(size.users());
    }

    public static String openedBy(OpenedBy openedBy) {
        return switch (openedBy) {
            case CLOCK -> "the clock";
            case API -> "the API";
            case CONSOLE -> "an operator in the console";
            case COMMAND -> "an operator at the command line";
        };
    }

    public static String consentSource(ConsentSource how) {
        return switch (how) {
            case IMPORT -> "import";
            case API -> "the API";
            case PREFERENCES -> "the preferences page";
            case LINK -> "the link in a letter";
            case PAGE -> "the button of the unsubscribe page";
            case ONE_CLICK -> "the mail program’s unsubscribe button";
            case UNDO -> "the undo button";
            case CONSOLE -> "an operator in the console";
            case SCANNER -> "Tidings, because a link scanner had followed the link";
        };
    }

    /** Describes an event of a letter. */
    public static String event(LetterEvent event) {
        return switch (event.link()) {
            case BUTTON -> "Clicked the button";
            case ITEM -> "Clicked an item";
            case TRAP -> "Clicked the hidden link";
            case MORE -> "Rated “more like this”";
            case LESS -> "Rated “not for me”";
            case null -> "Opened";
        };
    }

    /** Describes a transport, by its name. */
    public static String transport(String transport) {
        return switch (transport) {
            case "outbox" -> "to the outbox, which sends nothing";
            case "resend" -> "by Resend";
            case "smtp" -> "by SMTP";
            default -> "by " + transport;
        };
    }

    /** Whether the text is a web address that is safe as a link target. Other schemes could run a script. */
    public static boolean isWebAddress(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://");
    }

    /** Returns the fee's text with the amount that was read from it. */
    public static String fee(Opportunity opportunity) {
        String text = opportunity.feeText();
        String amount = fee(opportunity.fee(), opportunity.currency());
        if (text == null) {
            return amount == null ? "not stated" : amount;
        }
        return text + (amount == null ? " (no amount found)" : " (read as " + amount + ")");
    }

    private static @Nullable String fee(@Nullable BigDecimal fee, @Nullable String currency) {
        if (fee == null) {
            return null;
        }
        if (fee.signum() == 0) {
            return "free";
        }
        String amount = fee.stripTrailingZeros().toPlainString();
        return currency == null ? amount : currency + "\u00a0" + amount;
    }

    static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** {@code 1 check is}, {@code 3 checks are}. */
    static String checksAre(long count) {
        return count(count, "check") + (count == 1 ? " is" : " are");
    }

    /** {@code disk, heap and 3 more}. */
    static String shortList(List<String> names) {
        int shown = names.size() <= 4 ? names.size() : 3;
        String text = String.join(", ", names.subList(0, shown));
        return shown == names.size() ? text : text + " and " + (names.size() - shown) + " more";
    }

    /** {@code Letters owed} for {@code letters-owed}. */
    public static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1).replace('-', ' ');
    }

    /** {@code 4.2}; whole numbers without a fraction. */
    public static String decimal(double number) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.US);
        format.setMaximumFractionDigits(Math.abs(number) < 1 ? 3 : 1);
        return format.format(number);
    }

    /** Returns the first characters of a hash, enough to distinguish versions. */
    public static String shortHash(String hash) {
        return hash.substring(0, Math.min(12, hash.length()));
    }

    /** Returns the reason as a sentence with a final period. */
    static String sentence(@Nullable String reason) {
        String text = reason == null ? "No reason was given" : reason;
        return text.endsWith(".") ? text : text + ".";
    }

    /** Describes a skip code; returns any other reason unchanged. */
    public static String reason(@Nullable String reason) {
        return switch (reason) {
            case "OPTED_OUT" -> "opted out";
            case "NO_CONTENT" -> "no content in this period";
            case "SUPPRESSED" -> "the address is suppressed";
            case "TOO_LATE" -> "too late to send";
            case "CANCELLED" -> "the edition was cancelled";
            case null -> "";
            default -> reason;
        };
    }

    /** Whether the reason is one of the ledger's codes. */
    public static boolean isCode(@Nullable String reason) {
        return reason != null && !reason(reason).equals(reason);
    }
}
