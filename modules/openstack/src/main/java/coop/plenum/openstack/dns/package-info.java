/** Zones and record sets: Designate. */
@NullMarked
package coop.plenum.openstack.dns;

import org.jspecify.annotations.NullMarked;
