package coop.plenum.baremetal.bmc;

import coop.plenum.api.Values;

/**
 * A part of a machine or of a controller.
 *
 * @param system whose part it is, as in {@link Machine#system}; empty for a controller's
 * @param id stable at its owner
 * @param values by the names of the content type's fields
 */
public record Part(PartKind kind, String system, String id, String name, Values values) {}
