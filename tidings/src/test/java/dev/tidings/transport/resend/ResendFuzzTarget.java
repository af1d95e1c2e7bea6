package dev.tidings.transport.resend;

import dev.tidings.fuzz.FuzzTarget;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.resend.ResendResult.RequestAccepted;
import java.util.List;

/** Answers of Resend, and of what stands between. */
public final class ResendFuzzTarget implements FuzzTarget {
    private static final int[] STATUSES = {200, 400, 401, 403, 408, 409, 413, 422, 429, 451, 500, 502, 302, 599, 0};
    private static final int LETTERS = 3;

    @Override
    public void read(byte[] input) {
        int status = STATUSES[FuzzTarget.variant(input, STATUSES.length)];
        ResendResult result =
                ResendResponse.of(status, FuzzTarget.rest(input), null).result();
        if (result instanceof RequestAccepted accepted) {
            List<SendOutcome> outcomes = ResendBatchResponse.read(accepted.body(), LETTERS);
            FuzzTarget.require(outcomes == null || outcomes.size() == LETTERS, "not one outcome per letter");
            ResendBatchResponse.id(accepted.body());
        }
    }

    @Override
    public List<byte[]> seeds() {
        return FuzzTarget.texts(
                "x{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}]}",
                "x{\"data\":[{\"id\":\"a\"},{\"id\":null}],\"errors\":[{\"index\":1,\"message\":\"The `to` field\"}]}",
                "x{\"errors\":[{\"index\":1e9},{\"index\":\"2\"},{\"index\":9223372036854775808}]}",
                "y{\"statusCode\":422,\"name\":\"validation_error\",\"message\":\"`to` is wrong\"}",
                "|{\"name\":\"daily_quota_exceeded\",\"message\":[]}",
                "<html>Bad gateway</html>");
    }
}
