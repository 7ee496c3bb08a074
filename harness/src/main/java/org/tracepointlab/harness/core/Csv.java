package org.tracepointlab.harness.core;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** CSV files as RFC 4180 has them: UTF-8, a header, commas, CRLF; numbers with a decimal point in every locale. */
public final class Csv {

    private Csv() {
    }

    /** Writes the header and the rows, whole or not at all. */
    public static void write(Path file, List<String> header, List<List<String>> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(header);
            for (List<String> row : rows) {
                if (row.size() != header.size()) {
                    throw new IllegalArgumentException(file + ": expected " + header.size() + " fields, found " + row);
                }
                printer.printRecord(row);
            }
        }
        AtomicFiles.write(file, text.toString());
    }

    /**
     * Reads a file with a header.
     *
     * @throws IOException if it is missing, malformed, or lacks one of the columns; the message names the file
     */
    public static List<CSVRecord> read(Path file, List<String> columns) throws IOException {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(reader, format)) {
            for (String column : columns) {
                if (!parser.getHeaderMap().containsKey(column)) {
                    throw new IOException(file + ": expected a column " + column + ", found " + parser.getHeaderNames());
                }
            }
            List<CSVRecord> records = new ArrayList<>();
            for (CSVRecord row : parser) {
                if (!row.isConsistent()) {
                    throw new IOException(file + ", line " + parser.getCurrentLineNumber() + ": expected "
                            + parser.getHeaderNames().size() + " fields, found " + row.size());
                }
                records.add(row);
            }
            return records;
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** The number without an exponent, or an empty field if it is NaN or infinite. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return new BigDecimal(Double.toString(value)).toPlainString();
    }
}
