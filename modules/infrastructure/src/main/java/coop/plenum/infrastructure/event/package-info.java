/** What remote systems say by themselves: taken in, and looked after. */
@NullMarked
package coop.plenum.infrastructure.event;

import org.jspecify.annotations.NullMarked;
