package coop.plenum.infrastructure.changeset;

import coop.plenum.api.PlenumException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which steps wait for which. Steps are numbered from 0. Immutable. */
final class StepGraph {
    private final List<Set<Integer>> before;
    private final List<List<Integer>> after = new ArrayList<>();
    private final List<Integer> order = new ArrayList<>();
    private final int[] height;

    /**
     * @param keys of the steps, to name them
     * @param before for each step those it waits for
     * @throws PlenumException {@code step-cycle}
     */
    StepGraph(List<String> keys, List<? extends Set<Integer>> before) {
        this.before = before.stream()
                .map(steps -> Collections.unmodifiableSet(new TreeSet<>(steps)))
                .toList();
        for (int i = 0; i < keys.size(); i++) {
            after.add(new ArrayList<>());
        }
        int[] open = new int[keys.size()];
        for (int step = 0; step < open.length; step++) {
            open[step] = this.before.get(step).size();
            for (int earlier : this.before.get(step)) {
                after.get(earlier).add(step);
            }
        }
        sort(open);
        if (order.size() < keys.size()) {
            throw cycle(keys, open);
        }
        height = heights();
    }

    /** After Kahn, "Topological sorting of large networks" (1962). */
    private void sort(int[] open) {
        Deque<Integer> free = new ArrayDeque<>();
        for (int step = 0; step < open.length; step++) {
            if (open[step] == 0) {
                free.add(step);
            }
        }
        while (!free.isEmpty()) {
            int step = free.remove();
            order.add(step);
            for (int later : after.get(step)) {
                if (--open[later] == 0) {
                    free.add(later);
                }
            }
        }
    }

    /** Follows steps that still wait until one comes round again. */
    private PlenumException cycle(List<String> keys, int[] open) {
        int step = 0;
        while (open[step] == 0) {
            step++;
        }
        List<Integer> path = new ArrayList<>();
        while (!path.contains(step)) {
            path.add(step);
            step = before.get(step).stream()
                    .filter(earlier -> open[earlier] > 0)
                    .findFirst()
                    .orElseThrow();
        }
        List<String> circle = new ArrayList<>();
        path.subList(path.indexOf(step), path.size()).forEach(member -> circle.add(keys.get(member)));
        circle.add(keys.get(step));
        return PlenumException.invalid(
                "step-cycle",
                "These steps wait for each other: " + String.join(" -> ", circle)
                        + ". Take one of the references out, or make it in a second change.");
    }

    private int[] heights() {
        int[] heights = new int[order.size()];
        for (int i = order.size() - 1; i >= 0; i--) {
            int step = order.get(i);
            for (int later : after.get(step)) {
                heights[step] = Math.max(heights[step], heights[later] + 1);
            }
        }
        return heights;
    }

    int size() {
        return order.size();
    }

    Set<Integer> before(int step) {
        return before.get(step);
    }

    List<Integer> after(int step) {
        return Collections.unmodifiableList(after.get(step));
    }

    /** Each step after all that it waits for. */
    List<Integer> order() {
        return Collections.unmodifiableList(order);
    }

    /** How many steps follow one another behind it, at the longest: what is started first shortens the whole. */
    int height(int step) {
        return height[step];
    }
}
