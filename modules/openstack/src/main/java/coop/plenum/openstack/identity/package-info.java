/** Projects and application credentials: Keystone. */
@NullMarked
package coop.plenum.openstack.identity;

import org.jspecify.annotations.NullMarked;
