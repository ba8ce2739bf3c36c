package dev.likeness.e2e;

import dev.likeness.e2e.Deployment.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/**
 * A broker and one of each service for all tests that kill nothing and need no odd settings:
 * started by the first of them, stopped after the last test of the run. Each test has galleries of
 * its own, and others run at the same time.
 */
final class SharedPipeline implements AutoCloseable {
  private final Path directory;
  private final Deployment deployment;
  private final Client client;
  private final Log log;

  private SharedPipeline() {
    try {
      directory = Files.createTempDirectory("likeness-e2e");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    deployment = new Deployment(directory).startAll();
    client = new Client(deployment);
    client.awaitReady(Part.INGEST, Part.WORKER, Part.SEARCH);
    log = new Log(deployment);
  }

  Deployment deployment() {
    return deployment;
  }

  Client client() {
    return client;
  }

  Log log() {
    return log;
  }

  @Override
  public void close() {
    log.close();
    client.close();
    deployment.close();
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives it to the methods that ask for one. */
  static final class Resolver implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SharedPipeline.class;
    }

    @Override
    public SharedPipeline resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(SharedPipeline.class))
          .computeIfAbsent(SharedPipeline.class, _ -> new SharedPipeline(), SharedPipeline.class);
    }
  }
}
