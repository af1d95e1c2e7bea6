package dev.tidings.digest;

/** From which values on a check warns or is critical; the higher, the worse. */
public record Thresholds<T extends Comparable<T>>(T warning, T critical) {}
