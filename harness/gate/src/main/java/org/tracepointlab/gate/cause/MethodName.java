package org.tracepointlab.gate.cause;

import java.lang.constant.ClassDesc;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What methods are called, whoever names them: {@code org.example.Table.scan}. Overloaded methods are one, and a lambda
 * is the method that it stands in, since its own number changes whenever another one is added.
 */
final class MethodName {

    private static final Pattern HIDDEN = Pattern.compile("(\\$\\$Lambda.*?)?[./+]0x[0-9a-f]+([./][0-9]+)?$");
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$[0-9]+");
    private static final Pattern LIBRARY = Pattern.compile(
            "(java|javax|jdk|sun|com\\.sun|org\\.openjdk\\.jmh)\\..*|.*" + Pattern.quote(".jmh_generated.") + ".*");
    /** Stands below the stacks of threads that JMH did not start: what they do may be of a setup, too. */
    static final String OTHERS = "(other threads)";

    private static final String GENERATED = ".jmh_generated.";

    private MethodName() {
    }

    /** @param type with points, and dollars before nested ones */
    static String of(String type, String method) {
        Matcher lambda = LAMBDA.matcher(method);
        String name = !lambda.matches() ? method : switch (lambda.group(1)) {
            case "new" -> "<init>";
            case "static" -> "<clinit>";
            default -> lambda.group(1);
        };
        return HIDDEN.matcher(type).replaceFirst("") + "." + name;
    }

    /** Of {@code org.example.Table.scan(I)V}, or the same without a descriptor. */
    static String parse(String method) {
        int end = method.indexOf('(');
        String name = end < 0 ? method : method.substring(0, end);
        int point = name.lastIndexOf('.');
        return point < 0 ? name : of(name.substring(0, point), name.substring(point + 1));
    }

    /** A class for people: {@code int[]} for {@code [I}, and no number that is another one in each run. */
    static String type(String type) {
        int dimensions = type.lastIndexOf('[') + 1;
        String element = type.substring(dimensions);
        String name = dimensions == 0 ? element : element.startsWith("L") ? element.replaceAll("^L|;$", "")
                : ClassDesc.ofDescriptor(element).displayName();
        return HIDDEN.matcher(name).replaceFirst(name.contains("$$Lambda") ? " (lambda)" : "")
                + "[]".repeat(dimensions);
    }

    /** True for the object that stands for a lambda: a frame that says nothing. */
    static boolean isLambdaObject(String type) {
        return type.contains("$$Lambda");
    }

    /** True for what neither side wrote: the JDK, JMH, and what JMH generates. */
    static boolean isLibrary(String method) {
        return method.equals(OTHERS) || LIBRARY.matcher(method).matches();
    }

    /** True for JMH's loop around a benchmark method. */
    static boolean isLoop(String type, String method) {
        return type.contains(GENERATED) && method.endsWith("_jmhStub");
    }

    /** True for JMH's own frames. */
    static boolean isHarness(String type) {
        return type.contains(GENERATED) || type.startsWith("org.openjdk.jmh.");
    }

    /** {@code Table.scan}. */
    static String shortened(String method) {
        int name = method.lastIndexOf('.');
        return name <= 0 ? method : method.substring(method.lastIndexOf('.', name - 1) + 1);
    }
}
