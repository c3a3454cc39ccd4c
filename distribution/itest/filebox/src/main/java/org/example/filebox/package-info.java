/** Boxes that are folders, and notes that are files in them. */
@PlenumModule(
        name = "filebox",
        title = "File boxes",
        description = "Folders and files of the server as resources.",
        publisher = "Somebody else")
@RequiresModule("infrastructure")
@NullMarked
package org.example.filebox;

import coop.plenum.api.module.PlenumModule;
import coop.plenum.api.module.RequiresModule;
import org.jspecify.annotations.NullMarked;
