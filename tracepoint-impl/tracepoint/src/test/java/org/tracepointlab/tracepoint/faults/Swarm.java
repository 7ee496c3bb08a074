package org.tracepointlab.tracepoint.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tracepointlab.tracepoint.Tracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;

/** One enableAll or disableAll, and what it comes to where a step of it fails: those before keep it. */
final class Swarm {

    private final Script script;
    private final TracepointRegistry registry;
    private final List<Target> targets;
    private final List<Tracepoint> begun = new ArrayList<>();
    private int ended;

    Swarm(Script script, TracepointRegistry registry, List<Target> targets) {
        this.script = script;
        this.registry = registry;
        this.targets = targets;
    }

    private void listen(long nanos) {
        ended++;
        script.faults().before(Kind.LISTENER);
    }

    private Object data(Tracepoint tracepoint, Map<Tracepoint, Registration> all) {
        script.faults().before(Kind.DATA);
        begun.add(tracepoint);
        return all.get(tracepoint);
    }

    void enable(CheckingFunc func) {
        Map<Tracepoint, Registration> all = new HashMap<>();
        targets.forEach(target -> all.put(target.tracepoint, new Registration(func, 10)));
        script.attempt(() -> registry.enableAll(func.withoutArguments, t -> data(t, all), this::listen));
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            if (i < ended) {
                target.add(all.get(target.tracepoint));
            }
            target.check();
        }
        targets.subList(ended, targets.size()).forEach(target -> script.add(target, func, 10));
    }

    /** What a failed unregister has detached is known from {@link Kind#isBeforeTheTransition}. */
    void disable(CheckingFunc func) {
        Map<Tracepoint, Registration> all = new HashMap<>();
        targets.forEach(target -> all.put(target.tracepoint, target.model.get(0)));
        script.attempt(() -> registry.disableAll(func.withoutArguments, t -> data(t, all), this::listen));
        int gone = script.faults().kind().isBeforeTheTransition() ? ended : begun.size();
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            if (i < gone) {
                script.gone(target, all.get(target.tracepoint));
            }
            target.check();
        }
        for (Target target : targets.subList(gone, targets.size())) {
            Registration last = target.model.get(0);
            target.unregister(last, null);
            script.gone(target, last);
            target.check();
        }
    }
}
