package dev.tidings.feedback;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request for a tracked URL.
 *
 * @param head whether it is a HEAD request
 * @param header returns the value of a request header by name, or null
 * @param remoteAddress the client's network address; never stored
 */
public record TrackingRequest(boolean head, UnaryOperator<@Nullable String> header, String remoteAddress) {}
