package coop.plenum.infrastructure.change;

import coop.plenum.api.provider.Change;
import java.util.Locale;

/** What a change does to its resource. */
public enum ChangeKind {
    CREATE("create"),
    UPDATE("edit"),
    DELETE("delete"),
    /** A day-2 action, such as a reboot. */
    ACT("act"),
    /** Several of them, each to a resource of its own. */
    SET("edit");

    private final String verb;

    ChangeKind(String verb) {
        this.verb = verb;
    }

    static ChangeKind named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The verb of the permission it takes, besides {@code publish}. */
    String verb() {
        return verb;
    }

    /** As providers know it; they take actions in another way. */
    Change.Kind forProvider() {
        return Change.Kind.valueOf(name());
    }
}
