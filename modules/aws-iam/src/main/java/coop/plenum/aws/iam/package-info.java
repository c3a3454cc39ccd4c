/** IAM: roles of AWS, and the profiles by which instances have them. */
@PlenumModule(
        name = "aws-iam",
        title = "AWS IAM",
        description = "Roles and instance profiles of AWS.",
        publisher = "Plenum")
@RequiresModule("aws")
@NullMarked
package coop.plenum.aws.iam;

import coop.plenum.api.module.PlenumModule;
import coop.plenum.api.module.RequiresModule;
import org.jspecify.annotations.NullMarked;
