package dev.tidings.digest;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recurring publication, as its YAML file describes it.
 *
 * @param name lower-case letters, digits and dashes; the key in tables and URLs
 * @param primary whether {@code users.opt_in_digest} and the endpoints without a digest's name refer to this digest
 * @param title the name shown to people
 * @param template the folder of the template, below {@code templates/}
 * @param subject a Mustache line
 * @param late how long after its due time a letter may still be sent
 * @param transport name of the transport, or null for the default
 * @param brakes when an edition is held before its first letter
 * @param canary the sample that gets its letters before the others, or null for none
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
        @Nullable String transport,
        BrakeSettings brakes,
        @Nullable CanarySettings canary) {

    /** @param plans the plans that are due; empty for every plan */
    public record AudienceRule(List<String> plans) {}

    /**
     * @param source the content source: {@code metrics} or {@code recommendation}
     * @param whenEmpty the handling of users without numbers in the week, for source {@code metrics}
     * @param metrics settings of source {@code metrics}, or null
     * @param recommendation settings of source {@code recommendation}
     */
    public record ContentSettings(
            String source,
            WhenEmpty whenEmpty,
            @Nullable MetricsSettings metrics,
            RecommendationSettings recommendation) {}

    /**
     * @param show the metrics in the letter's order
     * @param bestDayBy the key of the metric that decides the best day
     * @param waitFor whether an edition waits for numbers; null if it does not
     */
    public record MetricsSettings(
            List<DisplayedMetric> show,
            String bestDayBy,
            @Nullable WaitForSettings waitFor) {
        /** Settings of an edition that does not wait. */
        public MetricsSettings(List<DisplayedMetric> show, String bestDayBy) {
            this(show, bestDayBy, null);
        }
    }

    /**
     * What an edition waits for before its first letter.
     *
     * @param share the share of accounts with numbers for the period's last day, among those with numbers in the week
     *     before, in percent
     * @param until the local time at which waiting ends
     */
    public record WaitForSettings(double share, LocalTime until, WhenMissing then) {}

    /**
     * One metric of a letter.
     *
     * @param key its name in {@code daily_metric.data}
     * @param unit shown behind the figure; may be empty
     * @param decimals digits after the decimal separator, 0 to 6
     */
    public record DisplayedMetric(String key, String label, String unit, int decimals) {}

    /**
     * @param items maximum opportunities per letter
     * @param leadDays minimum days from the letter to the deadline of an opportunity
     * @param perSource maximum opportunities per source in a letter, as long as other sources have enough
     * @param exploration the share of readers, in percent, whose letter has one opportunity from outside their usual
     *     picks
     */
    public record RecommendationSettings(int items, int leadDays, int perSource, int exploration) {
        public static final RecommendationSettings STANDARD = new RecommendationSettings(5, 3, 3, 10);
    }

    public record Sender(Mailbox from, @Nullable EmailAddress replyTo) {}

    /**
     * @param accent a color as {@code #rrggbb}
     * @param logo URL of an image, or null to show the name
     * @param link target of the letter's button
     * @param linkLabel label of the button
     * @param postalAddress shown in the footer, as CAN-SPAM requires
     */
    public record Brand(
            String name, String accent, @Nullable URI logo, URI link, String linkLabel, String postalAddress) {}

    /** @param mailto receives unsubscribe requests by mail, or null */
    public record UnsubscribeSettings(
            UnsubscribeConfirmation confirm, @Nullable EmailAddress mailto) {}

    /**
     * Which events of a sent letter are recorded.
     *
     * @param opens whether letters contain a tracking pixel
     * @param clicks whether links in letters redirect through this program
     */
    public record TrackingSettings(boolean opens, boolean clicks) {
        public static final TrackingSettings NONE = new TrackingSettings(false, false);
    }

    /**
     * What an edition may differ from the previous one before it is held for an operator.
     *
     * @param empty the share of readers with a letter last time that may have no content, in percent
     * @param shrinkFactor an audience of less than last time's, divided by this, is held
     * @param growthFactor an audience of more than last time's, multiplied by this, is reported
     * @param minimumReaders audiences are compared if last time's had at least this many readers
     */
    public record BrakeSettings(boolean enabled, double empty, int shrinkFactor, int growthFactor, int minimumReaders) {
        public static final BrakeSettings STANDARD = new BrakeSettings(true, 50, 3, 3, 100);
    }

    /**
     * A sample of an edition's recipients gets its letters first.
     *
     * @param share the sample's share of the recipients, in percent
     * @param hold the key {@code for}: how long the others wait after that, at least
     * @param failed the share of the sample's letters that may fail, bounce or be complained about, in percent
     */
    public record CanarySettings(double share, Duration hold, double failed) {
        static final double STANDARD_FAILED = 4;
    }

    /** Who must confirm an unsubscribe on a page. For everyone else it takes effect at once. */
    public enum UnsubscribeConfirmation {
        /** Link scanners and HEAD requests only. */
        SCANNERS,
        /** Also programs that are no browsers, visits within a minute of the hand-over, and who follows every link. */
        SUSPECTED,
        /** Everyone. */
        ALWAYS
    }

    /** What happens to an edition whose numbers did not come in time. */
    public enum WhenMissing {
        /** Sent without them. */
        SEND,
        /** Held for an operator. */
        HOLD
    }

    public enum WhenEmpty {
        /** Skipped as NO_CONTENT. */
        SKIP,
        /** Sent with zeros. */
        SEND
    }

    /** The handling of a letter whose outcome is unknown. */
    public enum OnUnknown {
        /** Settled as an error and listed for an operator. */
        ERROR,
        /** Sent again, at the risk of a second copy. */
        RESEND
    }
}
