package dev.likeness.e2e;

import dev.likeness.e2e.Deployment.Part;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a deployment of its own, because it stops or loads the processes. */
abstract class OwnDeploymentTestCase {
  @TempDir Path directory;
  Deployment deployment;
  Client client;
  Log log;

  @BeforeEach
  final void startDeployment() {
    deployment = new Deployment(directory);
    deployment.startAll();
    client = new Client(deployment);
    client.awaitReady(Part.INGEST, Part.WORKER, Part.SEARCH);
    log = new Log(deployment);
  }

  @AfterEach
  final void stopDeployment() {
    // A start that failed has made some of these, and what it started must not go on.
    try (var _ = deployment) {
      if (log != null) {
        log.close();
      }
      if (client != null) {
        client.close();
      }
    }
  }
}
