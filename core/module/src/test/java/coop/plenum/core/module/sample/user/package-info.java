@NullMarked
package coop.plenum.core.module.sample.user;

import org.jspecify.annotations.NullMarked;
