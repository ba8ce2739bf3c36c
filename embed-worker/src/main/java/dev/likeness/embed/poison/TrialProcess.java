package dev.likeness.embed.poison;

import dev.likeness.vision.EngineSettings;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.ModelBundle;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of a trial: reads a photo from its standard input, embeds it, and ends with 0 if it
 * did not crash. It returns no result of the embedding.
 */
final class TrialProcess {
  private static final Logger log = LoggerFactory.getLogger(TrialProcess.class);
  private static final int SURVIVED = 0;
  private static final int ORPHANED = 3;

  private TrialProcess() {}

  /**
   * Arguments: the model's id, and the directory of model bundles if there is one. Standard input:
   * the photo's length as four bytes, highest first, then the photo; it stays open for as long as
   * the worker lives.
   */
  public static void main(String[] args) throws IOException {
    DataInputStream in = new DataInputStream(System.in);
    byte[] photo = in.readNBytes(in.readInt());
    Thread.ofPlatform().daemon().start(() -> endWithTheWorker(in));
    ModelBundle bundle = ModelBundle.find(args.length > 1 ? Path.of(args[1]) : null, args[0]);
    FaceEngine engine = FaceEngine.open(bundle, EngineSettings.defaults());
    try {
      engine.enroll(photo);
    } catch (RuntimeException e) {
      // The worker can deal with that by itself.
      log.debug("the engine failed", e);
    }
    System.exit(SURVIVED);
  }

  private static void endWithTheWorker(DataInputStream in) {
    try {
      while (in.read() >= 0) {
        // nothing more is sent
      }
    } catch (IOException e) {
      log.debug("the worker is gone", e);
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}
