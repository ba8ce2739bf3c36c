package dev.likeness.index;

import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
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
 * <p>Every method throws {@link UncheckedIOException} if the disk fails.
 */
public final class FaceIndex implements AutoCloseable {
  private static final double BUFFER_MEBIBYTES = 64;
  private static final int REFRESH_EVERY = 20_000;
  private static final String MODEL = "model";
  private static final String DIMENSION = "dimension";
  private static final String SOURCE_PREFIX = "source.";

  private final Path path;
  private final IndexSettings settings;
  private final FSDirectory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final SourceOffsets offsets;
  private final Map<Integer, Long> sources = new ConcurrentHashMap<>();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong readable = new AtomicLong();

  private FaceIndex(Path path, IndexSettings settings) throws IOException {
    this.path = path;
    this.settings = settings;
    this.directory = FSDirectory.open(Files.createDirectories(path));
    this.writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig()
                .setCodec(new FaceCodec(settings))
                .setCommitOnClose(false)
                .setRAMBufferSizeMB(BUFFER_MEBIBYTES));
    this.searchers = new SearcherManager(writer, new SearcherFactory());
    this.offsets = new SourceOffsets(searchers);
    committed().forEach(this::recall);
  }

  /**
   * Opens the index of a directory, or begins one.
   *
   * @throws IndexMismatchException if it holds another model or dimension
   * @throws IllegalStateException if another process has it open
   */
  public static FaceIndex open(Path directory, IndexSettings settings) {
    try {
      checkFits(directory, settings);
      return new FaceIndex(directory, settings);
    } catch (LockObtainFailedException e) {
      throw new IllegalStateException(
          "index " + directory + " is open in another process; stop that one first", e);
    } catch (IOException e) {
      throw new UncheckedIOException("index " + directory + " cannot be opened", e);
    }
  }

  private static void checkFits(Path path, IndexSettings settings) throws IOException {
    try (FSDirectory directory = FSDirectory.open(Files.createDirectories(path))) {
      if (!DirectoryReader.indexExists(directory)) {
        return;
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        Map<String, String> data = reader.getIndexCommit().getUserData();
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
   * @throws IllegalArgumentException if a vector has another dimension than the index
   */
  public boolean apply(FaceKey key, Outcome outcome) {
    if (outcome instanceof Embedding embedding
        && embedding.vector().dimension() != settings.dimension()) {
      throw new IllegalArgumentException(
          "vector has "
              + embedding.vector().dimension()
              + " dimensions, index has "
              + settings.dimension());
    }
    boolean later = outcome.source().offset() > offsets.of(key);
    if (later) {
      write(key, outcome);
    }
    sources.merge(outcome.source().partition(), outcome.source().offset(), Math::max);
    return later;
  }

  private void write(FaceKey key, Outcome outcome) {
    try {
      writer.updateDocument(FaceDocument.key(key), FaceDocument.of(key, outcome));
      offsets.add(key.toString(), outcome.source().offset());
      if (written.incrementAndGet() - readable.get() >= REFRESH_EVERY) {
        refresh();
      }
    } catch (IOException e) {
      throw failed("be written", e);
    }
  }

  /**
   * The faces nearest to a probe, the best of each subject, most similar first.
   *
   * @throws IllegalArgumentException if the probe has another dimension than the index
   */
  public List<Candidate> nearest(NearestQuery query) {
    if (query.probe().dimension() != settings.dimension()) {
      throw new IllegalArgumentException(
          "probe has "
              + query.probe().dimension()
              + " dimensions, index has "
              + settings.dimension());
    }
    return read((searcher, search) -> search.nearest(query));
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
    } catch (IOException e) {
      throw failed("be committed", e);
    }
  }

  /** The facts given with the last commit, and the index's own. */
  public Map<String, String> committed() {
    Map<String, String> data = new HashMap<>();
    Iterable<Map.Entry<String, String>> live = writer.getLiveCommitData();
    if (live != null) {
      live.forEach(fact -> data.put(fact.getKey(), fact.getValue()));
    }
    return data;
  }

  private interface Question<T> {
    T ask(IndexSearcher searcher, FaceSearch search) throws IOException;
  }

  private <T> T read(Question<T> question) {
    try {
      if (readable.get() < written.get()) {
        refresh();
      }
      IndexSearcher searcher = searchers.acquire();
      try {
        return question.ask(searcher, new FaceSearch(searcher, settings));
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw failed("be read", e);
    }
  }

  private void refresh() throws IOException {
    long before = written.get();
    searchers.maybeRefreshBlocking();
    readable.accumulateAndGet(before, Math::max);
  }

  private UncheckedIOException failed(String what, IOException e) {
    return new UncheckedIOException("index " + path + " cannot " + what, e);
  }

  /** Closes without a commit: what was not committed is forgotten. */
  @Override
  public void close() {
    try (directory) {
      offsets.close();
      searchers.close();
      writer.rollback();
    } catch (IOException e) {
      throw failed("be closed", e);
    }
  }
}
