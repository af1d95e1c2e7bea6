package dev.tidings.content.metrics;

import dev.tidings.audience.Recipient;
import dev.tidings.content.Content;
import dev.tidings.content.ContentRequest;
import dev.tidings.content.ContentResult;
import dev.tidings.content.ContentResults;
import dev.tidings.content.ContentSource;
import dev.tidings.content.Facts;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.DisplayedMetric;
import dev.tidings.digest.Digest.MetricsSettings;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.text.MessageCatalog;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Composes a week of an account's daily numbers: totals, week over week, the trend of seven days, the best day. */
@Component
public class MetricsContentSource implements ContentSource {
    private final DailyMetrics dailyNumbers;
    private final MessageCatalog messages;
    private final ThreadLocal<NumberFormatCache> numbers = ThreadLocal.withInitial(NumberFormatCache::new);

    /** Of the week that was presented last: nearly always the one that is presented next. */
    private volatile @Nullable WeekLabels names;

    /** How the readers of each locale write numbers; for one thread. */
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

    MetricsContentSource(DailyMetrics dailyNumbers, MessageCatalog messages) {
        this.dailyNumbers = dailyNumbers;
        this.messages = messages;
    }

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public ContentResults compose(ContentRequest commission, List<Recipient> recipients) {
        Digest digest = commission.digest();
        DigestPeriod period = commission.period();
        MetricsSettings settings = settings(digest);
        List<String> keys = settings.show().stream().map(DisplayedMetric::key).toList();
        Set<String> accounts = recipients.stream().map(Recipient::accountId).collect(Collectors.toSet());
        Map<String, TwoWeeks> fortnights = dailyNumbers.read(accounts, period, keys);

        TwoWeeks nothing = new TwoWeeks(keys.size());
        Map<String, ContentResult> compositions = new HashMap<>();
        for (Recipient recipient : recipients) {
            compositions.put(
                    recipient.userId(), compose(digest, fortnights.getOrDefault(recipient.accountId(), nothing)));
        }
        return new ContentResults(compositions);
    }

    private ContentResult compose(Digest digest, TwoWeeks fortnight) {
        if (fortnight.error() != null) {
            return new ContentResult.ContentFailed(fortnight.error());
        }
        WeekMetrics figures = figures(settings(digest), fortnight);
        if (figures.areZero() && digest.content().whenEmpty() == Digest.WhenEmpty.SKIP) {
            return new ContentResult.NoContent();
        }
        return new ContentResult.ContentAvailable(WeekFacts.of(name(), figures));
    }

    @Override
    public Content present(Facts facts, Recipient recipient, DigestPeriod period) {
        return new MetricsContent(names(period), numbers.get().of(recipient.locale()), messages)
                .of(recipient.accountId(), WeekFacts.figures(facts));
    }

    private WeekLabels names(DigestPeriod period) {
        WeekLabels known = names;
        if (known == null || !known.period().equals(period)) {
            known = new WeekLabels(period, messages);
            names = known;
        }
        return known;
    }

    private static WeekMetrics figures(MetricsSettings settings, TwoWeeks fortnight) {
        List<MetricWeek> weeks = IntStream.range(0, settings.show().size())
                .mapToObj(metric -> new MetricWeek(
                        settings.show().get(metric), fortnight.week(metric), fortnight.weekBefore(metric)))
                .toList();
        MetricWeek deciding = weeks.stream()
                .filter(week -> week.metric().key().equals(settings.bestDayBy()))
                .findFirst()
                .orElse(weeks.getFirst());
        return new WeekMetrics(weeks, deciding);
    }

    /** Up, down, new and the same, in turn, in some week of the past. */
    @Override
    public Content sample(Digest digest) {
        MetricsSettings settings = settings(digest);
        TwoWeeks fortnight = new TwoWeeks(settings.show().size());
        for (int metric = 0; metric < settings.show().size(); metric++) {
            for (int day = 0; day < 7; day++) {
                fortnight.add(metric, day, BigDecimal.valueOf(new long[] {90, 125, 0, 110}[metric % 4]));
                fortnight.add(metric, day + 7, BigDecimal.valueOf(80 + 10L * day));
            }
        }
        WeekLabels week = new WeekLabels(DigestPeriod.containing(LocalDate.of(2026, 11, 9)), messages);
        return new MetricsContent(week, new LocaleNumberFormat("en-US"), messages)
                .of("account", figures(settings, fortnight));
    }

    private static MetricsSettings settings(Digest digest) {
        return Objects.requireNonNull(
                digest.content().metrics(), () -> "The digest " + digest.name() + " names no metrics to show");
    }
}
