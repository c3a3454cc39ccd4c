package coop.plenum.api.access;

import java.time.Instant;
import java.util.UUID;

/** A subject holds a role in a space and all spaces below it. */
public record Grant(UUID id, Subject subject, UUID role, UUID space, Subject grantedBy, Instant grantedAt) {}
