package dev.likeness.cli;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.PhotoFormat;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness photo}: the stored photo of a face, as a file. */
@Command(name = "photo", description = "Write the stored photo of a face to a file.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PhotoCommand implements Callable<Integer> {
  @Parameters(paramLabel = "GALLERY/SUBJECT/FACE", description = "The face.")
  private String name;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description =
          "Where to write it, replacing what is there. Otherwise FACE with the suffix of its format"
              + " in this directory, if there is no such file.")
  private @Nullable Path file;

  @Mixin private Asking asking;

  /** What {@code --json} prints. */
  record Written(String face, String file, int bytes) {}

  @Override
  public Integer call() {
    Place place = Place.parse(name);
    if (place.subject() == null || place.face() == null) {
      throw new Failure("'" + name + "' names no face, which is GALLERY/SUBJECT/FACE");
    }
    FaceKey key = new FaceKey(place.gallery(), place.subject(), place.face());
    byte[] photo =
        asking.ask(client -> client.faces().getPhoto(key.gallery(), key.subject(), key.face()));
    Path written = write(photo, key);
    asking.print(
        new Written(key.toString(), written.toString(), photo.length),
        String.format(Locale.ROOT, "%s: %d bytes of %s", written, photo.length, key));
    return ExitCode.OK;
  }

  private Path write(byte[] photo, FaceKey key) {
    Path target =
        file == null
            ? Path.of(key.face() + PhotoFormat.of(photo).map(PhotoFormat::suffix).orElse(""))
            : file;
    try {
      return file == null
          ? Files.write(target, photo, StandardOpenOption.CREATE_NEW)
          : Files.write(target, photo);
    } catch (FileAlreadyExistsException e) {
      throw new Failure(target + " exists already; name a file with -o", e);
    } catch (IOException e) {
      throw new Failure(target + " cannot be written: " + e, e);
    }
  }
}
