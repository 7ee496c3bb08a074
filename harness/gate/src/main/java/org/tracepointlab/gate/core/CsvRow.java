package org.tracepointlab.gate.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** One row of a file that {@link Csv#read} read; its numbers are what they should be, or the message says where not. */
public final class CsvRow {

    private static final int SHOWN = 80;

    private final Path file;
    private final long line;
    private final CSVRecord fields;

    CsvRow(Path file, long line, CSVRecord fields) {
        this.file = file;
        this.line = line;
        this.fields = fields;
    }

    /** The field as it stands. */
    public String get(String column) {
        return fields.get(column);
    }

    /** The file that it is of. */
    public Path file() {
        return file;
    }

    /** The names of all columns. */
    public List<String> columns() {
        return fields.getParser().getHeaderNames();
    }

    /** Whether the file has such a column. */
    public boolean has(String column) {
        return fields.isMapped(column);
    }

    /**
     * A count.
     *
     * @throws IOException unless it is a whole number from 0 to the greatest int
     */
    public int count(String column) throws IOException {
        long value = longCount(column);
        if (value > Integer.MAX_VALUE) {
            throw expected(column, "a whole number from 0 to " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    /**
     * A count that may be large.
     *
     * @throws IOException unless it is a whole number from 0 to the greatest long
     */
    public long longCount(String column) throws IOException {
        try {
            long value = Long.parseLong(get(column));
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw expected(column, "a whole number from 0");
    }

    /**
     * A measured value.
     *
     * @throws IOException unless it is a finite number of 0 or more
     */
    public double measured(String column) throws IOException {
        try {
            double value = Double.parseDouble(get(column));
            if (value >= 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw expected(column, "a number of 0 or more");
    }

    private IOException expected(String column, String what) {
        return new WrongInputException(file + ", line " + line + ", column " + column + ": expected " + what
                + ", found '" + shortened(get(column)) + "'");
    }

    /** As much of a value as a message shows, without what a terminal would act upon. */
    public static String shortened(String text) {
        return Printable.of(text, SHOWN);
    }
}
