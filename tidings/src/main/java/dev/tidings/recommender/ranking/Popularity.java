package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
import java.util.List;
import java.util.Map;

/** How readers took to each opportunity, against the average of all; nearer to the average the fewer saw it. */
final class Popularity {
    private static final double PRIOR_IMPRESSIONS = 30;
    private static final double MIN_RATE = 1e-3;
    private static final double MAX_LOG_LIFT = 3;

    private final float[] lift;

    private Popularity(float[] lift) {
        this.lift = lift;
    }

    static Popularity of(List<Opportunity> items, Map<String, EngagementCount> responses) {
        double shown = 0;
        double liked = 0;
        for (EngagementCount response : responses.values()) {
            shown += response.shown();
            liked += response.liked();
        }
        double average = Math.max(MIN_RATE, liked / Math.max(1, shown));
        float[] lift = new float[items.size()];
        for (int i = 0; i < lift.length; i++) {
            EngagementCount response = responses.get(items.get(i).id());
            if (response != null) {
                double share =
                        (response.liked() + PRIOR_IMPRESSIONS * average) / (response.shown() + PRIOR_IMPRESSIONS);
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
