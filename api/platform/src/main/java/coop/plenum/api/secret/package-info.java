/** Secrets by reference: stored once, leased for use, never read back. */
@Export
@Version("1.0.0")
@NullMarked
package coop.plenum.api.secret;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
