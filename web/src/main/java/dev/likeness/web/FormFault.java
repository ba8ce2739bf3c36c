package dev.likeness.web;

import org.apache.tomcat.util.http.fileupload.impl.FileCountLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.SizeLimitExceededException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

/** What is wrong with a multipart form that cannot be read. */
final class FormFault {
  private static final String UNREADABLE =
      "the multipart form cannot be read: its lines must end in CRLF, and its boundary must be the"
          + " one that Content-Type names";

  /** The headers of a part are limited as well; bare line feeds make one of all that follows. */
  private static final long LONGEST_PART_HEADER = 64L << 10;

  private FormFault() {}

  /** One sentence; null if it is only too large. */
  static @Nullable String of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileCountLimitExceededException many) {
        return "the multipart form has more than " + many.getLimit() + " parts";
      }
      if (cause instanceof SizeLimitExceededException size
          && size.getPermittedSize() <= LONGEST_PART_HEADER) {
        return UNREADABLE;
      }
    }
    return thrown instanceof MaxUploadSizeExceededException ? null : UNREADABLE;
  }
}
