package coop.plenum.core.module.state;

import coop.plenum.api.module.InstallPlan;
import java.util.List;
import java.util.UUID;

/**
 * A change of modules that is under way, or was when the process ended.
 *
 * @param module the one that was asked for
 * @param changes of all modules concerned, those that others need first
 */
public record JournalEntry(
        UUID id, InstallPlan.Kind kind, String module, boolean purge, List<Change> changes, Step step) {}
