package dev.tidings.bench.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Opens and controls an edition through any node that answers. */
final class EditionOperator {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    /** Nothing is left to be done. */
    private static final JsonNode DONE = MissingNode.getInstance();

    private final List<NodeProcess> nodes;
    private final long edition;

    private EditionOperator(List<NodeProcess> nodes, long edition) {
        this.nodes = nodes;
        this.edition = edition;
    }

    /** Opens the edition of a digest's week. */
    static EditionOperator open(List<NodeProcess> nodes, String digest, String monday) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() < end) {
            JsonNode answer = anyNode(nodes)
                    .call("POST", "/v1/digest/run-all?digest=" + digest, "{\"period\": \"" + monday + "\"}");
            if (answer != null) {
                return new EditionOperator(nodes, answer.at("/editions/0/id").asLong());
            }
            Thread.sleep(POLL_INTERVAL);
        }
        throw new TestbedException("no node opens an edition; see their logs");
    }

    private static NodeProcess anyNode(List<NodeProcess> nodes) {
        return nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
    }

    long edition() {
        return edition;
    }

    void pause() {
        anyNode(nodes).call("POST", path("/pause"), "");
    }

    void setRate(int lettersPerSecond) {
        anyNode(nodes).call("PUT", path("/rate"), "{\"letters_per_second\": " + lettersPerSecond + "}");
    }

    void cancel() {
        anyNode(nodes).call("POST", path("/cancel"), "");
    }

    /** Takes the rate off. */
    void clearRate() {
        retryUntilDone(
                node -> isClosed(node) ? DONE : node.call("PUT", path("/rate"), "{\"letters_per_second\": null}"));
    }

    /** Lets it go on if it is paused or stopped. */
    void resume() {
        retryUntilDone(node -> {
            String status = status(node);
            boolean waits = status.equals("paused") || status.equals("stopped");
            return waits ? node.call("POST", path("/resume"), "") : status.isEmpty() ? null : DONE;
        });
    }

    private boolean isClosed(NodeProcess node) {
        return status(node).equals("closed");
    }

    /** Empty if the node does not answer. */
    private String status(NodeProcess node) {
        JsonNode now = node.call("GET", path(""), "");
        return now == null ? "" : now.path("status").asString();
    }

    /** Whatever was done to it, it goes on, and as fast as it can. */
    void restore() {
        clearRate();
        resume();
    }

    private interface NodeAction {
        @Nullable
        JsonNode call(NodeProcess node);
    }

    private void retryUntilDone(NodeAction done) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        try {
            while (done.call(anyNode(nodes)) == null && System.nanoTime() < end) {
                Thread.sleep(POLL_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String path(String action) {
        return "/v1/editions/" + edition + action;
    }
}
