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
import org.tracepointlab.check.Checker;
import org.tracepointlab.rcu.MembRcu;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * The jars on the module path, as a modular program meets them: compiled against them, and run with them in a JVM of
 * its own.
 */
class ModuleTest {

    private static final String DESCRIPTOR = """
            module org.example.consumer {
                requires org.tracepointlab.tracepoint;
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
                    System.out.println(Main.class.getModule() + ", " + Tracepoint.class.getModule() + " and "
                            + MembRcu.class.getModule());
                    try {
                        Class.forName("org.tracepointlab.tracepoint.strategy.OriginalStrategy").getDeclaredMethods()[0]
                                .setAccessible(true);
                        System.out.println("the strategies are accessible");
                    } catch (RuntimeException e) {
                        System.out.println("the strategies are not: " + e.getClass().getSimpleName());
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
                    System.out.println(new org.tracepointlab.tracepoint.strategy.OriginalStrategy());
                }
            }
            """;

    @TempDir
    private static Path shared;
    private static Path rcu;
    private static Path tracepoint;
    private static Path check;
    private static Path jna;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeTheJars() throws URISyntaxException, IOException {
        rcu = jarOf(Rcu.class);
        tracepoint = jarOf(TracepointRegistry.class);
        check = jarOf(Checker.class);
        jna = placeOf(Native.class);
    }

    /** The jar of a module: made here, where it is still a folder of classes. */
    private static Path jarOf(Class<?> type) throws URISyntaxException {
        Path place = placeOf(type);
        if (Files.isRegularFile(place)) {
            return place;
        }
        Path jar = shared.resolve(type.getSimpleName() + ".jar");
        assertThat(tool("jar", "--create", "--file", jar.toString(), "-C", place.toString(), ".")).startsWith("0 ");
        return jar;
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
        return rcu + File.pathSeparator + tracepoint + File.pathSeparator + jna;
    }

    private String run(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path", folder.resolve("--module-path/classes") + File.pathSeparator + path()));
        command.addAll(List.of(options));
        command.addAll(List.of("--module", "org.example.consumer/org.example.consumer.Main"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static ModuleDescriptor descriptor(Path jar, String name) {
        ModuleDescriptor module = ModuleFinder.of(jar).find(name).orElseThrow().descriptor();
        assertThat(module.isOpen()).isFalse();
        assertThat(module.opens()).isEmpty();
        assertThat(module.exports()).noneMatch(Exports::isQualified);
        return module;
    }

    private static List<String> exported(ModuleDescriptor module) {
        return module.exports().stream().map(Exports::source).map(name -> name.replace("org.tracepointlab.", ""))
                .sorted().toList();
    }

    @Test
    void onlyTheApiIsExportedAndToEverybody() {
        ModuleDescriptor library = descriptor(rcu, "org.tracepointlab.rcu");
        assertThat(exported(library)).containsExactly("rcu", "rcu.flavour", "rcu.kernel");
        assertThat(library.packages()).hasSize(3);
        ModuleDescriptor tracepoints = descriptor(tracepoint, "org.tracepointlab.tracepoint");
        assertThat(exported(tracepoints)).containsExactly("patching", "tracepoint");
        assertThat(tracepoints.packages()).contains("org.tracepointlab.tracepoint.strategy");
        assertThat(tracepoints.uses()).containsExactly("org.tracepointlab.tracepoint.ImplementationProvider");
        assertThat(exported(descriptor(check, "org.tracepointlab.check")))
                .containsExactly("check", "check.study", "check.torture");
    }

    @Test
    void noPackageIsInTwoModules() {
        List<String> packages = Stream.of(rcu, tracepoint, check)
                .flatMap(jar -> ModuleFinder.of(jar).findAll().stream())
                .flatMap(module -> module.descriptor().packages().stream())
                .toList();
        assertThat(packages).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void aModularProgramDeclaresRegistersFiresAndUnregisters() throws Exception {
        assertThat(compile("--module-path", Map.of("module-info.java", DESCRIPTOR, "Mine.java", PROVIDER, "Main.java",
                PROGRAM)))
                .isEqualTo("0 ");
        String without = run();
        assertThat(without).contains("conditional over qsbr: 203", "conditional over memb: 203",
                "conditional over mb: 203",
                "conditional over srcu: 203", "conditional over kernel: 203", "mine over mb: 203", "jiffies 3",
                "module org.example.consumer, module org.tracepointlab.tracepoint and module org.tracepointlab.rcu",
                "the strategies are not: InaccessibleObjectException",
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
        Map<String, String> sources = Map.of("module-info.java",
                "module org.example.consumer { requires org.tracepointlab.tracepoint; }",
                "Intruder.java", INTRUDER);
        assertThat(compile("--module-path", sources)).startsWith("1 ")
                .contains("org.tracepointlab.tracepoint.strategy is not visible");
        // The canary: it is the module that forbids it, not the source.
        assertThat(compile("--class-path", Map.of("Intruder.java", INTRUDER))).isEqualTo("0 ");
    }
}
