package coop.plenum.aws;

import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.aws.account.Sts;
import coop.plenum.aws.api.OpenAwsService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says who one is in AWS, and which services answer to that. */
final class Checkup {
    private final Sts sts;
    private final Map<String, OpenAwsService> services;
    private final List<String> found = new ArrayList<>();
    private final List<String> forbidden = new ArrayList<>();
    private final List<Diagnostics.Problem> problems = new ArrayList<>();

    /** @param services by title */
    Checkup(Sts sts, Map<String, OpenAwsService> services) {
        this.sts = sts;
        this.services = services;
    }

    Diagnostics run(List<String> regions, OperationContext context) throws InterruptedException {
        try {
            Sts.Identity who = sts.identity(context);
            for (Map.Entry<String, OpenAwsService> service : services.entrySet()) {
                ask(service.getKey(), service.getValue(), context);
            }
            if (services.isEmpty()) {
                problems.add(new Diagnostics.Problem(
                        "no-services",
                        Category.USER,
                        Optional.empty(),
                        "No module for a service of AWS is installed. Install aws-ec2 or another."));
            }
            return new Diagnostics(
                    "Account " + who.account() + " as " + who.arn() + ", in " + String.join(", ", regions)
                            + (found.isEmpty() ? "" : ". Services: " + String.join(", ", found))
                            + (forbidden.isEmpty()
                                    ? ""
                                    : ". Not open to this identity: " + String.join(", ", forbidden))
                            + ".",
                    problems);
        } catch (ProviderException e) {
            return Diagnostics.failed(e);
        }
    }

    private void ask(String title, OpenAwsService service, OperationContext context) throws InterruptedException {
        try {
            service.check(context);
            found.add(title);
        } catch (ProviderException e) {
            if (e.code().equals("insufficient-privilege")) {
                forbidden.add(title); // a lesser policy is a choice and no problem
                return;
            }
            problems.add(new Diagnostics.Problem(e.code(), e.category(), e.field(), title + ": " + e.getMessage()));
        }
    }
}
