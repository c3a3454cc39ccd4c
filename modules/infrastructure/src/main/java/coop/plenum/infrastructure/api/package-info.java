/** What other modules may use of this one: drafting changes. */
@Export
@NullMarked
@Version("1.2.0")
package coop.plenum.infrastructure.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
