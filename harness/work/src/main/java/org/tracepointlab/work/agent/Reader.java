package org.tracepointlab.work.agent;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Turns cells into counts, method by method. Not thread-safe: for the thread that runs JMH. */
public final class Reader {
    private final Registry registry;
    private final ObjectSizes sizes;

    Reader(Registry registry, ObjectSizes sizes) {
        this.registry = registry;
        this.sizes = sizes;
    }

    /**
     * Adds up the work of each method that ran.
     *
     * @param cells for each class its cells, or null
     * @return by the method's name: class, name and descriptor
     */
    public Map<String, Totals> byMethod(long[][] cells) {
        Map<String, Totals> all = new TreeMap<>();
        for (int id = 0; id < cells.length; id++) {
            CountedClass type = cells[id] == null ? null : registry.get(id);
            if (type != null) {
                for (CountedMethod method : type.methods()) {
                    add(type, method, cells[id], all);
                }
            }
        }
        return all;
    }

    private void add(CountedClass type, CountedMethod method, long[] cells, Map<String, Totals> all) {
        if (method.blocks().isEmpty() || cells[method.firstCell()] == 0 && isZero(method, cells)) {
            return;
        }
        Totals totals = all.computeIfAbsent(type.name() + '.' + method.name(), name -> new Totals());
        for (int i = 0; i < method.blocks().size(); i++) {
            long times = cells[method.firstCell() + i];
            if (times != 0) {
                add(type, method.blocks().get(i), times, totals);
            }
        }
        totals.addBytes(method.bytesCell() < 0 ? 0 : cells[method.bytesCell()]);
        totals.addObjects(method.objectsCell() < 0 ? 0 : cells[method.objectsCell()]);
    }

    /** A loop that was entered before the counts were cleared may run on. */
    private static boolean isZero(CountedMethod method, long[] cells) {
        for (int i = 0; i < method.blocks().size(); i++) {
            if (cells[method.firstCell() + i] != 0) {
                return false;
            }
        }
        return true;
    }

    private void add(CountedClass type, Costs costs, long times, Totals totals) {
        totals.add(costs, times);
        for (String instance : costs.instances) {
            OptionalLong size = sizeOf(type, instance.replace('/', '.'));
            size.ifPresentOrElse(bytes -> totals.addBytes(bytes * times), () -> totals.hasNoSize(instance));
        }
    }

    private OptionalLong sizeOf(CountedClass type, String name) {
        ClassLoader loader = type.loader().get();
        if (loader == null && !type.boot()) {
            return OptionalLong.empty();
        }
        try {
            return sizes.of(Class.forName(name, false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return OptionalLong.empty();
        }
    }

    /** What has no counters though it should, one line each. */
    public Set<String> failures() {
        return registry.failures();
    }

    /** Methods of loaded classes inside of which nothing counts, since the VM may replace them. */
    public int intrinsics() {
        return registry.intrinsics();
    }

    /** Whether JMH's generated loops were found. */
    public boolean hasLoops() {
        return registry.loops() > 0;
    }
}
