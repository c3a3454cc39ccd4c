@NullMarked
package coop.plenum.core.module.sample.api;

import org.jspecify.annotations.NullMarked;
