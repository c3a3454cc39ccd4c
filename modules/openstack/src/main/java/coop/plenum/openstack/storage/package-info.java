/** Containers of objects: Swift. */
@NullMarked
package coop.plenum.openstack.storage;

import org.jspecify.annotations.NullMarked;
