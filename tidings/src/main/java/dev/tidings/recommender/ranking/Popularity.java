package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
import java.util.List;
import java.util.Map;

/** Log-lift of each opportunity's engagement rate over the average rate, shrunk to zero when few readers saw it. */
final class Popularity {
    private static final double PRIOR_IMPRESSIONS = 30;
    private static final double MIN_RATE = 1e-3;
    private static final double MAX_LOG_LIFT = 3;

    private final float[] lift;

    private Popularity(float[] lift) {
        this.lift = lift;
    }

    static Popularity of(List<Opportunity> items, Map<String, EngagementCount> engagement) {
        double shown = 0;
        double liked = 0;
        for (EngagementCount count : engagement.values()) {
            shown += count.shown();
            liked += count.liked();
        }
        double average = Math.max(MIN_RATE, liked / Math.max(1, shown));
        float[] lift = new float[items.size()];
        for (int i = 0; i < lift.length; i++) {
            EngagementCount count = engagement.get(items.get(i).id());
            if (count != null) {
                double share = (count.liked() + PRIOR_IMPRESSIONS * average) / (count.shown() + PRIOR_IMPRESSIONS);
                lift[i] = (float) (Math.clamp(Math.log(share / average), -MAX_LOG_LIFT, MAX_LOG_LIFT) / MAX_LOG_LIFT);
            }
        }
        return new Popularity(lift);
    }

    /** From -1 to 1; 0 is the average. */
    float of(int item) {
        return lift[item];
    }
}
