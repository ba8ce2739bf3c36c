package dev.likeness.evaluation.photos;

import dev.likeness.evaluation.LabelledFace;
import dev.likeness.faces.Box;
import dev.likeness.faces.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Looks at every photo once. What is in the file already is not looked at again, so a run that was
 * stopped goes on, and another run over the same photos is quick.
 *
 * <p>The same file twice is one photo: a copy would be a genuine pair without an error. Under two
 * people it is left out of both, because one of the labels is wrong.
 *
 * @param source looks at photos
 * @param file remembers them
 * @param threads how many photos are looked at at once
 */
public record Gathering(FaceSource source, SeenFile file, int threads) {
  /** A photo that is there under the same person already. */
  public static final String COPY = "COPY";

  /** A photo that stands under two people. */
  public static final String TWO_PEOPLE = "TWO_PEOPLE";

  /** A file that cannot be read. */
  public static final String UNREADABLE = "UNREADABLE";

  /** A photo, its SHA-256, and what was seen in it. */
  private record Found(LabelledPhoto photo, String sha256, Seen seen) {}

  /**
   * Looks at photos.
   *
   * @param step is run after each, on any thread
   * @throws InterruptedException if the thread was interrupted; what was seen is kept
   */
  public Gathered gather(List<LabelledPhoto> photos, Runnable step) throws InterruptedException {
    List<Found> found = new ArrayList<>();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Found>> running = new ArrayList<>();
      for (LabelledPhoto photo : photos) {
        running.add(
            workers.submit(() -> {
              Found one = look(photo);
              step.run();
              return one;
            }));
      }
      for (Future<Found> one : running) {
        found.add(one.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a photo could not be looked at: " + e.getCause(), e);
    } finally {
      workers.shutdownNow();
      workers.close();
    }
    return sorted(found);
  }

  private Found look(LabelledPhoto photo) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(photo.path());
    } catch (IOException e) {
      return new Found(photo, photo.path().toString(), new Seen.LeftOut(UNREADABLE));
    }
    String sha256 = Sha256.hex(bytes);
    return new Found(photo, sha256, file.get(sha256).orElseGet(() -> seen(bytes, sha256)));
  }

  private Seen seen(byte[] photo, String sha256) {
    Seen seen = source.look(photo);
    file.put(sha256, seen);
    return seen;
  }

  private static Gathered sorted(List<Found> found) {
    Map<String, Set<String>> people = new HashMap<>();
    for (Found one : found) {
      people.computeIfAbsent(one.sha256(), _ -> new HashSet<>()).add(one.photo().person());
    }
    Set<String> taken = new HashSet<>();
    List<LabelledFace> faces = new ArrayList<>();
    Map<String, Box> boxes = new HashMap<>();
    Map<String, Integer> leftOut = new TreeMap<>();
    for (Found one : found) {
      Path path = one.photo().path();
      boolean ambiguous = people.getOrDefault(one.sha256(), Set.of()).size() > 1;
      Seen seen =
          ambiguous
              ? new Seen.LeftOut(TWO_PEOPLE)
              : taken.add(one.sha256()) ? one.seen() : new Seen.LeftOut(COPY);
      switch (seen) {
        case Seen.Face face -> {
          faces.add(new LabelledFace(one.photo().person(), path.toString(), face.vector()));
          boxes.put(path.toString(), face.box());
        }
        case Seen.LeftOut(String reason) -> leftOut.merge(reason, 1, Integer::sum);
      }
    }
    return new Gathered(faces, boxes, leftOut);
  }
}
