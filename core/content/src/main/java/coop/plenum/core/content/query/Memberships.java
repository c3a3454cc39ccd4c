package coop.plenum.core.content.query;

import coop.plenum.api.PlenumException;
import coop.plenum.api.content.FieldType;
import coop.plenum.core.content.field.AddressRange;
import coop.plenum.core.content.field.InvalidValue;
import coop.plenum.core.content.query.Condition.Operator;
import dev.cel.common.ast.CelExpr;
import java.util.List;

/** Conditions on the members of fields with several values, and on what lies in a network. */
final class Memberships {
    static final int MOST_IN_LIST = 1000;
    private static final String NETWORKS = "cidr";

    private final CelFilter filter;
    private final Naming names;
    private final Literals literals;

    Memberships(CelFilter filter, Naming names, Literals literals) {
        this.filter = filter;
        this.names = names;
        this.literals = literals;
    }

    /** Whether a call is {@code cidr.contains(network, field)}. */
    static boolean isNetworkCall(CelExpr part) {
        return part.call().function().equals("contains")
                && part.call().args().size() == 2
                && part.call()
                        .target()
                        .filter(target -> Naming.isNamed(target, NETWORKS))
                        .isPresent();
    }

    /** {@code cidr.contains("10.0.0.0/24", field)}; of several values one is enough. */
    Condition inNetwork(CelExpr part) {
        CelExpr subject = part.call().args().get(1);
        Target target = names.target(subject)
                .orElseThrow(() -> filter.wrong(
                        "unsupported-filter", part, "Write cidr.contains(\"10.0.0.0/24\", field) with a field."));
        return inNetwork(part, target);
    }

    private Condition inNetwork(CelExpr part, Target target) {
        FieldType type = target.field().type();
        if (type != FieldType.IP_ADDRESS && type != FieldType.CIDR) {
            throw filter.wrong(
                    "invalid-filter",
                    part,
                    "\"" + target.name() + "\" holds no addresses or networks, so none of it is in a network.");
        }
        AddressRange range = range(part.call().args().get(0));
        boolean networks = type == FieldType.CIDR;
        String least = networks ? range.leastNetwork() : range.least();
        String most = networks ? range.mostNetwork() : range.most();
        return target.several()
                ? new Condition.ElementBetween(target, least, most)
                : new Condition.All(List.of(
                        new Condition.Compare(target, Operator.GREATER_OR_EQUAL, least),
                        new Condition.Compare(target, Operator.LESS_OR_EQUAL, most)));
    }

    private AddressRange range(CelExpr part) {
        if (!Literals.isLiteral(part)) {
            throw filter.wrong("unsupported-filter", part, "A network in quotes is expected, such as \"10.0.0.0/24\".");
        }
        try {
            return AddressRange.of(literals.text(part, literals.value(part)));
        } catch (InvalidValue e) {
            throw filter.wrong("invalid-filter", part, e.message());
        }
    }

    /** {@code field.exists(x, ...)} with {@code x in [...]}, {@code x == ...} or {@code cidr.contains(..., x)}. */
    Condition exists(CelExpr part) {
        List<CelExpr> arguments = part.call().args();
        Target target = part.call()
                .target()
                .flatMap(names::target)
                .filter(Target::several)
                .orElseThrow(() -> filter.wrong(
                        "unsupported-filter", part, "exists is for fields with several values: field.exists(x, ...)."));
        if (arguments.size() != 2
                || arguments.get(0).getKind() != CelExpr.ExprKind.Kind.IDENT
                || arguments.get(1).getKind() != CelExpr.ExprKind.Kind.CALL) {
            throw inside(part);
        }
        String variable = arguments.get(0).ident().name();
        CelExpr body = arguments.get(1);
        List<CelExpr> inner = body.call().args();
        if (isNetworkCall(body) && Naming.isNamed(inner.get(1), variable)) {
            return inNetwork(body, target);
        }
        if (inner.size() == 2 && Naming.isNamed(inner.get(0), variable)) {
            if (body.call().function().equals("_==_")) {
                return one(target, List.of(inner.get(1)));
            }
            if (body.call().function().equals("@in") && inner.get(1).getKind() == CelExpr.ExprKind.Kind.LIST) {
                return one(target, list(inner.get(1)));
            }
        }
        throw inside(part);
    }

    private PlenumException inside(CelExpr part) {
        return filter.wrong(
                "unsupported-filter",
                part,
                "Possible are: field.exists(x, x in [\"a\", \"b\"]), field.exists(x, x == \"a\") and"
                        + " field.exists(x, cidr.contains(\"10.0.0.0/24\", x)).");
    }

    /** The parts of a list that has not too many. */
    List<CelExpr> list(CelExpr part) {
        List<CelExpr> elements = part.list().elements();
        if (elements.size() > MOST_IN_LIST) {
            throw filter.wrong("invalid-filter", part, "At most " + MOST_IN_LIST + " values are possible in a list.");
        }
        return elements;
    }

    /** One of the field's values is one of these. */
    Condition one(Target target, List<CelExpr> values) {
        List<String> elements =
                values.stream().map(value -> element(target, value)).distinct().toList();
        return elements.isEmpty() ? new Condition.Constant(false) : new Condition.Element(target, elements);
    }

    private String element(Target target, CelExpr part) {
        Object value = literals.value(part);
        if (value == null) {
            throw filter.wrong("invalid-filter", part, "A value is expected, not null.");
        }
        try {
            return target.codec().element(target.codec().canonical(target.field(), value));
        } catch (InvalidValue e) {
            throw filter.wrong("invalid-filter", part, e.message());
        }
    }
}
