package org.tracepointlab.rcu;

/** The canary: a domain whose grace periods wait for nobody. */
final class BustedRcu extends ReaderDomain<SectionReader> implements SectionReader.Home {

    @Override
    protected SectionReader newReader() {
        return new SectionReader(this, 0);
    }

    @Override
    protected boolean inSection(SectionReader reader) {
        return reader.inSection();
    }

    @Override
    public Thread waiting() {
        return null;
    }

    @Override
    public void left(SectionReader reader) {
        delist(reader);
    }

    @Override
    public void restingChanged(SectionReader reader) {
        // nobody waits
    }

    @Override
    public void readLock() {
        mine().lock();
    }

    @Override
    public void readUnlock() {
        mine().unlock();
    }

    @Override
    public void synchronize() {
        // the bug
    }

    @Override
    public void synchronizeExpedited() {
        // the bug
    }

    @Override
    public long getState() {
        return 0;
    }

    @Override
    public long startPoll() {
        return 0;
    }

    @Override
    public boolean pollState(long cookie) {
        return true;
    }

    @Override
    public boolean condSynchronize(long cookie) {
        return false;
    }

    @Override
    public void call(Runnable callback) {
        callback.run();
    }

    @Override
    public void barrier() {
        // nothing is ever outstanding
    }

    @Override
    public void close() {
        markClosed();
    }
}
