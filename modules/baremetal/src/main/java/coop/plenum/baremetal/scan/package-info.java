/** Looks for management controllers in ranges of addresses. */
@NullMarked
package coop.plenum.baremetal.scan;

import org.jspecify.annotations.NullMarked;
