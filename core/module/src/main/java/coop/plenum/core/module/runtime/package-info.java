/** Making the framework match what is wanted. */
@NullMarked
package coop.plenum.core.module.runtime;

import org.jspecify.annotations.NullMarked;
