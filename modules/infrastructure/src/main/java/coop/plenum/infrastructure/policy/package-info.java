/** What spaces demand before anything touches their resources. */
@NullMarked
package coop.plenum.infrastructure.policy;

import org.jspecify.annotations.NullMarked;
