/** Redfish (DMTF DSP0266) over HTTPS with session authentication. */
@NullMarked
package coop.plenum.baremetal.redfish;

import org.jspecify.annotations.NullMarked;
