package dev.tidings.content.metrics;

import dev.tidings.audience.NewUser;
import dev.tidings.audience.Users;
import dev.tidings.bulk.ImportTarget;
import dev.tidings.bulk.RowRefused;
import dev.tidings.bulk.RowWarning;
import dev.tidings.content.metrics.MetricsMapping.UserCreation;
import dev.tidings.core.EmailAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Metrics lines on their way into the database. */
final class MetricsImportTarget implements ImportTarget {
    private final StagedMetrics staged;
    private final Users users;
    private final MetricsRowFormat rowFormat;
    private final @Nullable UserCreation creation;

    /** @param creation how to create the lines' users where there are none, or null */
    MetricsImportTarget(StagedMetrics staged, Users users, MetricsRowFormat shape, @Nullable UserCreation creation) {
        this.staged = staged;
        this.users = users;
        this.rowFormat = shape;
        this.creation = creation;
    }

    @Override
    public void checkHeader(List<String> columns) {
        rowFormat.checkHeader(columns);
    }

    @Override
    public ObjectNode check(ObjectNode row, Consumer<String> note) {
        ObjectNode line = MetricsRowValidator.check(rowFormat.toMetricsRow(row));
        if (creation != null
                && !EmailAddress.isValid(
                        address(line.path(MetricsRowValidator.USER_ID).asString(), creation))) {
            throw new RowRefused(creation.column() + " makes no email address");
        }
        return line;
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
        List<RowWarning> homeless = staged.resolveEmails();
        if (creation != null) {
            users.createMissing(staged.users().stream()
                    .map(person -> newUser(person, creation))
                    .toList());
        }
        staged.upsert();
        return new StoreResult(homeless, List.of());
    }

    private static NewUser newUser(StagedMetrics.MetricsUser person, UserCreation creation) {
        return new NewUser(
                person.userId(),
                address(person.userId(), creation),
                person.accountId(),
                creation.timeZone() == null ? null : creation.timeZone().getId(),
                creation.optIn());
    }

    private static String address(String userId, UserCreation creation) {
        return userId + "@" + creation.emailDomain();
    }
}
