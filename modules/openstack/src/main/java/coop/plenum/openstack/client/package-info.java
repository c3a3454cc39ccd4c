/** Speaks to an OpenStack cloud: signs in, finds its services and their versions, asks and pages. */
@NullMarked
package coop.plenum.openstack.client;

import org.jspecify.annotations.NullMarked;
