package dev.likeness.vision.decode;

import dev.likeness.faces.PhotoFormat;
import dev.likeness.faces.Reason;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes photos within limits. JPEG, PNG, WebP, BMP and TIFF, and the first frame of an animated
 * one or of a GIF; grey, palette, 16-bit and CMYK come out as 8-bit colour, CMYK is taken for
 * inverted as Adobe writes it. What is transparent comes out white, as most viewers show it:
 * nothing that they hide is seen here. EXIF orientation is applied once, whatever the format. A
 * truncated file is refused, not filled with grey.
 *
 * <p>The limits hold before any pixel is decoded. Thread-safe; concurrent calls share a budget of
 * pixels, so a flood of huge photos waits instead of exhausting memory.
 */
public final class PhotoDecoder {
  /** How many times as long as wide a photo is whose long side decides how finely it is decoded. */
  private static final int LONGEST = 2;

  /**
   * The most pixels that all scans of a JPEG may go over. A progressive one has ten scans or so,
   * which 50 megapixels may have twice over; each scan more is another pass, and costs its file
   * next to nothing.
   */
  private static final long MAX_PASSED = 1_000_000_000;

  private final int maxBytes;
  private final long maxPixels;

  /**
   * A decoder with these limits.
   *
   * @param maxBytes longest accepted file
   * @param maxPixels largest accepted width × height, as the header declares it
   */
  public PhotoDecoder(int maxBytes, long maxPixels) {
    this.maxBytes = maxBytes;
    this.maxPixels = maxPixels;
  }

  /**
   * Decodes {@code file} to at least {@code longSide} pixels on its long side, if it has as many,
   * and to fewer than twice as many more where halving saves work. A photo more than twice as long
   * as wide is decoded as finely as one that is twice as long.
   */
  public Decoded decode(byte[] file, int longSide) {
    return decode(file, header -> reduction(header, longSide));
  }

  /**
   * As {@link #decode}, but answers all of the photo's pixels where all had to be decoded: of every
   * photo but a baseline JPEG.
   */
  public Decoded decodeSparing(byte[] file, int longSide) {
    return decode(file, header -> header.buffered() ? 1 : reduction(header, longSide));
  }

  /**
   * Decodes {@code file} so that one decoded pixel spans at most {@code coarsest} of the photo's
   * along a side.
   */
  public Decoded decodeAsFineAs(byte[] file, double coarsest) {
    return decode(file, _ -> Math.clamp(Integer.highestOneBit((int) coarsest), 1, 8));
  }

  private Decoded decode(byte[] file, ToIntFunction<PhotoHeader> reduction) {
    if (file.length > maxBytes) {
      return new Undecodable(
          Reason.TOO_LARGE,
          "the file has " + file.length + " bytes, at most " + maxBytes + " are accepted");
    }
    Optional<PhotoFormat> format = PhotoFormat.of(file);
    if (format.isEmpty()) {
      return unknown(file);
    }
    try {
      PhotoHeader header = PhotoHeader.read(format.get(), new FileBytes(file));
      if (header.pixels() > maxPixels) {
        return tooManyPixels(header);
      }
      if (header.passed() > MAX_PASSED) {
        return tooManyScans(header);
      }
      return decode(file, header, reduction.applyAsInt(header));
    } catch (DamagedFileException damaged) {
      return Undecodable.notAnImage(sentence(damaged));
    }
  }

  private static Decoded decode(byte[] file, PhotoHeader header, int reduction)
      throws DamagedFileException {
    long inMemory = header.pixels() * (header.buffered() ? 1 : 0);
    long decoded = header.pixels() / ((long) reduction * reduction);
    try (var _ = PixelBudget.take(inMemory + decoded)) {
      Mat pixels = Pixels.upright(file, header, reduction);
      int width = (int) (header.sideways() ? header.height() : header.width());
      int height = (int) (header.sideways() ? header.width() : header.height());
      return new DecodedPhoto(pixels, width, height, header.plain());
    }
  }

  private static int reduction(PhotoHeader header, int longSide) {
    long shorter = Math.min(header.width(), header.height());
    long side = Math.min(Math.max(header.width(), header.height()), LONGEST * shorter);
    int reduction = 8;
    while (reduction > 1 && side / reduction < longSide) {
      reduction /= 2;
    }
    return reduction;
  }

  private Undecodable tooManyPixels(PhotoHeader header) {
    return new Undecodable(
        Reason.TOO_LARGE,
        String.format(
            Locale.ROOT,
            "the image has %d×%d = %.1f megapixels, at most %.1f are accepted",
            header.width(),
            header.height(),
            (double) header.width() * header.height() / 1e6,
            maxPixels / 1e6));
  }

  private static Undecodable tooManyScans(PhotoHeader header) {
    return new Undecodable(
        Reason.TOO_LARGE,
        String.format(
            Locale.ROOT,
            "the JPEG file has %d scans of %d×%d pixels, at most %d are accepted at that size; save"
                + " it as a baseline JPEG, or smaller",
            header.passes(),
            header.width(),
            header.height(),
            MAX_PASSED / header.pixels()));
  }

  private static Undecodable unknown(byte[] file) {
    if (file.length == 0) {
      return Undecodable.notAnImage("the file is empty: it has 0 bytes");
    }
    return ForeignFormat.of(file)
        .map(format ->
            new Undecodable(
                Reason.UNSUPPORTED_FORMAT,
                "the file is "
                    + format.name()
                    + "; JPEG, PNG, WebP, BMP, TIFF and GIF are accepted: "
                    + format.remedy()))
        .orElseGet(() ->
            Undecodable.notAnImage(
                "the file's "
                    + file.length
                    + " bytes do not start like an image; JPEG, PNG, WebP, BMP, TIFF and GIF"
                    + " are accepted"));
  }

  private static String sentence(DamagedFileException damaged) {
    return Optional.ofNullable(damaged.getMessage()).orElse("the file is damaged");
  }
}
