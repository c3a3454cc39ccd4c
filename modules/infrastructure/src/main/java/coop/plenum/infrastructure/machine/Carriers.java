package coop.plenum.infrastructure.machine;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Where views and what people have said of them are looked up, as far as somebody may see them. */
interface Carriers {
    /**
     * The views that have one of the identifiers or more. Of an identifier with more than {@value Neighbourhood#COMMON}
     * of them not all need be there, but more than so many.
     */
    List<View> of(Collection<Identifier> identifiers);

    /** The views with these ids that there are. */
    List<View> named(Set<UUID> ids);

    /** What is said of one of these or more. */
    List<Word> words(Set<UUID> ids);
}
