package org.tracepointlab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What the virtual machine did in the measured invocation, by its flight recorder. HotSpot throws compiled code away in
 * a handshake of all threads, whether it is one piece or thousands. It has handshakes and safepoints of its own now and
 * then, so that small numbers are about right, and none is exact.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class VmCounters {

    private static final String EVENT = "jdk.ExecuteVMOperation";
    private static final String MARK = "org.tracepointlab.bench.Mark";

    /** Handshakes of all threads. */
    public long handshakes;

    /** Operations for which all threads stood still. */
    public long safepoints;

    private Recording recording;

    /** The begin and the end of the measured part, by the recorder's own clock. */
    @Name(MARK)
    @StackTrace(false)
    static final class Mark extends Event {
    }

    /** Begins to record. */
    @Setup(Level.Iteration)
    public void record() {
        recording = new Recording();
        recording.enable(EVENT).withoutThreshold().withoutStackTrace();
        recording.enable(Mark.class);
        recording.start();
    }

    /** First thing in a measured part. */
    void begin() {
        new Mark().commit();
    }

    /** Last thing in a measured part. */
    void end() {
        new Mark().commit();
    }

    /**
     * Counts what was recorded.
     *
     * @throws IOException if the recording cannot be written or read
     */
    @TearDown(Level.Iteration)
    public void count() throws IOException {
        handshakes = 0;
        safepoints = 0;
        Path file = Files.createTempFile("vm-operations", ".jfr");
        try (Recording all = recording) {
            all.stop();
            all.dump(file);
            add(RecordingFile.readAllEvents(file));
        } finally {
            Files.delete(file);
        }
    }

    private void add(List<RecordedEvent> events) {
        List<Instant> marks = events.stream().filter(event -> event.getEventType().getName().equals(MARK))
                .map(RecordedEvent::getStartTime).sorted().toList();
        if (marks.size() != 2) {
            throw new IllegalStateException("expected the begin and the end of the measured part in the recording, "
                    + "found " + marks.size() + " marks");
        }
        events.stream().filter(event -> event.getEventType().getName().equals(EVENT))
                .filter(event -> !event.getStartTime().isBefore(marks.get(0))
                && !event.getStartTime().isAfter(marks.get(1))).forEach(this::add);
    }

    private void add(RecordedEvent event) {
        String operation = event.getString("operation");
        if (operation.startsWith("JFR")) {
            return;
        }
        if (operation.contains("Handshake")) {
            handshakes++;
        } else if (event.getBoolean("safepoint")) {
            safepoints++;
        }
    }
}
