package org.tracepointlab.gate.command;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.tracepointlab.gate.core.BusyException;
import org.tracepointlab.gate.core.WrongInputException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Says in one line what went wrong, and gives the exit code: 64 for wrong use, 65 for a wrong file, that of the
 * exception's class where it has one, 75 for what may be free later, 70 for all else.
 *
 * @param program name that stands before each message
 * @param codes exit codes by class
 * @param verbose whether stack traces are wanted
 */
public record ErrorHandler(String program, Map<Class<? extends Exception>, Integer> codes, BooleanSupplier verbose)
        implements IExecutionExceptionHandler, IParameterExceptionHandler {

    /** Exit code for wrong use, as in BSD's sysexits.h; so are the others. */
    public static final int USAGE = 64;
    /** Exit code for a file that is not what it has to be. */
    public static final int INPUT = 65;
    /** Exit code where something else has what is needed, and later it may be free. */
    public static final int BUSY = 75;
    /** Exit code for what nobody expected. */
    public static final int INTERNAL = 70;

    /** Takes a copy. */
    public ErrorHandler {
        codes = Map.copyOf(codes);
    }

    /** Runs one command, or prints the help where there is none. */
    public int execute(CommandLine line, String... args) {
        line.setParameterExceptionHandler(this);
        line.setExecutionExceptionHandler(this);
        if (args.length == 0) {
            line.usage(line.getErr());
            return USAGE;
        }
        return line.execute(args);
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        return report(e.getCommandLine(), e, oneLine(e.getMessage()) + " (see: " + program + " --help)", USAGE);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        if (e instanceof UsageException) {
            return report(line, e, e.getMessage(), USAGE);
        }
        if (e instanceof BusyException) {
            return report(line, e, oneLine(e.getMessage()), BUSY);
        }
        if (e instanceof InputException || e instanceof WrongInputException) {
            return report(line, e, oneLine(e.getMessage()), INPUT);
        }
        Integer code = codes.get(e.getClass());
        if (code != null) {
            return report(line, e, e.getMessage(), code);
        }
        String what = e.getMessage() == null ? e.getClass().getName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
        return report(line, e, oneLine(what) + (verbose.getAsBoolean() ? "" : " (--verbose shows where)"), INTERNAL);
    }

    private int report(CommandLine line, Exception e, String message, int exitCode) {
        line.getErr().println(program + ": " + message);
        if (verbose.getAsBoolean()) {
            e.printStackTrace(line.getErr());
        }
        line.getErr().flush();
        return exitCode;
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
