package coop.plenum.core.rest.json;

import com.fasterxml.jackson.core.filter.TokenFilter;
import coop.plenum.api.Page;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer of which only some members are wanted ({@code ?fields=id,values.name}); in a list they are members of each
 * element.
 */
public record Sparse(Object entity, String fields) {
    TokenFilter filter() {
        Fields wanted = new Fields();
        Arrays.stream(fields.split(",", -1)).map(String::strip).forEach(wanted::add);
        return entity instanceof Page ? new List(wanted) : wanted;
    }

    /** The root of a list: all but the elements is kept as it is. */
    private static final class List extends TokenFilter {
        private final TokenFilter elements;

        List(TokenFilter elements) {
            this.elements = elements;
        }

        @Override
        public TokenFilter includeProperty(String name) {
            return name.equals("items") ? elements : INCLUDE_ALL;
        }
    }

    private static final class Fields extends TokenFilter {
        private final Map<String, TokenFilter> members = new HashMap<>();

        void add(String path) {
            int dot = path.indexOf('.');
            if (dot < 0) {
                members.put(path, INCLUDE_ALL);
            } else if (members.computeIfAbsent(path.substring(0, dot), name -> new Fields()) instanceof Fields nested) {
                nested.add(path.substring(dot + 1));
            }
        }

        @Override
        public @Nullable TokenFilter includeProperty(String name) {
            return members.get(name);
        }

        @Override
        public TokenFilter includeElement(int index) {
            return this;
        }

        /** A list without elements is still a list, and an element without the wanted members still one of them. */
        @Override
        public boolean includeEmptyArray(boolean contentsFiltered) {
            return true;
        }

        @Override
        public boolean includeEmptyObject(boolean contentsFiltered) {
            return true;
        }

        @Override
        protected boolean _includeScalar() {
            return false;
        }
    }
}
