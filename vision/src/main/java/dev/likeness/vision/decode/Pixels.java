package dev.likeness.vision.decode;

import dev.likeness.faces.PhotoFormat;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** The step from a file whose header was found acceptable to upright pixels. */
final class Pixels {
  private static final int STRIP_ROWS = 64;

  static {
    OpenCv.load();
  }

  private Pixels() {}

  /** The caller owns the answer. */
  static Mat upright(byte[] file, PhotoHeader header, int reduction) throws DamagedFileException {
    boolean jpeg = header.format() == PhotoFormat.JPEG;
    Mat stored =
        header.inJava()
            ? firstPicture(file, header)
            : Flattening.onWhite(opencv(file, flags(header.format(), reduction)));
    try {
      requireDeclaredSize(stored, header, jpeg ? reduction : 1);
    } catch (DamagedFileException different) {
      stored.close();
      throw different;
    }
    return oriented(jpeg ? stored : reduced(stored, reduction), header.orientation());
  }

  private static Mat opencv(byte[] file, int flags) throws DamagedFileException {
    try (BytePointer bytes = new BytePointer(file);
        Mat wrapped = new Mat(1, file.length, opencv_core.CV_8UC1, bytes)) {
      return opencv_imgcodecs.imdecode(wrapped, flags);
    } catch (RuntimeException refused) {
      throw new DamagedFileException("the file starts like an image but cannot be decoded");
    }
  }

  /**
   * Whether OpenCV answers its alpha channel, if it has one, beside colours not multiplied by it.
   */
  private static boolean hasPlainAlpha(PhotoFormat format) {
    return format == PhotoFormat.PNG || format == PhotoFormat.WEBP || format == PhotoFormat.BMP;
  }

  /** Asked for colour, OpenCV drops alpha and so shows what it hides. */
  private static int flags(PhotoFormat format, int reduction) {
    if (hasPlainAlpha(format)) {
      return opencv_imgcodecs.IMREAD_UNCHANGED;
    }
    if (format != PhotoFormat.JPEG) {
      return opencv_imgcodecs.IMREAD_COLOR | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
    }
    int color =
        switch (reduction) {
          case 2 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
          case 4 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
          case 8 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
          default -> opencv_imgcodecs.IMREAD_COLOR;
        };
    return color | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
  }

  /**
   * In Java, because few GIFs and transparent TIFFs show faces and a reader that cannot overrun
   * memory is at hand; OpenCV drops a TIFF's alpha or multiplies with it, as the file is made.
   */
  private static Mat firstPicture(byte[] file, PhotoHeader header) throws DamagedFileException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(header.format().name());
    ImageReader reader = readers.next();
    try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(input, true, true);
      return onWhite(reader.read(0));
    } catch (IOException | RuntimeException refused) {
      if (header.format() == PhotoFormat.TIFF && header.orientation() == 1) {
        return transparentTiff(file);
      }
      throw new DamagedFileException(
          "the file starts like a " + header.format() + " image but cannot be decoded");
    } finally {
      reader.dispose();
    }
  }

  /** Java cannot read the 16-bit samples that most programs write, OpenCV can. */
  private static Mat transparentTiff(byte[] file) throws DamagedFileException {
    Mat pixels = opencv(file, opencv_imgcodecs.IMREAD_UNCHANGED);
    if (pixels.channels() == 4) {
      return Flattening.onWhite(pixels);
    }
    pixels.close();
    throw new DamagedFileException("the TIFF file has transparency that cannot be decoded");
  }

  /** In strips, so that the heap holds the frame once and no copy of it in full colour. */
  private static Mat onWhite(BufferedImage frame) {
    int width = frame.getWidth();
    int height = frame.getHeight();
    Mat pixels = new Mat(height, width, opencv_core.CV_8UC3);
    BufferedImage strip =
        new BufferedImage(width, Math.min(height, STRIP_ROWS), BufferedImage.TYPE_3BYTE_BGR);
    byte[] data = ((DataBufferByte) strip.getRaster().getDataBuffer()).getData();
    for (int y = 0; y < height; y += STRIP_ROWS) {
      Graphics2D graphics = strip.createGraphics();
      graphics.drawImage(frame, 0, -y, Color.WHITE, null);
      graphics.dispose();
      pixels.ptr(y).put(data, 0, Math.min(STRIP_ROWS, height - y) * width * 3);
    }
    return pixels;
  }

  private static void requireDeclaredSize(Mat stored, PhotoHeader header, int reduction)
      throws DamagedFileException {
    if (stored.empty() || stored.type() != opencv_core.CV_8UC3) {
      throw new DamagedFileException(
          "the file starts like a "
              + header.format()
              + " image of "
              + header.width()
              + "×"
              + header.height()
              + " pixels but cannot be decoded");
    }
    long width = (header.width() + reduction - 1) / reduction;
    long height = (header.height() + reduction - 1) / reduction;
    if (stored.cols() != width || stored.rows() != height) {
      throw new DamagedFileException(
          "the header declares "
              + header.width()
              + "×"
              + header.height()
              + " pixels, the file decodes to "
              + stored.cols() * (long) reduction
              + "×"
              + stored.rows() * (long) reduction);
    }
  }

  private static Mat reduced(Mat stored, int reduction) {
    if (reduction == 1) {
      return stored;
    }
    try (stored) {
      return DecodedPhoto.resized(
          stored, Math.max(1, stored.cols() / reduction), Math.max(1, stored.rows() / reduction));
    }
  }

  private static Mat oriented(Mat stored, int orientation) {
    if (orientation == 1) {
      return stored;
    }
    try (stored) {
      Mat upright = new Mat();
      switch (orientation) {
        case 2 -> opencv_core.flip(stored, upright, 1);
        case 3 -> opencv_core.rotate(stored, upright, opencv_core.ROTATE_180);
        case 4 -> opencv_core.flip(stored, upright, 0);
        case 5 -> opencv_core.transpose(stored, upright);
        case 6 -> opencv_core.rotate(stored, upright, opencv_core.ROTATE_90_CLOCKWISE);
        case 7 -> {
          try (Mat turned = new Mat()) {
            opencv_core.rotate(stored, turned, opencv_core.ROTATE_180);
            opencv_core.transpose(turned, upright);
          }
        }
        default -> opencv_core.rotate(stored, upright, opencv_core.ROTATE_90_COUNTERCLOCKWISE);
      }
      return upright;
    }
  }
}
