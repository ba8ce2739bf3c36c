/**
 * Photos read back from the log: that is where they are kept. Start reading at {@link
 * dev.likeness.search.log.EnrollmentReader}. This package must not know what they are read for.
 */
@NullMarked
package dev.likeness.search.log;

import org.jspecify.annotations.NullMarked;
