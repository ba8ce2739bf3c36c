package dev.likeness.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code likeness forget}: for good. */
@Command(
    name = "forget",
    description = "Forget a gallery, a subject, or one face of a subject, for good.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ForgetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "GALLERY[/SUBJECT[/FACE]]",
      description = "Whom to forget, such as default/alice.")
  private String name;

  @Option(names = "--all", description = "Needed to forget everybody of a gallery.")
  private boolean all;

  @Mixin private Asking asking;

  @Override
  public Integer call() {
    String path = path(name, all);
    JsonNode answer = asking.ask(client -> client.delete(path));
    int faces = answer.path("count").asInt();
    int letters = answer.path("deadLetters").asInt();
    asking.print(
        spec.commandLine().getOut(),
        answer,
        "forgotten: "
            + name
            + " ("
            + faces
            + (faces == 1 ? " face" : " faces")
            + (letters == 0
                ? ""
                : letters == 1 ? ", 1 dead letter" : ", " + letters + " dead letters")
            + ")"
            + "; gone from the log by "
            + answer.path("erasedBy").asString("?"));
    return ExitCode.OK;
  }

  private static String path(String name, boolean all) {
    Place place = Place.parse(name);
    if (place.subject() == null && !all) {
      throw new Failure(
          "'" + name + "' names a whole gallery; pass --all to forget everybody in it");
    }
    return place.path();
  }
}
