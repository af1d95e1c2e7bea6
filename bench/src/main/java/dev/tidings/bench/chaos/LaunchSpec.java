package dev.tidings.bench.chaos;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a node is started: an unpacked jar, and JVM flags. An AOT cache (JEP 514) halves the start time.
 *
 * @param jar the argument of {@code java -jar}
 * @param flags additional JVM flags
 */
record LaunchSpec(Path jar, List<String> flags) {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    static LaunchSpec of(Path packaged) {
        return new LaunchSpec(packaged, List.of());
    }

    /** Unpacks the jar below the given folder, unless an earlier run has done so. */
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

    /** With an AOT cache (JEP 514). Starts the given node once to write it, unless an earlier run has done so. */
    LaunchSpec withAotCache(NodeProcess trainee) throws InterruptedException {
        Path cache = jar.resolveSibling("node.aot");
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
                throw new TestbedException("the jar cannot be unpacked: exit code " + exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
