/**
 * How modules for single services of AWS join the provider {@code aws}.
 *
 * <p>Each embeds a client of its own, so no type of a client stands here.
 */
@Export
@Version("1.0.0")
@NullMarked
package coop.plenum.aws.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
