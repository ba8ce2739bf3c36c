/**
 * How values travel: the names and settings of the topics ({@link dev.likeness.topics.Topics},
 * {@link dev.likeness.topics.TopicCatalog}), the rule that gives a key its partition ({@link
 * dev.likeness.topics.Partitions}) and the form of every record ({@link
 * dev.likeness.topics.EnrollmentRecords}, {@link dev.likeness.topics.OutcomeSerde}, {@link
 * dev.likeness.topics.DeadLetters}, {@link dev.likeness.topics.ClosingRecords}).
 *
 * <p>Start reading at {@link dev.likeness.topics.Topics}. This package is the record contract; it
 * must not know who reads or writes the topics, nor Spring, Streams, Lucene, ONNX or OpenCV.
 */
@NullMarked
package dev.likeness.topics;

import org.jspecify.annotations.NullMarked;
