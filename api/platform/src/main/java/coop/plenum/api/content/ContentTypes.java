package coop.plenum.api.content;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The content types that exist now. Each brings the permissions {@code <type>.view}, {@code .view-sensitive},
 * {@code .create}, {@code .edit}, {@code .delete}, {@code .publish}, {@code .act}. Thread-safe; reads answer from
 * memory.
 */
@ProviderType
public interface ContentTypes {
    List<ContentType> all();

    Optional<ContentType> find(String name);

    /**
     * Makes or changes a type of the site; the tables follow in the same unit of work. Permission
     * {@code content-type.manage}.
     *
     * @throws PlenumException {@code type-not-yours} when a module owns it, {@code incompatible-change} when values
     *     would be lost
     */
    ContentType define(Caller caller, ContentType type);

    /**
     * What {@link #define} would make of a type now; changes nothing. Permission and refusals are the same.
     *
     * @return with the version that it would have
     */
    ContentType check(Caller caller, ContentType type);

    /** Whether {@link #remove} would be done now; changes nothing. Permission and refusals are the same. */
    void checkRemoval(Caller caller, String name);

    /** @throws PlenumException {@code type-in-use} while items exist, {@code type-not-yours} */
    void remove(Caller caller, String name);

    /**
     * Reads the content types that a bundle brings in one file of its folder {@code PLENUM-INF/types}; changes nothing.
     *
     * @param owner the module's name
     * @throws PlenumException {@code invalid-type} with all that is wrong
     */
    List<ContentType> parse(String owner, String json);

    /** Makes or changes all types of a module; called by the module service during install and upgrade. */
    void adopt(Caller caller, String module, Collection<ContentType> types);

    /** Marks a module's types orphaned; with {@code purge} also deletes them with all items. */
    void orphan(Caller caller, String module, boolean purge);
}
