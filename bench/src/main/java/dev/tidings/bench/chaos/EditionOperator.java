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

    /** The result of an action that had nothing to do. */
    private static final JsonNode DONE = MissingNode.getInstance();

    private final List<NodeProcess> nodes;
    private final long edition;

    private EditionOperator(List<NodeProcess> nodes, long edition) {
        this.nodes = nodes;
        this.edition = edition;
    }

    /** Opens a digest's edition of the given week. */
    static EditionOperator open(List<NodeProcess> nodes, String digest, String monday) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() < end) {
            JsonNode response = anyNode(nodes)
                    .call("POST", "/v1/digest/run-all?digest=" + digest, "{\"period\": \"" + monday + "\"}");
            if (response != null) {
                return new EditionOperator(nodes, response.at("/editions/0/id").asLong());
            }
            Thread.sleep(POLL_INTERVAL);
        }
        throw new TestbedException("no node opened an edition; see the logs of the nodes");
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

    /** Has failed and skipped letters sent again that are surely not out. A cancelled edition refuses. */
    void retry() {
        for (String status : List.of("error", "skipped")) {
            anyNode(nodes).call("POST", path("/retry"), "{\"status\": \"" + status + "\"}");
        }
    }

    /** Removes the rate limit. */
    void clearRate() {
        retryUntilDone(
                node -> isClosed(node) ? DONE : node.call("PUT", path("/rate"), "{\"letters_per_second\": null}"));
    }

    /** Resumes the edition if it is paused, stopped or held. */
    void resume() {
        retryUntilDone(node -> {
            String status = status(node);
            boolean resumable = List.of("paused", "stopped", "held").contains(status);
            return resumable ? node.call("POST", path("/resume"), "") : status.isEmpty() ? null : DONE;
        });
    }

    private boolean isClosed(NodeProcess node) {
        return status(node).equals("closed");
    }

    /** Returns an empty string if the node does not answer. */
    private String status(NodeProcess node) {
        JsonNode response = node.call("GET", path(""), "");
        return response == null ? "" : response.path("status").asString();
    }

    /** Resumes the edition without a rate limit. */
    void restore() {
        clearRate();
        resume();
    }

    /** A request to one node. Returns null if the request has to be retried. */
    private interface NodeAction {
        @Nullable
        JsonNode call(NodeProcess node);
    }

    private void retryUntilDone(NodeAction action) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        try {
            while (action.call(anyNode(nodes)) == null && System.nanoTime() < end) {
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
