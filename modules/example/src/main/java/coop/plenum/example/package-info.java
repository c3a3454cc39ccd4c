/** A provider of made-up servers, networks and volumes: for a first look, for tests of scale, and to learn from. */
@PlenumModule(
        name = "example",
        title = "Simulator",
        description = "Simulated servers, networks and volumes with latency, failures and drift on demand.",
        publisher = "Plenum")
@RequiresModule("infrastructure")
@NullMarked
package coop.plenum.example;

import coop.plenum.api.module.PlenumModule;
import coop.plenum.api.module.RequiresModule;
import org.jspecify.annotations.NullMarked;
