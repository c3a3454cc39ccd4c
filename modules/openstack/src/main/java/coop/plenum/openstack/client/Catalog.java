package coop.plenum.openstack.client;

import coop.plenum.api.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The services that a cloud says it has, and where. */
record Catalog(List<Entry> entries) {
    Catalog {
        entries = List.copyOf(entries);
    }

    /** One endpoint. */
    record Entry(String type, String region, String kind, String url) {}

    static Catalog of(List<?> json) {
        List<Entry> entries = new ArrayList<>();
        for (Values service : Json.objects(json)) {
            for (Values endpoint : Json.objects(service.list("endpoints"))) {
                endpoint.text("url")
                        .ifPresent(url -> entries.add(new Entry(
                                service.text("type").orElse(""),
                                endpoint.text("region_id")
                                        .or(() -> endpoint.text("region"))
                                        .orElse(""),
                                endpoint.text("interface").orElse(""),
                                url)));
            }
        }
        return new Catalog(entries);
    }

    /** Where a service is, by the first of its names that the catalog has. */
    Optional<String> find(Service service, Optional<String> region, String kind) {
        return service.catalogTypes().stream()
                .flatMap(type -> entries.stream().filter(entry -> entry.type().equals(type)))
                .filter(entry -> entry.kind().equals(kind))
                .filter(entry -> region.isEmpty() || region.get().equals(entry.region()))
                .map(Entry::url)
                .findFirst();
    }

    Set<String> regions() {
        Set<String> regions = new TreeSet<>();
        entries.forEach(entry -> regions.add(entry.region()));
        return regions;
    }
}
