package org.tracepointlab.gate.core;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** CSV files as RFC 4180 has them: UTF-8, a header, commas, CRLF; numbers with a decimal point in every locale. */
public final class Csv {

    /** More than any run leaves behind. */
    static final long MOST_BYTES = 64 << 20;

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d+)?");
    private static final CSVFormat READ = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW).setAllowMissingColumnNames(false).get();

    private Csv() {
    }

    /** Writes the header and the rows, whole or not at all; no cell is a formula to a spreadsheet. */
    public static void write(Path file, List<String> header, List<List<String>> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(header.stream().map(Csv::neutral).toList());
            for (List<String> row : rows) {
                if (row.size() != header.size()) {
                    throw new IllegalArgumentException(file + ": expected " + header.size() + " fields, found " + row);
                }
                printer.printRecord(row.stream().map(Csv::neutral).toList());
            }
        }
        AtomicFiles.write(file, text.toString());
    }

    /**
     * Reads a file with a header.
     *
     * @throws IOException if it is missing, malformed, too large, or lacks one of the columns; the message names the
     *     file, and
     *                     the line where there is one
     */
    public static List<CsvRow> read(Path file, List<String> columns) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new WrongInputException(file + ": expected at most " + MOST_BYTES + " bytes, found "
                    + Files.size(file));
        }
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(reader, READ)) {
            for (String column : columns) {
                if (!parser.getHeaderMap().containsKey(column)) {
                    throw new WrongInputException(file + ", line 1: expected a column " + column + ", found "
                            + CsvRow.shortened(parser.getHeaderNames().toString()));
                }
            }
            return rows(file, parser);
        } catch (CharacterCodingException e) {
            throw new WrongInputException(file + ": expected text in UTF-8, found bytes that are none", e);
        } catch (CSVException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw new WrongInputException(file + ": expected comma-separated values, found "
                    + Printable.of("" + e.getMessage()), e);
        }
    }

    private static List<CsvRow> rows(Path file, CSVParser parser) throws IOException {
        List<CsvRow> rows = new ArrayList<>();
        long line = parser.getCurrentLineNumber() + 1;
        for (CSVRecord row : parser) {
            if (!row.isConsistent()) {
                throw new WrongInputException(file + ", line " + line + ": expected " + parser.getHeaderNames().size()
                        + " fields, found " + row.size());
            }
            rows.add(new CsvRow(file, line, row));
            line = parser.getCurrentLineNumber() + 1;
        }
        return rows;
    }

    /**
     * The cell as text to a spreadsheet, which takes what begins with {@code = + - @}, a tab or a carriage return for a
     * formula: then with an apostrophe before it. A number stays one.
     */
    static String neutral(String cell) {
        if (cell.isEmpty() || "=+-@\t\r".indexOf(cell.charAt(0)) < 0 || NUMBER.matcher(cell).matches()) {
            return cell;
        }
        return "'" + cell;
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
