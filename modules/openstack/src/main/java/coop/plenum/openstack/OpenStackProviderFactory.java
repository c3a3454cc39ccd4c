package coop.plenum.openstack;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.openstack.client.Cloud;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Connects to OpenStack clouds. */
@Component
public final class OpenStackProviderFactory implements ProviderFactory {
    private static final String LEAST_PRIVILEGE = """
            An *application credential* of a user who has a role in the one project that this connection is for:

            - role `reader` to look without acting, `member` to make, change and delete;
            - restricted, as they are unless one says otherwise, so that it cannot make further credentials;
            - a password, or an unrestricted credential, only where application credentials are to be made from here;
            - role `load-balancer_observer` or `load-balancer_member` besides, where Octavia keeps its usual policy;
            - role `admin` only for what needs it: all projects, flavors, volume types, quotas, live migration.

            `openstack application credential create --role member plenum`
            """;

    @Override
    public ProviderDescription describe() {
        return new ProviderDescription(
                "openstack",
                "OpenStack",
                "Servers, networks, volumes, images, DNS, load balancers and quotas of an OpenStack cloud.",
                List.of(
                        Field.of("authUrl", FieldType.URL, "Address of Keystone")
                                .flags(Flag.REQUIRED)
                                .help("OS_AUTH_URL, such as https://cloud.example:5000/v3."),
                        Field.of("applicationCredentialId", FieldType.STRING, "Application credential")
                                .help("Its id. Preferred to a user and a password."),
                        Field.of("applicationCredentialSecret", FieldType.SECRET, "Its secret"),
                        Field.of("username", FieldType.STRING, "User name")
                                .help("Where there is no application credential."),
                        Field.of("password", FieldType.SECRET, "Password"),
                        Field.of("userDomain", FieldType.STRING, "Domain of the user")
                                .help("Default unless given."),
                        Field.of("project", FieldType.STRING, "Project").help("Name or id that the user signs in to."),
                        Field.of("projectDomain", FieldType.STRING, "Domain of the project")
                                .help("The user's unless given."),
                        Field.of("domain", FieldType.STRING, "Domain")
                                .help("To sign in to a whole domain instead of a project."),
                        Field.of("systemScope", FieldType.BOOLEAN, "Whole system")
                                .help("To sign in to the whole system instead of a project."),
                        Field.of("region", FieldType.STRING, "Region").help("The first one unless given."),
                        Field.of("endpoints", FieldType.ENUM, "Endpoints")
                                .options("public", "internal", "admin")
                                .help("Which of each service's addresses to use; public unless given."),
                        Field.of("allProjects", FieldType.BOOLEAN, "All projects")
                                .help("For administrators: also lists what other projects have."),
                        Field.of("certificateFingerprints", FieldType.STRING, "Certificate fingerprints")
                                .flags(Flag.MULTIPLE)
                                .help("SHA-256. With any, only these certificates are trusted, else what the server's"
                                        + " Java trusts."),
                        Field.of("timeout", FieldType.DURATION, "Time-out")
                                .help("For a single answer, PT1M unless given.")),
                OpenStackProvider.types(),
                LEAST_PRIVILEGE);
    }

    @Override
    public Provider connect(Values settings, ConnectionContext context) throws ProviderException {
        return new OpenStackProvider(new Cloud(Settings.parse(settings), context));
    }
}
