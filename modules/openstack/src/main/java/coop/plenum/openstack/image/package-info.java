/** Images: Glance. */
@NullMarked
package coop.plenum.openstack.image;

import org.jspecify.annotations.NullMarked;
