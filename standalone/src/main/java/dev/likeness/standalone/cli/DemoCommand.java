package dev.likeness.standalone.cli;

import dev.likeness.broker.DataDirectory;
import dev.likeness.cli.ExitCode;
import dev.likeness.cli.Output;
import dev.likeness.client.LikenessClient;
import dev.likeness.standalone.Standalone;
import dev.likeness.standalone.StandaloneSettings;
import dev.likeness.standalone.demo.Demo;
import dev.likeness.standalone.demo.DemoResult;
import dev.likeness.standalone.demo.People;
import dev.likeness.vision.EngineSettings;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.ModelBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code likeness demo}: a Likeness of its own on free ports, put through its paces, and gone. */
@Command(
    name = "demo",
    description = {
      "Enroll, verify, find and forget the people of the sample photos.",
      "Runs a Likeness of its own on free ports and removes it; nothing is kept."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DemoCommand implements Callable<Integer> {
  private static final int PARTITIONS = 4;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("likeness-demo");
    Thread cleaner = Thread.ofPlatform().unstarted(() -> remove(scratch));
    Runtime.getRuntime().addShutdownHook(cleaner);
    DemoResult result = run(scratch);
    output.print(result, DemoTable.of(result));
    return result.right() ? ExitCode.OK : ExitCode.NO;
  }

  private DemoResult run(Path scratch) throws IOException, InterruptedException {
    PrintWriter err = output.err();
    err.println("cutting the people out of the sample photos…");
    People people;
    try (FaceEngine engine =
        FaceEngine.open(ModelBundle.onClasspath(ModelBundle.DEFAULT), EngineSettings.defaults())) {
      people = new People(engine);
    }
    err.println("starting a broker and the services…");
    long start = System.nanoTime();
    DataDirectory directory = DataDirectory.lock(scratch);
    Logging.toFile(directory.path());
    StandaloneSettings settings = StandaloneSettings.anyPorts(PARTITIONS);
    try (Standalone standalone = Standalone.start(directory, settings);
        LikenessClient client = new LikenessClient(standalone.http())) {
      standalone.awaitReady();
      err.printf(
          Locale.ROOT,
          "ready after %.1f s; enrolling, verifying, finding…%n",
          (System.nanoTime() - start) / 1e9);
      return new Demo(client, people).run();
    }
  }

  private static void remove(Path scratch) {
    try {
      FileSystemUtils.deleteRecursively(scratch);
    } catch (IOException e) {
      System.err.println("could not remove " + scratch + ": " + e.getMessage());
    }
  }
}
