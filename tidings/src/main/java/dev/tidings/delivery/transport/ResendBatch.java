package dev.tidings.delivery.transport;

import dev.tidings.core.Message;
import dev.tidings.delivery.SendOutcome;
import dev.tidings.delivery.SendOutcome.Accepted;
import dev.tidings.delivery.SendOutcome.Deferred;
import dev.tidings.delivery.SendOutcome.Rejected;
import dev.tidings.delivery.Transport.HandOver;
import dev.tidings.delivery.transport.Ruling.PutOff;
import dev.tidings.delivery.transport.Ruling.Refused;
import dev.tidings.delivery.transport.Ruling.SentBefore;
import dev.tidings.delivery.transport.Ruling.Stopped;
import dev.tidings.delivery.transport.Ruling.Taken;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way to Resend.
 *
 * <p>What goes into its requests depends on the batch alone, so that a repeat under the same key is the same request. When it
 * cannot be known whether a request was carried out, the whole batch is put off: only as a whole is it safe to repeat.
 */
final class ResendBatch {
    private static final int SAME_REFUSALS = 3;

    /** The same request under the same key brings the same answer, or a better one; never a second letter. */
    private static final PutOff UNCLEAR = new PutOff("Resend's answer does not add up", null, false, true);

    private final ResendApi api;
    private final Heard heard = new Heard();
    private final String key;
    private final List<Message> batch;
    private final @Nullable SendOutcome[] outcomes;

    /** Positions of the messages that can be sent. */
    private final List<Integer> sound;

    private @Nullable String stop;

    ResendBatch(ResendApi api, String key, List<Message> batch) {
        this.api = api;
        this.key = key;
        this.batch = batch;
        outcomes = new SendOutcome[batch.size()];
        for (int i = 0; i < batch.size(); i++) {
            String defect = Defects.of(batch.get(i));
            outcomes[i] = defect == null ? null : new Rejected(defect, false);
        }
        sound = IntStream.range(0, batch.size())
                .filter(i -> outcomes[i] == null)
                .boxed()
                .toList();
    }

    HandOver handOver() {
        if (sound.size() == 1) {
            return alone();
        }
        return sound.isEmpty() ? result() : together();
    }

    private HandOver alone() {
        int position = sound.getFirst();
        return switch (single(key, position)) {
            case PutOff off -> putOff(off);
            case Ruling ruling -> {
                settle(position, ruling);
                yield result();
            }
        };
    }

    private HandOver together() {
        List<ResendLetter> letters =
                sound.stream().map(i -> ResendLetter.of(batch.get(i))).toList();
        switch (api.postTogether(key, letters, heard)) {
            case Taken taken -> {
                List<SendOutcome> answers = BatchAnswer.read(taken.body(), sound.size());
                return answers == null ? putOff(UNCLEAR) : answered(answers);
            }
            case Refused _ -> {
                return oneByOne();
            }
            case PutOff off -> {
                return putOff(off);
            }
            case SentBefore before -> sound.forEach(i -> settle(i, before));
            case Stopped stopped -> sound.forEach(i -> settle(i, stopped));
        }
        return result();
    }

    /**
     * Resend has refused the batch as a whole; so that no letter pays for another, each goes by itself. If one of them has to
     * wait, the whole batch does: then all go again under their keys, and those that were taken are answered as before.
     */
    private HandOver oneByOne() {
        for (int i = 0; i < sound.size(); i++) {
            Ruling ruling = single(key + "." + i, sound.get(i));
            if (ruling instanceof PutOff off) {
                return putOff(new PutOff(off.reason(), off.retryAfter(), false, off.trouble()));
            }
            if (ruling instanceof Stopped stopped) {
                return new HandOver(deferred(stopped.reason(), null), stopped.reason(), true, heard.condition(null));
            }
            settle(sound.get(i), ruling);
        }
        stopIfAllAreRefusedAlike();
        return result();
    }

    private Ruling single(String key, int position) {
        Ruling ruling = api.post(key, ResendLetter.of(batch.get(position)), heard);
        return ruling instanceof Taken taken && BatchAnswer.id(taken.body()) == null ? UNCLEAR : ruling;
    }

    private HandOver answered(List<SendOutcome> answers) {
        for (int i = 0; i < answers.size(); i++) {
            outcomes[sound.get(i)] = answers.get(i);
        }
        stopIfAllAreRefusedAlike();
        return result();
    }

    private void settle(int position, Ruling ruling) {
        SendOutcome outcome = switch (ruling) {
            case Taken taken -> new Accepted(BatchAnswer.id(taken.body()), null);
            case SentBefore before -> new Accepted(null, before.remark());
            case Refused refused -> new Rejected(refused.reason(), false);
            case PutOff off -> new Deferred(off.reason(), off.retryAfter());
            case Stopped stopped -> {
                stop = stopped.reason();
                yield new Deferred(stopped.reason(), null);
            }
        };
        outcomes[position] = outcome;
    }

    /** Stops when nothing but one and the same refusal came: it speaks of what all letters share, such as the sender. */
    private void stopIfAllAreRefusedAlike() {
        List<SendOutcome> settled =
                sound.stream().map(i -> outcomes[i]).filter(Objects::nonNull).toList();
        boolean alike = settled.stream().distinct().count() == 1;
        if (alike && settled.size() >= SAME_REFUSALS && settled.getFirst() instanceof Rejected rejected) {
            stop = "Every letter is refused for the same reason. " + rejected.reason();
        }
    }

    private HandOver putOff(PutOff off) {
        return new HandOver(
                deferred(off.reason(), off.retryAfter()),
                null,
                !off.sure(),
                heard.condition(off.trouble() ? off.reason() : null));
    }

    private List<SendOutcome> deferred(String reason, @Nullable Duration retryAfter) {
        return Collections.nCopies(batch.size(), new Deferred(reason, retryAfter));
    }

    private HandOver result() {
        return new HandOver(
                Arrays.stream(outcomes).map(outcome -> outcome).toList(), stop, false, heard.condition(null));
    }
}
