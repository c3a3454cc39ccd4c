package coop.plenum.aws;

import coop.plenum.aws.api.AwsService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rights that the credentials need, as documents that can be pasted, for the services that are installed. */
final class Policies {
    private Policies() {}

    static String inWords(List<AwsService> services) {
        return """
                An IAM user of its own with an access key and no password, and with nothing but what it needs. Better yet, that user \
                may only assume a role, which has the policies below; then a leaked key alone is of little use, and other \
                accounts are reached the same way. `sts:GetCallerIdentity` is open to everybody.

                To look:

                ```json
                %s
                ```

                To make, change and delete, this too:

                ```json
                %s
                ```
                """.formatted(
                        document(services, AwsService::actionsToLook), document(services, AwsService::actionsToChange));
    }

    static String document(List<AwsService> services, Function<AwsService, List<String>> actions) {
        List<String> all = new ArrayList<>();
        services.forEach(service -> all.addAll(actions.apply(service)));
        return """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        %s
                      ],
                      "Resource": "*"
                    }
                  ]
                }""".formatted(
                        all.stream().map(action -> "\"" + action + "\"").collect(Collectors.joining(",\n        ")));
    }
}
