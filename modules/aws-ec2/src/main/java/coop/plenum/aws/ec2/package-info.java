/** EC2: servers, networks and volumes of AWS. */
@PlenumModule(
        name = "aws-ec2",
        title = "AWS EC2",
        description = "Instances, networks, addresses, volumes and images of AWS.",
        publisher = "Plenum")
@RequiresModule("aws")
@NullMarked
package coop.plenum.aws.ec2;

import coop.plenum.api.module.PlenumModule;
import coop.plenum.api.module.RequiresModule;
import org.jspecify.annotations.NullMarked;
