package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.Fault.FaultKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which faults a test bed can inject.
 *
 * @param fillableDisk whether the database is on a disk that can be filled
 * @param settableClocks whether clocks can be set
 * @param previousRelease whether a node is of another release
 */
record FaultSupport(boolean fillableDisk, boolean settableClocks, boolean previousRelease) {
    /** Returns the requested faults that are supported. */
    List<FaultKind> supported(Collection<FaultKind> requested) {
        return Stream.of(FaultKind.values())
                .filter(requested::contains)
                .filter(kind -> !unsupported().containsKey(kind.cliName()))
                .toList();
    }

    /** Returns the reason why a fault is unsupported, by the fault's name. */
    Map<String, String> unsupported() {
        Map<String, String> unsupported = new TreeMap<>();
        if (!fillableDisk) {
            unsupported.put(FaultKind.DISK_FULL.cliName(), "this process may not mount a file system");
        }
        if (!settableClocks) {
            unsupported.put(FaultKind.CLOCK_STEPPED.cliName(), "needs Linux and a C compiler (cc)");
            unsupported.put(FaultKind.DATABASE_CLOCK_STEPPED.cliName(), "needs Linux and a C compiler (cc)");
        }
        if (!previousRelease) {
            unsupported.put("previous-release", "needs --previous JAR");
        }
        return unsupported;
    }
}
