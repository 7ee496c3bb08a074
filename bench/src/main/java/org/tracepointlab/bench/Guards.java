package org.tracepointlab.bench;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.HdrHistogram.WriterReaderPhaser;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;
import org.tracepointlab.rcu.flavour.RcuFlavour;

/** What protects readers, by name: the flavours of RCU, and their rivals in Java: {@code phaser, stamped, rwlock}. */
interface Guards extends AutoCloseable {

    /** Registers the calling thread. */
    ReadGuard reader();

    /** Waits for the readers that are inside; of a lock, by taking it. */
    void synchronize();

    /** How many grace periods there have been, or of a rival, how many waits. */
    long gracePeriods();

    @Override
    void close();

    /**
     * @throws IllegalArgumentException on any other name
     */
    static Guards named(String name) {
        return switch (name) {
            case "phaser" -> new Phaser();
            case "stamped" -> new Stamped();
            case "rwlock" -> new ReadWrite();
            default -> of(RcuFlavour.named(name).domains());
        };
    }

    /** The RCU domain of these. */
    static Flavour of(RcuDomains domains) {
        return new Flavour(domains);
    }

    /** A flavour of RCU. */
    record Flavour(RcuDomains domains) implements Guards {
        private static final long COOKIES_A_GRACE_PERIOD = 4;

        Rcu rcu() {
            return domains.rcu();
        }

        @Override
        public ReadGuard reader() {
            return new Handle(rcu().register());
        }

        @Override
        public void synchronize() {
            rcu().synchronize();
        }

        @Override
        public long gracePeriods() {
            return rcu().getState() / COOKIES_A_GRACE_PERIOD;
        }

        @Override
        public void close() {
            domains.close();
        }
    }

    /** By an explicit handle. */
    record Handle(Rcu.Reader reader) implements ReadGuard {
        @Override
        public long enter() {
            reader.lock();
            return 0;
        }

        @Override
        public void exit(long stamp) {
            reader.unlock();
        }

        @Override
        public void quiescentState() {
            reader.quiescentState();
        }

        @Override
        public void rest() {
            reader.offline();
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    /** By the calling thread's default. */
    record Local(Rcu rcu, Rcu.Reader registered) implements ReadGuard {
        @Override
        public long enter() {
            rcu.readLock();
            return 0;
        }

        @Override
        public void exit(long stamp) {
            rcu.readUnlock();
        }

        @Override
        public void quiescentState() {
            registered.quiescentState();
        }

        @Override
        public void rest() {
            registered.offline();
        }

        @Override
        public void close() {
            registered.close();
        }
    }

    /** What a rival counts of its waits. */
    abstract class Rival implements Guards, ReadGuard {
        private long waits;

        @Override
        public ReadGuard reader() {
            return this;
        }

        final void waited() {
            waits++;
        }

        @Override
        public long gracePeriods() {
            return waits;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    /** HdrHistogram's: a flip of the phase is its grace period. */
    final class Phaser extends Rival {
        private final WriterReaderPhaser phaser = new WriterReaderPhaser();

        @Override
        public long enter() {
            return phaser.writerCriticalSectionEnter();
        }

        @Override
        public void exit(long stamp) {
            phaser.writerCriticalSectionExit(stamp);
        }

        @Override
        public void synchronize() {
            phaser.readerLock();
            try {
                phaser.flipPhase();
                waited();
            } finally {
                phaser.readerUnlock();
            }
        }
    }

    /** A pessimistic read lock; an optimistic one protects no resource from being freed. */
    final class Stamped extends Rival {
        private final StampedLock lock = new StampedLock();

        @Override
        public long enter() {
            return lock.readLock();
        }

        @Override
        public void exit(long stamp) {
            lock.unlockRead(stamp);
        }

        @Override
        public void synchronize() {
            lock.unlockWrite(lock.writeLock());
            waited();
        }
    }

    /** The read-write lock that most code uses. */
    final class ReadWrite extends Rival {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

        @Override
        public long enter() {
            lock.readLock().lock();
            return 0;
        }

        @Override
        public void exit(long stamp) {
            lock.readLock().unlock();
        }

        @Override
        public void synchronize() {
            lock.writeLock().lock();
            lock.writeLock().unlock();
            waited();
        }
    }
}
