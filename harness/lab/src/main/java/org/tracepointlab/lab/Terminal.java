package org.tracepointlab.lab;

import java.io.Console;
import java.util.Map;

/** What standard output leads to. */
final class Terminal {

    private Terminal() {
    }

    /**
     * True on a terminal. From 22 on there is a console even where there is no terminal, which has to be asked of it.
     */
    static boolean attached() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** True on a terminal that can show colours, unless {@code NO_COLOR} is set to anything. */
    static boolean colours() {
        return colours(attached(), System.getenv());
    }

    static boolean colours(boolean attached, Map<String, String> environment) {
        return attached && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }
}
