/** Modules: what a bundle declares, the catalog, install plans. */
@Export
@Version("1.0.0")
@NullMarked
package coop.plenum.api.module;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
