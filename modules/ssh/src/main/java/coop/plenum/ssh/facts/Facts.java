package coop.plenum.ssh.facts;

import coop.plenum.api.Values;
import java.util.Optional;

/**
 * What a host told.
 *
 * @param hostname what it calls itself
 * @param values of the content type
 * @param uptime in its own words, which change with each look and so are no value
 */
public record Facts(Optional<String> hostname, Values values, Optional<String> uptime) {}
