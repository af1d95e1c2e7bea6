package dev.tidings.digest;

/** The values from which a check warns or is critical. A higher value is worse. */
public record Thresholds<T extends Comparable<T>>(T warning, T critical) {}
