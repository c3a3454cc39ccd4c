/** What a management controller is and can do, whatever protocol it speaks. */
@NullMarked
package coop.plenum.baremetal.bmc;

import org.jspecify.annotations.NullMarked;
