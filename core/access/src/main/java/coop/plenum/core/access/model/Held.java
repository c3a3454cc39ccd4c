package coop.plenum.core.access.model;

import coop.plenum.api.access.Role;
import java.util.Optional;
import java.util.UUID;

/**
 * A role that a subject holds in a space and below.
 *
 * @param grant empty for what modules hold without one
 * @param holder in words: {@code group staff}
 */
public record Held(Optional<UUID> grant, String holder, Role role, PermissionSet permissions, UUID space) {}
