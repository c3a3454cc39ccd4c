package coop.plenum.api.access;

import java.util.UUID;

/** A set of users that can hold grants. */
public record Group(UUID id, String name, String title, long revision) {}
