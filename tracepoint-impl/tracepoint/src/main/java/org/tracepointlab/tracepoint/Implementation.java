package org.tracepointlab.tracepoint;

import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.tracepointlab.tracepoint.strategy.BatchedScope;
import org.tracepointlab.tracepoint.strategy.ConditionalStrategy;
import org.tracepointlab.tracepoint.strategy.LazyStrategy;
import org.tracepointlab.tracepoint.strategy.OriginalStrategy;
import org.tracepointlab.tracepoint.strategy.PairedStrategy;
import org.tracepointlab.tracepoint.strategy.UnconditionalStrategy;

/**
 * One way to build tracepoints. Immutable.
 *
 * @param name       as on the command line and in results
 * @param strategy   the steps of each transition
 * @param readSide   what a reader does
 * @param batchScope what goes around a whole enable-all or disable-all
 */
public record Implementation(String name, TransitionStrategy strategy, ReadSide readSide, BatchScope batchScope) {

    private static final List<Implementation> KNOWN = List.of(
            new Implementation("original", new OriginalStrategy(), ReadSide.KERNEL, BatchScope.NONE),
            new Implementation("unconditional", new UnconditionalStrategy(), ReadSide.KERNEL, BatchScope.NONE),
            new Implementation("conditional", new ConditionalStrategy(), ReadSide.KERNEL, BatchScope.NONE),
            new Implementation("paired", new PairedStrategy(), ReadSide.PAIRED, BatchScope.NONE),
            new Implementation("batched", new UnconditionalStrategy(), ReadSide.KERNEL, new BatchedScope()),
            new Implementation("lazy", new LazyStrategy(), ReadSide.KERNEL, BatchScope.NONE));

    /** @throws NullPointerException if a part is missing */
    public Implementation {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(readSide, "readSide");
        Objects.requireNonNull(batchScope, "batchScope");
    }

    /**
     * The names that {@link #named} knows: the kernel's three in the order of their commits, then those that go
     * beyond it: {@code paired} (func and data in one target), {@code batched} (one grace period for a whole batch),
     * and {@code lazy} (1->0 leaves the call).
     */
    public static List<String> names() {
        return KNOWN.stream().map(Implementation::name).toList();
    }

    /** The names of those that an {@link ImplementationProvider} on the class path brings. */
    public static List<String> customNames() {
        return custom().map(Implementation::name).toList();
    }

    private static Stream<Implementation> custom() {
        return ServiceLoader.load(ImplementationProvider.class).stream()
                .map(provider -> provider.get().implementation());
    }

    /**
     * The implementation of that name: one of the lab's own, or else one that an {@link ImplementationProvider} brings.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Implementation named(String name) {
        return Stream.concat(KNOWN.stream(), custom()).filter(known -> known.name.equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown implementation '" + name + "': expected one of " + names()
                                + (customNames().isEmpty() ? "" : " or " + customNames())));
    }
}
