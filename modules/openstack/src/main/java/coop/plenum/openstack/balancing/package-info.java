/** Load balancers, listeners and pools: Octavia. */
@NullMarked
package coop.plenum.openstack.balancing;

import org.jspecify.annotations.NullMarked;
