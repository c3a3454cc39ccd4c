/** The rule of who may do what, where: pure, from immutable snapshots, without a database. */
@NullMarked
package coop.plenum.core.access.model;

import org.jspecify.annotations.NullMarked;
