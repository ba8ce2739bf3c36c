/**
 * Genuine and impostor scores to error rates, thresholds and a report.
 *
 * <p>Start reading at {@link dev.likeness.evaluation.Evaluator}: labelled faces go in, an {@link
 * dev.likeness.evaluation.Evaluation} comes out. {@link dev.likeness.evaluation.ScoreMatrix} holds
 * the scores, {@link dev.likeness.evaluation.Bootstrap} the way to an interval, {@link
 * dev.likeness.evaluation.Support} what the data can say, {@link dev.likeness.evaluation.Tail} what
 * lies beyond.
 *
 * <p>Must not know Kafka, Spring, Lucene, nor how a photo becomes a vector.
 */
@NullMarked
package dev.likeness.evaluation;

import org.jspecify.annotations.NullMarked;
