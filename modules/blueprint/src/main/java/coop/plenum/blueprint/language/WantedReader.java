package coop.plenum.blueprint.language;

import coop.plenum.blueprint.language.Blueprint.Wanted;
import coop.plenum.blueprint.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.VersionRange;

/** Reads which modules a blueprint wants: {@code {example: "[0.1,1)"}} or {@code [example]}. */
final class WantedReader {
    private final Problems problems;

    WantedReader(Problems problems) {
        this.problems = problems;
    }

    List<Wanted> read(Members members) {
        List<Wanted> wanted = new ArrayList<>();
        Node node = members.node("modules").orElse(null);
        if (node instanceof Node.Sequence list) {
            for (Node element : list.elements()) {
                if (element instanceof Node.Scalar name && name.value() instanceof String module) {
                    wanted.add(new Wanted(module, "", name.place()));
                } else {
                    problems.add(
                            element.place(),
                            members.pointer("modules"),
                            "wrong-kind",
                            "The name of a module is expected.");
                }
            }
        } else if (node != null) {
            members.mapping("modules")
                    .forEach((name, versions) -> wanted.add(new Wanted(
                            name,
                            range(versions, members.pointer("modules") + "/" + Problems.escape(name)),
                            versions.place())));
        }
        return wanted;
    }

    private String range(Node node, String pointer) {
        String text = node instanceof Node.Scalar scalar ? scalar.text() : "";
        try {
            return text.isBlank() ? "" : new VersionRange(text.strip()).toString();
        } catch (IllegalArgumentException e) {
            problems.add(
                    node.place(),
                    pointer,
                    "invalid-version",
                    "A version such as 0.1, at least, or a range such as \"[0.1,1)\" is expected.");
            return "";
        }
    }
}
