package dev.tidings.edition;

import dev.tidings.audience.Audience;
import dev.tidings.audience.CurrentRecipient;
import dev.tidings.content.ContentRequest;
import dev.tidings.content.ContentResult;
import dev.tidings.content.ContentResults;
import dev.tidings.content.ContentSources;
import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
import dev.tidings.ledger.Deliveries;
import dev.tidings.ledger.Delivery;
import dev.tidings.ledger.Settlement;
import dev.tidings.ledger.Settler;
import dev.tidings.ledger.SkippedDelivery;
import dev.tidings.render.TemplateVersions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies changes of users to their owed letters. A letter is skipped if its user opted out or is suppressed, sent to
 * the user's new address, and composed anew if the user has another account or the letter has no content. A batch that
 * may have been accepted stays as it is.
 */
@Component
class RecipientRefresher {
    private final Audience audience;
    private final ContentSources sources;
    private final FrozenContentCodec codec;
    private final Deliveries deliveries;
    private final Settler settler;
    private final TemplateVersions templates;
    private final TransactionTemplate transactions;

    RecipientRefresher(
            Audience audience,
            ContentSources sources,
            FrozenContentCodec codec,
            Deliveries deliveries,
            Settler settler,
            TemplateVersions templates,
            TransactionTemplate transactions) {
        this.audience = audience;
        this.sources = sources;
        this.codec = codec;
        this.deliveries = deliveries;
        this.settler = settler;
        this.templates = templates;
        this.transactions = transactions;
    }

    /** Returns whether any of the letters was changed or settled; the caller then reads the due letters again. */
    boolean refresh(ChunkRun run, Digest digest, List<Delivery> due) {
        List<Delivery> asked =
                due.stream().filter(delivery -> !delivery.isReplay()).toList();
        if (asked.isEmpty()) {
            return false;
        }
        Map<String, CurrentRecipient> current = new HashMap<>();
        audience.findRecipients(userIds(asked)).forEach(recipient -> current.put(recipient.userId(), recipient));
        List<Delivery> changed = asked.stream()
                .filter(delivery -> current(current, delivery).version() != delivery.recipientVersion())
                .toList();
        if (changed.isEmpty()) {
            return false;
        }
        Map<String, SkipReason> notDue = audience.skipReasons(digest, userIds(changed));
        boolean usesAccount = sources.of(digest).usesAccount();
        List<SkippedDelivery> skipped = new ArrayList<>();
        List<Delivery> readdressed = new ArrayList<>();
        List<Delivery> recomposed = new ArrayList<>();
        for (Delivery letter : changed) {
            SkipReason reason = notDue.get(letter.userId());
            if (reason != null) {
                skipped.add(new SkippedDelivery(letter, reason));
            } else if (letter.content() == null
                    || (usesAccount && !isOfSameAccount(letter, current(current, letter)))) {
                recomposed.add(letter);
            } else {
                readdressed.add(letter);
            }
        }
        settler.skip(skipped);
        readdress(readdressed, current);
        recompose(run, digest, recomposed, current);
        return true;
    }

    private boolean isOfSameAccount(Delivery letter, CurrentRecipient now) {
        return codec.recipientOf(content(letter))
                .accountId()
                .equals(now.recipient().accountId());
    }

    private void readdress(List<Delivery> letters, Map<String, CurrentRecipient> current) {
        for (Delivery letter : letters) {
            CurrentRecipient now = current(current, letter);
            deliveries.readdress(letter, codec.withRecipient(content(letter), now.recipient()), now.version());
        }
    }

    private void recompose(ChunkRun run, Digest digest, List<Delivery> letters, Map<String, CurrentRecipient> current) {
        if (letters.isEmpty()) {
            return;
        }
        Edition edition = run.edition();
        ContentResults results = sources.of(digest)
                .compose(
                        new ContentRequest(digest, edition.period(), edition.contentVersion()),
                        letters.stream()
                                .map(letter -> current(current, letter).recipient())
                                .toList());
        String template = templates.store(digest.template());
        for (Delivery stored : letters) {
            CurrentRecipient now = current(current, stored);
            // A letter that could not be composed or rendered gets the template as it is now.
            Delivery letter = stored.content() == null ? stored.withTemplateVersion(template) : stored;
            switch (results.byUser().get(letter.userId())) {
                case ContentResult.ContentAvailable available -> replace(letter, now, available, results);
                case ContentResult.NoContent nothing ->
                    settler.skip(List.of(new SkippedDelivery(letter, SkipReason.NO_CONTENT)));
                case ContentResult.ContentFailed failed -> settler.settle(List.of(failed(letter, failed.reason())));
                case null -> settler.settle(List.of(failed(letter, "the content source gave no answer for this user")));
            }
        }
    }

    private void replace(
            Delivery letter, CurrentRecipient now, ContentResult.ContentAvailable available, ContentResults results) {
        String content = codec.refreeze(letter.content(), now.recipient(), available.facts());
        transactions.executeWithoutResult(status -> {
            if (deliveries.recompose(letter, content, available.facts().itemCount(), now.version())) {
                results.freezeListener().onFreeze(List.of(letter.userId()));
            }
        });
    }

    private static Settlement failed(Delivery letter, String reason) {
        return Settlement.error(letter.id(), letter.attempt(), reason, false);
    }

    private static String content(Delivery letter) {
        return Objects.requireNonNull(letter.content(), "content");
    }

    /** A user with an owed letter cannot be deleted. */
    private static CurrentRecipient current(Map<String, CurrentRecipient> current, Delivery letter) {
        return Objects.requireNonNull(current.get(letter.userId()));
    }

    private static List<String> userIds(List<Delivery> letters) {
        return letters.stream().map(Delivery::userId).toList();
    }
}
