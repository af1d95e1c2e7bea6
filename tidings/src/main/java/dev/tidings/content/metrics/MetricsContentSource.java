package dev.tidings.content.metrics;

import dev.tidings.audience.Recipient;
import dev.tidings.content.Content;
import dev.tidings.content.ContentRequest;
import dev.tidings.content.ContentResult;
import dev.tidings.content.ContentResults;
import dev.tidings.content.ContentSource;
import dev.tidings.content.Facts;
import dev.tidings.content.NumbersCoverage;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.DisplayedMetric;
import dev.tidings.digest.Digest.MetricsSettings;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.text.MessageCatalog;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Composes letters from an account's daily numbers: totals, week-over-week changes, seven-day trends, the best day. */
@Component
public class MetricsContentSource implements ContentSource {
    private final DailyMetrics dailyMetrics;
    private final MessageCatalog messages;
    private final ThreadLocal<NumberFormatCache> numbers = ThreadLocal.withInitial(NumberFormatCache::new);

    /** Labels of the last presented week, which is nearly always the next one too. */
    private volatile @Nullable WeekLabels labels;

    /** Number formats by locale. Not thread-safe. */
    private static final class NumberFormatCache {
        private static final int MAX_LOCALES = 100;

        private final Map<@Nullable String, LocaleNumberFormat> byLocale = new HashMap<>();

        LocaleNumberFormat of(@Nullable String locale) {
            if (byLocale.size() >= MAX_LOCALES) {
                byLocale.clear();
            }
            return byLocale.computeIfAbsent(locale, LocaleNumberFormat::new);
        }
    }

    MetricsContentSource(DailyMetrics dailyMetrics, MessageCatalog messages) {
        this.dailyMetrics = dailyMetrics;
        this.messages = messages;
    }

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public ContentResults compose(ContentRequest request, List<Recipient> recipients) {
        Digest digest = request.digest();
        DigestPeriod period = request.period();
        MetricsSettings settings = settings(digest);
        List<String> keys = settings.show().stream().map(DisplayedMetric::key).toList();
        Set<String> accounts = recipients.stream().map(Recipient::accountId).collect(Collectors.toSet());
        Map<String, TwoWeeks> byAccount = dailyMetrics.read(accounts, period, keys);

        TwoWeeks zeros = new TwoWeeks(keys.size());
        Map<String, ContentResult> results = new HashMap<>();
        for (Recipient recipient : recipients) {
            results.put(recipient.userId(), compose(digest, byAccount.getOrDefault(recipient.accountId(), zeros)));
        }
        return new ContentResults(results);
    }

    private ContentResult compose(Digest digest, TwoWeeks twoWeeks) {
        if (twoWeeks.error() != null) {
            return new ContentResult.ContentFailed(twoWeeks.error());
        }
        WeekMetrics figures = figures(settings(digest), twoWeeks);
        if (figures.areZero() && digest.content().whenEmpty() == Digest.WhenEmpty.SKIP) {
            return new ContentResult.NoContent();
        }
        return new ContentResult.ContentAvailable(WeekFacts.of(name(), figures));
    }

    @Override
    public NumbersCoverage coverage(DigestPeriod period, Collection<String> accounts) {
        return dailyMetrics.coverage(accounts, period);
    }

    @Override
    public Content present(Facts facts, Recipient recipient, DigestPeriod period) {
        return new MetricsContent(labels(period), numbers.get().of(recipient.locale()), messages)
                .of(recipient.accountId(), WeekFacts.figures(facts));
    }

    private WeekLabels labels(DigestPeriod period) {
        WeekLabels cached = labels;
        if (cached == null || !cached.period().equals(period)) {
            cached = new WeekLabels(period, messages);
            labels = cached;
        }
        return cached;
    }

    private static WeekMetrics figures(MetricsSettings settings, TwoWeeks twoWeeks) {
        List<MetricWeek> weeks = IntStream.range(0, settings.show().size())
                .mapToObj(metric ->
                        new MetricWeek(settings.show().get(metric), twoWeeks.week(metric), twoWeeks.weekBefore(metric)))
                .toList();
        MetricWeek bestDayMetric = weeks.stream()
                .filter(week -> week.metric().key().equals(settings.bestDayBy()))
                .findFirst()
                .orElse(weeks.getFirst());
        return new WeekMetrics(weeks, bestDayMetric);
    }

    /** A past week with metrics that rise, fall, are new and stay the same, in turn. */
    @Override
    public Content sample(Digest digest) {
        MetricsSettings settings = settings(digest);
        TwoWeeks twoWeeks = new TwoWeeks(settings.show().size());
        for (int metric = 0; metric < settings.show().size(); metric++) {
            for (int day = 0; day < 7; day++) {
                twoWeeks.add(metric, day, BigDecimal.valueOf(new long[] {90, 125, 0, 110}[metric % 4]));
                twoWeeks.add(metric, day + 7, BigDecimal.valueOf(80 + 10L * day));
            }
        }
        WeekLabels week = new WeekLabels(DigestPeriod.containing(LocalDate.of(2026, 11, 9)), messages);
        return new MetricsContent(week, new LocaleNumberFormat("en-US"), messages)
                .of("account", figures(settings, twoWeeks));
    }

    private static MetricsSettings settings(Digest digest) {
        return Objects.requireNonNull(
                digest.content().metrics(), () -> "The digest " + digest.name() + " names no metrics to show");
    }
}
