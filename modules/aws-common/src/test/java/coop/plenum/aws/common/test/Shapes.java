package coop.plenum.aws.common.test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;

/** Compares requests and answers with the fields that the published model has for them, and says what does not fit. */
final class Shapes {
    private static final String MEMBER = "member";
    private static final Set<String> OF_EVERY_FORM = Set.of("Action", "Version");

    private final Model model;
    private final List<String> problems = new ArrayList<>();

    private Shapes(Model model) {
        this.model = model;
    }

    static List<String> problemsOfAnswer(Model model, String action, String document) {
        Shapes shapes = new Shapes(model);
        shapes.answer(action, model.answer(action), root(document));
        return shapes.problems;
    }

    /** @param parameters by their names */
    static List<String> problemsOfForm(Model model, String action, Map<String, String> parameters) {
        Shapes shapes = new Shapes(model);
        Branch form = new Branch();
        parameters.forEach((name, value) -> {
            if (!OF_EVERY_FORM.contains(name)) {
                form.put(List.of(name.split("\\.")), value);
            }
        });
        shapes.form(model.request(action), form, action);
        return shapes.problems;
    }

    /** @param query without what stands in the address of the operation */
    static List<String> problemsOfRest(Model model, String action, Set<String> query, String body) {
        Shapes shapes = new Shapes(model);
        SdkPojo request = model.request(action);
        Map<String, SdkField<?>> asked = fields(request, MarshallLocation.QUERY_PARAM, SdkField::locationName);
        query.stream()
                .filter(name -> !asked.containsKey(name))
                .forEach(name -> shapes.say(action, "has no parameter " + name, asked.keySet()));
        asked.forEach((name, field) -> {
            if (field.containsTrait(RequiredTrait.class) && !query.contains(name)) {
                shapes.say(action, "lacks the parameter " + name, Set.of());
            }
        });
        if (!body.isEmpty()) {
            Element root = root(body);
            Optional<SdkField<?>> payload = payload(request);
            if (payload.isPresent()) {
                shapes.value(payload.get(), root, action, SdkField::locationName);
            } else {
                shapes.members(request, root, action, SdkField::locationName);
            }
        }
        return shapes.problems;
    }

    private void say(String where, String what, Set<String> known) {
        problems.add(where + " " + what + (known.isEmpty() ? "." : "; there are " + known + "."));
    }

    private static Element root(String document) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("Not XML: " + document, e);
        }
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private static Map<String, SdkField<?>> fields(
            SdkPojo shape, MarshallLocation where, Function<SdkField<?>, String> name) {
        Map<String, SdkField<?>> fields = new TreeMap<>();
        for (SdkField<?> field : shape.sdkFields()) {
            if (field.location() == where) {
                fields.put(name.apply(field), field);
            }
        }
        return fields;
    }

    private static Optional<SdkField<?>> payload(SdkPojo shape) {
        for (SdkField<?> field : shape.sdkFields()) {
            if (field.containsTrait(PayloadTrait.class)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    private void answer(String action, SdkPojo shape, Element root) {
        switch (model.protocol()) {
            case EC2 -> members(shape, root, action, SdkField::unmarshallLocationName);
            case QUERY -> {
                String result = action + "Result";
                for (Element child : children(root)) {
                    if (child.getTagName().equals(result)) {
                        members(shape, child, action, SdkField::unmarshallLocationName);
                    } else if (!child.getTagName().equals("ResponseMetadata")) {
                        say(action, "has " + child.getTagName() + " outside of " + result, Set.of());
                    }
                }
            }
            case REST -> rest(action, shape, root);
        }
    }

    private void rest(String action, SdkPojo shape, Element root) {
        Optional<SdkField<?>> payload = payload(shape);
        if (payload.isPresent()) {
            value(payload.get(), root, action, SdkField::unmarshallLocationName);
        } else if (!fields(shape, MarshallLocation.PAYLOAD, SdkField::unmarshallLocationName)
                .containsKey(root.getTagName())) { // S3 has an answer that is a single member without a root around it
            members(shape, root, action, SdkField::unmarshallLocationName);
        }
    }

    private void members(SdkPojo shape, Element element, String where, Function<SdkField<?>, String> naming) {
        Map<String, SdkField<?>> known = fields(shape, MarshallLocation.PAYLOAD, naming);
        Set<String> there = new HashSet<>();
        for (Element child : children(element)) {
            String name = child.getTagName();
            SdkField<?> field = known.get(name);
            if (field == null) {
                if (!name.equals("requestId")) {
                    say(where, "has no " + name, known.keySet());
                }
                continue;
            }
            if (!there.add(name) && !isFlattened(field)) {
                say(where, "has one " + name + ", not several", Set.of());
            }
            value(field, child, where + "/" + name, naming);
        }
        known.forEach((name, field) -> {
            if (field.containsTrait(RequiredTrait.class) && !there.contains(name)) {
                say(where, "lacks " + name, Set.of());
            }
        });
    }

    private static boolean isFlattened(SdkField<?> field) {
        return field.marshallingType() == MarshallingType.LIST
                && field.getTrait(ListTrait.class).isFlattened();
    }

    private void value(SdkField<?> field, Element element, String where, Function<SdkField<?>, String> naming) {
        if (field.marshallingType() == MarshallingType.SDK_POJO) {
            members(field.constructor().get(), element, where, naming);
        } else if (field.marshallingType() == MarshallingType.LIST) {
            ListTrait list = field.getTrait(ListTrait.class);
            if (list.isFlattened()) {
                value(list.memberFieldInfo(), element, where, naming);
                return;
            }
            String name = Optional.ofNullable(list.memberLocationName()).orElse(MEMBER);
            for (Element child : children(element)) {
                if (child.getTagName().equals(name)) {
                    value(list.memberFieldInfo(), child, where + "/" + name, naming);
                } else {
                    say(where, "has no " + child.getTagName(), Set.of(name));
                }
            }
        } else if (field.marshallingType() != MarshallingType.MAP) {
            if (!children(element).isEmpty()) {
                say(where, "is a value and has elements in it", Set.of());
            }
            scalar(field.marshallingType(), element.getTextContent(), where);
        }
    }

    private void scalar(MarshallingType<?> type, String text, String where) {
        boolean fits = true;
        if (type == MarshallingType.BOOLEAN) {
            fits = text.equals("true") || text.equals("false");
        } else if (type == MarshallingType.INTEGER || type == MarshallingType.LONG) {
            fits = text.matches("-?\\d+");
        } else if (type == MarshallingType.DOUBLE || type == MarshallingType.FLOAT) {
            fits = text.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
        } else if (type == MarshallingType.INSTANT) {
            fits = isTime(text);
        }
        if (!fits) {
            say(where, "cannot be \"" + text + "\"", Set.of());
        }
    }

    private static boolean isTime(String text) {
        try {
            return !Instant.parse(text).equals(Instant.MIN);
        } catch (DateTimeException e) {
            try {
                return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text) != null;
            } catch (DateTimeException none) {
                return false;
            }
        }
    }

    /** Parameters of a form by the parts of their names. */
    private static final class Branch {
        private final Map<String, Branch> branches = new TreeMap<>();
        private Optional<String> value = Optional.empty();

        void put(List<String> path, String text) {
            if (path.isEmpty()) {
                value = Optional.of(text);
            } else {
                branches.computeIfAbsent(path.get(0), name -> new Branch()).put(path.subList(1, path.size()), text);
            }
        }
    }

    private void form(SdkPojo shape, Branch form, String where) {
        Map<String, SdkField<?>> known = fields(shape, MarshallLocation.PAYLOAD, SdkField::locationName);
        form.branches.forEach((name, branch) -> {
            SdkField<?> field = known.get(name);
            if (field == null) {
                say(where, "has no parameter " + name, known.keySet());
            } else {
                parameter(field, branch, where + "." + name);
            }
        });
        known.forEach((name, field) -> {
            if (field.containsTrait(RequiredTrait.class) && !form.branches.containsKey(name)) {
                say(where, "lacks the parameter " + name, Set.of());
            }
        });
    }

    private void parameter(SdkField<?> field, Branch branch, String where) {
        if (field.marshallingType() == MarshallingType.SDK_POJO) {
            form(field.constructor().get(), branch, where);
        } else if (field.marshallingType() == MarshallingType.LIST) {
            ListTrait list = field.getTrait(ListTrait.class);
            String name = Optional.ofNullable(list.memberLocationName()).orElse(MEMBER);
            boolean counted = model.protocol() == Model.Protocol.EC2 || list.isFlattened();
            Branch members = counted ? branch : branch.branches.getOrDefault(name, new Branch());
            if (members.branches.isEmpty()
                    && branch.value.filter(String::isEmpty).isEmpty()) {
                say(where, "is a list, with members ." + (counted ? "1" : name + ".1"), Set.of());
            }
            members.branches.forEach((index, member) -> {
                if (index.matches("[1-9]\\d*")) {
                    parameter(list.memberFieldInfo(), member, where + "." + index);
                } else {
                    say(where, "has no member " + index, Set.of());
                }
            });
        } else if (field.marshallingType() != MarshallingType.MAP) {
            if (!branch.branches.isEmpty()) {
                say(where, "is a value and has members", Set.of());
            }
            scalar(field.marshallingType(), branch.value.orElse(""), where);
        }
    }
}
