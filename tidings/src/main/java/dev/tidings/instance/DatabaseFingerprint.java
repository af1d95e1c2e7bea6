package dev.tidings.instance;

import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a database from one restored or copied from it.
 *
 * @param cluster the server's {@code system_identifier}: the same on a standby and on a copy of the files; empty if
 *     the user may not read it
 * @param database the database's {@code oid}: a different one after {@code create database}
 * @param relation the {@code oid} of a table: a different one after the tables were restored
 */
record DatabaseFingerprint(String cluster, long database, long relation) {

    /** Returns the difference from another fingerprint in words; null if there is none. */
    @Nullable
    String differenceFrom(DatabaseFingerprint other) {
        if (!cluster.equals(other.cluster)) {
            return "it is on another PostgreSQL server";
        }
        if (database != other.database) {
            return "it is another database on the same PostgreSQL server";
        }
        return relation == other.relation ? null : "its tables were created anew";
    }
}
