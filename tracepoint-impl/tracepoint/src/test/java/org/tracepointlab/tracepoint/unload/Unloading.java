package org.tracepointlab.tracepoint.unload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.flavour.RcuFlavour;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * Loads {@link Plugin} once for each combination, runs it, forgets it, and says whether its loader was collected. A
 * program of its own, since the platform keeps some method types behind soft references, which only an option clears in
 * time.
 */
final class Unloading {

    /** The compiler may be at work on the code of what is to go, and holds on to its classes meanwhile. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long CANARY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private Unloading() {
    }

    /** Loads {@link Plugin} and its members itself, all else from its parent. */
    private static final class PluginLoader extends ClassLoader {
        PluginLoader() {
            super(Plugin.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Plugin.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
        }
    }

    /**
     * Of each argument {@code implementation,flavour,patching} it prints {@code argument collected} or {@code kept}.
     */
    public static void main(String[] combinations) throws Exception {
        for (String combination : combinations) {
            String[] parts = combination.split(",");
            try (TracepointRegistry registry = new TracepointRegistry(Implementation.named(parts[0]),
                    RcuFlavour.named(parts[1]).domains(), Patcher.named(parts[2]))) {
                WeakReference<ClassLoader> loader = runAndForget(registry);
                registry.releaseBarrier(); // also forgets readers whose threads have ended
                say(combination, loader, PATIENCE_NANOS);
                say("canary", declareAndForget(registry), CANARY_NANOS);
                registry.undeclare(registry.tracepoint("left behind").orElseThrow());
            }
        }
    }

    private static void say(String what, WeakReference<ClassLoader> loader, long patience) throws InterruptedException {
        for (long end = System.nanoTime() + patience; !loader.refersTo(null) && System.nanoTime() - end < 0; ) {
            System.gc();
            Thread.sleep(10);
        }
        System.out.println(what + (loader.refersTo(null) ? " collected" : " kept"));
    }

    private static WeakReference<ClassLoader> declareAndForget(TracepointRegistry registry)
            throws ClassNotFoundException {
        PluginLoader loader = new PluginLoader();
        Class<?> event = Class.forName(Plugin.class.getName() + "$Event", true, loader);
        registry.declare("left behind", MethodType.methodType(void.class, event));
        return new WeakReference<>(loader);
    }

    private static WeakReference<ClassLoader> runAndForget(TracepointRegistry registry) throws Exception {
        PluginLoader loader = new PluginLoader();
        Thread thread = new Thread(() -> run(registry, loader));
        thread.setContextClassLoader(loader);
        thread.start();
        thread.join();
        return new WeakReference<>(loader);
    }

    private static void run(TracepointRegistry registry, ClassLoader loader) {
        try {
            registry.domains().rcu().register();
            @SuppressWarnings("unchecked")
            Consumer<TracepointRegistry> plugin = (Consumer<TracepointRegistry>)
                    Class.forName(Plugin.class.getName(), true, loader).getConstructor().newInstance();
            plugin.accept(registry);
            if (plugin instanceof Plugin || !registry.tracepoints().isEmpty()) {
                throw new AssertionError("expected a plugin of its own loader that left nothing behind");
            }
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            System.out.println("failed: " + e);
        }
    }
}
