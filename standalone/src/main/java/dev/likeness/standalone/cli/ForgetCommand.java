package dev.likeness.standalone.cli;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.faces.Segments;
import dev.likeness.standalone.client.LikenessClient;
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
final class ForgetCommand implements Callable<Integer> {
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
    asking.print(
        spec.commandLine().getOut(),
        answer,
        "forgotten: "
            + name
            + " ("
            + faces
            + (faces == 1 ? " face)" : " faces)")
            + "; gone from the log by "
            + answer.path("erasedBy").asString("?"));
    return ExitCode.OK;
  }

  static String path(String name, boolean all) {
    String[] segments = Segments.normalize(name).split("/", -1);
    try {
      return switch (segments.length) {
        case 1 -> {
          if (!all) {
            throw new Failure(
                "'" + name + "' names a whole gallery; pass --all to forget everybody in it");
          }
          yield LikenessClient.path(Segments.require("gallery", segments[0]));
        }
        case 2 ->
            LikenessClient.path(
                Segments.require("gallery", segments[0]), Segments.require("subject", segments[1]));
        case 3 -> LikenessClient.path(new FaceKey(segments[0], segments[1], segments[2]));
        default ->
            throw new Failure(
                "'" + name + "' is not GALLERY, GALLERY/SUBJECT or GALLERY/SUBJECT/FACE");
      };
    } catch (InvalidFaceKeyException e) {
      throw new Failure("BAD_KEY: " + e.getMessage(), e);
    }
  }
}
