package coop.plenum.core.secret;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the master keys are. Thread-safe. */
interface MasterKeys {
    /**
     * The keys there are, the one to seal with first.
     *
     * @return empty when none has been made yet
     */
    List<MasterKey> all();

    /** Makes the first key. */
    MasterKey create();

    /** Puts a new key in front of the others; empty when the keys are given from outside and no new one is there. */
    Optional<MasterKey> renew();

    /**
     * Forgets what is no longer needed: all but the first two, since work in flight may still seal with the second, and
     * but those that are in use.
     */
    void retire(Set<String> used);

    default Optional<MasterKey> find(String id) {
        return all().stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
