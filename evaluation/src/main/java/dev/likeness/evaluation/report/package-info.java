/**
 * An evaluation as a model card's thresholds, as JSON, as an HTML file and as text.
 *
 * <p>Start reading at {@link dev.likeness.evaluation.report.HtmlReport} or {@link
 * dev.likeness.evaluation.report.CardThresholds}. Must not know how figures are made.
 */
@NullMarked
package dev.likeness.evaluation.report;

import org.jspecify.annotations.NullMarked;
