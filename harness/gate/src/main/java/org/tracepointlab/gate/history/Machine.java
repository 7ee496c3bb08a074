package org.tracepointlab.gate.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.Sha256;

/**
 * What has to be the same for scores to be of one series: the kind of the machine, and the JDK that ran on it. Two
 * machines that are alike have the same fingerprint.
 *
 * @param cpu model of the CPU
 * @param cores logical ones; 0 if unknown
 * @param os name, first two numbers of the version, architecture
 * @param jdk version and name of the virtual machine
 */
public record Machine(String cpu, int cores, String os, String jdk) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final int DIGITS = 12;

    /** Escapes what is not to be seen as text. */
    public Machine {
        cpu = Printable.escaped(cpu);
        os = Printable.escaped(os);
        jdk = Printable.escaped(jdk);
    }

    /** One of which nothing but a name is known. */
    public static Machine named(String name) {
        return new Machine(name, 0, "", "");
    }

    /** The machine that this runs on, with the JDK that a JMH result names. */
    static Machine here(Map<String, String> environment) {
        return new Machine(cpuModel(), Runtime.getRuntime().availableProcessors(),
                os(System.getProperty("os.name"), System.getProperty("os.version"), System.getProperty("os.arch")),
                jdk(environment));
    }

    /** The machine of an {@code environment.json} beside the result. */
    static Machine of(JsonNode environment, Map<String, String> result) {
        JsonNode os = environment.path("os");
        return new Machine(environment.path("cpu").path("model").asText(),
                environment.path("cpu").path("logicalCores").asInt(),
                os(os.path("name").asText(), os.path("version").asText(), os.path("arch").asText()), jdk(result));
    }

    private static String jdk(Map<String, String> environment) {
        String version = environment.getOrDefault("vmVersion", environment.getOrDefault("jdkVersion", ""));
        return (version + " " + environment.getOrDefault("vmName", "")).strip();
    }

    /** A patch of the kernel begins no new series. */
    private static String os(String name, String version, String arch) {
        return name + " " + version.replaceFirst("^(\\d+\\.\\d+).*", "$1") + " " + arch;
    }

    private static String cpuModel() {
        try {
            return Files.readString(CPU_INFO, StandardCharsets.UTF_8).lines().filter(l -> l.startsWith("model name"))
                    .findFirst().map(l -> l.substring(l.indexOf(':') + 1).strip()).orElse("unknown");
        } catch (IOException e) {
            return System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "unknown");
        }
    }

    /** The same for the same values: the name of the machine's folder. */
    public String fingerprint() {
        String all = String.join("\n", cpu, Integer.toString(cores), os, jdk);
        return Sha256.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }

    /** For people. */
    @Override
    public String toString() {
        return String.join(", ", cpu, cores == 0 ? "" : cores + " cores", os, jdk.isEmpty() ? "" : "JDK " + jdk)
                .replaceAll("(, )+", ", ").replaceAll("^, |, $", "");
    }
}
