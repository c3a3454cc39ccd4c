@NullMarked
package coop.plenum.core.module.sample.hanging;

import org.jspecify.annotations.NullMarked;
