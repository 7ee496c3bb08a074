package org.tracepointlab.rcu;

import java.util.concurrent.ThreadFactory;

/** Flavours with a known bug each, which a check must find, and the ones that are right under its conditions. */
public final class BadRcu {

    private BadRcu() {
    }

    private abstract static class LikeMb extends FencedRcu {
        LikeMb(String name) {
            this(name, Thread::new);
        }

        LikeMb(String name, ThreadFactory threads) {
            super(name, new MbReader[CACHED], threads);
        }

        @Override
        protected CountingReader newReader() {
            return new MbReader(this);
        }

        @Override
        public void readLock() {
            current().lock();
        }

        @Override
        public void readUnlock() {
            current().unlock();
        }
    }

    /** An mb whose updater does that as well where it fences: what it throws, the wait throws. */
    static GracePeriodEngine<?> mbWith(Runnable fence) {
        return mbWith("mb", Thread::new, fence);
    }

    /** The same under that name, with threads from there. */
    static GracePeriodEngine<?> mbWith(String name, ThreadFactory threads, Runnable fence) {
        return new LikeMb(name, threads) {
            @Override
            void heavyFence() {
                fence.run();
                super.heavyFence();
            }
        };
    }

    /** An mb that does that before the list of readers to wait for grows. */
    static GracePeriodEngine<?> mbThatGrows(Runnable before) {
        return new LikeMb("mb") {
            @Override
            long[] grown(long[] marks) {
                before.run();
                return super.grown(marks);
            }
        };
    }

    /** A cookie for the end of the grace period in progress, which may have begun before the updater's store. */
    public static Rcu cookieIsCompletedPlusOne() {
        return new LikeMb("completed plus one") {
            @Override
            long cookie(long now) {
                return (now | GracePeriodSequence.PHASE_MASK) + 1;
            }
        };
    }

    /** A grace period that is said to have ended before the readers were waited for. */
    public static Rcu completedBeforeWaiting() {
        return new LikeMb("completed before waiting") {
            @Override
            void runGracePeriod() {
                begin();
                end();
                awaitReaders();
            }
        };
    }

    /** An srcu that does not wait for the stragglers of the index that it flips to. */
    public static Rcu oneFlip() {
        return new SrcuRcu("one flip") {
            @Override
            void awaitStragglers(int unused) {
                // the bug
            }
        };
    }

    /** memb where memory is sequentially consistent already. */
    public static Rcu membWithoutSystemCall() {
        return new MembRcu("memb", new Membarrier(null) {
            @Override
            void run() {
                // nothing to fence
            }
        });
    }
}
