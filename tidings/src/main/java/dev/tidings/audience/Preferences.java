package dev.tidings.audience;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What users answered, digest by digest.
 *
 * <p>An answer of its own decides for a digest; without one, {@code users.opt_in_digest} does. The primary digest's answer
 * is kept in that column, so before it changes, every other digest that has relied on it gets the old answer for its
 * own: leaving one digest leaves no other, and joining one joins no other.
 */
@Repository
public class Preferences {
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final DigestCatalog catalog;

    public Preferences(JdbcClient jdbc, TransactionTemplate transactions, DigestCatalog catalog) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.catalog = catalog;
    }

    /** How an answer reached us, as {@code consent.source} keeps it. */
    public enum ConsentSource {
        IMPORT,
        API,
        PREFERENCES,
        LINK,
        ONE_CLICK,
        UNDO,
        CONSOLE;

        boolean isProduct() {
            return this == IMPORT || this == API;
        }

        String columnValue() {
            return name().toLowerCase(Locale.ROOT);
        }

        static ConsentSource ofColumn(String column) {
            return valueOf(column.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether the user wants the digest; false for an unknown user. */
    public boolean optedIn(String userId, Digest digest) {
        return optedIn(userId, digest.name());
    }

    private boolean optedIn(String userId, String digest) {
        return jdbc.sql("""
                select coalesce(p.opt_in, u.opt_in_digest)
                from users u
                left join digest_preference p on p.user_id = u.id and p.digest = :digest
                where u.id = :user""")
                .param("user", userId)
                .param("digest", digest)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** What the user answered, the newest first. */
    public List<ConsentRecord> listConsent(String userId, int limit) {
        return jdbc.sql("""
                select digest, opt_in, source, recorded_at
                from consent
                where user_id = :user
                order by recorded_at desc, id desc
                limit :limit""")
                .param("user", userId)
                .param("limit", limit)
                .query((row, number) -> new ConsentRecord(
                        row.getString("digest"),
                        row.getBoolean("opt_in"),
                        ConsentSource.ofColumn(row.getString("source")),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * Takes an answer and keeps a record of it. An answer that already holds changes nothing, and is recorded only where
     * it is the user's own word for what was the product's.
     *
     * @return whether it changed something; false for an unknown user
     */
    public boolean setOptIn(String userId, Digest digest, boolean optIn, ConsentSource how) {
        return setOptIn(userId, digest.name(), optIn, how);
    }

    /** Takes an answer about a digest that may not be configured any more. */
    public boolean setOptIn(String userId, String digest, boolean optIn, ConsentSource how) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            Optional<Boolean> general = lockUser(userId);
            boolean changes = optedIn(userId, digest) != optIn;
            if (general.isEmpty() || (!changes && !isFirstOwnStatement(userId, digest, optIn, how))) {
                return false;
            }
            if (!digest.equals(catalog.primary().name())) {
                upsertPreference(userId, digest, optIn);
            } else if (changes) {
                copyGeneralOptIn(userId, digest, general.get());
                updateGeneralOptIn(userId, digest, optIn);
            }
            recordConsent(userId, digest, optIn, how);
            return changes;
        }));
    }

    /** Whether a user says now what so far only the product said of them: from then on it is the user's own word. */
    private boolean isFirstOwnStatement(String userId, String digest, boolean optIn, ConsentSource how) {
        return !how.isProduct()
                && jdbc.sql("""
                        select opt_in from consent
                        where user_id = :user and digest = :digest and source not in ('import', 'api')
                        order by id desc
                        limit 1""")
                        .param("user", userId)
                        .param("digest", digest)
                        .query(Boolean.class)
                        .optional()
                        .map(last -> last != optIn)
                        .orElse(!optIn);
    }

    private Optional<Boolean> lockUser(String userId) {
        return jdbc.sql("select opt_in_digest from users where id = :user for no key update")
                .param("user", userId)
                .query(Boolean.class)
                .optional();
    }

    private void copyGeneralOptIn(String userId, String primary, boolean general) {
        jdbc.sql("""
                insert into digest_preference (user_id, digest, opt_in)
                select :user, digest, :general from unnest(:others::text[]) as other (digest)
                on conflict do nothing""")
                .param("user", userId)
                .param("general", general)
                .param(
                        "others",
                        catalog.all().stream()
                                .map(Digest::name)
                                .filter(name -> !name.equals(primary))
                                .toArray(String[]::new))
                .update();
    }

    /** An answer of the primary's own is left only by a configuration in which another digest was the primary. */
    private void updateGeneralOptIn(String userId, String primary, boolean optIn) {
        jdbc.sql("update users set opt_in_digest = :optIn, updated_at = now() where id = :user")
                .param("user", userId)
                .param("optIn", optIn)
                .update();
        jdbc.sql("delete from digest_preference where user_id = :user and digest = :digest")
                .param("user", userId)
                .param("digest", primary)
                .update();
    }

    private void upsertPreference(String userId, String digest, boolean optIn) {
        jdbc.sql("""
                insert into digest_preference (user_id, digest, opt_in) values (:user, :digest, :optIn)
                on conflict (user_id, digest) do update set opt_in = excluded.opt_in, changed_at = now()""")
                .param("user", userId)
                .param("digest", digest)
                .param("optIn", optIn)
                .update();
    }

    private void recordConsent(String userId, String digest, boolean optIn, ConsentSource how) {
        jdbc.sql("insert into consent (user_id, digest, opt_in, source) values (:user, :digest, :optIn, :how)")
                .param("user", userId)
                .param("digest", digest)
                .param("optIn", optIn)
                .param("how", how.columnValue())
                .update();
    }
}
