/** Elastic Load Balancing: load balancers of AWS with their listeners and target groups. */
@PlenumModule(
        name = "aws-elb",
        title = "AWS ELB",
        description = "Load balancers, listeners and target groups of AWS.",
        publisher = "Plenum")
@RequiresModule("aws")
@NullMarked
package coop.plenum.aws.elb;

import coop.plenum.api.module.PlenumModule;
import coop.plenum.api.module.RequiresModule;
import org.jspecify.annotations.NullMarked;
