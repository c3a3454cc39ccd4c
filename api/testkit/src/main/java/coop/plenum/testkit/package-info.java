/** The contract kit: proves that a provider keeps the rules of the provider API. */
@Export
@Version("1.0.0")
@NullMarked
package coop.plenum.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
