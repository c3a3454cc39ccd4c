package coop.plenum.api.provider;

import coop.plenum.api.content.Field;
import java.util.List;

/**
 * What a provider is.
 *
 * @param name short and unique, such as {@code openstack}
 * @param connectionFields of the connection form; fields of type SECRET hold credentials
 * @param leastPrivilege in Markdown: the rights the credentials need, ready to be followed
 * @param resourceTypes names of the content types it manages
 */
public record ProviderDescription(
        String name,
        String title,
        String description,
        List<Field> connectionFields,
        List<String> resourceTypes,
        String leastPrivilege) {
    public ProviderDescription {
        connectionFields = List.copyOf(connectionFields);
        resourceTypes = List.copyOf(resourceTypes);
    }
}
