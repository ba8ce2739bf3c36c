package dev.likeness.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the deployment that all share which have no other needs. */
@ExtendWith(SharedPipeline.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PipelineTestCase {
  @TempDir Path directory;
  Deployment deployment;
  Client client;
  Log log;

  @BeforeAll
  void use(SharedPipeline shared) {
    deployment = shared.deployment();
    client = shared.client();
    log = shared.log();
  }
}
