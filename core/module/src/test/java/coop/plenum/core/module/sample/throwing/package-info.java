@NullMarked
package coop.plenum.core.module.sample.throwing;

import org.jspecify.annotations.NullMarked;
