package org.tracepointlab.lab;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lab classpath}: what an implementation of one's own is compiled against. */
@Command(name = "classpath",
        description = "Print the class path of the lab, to compile an implementation of your own against.",
        footer = {"", "Example:", "  javac -cp \"$(scripts/lab classpath)\" -d classes mine/Mine.java"})
final class ClasspathCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        output.text(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)));
        return 0;
    }
}
