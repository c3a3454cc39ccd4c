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
 * @param rotatable fields of type SECRET of which a connection must hold one to be given new secrets by
 *     {@link CredentialRotation}; empty when its connections do not implement that
 */
public record ProviderDescription(
        String name,
        String title,
        String description,
        List<Field> connectionFields,
        List<String> resourceTypes,
        String leastPrivilege,
        List<String> rotatable) {
    public ProviderDescription {
        connectionFields = List.copyOf(connectionFields);
        resourceTypes = List.copyOf(resourceTypes);
        rotatable = List.copyOf(rotatable);
    }

    /** Of a provider whose secrets are replaced by editing the connection. */
    public ProviderDescription(
            String name,
            String title,
            String description,
            List<Field> connectionFields,
            List<String> resourceTypes,
            String leastPrivilege) {
        this(name, title, description, connectionFields, resourceTypes, leastPrivilege, List.of());
    }

    /** The same, whose connections rotate what these fields hold. */
    public ProviderDescription rotating(String... fields) {
        return new ProviderDescription(
                name, title, description, connectionFields, resourceTypes, leastPrivilege, List.of(fields));
    }
}
