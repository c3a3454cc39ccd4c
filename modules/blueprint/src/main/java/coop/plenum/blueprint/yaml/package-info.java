/** YAML as a tree that knows where each part stands, within limits that no text gets past. */
@NullMarked
package coop.plenum.blueprint.yaml;

import org.jspecify.annotations.NullMarked;
