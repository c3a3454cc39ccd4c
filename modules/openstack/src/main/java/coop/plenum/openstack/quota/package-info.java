/** What a project may use of several services, and what it does. */
@NullMarked
package coop.plenum.openstack.quota;

import org.jspecify.annotations.NullMarked;
