package coop.plenum.api.content;

import coop.plenum.api.PageRequest;
import java.util.Optional;
import java.util.UUID;

/**
 * A list of items.
 *
 * @param type only this content type; its fields can be filtered and sorted by
 * @param trait all types that carry it; its fields can be filtered and sorted by
 * @param search words, each of which the title or a searchable field must contain; empty matches all
 * @param filter CEL, the subset in {@code docs/reference/filters.md}; empty matches all
 * @param sort a field or {@code title}, {@code createdAt}, {@code updatedAt}, descending with a leading minus; empty:
 *     {@code -updatedAt}
 * @param total whether to count
 */
public record ItemQuery(
        Optional<String> type,
        Optional<String> trait,
        Optional<UUID> space,
        String search,
        String filter,
        String sort,
        boolean total,
        PageRequest page) {
    public static ItemQuery ofType(String type) {
        return new ItemQuery(
                Optional.of(type), Optional.empty(), Optional.empty(), "", "", "", false, PageRequest.first());
    }

    public static ItemQuery everything() {
        return new ItemQuery(
                Optional.empty(), Optional.empty(), Optional.empty(), "", "", "", false, PageRequest.first());
    }

    public ItemQuery filter(String cel) {
        return new ItemQuery(type, trait, space, search, cel, sort, total, page);
    }

    public ItemQuery search(String words) {
        return new ItemQuery(type, trait, space, words, filter, sort, total, page);
    }

    public ItemQuery sort(String by) {
        return new ItemQuery(type, trait, space, search, filter, by, total, page);
    }

    public ItemQuery page(PageRequest request) {
        return new ItemQuery(type, trait, space, search, filter, sort, total, request);
    }
}
