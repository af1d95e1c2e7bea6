package dev.tidings.content.recommendation.bot;

import java.util.List;
import java.util.Map;

/** How readers took to each opportunity, against the average of all; nearer to the average the fewer saw it. */
final class Popularity {
    private static final double AS_IF_SHOWN = 30;
    private static final double LEAST_SHARE = 1e-3;
    private static final double MOST = 3;

    private final float[] lift;

    private Popularity(float[] lift) {
        this.lift = lift;
    }

    static Popularity of(List<Opportunity> items, Map<String, Response> responses) {
        double shown = 0;
        double liked = 0;
        for (Response response : responses.values()) {
            shown += response.shown();
            liked += response.liked();
        }
        double average = Math.max(LEAST_SHARE, liked / Math.max(1, shown));
        float[] lift = new float[items.size()];
        for (int i = 0; i < lift.length; i++) {
            Response response = responses.get(items.get(i).id());
            if (response != null) {
                double share = (response.liked() + AS_IF_SHOWN * average) / (response.shown() + AS_IF_SHOWN);
                lift[i] = (float) (Math.clamp(Math.log(share / average), -MOST, MOST) / MOST);
            }
        }
        return new Popularity(lift);
    }

    /** From -1 to 1; 0 is the average. */
    float of(int item) {
        return lift[item];
    }
}
