package org.tracepointlab.lab.report;

/** Colours for terminals. What they say is always said in words too. */
public final class Paint {

    private static final String RED = "\u001b[1;31m";
    private static final String GREEN = "\u001b[32m";
    private static final String END = "\u001b[0m";

    private Paint() {
    }

    /** Marks and verdicts in colour; the text's width stays as it is. */
    public static String marks(String text) {
        return text.replaceAll("\\b(MISMATCH|INVALID)\\b", RED + "$1" + END)
                .replaceAll("\\b(correct|valid run)\\b", GREEN + "$1" + END);
    }
}
