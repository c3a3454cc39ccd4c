package coop.plenum.openstack.dns;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be said of the values of a record set before Designate is asked. */
final class RecordValues {
    /** Their values end with the name of another host. */
    private static final Set<String> NAMING = Set.of("CNAME", "NS", "PTR", "MX", "SRV");

    private RecordValues() {}

    static List<Violation> problems(Values record) {
        List<Violation> problems = new ArrayList<>();
        record.text("name")
                .filter(name -> !name.isBlank())
                .flatMap(DomainNames::problem)
                .ifPresent(problems::add);
        String type = record.text("recordType").orElse("");
        List<?> values = record.list("values");
        if (values.isEmpty()) {
            problems.add(new Violation("/values", "required", "A record set needs a value at least."));
        }
        if (type.equals("CNAME") && values.size() > 1) {
            problems.add(new Violation("/values", "too-many", "A name can be an alias of one other only."));
        }
        for (int i = 0; i < values.size(); i++) {
            String place = "/values/" + i;
            problem(type, String.valueOf(values.get(i)))
                    .ifPresent(text -> problems.add(new Violation(place, "invalid-value", text)));
        }
        return problems;
    }

    private static Optional<String> problem(String type, String value) {
        if (type.equals("A") && !value.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return Optional.of("An IPv4 address is expected.");
        }
        if (type.equals("AAAA") && !value.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            return Optional.of("An IPv6 address is expected.");
        }
        return NAMING.contains(type) && !value.endsWith(".")
                ? Optional.of("The name in it is whole and ends with a dot, as in a zone file: host.example.com.")
                : Optional.empty();
    }
}
