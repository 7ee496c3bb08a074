package org.tracepointlab.lab;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.lab.run.Plan;

/** The option {@code --shard}. */
final class Shard {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,3})/([1-9][0-9]{0,3})");
    /** Implementations are held against each other: those of one benchmark and size run on one machine. */
    private static final String TOGETHER = "implementation";

    private Shard() {
    }

    /**
     * The part of the plan, or all of it without the option.
     *
     * @throws UsageException if the option is malformed, or leaves nothing
     */
    static Plan of(String shard, Plan plan) {
        if (shard == null) {
            return plan;
        }
        Matcher form = FORM.matcher(shard);
        if (!form.matches() || Integer.parseInt(form.group(1)) > Integer.parseInt(form.group(2))) {
            throw new UsageException("--shard", "I/N with I from 1 to N", "'" + shard + "'");
        }
        Plan part = plan.shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), TOGETHER);
        if (part.cells().isEmpty()) {
            throw new UsageException("--shard", "at most as many parts as the plan has groups of "
                    + "cells", "'" + shard + "'");
        }
        return part;
    }
}
