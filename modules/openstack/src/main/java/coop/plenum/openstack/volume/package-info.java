/** Volumes, snapshots, types and backups: Cinder. */
@NullMarked
package coop.plenum.openstack.volume;

import org.jspecify.annotations.NullMarked;
