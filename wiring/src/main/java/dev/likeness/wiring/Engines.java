package dev.likeness.wiring;

import dev.likeness.vision.EngineSettings;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.ModelBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The engines of this process, one a model, opened when first asked for and shared by all threads.
 */
public final class Engines implements AutoCloseable {
  private final @Nullable Path directory;
  private final Map<String, FaceEngine> open = new ConcurrentHashMap<>();

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
        model, id -> FaceEngine.open(bundle(id), EngineSettings.defaults()));
  }

  private ModelBundle bundle(String model) {
    Path bundle = directory == null ? null : directory.resolve(model);
    return bundle != null && Files.isDirectory(bundle)
        ? ModelBundle.inDirectory(bundle)
        : ModelBundle.onClasspath(model);
  }

  @Override
  public void close() {
    open.values().forEach(FaceEngine::close);
  }
}
