/** Resources: looked at and acted on, one at a time. */
@NullMarked
package coop.plenum.infrastructure.resource;

import org.jspecify.annotations.NullMarked;
