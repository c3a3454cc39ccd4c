/**
 * The core's private floor: database, units of work, migrations, canonical JSON, identifiers. Exported to core bundles
 * only; modules never see SQL.
 */
@Export
@Version("1.0.0")
@NullMarked
package coop.plenum.core.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
