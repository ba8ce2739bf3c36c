package dev.likeness.embed;

import dev.likeness.wiring.Control;
import dev.likeness.wiring.StreamsLifecycle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * One running topology for each model that is wanted: the active one, and during a change of model
 * the next one. Each goes on where it last stopped, so a model that is wanted again embeds only
 * what it has missed.
 */
final class ModelWorkers implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ModelWorkers.class);
  private static final long LOOK_AGAIN_MILLIS = 500;

  private final Control control;
  private final Opener opener;
  private final Map<String, StreamsLifecycle> working = new HashMap<>();
  private final Set<String> failing = new HashSet<>();
  private volatile @Nullable ScheduledExecutorService clock;

  /** Makes the topology of a model, not yet started. */
  interface Opener {
    StreamsLifecycle open(String model, boolean active) throws Exception;
  }

  ModelWorkers(Control control, Opener opener) {
    this.control = control;
    this.opener = opener;
  }

  @Override
  public void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().name("model-workers").unstarted(work));
    clock = started;
    var _ =
        started.scheduleWithFixedDelay(this::follow, 0, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void follow() {
    Set<String> wanted = control.state().models();
    for (String model : Set.copyOf(working.keySet())) {
      if (!wanted.contains(model)) {
        log.info("model {} is no longer wanted", model);
        stop(model);
      }
    }
    for (String model : wanted) {
      if (!working.containsKey(model)) {
        begin(model);
      }
    }
  }

  private void begin(String model) {
    try {
      StreamsLifecycle worker = opener.open(model, model.equals(control.active().model()));
      worker.start();
      working.put(model, worker);
      failing.remove(model);
      log.info("embedding with model {}", model);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      if (failing.add(model)) {
        log.error("model {} cannot embed yet, it is tried again: {}", model, e.toString());
      }
    }
  }

  private void stop(String model) {
    StreamsLifecycle worker = working.remove(model);
    if (worker != null) {
      worker.stop();
    }
  }

  @Override
  public void stop() {
    ScheduledExecutorService stopping = clock;
    if (stopping != null) {
      stopping.close();
    }
    clock = null;
    Set.copyOf(working.keySet()).forEach(this::stop);
  }

  @Override
  public boolean isRunning() {
    return clock != null;
  }

  /** Before web servers start taking requests, after them when stopping. */
  @Override
  public int getPhase() {
    return 0;
  }
}
