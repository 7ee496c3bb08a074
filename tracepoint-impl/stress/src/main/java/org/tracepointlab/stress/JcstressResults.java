package org.tracepointlab.stress;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tracepointlab.check.CorrectnessCsv;

/** What jcstress printed at its end: how often each test saw what. */
final class JcstressResults {

    private static final String PACKAGE = "org.tracepointlab.";
    private static final Pattern TEST = Pattern.compile("(org\\.tracepointlab\\.(?:stress|rcu)\\.\\S+)\\s*$");
    private static final Pattern ROW =
            Pattern.compile("^\\s+\\S.*?\\s+([\\d,]+)\\s+\\S+%\\s+(Acceptable|Interesting|Forbidden)\\b.*");

    /** How often each result of a test came. */
    private static final class Tally {
        long samples;
        long mismatches;
        boolean control;

        /** A control has seen what it must see, and all others have seen nothing. */
        boolean right() {
            return samples > 0 && control == mismatches > 0;
        }
    }

    private final Map<String, Tally> tallies = new TreeMap<>();
    private String test = "";
    private boolean atEnd;

    /** @param expected the tests that have to run */
    JcstressResults(Collection<String> expected) {
        expected.forEach(name -> tallies.put(name, new Tally()));
    }

    /** Takes the next line of output. Only the rows at the end count: they add up those of all configurations. */
    void read(String line) {
        atEnd |= line.startsWith("RUN RESULTS");
        if (!atEnd) {
            return;
        }
        Matcher name = TEST.matcher(line);
        Matcher row = ROW.matcher(line);
        if (row.matches()) {
            Tally tally = tallies.computeIfAbsent(test, t -> new Tally());
            long samples = Long.parseLong(row.group(1).replace(",", ""));
            tally.samples += samples;
            tally.mismatches += row.group(2).equals("Acceptable") ? 0 : samples;
            tally.control |= row.group(2).equals("Interesting");
        } else if (name.find()) {
            test = name.group(1);
        }
    }

    /** A line for each test. */
    void write(CorrectnessCsv csv, double seconds) {
        tallies.forEach((name, tally) -> csv.line(implementation(name), "jcstress " + name.substring(PACKAGE.length())
                + " JDK " + Runtime.version().feature(), 1, 2, 2, tally.samples, tally.mismatches,
                seconds / tallies.size()));
    }

    /** Tests of tracepoints are named after the implementation and the kind of readers. */
    private static String implementation(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replaceFirst("Idle$", "").toLowerCase(Locale.ROOT);
    }

    /** Whether each test ran and saw what it must, and nothing else. */
    boolean right() {
        return !tallies.isEmpty() && tallies.values().stream().allMatch(Tally::right);
    }

    /** A line for each test. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        tallies.forEach((name, tally) -> text.append(
                String.format(Locale.ROOT, "%-45s %,14d samples, %,10d mismatches: %s%n",
                name.substring(PACKAGE.length()), tally.samples, tally.mismatches, verdict(tally))));
        return text.toString();
    }

    private static String verdict(Tally tally) {
        if (tally.right()) {
            return tally.control ? "seen, as it must be" : "none";
        }
        return tally.samples == 0 ? "WRONG: it did not run"
                : tally.control ? "WRONG: the positive control was not seen" : "WRONG: forbidden";
    }
}
