/**
 * The service provider interface: how a module connects Plenum to a remote system.
 *
 * <p>A module registers a {@link coop.plenum.api.provider.ProviderFactory} as an OSGi service; the infrastructure module
 * does the rest.
 */
@Export
@Version("1.0.0")
@NullMarked
package coop.plenum.api.provider;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
