package coop.plenum.itest.console;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.openqa.selenium.WebElement;

/**
 * Where parts of a page are looked for: the whole page, or a part of it. All searches go through open shadow roots and
 * find what is shown; a part is looked for anew whenever it is used, for {@link Browser#PATIENCE} at most. Where several
 * fit, the first in the order of the page is taken.
 */
abstract class Place {
    private static final Set<String> FIELDS = Set.of(
            "textbox",
            "searchbox",
            "combobox",
            "spinbutton",
            "checkbox",
            "radio",
            "switch",
            "listbox",
            "slider",
            "Date",
            "DateTime",
            "InputTime");

    /** What finds and acts. */
    abstract Seeker seeker();

    /** Inside what to look; null for all of the page. */
    abstract Supplier<List<WebElement>> roots();

    /** By CSS selectors, each inside what the one before found: {@code find("plenum-table", "tbody tr")}. */
    final Part find(String... selectors) {
        return part(String.join(" ", selectors), root -> seeker().css(root, List.of(selectors)));
    }

    /** By words that stand in one element. */
    final Part text(String words) {
        return part("“" + words + "”", root -> seeker().saying(root, words));
    }

    final Part button(String name) {
        return role("button", name);
    }

    final Part link(String name) {
        return role("link", name);
    }

    /** An input of any kind by its label. */
    final Part field(String label) {
        return part("field “" + label + "”", root -> seeker().named(root, label, FIELDS));
    }

    /** By role and accessible name, as the browser gives them to assistive technology. */
    final Part role(String role, String name) {
        return part(role + " “" + name + "”", root -> seeker().named(root, name, Set.of(role)));
    }

    private Part part(String words, java.util.function.Function<WebElement, List<WebElement>> search) {
        Supplier<List<WebElement>> roots = roots();
        return new Part(
                seeker(),
                within(words),
                () -> roots.get().stream()
                        .limit(1)
                        .flatMap(root -> search.apply(root).stream())
                        .toList());
    }

    /** Words for a part that is looked for here. */
    abstract String within(String words);
}
