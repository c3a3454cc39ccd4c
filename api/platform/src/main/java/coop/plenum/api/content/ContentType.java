package coop.plenum.api.content;

import coop.plenum.api.PlenumException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What items of one kind look like. A bundle declares its types in {@code PLENUM-INF/types/*.json}.
 *
 * @param name {@code namespace.name}, small letters, digits and hyphens, at most 60 characters
 * @param schemaVersion grows with each change of the fields
 * @param traits names of shared meanings, such as {@code compute.server}; the fields of a trait are part of
 *     {@code fields}
 * @param owner a module's name, or {@value #SITE}
 * @param orphaned the owner is not installed now; items stay readable
 */
public record ContentType(
        String name,
        String label,
        int schemaVersion,
        List<Field> fields,
        Set<String> traits,
        String owner,
        boolean orphaned) {
    /** Owner of the types that administrators make. */
    public static final String SITE = "site";

    /**
     * Trait of types whose items say what others may do, such as policies. All permissions but seeing are restricted:
     * the patterns of roles, such as {@code *.edit}, do not give them.
     */
    public static final String RULES = "platform.rules";

    /**
     * Trait of types whose items tell what has been done, such as changes. They begin as drafts; once published, an item
     * is a record that nobody edits, moves or deletes, and only observed fields follow what becomes of it.
     */
    public static final String RECORDS = "platform.records";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*){1,2}");

    public ContentType {
        if (name.length() > 60 || !NAME.matcher(name).matches()) {
            throw PlenumException.invalid(
                    "invalid-type-name", "\"" + name + "\" is not a type name such as \"compute.server\".");
        }
        fields = List.copyOf(fields);
        traits = Set.copyOf(traits);
    }

    public Optional<Field> field(String fieldName) {
        return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
    }
}
