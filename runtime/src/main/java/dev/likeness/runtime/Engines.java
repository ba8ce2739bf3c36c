package dev.likeness.runtime;

import dev.likeness.vision.EngineSettings;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.ModelBundle;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engines of this process, one a model, opened when first asked for and shared by all threads.
 */
public final class Engines implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Engines.class);

  private final @Nullable Path directory;
  private final Map<String, FaceEngine> open = new ConcurrentHashMap<>();
  private volatile Thread preparing = Thread.ofPlatform().unstarted(() -> {});

  /**
   * @param directory holds a bundle in {@code directory/MODEL} where it has one; the others are
   *     looked for on the classpath
   */
  Engines(@Nullable Path directory) {
    this.directory = directory;
  }

  /**
   * The engine of a model, kept open until this object is closed.
   *
   * @throws IllegalArgumentException if there is no such bundle, or its files do not match its card
   */
  public FaceEngine of(String model) {
    return open.computeIfAbsent(
        model, id -> FaceEngine.open(ModelBundle.find(directory, id), EngineSettings.defaults()));
  }

  /**
   * Begins to open the engine of a model that will be asked for, on a thread of its own. If it does
   * not open, whoever asks for it learns why.
   */
  void prepare(String model) {
    preparing =
        Thread.ofPlatform()
            .name("engine")
            .daemon()
            .start(() -> {
              try {
                of(model);
              } catch (RuntimeException e) {
                log.debug("the engine of {} did not open", model, e);
              }
            });
  }

  @Override
  public void close() {
    try {
      preparing.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.values().forEach(FaceEngine::close);
  }
}
