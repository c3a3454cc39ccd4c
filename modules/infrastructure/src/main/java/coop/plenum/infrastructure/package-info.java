/**
 * The engine over provider modules: connections, sync, day-2 actions, changes.
 *
 * <p>Each package below is one concern; {@code rest} is only the door, every check sits in the services behind it.
 */
@PlenumModule(
        name = "infrastructure",
        title = "Infrastructure",
        description = "Connects providers, keeps their resources in view and brings changes about.",
        publisher = "Plenum")
@NullMarked
package coop.plenum.infrastructure;

import coop.plenum.api.module.PlenumModule;
import org.jspecify.annotations.NullMarked;
