/** Networks, subnets, security groups, ports, routers and floating IPs: Neutron. */
@NullMarked
package coop.plenum.openstack.network;

import org.jspecify.annotations.NullMarked;
