package dev.tidings.bench;

/**
 * The machine of a measurement.
 *
 * @param memoryGib the memory of the machine in GiB
 */
record Machine(int cores, long memoryGib, String system, String java, String postgresql) {
    private static final long GIB = 1L << 30;

    static Machine current(String postgresql) {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                Math.round((double) ProcessUsage.machineMemoryBytes() / GIB),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.version().toString(),
                postgresql);
    }
}
