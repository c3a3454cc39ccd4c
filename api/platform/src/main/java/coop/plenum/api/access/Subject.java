package coop.plenum.api.access;

import java.util.UUID;

/**
 * Someone or something that acts and holds grants.
 *
 * @param name the login, module or token name as it was at the time
 */
public record Subject(Kind kind, UUID id, String name) {
    /** What a subject is. */
    public enum Kind {
        USER,
        GROUP,
        MODULE,
        /** The platform itself: migrations, schedules, recovery. Holds every permission. */
        SYSTEM
    }

    /** The platform itself. */
    public static final Subject SYSTEM = new Subject(Kind.SYSTEM, new UUID(0, 0), "system");
}
