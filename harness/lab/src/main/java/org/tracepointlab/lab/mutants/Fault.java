package org.tracepointlab.lab.mutants;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Where a patch plants its slowdown, by its source: the methods that it edits, those that they call newly, and where it
 * edits no method (a constant, a field) all methods of the classes that it edits.
 *
 * @param edited full names, {@code org.example.Table.scan}
 * @param called simple names
 * @param classes full names of classes of which it edits no method
 */
public record Fault(Set<String> edited, Set<String> called, Set<String> classes) {

    /** Text of a file of the unedited code. */
    @FunctionalInterface
    public interface Sources {

        /** @param path relative to the top folder */
        String read(String path) throws IOException;
    }

    /** Takes copies. */
    public Fault {
        edited = Set.copyOf(edited);
        called = Set.copyOf(called);
        classes = Set.copyOf(classes);
    }

    /**
     * Finds it.
     *
     * @param patch a unified diff
     * @throws IOException if it does not fit the sources, or edits no Java class
     */
    public static Fault of(String patch, Sources sources) throws IOException {
        Set<String> edited = new TreeSet<>();
        Set<String> called = new TreeSet<>();
        Set<String> classes = new TreeSet<>();
        for (UnifiedDiff.FileEdit file : UnifiedDiff.parse(patch)) {
            if (file.path().endsWith(".java")) {
                String before = sources.read(file.path());
                add(parse(before), parse(file.apply(before)), edited, called, classes);
            }
        }
        if (edited.isEmpty() && classes.isEmpty()) {
            throw new IOException("expected a patch that edits a Java class, found none");
        }
        return new Fault(edited, called, classes);
    }

    /** Whether this method is at fault. */
    public boolean isAt(String method) {
        int name = method.lastIndexOf('.');
        return edited.contains(method) || called.contains(method.substring(name + 1))
                || name > 0 && classes.contains(method.substring(0, name));
    }

    private static void add(Source before, Source after, Set<String> edited, Set<String> called,
            Set<String> classes) {
        after.methods.forEach((method, code) -> {
            if (!code.equals(before.methods.get(method))) {
                edited.add(method.substring(0, method.indexOf('(')));
                Set<String> more = new HashSet<>(after.calls.get(method));
                more.removeAll(before.calls.getOrDefault(method, List.of()));
                called.addAll(more);
                // a second call of the same
                after.calls.get(method).stream().filter(call -> count(after.calls.get(method), call)
                        > count(before.calls.getOrDefault(method, List.of()), call)).forEach(called::add);
            }
        });
        before.methods.keySet().stream().filter(method -> !after.methods.containsKey(method))
                .forEach(method -> edited.add(method.substring(0, method.indexOf('('))));
        if (edited.isEmpty()) {
            after.fields.forEach((type, code) -> {
                if (!code.equals(before.fields.get(type))) {
                    classes.add(type);
                }
            });
        }
    }

    private static long count(List<String> all, String one) {
        return all.stream().filter(one::equals).count();
    }

    private static Source parse(String text) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IOException("expected a JDK, with a compiler, found none");
        }
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignored) {
                return text;
            }
        };
        JavacTask task = (JavacTask) compiler.getTask(null, null, problem -> { }, List.of("-proc:none"), null,
                List.of(file));
        Source source = new Source();
        for (CompilationUnitTree unit : task.parse()) {
            source.scan(unit, null);
        }
        return source;
    }

    /** The classes of a file: code of methods by name and parameters, and what else a class has. */
    private static final class Source extends TreeScanner<Void, Void> {

        private final Map<String, String> methods = new LinkedHashMap<>();
        private final Map<String, List<String>> calls = new LinkedHashMap<>();
        private final Map<String, String> fields = new LinkedHashMap<>();
        private String type = "";
        private String method;

        @Override
        public Void visitCompilationUnit(CompilationUnitTree unit, Void none) {
            type = unit.getPackageName() == null ? "" : unit.getPackageName().toString();
            return super.visitCompilationUnit(unit, none);
        }

        @Override
        public Void visitClass(ClassTree tree, Void none) {
            if (method != null || tree.getSimpleName().length() == 0) {
                return super.visitClass(tree, none); // its code is that of the method around it
            }
            String outer = type;
            boolean nested = fields.containsKey(outer);
            type = outer.isEmpty() ? tree.getSimpleName().toString()
                    : outer + (nested ? "$" : ".") + tree.getSimpleName();
            fields.put(type, tree.getMembers().stream().filter(member -> member.getKind() != Tree.Kind.METHOD
                    && !(member instanceof ClassTree)).map(Object::toString).collect(Collectors.joining("\n")));
            super.visitClass(tree, none);
            type = outer;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree tree, Void none) {
            if (method != null) {
                return super.visitMethod(tree, none);
            }
            method = type + "." + tree.getName() + tree.getParameters().stream()
                    .map(parameter -> parameter.getType().toString()).collect(Collectors.joining(",", "(", ")"));
            methods.put(method, tree.toString());
            calls.put(method, new ArrayList<>());
            super.visitMethod(tree, none);
            method = null;
            return null;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree tree, Void none) {
            if (method != null) {
                String called = tree.getMethodSelect().toString();
                calls.get(method).add(called.substring(called.lastIndexOf('.') + 1));
            }
            return super.visitMethodInvocation(tree, none);
        }
    }
}
