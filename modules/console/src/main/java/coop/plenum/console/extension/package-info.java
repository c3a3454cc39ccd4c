/** What modules add to the console: read from their bundles, checked, and told to those who may see it. */
@NullMarked
package coop.plenum.console.extension;

import org.jspecify.annotations.NullMarked;
