package org.example;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.flavour.RcuFlavour;

/** Waits for a grace period in each flavour, with no other jar than that of RCU on the class path. */
public final class Main {

    public static void main(String[] args) throws Exception {
        String[] places = System.getProperty("java.class.path").split(File.pathSeparator);
        expect(places.length == 2, "this program and one jar: " + List.of(places));
        for (String flavour : RcuFlavour.names()) {
            Rcu rcu = RcuFlavour.named(flavour).domains().rcu();
            AtomicBoolean released = new AtomicBoolean();
            rcu.call(() -> released.set(true));
            rcu.barrier();
            long cookie = rcu.startPoll();
            rcu.condSynchronize(cookie);
            expect(rcu.pollState(cookie) && released.get(), flavour);
            System.out.println("grace period of " + flavour);
            rcu.close();
        }
        System.out.println("classes in the jar: " + classes(Rcu.class));
    }

    /** How many there are; none is of the checks. */
    private static long classes(Class<?> type) throws Exception {
        Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile file = new JarFile(jar.toFile())) {
            List<String> names = file.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class")).toList();
            List<String> foreign = names.stream().filter(name -> !name.startsWith("org/tracepointlab/rcu/")
                    && !name.equals("module-info.class") || name.matches(".*/(check|torture|study)/.*")).toList();
            expect(foreign.isEmpty(), "classes of RCU alone: " + foreign);
            return names.size();
        }
    }

    private static void expect(boolean condition, String what) throws IOException {
        if (!condition) {
            throw new IOException("expected " + what);
        }
    }
}
