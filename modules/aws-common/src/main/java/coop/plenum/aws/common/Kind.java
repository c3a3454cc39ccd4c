package coop.plenum.aws.common;

import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ResourceType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a resource type is. Begin with one of the three ways to be somewhere, and add what is unlike most.
 *
 * @param noun for people, such as {@code security group}
 * @param global whether it is the same in all regions
 * @param identity fields by which one is found without its id
 * @param changes what can be done with it
 * @param <T> the client's object
 */
public record Kind<T>(
        String type,
        String noun,
        boolean global,
        List<Attribute<T>> attributes,
        Set<String> traits,
        List<String> identity,
        Set<Change.Kind> changes) {
    public Kind {
        attributes = List.copyOf(attributes);
        traits = Set.copyOf(traits);
        identity = List.copyOf(identity);
        changes = Set.copyOf(changes);
    }

    /** The same in all regions, found by name, can be made, changed and deleted. */
    public static <T> Kind<T> global(String type, String noun, List<Attribute<T>> attributes) {
        return new Kind<>(type, noun, true, attributes, Set.of(), List.of("name"), EnumSet.allOf(Change.Kind.class));
    }

    /** In the region of what it refers to. */
    public static <T> Kind<T> following(String type, String noun, List<Attribute<T>> attributes) {
        return regional(type, noun, attributes, false);
    }

    /** In a region of choice. */
    public static <T> Kind<T> placed(String type, String noun, List<Attribute<T>> attributes) {
        return regional(type, noun, attributes, true);
    }

    private static <T> Kind<T> regional(String type, String noun, List<Attribute<T>> attributes, boolean chosen) {
        List<Attribute<T>> all = new ArrayList<>(attributes);
        all.add(Attribute.region(chosen));
        return new Kind<>(type, noun, false, all, Set.of(), List.of("name"), EnumSet.allOf(Change.Kind.class));
    }

    public Kind<T> traits(String... names) {
        return new Kind<>(type, noun, global, attributes, Set.of(names), identity, changes);
    }

    public Kind<T> identity(String... fields) {
        return new Kind<>(type, noun, global, attributes, traits, List.of(fields), changes);
    }

    public Kind<T> can(Change.Kind... which) {
        return new Kind<>(type, noun, global, attributes, traits, identity, Set.of(which));
    }

    ResourceType resourceType() {
        return new ResourceType(type, traits, identity, 1);
    }

    Optional<Attribute<T>> attribute(String field) {
        return attributes.stream()
                .filter(attribute -> attribute.field().equals(field))
                .findFirst();
    }

    /** With an article, to begin a sentence with. */
    String aNoun() {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "An " : "A ") + noun;
    }
}
