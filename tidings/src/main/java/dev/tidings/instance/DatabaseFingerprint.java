package dev.tidings.instance;

import org.jspecify.annotations.Nullable;

/**
 * By what a database can be told from one that was restored from it.
 *
 * @param cluster the server's {@code system_identifier}: the same on a standby and on a copy of the files; empty where the
 *     user may not ask for it
 * @param database its {@code oid}: another one after {@code create database}
 * @param relation the oid of a table in it: another one after the tables were restored
 */
record DatabaseFingerprint(String cluster, long database, long relation) {

    /** What differs from another, in words; null if nothing does. */
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
