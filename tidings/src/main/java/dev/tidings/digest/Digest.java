package dev.tidings.digest;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recurring publication, as its YAML file describes it.
 *
 * @param name lower-case letters, digits and dashes; the key in tables and addresses
 * @param primary whether {@code users.opt_in_digest} and the endpoints without a digest's name speak of this one
 * @param title what people call it
 * @param template the folder of the template, below {@code templates/}
 * @param subject a Mustache line
 * @param late how long after its time a letter may still go out
 * @param transport the transport's name, or null for the one that is configured
 */
public record Digest(
        String name,
        boolean primary,
        String title,
        Cadence cadence,
        AudienceRule audience,
        ContentSettings content,
        String template,
        String subject,
        Sender sender,
        Brand brand,
        UnsubscribeSettings unsubscribe,
        TrackingSettings tracking,
        OnUnknown onUnknown,
        Duration late,
        @Nullable String transport) {

    /** @param plans the plans that are due; empty for every plan */
    public record AudienceRule(List<String> plans) {}

    /**
     * @param source the content source: {@code metrics} or {@code recommendation}
     * @param whenEmpty what a user with no numbers in the week gets from the source {@code metrics}
     * @param metrics what the source {@code metrics} shows
     * @param recommendation how the source {@code recommendation} picks
     */
    public record ContentSettings(
            String source,
            WhenEmpty whenEmpty,
            @Nullable MetricsSettings metrics,
            RecommendationSettings recommendation) {}

    /**
     * @param show the metrics in the letter's order
     * @param bestDayBy the key of the metric that decides the best day
     */
    public record MetricsSettings(List<DisplayedMetric> show, String bestDayBy) {}

    /**
     * One metric of a letter.
     *
     * @param key its name in {@code daily_metric.data}
     * @param unit shown behind the figure; may be empty
     * @param decimals digits after the decimal separator, 0 to 6
     */
    public record DisplayedMetric(String key, String label, String unit, int decimals) {}

    /**
     * @param items how many opportunities a letter has at most
     * @param leadDays how many days after the letter an opportunity's deadline is at least
     * @param perSource how many of a letter's opportunities may come from one source, as long as others have enough
     * @param exploration the share of readers, in percent, whose letter has one opportunity from outside their usual
     *     picks
     */
    public record RecommendationSettings(int items, int leadDays, int perSource, int exploration) {
        public static final RecommendationSettings STANDARD = new RecommendationSettings(5, 3, 3, 10);
    }

    public record Sender(Mailbox from, @Nullable EmailAddress replyTo) {}

    /**
     * @param accent a color as {@code #rrggbb}
     * @param logo address of a picture, or null for the name in letters
     * @param link where the letter's one button leads
     * @param linkLabel what the button says
     * @param postalAddress shown in the footer (CAN-SPAM asks for it)
     */
    public record Brand(
            String name, String accent, @Nullable URI logo, URI link, String linkLabel, String postalAddress) {}

    /** @param mailto a mailbox that takes unsubscribes by mail, or null */
    public record UnsubscribeSettings(
            UnsubscribeConfirmation confirm, @Nullable EmailAddress mailto) {}

    /**
     * Which events of a sent letter are recorded.
     *
     * @param opens whether letters contain a tracking pixel
     * @param clicks whether their links lead through this program
     */
    public record TrackingSettings(boolean opens, boolean clicks) {
        public static final TrackingSettings NONE = new TrackingSettings(false, false);
    }

    /** Who gets a page with a button instead of an opt-out at once. */
    public enum UnsubscribeConfirmation {
        /** Link scanners and HEAD requests only. */
        SCANNERS,
        /** Everyone. */
        ALWAYS
    }

    public enum WhenEmpty {
        /** Skipped as NO_CONTENT. */
        SKIP,
        /** Mailed zeros. */
        SEND
    }

    /** What becomes of a letter that was handed over without an answer. */
    public enum OnUnknown {
        /** Settled as an error and listed for an operator. */
        ERROR,
        /** Sent again, at the risk of a second copy. */
        RESEND
    }
}
