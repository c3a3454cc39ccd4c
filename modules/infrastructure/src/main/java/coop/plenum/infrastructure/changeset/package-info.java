/** Changes of many resources: a graph of steps, planned and applied as one. */
@NullMarked
package coop.plenum.infrastructure.changeset;

import org.jspecify.annotations.NullMarked;
