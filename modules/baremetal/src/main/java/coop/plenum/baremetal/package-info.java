/** Bare-metal machines over Redfish and IPMI 2.0. */
@PlenumModule(
        name = "baremetal",
        title = "Bare metal",
        description = "Machines in their racks over Redfish and IPMI: inventory, health, power, boot device.",
        publisher = "Plenum")
@RequiresModule("infrastructure")
@NullMarked
package coop.plenum.baremetal;

import coop.plenum.api.module.PlenumModule;
import coop.plenum.api.module.RequiresModule;
import org.jspecify.annotations.NullMarked;
