package org.tracepointlab.work.agent;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tracepointlab.work.runtime.Allocations;
import org.tracepointlab.work.runtime.Work;

/**
 * The agent of a counted fork. Its argument is {@code operations,jdk}: after how many operations a measurement loop
 * ends (0: when its time is up), and whether classes of the JDK are counted, {@code true} or {@code false}.
 *
 * <p>A fork whose agent cannot start does not start: it must not look like one in which nothing happened.
 */
public final class WorkAgent {
    private static final int BATCH = 100;

    private static volatile Reader reader;

    private WorkAgent() {
    }

    /** Called by the virtual machine, before JMH's main. */
    public static void premain(String argument, Instrumentation vm) throws Exception {
        String[] arguments = argument.split(",");
        BootJar.append(vm);
        Started.start(vm, Long.parseLong(arguments[0]), Boolean.parseBoolean(arguments[1]));
    }

    /** What reads the counts of this virtual machine, or null if the agent did not run. */
    public static Reader reader() {
        return reader;
    }

    /** Apart from the agent, since it must be linked only when the runtime is on the boot class path. */
    private static final class Started {
        static void start(Instrumentation vm, long operations, boolean jdk) throws ReflectiveOperationException {
            open(vm);
            Allocations.learn(vm);
            Registry registry = new Registry();
            registerNotes(registry);
            CountingTransformer transformer = new CountingTransformer(jdk, registry);
            reader = new Reader(registry, new ObjectSizes(vm));
            Work.install(operations);
            vm.addTransformer(transformer, true);
            retransform(vm, transformer, registry);
        }

        private static void registerNotes(Registry registry) {
            try {
                Reproducible.fixIterationOrder();
            } catch (ReflectiveOperationException | RuntimeException e) {
                registry.addFailure("the order in which Set.of and Map.of are iterated is as this JDK draws it: " + e);
            }
        }

        private static void open(Instrumentation vm) {
            Module java = Object.class.getModule();
            Set<Module> agent = Set.of(WorkAgent.class.getModule());
            vm.redefineModule(java, Set.of(), Map.of("jdk.internal.misc", agent), Map.of(), Set.of(), Map.of());
        }

        private static void retransform(Instrumentation vm, CountingTransformer transformer, Registry registry) {
            List<Class<?>> some = new ArrayList<>();
            for (Class<?> type : vm.getAllLoadedClasses()) {
                String name = type.getName().replace('.', '/');
                if (!type.isArray() && vm.isModifiableClass(type) && !transformer.excludes(name)) {
                    some.add(type);
                }
                if (some.size() == BATCH) {
                    retransform(vm, some, registry);
                    some.clear();
                }
            }
            retransform(vm, some, registry);
        }

        private static void retransform(Instrumentation vm, List<Class<?>> some, Registry registry) {
            try {
                if (!some.isEmpty()) {
                    vm.retransformClasses(some.toArray(Class<?>[]::new));
                }
            } catch (UnmodifiableClassException | Error e) {
                if (some.size() == 1) {
                    registry.addFailure(some.get(0).getName() + ": " + e);
                } else {
                    some.forEach(one -> retransform(vm, List.of(one), registry));
                }
            }
        }
    }
}
