package org.tracepointlab.rcu;

/** The flavours that share an update side, for tests of it. */
enum Flavour {
    MB {
        @Override
        GracePeriodEngine<?> open() {
            return new MbRcu("mb");
        }
    },
    MEMB {
        @Override
        GracePeriodEngine<?> open() {
            return new MembRcu("memb");
        }
    },
    QSBR {
        @Override
        GracePeriodEngine<?> open() {
            return new QsbrRcu("qsbr");
        }
    },
    SRCU {
        @Override
        GracePeriodEngine<?> open() {
            return new SrcuRcu("srcu");
        }
    };

    abstract GracePeriodEngine<?> open();
}
