package dev.likeness.e2e;

import dev.likeness.e2e.Deployment.Part;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share one running deployment: a broker and one of each service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PipelineTestCase {
  @TempDir static Path directory;
  Deployment deployment;
  Client client;
  Log log;

  @BeforeAll
  void start() {
    deployment = new Deployment(directory).startAll();
    client = new Client(deployment);
    client.awaitReady(Part.INGEST, Part.WORKER, Part.SEARCH);
    log = new Log(deployment);
  }

  @AfterAll
  void stop() {
    log.close();
    client.close();
    deployment.close();
  }
}
