package dev.tidings.bench;

import static java.util.Locale.ROOT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a process's threads were, by samples of a Flight Recorder's recording, as a flame graph (Gregg, 2011): a bar is as
 * wide as the share of samples in which its method was under way, and what it called lies above it. Methods of Tidings stand
 * for themselves; of everything else only the library is told.
 */
final class FlameGraph {
    private static final String OWN_PACKAGE = "dev.tidings.";
    private static final int WIDTH = 1200;
    private static final int ROW = 20;
    private static final int MARGIN = 12;

    /** Narrower bars are left out, in pixels. */
    private static final double MIN_WIDTH = 2;

    /** Of a letter, in pixels. */
    private static final double CHARACTER_WIDTH = 7.2;

    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(\\w+)\\$\\d+");
    private static final List<String> LIBRARIES = List.of(
            "org.postgresql",
            "org.springframework",
            "com.zaxxer.hikari",
            "com.github.kagkarlsson",
            "io.micrometer",
            "tools.jackson",
            "java.util.concurrent",
            "java.util.regex",
            "java.security",
            "java.math",
            "java.text",
            "java.time",
            "java.net.http",
            "java.util",
            "java.lang",
            "java.io",
            "java.nio");

    private final FlameGraphFrame root = new FlameGraphFrame("all");

    private FlameGraph() {}

    private static final class FlameGraphFrame {
        private final String name;
        private final Map<String, FlameGraphFrame> callees = new TreeMap<>();
        private long samples;

        private FlameGraphFrame(String name) {
            this.name = name;
        }

        private int height() {
            return 1
                    + callees.values().stream()
                            .mapToInt(FlameGraphFrame::height)
                            .max()
                            .orElse(0);
        }
    }

    /** Returns the picture, as SVG. */
    private static String render(Path recording) {
        FlameGraph graph = new FlameGraph();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                if (stack != null && event.getEventType().getName().equals("jdk.ExecutionSample")) {
                    graph.add(names(stack.getFrames()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The recording " + recording + " cannot be read", e);
        }
        return graph.draw();
    }

    static void write(Path recording, Path picture) {
        try {
            Files.writeString(picture, render(recording));
        } catch (IOException e) {
            throw new UncheckedIOException("The flame graph cannot be written to " + picture, e);
        }
    }

    /** From the first method of ours on, outermost first; what runs without any is told as such. */
    private static List<String> names(List<RecordedFrame> frames) {
        List<String> names = new ArrayList<>();
        boolean within = false;
        for (RecordedFrame frame : frames.reversed()) {
            RecordedMethod method = frame.getMethod();
            String type = method.getType().getName();
            within |= type.startsWith(OWN_PACKAGE);
            if (!within || type.contains("$$")) {
                continue;
            }
            String name = type.startsWith(OWN_PACKAGE) ? methodName(type, method.getName()) : libraryName(type);
            if (names.isEmpty() || !names.getLast().equals(name)) {
                names.add(name);
            }
        }
        return names.isEmpty() ? List.of("the scheduler, the pool, starting") : names;
    }

    private static String methodName(String type, String method) {
        String simple = type.substring(type.lastIndexOf('.') + 1)
                .replaceAll("\\$\\d+", "")
                .replace('$', '.');
        return simple + "."
                + LAMBDA.matcher(method)
                        .replaceAll("$1")
                        .replace("<init>", "new")
                        .replace("<clinit>", "static");
    }

    private static String libraryName(String type) {
        return LIBRARIES.stream().filter(type::startsWith).findFirst().orElse("Java and others");
    }

    private void add(List<String> names) {
        root.samples++;
        FlameGraphFrame bar = root;
        for (String name : names) {
            bar = bar.callees.computeIfAbsent(name, FlameGraphFrame::new);
            bar.samples++;
        }
    }

    private String draw() {
        int height = root.height() * ROW + 2 * MARGIN;
        StringBuilder svg = new StringBuilder();
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" font-size="12">
                <title>Where the program's threads were, by %d samples</title>
                <style>rect{stroke:#fff;stroke-width:.6}text{fill:#1d1d1f}.ours{fill:#f2b880}.library{fill:#b9cfe4}
                @media (prefers-color-scheme:dark){rect{stroke:#111}text{fill:#f4f4f4}.ours{fill:#94561b}.library{fill:#33506c}}</style>
                """.formatted(WIDTH, height, root.samples));
        draw(svg, List.of(root), MARGIN, height - MARGIN - ROW);
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg, Collection<FlameGraphFrame> bars, double from, int y) {
        double x = from;
        for (FlameGraphFrame bar : bars) {
            double share = (double) bar.samples / root.samples;
            double width = share * (WIDTH - 2 * MARGIN);
            if (width >= MIN_WIDTH) {
                String kind = LIBRARIES.contains(bar.name) || bar.name.contains(" ") ? "library" : "ours";
                svg.append(String.format(
                        ROOT,
                        "<g><title>%s: %.1f%%</title><rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                        bar.name,
                        share * 100,
                        kind,
                        x,
                        y,
                        width,
                        ROW));
                String shown = shortened(bar.name, (int) ((width - 6) / CHARACTER_WIDTH));
                if (!shown.isEmpty()) {
                    svg.append(String.format(ROOT, "<text x=\"%.1f\" y=\"%d\">%s</text>", x + 4, y + 14, shown));
                }
                svg.append("</g>\n");
                draw(svg, bar.callees.values(), x, y - ROW);
            }
            x += width;
        }
    }

    private static String shortened(String name, int most) {
        if (name.length() <= most) {
            return name;
        }
        return most < 4 ? "" : name.substring(0, most - 1) + "…";
    }
}
