package coop.plenum.api.provider;

import coop.plenum.api.Values;
import java.util.Optional;
import java.util.UUID;

/**
 * Which resource is meant.
 *
 * @param item the item in Plenum; the same for each attempt under one idempotency key
 * @param externalId empty when it is not known (a create whose answer was lost): find it by identity
 * @param known the values known so far
 */
public record ResourceRef(UUID item, Optional<String> externalId, String title, Values known) {}
