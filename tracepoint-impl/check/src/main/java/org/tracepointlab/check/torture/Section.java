package org.tracepointlab.check.torture;

import org.tracepointlab.rcu.Rcu;

/** What a reader holds in one section, and the checks of it; between the section's entry and its exit. */
final class Section {

    private final Session session;
    private final String reader;
    private final Structure structure;
    private final boolean hasCookie;
    private final long cookie;

    /** Follows the pointer, and takes a cookie if wanted. Called right after the entry. */
    Section(Session session, String reader, boolean takeCookie) {
        this.session = session;
        this.reader = reader;
        this.structure = session.pipeline.currentAcquire();
        this.hasCookie = takeCookie;
        this.cookie = takeCookie ? session.rcu.getState() : 0;
        check();
    }

    boolean hasCookie() {
        return hasCookie;
    }

    /** Checks the structure, at any time in the section. Returns its age. */
    int check() {
        if (!structure.intact()) {
            session.failures.add(Check.CONTENTS, reader
                    + ": found the contents of its structure torn inside a section");
        }
        int age = structure.ageAcquire();
        if (age > Structure.OLDEST_SEEN) {
            session.failures.add(Check.AGE, reader + ": found its structure at stage " + age
                    + " inside a section, expected "
                    + Structure.OLDEST_SEEN + " at most");
        }
        return age;
    }

    /** The last look, right before the exit. Returns the structure's age. */
    int checkLast() {
        Rcu rcu = session.rcu;
        if (hasCookie && rcu.pollState(cookie)) {
            session.failures.add(Check.COOKIE_IN_SECTION, reader + ": cookie " + cookie
                    + " had elapsed inside the section that it was taken in");
        }
        return check();
    }
}
