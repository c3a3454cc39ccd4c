/** Changes: planned, then applied. */
@NullMarked
package coop.plenum.infrastructure.change;

import org.jspecify.annotations.NullMarked;
