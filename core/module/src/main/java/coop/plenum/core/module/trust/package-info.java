/** Who signed a jar, and whether it may come in. */
@NullMarked
package coop.plenum.core.module.trust;

import org.jspecify.annotations.NullMarked;
