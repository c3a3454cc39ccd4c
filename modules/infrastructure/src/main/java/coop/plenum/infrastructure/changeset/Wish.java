package coop.plenum.infrastructure.changeset;

import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.change.ChangeSpec;
import java.util.Map;

/**
 * A step, read.
 *
 * @param spec what is wanted; placeholders stand for items that other steps make
 * @param awaits the placeholders in it, and the keys of the steps they stand for
 */
record Wish(Step step, ChangeSpec spec, Map<String, String> awaits) {}
