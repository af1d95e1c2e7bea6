package dev.tidings.content.recommendation;

import dev.tidings.audience.Recipient;
import dev.tidings.content.Commission;
import dev.tidings.content.Composition;
import dev.tidings.content.Compositions;
import dev.tidings.content.Content;
import dev.tidings.content.ContentSource;
import dev.tidings.content.Facts;
import dev.tidings.content.recommendation.OpportunityLetter.Item;
import dev.tidings.content.recommendation.bot.Occasion;
import dev.tidings.content.recommendation.bot.Pick;
import dev.tidings.content.recommendation.bot.PickSettings;
import dev.tidings.content.recommendation.bot.Reader;
import dev.tidings.content.recommendation.bot.Recommender;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.RecommendationSettings;
import dev.tidings.digest.DigestPeriod;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Composes letters of opportunities, picked for each reader by the bot. */
@Component
public class RecommendationSource implements ContentSource {
    /** By which a digest's file asks for it. */
    public static final String NAME = "recommendation";

    private final ModelVersions models;
    private final Catalogs catalogs;
    private final Readers readers;
    private final Picks picks;
    private final InstantSource clock;

    RecommendationSource(ModelVersions models, Catalogs catalogs, Readers readers, Picks picks, InstantSource clock) {
        this.models = models;
        this.catalogs = catalogs;
        this.readers = readers;
        this.picks = picks;
        this.clock = clock;
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
    public Compositions compose(Commission commission, List<Recipient> recipients) {
        NumberedModel model = models.require(Long.parseLong(Objects.requireNonNull(commission.version())));
        Digest digest = commission.digest();
        Instant now = clock.instant();
        Recommender recommender = new Recommender(
                catalogs.current(), model.model(), settings(digest.content().recommendation()));
        Occasion occasion =
                new Occasion(digest.name() + "/" + commission.period().start(), now);
        Map<String, List<Pick>> picked = new HashMap<>();
        Map<String, Composition> compositions = new HashMap<>();
        List<Reader> known = readers.of(recipients, digest.cadence().home());
        for (int i = 0; i < recipients.size(); i++) {
            Reader reader = known.get(i);
            List<Pick> ofReader = recommender.pick(reader, occasion);
            DeadlineText deadlines = new DeadlineText(LocalDate.ofInstant(now, reader.zone()), reader.zone());
            compositions.put(
                    reader.userId(),
                    compose(new OpportunityLetter(commission.period(), deadlines), recipients.get(i), ofReader));
            picked.put(reader.userId(), ofReader);
        }
        return new Compositions(compositions, userIds -> {
            Map<String, List<Pick>> kept = new HashMap<>(picked);
            kept.keySet().retainAll(userIds);
            picks.add(commission, model.version(), kept);
        });
    }

    private static Composition compose(OpportunityLetter letter, Recipient recipient, List<Pick> picks) {
        if (picks.isEmpty()) {
            return new Composition.Nothing();
        }
        List<Item> items = picks.stream()
                .map(pick -> new Item(pick.opportunity(), sentence(pick.reason())))
                .toList();
        Content content = letter.of(recipient.accountId(), items);
        return new Composition.Ready(new Facts(
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

    private static String sentence(String phrase) {
        return phrase.isEmpty() ? phrase : phrase.substring(0, 1).toUpperCase(Locale.ROOT) + phrase.substring(1);
    }

    private static PickSettings settings(RecommendationSettings settings) {
        return new PickSettings(
                settings.items(),
                settings.exploration() / 100.0,
                settings.leadDays(),
                settings.perSource(),
                PickSettings.DEFAULT.variety());
    }

    @Override
    public void sent(List<Long> letterIds) {
        if (!letterIds.isEmpty()) {
            picks.sent(letterIds);
        }
    }

    @Override
    public Content sample(Digest digest) {
        LocalDate today = LocalDate.of(2026, 11, 23);
        DigestPeriod period = DigestPeriod.containing(today.minusDays(1));
        return new OpportunityLetter(
                        period, new DeadlineText(today, digest.cadence().home()))
                .of("ada-moreno", List.of(new Item(SampleOpportunity.FULL, SampleOpportunity.REASON)));
    }
}
