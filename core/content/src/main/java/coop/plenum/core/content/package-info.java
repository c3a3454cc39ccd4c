/** Content types and items on a relational database. */
@NullMarked
package coop.plenum.core.content;

import org.jspecify.annotations.NullMarked;
