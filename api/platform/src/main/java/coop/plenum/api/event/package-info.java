/** Notifications about what happened, by way of OSGi Event Admin. */
@Export
@Version("1.0.0")
@NullMarked
package coop.plenum.api.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
