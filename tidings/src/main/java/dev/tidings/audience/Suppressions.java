package dev.tidings.audience;

import dev.tidings.audience.Suppression.SuppressionReason;
import dev.tidings.core.EmailAddress;
import dev.tidings.database.EnumColumn;
import dev.tidings.database.Timestamps;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of table {@code suppression}: addresses that must not be mailed, regardless of opt-ins. */
@Repository
public class Suppressions {
    private final JdbcClient jdbc;

    public Suppressions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Does nothing if the address is already suppressed. */
    public void add(EmailAddress address, SuppressionReason reason, @Nullable String note) {
        jdbc.sql("""
                insert into suppression (address, reason, note) values (:address, :reason, :note)
                on conflict (address) do nothing""")
                .param("address", address.normalized())
                .param("reason", reason.columnValue())
                .param("note", note)
                .update();
    }

    /** Mails these addresses again if nothing but a bounce suppresses them. */
    public void removeBounces(List<EmailAddress> addresses) {
        jdbc.sql("delete from suppression where address = any (:addresses::text[]) and reason = :reason")
                .param(
                        "addresses",
                        addresses.stream().map(EmailAddress::normalized).toArray(String[]::new))
                .param("reason", SuppressionReason.BOUNCE.columnValue())
                .update();
    }

    public boolean contains(EmailAddress address) {
        return jdbc.sql("select exists (select from suppression where address = :address)")
                .param("address", address.normalized())
                .query(Boolean.class)
                .single();
    }

    /**
     * A page in alphabetical order.
     *
     * @param afterAddress the last address of the previous page; null for the first page
     */
    public List<Suppression> list(@Nullable String afterAddress, int limit) {
        return jdbc.sql("""
                select address, reason, note, created_at
                from suppression
                where address > :after
                order by address
                limit :limit""")
                .param("after", afterAddress == null ? "" : afterAddress)
                .param("limit", limit)
                .query((row, number) -> new Suppression(
                        row.getString("address"),
                        EnumColumn.read(row, "reason", SuppressionReason.MANUAL),
                        row.getString("note"),
                        Timestamps.read(row, "created_at")))
                .list();
    }
}
