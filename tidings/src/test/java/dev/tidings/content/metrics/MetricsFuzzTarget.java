package dev.tidings.content.metrics;

import dev.tidings.bulk.RowFuzzTarget;
import dev.tidings.fuzz.FuzzTarget;
import java.io.IOException;
import java.util.List;

/** Rows of numbers. */
public final class MetricsFuzzTarget implements FuzzTarget {
    @Override
    public void read(byte[] input) throws IOException {
        PlainRowFormat format = new PlainRowFormat();
        RowFuzzTarget.read(
                input,
                header -> {
                    if (!header.isEmpty()) {
                        format.checkHeader(header);
                    }
                },
                row -> MetricsRowValidator.check(format.toMetricsRow(row)));
    }

    @Override
    public List<byte[]> seeds() {
        return FuzzTarget.texts(
                "0account_id,metric_date,sessions,conversions\nacme,2026-05-05,812,9.5\nacme,2026-02-30,1e400,-0\n",
                "1{\"account_id\":\"acme\",\"source_name\":\"web\",\"metric_date\":\"2026-05-05\",\"data\":{\"sessions\":812}}",
                "1{\"email\":\"a@b.example\",\"metric_date\":\"2026-05-05\",\"data\":{\"s\":1e999999999,\"t\":\"1e-999999999\"}}");
    }
}
