/**
 * Parts for handlers with day-2 actions. None of them is needed to be {@link coop.plenum.api.provider.Actions}; they are
 * what each handler with more than a few actions would otherwise write for itself.
 */
@Export
@Version("1.0.0")
@NullMarked
package coop.plenum.api.provider.action;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
