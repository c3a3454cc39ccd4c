/** The whole of Plenum on a line that breaks in every way. */
@NullMarked
package coop.plenum.itest.faults;

import org.jspecify.annotations.NullMarked;
