package org.tracepointlab.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.tracepointlab.work.runtime.Work;

/**
 * What the virtual machine itself does while the measurement loops of an iteration run, from a flight recording.
 * Marks at the begin and the end of the loops are events as well, so that what belongs to the measurement is told by
 * one clock. Not thread-safe.
 */
final class VmWork implements Work.Window, AutoCloseable {
    private static final String MARK = "org.tracepointlab.work.Mark";
    private static final String[] EVENTS = {"jdk.ExecuteVMOperation", "jdk.Deoptimization", "jdk.Compilation"};

    private final Recording recording;

    VmWork() {
        recording = new Recording();
        for (String event : EVENTS) {
            recording.enable(event).withoutThreshold().withoutStackTrace();
        }
        recording.enable(Mark.class);
        recording.start();
        Work.tell(this);
    }

    /** The begin or the end of a measurement. */
    @Name(MARK)
    @StackTrace(false)
    static final class Mark extends Event {
        boolean begins;
    }

    @Override
    public void begin() {
        mark(true);
    }

    @Override
    public void end() {
        mark(false);
    }

    private static void mark(boolean begins) {
        Mark mark = new Mark();
        mark.begins = begins;
        mark.commit();
    }

    /**
     * Ends the recording.
     *
     * @return how often each kind of work was done, by the metric's name
     * @throws IOException if the recording cannot be written or read
     */
    Map<String, Long> counts() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("jmh-work", ".jfr");
        try {
            recording.dump(file);
            return count(RecordingFile.readAllEvents(file));
        } finally {
            Files.delete(file);
        }
    }

    private static Map<String, Long> count(List<RecordedEvent> events) {
        List<Instant[]> windows = windows(events);
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String name : List.of("operations", "safepoints", "handshakes", "deoptimisations", "compilations")) {
            counts.put(name, 0L);
        }
        for (RecordedEvent event : events) {
            if (windows.stream().anyMatch(window -> isWithin(event, window))) {
                count(event, counts);
            }
        }
        return counts;
    }

    private static boolean isWithin(RecordedEvent event, Instant[] window) {
        return !event.getStartTime().isBefore(window[0]) && !event.getStartTime().isAfter(window[1]);
    }

    /** From each begin to the end that follows it. Events come in no order. */
    private static List<Instant[]> windows(List<RecordedEvent> events) {
        List<RecordedEvent> marks = new ArrayList<>(events);
        marks.removeIf(event -> !event.getEventType().getName().equals(MARK));
        marks.sort(Comparator.comparing(RecordedEvent::getStartTime));
        if (marks.isEmpty() || marks.size() % 2 != 0) {
            throw new IllegalStateException("expected begins and ends of measurements in the recording, found "
                    + marks.size());
        }
        List<Instant[]> windows = new ArrayList<>();
        for (int i = 0; i < marks.size(); i += 2) {
            windows.add(new Instant[] {marks.get(i).getStartTime(), marks.get(i + 1).getStartTime()});
        }
        return windows;
    }

    private static void count(RecordedEvent event, Map<String, Long> counts) {
        switch (event.getEventType().getName()) {
            case "jdk.Deoptimization" -> counts.merge("deoptimisations", 1L, Long::sum);
            case "jdk.Compilation" -> counts.merge("compilations", 1L, Long::sum);
            case "jdk.ExecuteVMOperation" -> countOperation(event, counts);
            default -> { }
        }
    }

    private static void countOperation(RecordedEvent event, Map<String, Long> counts) {
        String operation = event.getString("operation");
        if (operation.startsWith("JFR")) {
            return;
        }
        counts.merge(operation.contains("Handshake") ? "handshakes" : "operations", 1L, Long::sum);
        if (event.getBoolean("safepoint")) {
            counts.merge("safepoints", 1L, Long::sum);
        }
    }

    @Override
    public void close() {
        Work.tell(null);
        recording.close();
    }
}
