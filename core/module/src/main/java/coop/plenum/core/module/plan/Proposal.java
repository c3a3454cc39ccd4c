package coop.plenum.core.module.plan;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.module.InstallPlan;
import coop.plenum.api.module.ModuleRequest;
import coop.plenum.core.module.catalog.ModuleResource;
import coop.plenum.core.module.state.Change;
import java.util.List;

/**
 * A plan with what it takes to carry it out.
 *
 * @param sources the jars that come in
 * @param questions as in the plan, with their codes
 * @param refusals as in the plan, with their codes
 */
public record Proposal(
        ModuleRequest request,
        InstallPlan plan,
        List<Change> changes,
        List<ModuleResource> sources,
        List<Violation> questions,
        List<Violation> refusals) {}
