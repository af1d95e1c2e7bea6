package dev.tidings.delivery.transport;

import dev.tidings.core.Message;
import dev.tidings.delivery.SendOutcome;
import dev.tidings.delivery.SendOutcome.Accepted;
import dev.tidings.delivery.SendOutcome.Deferred;
import dev.tidings.delivery.SendOutcome.Rejected;
import dev.tidings.delivery.Transport.Again;
import dev.tidings.delivery.Transport.HandOver;
import dev.tidings.delivery.transport.Ruling.PutOff;
import dev.tidings.delivery.transport.Ruling.Refused;
import dev.tidings.delivery.transport.Ruling.SentBefore;
import dev.tidings.delivery.transport.Ruling.Stopped;
import dev.tidings.delivery.transport.Ruling.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way to Resend, in one request.
 *
 * <p>What goes into the request depends on the batch alone, so that a repeat under the same key is the same request. When it
 * cannot be known whether it was carried out, the whole batch is put off: only as a whole is it safe to repeat.
 */
final class ResendBatch {

    /** The same request under the same key brings the same answer, or a better one; never a second letter. */
    private static final PutOff UNCLEAR = new PutOff("Resend's answer does not add up", null, false, true);

    private final ResendApi api;
    private final RefusedAlike refusedAlike;
    private final Heard heard = new Heard();
    private final String key;
    private final List<@Nullable Rejected> defects;
    private final List<Message> sound = new ArrayList<>();

    ResendBatch(ResendApi api, RefusedAlike refusedAlike, String key, List<Message> batch) {
        this.api = api;
        this.refusedAlike = refusedAlike;
        this.key = key;
        defects = new ArrayList<>(batch.size());
        for (Message message : batch) {
            String defect = Defects.of(message);
            defects.add(defect == null ? null : new Rejected(defect, false));
            if (defect == null) {
                sound.add(message);
            }
        }
    }

    HandOver handOver() {
        if (sound.isEmpty()) {
            return answered(List.of(), null, Again.FREELY);
        }
        List<ResendLetter> letters = sound.stream().map(ResendLetter::of).toList();
        Ruling ruling =
                letters.size() == 1 ? api.post(key, letters.getFirst(), heard) : api.postTogether(key, letters, heard);
        return switch (ruling) {
            case Taken taken -> taken(taken);
            case SentBefore before -> answered(all(new Accepted(null, before.remark())), null, Again.FREELY);
            case Refused refused -> refused(refused);
            case Stopped stopped -> answered(all(new Deferred(stopped.reason(), null)), stopped.reason(), Again.FREELY);
            case PutOff off -> putOff(off);
        };
    }

    private HandOver taken(Taken taken) {
        List<SendOutcome> outcomes = sound.size() == 1 ? one(taken) : BatchAnswer.read(taken.body(), sound.size());
        return outcomes == null ? putOff(UNCLEAR) : answered(outcomes, refusedAlike.note(outcomes), Again.FREELY);
    }

    private static @Nullable List<SendOutcome> one(Taken taken) {
        String id = BatchAnswer.id(taken.body());
        return id == null ? null : List.of(new Accepted(id, null));
    }

    /** No letter pays for another: of a batch that is refused as a whole, each goes by itself. */
    private HandOver refused(Refused refused) {
        if (sound.size() > 1) {
            String reason = "Refused with its whole batch, goes by itself next. " + refused.reason();
            return answered(all(new Deferred(reason, Duration.ZERO)), null, Again.ALONE);
        }
        List<SendOutcome> outcomes = all(new Rejected(refused.reason(), false));
        return answered(outcomes, refusedAlike.note(outcomes), Again.FREELY);
    }

    private HandOver putOff(PutOff off) {
        List<SendOutcome> deferred = Collections.nCopies(defects.size(), new Deferred(off.reason(), off.retryAfter()));
        return new HandOver(
                deferred,
                null,
                off.sure() ? Again.FREELY : Again.TOGETHER,
                heard.condition(off.trouble() ? off.reason() : null));
    }

    private List<SendOutcome> all(SendOutcome outcome) {
        return Collections.nCopies(sound.size(), outcome);
    }

    /** @param outcomes of those that can be sent, in their order */
    private HandOver answered(List<SendOutcome> outcomes, @Nullable String stop, Again again) {
        var next = outcomes.iterator();
        List<SendOutcome> all = defects.stream()
                .<SendOutcome>map(defect -> Objects.requireNonNullElseGet(defect, next::next))
                .toList();
        return new HandOver(all, stop, again, heard.condition(null));
    }
}
