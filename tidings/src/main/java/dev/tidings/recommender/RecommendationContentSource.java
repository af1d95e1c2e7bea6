package dev.tidings.recommender;

import dev.tidings.audience.Recipient;
import dev.tidings.content.Content;
import dev.tidings.content.ContentRequest;
import dev.tidings.content.ContentResult;
import dev.tidings.content.ContentResults;
import dev.tidings.content.ContentSource;
import dev.tidings.content.Facts;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.RecommendationSettings;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.recommender.RecommendationContent.PickedItem;
import dev.tidings.recommender.ranking.Pick;
import dev.tidings.recommender.ranking.PickSettings;
import dev.tidings.recommender.ranking.Reader;
import dev.tidings.recommender.ranking.Recommender;
import dev.tidings.recommender.ranking.SendContext;
import dev.tidings.text.MessageCatalog;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Composes letters of opportunities, picked for each reader by the bot. */
@Component
public class RecommendationContentSource implements ContentSource {
    /** By which a digest's file asks for it. */
    public static final String NAME = "recommendation";

    private final ModelVersions models;
    private final OpportunityIndexCache catalogs;
    private final ReaderLoader readers;
    private final Picks picks;
    private final InstantSource clock;
    private final MessageCatalog messages;
    private final PickReasonText reasons;

    RecommendationContentSource(
            ModelVersions models,
            OpportunityIndexCache catalogs,
            ReaderLoader readers,
            Picks picks,
            InstantSource clock,
            MessageCatalog messages) {
        this.models = models;
        this.catalogs = catalogs;
        this.readers = readers;
        this.picks = picks;
        this.clock = clock;
        this.messages = messages;
        this.reasons = new PickReasonText(messages);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The number of the model. */
    @Override
    public String version() {
        return Long.toString(models.live().version());
    }

    @Override
    public ContentResults compose(ContentRequest commission, List<Recipient> recipients) {
        VersionedModel model = models.require(Long.parseLong(Objects.requireNonNull(commission.version())));
        Digest digest = commission.digest();
        Instant now = clock.instant();
        Recommender recommender = new Recommender(
                catalogs.current(), model.model(), settings(digest.content().recommendation()));
        SendContext occasion =
                new SendContext(digest.name() + "/" + commission.period().start(), now);
        Map<String, List<Pick>> picked = new HashMap<>();
        Map<String, ContentResult> compositions = new HashMap<>();
        List<Reader> known = readers.load(recipients, digest.cadence().referenceZone());
        for (int i = 0; i < recipients.size(); i++) {
            Reader reader = known.get(i);
            List<Pick> ofReader = recommender.pick(reader, occasion);
            DeadlineFormat deadlines =
                    new DeadlineFormat(LocalDate.ofInstant(now, reader.zone()), reader.zone(), messages);
            RecommendationContent letter = new RecommendationContent(commission.period(), deadlines, messages);
            compositions.put(reader.userId(), compose(letter, recipients.get(i), ofReader));
            picked.put(reader.userId(), ofReader);
        }
        return new ContentResults(compositions, userIds -> {
            Map<String, List<Pick>> kept = new HashMap<>(picked);
            kept.keySet().retainAll(userIds);
            picks.add(commission, model.version(), kept, reasons);
        });
    }

    private ContentResult compose(RecommendationContent letter, Recipient recipient, List<Pick> picks) {
        if (picks.isEmpty()) {
            return new ContentResult.NoContent();
        }
        List<PickedItem> items = picks.stream()
                .map(pick -> new PickedItem(pick.opportunity(), reasons.of(pick.reason())))
                .toList();
        Content content = letter.of(recipient.accountId(), items);
        return new ContentResult.ContentAvailable(new Facts(
                NAME, content.itemCount(), Map.of("preheader", content.preheader(), "fields", content.fields())));
    }

    /** Whom an opportunity was picked for and why is nothing that could be found out again: it is kept as it is shown. */
    @Override
    @SuppressWarnings("unchecked") // as it was composed
    public Content present(Facts facts, Recipient recipient, DigestPeriod period) {
        return new Content(
                facts.itemCount(),
                (String) Objects.requireNonNull(facts.values().get("preheader")),
                (Map<String, @Nullable Object>)
                        Objects.requireNonNull(facts.values().get("fields")));
    }

    private static PickSettings settings(RecommendationSettings settings) {
        return new PickSettings(
                settings.items(),
                settings.exploration() / 100.0,
                settings.leadDays(),
                settings.perSource(),
                PickSettings.DEFAULT.diversity());
    }

    @Override
    public void onSent(List<Long> letterIds) {
        if (!letterIds.isEmpty()) {
            picks.recordSent(letterIds);
        }
    }

    @Override
    public Content sample(Digest digest) {
        LocalDate today = LocalDate.of(2026, 11, 23);
        DigestPeriod period = DigestPeriod.containing(today.minusDays(1));
        DeadlineFormat deadlines = new DeadlineFormat(today, digest.cadence().referenceZone(), messages);
        return new RecommendationContent(period, deadlines, messages)
                .of(
                        "ada-moreno",
                        List.of(new PickedItem(SampleOpportunity.FULL, reasons.of(SampleOpportunity.REASON))));
    }
}
