package dev.likeness.standalone.cli;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.faces.Segments;
import dev.likeness.standalone.client.LikenessClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code likeness forget}: for good. */
@Command(
    name = "forget",
    description = "Forget a subject, or one face of a subject, for good.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ForgetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "GALLERY/SUBJECT[/FACE]",
      description = "Whom to forget, such as default/alice.")
  private String name;

  @Mixin private Asking asking;

  @Override
  public Integer call() {
    String path = path(name);
    JsonNode answer = asking.ask(client -> client.delete(path));
    int faces = answer.path("faces").size();
    asking.print(
        spec.commandLine().getOut(),
        answer,
        "forgotten: " + name + " (" + faces + (faces == 1 ? " face)" : " faces)"));
    return ExitCode.OK;
  }

  static String path(String name) {
    String[] segments = Segments.normalize(name).split("/", -1);
    try {
      return switch (segments.length) {
        case 2 ->
            LikenessClient.path(
                Segments.require("gallery", segments[0]), Segments.require("subject", segments[1]));
        case 3 -> LikenessClient.path(new FaceKey(segments[0], segments[1], segments[2]));
        default ->
            throw new Failure("'" + name + "' is not GALLERY/SUBJECT or GALLERY/SUBJECT/FACE");
      };
    } catch (InvalidFaceKeyException e) {
      throw new Failure("BAD_KEY: " + e.getMessage(), e);
    }
  }
}
