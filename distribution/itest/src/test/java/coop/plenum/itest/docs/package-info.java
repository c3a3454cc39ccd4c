/** The commands of the documentation, run as they are written. */
@NullMarked
package coop.plenum.itest.docs;

import org.jspecify.annotations.NullMarked;
