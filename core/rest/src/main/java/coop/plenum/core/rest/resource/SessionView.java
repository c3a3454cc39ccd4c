package coop.plenum.core.rest.resource;

import coop.plenum.api.access.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who is signed in.
 *
 * @param csrfToken to be sent back as X-CSRF-Token with every change; empty for API tokens
 * @param permissions those held in at least one space
 */
record SessionView(Subject subject, Optional<String> csrfToken, Instant expiresAt, List<String> permissions) {}
