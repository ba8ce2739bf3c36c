package dev.likeness.cli;

import dev.likeness.cli.PhotoList.Photo;
import dev.likeness.faces.Box;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidBoxException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness enroll}: photos from disk into a gallery. */
@Command(
    name = "enroll",
    description = {
      "Enroll photos. A directory is laid out as DIR/subject/photo.jpg, or all its photos show"
          + " --subject.",
      "Repeating the command is safe and goes on where it was stopped: what is searchable already"
          + " is not sent again."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class EnrollCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR|FILE", arity = "1..*", description = "Photos or directories.")
  private List<Path> paths;

  @Option(
      names = "--gallery",
      description = "Where the subjects belong (default: ${DEFAULT-VALUE}).",
      defaultValue = FaceKey.DEFAULT_GALLERY)
  private String gallery;

  @Option(names = "--subject", description = "Whom all the photos show.")
  private @Nullable String subject;

  @Option(
      names = "--box",
      paramLabel = "X,Y,WIDTH,HEIGHT",
      description =
          "Which of several faces of one photo is meant, in its pixels, such as find --all gives"
              + " them.")
  private @Nullable String box;

  @Option(
      names = "--metadata",
      paramLabel = "JSON",
      description = "A JSON object to keep with each face, at most 4 KiB.")
  private @Nullable String metadata;

  @Option(
      names = "--no-file-name",
      description = "Do not keep each photo's file name as the metadata attribute 'file'.")
  private boolean noFileName;

  @Option(names = "--wait", description = "Wait for each photo until it is searchable or rejected.")
  private boolean wait;

  @Option(names = "--again", description = "Send what is searchable already as well.")
  private boolean again;

  @Option(
      names = "--in-flight",
      description = "How many photos are on their way at once (default: ${DEFAULT-VALUE}).",
      defaultValue = "8")
  private int inFlight;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description =
          "How long to retry a photo that Likeness does not take for now (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "60")
  private int patience;

  @Mixin private Asking asking;

  @Override
  public Integer call() throws InterruptedException {
    if (inFlight < 1 || inFlight > 256) {
      throw new Failure("--in-flight is " + inFlight + ", expected 1 to 256");
    }
    String meant = checkedBox();
    PhotoMetadata attributes = PhotoMetadata.of(metadata, !noFileName);
    PhotoList list = PhotoList.of(paths, subject);
    if (list.photos().isEmpty()) {
      throw new Failure(
          list.leftOut().stream()
              .map(one -> System.lineSeparator() + one.file() + ": " + one.why())
              .collect(Collectors.joining("", "there are no photos in " + paths, "")));
    }
    if (meant != null && list.photos().size() > 1) {
      throw new Failure(
          "--box is a place in one photo, and these are " + list.photos().size() + ": name one");
    }
    // Whatever is known of the photo was said of another face, or of none.
    boolean anyway = again || meant != null;
    Enroller.Settings settings =
        new Enroller.Settings(
            gallery, meant, attributes, wait, anyway, Duration.ofSeconds(patience));
    long start = System.nanoTime();
    PrintWriter err = asking.err();
    List<Enrolled> results =
        asking.ask(client -> {
          client.requireAlive();
          return enrollAll(new Enroller(client, settings), list.photos(), err);
        });
    EnrollSummary summary =
        EnrollSummary.of(
            gallery, results, list.leftOut(), Duration.ofNanos(System.nanoTime() - start));
    asking.print(summary, summary.text());
    return summary.allGood() ? ExitCode.OK : ExitCode.NO;
  }

  private @Nullable String checkedBox() {
    try {
      return box == null ? null : Box.parse(box).text();
    } catch (InvalidBoxException e) {
      throw new Failure("--" + e.getMessage(), e);
    }
  }

  private List<Enrolled> enrollAll(Enroller enroller, List<Photo> photos, PrintWriter err) {
    List<Future<Enrolled>> running = new ArrayList<>();
    try (Progress progress = Progress.of("enroll", photos.size(), err);
        ExecutorService senders = Executors.newFixedThreadPool(inFlight)) {
      try {
        for (Photo photo : photos) {
          running.add(
              senders.submit(() -> {
                Enrolled result = enroller.enroll(photo);
                progress.step();
                return result;
              }));
        }
        List<Enrolled> results = new ArrayList<>();
        for (Future<Enrolled> one : running) {
          results.add(one.get());
        }
        return results;
      } catch (InterruptedException e) {
        senders.shutdownNow();
        Thread.currentThread().interrupt();
        throw new Failure("interrupted; the same command goes on from here", e);
      } catch (ExecutionException e) {
        senders.shutdownNow();
        throw new Failure("enrolling failed: " + e.getCause(), e);
      }
    }
  }
}
