package dev.likeness.vision.decode;

import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Makes image files of every kind, good and bad. */
public final class TestPhotos {
  public static final int WIDTH = 64;
  public static final int HEIGHT = 48;

  private TestPhotos() {}

  /** Red, green, blue and yellow quarters, from the top left in reading order. */
  public static BufferedImage quarters(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, quarter(x, y, width, height).getRGB());
      }
    }
    return image;
  }

  public static Color quarter(int x, int y, int width, int height) {
    boolean left = x < width / 2;
    boolean top = y < height / 2;
    return top ? (left ? Color.RED : Color.GREEN) : left ? Color.BLUE : Color.YELLOW;
  }

  /**
   * The picture as a camera held another way would store it, so that {@code orientation} undoes it.
   */
  public static BufferedImage storedAs(int orientation) {
    boolean sideways = orientation >= 5;
    BufferedImage upright = quarters(WIDTH, HEIGHT);
    BufferedImage stored =
        new BufferedImage(
            sideways ? HEIGHT : WIDTH, sideways ? WIDTH : HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int column =
            switch (orientation) {
              case 1, 4 -> x;
              case 2, 3 -> WIDTH - 1 - x;
              case 5, 6 -> y;
              default -> HEIGHT - 1 - y;
            };
        int row =
            switch (orientation) {
              case 1, 2 -> y;
              case 3, 4 -> HEIGHT - 1 - y;
              case 5, 8 -> x;
              default -> WIDTH - 1 - x;
            };
        stored.setRGB(column, row, upright.getRGB(x, y));
      }
    }
    return stored;
  }

  public static byte[] written(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalStateException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static byte[] jpeg(BufferedImage image, boolean progressive) {
    return writtenBy("jpeg", new IIOImage(image, null, null), progressive);
  }

  /** A progressive JPEG whose last scan is there as often as it takes to have {@code scans}. */
  public static byte[] manyScans(BufferedImage image, int scans) {
    byte[] file = jpeg(image, true);
    int last = 0;
    int found = 0;
    for (int at = 0; at < file.length - 1; at++) {
      if ((file[at] & 0xFF) == 0xFF && (file[at + 1] & 0xFF) == 0xDA) {
        last = at;
        found++;
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, file.length - 2);
    for (int more = found; more < scans; more++) {
      out.write(file, last, file.length - 2 - last);
    }
    out.write(file, file.length - 2, 2);
    return out.toByteArray();
  }

  /** Four components, stored inverted under Adobe's marker, as Photoshop does. */
  public static byte[] cmykJpeg() {
    WritableRaster raster = Raster.createInterleavedRaster(0, WIDTH, HEIGHT, 4, null);
    BufferedImage picture = quarters(WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        Color color = new Color(picture.getRGB(x, y));
        raster.setPixel(x, y, new int[] {color.getRed(), color.getGreen(), color.getBlue(), 255});
      }
    }
    byte[] plain = writtenBy("jpeg", new IIOImage(raster, null, null), false);
    byte[] marker = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    return withJpegSegment(plain, 0xEE, marker);
  }

  private static byte[] writtenBy(String format, IIOImage image, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(0.95f);
      parameters.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      writer.setOutput(stream);
      writer.write(null, image, parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** Encoded by OpenCV, for formats Java cannot write. */
  public static byte[] encoded(BufferedImage image, String extension, int... parameters) {
    try (IntPointer options = new IntPointer(parameters);
        Mat pixels = new Mat(image.getHeight(), image.getWidth(), opencv_core.CV_8UC3);
        BytePointer out = new BytePointer()) {
      byte[] data = ((java.awt.image.DataBufferByte) image.getRaster().getDataBuffer()).getData();
      pixels.data().put(data, 0, data.length);
      if (!opencv_imgcodecs.imencode(extension, pixels, out, options)) {
        throw new IllegalStateException("cannot encode " + extension);
      }
      byte[] bytes = new byte[(int) out.limit()];
      out.get(bytes);
      return bytes;
    }
  }

  public static byte[] withAlpha(String format) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    image.createGraphics().drawImage(quarters(WIDTH, HEIGHT), 0, 0, null);
    return written(image, format);
  }

  /** Thirds of opaque red, green that is wholly transparent, and blue that is half transparent. */
  public static BufferedImage thirds() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, third(x, 0xFFFF0000, 0x0000FF00, 0x800000FF));
      }
    }
    return image;
  }

  /** The same with a palette, the blue opaque where a GIF cannot have it otherwise. */
  public static BufferedImage paletteThirds(int blueAlpha) {
    var palette =
        new IndexColorModel(
            8,
            3,
            new byte[] {-1, 0, 0},
            new byte[] {0, -1, 0},
            new byte[] {0, 0, -1},
            new byte[] {-1, 0, (byte) blueAlpha});
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, palette);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.getRaster().setSample(x, y, 0, third(x, 0, 1, 2));
      }
    }
    return image;
  }

  /** Thirds of dark grey, hidden middle grey and half transparent light grey. */
  public static BufferedImage greyThirds() {
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        raster.setSample(x, y, 0, third(x, 50, 100, 150));
        raster.setSample(x, y, 1, third(x, 255, 0, 128));
      }
    }
    return new BufferedImage(model, raster, false, null);
  }

  private static int third(int x, int first, int second, int last) {
    return x < WIDTH / 3 ? first : x < 2 * WIDTH / 3 ? second : last;
  }

  /** {@link #thirds} encoded by OpenCV, which writes formats that Java cannot. */
  public static byte[] encodedThirds(String extension, int bits, int... parameters) {
    try (IntPointer options = new IntPointer(parameters);
        Mat bytes = new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC4);
        Mat pixels = new Mat();
        BytePointer out = new BytePointer()) {
      ByteBuffer data = bytes.createBuffer();
      data.order(ByteOrder.LITTLE_ENDIAN);
      data.asIntBuffer().put(thirds().getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH));
      if (bits == 16) {
        bytes.convertTo(pixels, opencv_core.CV_16U, 257, 0);
      } else {
        bytes.copyTo(pixels);
      }
      if (!opencv_imgcodecs.imencode(extension, pixels, out, options)) {
        throw new IllegalStateException("cannot encode " + extension);
      }
      byte[] file = new byte[(int) out.limit()];
      out.get(file);
      return file;
    }
  }

  /** A PNG without an alpha channel that declares one colour to be transparent. */
  public static byte[] pngHiding(BufferedImage image, Color hidden) {
    byte[] file = written(image, "png");
    byte[] key = {
      0, (byte) hidden.getRed(), 0, (byte) hidden.getGreen(), 0, (byte) hidden.getBlue()
    };
    return concat(
        Arrays.copyOf(file, 33), pngChunk("tRNS", key), Arrays.copyOfRange(file, 33, file.length));
  }

  public static byte[] grey(String format) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    image.createGraphics().drawImage(quarters(WIDTH, HEIGHT), 0, 0, null);
    return written(image, format);
  }

  public static byte[] palette(String format) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED);
    image.createGraphics().drawImage(quarters(WIDTH, HEIGHT), 0, 0, null);
    return written(image, format);
  }

  public static byte[] png16(boolean colour) {
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(WIDTH).putInt(HEIGHT).put((byte) 16).put((byte) (colour ? 2 : 0));
    BufferedImage picture = quarters(WIDTH, HEIGHT);
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    for (int y = 0; y < HEIGHT; y++) {
      rows.write(0);
      for (int x = 0; x < WIDTH; x++) {
        Color c = new Color(picture.getRGB(x, y));
        int grey = (c.getRed() * 299 + c.getGreen() * 587 + c.getBlue() * 114) / 1000;
        int[] samples =
            colour ? new int[] {c.getRed(), c.getGreen(), c.getBlue()} : new int[] {grey};
        for (int sample : samples) {
          rows.write(sample);
          rows.write(sample);
        }
      }
    }
    return png(header.array(), rows.toByteArray());
  }

  /** A PNG of a few bytes whose header promises {@code width × height} pixels. */
  public static byte[] pngBomb(int width, int height) {
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(width).putInt(height).put((byte) 8).put((byte) 2);
    return png(header.array(), new byte[100]);
  }

  private static byte[] png(byte[] header, byte[] rows) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return concat(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'},
        pngChunk("IHDR", header),
        pngChunk("IDAT", packed.toByteArray()),
        pngChunk("IEND", new byte[0]));
  }

  private static byte[] pngChunk(String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(StandardCharsets.US_ASCII));
    crc.update(data);
    return concat(
        be(data.length), type.getBytes(StandardCharsets.US_ASCII), data, be((int) crc.getValue()));
  }

  public static byte[] withJpegSegment(byte[] jpeg, int marker, byte[] data) {
    int length = data.length + 2;
    return concat(
        Arrays.copyOf(jpeg, 2),
        new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length},
        data,
        Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  /** {@code file} with an EXIF block that says {@code orientation}. */
  public static byte[] withOrientation(byte[] file, String format, int orientation) {
    byte[] tiff = exif(orientation);
    return switch (format) {
      case "jpeg" -> withJpegSegment(file, 0xE1, concat(ascii("Exif\0\0"), tiff));
      case "png" ->
          concat(
              Arrays.copyOf(file, 33),
              pngChunk("eXIf", tiff),
              Arrays.copyOfRange(file, 33, file.length));
      case "webp" ->
          extendedWebp(
              orientation >= 5 ? HEIGHT : WIDTH,
              orientation >= 5 ? WIDTH : HEIGHT,
              0x08,
              Arrays.copyOfRange(file, 12, file.length),
              riff("EXIF", tiff));
      default -> throw new IllegalArgumentException(format);
    };
  }

  private static byte[] exif(int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(26).order(ByteOrder.BIG_ENDIAN);
    tiff.put(ascii("MM")).putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) orientation);
    return tiff.array();
  }

  /** An uncompressed RGB TIFF. */
  public static byte[] tiff(BufferedImage image, int orientation) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[][] tags = {
      {256, 3, 1, width},
      {257, 3, 1, height},
      {258, 3, 1, 8},
      {259, 3, 1, 1},
      {262, 3, 1, 2},
      {273, 4, 1, 8},
      {274, 3, 1, orientation},
      {277, 3, 1, 3},
      {278, 3, 1, height},
      {279, 4, 1, width * height * 3},
      {284, 3, 1, 1}
    };
    int data = width * height * 3;
    ByteBuffer out = ByteBuffer.allocate(8 + data + 2 + tags.length * 12 + 4);
    out.order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("II")).putShort((short) 42).putInt(8 + data);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        Color c = new Color(image.getRGB(x, y));
        out.put((byte) c.getRed()).put((byte) c.getGreen()).put((byte) c.getBlue());
      }
    }
    out.putShort((short) tags.length);
    for (int[] tag : tags) {
      out.putShort((short) tag[0]).putShort((short) tag[1]).putInt(tag[2]).putInt(tag[3]);
    }
    return out.array();
  }

  public static byte[] animatedGif() {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      writer.writeToSequence(new IIOImage(quarters(WIDTH, HEIGHT), null, null), null);
      writer.writeToSequence(new IIOImage(new BufferedImage(WIDTH, HEIGHT, 1), null, null), null);
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  public static byte[] animatedWebp() {
    byte[] first = encoded(quarters(WIDTH, HEIGHT), ".webp");
    byte[] second =
        encoded(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR), ".webp");
    return extendedWebp(
        WIDTH, HEIGHT, 0x02, riff("ANIM", new byte[6]), webpFrame(first), webpFrame(second));
  }

  private static byte[] webpFrame(byte[] webp) {
    ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    header.position(6);
    header.put((byte) (WIDTH - 1)).putShort((short) 0);
    header.put((byte) (HEIGHT - 1)).putShort((short) 0);
    header.put((byte) 100);
    return riff("ANMF", concat(header.array(), Arrays.copyOfRange(webp, 12, webp.length)));
  }

  private static byte[] extendedWebp(int width, int height, int flags, byte[]... chunks) {
    ByteBuffer header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(flags).put((byte) (width - 1)).putShort((short) 0).put((byte) (height - 1));
    byte[] body = concat(ascii("WEBP"), riff("VP8X", header.array()), concat(chunks));
    return riff("RIFF", body);
  }

  private static byte[] riff(String type, byte[] data) {
    byte[] padding = new byte[data.length & 1];
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(data.length);
    return concat(ascii(type), length.array(), data, padding);
  }

  public static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] be(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }
}
