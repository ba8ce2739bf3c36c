package dev.likeness.embed.poison;

import dev.likeness.vision.PhotoAnalysis;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The guards of a process, one for each model: they share its journal, its view of the suspects,
 * and its trials. Safe for all threads.
 */
public final class PoisonGuards implements SmartLifecycle, AutoCloseable {
  private final Journal journal;
  private final Supplier<Suspects> opener;
  private final Trial trial;
  private @Nullable Suspects suspects;
  private volatile boolean running;

  /**
   * @param journal closed by this object, as is the trial
   * @param opener asked once, for the first guard; its answer is closed by this object
   */
  PoisonGuards(Journal journal, Supplier<Suspects> opener, Trial trial) {
    this.journal = journal;
    this.opener = opener;
    this.trial = trial;
  }

  /**
   * A guard before an engine, which knows every death that was published before.
   *
   * @param model the id of the engine's model
   * @param engine called by as many threads as the guard is
   * @throws org.apache.kafka.common.KafkaException if the broker does not say what is known; ask
   *     again
   */
  public PoisonGuard guard(String model, Function<byte[], PhotoAnalysis> engine) {
    return new PoisonGuard(model, engine, journal, suspects(), trial);
  }

  private synchronized Suspects suspects() {
    Suspects known = suspects;
    if (known == null) {
      known = opener.get();
      suspects = known;
    }
    return known;
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
  public synchronized void close() {
    trial.close();
    if (suspects != null) {
      suspects.close();
    }
    journal.close();
  }
}
