package coop.plenum.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.dto.BundleDTO;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** What the log is told of components that do not work. */
class SelfCheckTest {
    private static ComponentConfigurationDTO component(String name, int state) {
        ReferenceDTO reference = new ReferenceDTO();
        reference.name = "$000";
        reference.interfaceName = "coop.plenum.api.secret.SecretService";
        ComponentDescriptionDTO description = new ComponentDescriptionDTO();
        description.name = name;
        description.bundle = new BundleDTO();
        description.bundle.symbolicName = "coop.plenum.core.rest";
        description.references = new ReferenceDTO[] {reference};
        ComponentConfigurationDTO configuration = new ComponentConfigurationDTO();
        configuration.description = description;
        configuration.state = state;
        UnsatisfiedReferenceDTO missing = new UnsatisfiedReferenceDTO();
        missing.name = "$000";
        configuration.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {missing};
        return configuration;
    }

    private static ServiceComponentRuntime runtime(ComponentConfigurationDTO... configurations) {
        return (ServiceComponentRuntime) Proxy.newProxyInstance(
                SelfCheckTest.class.getClassLoader(),
                new Class<?>[] {ServiceComponentRuntime.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getComponentDescriptionDTOs" -> descriptions(configurations);
                    case "isComponentEnabled" -> true;
                    case "getComponentConfigurationDTOs" ->
                        List.of(configurations).stream()
                                .filter(one -> one.description == arguments[0])
                                .toList();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Collection<ComponentDescriptionDTO> descriptions(ComponentConfigurationDTO... configurations) {
        return List.of(configurations).stream().map(one -> one.description).toList();
    }

    @Test
    void aComponentThatWaitsIsNamedWithWhatItWaitsFor() {
        List<String> told = new ArrayList<>();
        SelfCheck.tell(
                runtime(
                        component("Idle", ComponentConfigurationDTO.SATISFIED),
                        component("Door", ComponentConfigurationDTO.UNSATISFIED_REFERENCE)),
                told::add);
        assertThat(told)
                .containsExactly("The component Door of coop.plenum.core.rest does not work: it waits for a service"
                        + " coop.plenum.api.secret.SecretService.");
    }

    @Test
    void nothingIsToldWhereAllWorks() {
        List<String> told = new ArrayList<>();
        SelfCheck.tell(runtime(component("Idle", ComponentConfigurationDTO.ACTIVE)), told::add);
        assertThat(told).isEmpty();
    }
}
