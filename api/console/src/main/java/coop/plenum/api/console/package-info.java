/** How a bundle contributes to the console: one JSON file, no build step. */
@Export
@Version("1.0.0")
@NullMarked
package coop.plenum.api.console;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
