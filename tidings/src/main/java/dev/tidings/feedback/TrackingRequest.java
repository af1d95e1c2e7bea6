package dev.tidings.feedback;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request for what an address in a letter leads to.
 *
 * @param head whether only headers are asked for
 * @param header gives a request header's value by its name, or null
 * @param remoteAddress the network address that it came from; never kept
 */
public record TrackingRequest(boolean head, UnaryOperator<@Nullable String> header, String remoteAddress) {}
