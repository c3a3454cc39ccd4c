/** Route 53: zones and records of AWS. */
@PlenumModule(
        name = "aws-route53",
        title = "AWS Route 53",
        description = "DNS zones and records of AWS.",
        publisher = "Plenum")
@RequiresModule("aws")
@NullMarked
package coop.plenum.aws.route53;

import coop.plenum.api.module.PlenumModule;
import coop.plenum.api.module.RequiresModule;
import org.jspecify.annotations.NullMarked;
