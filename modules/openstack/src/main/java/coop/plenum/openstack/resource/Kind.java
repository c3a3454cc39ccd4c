package coop.plenum.openstack.resource;

import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ResourceType;
import coop.plenum.openstack.client.ApiVersion;
import coop.plenum.openstack.client.Service;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a resource type is in its API. Begin with {@link #of} and add what is unlike most.
 *
 * @param noun for people, such as {@code security group}
 * @param collection path segment, such as {@code security-groups}
 * @param listed where lists come from, when it is not the collection: {@code servers/detail}
 * @param singular what encloses one in JSON; empty: nothing does
 * @param plural what encloses a list
 * @param identity fields by which one is found without its id
 * @param changes what can be done with it
 * @param updating the method of an update
 * @param paging how lists are cut
 * @param finding how one is found by name
 * @param owner name of the query parameter that limits a list to a project; empty: the list is so already
 * @param everywhere name of the query parameter that has a list cover all projects; empty: there is none
 * @param always query parameters of each list: name, value, name, value
 * @param atMost the microversion that all this was written for
 */
public record Kind(
        String type,
        String noun,
        Service service,
        String collection,
        String listed,
        String singular,
        String plural,
        List<Attribute> attributes,
        Set<String> traits,
        List<String> identity,
        Set<Change.Kind> changes,
        String updating,
        Paging paging,
        Finding finding,
        String owner,
        String everywhere,
        List<String> always,
        Optional<ApiVersion> atMost) {

    /** How lists are cut into pages. */
    public enum Paging {
        /** By {@code limit} and {@code marker}, and a link to the next page. */
        MARKER,
        /** Not at all: the whole list comes, and is cut here. */
        WHOLE
    }

    /** How one is found by name. */
    public enum Finding {
        /** By the parameter {@code name}. */
        EXACT,
        /** By the parameter {@code name}, a regular expression. */
        PATTERN,
        /** By looking at all. */
        NONE
    }

    public Kind {
        attributes = List.copyOf(attributes);
        traits = Set.copyOf(traits);
        identity = List.copyOf(identity);
        changes = Set.copyOf(changes);
        always = List.copyOf(always);
    }

    /** Begins with what most have in common. */
    public static Builder of(
            String type, String noun, Service service, String singular, String plural, Attribute... attributes) {
        return new Builder(type, noun, service, singular, plural, List.of(attributes));
    }

    /** Collects what is unlike most. Not for use by several threads. */
    public static final class Builder {
        private final String type;
        private final String noun;
        private final Service service;
        private final String singular;
        private final String plural;
        private final List<Attribute> attributes;
        private String collection;
        private String listed;
        private Set<String> traits = Set.of();
        private List<String> identity = List.of("name");
        private Set<Change.Kind> changes = EnumSet.allOf(Change.Kind.class);
        private String updating = "PUT";
        private Paging paging = Paging.MARKER;
        private Finding finding = Finding.EXACT;
        private String owner = "";
        private String everywhere = "";
        private List<String> always = List.of();
        private Optional<ApiVersion> atMost = Optional.empty();

        private Builder(
                String type, String noun, Service service, String singular, String plural, List<Attribute> attributes) {
            this.type = type;
            this.noun = noun;
            this.service = service;
            this.singular = singular;
            this.plural = plural;
            this.attributes = attributes;
            this.collection = plural;
            this.listed = plural;
        }

        public Builder at(String path, String listPath) {
            collection = path;
            listed = listPath;
            return this;
        }

        public Builder traits(String... names) {
            traits = Set.of(names);
            return this;
        }

        public Builder identity(String... fields) {
            identity = List.of(fields);
            return this;
        }

        public Builder can(Change.Kind... which) {
            changes = Set.of(which);
            return this;
        }

        public Builder updating(String method) {
            updating = method;
            return this;
        }

        public Builder whole() {
            paging = Paging.WHOLE;
            return this;
        }

        public Builder finding(Finding how) {
            finding = how;
            return this;
        }

        public Builder projects(String ownerParameter, String everywhereParameter) {
            owner = ownerParameter;
            everywhere = everywhereParameter;
            return this;
        }

        public Builder always(String... pairs) {
            always = List.of(pairs);
            return this;
        }

        public Builder atMost(int major, int minor) {
            atMost = Optional.of(new ApiVersion(major, minor));
            return this;
        }

        public Kind build() {
            return new Kind(
                    type,
                    noun,
                    service,
                    collection,
                    listed,
                    singular,
                    plural,
                    attributes,
                    traits,
                    identity,
                    changes,
                    updating,
                    paging,
                    finding,
                    owner,
                    everywhere,
                    always,
                    atMost);
        }
    }

    public ResourceType resourceType() {
        return new ResourceType(type, traits, identity, 1);
    }

    /** With an article, to begin a sentence with. */
    public String aNoun() {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "An " : "A ") + noun;
    }
}
