/** The console in the browser: its pages, and the pages that modules add to it. Uses nothing but REST. */
@PlenumModule(
        name = "console",
        title = "Console",
        description = "The pages in the browser: inventory, changes, modules, access, audit, and what modules add.",
        publisher = "Plenum")
@NullMarked
package coop.plenum.console;

import coop.plenum.api.module.PlenumModule;
import org.jspecify.annotations.NullMarked;
