package coop.plenum.api.module;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Installs, upgrades and removes modules while the platform runs. One change at a time; each is journaled and either
 * done or undone, also across a crash. Permissions: {@code module.view}, {@code module.manage}. Thread-safe.
 */
@ProviderType
public interface ModuleService {
    /** What a module brings for people to look at. */
    enum Document {
        /** Markdown. */
        README("PLENUM-INF/README.md"),
        /** Markdown: what is new, a heading for each version, newest first. */
        CHANGES("PLENUM-INF/CHANGES.md"),
        /** SVG. */
        ICON("PLENUM-INF/icon.svg");

        private final String path;

        Document(String path) {
            this.path = path;
        }

        /** Where it lies in the bundle. */
        public String path() {
            return path;
        }
    }

    List<Module> installed(Caller caller);

    Optional<Module> find(Caller caller, String name);

    /** The newest version of each module on offer. */
    List<CatalogEntry> catalog(Caller caller);

    /**
     * A document of the installed version, or of the newest on offer where none is installed. It may be of a module whose
     * signature nobody has looked at yet: show it with care.
     *
     * @return empty if there is no such module, or it brings none, or one larger than 256 KiB
     */
    Optional<byte[]> document(Caller caller, String module, Document document);

    /** Works out what a request would do. */
    InstallPlan plan(Caller caller, ModuleRequest request);

    /**
     * Does it. Returns when the module answers, or is gone.
     *
     * @param planDigest of the plan the caller has seen; empty: whatever the plan is now,
     *     as long as it raises no questions
     * @return the module; empty after an uninstall
     * @throws PlenumException {@code plan-changed}, {@code plan-required}, {@code install-refused} with the reasons,
     *     {@code install-failed} after everything has been undone
     */
    Optional<Module> execute(Caller caller, ModuleRequest request, Optional<String> planDigest);

    /**
     * Adds a bundle file to the local catalog after verifying it; does not install it.
     *
     * @throws PlenumException {@code invalid-bundle}, {@code untrusted-bundle}, {@code bundle-too-large}
     */
    CatalogEntry upload(Caller caller, InputStream bundle);
}
