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

/** Reads the CPU time and memory that processes have used. */
final class ProcessUsage {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final int KIB = 1024;

    /** The value of USER_HZ on every Linux that Java supports. */
    private static final double TICKS_PER_SECOND = 100;

    private ProcessUsage() {}

    /** Seconds since this process's start. */
    static double uptimeSeconds() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    }

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

    /** The peak resident set of this process in bytes; null if the system does not report it. */
    static @Nullable Long ownPeakMemoryBytes() {
        if (!Files.exists(STATUS)) {
            return null;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the peak memory", e);
        }
    }

    /** CPU seconds of this process's compiler threads since its start; zero if the system does not report it. */
    static double ownCompilerCpuSeconds() {
        if (!Files.exists(THREADS)) {
            return 0;
        }
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.mapToLong(ProcessUsage::compilerTicks).sum() / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the CPU time of threads", e);
        }
    }

    /** The thread's user and system time (proc(5), fields 14 and 15) if it compiles. */
    private static long compilerTicks(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            int name = stat.lastIndexOf(')');
            if (!stat.substring(0, name).contains("CompilerThre")) {
                return 0;
            }
            String[] fields = stat.substring(name + 2).split(" ", -1);
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        } catch (IOException e) {
            // The thread has ended.
            return 0;
        }
    }

    /** Bytes that a process has read, sockets included; zero if the system does not report it. */
    static long bytesRead(long process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process), "io"))) {
            return lines.filter(line -> line.startsWith("rchar:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Bytes of memory of the machine. */
    static long machineMemoryBytes() {
        return machine().getTotalMemorySize();
    }

    private static OperatingSystemMXBean machine() {
        return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }
}
