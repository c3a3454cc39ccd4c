/** S3: buckets of AWS. */
@PlenumModule(name = "aws-s3", title = "AWS S3", description = "Buckets of AWS.", publisher = "Plenum")
@RequiresModule("aws")
@NullMarked
package coop.plenum.aws.s3;

import coop.plenum.api.module.PlenumModule;
import coop.plenum.api.module.RequiresModule;
import org.jspecify.annotations.NullMarked;
