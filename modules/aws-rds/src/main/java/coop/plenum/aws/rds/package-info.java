/** RDS: databases of AWS. */
@PlenumModule(
        name = "aws-rds",
        title = "AWS RDS",
        description = "Databases of AWS with their snapshots and subnet groups.",
        publisher = "Plenum")
@RequiresModule("aws")
@NullMarked
package coop.plenum.aws.rds;

import coop.plenum.api.module.PlenumModule;
import coop.plenum.api.module.RequiresModule;
import org.jspecify.annotations.NullMarked;
