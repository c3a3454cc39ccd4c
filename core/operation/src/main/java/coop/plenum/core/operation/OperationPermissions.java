package coop.plenum.core.operation;

import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import java.util.List;

/** What one may be permitted to do with operations. */
final class OperationPermissions {
    static final String VIEW = "operation.view";
    static final String CANCEL = "operation.cancel";
    static final String RETRY = "operation.retry";

    private OperationPermissions() {}

    static void declare(Permissions permissions) {
        permissions.declare(
                "core.operation",
                List.of(
                        new Permission(VIEW, "View operations", false, "core"),
                        new Permission(CANCEL, "Cancel operations", false, "core"),
                        new Permission(RETRY, "Retry operations", false, "core")));
    }
}
