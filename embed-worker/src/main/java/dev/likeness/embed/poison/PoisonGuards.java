package dev.likeness.embed.poison;

import dev.likeness.vision.EnrollmentPhoto;
import dev.likeness.vision.PhotoAnalysis;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.springframework.context.SmartLifecycle;

/**
 * The guards of a process, one for each model: they share its journal, what it knows of dead
 * workers, and its trials. Safe for all threads.
 */
public final class PoisonGuards implements SmartLifecycle, AutoCloseable {
  private final Journal journal;
  private final DeadWorkers dead;
  private final Trial trial;
  private final ReadWriteLock turns = new ReentrantReadWriteLock(true);
  private volatile boolean running;

  /**
   * @param journal closed by this object, as are the others
   */
  PoisonGuards(Journal journal, DeadWorkers dead, Trial trial) {
    this.journal = journal;
    this.dead = dead;
    this.trial = trial;
  }

  /**
   * A guard before an engine.
   *
   * @param model the id of the engine's model
   * @param engine called by as many threads as the guard is
   */
  public PoisonGuard guard(String model, Function<EnrollmentPhoto, PhotoAnalysis> engine) {
    return new PoisonGuard(model, engine, journal, dead, trial, turns);
  }

  @Override
  public void start() {
    running = true;
  }

  /** Ends a running trial, so that the topologies need not wait for it. */
  @Override
  public void stop() {
    running = false;
    trial.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops before the topologies do. */
  @Override
  public int getPhase() {
    return 1;
  }

  /** Once no topology runs any more. */
  @Override
  public void close() {
    trial.close();
    dead.close();
    journal.close();
  }
}
