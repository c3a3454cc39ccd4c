/** Deployments: what a blueprint wants compared with what there is, drafted as a change. */
@NullMarked
package coop.plenum.blueprint.deploy;

import org.jspecify.annotations.NullMarked;
