@NullMarked
package coop.plenum.core.module.sample.stubborn;

import org.jspecify.annotations.NullMarked;
