package coop.plenum.infrastructure.api;

import coop.plenum.api.access.Caller;
import coop.plenum.api.content.Item;
import java.util.Map;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** Drafts changes of many resources. Thread-safe. */
@ProviderType
public interface ChangeDrafts {
    /**
     * Plans the wishes and keeps them as a draft; nothing remote is modified. Permission {@code
     * infrastructure.change.create}, and for each resource what its kind of step takes.
     *
     * @return the change, an item of the type {@code infrastructure.change}
     * @throws coop.plenum.api.PlenumException {@code invalid-change} with all problems, pointing at {@code
     *     /steps/<number>/...}; {@code step-cycle}, {@code change-too-large}, and what a remote system answers
     */
    Item draft(Caller caller, ChangeDraft draft);

    /** The items that the steps of a change made or touched, by key; those not known yet are missing. */
    Map<String, UUID> items(Caller caller, UUID change);
}
