package dev.tidings.transport.resend;

import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Rejected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts consecutive rejections with the same reason. After a threshold the cause must be something that the letters
 * share, such as the sender. Safe for use by many threads.
 */
final class RepeatedRejections {
    private static final int THRESHOLD = 20;

    private String reason = "";
    private int count;

    /** Records the outcomes of one request. Returns why no further letter should be tried, or null. */
    synchronized @Nullable String add(List<SendOutcome> outcomes) {
        boolean sameOutcome = outcomes.stream().distinct().count() == 1;
        if (!sameOutcome || !(outcomes.getFirst() instanceof Rejected rejected)) {
            count = 0;
            return null;
        }
        count = rejected.reason().equals(reason) ? count + outcomes.size() : outcomes.size();
        reason = rejected.reason();
        if (count < THRESHOLD) {
            return null;
        }
        count = 0;
        return "Every letter is refused for the same reason. " + reason;
    }
}
