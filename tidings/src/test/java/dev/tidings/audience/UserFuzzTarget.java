package dev.tidings.audience;

import dev.tidings.audience.UnsubscribeTokens.LinkBearer;
import dev.tidings.audience.UnsubscribeTokens.LinkPurpose;
import dev.tidings.bulk.RowFields;
import dev.tidings.bulk.RowFuzzTarget;
import dev.tidings.core.Secret;
import dev.tidings.fuzz.FuzzTarget;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of users, and the tokens in the links of letters. */
public final class UserFuzzTarget implements FuzzTarget {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-12-07T07:00:00Z"));

    private final UserRowValidator validator = new UserRowValidator(true);
    private final LinkBearer bearer = new LinkBearer("ada", "weekly");
    private final UnsubscribeTokens tokens =
            new UnsubscribeTokens(new Secret("s".repeat(32)), List.of(new Secret("o".repeat(32))), CLOCK);

    @Override
    public void read(byte[] input) throws IOException {
        if (FuzzTarget.variant(input, 4) < 3) {
            RowFuzzTarget.read(
                    input,
                    header -> {
                        if (!header.isEmpty()) {
                            RowFields.requireColumns(
                                    header, UserRowValidator.COLUMNS, UserRowValidator.REQUIRED, "users");
                        }
                    },
                    row -> validator.check(row, note -> {}));
            return;
        }
        String token = FuzzTarget.text(FuzzTarget.rest(input));
        for (LinkPurpose purpose : LinkPurpose.values()) {
            Optional<LinkBearer> read = tokens.verify(purpose, token);
            FuzzTarget.require(read.isEmpty() || read.get().equals(bearer), "a forged token is accepted");
        }
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(
                FuzzTarget.texts(
                        """
                0id,email,account_id,time_zone,locale,plan,opt_in_digest,profile
                1,ada@münchen.example,a,GMT+2,fr_FR.UTF-8,pro,yes,"{""a"":[1]}"
                """,
                        "1{\"id\":\"a/b\",\"email\":\"Ada@X.example\",\"account_id\":\"a\",\"time_zone\":\"W. Europe Standard Time\"}",
                        "1{\"id\":\"a\",\"email\":\"a@b.example\",\"account_id\":\"a\",\"time_zone\":\"+05:30\",\"opt_in_digest\":1}"));
        for (LinkPurpose purpose : LinkPurpose.values()) {
            seeds.addAll(FuzzTarget.texts("3" + tokens.issue(purpose, bearer)));
        }
        return seeds;
    }
}
