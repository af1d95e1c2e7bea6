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

/** Composes letters with opportunities picked for each reader. */
@Component
public class RecommendationContentSource implements ContentSource {
    /** The name in digest files. */
    public static final String NAME = "recommendation";

    private final ModelVersions modelVersions;
    private final OpportunityIndexCache indexCache;
    private final ReaderLoader readers;
    private final Picks picks;
    private final InstantSource clock;
    private final MessageCatalog messages;
    private final PickReasonText reasons;

    RecommendationContentSource(
            ModelVersions modelVersions,
            OpportunityIndexCache indexCache,
            ReaderLoader readers,
            Picks picks,
            InstantSource clock,
            MessageCatalog messages) {
        this.modelVersions = modelVersions;
        this.indexCache = indexCache;
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

    @Override
    public boolean usesAccount() {
        return false;
    }

    /** The id of the live model version. */
    @Override
    public String version() {
        return Long.toString(modelVersions.live().version());
    }

    @Override
    public ContentResults compose(ContentRequest request, List<Recipient> recipients) {
        VersionedModel model = modelVersions.require(Long.parseLong(Objects.requireNonNull(request.version())));
        Digest digest = request.digest();
        Instant now = clock.instant();
        Recommender recommender = new Recommender(
                indexCache.current(), model.model(), settings(digest.content().recommendation()));
        SendContext context =
                new SendContext(digest.name() + "/" + request.period().start(), now);
        Map<String, List<Pick>> picksByUser = new HashMap<>();
        Map<String, ContentResult> results = new HashMap<>();
        List<Reader> loaded = readers.load(recipients, digest.cadence().referenceZone());
        for (int i = 0; i < recipients.size(); i++) {
            Reader reader = loaded.get(i);
            List<Pick> picksOfReader = recommender.pick(reader, context);
            DeadlineFormat deadlines =
                    new DeadlineFormat(LocalDate.ofInstant(now, reader.zone()), reader.zone(), messages);
            RecommendationContent letter = new RecommendationContent(request.period(), deadlines, messages);
            results.put(reader.userId(), compose(letter, recipients.get(i), picksOfReader));
            picksByUser.put(reader.userId(), picksOfReader);
        }
        return new ContentResults(results, userIds -> {
            Map<String, List<Pick>> kept = new HashMap<>(picksByUser);
            kept.keySet().retainAll(userIds);
            picks.add(request, model.version(), kept, reasons);
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

    /** Returns the stored content, because picks and reasons cannot be recomputed. */
    @Override
    @SuppressWarnings("unchecked") // written by compose
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
