package coop.plenum.api.content;

/** Where an item stands. For an item under a provider's management, publishing means applying. */
public enum State {
    DRAFT,
    IN_REVIEW,
    PUBLISHED,
    ARCHIVED
}
