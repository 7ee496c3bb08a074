package org.tracepointlab.gate.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tracepointlab.gate.core.ForkRunner;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.Printed;
import org.tracepointlab.gate.core.WrongInputException;

/** What a JMH jar has to offer, from its own listing ({@code -lp}). */
public final class Benchmarks {

    private static final Pattern PARAM = Pattern.compile("\\s+param \"([^\"]+)\" = \\{(.*)}");

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private Benchmarks() {
    }

    /**
     * Benchmarks whose name matches, with the default values of their parameters.
     *
     * @throws WrongInputException if the jar does not answer as a JMH jar does, within a minute; in one line
     */
    public static Map<String, Map<String, List<String>>> of(Side side, String include) throws IOException {
        return of(side, include, LIMIT);
    }

    static Map<String, Map<String, List<String>>> of(Side side, String include, Duration limit) throws IOException {
        List<String> command = new ArrayList<>(List.of(side.jdk().java().toString()));
        command.addAll(side.jdk().quietFlags());
        command.addAll(ForkRunner.launch(side.jar()));
        command.addAll(List.of("-lp", include));
        Printed list = Printed.within(limit, command);
        String expected = side.jar() + ": expected a JMH jar that lists its benchmarks, found ";
        if (list == null) {
            throw new WrongInputException(expected + "no end after " + limit.toSeconds() + " s; it was ended");
        }
        if (list.exit() != 0) {
            throw new WrongInputException(expected + "exit code " + list.exit()
                    + list.text().lines().filter(l -> !l.isBlank()).findFirst()
                    .map(l -> " (" + Printable.of(l.strip()) + ")").orElse(""));
        }
        return parse(list.text());
    }

    static Map<String, Map<String, List<String>>> parse(String text) {
        Map<String, Map<String, List<String>>> found = new LinkedHashMap<>();
        Map<String, List<String>> params = null;
        for (String line : text.lines().toList()) {
            Matcher param = PARAM.matcher(line);
            if (param.matches() && params != null) {
                params.put(param.group(1), List.of(param.group(2).split(", ", -1)));
            } else if (line.strip().matches("[\\p{L}\\p{N}_$.]+\\.[\\p{L}\\p{N}_$]+")) {
                params = found.computeIfAbsent(line.strip(), name -> new LinkedHashMap<>());
            }
        }
        return found;
    }
}
