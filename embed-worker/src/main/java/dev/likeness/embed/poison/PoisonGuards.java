package dev.likeness.embed.poison;

import dev.likeness.vision.PhotoAnalysis;
import java.util.function.Function;
import org.springframework.context.SmartLifecycle;

/**
 * The guards of a process, one for each model: they share its journal, its view of the suspects,
 * and its trials. Safe for all threads.
 */
public final class PoisonGuards implements SmartLifecycle, AutoCloseable {
  private final Journal journal;
  private final Suspects suspects;
  private final Trial trial;
  private volatile boolean running;

  PoisonGuards(Journal journal, Suspects suspects, Trial trial) {
    this.journal = journal;
    this.suspects = suspects;
    this.trial = trial;
  }

  /**
   * A guard before an engine.
   *
   * @param model the id of the engine's model
   * @param engine called by as many threads as the guard is
   */
  public PoisonGuard guard(String model, Function<byte[], PhotoAnalysis> engine) {
    return new PoisonGuard(model, engine, journal, suspects, trial);
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
    suspects.close();
    journal.close();
  }
}
