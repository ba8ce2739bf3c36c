package dev.likeness.standalone.cli;

import dev.likeness.cli.Progress;
import dev.likeness.evaluation.photos.Gathered;
import dev.likeness.evaluation.photos.Gathering;
import dev.likeness.evaluation.photos.LabelledPhoto;
import dev.likeness.evaluation.photos.PhotoFolder;
import dev.likeness.evaluation.photos.Seen;
import dev.likeness.evaluation.photos.SeenFile;
import dev.likeness.vision.EngineSettings;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.FacesFound;
import dev.likeness.vision.ModelBundle;
import dev.likeness.vision.Unusable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The faces of a directory of photos, through one model as enrolment does it. What was embedded is
 * kept in a file of the model's, so a run that was stopped goes on.
 *
 * @param out where that file is
 * @param again whether to forget what it holds
 */
record LabelledFaces(ModelBundle bundle, Path out, boolean again, PrintWriter err) {
  private static final int PATIENCE_SECONDS = 10;

  Gathered gather(Path directory) throws IOException, InterruptedException {
    List<LabelledPhoto> photos = PhotoFolder.of(directory);
    Path file = out.resolve(bundle.card().id() + "-" + bundle.fingerprint() + ".tsv");
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = new Thread(stop(Thread.currentThread(), ended), "calibrate-stop");
    try (FaceEngine engine = FaceEngine.open(bundle, EngineSettings.defaults());
        SeenFile seen = SeenFile.open(file, again);
        Progress progress = Progress.of("embed", photos.size(), err)) {
      Runtime.getRuntime().addShutdownHook(hook);
      int threads = Runtime.getRuntime().availableProcessors();
      return new Gathering(photo -> look(engine, photo), seen, threads)
          .gather(photos, progress::step);
    } finally {
      ended.countDown();
      forget(hook);
    }
  }

  private static Seen look(FaceEngine engine, byte[] photo) {
    return switch (engine.enroll(photo)) {
      case FacesFound found ->
          new Seen.Face(found.faces().getFirst().vector(), found.faces().getFirst().box());
      case Unusable unusable -> new Seen.LeftOut(unusable.reason().name());
    };
  }

  /** Ctrl-C: no further photo is begun, and those in hand are finished before the nets close. */
  private Runnable stop(Thread gathering, CountDownLatch ended) {
    return () -> {
      gathering.interrupt();
      try {
        if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      err.println("calibrate: stopped; the same command goes on from here");
    };
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is what ends this.
    }
  }
}
