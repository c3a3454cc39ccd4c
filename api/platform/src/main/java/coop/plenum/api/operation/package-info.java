/** Durable work that outlives a request and a crash. */
@Export
@Version("1.1.0")
@NullMarked
package coop.plenum.api.operation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
