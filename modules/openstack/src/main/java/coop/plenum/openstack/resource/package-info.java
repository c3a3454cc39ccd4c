/** How resources of any service are looked at, listed, made, changed and deleted; what each type is stands elsewhere. */
@NullMarked
package coop.plenum.openstack.resource;

import org.jspecify.annotations.NullMarked;
