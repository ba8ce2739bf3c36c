/**
 * The HTTP manners the services share: how a fault is told ({@link dev.likeness.web.Problem},
 * {@link dev.likeness.web.ProblemAdvice}), how a photo arrives ({@link
 * dev.likeness.web.FormReader}), and how many requests may be worked on at once ({@link
 * dev.likeness.web.AdmissionGate}).
 *
 * <p>Start reading at {@link dev.likeness.web.Problem}. This package must not know what any service
 * does with a request, nor Streams or Lucene.
 */
@NullMarked
package dev.likeness.web;

import org.jspecify.annotations.NullMarked;
