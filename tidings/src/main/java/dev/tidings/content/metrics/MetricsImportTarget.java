package dev.tidings.content.metrics;

import dev.tidings.audience.NewUser;
import dev.tidings.audience.Users;
import dev.tidings.bulk.RowRefused;
import dev.tidings.bulk.RowWarning;
import dev.tidings.bulk.WholeImportTarget;
import dev.tidings.content.metrics.MetricsMapping.UserCreation;
import dev.tidings.core.EmailAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Imports metrics rows. */
final class MetricsImportTarget implements WholeImportTarget {
    private final StagedMetrics staged;
    private final Users users;
    private final MetricsRowFormat rowFormat;
    private final @Nullable UserCreation creation;

    /** @param creation how to create users that do not exist, or null to create none */
    MetricsImportTarget(
            StagedMetrics staged, Users users, MetricsRowFormat rowFormat, @Nullable UserCreation creation) {
        this.staged = staged;
        this.users = users;
        this.rowFormat = rowFormat;
        this.creation = creation;
    }

    @Override
    public String columnName(String name) {
        return rowFormat.columnName(name);
    }

    @Override
    public void checkHeader(List<String> columns) {
        rowFormat.checkHeader(columns);
    }

    @Override
    public ObjectNode check(ObjectNode row, Consumer<String> note) {
        ObjectNode checked = MetricsRowValidator.check(rowFormat.toMetricsRow(row));
        if (creation != null
                && !EmailAddress.isValid(
                        address(checked.path(MetricsRowValidator.USER_ID).asString(), creation))) {
            throw new RowRefused(creation.column() + " does not make a valid email address");
        }
        return checked;
    }

    @Override
    public String key(ObjectNode checked) {
        return String.join(
                "\n",
                checked.path("account_id").asString(""),
                checked.path("email").asString(""),
                checked.path("metric_date").stringValue(),
                checked.path("source_name").stringValue());
    }

    @Override
    public String createStaging() {
        return StagedMetrics.CREATE;
    }

    @Override
    public String copyStaging() {
        return StagedMetrics.COPY;
    }

    @Override
    public List<@Nullable String> columns(ObjectNode checked) {
        List<@Nullable String> columns = new ArrayList<>();
        for (String name : List.of("account_id", "email", MetricsRowValidator.USER_ID, "metric_date", "source_name")) {
            columns.add(checked.path(name).asString(null));
        }
        columns.add(checked.path("data").toString());
        return columns;
    }

    @Override
    public StoreResult store() {
        List<RowWarning> rejected = staged.resolveEmails();
        if (creation != null) {
            users.createMissing(
                    staged.users().stream().map(user -> newUser(user, creation)).toList());
        }
        staged.upsert();
        return new StoreResult(rejected, List.of());
    }

    @Override
    public String createGathered() {
        return StagedMetrics.CREATE_GATHERED;
    }

    @Override
    public StoreResult gather() {
        List<RowWarning> rejected = staged.resolveEmails();
        staged.gather();
        return new StoreResult(rejected, List.of());
    }

    @Override
    public void storeGathered() {
        if (creation != null) {
            createUsers(creation);
        }
        staged.upsertGathered();
    }

    private void createUsers(UserCreation users) {
        List<StagedMetrics.MetricsUser> page = staged.gatheredUsersAfter("");
        while (!page.isEmpty()) {
            this.users.createMissing(
                    page.stream().map(user -> newUser(user, users)).toList());
            page = staged.gatheredUsersAfter(page.getLast().userId());
        }
    }

    private static NewUser newUser(StagedMetrics.MetricsUser user, UserCreation creation) {
        return new NewUser(
                user.userId(),
                address(user.userId(), creation),
                user.accountId(),
                creation.timeZone() == null ? null : creation.timeZone().getId(),
                creation.optIn());
    }

    private static String address(String userId, UserCreation creation) {
        return userId + "@" + creation.emailDomain();
    }
}
