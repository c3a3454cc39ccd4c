/** What every part of the API shares: pages, coded errors, values. */
@Export
@Version("1.0.0")
@NullMarked
package coop.plenum.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
