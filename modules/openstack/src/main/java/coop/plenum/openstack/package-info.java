/** OpenStack clouds over their REST APIs. */
@PlenumModule(
        name = "openstack",
        title = "OpenStack",
        description = "Servers, networks, volumes, images and quotas of OpenStack clouds.",
        publisher = "Plenum")
@RequiresModule("infrastructure")
@NullMarked
package coop.plenum.openstack;

import coop.plenum.api.module.PlenumModule;
import coop.plenum.api.module.RequiresModule;
import org.jspecify.annotations.NullMarked;
