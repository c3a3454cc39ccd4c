package coop.plenum.baremetal;

import coop.plenum.api.provider.Discoverer.Found;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.Inventory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Discovers page by page. A sync asks for each content type, some at the same time, and one look at a controller answers
 * them all: so
 * within one operation a controller is read again only when the same type asks a second time.
 *
 * <p>Silence at an address of a range means that there is nothing. Silence at an address that was named, or that
 * answered before, means that the discovery is incomplete, so nothing is taken for vanished.
 */
final class Survey {
    /** Failures that a host shows which is no controller of ours. */
    static final Set<String> NOTHING = Set.of("unreachable", "not-redfish", "tls-failed");

    private static final int ROUNDS = 4;

    private final Fleet fleet;
    private final Set<BmcAddress> answered = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Round> rounds = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Round> eldest) {
            return size() > ROUNDS;
        }
    };

    Survey(Fleet fleet) {
        this.fleet = fleet;
    }

    /** What an inventory has of one content type. */
    @FunctionalInterface
    interface View {
        List<ResourceState> of(BmcAddress address, Inventory inventory);
    }

    /** Where a page begins: the how-manieth address, and how many of its resources to skip. */
    private record Place(int address, int skip) {
        static Place parse(String token) throws ProviderException {
            int colon = token.indexOf(':');
            try {
                return new Place(
                        Integer.parseInt(token, 0, Math.max(0, colon), 10),
                        Integer.parseInt(token, colon + 1, token.length(), 10));
            } catch (NumberFormatException e) {
                throw new ProviderException(Category.USER, "invalid-page", "The page token is not one of ours.", e);
            }
        }

        @Override
        public String toString() {
            return address + ":" + skip;
        }
    }

    /** What was read in one operation. */
    private static final class Round {
        final Map<BmcAddress, Fleet.Answer<Inventory>> answers = new HashMap<>();
        final Map<BmcAddress, Set<String>> served = new HashMap<>();
        /** Who asks for another type at the same time waits for the answers, and shares them. */
        final ReentrantLock reading = new ReentrantLock();
    }

    Found discover(String type, View view, Optional<String> page, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        Place place = page.isPresent() ? Place.parse(page.get()) : new Place(0, 0);
        List<BmcAddress> all = fleet.addresses();
        int from = Math.min(place.address(), all.size());
        int to = Math.min(all.size(), from + Math.max(1, Math.min(max, Fleet.AT_ONCE)));
        Round round = round(context.operation());
        round.reading.lockInterruptibly();
        try {
            read(round, all.subList(from, to), place.skip() == 0, type, context);
        } finally {
            round.reading.unlock();
        }

        List<ResourceState> states = new ArrayList<>();
        Optional<String> next = to < all.size() ? Optional.of(new Place(to, 0).toString()) : Optional.empty();
        int skip = place.skip();
        for (int i = from; i < to; i++) {
            List<ResourceState> here = states(round, all.get(i), view);
            int taken = Math.min(here.size(), skip + max - states.size());
            states.addAll(here.subList(Math.min(skip, taken), taken));
            if (taken < here.size()) {
                next = Optional.of(new Place(i, taken).toString());
                break;
            }
            served(round, all.get(i), type);
            skip = 0;
        }
        context.progress((double) to / all.size(), to + " of " + all.size() + " addresses asked");
        return new Found(states, next, complete(round, next.isEmpty()));
    }

    private Round round(UUID operation) {
        synchronized (rounds) {
            return rounds.computeIfAbsent(operation, id -> new Round());
        }
    }

    private void read(Round round, List<BmcAddress> addresses, boolean anew, String type, OperationContext context)
            throws InterruptedException {
        List<BmcAddress> missing = new ArrayList<>();
        synchronized (round) {
            for (BmcAddress address : addresses) {
                if (!round.answers.containsKey(address)
                        || (anew && round.served.getOrDefault(address, Set.of()).contains(type))) {
                    missing.add(address);
                    round.served.remove(address);
                }
            }
        }
        List<Fleet.Answer<Inventory>> answers = fleet.askAll(missing, Bmc::inventory, context);
        synchronized (round) {
            for (int i = 0; i < missing.size(); i++) {
                round.answers.put(missing.get(i), answers.get(i));
                if (answers.get(i).value().isPresent()) {
                    answered.add(missing.get(i));
                }
            }
        }
    }

    private static List<ResourceState> states(Round round, BmcAddress address, View view) {
        synchronized (round) {
            Fleet.Answer<Inventory> answer = round.answers.get(address);
            return answer == null
                    ? List.of()
                    : answer.value()
                            .map(inventory -> view.of(address, inventory))
                            .orElse(List.of());
        }
    }

    private static void served(Round round, BmcAddress address, String type) {
        synchronized (round) {
            round.served.computeIfAbsent(address, key -> new HashSet<>()).add(type);
        }
    }

    /**
     * Of all that was read in this operation so far.
     *
     * @throws ProviderException on the last page, when there was nothing but failures
     */
    private boolean complete(Round round, boolean last) throws ProviderException {
        synchronized (round) {
            boolean some = round.answers.values().stream()
                    .anyMatch(answer -> answer.value().isPresent());
            // after a restart in the middle of an operation, the round knows its last pages only
            boolean whole = round.answers.size() == fleet.addresses().size();
            if (last && whole && !some) {
                throw worst(round);
            }
            return (some || !last)
                    && round.answers.entrySet().stream()
                            .allMatch(entry -> entry.getValue()
                                    .failure()
                                    .map(failure -> nothingThere(entry.getKey(), failure))
                                    .orElse(true));
        }
    }

    private static ProviderException worst(Round round) {
        return round.answers.values().stream()
                .flatMap(answer -> answer.failure().stream())
                .reduce((one, other) -> one.category() == Category.AUTHENTICATION ? one : other)
                .orElseGet(() -> new ProviderException(
                        Category.INTERNAL, "provider-defect", "There was neither an answer nor a failure."));
    }

    private boolean nothingThere(BmcAddress address, ProviderException failure) {
        return !address.certain() && !answered.contains(address) && NOTHING.contains(failure.code());
    }
}
