package coop.plenum.baremetal;

import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Actions.Action;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A step of a machine's life: to which stage, and what has to be said. */
enum Transition {
    ENROLL("enroll", "Enroll", "Takes charge of the machine. Contacts nobody.", Lifecycle.ENROLLED, "", false),
    INSPECT(
            "inspect",
            "Inspect",
            "Reads all that the machine is made of and records it, with what has changed since the last inspection. "
                    + "Changes nothing.",
            Lifecycle.INSPECTED,
            "",
            false),
    MAKE_AVAILABLE(
            "make-available",
            "Make available",
            "Says that it may be taken into use. Refused while its health is critical.",
            Lifecycle.AVAILABLE,
            "",
            false),
    TAKE_INTO_USE(
            "take-into-use",
            "Take into use",
            "Says that somebody uses it now. Neither boots nor installs anything.",
            Lifecycle.IN_USE,
            "Who or what uses it.",
            false),
    RELEASE(
            "release",
            "Release",
            "Says that nobody uses it any more. It keeps running and its drives keep what is on them; it has to be made "
                    + "available again.",
            Lifecycle.INSPECTED,
            "Why, and what is left on it.",
            true),
    RETIRE(
            "retire",
            "Retire",
            "Takes it out of service: from then on it can only be looked at. It keeps running and its drives keep what is "
                    + "on them.",
            Lifecycle.RETIRED,
            "Why.",
            true);

    final String action;
    final Lifecycle to;
    private final String title;
    private final String description;
    private final String note;
    private final boolean disruptive;

    Transition(String action, String title, String description, Lifecycle to, String note, boolean disruptive) {
        this.action = action;
        this.title = title;
        this.description = description;
        this.to = to;
        this.note = note;
        this.disruptive = disruptive;
    }

    static Optional<Transition> of(String action) {
        return Arrays.stream(values())
                .filter(transition -> transition.action.equals(action))
                .findFirst();
    }

    Action action() {
        List<Field> parameters = note.isEmpty()
                ? List.of()
                : List.of(Field.of("note", FieldType.STRING, "Note")
                        .flags(Flag.REQUIRED)
                        .help(note));
        return new Action(action, title, description, parameters, disruptive);
    }

    private Set<Lifecycle> from() {
        return switch (this) {
            case ENROLL -> EnumSet.of(Lifecycle.UNKNOWN, Lifecycle.RETIRED);
            case INSPECT -> EnumSet.of(Lifecycle.ENROLLED, Lifecycle.INSPECTED, Lifecycle.AVAILABLE, Lifecycle.IN_USE);
            case MAKE_AVAILABLE -> EnumSet.of(Lifecycle.INSPECTED);
            case TAKE_INTO_USE -> EnumSet.of(Lifecycle.AVAILABLE);
            case RELEASE -> EnumSet.of(Lifecycle.IN_USE);
            case RETIRE -> EnumSet.of(Lifecycle.ENROLLED, Lifecycle.INSPECTED, Lifecycle.AVAILABLE);
        };
    }

    /** Why it cannot be done from a stage; empty when it can. */
    Optional<String> refusal(Lifecycle now) {
        Set<Lifecycle> from = from();
        if (from.contains(now)) {
            return Optional.empty();
        }
        if (this == RETIRE && now == Lifecycle.IN_USE) {
            return Optional.of("The machine is in use. Release it first.");
        }
        return Optional.of("The machine is " + now + "; this is for one that is "
                + String.join(" or ", from.stream().map(Lifecycle::toString).toList()) + ".");
    }
}
