package dev.tidings.command;

import dev.tidings.scraping.PreviewReport;
import dev.tidings.scraping.PreviewReport.FieldPreview;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints what a run of a source would find. */
final class PreviewPrinter {
    private static final int MAX_NOTES = 20;
    private static final int MAX_SAMPLE = 60;

    private PreviewPrinter() {}

    /** Returns whether the source can be run: it has no problem, items, and none of them is refused. */
    static boolean print(String name, PreviewReport report, PrintWriter out) {
        out.println(String.format(
                Locale.ROOT,
                "%s: %,d items, %,d refused; %d documents; nothing was stored",
                name,
                report.items(),
                report.refused(),
                report.documents()));
        if (report.problem() != null) {
            out.println("  " + report.problem());
        }
        report.needs().forEach(need -> out.println("  " + need));
        for (FieldPreview field : report.fields()) {
            out.println(String.format(
                    Locale.ROOT,
                    "  %-13s %4d of %d  %s",
                    field.field(),
                    field.hits(),
                    report.items(),
                    samples(field.samples())));
        }
        report.notes().stream().limit(MAX_NOTES).forEach(note -> out.println("  " + note));
        out.flush();
        return report.problem() == null && report.items() > 0 && report.refused() == 0;
    }

    private static String samples(List<String> samples) {
        return String.join(
                " | ",
                samples.stream()
                        .map(text -> text.length() <= MAX_SAMPLE ? text : text.substring(0, MAX_SAMPLE) + "…")
                        .toList());
    }
}
