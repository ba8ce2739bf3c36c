package dev.likeness.vision;

/** How large a photo may be, before anything of it is decoded. */
public final class PhotoLimits {
  /** The longest file accepted: 10 MiB. */
  public static final int MAX_BYTES = 10 * 1024 * 1024;

  /** The largest image accepted, width × height as the file's header declares it: 50 megapixels. */
  public static final long MAX_PIXELS = 50_000_000;

  /** The long side of a photo kept by {@link PhotoNormalizer}, in pixels. */
  public static final int STORED_LONG_SIDE = 512;

  private PhotoLimits() {}
}
