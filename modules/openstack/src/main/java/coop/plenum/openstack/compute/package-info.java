/** Servers and what they are made of: Nova. */
@NullMarked
package coop.plenum.openstack.compute;

import org.jspecify.annotations.NullMarked;
