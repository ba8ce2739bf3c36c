package dev.likeness.embed.poison;

import dev.likeness.faces.Reason;
import dev.likeness.faces.Source;
import dev.likeness.topics.Suspect;
import dev.likeness.topics.WorkerDeath;
import dev.likeness.vision.PhotoAnalysis;
import dev.likeness.vision.Unusable;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between a topology and its engine, so that no photo brings workers down for ever.
 *
 * <p>A photo that was in hand at two deaths of workers may be poison, or may have been in hand when
 * somebody killed them. So it is tried in a process of its own first: if that dies, the photo is
 * rejected, and if it survives, the photo is embedded as any other. A photo that kills workers all
 * the same is rejected in the end without another trial. Safe for all threads.
 */
public final class PoisonGuard {
  static final int DEATHS_FOR_A_TRIAL = 2;
  static final int DEATHS_ENOUGH = 5;

  private static final Logger log = LoggerFactory.getLogger(PoisonGuard.class);

  private final String model;
  private final Function<byte[], PhotoAnalysis> engine;
  private final Journal journal;
  private final Suspects suspects;
  private final Trial trial;

  PoisonGuard(
      String model,
      Function<byte[], PhotoAnalysis> engine,
      Journal journal,
      Suspects suspects,
      Trial trial) {
    this.model = model;
    this.engine = engine;
    this.journal = journal;
    this.suspects = suspects;
    this.trial = trial;
  }

  /**
   * What the engine makes of the photo, or {@link Reason#CRASHED_WORKER}.
   *
   * @throws TrialStoppedException if a trial was told to stop; the record has to come again
   */
  public PhotoAnalysis enroll(byte[] photo, Source source) {
    Suspect suspect = new Suspect(model, source);
    try (Journal.InHand _ = journal.take(suspect)) {
      PhotoAnalysis analysis = analysis(suspect, photo);
      suspects.settled(suspect);
      return analysis;
    } catch (TrialStoppedException e) {
      throw e;
    } catch (RuntimeException e) {
      suspects.settled(suspect);
      throw e;
    } catch (VirtualMachineError e) {
      // The thread dies of it, and is replaced, and meets the record again: a death like others.
      suspects.died(new WorkerDeath(suspect, UUID.randomUUID().toString()));
      throw e;
    }
  }

  private PhotoAnalysis analysis(Suspect suspect, byte[] photo) {
    int deaths = suspects.deaths(suspect);
    if (deaths < DEATHS_FOR_A_TRIAL) {
      return engine.apply(photo);
    }
    if (deaths >= DEATHS_ENOUGH) {
      return crashed(suspect, deaths, "");
    }
    log.warn(
        "{} workers died with {} in hand; it is tried in a process of its own", deaths, suspect);
    return switch (trial.of(model, photo)) {
      case TrialResult.Survived _ -> engine.apply(photo);
      case TrialResult.Failed failed ->
          crashed(suspect, deaths, ", and a trial in a process of its own " + failed.how());
      case TrialResult.Stopped _ ->
          throw new TrialStoppedException("the trial of " + suspect + " was told to stop");
    };
  }

  private static Unusable crashed(Suspect suspect, int deaths, String trial) {
    log.error("{} is rejected: {} workers died with it in hand{}", suspect, deaths, trial);
    return new Unusable(
        Reason.CRASHED_WORKER,
        "the worker's process died "
            + deaths
            + " times with this photo in hand"
            + trial
            + "; save the photo anew in another format and enroll that");
  }
}
