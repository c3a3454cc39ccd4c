package coop.plenum.aws;

import coop.plenum.aws.api.AwsService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The rights that the credentials need, as documents that can be pasted, two for each service that is installed. */
final class Policies {
    private static final String OURS =
            ",\n      \"Condition\": {\"Null\": {\"aws:ResourceTag/plenum:item\": \"false\"}}";

    private Policies() {}

    static String inWords(List<AwsService> services) {
        return """
                An IAM user of its own with an access key and no password, and with nothing but what it needs. Better yet, that user \
                may only assume a role, which has the policies below; then a leaked key alone is of little use, and other \
                accounts are reached the same way. `sts:GetCallerIdentity` is open to everybody.
                """ + services.stream().map(Policies::section).collect(Collectors.joining());
    }

    private static String section(AwsService service) {
        String caution = service.caution().isEmpty() ? "" : "\n**" + service.caution() + "**\n";
        String ours = service.actionsOnOurs().isEmpty()
                ? ""
                : "; what the second part allows, only with what was made or adopted here";
        return """

                ### %s
                %s
                To look:

                ```json
                %s
                ```

                To make, change and delete, this too%s:

                ```json
                %s
                ```
                """.formatted(service.title(), caution, toLook(service), ours, toChange(service));
    }

    private static String toLook(AwsService service) {
        return document(List.of(statement(service.actionsToLook(), "")));
    }

    private static String toChange(AwsService service) {
        List<String> anywhere = new ArrayList<>(service.actionsToChange());
        anywhere.removeAll(service.actionsOnOurs());
        List<String> statements = new ArrayList<>(List.of(statement(anywhere, "")));
        if (!service.actionsOnOurs().isEmpty()) {
            statements.add(statement(service.actionsOnOurs(), OURS));
        }
        return document(statements);
    }

    private static String document(List<String> statements) {
        return """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                %s
                  ]
                }""".formatted(String.join(",\n", statements));
    }

    private static String statement(List<String> actions, String condition) {
        String all =
                actions.stream().map(action -> "        \"" + action + "\"").collect(Collectors.joining(",\n"));
        return "    {\n      \"Effect\": \"Allow\",\n      \"Action\": [\n" + all
                + "\n      ],\n      \"Resource\": \"*\"" + condition + "\n    }";
    }
}
