package dev.tidings.opportunities;

import dev.tidings.bulk.RowFields;
import dev.tidings.bulk.RowFuzzTarget;
import dev.tidings.bulk.RowRefused;
import dev.tidings.fuzz.FuzzTarget;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Rows of opportunities and feedback, and fees in words. */
public final class OpportunityFuzzTarget implements FuzzTarget {
    private static final Instant NOW = Instant.parse("2026-12-07T07:00:00Z");

    @Override
    public void read(byte[] input) throws IOException {
        switch (FuzzTarget.variant(input, 5)) {
            case 3 -> {
                byte[] rows = input.clone();
                rows[0] = 1;
                RowFuzzTarget.read(rows, header -> {}, row -> FeedbackRowValidator.check(row, NOW));
            }
            case 4 -> FeeParser.parse(FuzzTarget.text(FuzzTarget.rest(input)));
            default ->
                RowFuzzTarget.read(
                        input,
                        header -> {
                            if (!header.isEmpty()) {
                                RowFields.requireColumns(
                                        header,
                                        OpportunityRowValidator.COLUMNS,
                                        OpportunityRowValidator.REQUIRED,
                                        "opportunities");
                            }
                        },
                        row -> OpportunityRowValidator.check(row, ImportOrigin.IMPORT, note -> {}));
        }
    }

    /** Checks a row that a source has reported, and how it is compared with others. */
    public static void check(ObjectNode row) {
        try {
            OpportunityRowValidator.check(row, ImportOrigin.SOURCE, note -> {});
            String url = row.path("url").asString("");
            FuzzTarget.require(CanonicalUrl.of(url) != null, "an accepted address has no canonical form: " + url);
        } catch (RowRefused refused) {
            FuzzTarget.require(refused.getMessage() != null, "a refusal says why");
        }
    }

    @Override
    public List<byte[]> seeds() {
        return FuzzTarget.texts(
                "0title,url,deadline,fee,tags\nStone,https://a.example/1,2026-12-31,\"$25, then $10\",a;b\n",
                "1{\"title\":\"A\",\"url\":\"https://künstler.example/?a[]=1\",\"deadline\":\"2026-12-01T00:00:00+01:00\","
                        + "\"fee\":12.5,\"currency\":\"EUR\",\"remote\":true,\"language\":\"de-DE\",\"posted_at\":\"2026-01-01\"}",
                "3{\"user_id\":\"a\",\"opportunity_id\":\"b\",\"kind\":\"rated\",\"rating\":4,\"at\":\"2026-05-06T07:05:00+02:00\"}",
                "4$25 first entry, $10 each additional; members free",
                "4Entry fee: 1.234,50 EUR (early bird 10 €), no fee for students");
    }
}
