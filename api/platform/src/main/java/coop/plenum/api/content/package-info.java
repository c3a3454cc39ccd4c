/** Typed, revisioned content: types, items, revisions, queries. */
@Export
@Version("1.1.0")
@NullMarked
package coop.plenum.api.content;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
