package dev.likeness.cli;

import dev.likeness.client.LikenessClient;
import dev.likeness.client.model.ForgetReceipt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness forget}: for good. */
@Command(
    name = "forget",
    description = "Forget a gallery, a subject, or one face of a subject, for good.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ForgetCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "GALLERY[/SUBJECT[/FACE]]",
      description = "Whom to forget, such as default/alice.")
  private String name;

  @Option(names = "--all", description = "Needed to forget everybody of a gallery.")
  private boolean all;

  @Mixin private Asking asking;

  @Override
  public Integer call() {
    Place place = place(name, all);
    ForgetReceipt answer = asking.ask(client -> forget(client, place));
    int faces = answer.count();
    int letters = answer.deadLetters();
    asking.print(
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
            + (answer.erasedBy() == null ? "?" : answer.erasedBy()));
    return ExitCode.OK;
  }

  private static Place place(String name, boolean all) {
    Place place = Place.parse(name);
    if (place.subject() == null && !all) {
      throw new Failure(
          "'" + name + "' names a whole gallery; pass --all to forget everybody in it");
    }
    return place;
  }

  private static ForgetReceipt forget(LikenessClient client, Place place) {
    if (place.subject() == null) {
      return client.faces().forgetGallery(place.gallery());
    }
    return place.face() == null
        ? client.faces().forgetSubject(place.gallery(), place.subject())
        : client.faces().forgetFace(place.gallery(), place.subject(), place.face());
  }
}
