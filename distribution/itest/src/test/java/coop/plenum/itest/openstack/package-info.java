/** The whole of Plenum against the real control plane of {@code rigs/openstack}; see {@code script/test --openstack}. */
@NullMarked
package coop.plenum.itest.openstack;

import org.jspecify.annotations.NullMarked;
