/** Existing machines over SSH. */
@PlenumModule(
        name = "ssh",
        title = "Existing machines",
        description = "Machines that are there already, over SSH: facts, commands, files, keys.",
        publisher = "Plenum")
@RequiresModule("infrastructure")
@NullMarked
package coop.plenum.ssh;

import coop.plenum.api.module.PlenumModule;
import coop.plenum.api.module.RequiresModule;
import org.jspecify.annotations.NullMarked;
