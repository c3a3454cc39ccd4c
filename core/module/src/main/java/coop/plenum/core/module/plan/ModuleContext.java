package coop.plenum.core.module.plan;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.resource.Capability;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;
import org.osgi.service.resolver.HostedCapability;
import org.osgi.service.resolver.ResolveContext;

/** What the resolver may use: what is wired now, and what is on offer. */
final class ModuleContext extends ResolveContext {
    private final Collection<Resource> mandatory;
    private final Map<Resource, Wiring> wirings;
    private final CapabilityIndex capabilities;

    ModuleContext(Collection<Resource> mandatory, Map<Resource, Wiring> wirings, CapabilityIndex capabilities) {
        this.mandatory = mandatory;
        this.wirings = wirings;
        this.capabilities = capabilities;
    }

    @Override
    public Collection<Resource> getMandatoryResources() {
        return mandatory;
    }

    @Override
    public List<Capability> findProviders(Requirement requirement) {
        return capabilities.providers(requirement);
    }

    @Override
    public int insertHostedCapability(List<Capability> providers, HostedCapability hosted) {
        providers.add(hosted);
        return providers.size() - 1;
    }

    @Override
    public boolean isEffective(Requirement requirement) {
        return effective(requirement);
    }

    /** Others, such as services, are no matter of wiring: the health check sees to them. */
    static boolean effective(Requirement requirement) {
        return Namespace.EFFECTIVE_RESOLVE.equals(requirement
                .getDirectives()
                .getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE));
    }

    @Override
    public Map<Resource, Wiring> getWirings() {
        return wirings;
    }
}
