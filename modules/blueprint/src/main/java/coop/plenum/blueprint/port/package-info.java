/** Blueprints made from what exists elsewhere: items, Terraform and OpenTofu states, Ansible inventories. */
@NullMarked
package coop.plenum.blueprint.port;

import org.jspecify.annotations.NullMarked;
