package dev.tidings.opportunities;

/** Two reports by their ids, in no particular order. */
record ReportPair(String first, String second) {
    /** The pair with the lower id first, as the database stores it. */
    static ReportPair ordered(String id, String other) {
        return id.compareTo(other) < 0 ? new ReportPair(id, other) : new ReportPair(other, id);
    }
}
