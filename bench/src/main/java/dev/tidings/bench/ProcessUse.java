package dev.tidings.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What processes have used of the machine. */
final class ProcessUse {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int KIB = 1024;

    private ProcessUse() {}

    /** CPU seconds of this process since its start, all threads together, compiler and garbage collector included. */
    static double ownCpuSeconds() {
        return machine().getProcessCpuTime() / 1e9;
    }

    /** CPU seconds of the live processes since their start. */
    static double cpuSeconds(Stream<ProcessHandle> processes) {
        return processes
                        .flatMap(process -> process.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1e3;
    }

    /** The most memory, in bytes, that this process ever held (resident set); null where the system does not tell. */
    static @Nullable Long ownPeakMemory() {
        if (!Files.exists(STATUS)) {
            return null;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException("The system does not tell how much memory was used", e);
        }
    }

    /** Bytes of memory of the machine. */
    static long machineMemory() {
        return machine().getTotalMemorySize();
    }

    private static OperatingSystemMXBean machine() {
        return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }
}
