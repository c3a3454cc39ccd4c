/** Which modules are on offer: the bundled repository index and uploaded files. */
@NullMarked
package coop.plenum.core.module.catalog;

import org.jspecify.annotations.NullMarked;
