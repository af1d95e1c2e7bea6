package dev.tidings.bench.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Who opens an edition and acts on it, by way of whichever node answers. */
final class Operator {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** Nothing is left to be done. */
    private static final JsonNode DONE = MissingNode.getInstance();

    private final List<Node> nodes;
    private final long edition;

    private Operator(List<Node> nodes, long edition) {
        this.nodes = nodes;
        this.edition = edition;
    }

    /** Opens the edition of a digest's week. */
    static Operator open(List<Node> nodes, String digest, String monday) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode answer =
                    any(nodes).call("POST", "/v1/digest/run-all?digest=" + digest, "{\"period\": \"" + monday + "\"}");
            if (answer != null) {
                return new Operator(nodes, answer.at("/editions/0/id").asLong());
            }
            Thread.sleep(LOOK_EVERY);
        }
        throw new RigFailure("no node opens an edition; see their logs");
    }

    private static Node any(List<Node> nodes) {
        return nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
    }

    long edition() {
        return edition;
    }

    void pause() {
        any(nodes).call("POST", path("/pause"), "");
    }

    void slow(int lettersPerSecond) {
        any(nodes).call("PUT", path("/rate"), "{\"letters_per_second\": " + lettersPerSecond + "}");
    }

    void cancel() {
        any(nodes).call("POST", path("/cancel"), "");
    }

    /** Takes the rate off. */
    void hasten() {
        until(node -> isClosed(node) ? DONE : node.call("PUT", path("/rate"), "{\"letters_per_second\": null}"));
    }

    /** Lets it go on if it is paused or stopped. */
    void resume() {
        until(node -> {
            String status = status(node);
            boolean waits = status.equals("paused") || status.equals("stopped");
            return waits ? node.call("POST", path("/resume"), "") : status.isEmpty() ? null : DONE;
        });
    }

    private boolean isClosed(Node node) {
        return status(node).equals("closed");
    }

    /** Empty if the node does not answer. */
    private String status(Node node) {
        JsonNode now = node.call("GET", path(""), "");
        return now == null ? "" : now.path("status").asString();
    }

    /** Whatever was done to it, it goes on, and as fast as it can. */
    void letGo() {
        hasten();
        resume();
    }

    private interface Action {
        @Nullable
        JsonNode at(Node node);
    }

    private void until(Action done) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (done.at(any(nodes)) == null && System.nanoTime() < end) {
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String path(String action) {
        return "/v1/editions/" + edition + action;
    }
}
