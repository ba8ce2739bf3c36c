package dev.likeness.index;

import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Vector;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of one partition in a Lucene index: what became of each face, and which faces are
 * nearest to a probe (Malkov and Yashunin, HNSW; small segments are scanned instead).
 *
 * <p>One thread writes, any number read. A read sees every write that was made before it. Writes
 * survive a crash from {@link #commit} on; what came later has to be applied again, which is
 * harmless: of two outcomes of a face the one with the later source offset holds, in whatever order
 * and however often they are applied. That is why a forgotten face is remembered as forgotten.
 *
 * <p>Every method throws {@link UncheckedIOException} if the disk fails, and {@link
 * IllegalStateException} once the index is closed, as it is after a failed write.
 */
public final class FaceIndex implements AutoCloseable {
  private static final double BUFFER_MEBIBYTES = 64;
  private static final int REFRESH_EVERY = 50_000;

  /** Fewer than Lucene would keep: every segment is searched. */
  private static final int SEGMENTS_PER_TIER = 3;

  /** Smaller segments count as of this size, so that few of them are left to be searched. */
  private static final double SMALL_SEGMENT_MEBIBYTES = 64;

  private static final String MODEL = "model";
  private static final String DIMENSION = "dimension";
  private static final String SOURCE_PREFIX = "source.";

  private final Path path;
  private final IndexSettings settings;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final SourceOffsets offsets;
  private final Map<Integer, Long> sources = new ConcurrentHashMap<>();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong readable = new AtomicLong();
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile Map<String, String> committed;

  private FaceIndex(
      Path path, IndexSettings settings, IndexWriter writer, SearcherManager searchers) {
    this.path = path;
    this.settings = settings;
    this.writer = writer;
    this.searchers = searchers;
    this.offsets = new SourceOffsets(searchers);
    this.committed = facts(writer);
    committed.forEach(this::recall);
  }

  /**
   * Opens the index of a directory, or begins one.
   *
   * @throws IndexMismatchException if it holds another model or dimension
   * @throws IndexDamagedException if its files are damaged or gone; what is left is of no use
   * @throws IllegalStateException if it is open already
   */
  public static FaceIndex open(Path directory, IndexSettings settings) {
    try {
      return open(directory, settings, FSDirectory.open(Files.createDirectories(directory)));
    } catch (LockObtainFailedException e) {
      throw new IllegalStateException(
          "index "
              + directory
              + " is open already, in another process or in this one; stop that one first",
          e);
    } catch (CorruptIndexException
        | IndexFormatTooOldException
        | IndexFormatTooNewException
        | EOFException
        | FileNotFoundException
        | NoSuchFileException e) {
      throw new IndexDamagedException("index " + directory + " is damaged", e);
    } catch (IOException e) {
      throw new UncheckedIOException("index " + directory + " cannot be opened", e);
    }
  }

  private static FaceIndex open(Path path, IndexSettings settings, FSDirectory directory)
      throws IOException {
    List<Closeable> opened = new ArrayList<>(List.of(directory));
    try {
      IndexWriter writer =
          new IndexWriter(
              directory,
              new IndexWriterConfig()
                  .setCodec(new FaceCodec(settings))
                  .setCommitOnClose(false)
                  .setUseCompoundFile(false)
                  .setMergePolicy(merges())
                  .setMergeScheduler(new ConcurrentMergeScheduler())
                  .setRAMBufferSizeMB(BUFFER_MEBIBYTES));
      opened.addFirst(writer::rollback);
      checkFits(path, settings, facts(writer));
      SearcherManager searchers = new SearcherManager(writer, new SearcherFactory());
      opened.addFirst(searchers);
      return new FaceIndex(path, settings, writer, searchers);
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(opened);
      throw e;
    }
  }

  /** No compound files: packing one writes every vector a second time. */
  private static MergePolicy merges() {
    TieredMergePolicy merges = new TieredMergePolicy().setSegmentsPerTier(SEGMENTS_PER_TIER);
    merges.setFloorSegmentMB(SMALL_SEGMENT_MEBIBYTES);
    merges.setNoCFSRatio(0);
    return merges;
  }

  private static void checkFits(Path path, IndexSettings settings, Map<String, String> data) {
    String model = data.getOrDefault(MODEL, settings.model());
    String dimension = data.getOrDefault(DIMENSION, "" + settings.dimension());
    if (!model.equals(settings.model())
        || !dimension.equals(Integer.toString(settings.dimension()))) {
      throw new IndexMismatchException(
          "index "
              + path
              + " holds "
              + dimension
              + " dimensions of model "
              + model
              + ", wanted are "
              + settings.dimension()
              + " of "
              + settings.model());
    }
  }

  private void recall(String name, String value) {
    if (name.startsWith(SOURCE_PREFIX)) {
      sources.put(Integer.parseInt(name.substring(SOURCE_PREFIX.length())), Long.parseLong(value));
    }
  }

  /**
   * Makes {@code outcome} the state of a face, unless a later one is held already.
   *
   * @return whether it was
   * @throws IllegalArgumentException if a vector is of another model or dimension than the index,
   *     or a text is longer than it stores
   */
  public boolean apply(FaceKey key, Outcome outcome) {
    if (outcome instanceof Embedding embedding) {
      checkFits(embedding);
    }
    boolean later = outcome.source().offset() > offsets.of(key);
    if (later) {
      write(key, outcome);
    }
    sources.merge(outcome.source().partition(), outcome.source().offset(), Math::max);
    return later;
  }

  private void checkFits(Embedding embedding) {
    if (!embedding.model().equals(settings.model())) {
      throw new IllegalArgumentException(
          "vector is of model " + embedding.model() + ", index is of " + settings.model());
    }
    if (embedding.vector().dimension() != settings.dimension()) {
      throw new IllegalArgumentException(
          "vector has "
              + embedding.vector().dimension()
              + " dimensions, index has "
              + settings.dimension());
    }
  }

  private void write(FaceKey key, Outcome outcome) {
    try {
      writer.updateDocument(FaceDocument.key(key), FaceDocument.of(key, outcome));
      offsets.add(key.toString(), outcome.source().offset());
      if (written.incrementAndGet() - readable.get() >= REFRESH_EVERY) {
        refresh(written.get());
      }
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

  /** What became of a face; empty if nothing is known of it. */
  public Optional<Outcome> get(FaceKey key) {
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

  /** The subjects of a gallery in UTF-8 order, with how many searchable faces each has. */
  public Map<String, Long> subjects(String gallery, @Nullable String after, int limit) {
    return read((searcher, search) ->
        NameList.of(searcher, search, FaceDocument.SUBJECT, gallery + "/", after, limit));
  }

  /** The galleries in UTF-8 order, with how many searchable faces each has. */
  public Map<String, Long> galleries(@Nullable String after, int limit) {
    return read((searcher, search) ->
        NameList.of(searcher, search, FaceDocument.GALLERY, "", after, limit));
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
            bytes()));
  }

  private long bytes() throws IOException {
    Directory directory = writer.getDirectory();
    long bytes = 0;
    for (String file : directory.listAll()) {
      bytes += directory.fileLength(file);
    }
    return bytes;
  }

  /** Makes all writes so far durable, together with a few facts of the caller's own. */
  public void commit(Map<String, String> facts) {
    try {
      Map<String, String> data = new HashMap<>(facts);
      data.put(MODEL, settings.model());
      data.put(DIMENSION, Integer.toString(settings.dimension()));
      sources.forEach((partition, offset) -> data.put(SOURCE_PREFIX + partition, "" + offset));
      writer.setLiveCommitData(data.entrySet());
      writer.commit();
      committed = Map.copyOf(data);
    } catch (IOException e) {
      throw failed("be committed", e);
    } catch (AlreadyClosedException e) {
      throw closed(e);
    }
  }

  /**
   * Waits until nothing is left to merge in the background. Searches are fastest then; they are
   * right at any time. For measuring: a caller that only searches has no need of it.
   */
  public void settle() {
    try {
      ConcurrentMergeScheduler merging =
          (ConcurrentMergeScheduler) writer.getConfig().getMergeScheduler();
      writer.flush();
      do {
        writer.maybeMerge();
        merging.sync();
      } while (writer.hasPendingMerges());
      refresh(written.incrementAndGet());
    } catch (IOException e) {
      throw failed("be merged", e);
    } catch (AlreadyClosedException e) {
      throw closed(e);
    }
  }

  /** The facts given with the last commit, and the index's own. */
  public Map<String, String> committed() {
    return committed;
  }

  private static Map<String, String> facts(IndexWriter writer) {
    Map<String, String> data = new HashMap<>();
    Iterable<Map.Entry<String, String>> live = writer.getLiveCommitData();
    if (live != null) {
      live.forEach(fact -> data.put(fact.getKey(), fact.getValue()));
    }
    return Map.copyOf(data);
  }

  private interface Question<T> {
    T ask(IndexSearcher searcher, FaceSearch search) throws IOException;
  }

  private <T> T read(Question<T> question) {
    try {
      refresh(written.get());
      IndexSearcher searcher = searchers.acquire();
      try {
        return question.ask(searcher, new FaceSearch(searcher, settings));
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw failed("be read", e);
    } catch (AlreadyClosedException e) {
      throw closed(e);
    }
  }

  /** Makes the first {@code wanted} writes readable; of many who want it, one does the work. */
  private void refresh(long wanted) throws IOException {
    if (readable.get() >= wanted) {
      return;
    }
    refreshing.lock();
    try {
      if (readable.get() < wanted) {
        long before = written.get();
        searchers.maybeRefreshBlocking();
        readable.set(before);
      }
    } finally {
      refreshing.unlock();
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
      IOUtils.close(offsets, searchers, (Closeable) writer::rollback, writer.getDirectory());
    } catch (IOException e) {
      throw failed("be closed", e);
    }
  }
}
