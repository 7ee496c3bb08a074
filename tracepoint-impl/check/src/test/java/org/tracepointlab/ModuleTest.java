package org.tracepointlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.rcu.MembRcu;
import org.tracepointlab.tracepoint.TracepointRegistry;

/** The jar on the module path, as a modular program meets it: compiled against it, and run with it in a JVM of its own. */
class ModuleTest {

    private static final String DESCRIPTOR = """
            module org.example.consumer {
                requires org.tracepointlab;
                provides org.tracepointlab.tracepoint.ImplementationProvider with org.example.consumer.Mine;
            }
            """;

    private static final String PROVIDER = """
            package org.example.consumer;

            import org.tracepointlab.tracepoint.BatchScope;
            import org.tracepointlab.tracepoint.Implementation;
            import org.tracepointlab.tracepoint.ImplementationProvider;
            import org.tracepointlab.tracepoint.ReadSide;

            public final class Mine implements ImplementationProvider {
                @Override
                public Implementation implementation() {
                    return new Implementation("mine", Implementation.named("unconditional").strategy(), ReadSide.KERNEL,
                            BatchScope.NONE);
                }
            }
            """;

    private static final String PROGRAM = """
            package org.example.consumer;

            import java.lang.invoke.MethodHandles;
            import java.lang.invoke.MethodType;
            import org.tracepointlab.patching.Patcher;
            import org.tracepointlab.rcu.MembRcu;
            import org.tracepointlab.rcu.flavour.RcuFlavour;
            import org.tracepointlab.rcu.kernel.KernelParameters;
            import org.tracepointlab.rcu.kernel.KernelRcu;
            import org.tracepointlab.tracepoint.Implementation;
            import org.tracepointlab.tracepoint.ProbeFunction;
            import org.tracepointlab.tracepoint.TracepointRegistry;
            import org.tracepointlab.tracepoint.Tracepoint;
            import org.tracepointlab.tracepoint.Tracepoints;

            public final class Main {
                interface Happened {
                    void happened(long a, String b);
                }

                static long sum;

                private static void probe(Object data, long a, String b) {
                    sum += ((Long) data) * a + b.length();
                }

                public static void main(String[] args) throws Exception {
                    for (String flavour : RcuFlavour.names()) {
                        toggle(flavour, "conditional");
                    }
                    toggle("mb", "mine");
                    try (KernelRcu kernel = KernelRcu.virtualTime(KernelParameters.defaults(250, 1))) {
                        kernel.rcu().synchronize();
                        System.out.println("jiffies " + kernel.virtualTime().jiffies());
                    }
                    System.out.println("membarrier " + new MembRcu("rcu").usesMembarrier());
                    System.out.println(Main.class.getModule() + " and " + Tracepoint.class.getModule());
                    try {
                        Class.forName("org.tracepointlab.check.Checker").getDeclaredMethods()[0].setAccessible(true);
                        System.out.println("the explorer is accessible");
                    } catch (RuntimeException e) {
                        System.out.println("the explorer is not: " + e.getClass().getSimpleName());
                    }
                }

                private static void toggle(String flavour, String implementation) throws Exception {
                    sum = 0;
                    MethodHandles.Lookup lookup = MethodHandles.lookup();
                    try (TracepointRegistry registry = new TracepointRegistry(Implementation.named(implementation),
                            RcuFlavour.named(flavour).domains(), Patcher.named("callsite"))) {
                        Happened happened = Tracepoints.declare(lookup, registry, "happened", Happened.class);
                        Tracepoint tracepoint = registry.tracepoint("happened").orElseThrow();
                        ProbeFunction func = ProbeFunction.of(lookup.findStatic(Main.class, "probe",
                                MethodType.methodType(void.class, Object.class, long.class, String.class)));
                        try (var reader = registry.domains().rcu().register()) {
                            happened.happened(1, "not seen");
                            tracepoint.register(func, 100L);
                            happened.happened(2, "abc");
                            reader.offline();
                            tracepoint.unregister(func, 100L);
                            reader.online();
                            happened.happened(3, "not seen");
                        }
                    }
                    System.out.println(implementation + " over " + flavour + ": " + sum);
                }
            }
            """;

    /** Of a package that is not exported. */
    private static final String INTRUDER = """
            package org.example.consumer;

            public final class Intruder {
                public static void main(String[] args) {
                    System.out.println(org.tracepointlab.check.Bounds.QUICK);
                }
            }
            """;

    @TempDir
    private static Path shared;
    private static Path jar;
    private static Path jna;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeTheJar() throws URISyntaxException {
        jar = shared.resolve("tracepoint-impl.jar");
        jna = placeOf(Native.class);
        tool("jar", "--create", "--file", jar.toString(), "-C", placeOf(TracepointRegistry.class).toString(), ".");
    }

    private static Path placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** What a tool of the JDK said, with its exit code before it. */
    private static String tool(String name, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said);
        int code = ToolProvider.findFirst(name).orElseThrow().run(to, to, arguments);
        return code + " " + said;
    }

    private String compile(String path, Map<String, String> sources) throws IOException {
        Path into = Files.createDirectories(folder.resolve(path));
        List<String> arguments = new ArrayList<>(List.of("-Xlint:all", "-Werror", path, path(), "-d",
                into.resolve("classes").toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            arguments.add(Files.writeString(into.resolve(source.getKey()), source.getValue()).toString());
        }
        return tool("javac", arguments.toArray(String[]::new));
    }

    private static String path() {
        return jar + File.pathSeparator + jna;
    }

    private String run(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path", folder.resolve("--module-path/classes") + File.pathSeparator + path()));
        command.addAll(List.of(options));
        command.addAll(List.of("--module", "org.example.consumer/org.example.consumer.Main"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void onlyTheApiIsExportedAndToEverybody() {
        ModuleDescriptor module = ModuleFinder.of(jar).find("org.tracepointlab").orElseThrow().descriptor();
        assertThat(module.exports()).noneMatch(Exports::isQualified).extracting(Exports::source).containsExactlyInAnyOrder(
                Stream.of("patching", "rcu", "rcu.flavour", "rcu.kernel", "tracepoint").map(p -> "org.tracepointlab." + p)
                        .toArray(String[]::new));
        assertThat(module.packages()).contains("org.tracepointlab.check", "org.tracepointlab.rcu.torture",
                "org.tracepointlab.rcu.study");
        assertThat(module.isOpen()).isFalse();
        assertThat(module.opens()).isEmpty();
    }

    @Test
    void aModularProgramDeclaresRegistersFiresAndUnregisters() throws Exception {
        assertThat(compile("--module-path", Map.of("module-info.java", DESCRIPTOR, "Mine.java", PROVIDER, "Main.java", PROGRAM)))
                .isEqualTo("0 ");
        String without = run();
        assertThat(without).contains("conditional over qsbr: 203", "conditional over memb: 203", "conditional over mb: 203",
                "conditional over srcu: 203", "conditional over kernel: 203", "mine over mb: 203", "jiffies 3",
                "module org.example.consumer and module org.tracepointlab", "the explorer is not: InaccessibleObjectException",
                "membarrier false");
        List<String> options = new ArrayList<>(List.of("--add-modules", "com.sun.jna"));
        if (Runtime.version().feature() >= 22) {
            options.add("--enable-native-access=com.sun.jna");
        }
        assertThat(run(options.toArray(String[]::new))).contains("conditional over memb: 203",
                "membarrier " + new MembRcu("rcu").usesMembarrier());
    }

    @Test
    void aPackageThatIsNotExportedCannotBeCompiledAgainst() throws IOException {
        Map<String, String> sources = Map.of("module-info.java", "module org.example.consumer { requires org.tracepointlab; }",
                "Intruder.java", INTRUDER);
        assertThat(compile("--module-path", sources)).startsWith("1 ").contains("org.tracepointlab.check is not visible");
        // The canary: it is the module that forbids it, not the source.
        assertThat(compile("--class-path", Map.of("Intruder.java", INTRUDER))).isEqualTo("0 ");
    }
}
