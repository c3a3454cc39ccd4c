/** A bundle that tests put into the framework. */
@NullMarked
package coop.plenum.itest.intruder;

import org.jspecify.annotations.NullMarked;
