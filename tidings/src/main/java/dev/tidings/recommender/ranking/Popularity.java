package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
import java.util.List;
import java.util.Map;

/**
 * Log-lift of each opportunity's engagement over the average rate, and over what the ranker expected of its readers.
 * Both are shrunk to zero when few readers saw it.
 */
final class Popularity {
    private static final double PRIOR_IMPRESSIONS = 30;
    private static final double PRIOR_LIKES = 2;
    private static final double MIN_RATE = 1e-3;
    private static final double MAX_LOG_LIFT = 3;

    private final float[] lift;
    private final float[] surprise;

    private Popularity(float[] lift, float[] surprise) {
        this.lift = lift;
        this.surprise = surprise;
    }

    static Popularity of(List<Opportunity> items, Map<String, EngagementCount> engagement) {
        double shown = 0;
        double liked = 0;
        double expected = 0;
        for (EngagementCount count : engagement.values()) {
            shown += count.shown();
            liked += count.liked();
            expected += count.expected();
        }
        double average = Math.max(MIN_RATE, liked / Math.max(1, shown));
        double calibration = expected > 0 ? liked / expected : 1;
        float[] surprise = new float[items.size()];
        float[] lift = new float[items.size()];
        for (int i = 0; i < lift.length; i++) {
            EngagementCount count = engagement.get(items.get(i).id());
            if (count != null) {
                double share = (count.liked() + PRIOR_IMPRESSIONS * average) / (count.shown() + PRIOR_IMPRESSIONS);
                lift[i] = scaledLog(share / average);
                surprise[i] = scaledLog((count.liked() + PRIOR_LIKES) / (count.expected() * calibration + PRIOR_LIKES));
            }
        }
        return new Popularity(lift, surprise);
    }

    private static float scaledLog(double ratio) {
        return (float) (Math.clamp(Math.log(ratio), -MAX_LOG_LIFT, MAX_LOG_LIFT) / MAX_LOG_LIFT);
    }

    /** From -1 to 1; 0 is the average. */
    float of(int item) {
        return lift[item];
    }

    /** From -1 to 1; 0 if as many readers liked the item as the ranker expected. */
    float surprise(int item) {
        return surprise[item];
    }
}
