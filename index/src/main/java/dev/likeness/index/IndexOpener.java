package dev.likeness.index;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;

/** Opens Lucene's files as an index needs them, and says what is wrong if they cannot be. */
final class IndexOpener {
  private static final double BUFFER_MEBIBYTES = 64;

  /** Fewer than Lucene would keep: every segment is searched. */
  private static final int SEGMENTS_PER_TIER = 3;

  /** Smaller segments count as of this size, so that few of them are left to be searched. */
  private static final double SMALL_SEGMENT_MEBIBYTES = 64;

  /** A reader never waits for a merge: Lucene would make it wait for those of small segments. */
  private static final long NO_WAIT = 0;

  private IndexOpener() {}

  static FaceIndex open(Path directory, IndexSettings settings) {
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
      BackgroundMerges merges = new BackgroundMerges();
      UnreachableNodes unreached = new UnreachableNodes();
      IndexWriter writer =
          new IndexWriter(
              directory,
              new IndexWriterConfig()
                  .setCodec(new FaceCodec(settings))
                  .setCommitOnClose(false)
                  .setUseCompoundFile(false)
                  .setMergePolicy(mergePolicy())
                  .setMergeScheduler(merges)
                  .setMergedSegmentWarmer(unreached::of)
                  .setMaxFullFlushMergeWaitMillis(NO_WAIT)
                  .setRAMBufferSizeMB(BUFFER_MEBIBYTES));
      opened.addFirst(writer::rollback);
      CommitFacts facts = CommitFacts.of(writer);
      facts.checkFits(path, settings);
      CurrentSearcher searcher = new CurrentSearcher(writer, merges::ended);
      opened.addFirst(searcher);
      writer.maybeMerge(); // what a stop or a crash cut short
      return new FaceIndex(path, settings, writer, searcher, merges, unreached, facts);
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(opened);
      throw e;
    }
  }

  /** No compound files: packing one writes every vector a second time. */
  private static MergePolicy mergePolicy() {
    TieredMergePolicy policy = new TieredMergePolicy().setSegmentsPerTier(SEGMENTS_PER_TIER);
    policy.setFloorSegmentMB(SMALL_SEGMENT_MEBIBYTES);
    policy.setNoCFSRatio(0);
    return policy;
  }
}
