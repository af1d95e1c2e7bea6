package dev.tidings.audience;

import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.bulk.ImportTarget;
import dev.tidings.bulk.RowFields;
import dev.tidings.bulk.RowWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Imports user rows. */
final class UserImportTarget implements ImportTarget {
    private static final List<String> TEXT_COLUMNS =
            List.of("id", "email", "account_id", "opt_in_digest", "name", "time_zone", "locale", "plan");

    private final StagedUsers staged;
    private final String primary;
    private final ConsentSource source;
    private final boolean complete;
    private final UserRowValidator validator;

    /**
     * @param primary name of the digest whose opt-in is {@code users.opt_in_digest}
     * @param source {@code IMPORT} or {@code API}
     * @param complete whether every row must have the required columns; if not, only those of new users
     */
    UserImportTarget(StagedUsers staged, String primary, ConsentSource source, boolean complete) {
        this.staged = staged;
        this.primary = primary;
        this.source = source;
        this.complete = complete;
        validator = new UserRowValidator(complete);
    }

    @Override
    public String columnName(String name) {
        return RowFields.columnName(name, UserRowValidator.COLUMNS);
    }

    @Override
    public void checkHeader(List<String> columns) {
        RowFields.requireColumns(columns, UserRowValidator.COLUMNS, UserRowValidator.REQUIRED, "users");
    }

    @Override
    public ObjectNode check(ObjectNode row, Consumer<String> notes) {
        return validator.check(row, notes);
    }

    @Override
    public String key(ObjectNode row) {
        return row.path("id").stringValue();
    }

    @Override
    public String createStaging() {
        return StagedUsers.CREATE;
    }

    @Override
    public String copyStaging() {
        return StagedUsers.COPY;
    }

    @Override
    public List<@Nullable String> columns(ObjectNode row) {
        List<@Nullable String> columns = new ArrayList<>();
        columns.add("{" + String.join(",", row.propertyNames()) + "}");
        for (String name : TEXT_COLUMNS) {
            columns.add(row.path(name).asString(null));
        }
        columns.add(row.path("profile").isObject() ? row.path("profile").toString() : null);
        return columns;
    }

    @Override
    public StoreResult store() {
        List<RowWarning> incomplete = complete ? List.of() : staged.rejectIncomplete();
        staged.upsert(source);
        staged.updateOptIns(primary, source);
        if (source.isOperators()) {
            staged.recordConfirmedOptOuts(source);
        }
        return new StoreResult(incomplete, staged.ignoredOptIns(source));
    }
}
