package dev.likeness.index;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Vector;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * The faces of one partition in a Lucene index: what is known of each, and which are nearest to a
 * probe (Malkov and Yashunin, HNSW; small segments are scanned instead).
 *
 * <p>One thread writes, any number read. A read sees every write that was made before it. Writes
 * survive a crash from {@link #commit} on; what came later has to be applied again, which is
 * harmless: of two entries of a face the one with the later source offset holds, in whatever order
 * and however often they are applied. That is why a forgotten face is remembered as forgotten.
 *
 * <p>Every method throws {@link UncheckedIOException} if the disk fails, and {@link
 * IllegalStateException} once the index is closed, as it is after a failed write.
 */
public final class FaceIndex implements AutoCloseable {
  /** As much as Lucene's policy puts into one. */
  private static final long LARGEST_SEGMENT = 5L << 30;

  private static final int ROOM = 4;

  private final Path path;
  private final IndexSettings settings;
  private final IndexWriter writer;
  private final CurrentSearcher searcher;
  private final BackgroundMerges merges;
  private final UnreachableNodes unreached;
  private final FaceCounts counts = new FaceCounts();
  private final SourceOffsets offsets;
  private final Map<Integer, Long> sources;
  private volatile CommitFacts committed;
  private volatile long mergesCommitted;

  FaceIndex(
      Path path,
      IndexSettings settings,
      IndexWriter writer,
      CurrentSearcher searcher,
      BackgroundMerges merges,
      UnreachableNodes unreached,
      CommitFacts committed) {
    this.path = path;
    this.settings = settings;
    this.writer = writer;
    this.searcher = searcher;
    this.merges = merges;
    this.unreached = unreached;
    this.offsets = new SourceOffsets(searcher.searchers());
    this.sources = new ConcurrentHashMap<>(committed.sources());
    this.committed = committed;
  }

  /**
   * Opens the index of a directory, or begins one.
   *
   * @throws IndexMismatchException if it holds another model or dimension
   * @throws IndexDamagedException if its files are damaged or gone, or of a format that is not read
   *     any more; what is left is of no use
   * @throws IllegalStateException if it is open already
   */
  public static FaceIndex open(Path directory, IndexSettings settings) {
    return IndexOpener.open(directory, settings);
  }

  /**
   * Makes {@code entry} the state of a face, unless a later one is held already.
   *
   * @return whether it was
   * @throws IllegalArgumentException if its vector has another dimension than the index
   */
  public boolean apply(FaceKey key, FaceEntry entry) {
    Vector vector = entry.vector();
    if (vector != null && vector.dimension() != settings.dimension()) {
      throw new IllegalArgumentException(
          "vector has " + vector.dimension() + " dimensions, index has " + settings.dimension());
    }
    boolean later = entry.source().offset() > offsets.of(key);
    if (later) {
      write(key, entry);
    }
    sources.merge(entry.source().partition(), entry.source().offset(), Math::max);
    return later;
  }

  private void write(FaceKey key, FaceEntry entry) {
    try {
      writer.updateDocument(FaceDocument.key(key), FaceDocument.of(key, entry));
      offsets.add(key.toString(), entry.source().offset());
      searcher.wrote();
    } catch (IOException e) {
      throw failed("be written", e);
    } catch (AlreadyClosedException e) {
      throw closed(e);
    }
  }

  /**
   * The faces nearest to a probe, the best of each subject, most similar first.
   *
   * @throws IllegalArgumentException if the probe has another dimension than the index
   */
  public List<Candidate> nearest(NearestQuery query) {
    checkFits(query.probe());
    return read((searcher, search) -> search.nearest(query));
  }

  /**
   * How many searchable faces {@link #nearest} chooses from. Cheap enough to be asked with every
   * search: it is counted anew only after the index has changed.
   *
   * @param attributes metadata a face must have, all of them, exactly
   */
  public int count(String gallery, Map<String, String> attributes) {
    return read((searcher, search) -> counts.of(gallery, attributes, search));
  }

  private void checkFits(Vector probe) {
    if (probe.dimension() != settings.dimension()) {
      throw new IllegalArgumentException(
          "probe has " + probe.dimension() + " dimensions, index has " + settings.dimension());
    }
  }

  /**
   * The searchable faces of a subject compared with a probe, most similar first.
   *
   * @param face the only face to compare; null to compare all
   * @throws IllegalArgumentException if the probe has another dimension than the index
   */
  public List<Candidate> compare(
      Vector probe, String gallery, String subject, @Nullable String face) {
    checkFits(probe);
    return read((searcher, search) -> search.compare(probe, gallery, subject, face));
  }

  /** What is held of a face; empty if nothing is. */
  public Optional<StoredFace> get(FaceKey key) {
    return read((searcher, search) -> search.get(key));
  }

  /**
   * The faces of a subject, searchable and rejected ones, by face in UTF-8 order.
   *
   * @param after the face before the first one wanted; null to start at the first
   */
  public List<FaceKey> facesOfSubject(
      String gallery, String subject, @Nullable String after, int limit) {
    return read((searcher, search) -> search.facesOfSubject(gallery, subject, after, limit));
  }

  /**
   * The subjects of a gallery in UTF-8 order, with how many searchable faces each has.
   *
   * @param begin how their names begin; empty for all
   */
  public Map<String, Long> subjects(
      String gallery, String begin, @Nullable String after, int limit) {
    return read((searcher, search) ->
        NameList.of(searcher, search, FaceDocument.SUBJECT, gallery + "/", begin, after, limit));
  }

  /** The galleries in UTF-8 order, with how many searchable faces each has. */
  public Map<String, Long> galleries(@Nullable String after, int limit) {
    return read((searcher, search) ->
        NameList.of(searcher, search, FaceDocument.GALLERY, "", "", after, limit));
  }

  /**
   * The rejected faces, those of the highest source offsets first.
   *
   * @param gallery null for all
   * @param attributes that they must have, all of them, exactly
   * @param before the offset below which their sources lie
   */
  public List<RejectedFace> rejected(
      @Nullable String gallery, Map<String, String> attributes, long before, int limit) {
    return read((searcher, search) -> search.rejected(gallery, attributes, before, limit));
  }

  /** How many rejected faces there are of each value of an attribute. */
  public Map<String, Long> countRejected(String attribute) {
    return read((searcher, search) -> search.countRejected(attribute));
  }

  /**
   * The faces of a gallery or a subject, in figures.
   *
   * @param subject null for all of the gallery
   */
  public FaceSummary summary(String gallery, @Nullable String subject) {
    return read((searcher, search) ->
        subject == null
            ? search.summary(FaceDocument.GALLERY, gallery)
            : search.summary(FaceDocument.SUBJECT, FaceDocument.subject(gallery, subject)));
  }

  /** Whether any face, searchable or rejected, is known in a gallery. */
  public boolean hasGallery(String gallery) {
    return read((searcher, search) -> search.count(FaceDocument.GALLERY, gallery) > 0);
  }

  /** The highest source offset applied of a partition; empty if none was. */
  public OptionalLong sourceOffset(int partition) {
    Long offset = sources.get(partition);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** How large the index is. */
  public IndexStats stats() {
    return read((searcher, search) ->
        new IndexStats(
            search.count(FaceDocument.KIND, FaceDocument.EMBEDDED),
            search.count(FaceDocument.KIND, FaceDocument.REJECTED),
            search.count(FaceDocument.KIND, FaceDocument.FORGOTTEN),
            searcher.getIndexReader().leaves().size(),
            merges(),
            bytes()));
  }

  private int merges() {
    int running = merges.mergeThreadCount();
    return running == 0 && writer.hasPendingMerges() ? 1 : running;
  }

  private long bytes() throws IOException {
    Directory directory = writer.getDirectory();
    long bytes = 0;
    for (String file : directory.listAll()) {
      bytes += length(directory, file);
    }
    return bytes;
  }

  /** A merge makes files and removes them meanwhile. */
  private static long length(Directory directory, String file) throws IOException {
    try {
      return directory.fileLength(file);
    } catch (NoSuchFileException | FileNotFoundException e) {
      return 0;
    }
  }

  /** Makes all writes so far durable, together with a few facts of the caller's own. */
  public void commit(Map<String, String> facts) {
    try {
      CommitFacts all = CommitFacts.of(facts, settings, sources);
      long merged = merges.ended();
      writer.setLiveCommitData(all.texts().entrySet());
      writer.commit();
      committed = all;
      mergesCommitted = merged;
    } catch (IOException e) {
      throw failed("be committed", e);
    } catch (AlreadyClosedException e) {
      throw closed(e);
    }
  }

  /**
   * Waits until the background merges have nothing left to do. Searches are right at any time. For
   * measuring: a caller that only searches has no need of it.
   */
  public void settle() {
    try {
      writer.flush();
      do {
        writer.maybeMerge();
        merges.sync();
      } while (writer.hasPendingMerges());
    } catch (IOException e) {
      throw failed("be merged", e);
    } catch (AlreadyClosedException e) {
      throw closed(e);
    }
  }

  /**
   * Merges into one segment what the background merges have left, in the background as well, where
   * a tenth of the faces are outside the largest one: every search goes through every segment. To
   * be asked by the thread that writes, when nothing is written, until it is seen to. Nothing is
   * merged into more than 5 GiB, or on a disk that has less room than four times the index.
   *
   * @return whether nothing is left to be merged; false while anything is
   */
  public boolean tidy() {
    if (merges() > 0) {
      return false;
    }
    if (!read(
        (searcher, search) ->
            isWorthOneSegment(searcher.getIndexReader().leaves())
                && hasRoom(bytes(), path.toFile().getUsableSpace()))) {
      return true;
    }
    try {
      writer.forceMerge(1, false);
      return false;
    } catch (IOException e) {
      throw failed("be merged", e);
    } catch (AlreadyClosedException e) {
      throw closed(e);
    }
  }

  /** A merge writes the vectors into files of its own first, and something else may grow. */
  static boolean hasRoom(long bytes, long usable) {
    return bytes <= LARGEST_SEGMENT && usable / ROOM >= bytes;
  }

  /** Merging copies the largest segment: for a few faces that would be done again and again. */
  private static boolean isWorthOneSegment(List<LeafReaderContext> segments) {
    int largest = segments.stream().mapToInt(leaf -> leaf.reader().numDocs()).max().orElse(0);
    int all = segments.stream().mapToInt(leaf -> leaf.reader().numDocs()).sum();
    return segments.size() > 1 && all - largest >= all / 10.0;
  }

  /** Whether a merge has ended since the last commit, which still holds on to what was merged. */
  public boolean hasUncommittedMerges() {
    return mergesCommitted < merges.ended();
  }

  /** The facts given with the last commit, and the index's own. */
  public Map<String, String> committed() {
    return committed.texts();
  }

  private interface Question<T> {
    T ask(IndexSearcher searcher, FaceSearch search) throws IOException;
  }

  private <T> T read(Question<T> question) {
    try {
      return searcher.read(
          current -> question.ask(current, new FaceSearch(current, settings, unreached)));
    } catch (IOException e) {
      throw failed("be read", e);
    } catch (AlreadyClosedException e) {
      throw closed(e);
    }
  }

  private UncheckedIOException failed(String what, IOException e) {
    return new UncheckedIOException("index " + path + " cannot " + what, e);
  }

  private IllegalStateException closed(AlreadyClosedException e) {
    Throwable reason = writer.getTragicException();
    return new IllegalStateException(
        "index " + path + " is closed" + (reason == null ? "" : " since it failed: " + reason), e);
  }

  /** Closes without a commit: what was not committed is forgotten. */
  @Override
  public void close() {
    try {
      IOUtils.close(offsets, searcher, (Closeable) writer::rollback, writer.getDirectory());
    } catch (IOException e) {
      throw failed("be closed", e);
    }
  }
}
