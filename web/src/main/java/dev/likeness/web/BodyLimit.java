package dev.likeness.web;

/**
 * How large the bodies of some routes may be. Of several that fit a path the longest counts; where
 * none does, it is {@link #ONE_PHOTO}.
 *
 * @param prefix of the paths it is about, such as {@code /v1/admin/}
 * @param bytes the longest body
 */
public record BodyLimit(String prefix, long bytes) {
  /** What a photo of 10 MiB takes in base64 with line breaks, and the fields beside it: 14 MiB. */
  public static final long ONE_PHOTO = 14L << 20;

  /** Two photos and the fields beside them: 28 MiB. */
  public static final long TWO_PHOTOS = 2 * ONE_PHOTO;

  /** A decision, or a list of some thousand offsets: 64 KiB. */
  public static final long SETTINGS = 64L << 10;
}
