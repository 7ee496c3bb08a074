package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script starts the lab from whatever folder it is in, or says why not; 1 would mean that a benchmark failed. */
class ScriptTest extends LabLine {

    private static final Path SCRIPT = Path.of("../../scripts/lab").toAbsolutePath().normalize();

    @TempDir
    Path folder;
    private String said;

    private int sh(Map<String, String> environment, String commands) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", commands).directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }

    /** A stand-in for the lab, in a checkout whose name has a letter that is not of ASCII. */
    @Test
    void aPathThatTheLocaleCannotSpellIsNoFailedBenchmark() throws Exception {
        Path source = Files.writeString(folder.resolve("Lab.java"), "package org.tracepointlab.lab; public class Lab {"
                + " public static void main(String[] a) { System.out.println(\"the lab, \" + a[0]); } }");
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(),
                source.toString())).isZero();
        String checkout = "c=$(printf 'pr\\303\\274fung'); ";
        assertThat(sh(Map.of(), checkout + "mkdir -p $c/scripts $c/harness/lab/target/lib && cp '" + SCRIPT
                + "' $c/scripts && \"$JAVA_HOME/bin/jar\" cf lab.jar org && "
                + "mv lab.jar $c/harness/lab/target/tracepointlab-lab-1.jar")).as(said).isZero();

        assertThat(sh(Map.of("LC_ALL", "C"), checkout + "exec $c/scripts/lab hello")).as(said).isZero();
        assertThat(said).contains("the lab, hello");
    }

    @Test
    void moreJarsHaveToBeThere() throws IOException {
        Path jar = Files.createFile(folder.resolve("mine.jar"));
        Path none = folder.resolve("none.jar");
        String before = System.setProperty("jmhgate.class.path", jar + System.getProperty("path.separator") + none);
        try {
            assertThat(lab("list")).isEqualTo(65);
            assertThat(err).startsWith("lab: LAB_CLASSPATH: expected jars and folders that are there, found none at "
                    + none).hasLineCount(1);
        } finally {
            if (before == null) {
                System.clearProperty("jmhgate.class.path");
            } else {
                System.setProperty("jmhgate.class.path", before);
            }
        }
    }
}
