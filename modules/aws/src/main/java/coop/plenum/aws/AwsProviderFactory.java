package coop.plenum.aws;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.aws.account.Settings;
import coop.plenum.aws.account.SettingsReader;
import coop.plenum.aws.account.Sts;
import coop.plenum.aws.account.Transport;
import coop.plenum.aws.account.UserAccount;
import coop.plenum.aws.api.AwsService;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Connects to accounts of AWS. Its references are static: when a module for another service comes or goes, this factory
 * goes and another one comes, so that open connections are closed and opened anew with the types that there are then.
 */
@Component
public final class AwsProviderFactory implements ProviderFactory {
    private final List<AwsService> services;

    @Activate
    public AwsProviderFactory(
            @Reference(cardinality = ReferenceCardinality.MULTIPLE, policyOption = ReferencePolicyOption.GREEDY)
                    List<AwsService> services) {
        this.services =
                services.stream().sorted(Comparator.comparing(AwsService::name)).toList();
    }

    @Override
    public ProviderDescription describe() {
        return new ProviderDescription(
                "aws",
                "AWS",
                "Accounts of Amazon Web Services, with what the installed modules for single services bring.",
                List.of(
                        Field.of("regions", FieldType.STRING, "Regions")
                                .flags(Flag.REQUIRED, Flag.MULTIPLE)
                                .help("Such as eu-central-1. New things go to the first unless they say otherwise."),
                        Field.of("accessKeyId", FieldType.STRING, "Access key")
                                .flags(Flag.REQUIRED)
                                .help("Its id, such as AKIA and more."),
                        Field.of("secretAccessKey", FieldType.SECRET, "Secret access key")
                                .flags(Flag.REQUIRED),
                        Field.of("sessionToken", FieldType.SECRET, "Session token")
                                .help("Of temporary keys, whose ids begin with ASIA."),
                        Field.of("roleArn", FieldType.STRING, "Role")
                                .help("ARN of a role to assume, be it in another account."),
                        Field.of("externalId", FieldType.STRING, "External id")
                                .help("Where the role's trust policy asks for one."),
                        Field.of("endpoint", FieldType.URL, "Endpoint")
                                .help("Where all services are, instead of at AWS's own addresses."),
                        Field.of("certificateFingerprints", FieldType.STRING, "Certificate fingerprints")
                                .flags(Flag.MULTIPLE)
                                .help("SHA-256. With any, only these certificates are trusted."),
                        Field.of("authorities", FieldType.TEXT, "Authorities")
                                .help(
                                        "Certificates as PEM. With any, what these have signed is trusted, instead of what"
                                                + " the server's Java trusts."),
                        Field.of("imageOwners", FieldType.STRING, "Owners of images")
                                .flags(Flag.MULTIPLE)
                                .help("Whose images to list: self, which is usual, amazon, or numbers of accounts."),
                        Field.of("timeout", FieldType.DURATION, "Time-out")
                                .help("For a single answer, PT1M unless given.")),
                services.stream()
                        .flatMap(service -> service.resourceTypes().stream())
                        .toList(),
                Policies.inWords(services));
    }

    @Override
    public Provider connect(Values settings, ConnectionContext context) throws ProviderException {
        Settings read = SettingsReader.read(settings);
        Transport transport = new Transport(read);
        UserAccount user = new UserAccount(read, context, transport, InstantSource.system());
        return new AwsProvider(Sts.as(read, user), transport, services);
    }
}
