package org.tracepointlab.rcu;

/** The flavours that share an update side, for tests of it. */
enum Flavour {
    MB {
        @Override
        UpdateSide<?> open() {
            return new MbRcu("mb");
        }
    },
    MEMB {
        @Override
        UpdateSide<?> open() {
            return new MembRcu("memb");
        }
    },
    QSBR {
        @Override
        UpdateSide<?> open() {
            return new QsbrRcu("qsbr");
        }
    },
    SRCU {
        @Override
        UpdateSide<?> open() {
            return new SrcuRcu("srcu");
        }
    };

    abstract UpdateSide<?> open();
}
