package dev.tidings.bench.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A clock of a process that can be set while it runs: a preloaded library adds the offset in a mapped file. */
final class PreloadedClock {
    private final Path library;
    private final Path file;
    private final MappedByteBuffer buffer;

    private PreloadedClock(Path library, Path file, MappedByteBuffer buffer) {
        this.library = library;
        this.file = file;
        this.buffer = buffer;
    }

    /** @param library the result of {@link #compileLibrary} */
    static PreloadedClock of(Path library, Path file) throws IOException {
        Files.write(file, new byte[Long.BYTES]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer buffer = channel.map(MapMode.READ_WRITE, 0, Long.BYTES);
            buffer.order(ByteOrder.nativeOrder());
            return new PreloadedClock(library, file, buffer);
        }
    }

    /** Compiles the library. Returns null without a C compiler, and on systems other than Linux. */
    static @Nullable Path compileLibrary(Path folder) throws IOException {
        Path source = folder.resolve("clock.c");
        try (InputStream code = Objects.requireNonNull(PreloadedClock.class.getResourceAsStream("clock.c"))) {
            Files.write(source, code.readAllBytes());
        }
        Path library = folder.resolve("clock.so");
        try {
            int exitCode = new ProcessBuilder(
                            "cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
            return exitCode == 0 && System.getProperty("os.name").equals("Linux") ? library : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "CHAOS_CLOCK", file.toString());
    }

    /** Makes a program start with this clock: renames it and puts a script in its place. */
    void wrap(Path program) throws IOException {
        Path original = program.resolveSibling(program.getFileName() + ".program");
        Files.move(program, original);
        Files.writeString(program, """
                #!/bin/sh
                LD_PRELOAD='%s' CHAOS_CLOCK='%s' exec '%s' "$@"
                """.formatted(library, file, original));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Sets the offset from the system's time; negative for a clock that is behind. */
    void setOffset(Duration offset) {
        buffer.putLong(0, offset.toSeconds());
    }
}
