package org.tracepointlab.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars of classes that are compiled here. */
class JarMethodsTest {

    @TempDir
    Path folder;

    private Path jar(String name, Map<String, String> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path classes = Files.createDirectory(folder.resolve(name));
        List<JavaFileObject> files = sources.entrySet().stream().map(JarMethodsTest::source).toList();
        List<String> options = List.of("-g", "-proc:none", "-d", classes.toString());
        assertThat(compiler.getTask(null, null, null, options, null, files).call()).isTrue();
        Path jar = folder.resolve(name + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar)); Stream<Path> all =
                Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    private static JavaFileObject source(Map.Entry<String, String> source) {
        URI name = URI.create("string:///" + source.getKey() + ".java");
        return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignored) {
                return source.getValue();
            }
        };
    }

    private Set<String> changed(String before, String after) throws IOException {
        return JarMethods.changed(jar("before", Map.of("A", before)), jar("after", Map.of("A", after)));
    }

    @Test
    void methodsWithOtherCodeAreChangedAndOthersNot() throws IOException {
        assertThat(changed("package p; class A { int a() { return 1; } int b() { return 2; } }",
                "package p; class A { int a() { return 1; } int b() { return 3; } }")).containsExactly("p.A.b");
    }

    @Test
    void linesConstantsAndOrderAreNoCode() throws IOException {
        assertThat(changed("class A { String a() { return \"x\" + b(); } int b() { return 70000; } }",
                "class A {\n\n /** More. */ int b() {\n return 70000; }\n String a() { return \"x\" + b(); } }"))
                .isEmpty();
    }

    @Test
    void newMethodsAndClassesAreChanged() throws IOException {
        assertThat(changed("class A { }", "class A { static class B { void c() { } } void a() { } }"))
                .containsExactly("A$B.<init>", "A$B.c", "A.a");
    }

    /** A constant is in the code of whoever reads it. */
    @Test
    void whoReadsAConstantChangesWithIt() throws IOException {
        assertThat(changed("class A { static final int N = 4; int a() { return N; } int b() { return 1; } }",
                "class A { static final int N = 5; int a() { return N; } int b() { return 1; } }"))
                .containsExactly("A.a");
    }

    @Test
    void aClassFileThatIsNoneIsPassedOver() throws IOException {
        Path good = jar("good", Map.of("A", "class A { void a() { } }"));
        Path bad = folder.resolve("bad.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(bad))) {
            out.putNextEntry(new JarEntry("A.class"));
            out.write(new byte[] {1, 2, 3});
        }
        assertThat(JarMethods.changed(good, bad)).isEmpty();
    }
}
