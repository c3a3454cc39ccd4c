package coop.plenum.api.provider;

import coop.plenum.api.Values;
import java.util.Map;

/**
 * A resource as the remote system has it now.
 *
 * @param externalId stable for the resource's life
 * @param values observed and both-way fields of the content type; unknown ones left out. A reference to another resource
 *     of the connection: {@code external:<type>:<externalId>}
 */
public record ResourceState(String externalId, String title, Map<String, String> labels, Values values) {
    public ResourceState {
        labels = Map.copyOf(labels);
    }
}
