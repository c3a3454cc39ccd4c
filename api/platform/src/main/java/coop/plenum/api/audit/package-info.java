/** The provable log: what is written to it and how it is read and proven. */
@Export
@Version("1.0.0")
@NullMarked
package coop.plenum.api.audit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
