package coop.plenum.core.audit;

import coop.plenum.api.PlenumException;

/** The log must not be continued: its database is not the one that was signed. Lasts until a person has looked at it. */
final class LogRefusal extends PlenumException {
    private static final long serialVersionUID = 1L;

    LogRefusal(String message) {
        super(Category.UNAVAILABLE, "audit-unavailable", "The audit log is closed for writing: " + message);
    }

    LogRefusal(String message, Throwable cause) {
        super(Category.UNAVAILABLE, "audit-unavailable", "The audit log is closed for writing: " + message, cause);
    }
}
