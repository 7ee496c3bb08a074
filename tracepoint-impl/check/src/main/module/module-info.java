/**
 * What checks the other two modules: the explorer of states, the torture of RCU, and studies of grace periods. A test
 * may depend on it; a program that is shipped has no need to.
 */
module org.tracepointlab.check {
    requires transitive org.tracepointlab.rcu;
    requires transitive org.tracepointlab.tracepoint;

    exports org.tracepointlab.check;
    exports org.tracepointlab.check.study;
    exports org.tracepointlab.check.torture;
}
