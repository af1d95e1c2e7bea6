package dev.tidings.bench.chaos;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the program is started: from its packaged jar, unpacked, with what the virtual machine has learned from one start
 * before (JEP 514), which halves what a start costs.
 *
 * @param jar what {@code java -jar} gets, and what flags it gets
 */
record LaunchSpec(Path jar, List<String> flags) {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    /** As it was packaged. */
    static LaunchSpec of(Path packaged) {
        return new LaunchSpec(packaged, List.of());
    }

    /** Unpacks it, unless that was done before. */
    static LaunchSpec extracted(Path packaged, Path parent) throws IOException {
        Path folder = parent.resolve(
                "program-" + Files.getLastModifiedTime(packaged).toMillis() + "-" + Files.size(packaged));
        Path jar = folder.resolve(packaged.getFileName());
        if (!Files.exists(jar)) {
            run(List.of(
                    javaExecutable(),
                    "-Djarmode=tools",
                    "-jar",
                    packaged.toString(),
                    "extract",
                    "--destination",
                    folder.toString()));
        }
        return of(jar);
    }

    /** With what one start teaches; a node of the given environment is started for it, unless that was done before. */
    LaunchSpec withAotCache(NodeProcess trainee) throws InterruptedException {
        Path cache = jar.resolveSibling("learned.aot");
        if (!Files.exists(cache)) {
            trainee.start(new LaunchSpec(jar, List.of("-XX:AOTCacheOutput=" + cache)));
            long end = System.nanoTime() + START_TIMEOUT.toNanos();
            while (!trainee.isReady() && System.nanoTime() < end) {
                Thread.sleep(Duration.ofMillis(200));
            }
            trainee.terminate();
        }
        return Files.exists(cache) ? new LaunchSpec(jar, List.of("-XX:AOTCache=" + cache)) : this;
    }

    static String javaExecutable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static void run(List<String> command) throws IOException {
        try {
            int exitCode = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new TestbedException("the program cannot be unpacked: exit code " + exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
