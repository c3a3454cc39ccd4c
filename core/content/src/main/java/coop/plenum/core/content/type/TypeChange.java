package coop.plenum.core.content.type;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands against turning a type into another: each way in which values would be lost or change their meaning. */
final class TypeChange {
    private final TypeTable before;
    private final List<Violation> problems = new ArrayList<>();

    private TypeChange(TypeTable before) {
        this.before = before;
    }

    static List<Violation> problems(Sql sql, TypeTable before, ContentType after) throws SQLException {
        TypeChange change = new TypeChange(before);
        for (int i = 0; i < after.fields().size(); i++) {
            FieldColumn column = before.column(after.fields().get(i).name()).orElse(null);
            if (column != null) {
                change.check(sql, "/fields/" + i, column, after.fields().get(i));
            }
        }
        return change.problems;
    }

    private void check(Sql sql, String at, FieldColumn old, Field now) throws SQLException {
        String which = "\"" + now.name() + "\" ";
        if (old.field().type() != now.type()) {
            refuse(
                    at + "/type",
                    which + "was of another type. Add a field with another name, move the values, then"
                            + " remove this one.");
            return;
        }
        if (old.multiple() != now.is(Field.Flag.MULTIPLE)) {
            refuse(
                    at + "/flags",
                    which + "cannot change between one and several values. Add a field with another name.");
            return;
        }
        if (!old.field().unit().equals(now.unit())) {
            refuse(at + "/unit", which + "is kept in " + old.field().unit() + "; values would change their meaning.");
        }
        if (now.type() == FieldType.ENUM
                && !now.options().containsAll(old.field().options())) {
            String gone = used(sql, old, now.options());
            if (gone != null) {
                refuse(at + "/options", which + "still has the value \"" + gone + "\" in some items.");
            }
        }
    }

    private @Nullable String used(Sql sql, FieldColumn column, List<String> options) throws SQLException {
        String marks = String.join(", ", Collections.nCopies(options.size(), "?"));
        List<@Nullable Object> arguments = new ArrayList<>();
        String from;
        if (column.multiple()) {
            from = "SELECT element FROM " + before.elements() + " WHERE field = ? AND element NOT IN (" + marks + ")";
            arguments.add(column.field().name());
        } else {
            from = "SELECT " + column.name() + " FROM " + before.name() + " WHERE " + column.name() + " NOT IN ("
                    + marks + ")";
        }
        arguments.addAll(options);
        return sql.one(from + " FETCH FIRST 1 ROWS ONLY", row -> row.text(1), arguments.toArray())
                .orElse(null);
    }

    private void refuse(String at, String message) {
        problems.add(new Violation(at, "incompatible-change", message));
    }
}
