package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tracepointlab.check.Failure.Place;

/** Lets steps of an update fail as they are told to, and finds out which others could. */
final class FailingSteps {

    private final Consumer<Step> steps;
    private final List<Failure> possible = new ArrayList<>();
    private List<Failure> planned = List.of();
    private int seen;
    private int thrown;
    private boolean heard;

    /** @param steps is told of each failure */
    FailingSteps(Consumer<Step> steps) {
        this.steps = steps;
    }

    /** For the next update: these fail, in this order. */
    void plan(List<Failure> failures) {
        planned = failures;
        possible.clear();
        seen = 0;
        thrown = 0;
        heard = false;
    }

    /** What may fail in addition, now that the update has ended. */
    List<Failure> possible() {
        return List.copyOf(possible);
    }

    /** Whether a step failed of which the update must tell its caller. */
    boolean heard() {
        return heard;
    }

    /**
     * Comes to a place that may fail.
     *
     * @param effect whether it makes a difference that it fails when it is done
     * @return its number, for {@link #leave}
     */
    int enter(Place place, boolean effect, int domains) {
        int number = seen++;
        if (thrown == planned.size()) {
            possible.add(new Failure(number, false));
            if (effect) {
                possible.add(new Failure(number, true));
            }
        }
        failIf(number, place, false, domains);
        return number;
    }

    /** It is done. */
    void leave(int number, Place place, int domains) {
        failIf(number, place, true, domains);
    }

    private void failIf(int number, Place place, boolean after, int domains) {
        if (thrown < planned.size() && planned.get(thrown).equals(new Failure(number, after))) {
            thrown++;
            heard |= place != Place.RELEASE_LATER;
            Step step = Failure.step(place, after, domains);
            steps.accept(step);
            throw new Failure.Injected(step.toString());
        }
    }
}
