package dev.likeness.vision;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A process that is told to stop before its engine has begun, and lets it do what it has to. */
final class EngineProcess {
  private static final String PHOTO = "/likeness-models/samples/sample1.jpg";
  private static final Duration WORK = Duration.ofSeconds(2);

  private EngineProcess() {}

  /** Ends with 0 unless the nets bring it down. */
  public static void main(String[] args) throws IOException {
    FaceEngine engine =
        FaceEngine.open(ModelBundle.onClasspath(args[0]), EngineSettings.defaults());
    byte[] photo;
    try (InputStream sample = EngineProcess.class.getResourceAsStream(PHOTO)) {
      photo = sample.readAllBytes();
    }
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> work(engine, photo)));
    System.exit(0);
  }

  private static void work(FaceEngine engine, byte[] photo) {
    long end = System.nanoTime() + WORK.toNanos();
    while (System.nanoTime() < end) {
      engine.probe(photo, FaceSelection.ALL);
    }
    System.out.println("finished in order");
  }
}
