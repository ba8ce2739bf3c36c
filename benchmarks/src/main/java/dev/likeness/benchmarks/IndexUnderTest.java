package dev.likeness.benchmarks;

import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import dev.likeness.index.Candidate;
import dev.likeness.index.FaceEntry;
import dev.likeness.index.FaceIndex;
import dev.likeness.index.IndexSettings;
import dev.likeness.index.NearestQuery;
import dev.likeness.samples.SyntheticEmbedding;
import dev.likeness.topics.OutcomePayload;
import dev.likeness.topics.Partitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** One index a partition, as a search service has them, without Kafka and HTTP. */
final class IndexUnderTest implements AutoCloseable {
  private static final int COMMIT_EVERY = 50_000;
  private static final int KIB = 1024;

  private final Path directory;
  private final IndexSettings settings;
  private final List<FaceIndex> parts = new ArrayList<>();

  IndexUnderTest(Path directory, IndexSettings settings) {
    this.directory = directory;
    this.settings = settings;
    for (int part = 0; part < Plan.PARTITIONS; part++) {
      parts.add(FaceIndex.open(directory.resolve("part-" + part), settings));
    }
  }

  /**
   * Indexes every face, each part by one of so many threads.
   *
   * @return faces a second until the last one was findable
   */
  double build(
      SyntheticFaces faces, int threads, IntFunction<FaceKey> keys, IntFunction<Metadata> metadata)
      throws Exception {
    Load.Answered all =
        Load.closed(
            threads,
            threads,
            thread -> {
              for (int i = 0; i < faces.size(); i++) {
                FaceKey key = keys.apply(i);
                int part = Partitions.of(key.toBytes(), Plan.PARTITIONS);
                if (part % threads == thread) {
                  parts
                      .get(part)
                      .apply(key, entry(new Source(part, i), faces.vector(i), metadata.apply(i)));
                }
                if (i % COMMIT_EVERY == 0) {
                  commit(thread, threads);
                }
              }
              commit(thread, threads);
            });
    return faces.size() * all.perSecond() / threads;
  }

  /** As the search service stores it. */
  private FaceEntry entry(Source source, float[] vector, Metadata metadata) {
    Embedding embedding = SyntheticEmbedding.of(settings.model(), vector, source, metadata);
    return FaceEntry.embedded(
        source,
        embedding.vector(),
        metadata.attributes(),
        embedding.enrolledAt().toEpochMilli(),
        OutcomePayload.of(embedding));
  }

  private void commit(int thread, int threads) {
    for (int part = thread; part < parts.size(); part += threads) {
      parts.get(part).stats();
      parts.get(part).commit(Map.of());
    }
  }

  /** Waits until nothing is left to merge, as a search service is some seconds after a load. */
  void settle() {
    parts.forEach(FaceIndex::settle);
    commit(0, 1);
    for (FaceIndex part : parts) {
      while (!part.tidy()) {
        part.settle();
      }
    }
    commit(0, 1);
  }

  int segments() {
    return parts.stream().mapToInt(part -> part.stats().segments()).sum();
  }

  /** The best face of each of the nearest subjects of all parts, as a search service merges. */
  List<FaceKey> nearest(float[] probe, String gallery, Map<String, String> attributes) {
    NearestQuery query =
        new NearestQuery(Vector.normalized(probe), gallery, Plan.K, -1, attributes);
    Set<String> subjects = new HashSet<>();
    return parts.stream()
        .map(part -> part.nearest(query))
        .flatMap(Collection::stream)
        .sorted(Candidate.NEAREST_FIRST)
        .filter(candidate -> subjects.add(candidate.key().subject()))
        .limit(Plan.K)
        .map(Candidate::key)
        .toList();
  }

  /** Bytes of the files whose name ends so. */
  long bytesOnDisk(String extension) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      long bytes = 0;
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .filter(f -> f.toString().endsWith(extension))
              .toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  /**
   * Bytes of the index's files that are mapped and in memory (Rss of proc(5) smaps), of files whose
   * name ends so; -1 where there is no procfs.
   */
  long bytesResident(String... extensions) throws IOException {
    Path maps = Path.of("/proc/self/smaps");
    if (!Files.isReadable(maps)) {
      return -1;
    }
    boolean counts = false;
    long bytes = 0;
    for (String line : Files.readAllLines(maps)) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        counts =
            line.contains(directory.toString()) && Stream.of(extensions).anyMatch(line::endsWith);
      } else if (counts && line.startsWith("Rss:")) {
        bytes += Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB;
      }
    }
    return bytes;
  }

  @Override
  public void close() {
    parts.forEach(FaceIndex::close);
  }
}
