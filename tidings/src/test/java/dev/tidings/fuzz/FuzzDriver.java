package dev.tidings.fuzz;

import java.util.ArrayList;
import java.util.List;

/** What Jazzer calls with each input. Its first byte chooses the target, unless {@value #TARGET} names one. */
public final class FuzzDriver {
    static final String TARGET = "tidings.fuzz.target";

    private static final List<FuzzTarget> TARGETS = new ArrayList<>();

    private FuzzDriver() {}

    /** Jazzer's name for the method that runs before the first input. */
    public static void fuzzerInitialize() {
        String named = System.getProperty(TARGET, "");
        List<String> names = named.isEmpty() ? FuzzTargets.names() : List.of(named);
        names.forEach(name -> TARGETS.add(FuzzTargets.named(name)));
    }

    /** Jazzer's name for the method that reads one input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TARGETS.get(FuzzTarget.variant(input, TARGETS.size())).read(FuzzTarget.rest(input));
    }
}
