package org.tracepointlab.gate.core;

/** Text from elsewhere, made fit for one line on a terminal. */
public final class Printable {

    private static final int LONGEST = 200;

    private Printable() {
    }

    /** Without control characters, which a terminal would obey, and cut off behind 200 characters. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    static String of(String text, int longest) {
        String visible = text.replaceAll("\\p{Cntrl}", "?");
        return visible.length() > longest ? visible.substring(0, longest) + "..." : visible;
    }
}
