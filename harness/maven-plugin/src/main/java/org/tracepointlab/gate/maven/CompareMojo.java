package org.tracepointlab.gate.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Compares two results of JMH ({@code -rf json}), five forks a side or more, and fails if the second is slower. */
@Mojo(name = "compare", requiresProject = true)
public final class CompareMojo extends AbstractGateMojo {

    /** JMH's result of the baseline. */
    @Parameter(property = "jmhGate.before", required = true)
    private File before;

    /** JMH's result of the candidate. */
    @Parameter(property = "jmhGate.after", required = true)
    private File after;

    /** How much slower is too slow, such as {@code 10%}; the default is the gate's. */
    @Parameter(property = "jmhGate.margin")
    private String margin;

    @Override
    List<String> commandLine() {
        List<String> line = new ArrayList<>(List.of("compare", before.getPath(), after.getPath()));
        if (margin != null) {
            line.addAll(List.of("--margin", margin));
        }
        return line;
    }
}
