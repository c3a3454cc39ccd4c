/** Who may do what, where: callers, permissions, spaces, decisions. */
@Export
@Version("1.0.0")
@NullMarked
package coop.plenum.api.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
