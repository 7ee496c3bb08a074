package org.tracepointlab.gate.report;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Verdict;

/**
 * Annotations of a GitHub job, one line for each FAIL and none for anything else: workflow commands on standard output.
 */
public final class Annotations {

    private Annotations() {
    }

    /** The commands; nothing if nothing failed. */
    public static String of(Judgement j) {
        return Stream.concat(
                j.counts().stream().filter(c -> c.verdict() == Verdict.FAIL)
                .map(c -> command(c.toString(), c.reason())),
                j.outcomes().stream().filter(o -> o.verdict() == Verdict.FAIL)
                        .map(o -> command(o.id().toString(), o.reason())))
                .collect(Collectors.joining());
    }

    private static String command(String what, String why) {
        return "::error title=" + property("gate: " + what) + "::" + data(why) + "\n";
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
