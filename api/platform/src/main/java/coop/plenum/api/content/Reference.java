package coop.plenum.api.content;

import java.util.UUID;

/**
 * A reference from one item to another.
 *
 * @param sourceType and {@code sourceTitle} describe the item that refers
 */
public record Reference(UUID source, String sourceType, String sourceTitle, String field, UUID target) {}
