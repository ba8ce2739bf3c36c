package dev.likeness.embed.poison;

import dev.likeness.faces.Reason;
import dev.likeness.faces.Source;
import dev.likeness.vision.EnrollmentPhoto;
import dev.likeness.vision.PhotoAnalysis;
import dev.likeness.vision.Unusable;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between a topology and its engine, so that no photo brings workers down for ever.
 *
 * <p>A photo that was in hand when a worker's process died may be poison, or may have been in hand
 * when somebody killed the process. So it is tried in a process of its own first: if that dies, the
 * photo is rejected, and if it survives, the photo is embedded as any other. A photo that survives
 * its trials and kills workers all the same is rejected without another trial.
 *
 * <p>A photo for which memory runs out is looked at once more while this process looks at no other,
 * since another photo may have taken the memory. Safe for all threads.
 */
public final class PoisonGuard {
  static final int DEATHS_ENOUGH = 3;

  private static final Logger log = LoggerFactory.getLogger(PoisonGuard.class);

  private final String model;
  private final Function<EnrollmentPhoto, PhotoAnalysis> engine;
  private final Journal journal;
  private final DeadWorkers dead;
  private final Trial trial;
  private final ReadWriteLock turns;

  /**
   * @param turns shared by the guards of the process; who holds it for writing is alone
   */
  PoisonGuard(
      String model,
      Function<EnrollmentPhoto, PhotoAnalysis> engine,
      Journal journal,
      DeadWorkers dead,
      Trial trial,
      ReadWriteLock turns) {
    this.model = model;
    this.engine = engine;
    this.journal = journal;
    this.dead = dead;
    this.trial = trial;
    this.turns = turns;
  }

  /**
   * What the engine makes of the photo, or {@link Reason#CRASHED_WORKER}.
   *
   * @throws TrialStoppedException if a trial was told to stop; the record has to come again
   */
  public PhotoAnalysis enroll(EnrollmentPhoto photo, Source source) {
    Suspect suspect = new Suspect(model, source);
    int deaths = dead.deaths(suspect);
    if (deaths == 0) {
      return look(suspect, photo);
    }
    try {
      PhotoAnalysis analysis = judge(suspect, deaths, photo);
      dead.settled(suspect);
      return analysis;
    } catch (TrialStoppedException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      dead.settled(suspect);
      throw e;
    }
  }

  private PhotoAnalysis judge(Suspect suspect, int deaths, EnrollmentPhoto photo) {
    if (deaths >= DEATHS_ENOUGH) {
      return crashed(suspect, deaths, "");
    }
    log.warn("a worker died with {} in hand; it is tried in a process of its own", suspect);
    return switch (trial.of(model, photo.file())) {
      case TrialResult.Survived _ -> look(suspect, photo);
      case TrialResult.Failed failed ->
          crashed(suspect, deaths, ", and a trial in a process of its own " + failed.how());
      case TrialResult.Stopped _ ->
          throw new TrialStoppedException("the trial of " + suspect + " was told to stop");
    };
  }

  private PhotoAnalysis look(Suspect suspect, EnrollmentPhoto photo) {
    try (Journal.InHand _ = journal.take(suspect)) {
      try {
        return look(photo, turns.readLock());
      } catch (OutOfMemoryError e) {
        log.warn("memory ran out while {} was looked at; it is looked at alone", suspect);
      }
      try {
        return look(photo, turns.writeLock());
      } catch (OutOfMemoryError e) {
        return new Unusable(
            Reason.TOO_LARGE,
            "the photo needs more memory than the worker has; save it with fewer pixels and enroll"
                + " that");
      }
    }
  }

  private PhotoAnalysis look(EnrollmentPhoto photo, Lock turn) {
    turn.lock();
    try {
      return engine.apply(photo);
    } finally {
      turn.unlock();
    }
  }

  private static Unusable crashed(Suspect suspect, int deaths, String trial) {
    String died =
        "the worker's process died "
            + (deaths == 1 ? "once" : deaths + " times")
            + " with this photo in hand"
            + trial;
    log.error("{} is rejected: {}", suspect, died);
    return new Unusable(
        Reason.CRASHED_WORKER, died + "; save the photo anew in another format and enroll that");
  }
}
