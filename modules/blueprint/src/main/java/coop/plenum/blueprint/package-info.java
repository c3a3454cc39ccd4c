/**
 * Blueprints: whole sites in one text, deployed as changes.
 *
 * <p>{@code yaml} reads and writes text, {@code language} gives it a meaning, {@code deploy} compares that with what
 * there is and drafts changes, {@code port} brings blueprints in and out; {@code rest} is only the door.
 */
@PlenumModule(
        name = "blueprint",
        title = "Blueprints",
        description = "Describes whole sites in one text and deploys them as changes.",
        publisher = "Plenum")
@RequiresModule("infrastructure")
@NullMarked
package coop.plenum.blueprint;

import coop.plenum.api.module.PlenumModule;
import coop.plenum.api.module.RequiresModule;
import org.jspecify.annotations.NullMarked;
