/** Content types and the tables they live in. */
@NullMarked
package coop.plenum.core.content.type;

import org.jspecify.annotations.NullMarked;
