package org.tracepointlab.tracepoint;

/** Makes the {@link Link}s of an array of probes. */
final class LinkChain {

    /**
     * So many links in a row call one another; more are chains of chains. So the stack that a walk takes grows with the
     * logarithm of the number of probes.
     */
    static final int MOST = 8;

    private LinkChain() {
    }

    /**
     * The first link. Allocates, and may make a class for a func that has none yet.
     *
     * @param entries at least one
     */
    static Link of(ProbeEntry[] entries) {
        if (entries.length <= MOST) {
            return links(entries, 0, entries.length);
        }
        Link[] chains = new Link[chains(entries.length)];
        for (int i = 0; i < chains.length; i++) {
            chains[i] = links(entries, i * MOST, Math.min(entries.length, (i + 1) * MOST));
        }
        Link ofChain = entries[0].func().shape().ofChain();
        while (chains.length > MOST) {
            chains = chainsOf(ofChain, chains);
        }
        return chain(ofChain, chains, 0, chains.length);
    }

    private static int chains(int links) {
        return (links + MOST - 1) / MOST;
    }

    private static Link links(ProbeEntry[] entries, int from, int to) {
        Link next = null;
        for (int i = to - 1; i >= from; i--) {
            next = entries[i].func().link(entries[i].data(), next, entries.length == 1);
        }
        return next;
    }

    private static Link[] chainsOf(Link ofChain, Link[] chains) {
        Link[] fewer = new Link[chains(chains.length)];
        for (int i = 0; i < fewer.length; i++) {
            fewer[i] = chain(ofChain, chains, i * MOST, Math.min(chains.length, (i + 1) * MOST));
        }
        return fewer;
    }

    private static Link chain(Link ofChain, Link[] chains, int from, int to) {
        Link next = null;
        for (int i = to - 1; i >= from; i--) {
            next = ofChain.with(chains[i], null, next);
        }
        return next;
    }
}
