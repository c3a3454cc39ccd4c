package coop.plenum.api.provider;

import java.util.List;
import java.util.Set;

/**
 * A kind of remote resource.
 *
 * @param contentType name of the content type, declared by the module in {@code PLENUM-INF/types}
 * @param identity fields by which a resource is found again when its external id is not known
 */
public record ResourceType(String contentType, Set<String> traits, List<String> identity, int schemaVersion) {
    public ResourceType {
        traits = Set.copyOf(traits);
        identity = List.copyOf(identity);
    }
}
