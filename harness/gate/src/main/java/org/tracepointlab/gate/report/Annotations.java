package org.tracepointlab.gate.report;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Verdict;

/**
 * Annotations of a GitHub job, one line for all that makes a gate FAIL or INVALID and none for anything else: workflow
 * commands on standard output.
 */
public final class Annotations {

    private Annotations() {
    }

    /** The commands; nothing if nothing failed and all was compared. */
    public static String of(Judgement j) {
        return Stream.concat(j.counts().stream().map(c -> command(c.verdict(), c.toString(), c.reason())),
                j.outcomes().stream().map(o -> command(o.verdict(), o.id().toString(), o.reason())))
                .collect(Collectors.joining());
    }

    private static String command(Verdict verdict, String what, String why) {
        return switch (verdict) {
            case FAIL -> "::error title=" + property("gate: " + what) + "::" + data(why) + "\n";
            case INVALID, ONLY_BASELINE -> "::error title=" + property("gate: " + what) + "::"
                    + data(verdict + ": " + why) + "\n";
            default -> "";
        };
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
