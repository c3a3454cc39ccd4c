/** Expressions in CEL, the one expression language of the platform: compiled once, evaluated over plain values. */
@Export
@Version("1.1.0")
@NullMarked
package coop.plenum.api.expression;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
