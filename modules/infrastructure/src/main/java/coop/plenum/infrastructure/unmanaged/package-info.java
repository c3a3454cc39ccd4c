/** What a sync finds and nobody has asked for: told of, adopted or passed over, by rule. */
@NullMarked
package coop.plenum.infrastructure.unmanaged;

import org.jspecify.annotations.NullMarked;
