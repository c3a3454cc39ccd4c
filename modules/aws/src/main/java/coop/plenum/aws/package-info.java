/** The provider for AWS: accounts, identities, regions. What there is in them, modules for single services bring. */
@PlenumModule(
        name = "aws",
        title = "AWS",
        description = "Accounts of Amazon Web Services; modules for single services add what is in them.",
        publisher = "Plenum")
@RequiresModule("infrastructure")
@NullMarked
package coop.plenum.aws;

import coop.plenum.api.module.PlenumModule;
import coop.plenum.api.module.RequiresModule;
import org.jspecify.annotations.NullMarked;
