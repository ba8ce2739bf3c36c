package dev.likeness.benchmarks;

import dev.likeness.vision.PhotoLimits;
import dev.likeness.vision.decode.DecodedPhoto;
import dev.likeness.vision.decode.PhotoDecoder;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Photos as cameras make them, larger than what is stored: how long a service takes to accept one,
 * and to search with it, against a decoding of the whole photo.
 */
final class PhotosRound implements Round {
  private static final int WIDTH = 4_000;
  private static final int HEIGHT = 3_000;

  /** Of the scenery, in blocks; what lies between is smooth, as in a photo. */
  private static final int BLOCK = 40;

  /** A portrait's side, in sides of its face's box. */
  private static final double SIDES_A_FACE = 1.8;

  private static final double OF_FULL_DECODE = 1.3;
  private static final double LARGE_JPEG_MILLIS = 40;
  private static final String GALLERY = "photos";

  /** What is sent. */
  private enum Kind {
    STORED("512 × 512 JPEG", "jpeg", 0),
    JPEG_EIGHTH("12 megapixels JPEG, face an eighth", "jpeg", 8),
    JPEG_SIXTEENTH("12 megapixels JPEG, face a sixteenth", "jpeg", 16),
    PNG_EIGHTH("12 megapixels PNG, face an eighth", "png", 8);

    private final String text;
    private final String format;
    private final int part;

    Kind(String text, String format, int part) {
      this.text = text;
      this.format = format;
      this.part = part;
    }
  }

  @Override
  public void run(Plan plan, Report report) throws Exception {
    Path data = plan.scratch().resolve("photos");
    try (Portfolio photos = new Portfolio(ServedModel.standard());
        LikenessProcess likeness = LikenessProcess.start(plan.launcher(), data)) {
      Api api = new Api(likeness.http());
      for (Kind kind : Kind.values()) {
        report.note("sending photos: " + kind.text);
        time(plan, report, api, kind, photos.photo(0));
      }
    }
    Scratch.delete(data);
  }

  private static void time(Plan plan, Report report, Api api, Kind kind, byte[] portrait)
      throws IOException {
    byte[] photo = kind.part == 0 ? portrait : scene(portrait, kind, plan.seed());
    Latency accepted = new Latency();
    Latency found = new Latency();
    Latency decoded = new Latency();
    for (int i = 0; i < plan.warmUp() + plan.queries() / 4; i++) {
      boolean timed = i >= plan.warmUp();
      String subject = kind.name() + "-" + i;
      api.enroll(GALLERY, subject, photo, timed ? accepted : new Latency());
      long find = api.post("/v1/find", photo, Map.of("gallery", GALLERY)).expect(200).nanos();
      long decode = fullDecode(photo);
      if (timed) {
        found.record(find);
        decoded.record(decode);
      }
    }
    Map<String, Object> parameters =
        Row.with(
            "photo",
            kind.text,
            "KiB",
            photo.length >> 10,
            "callers",
            1,
            "accepted p50 ms",
            accepted.p50(),
            "find p50 ms",
            found.p50(),
            "full decode p50 ms",
            decoded.p50());
    switch (kind) {
      case STORED -> {} // the rounds ingest and find hold it against limits
      case JPEG_EIGHTH ->
          report.add(
              Row.atMost(
                  "enroll a large photo, HTTP 202 p50",
                  accepted.p50(),
                  LARGE_JPEG_MILLIS,
                  "ms",
                  parameters));
      case JPEG_SIXTEENTH, PNG_EIGHTH ->
          report.add(
              Row.atMost(
                  "enroll a large photo over a full decode",
                  accepted.p50() / decoded.p50(),
                  OF_FULL_DECODE,
                  "×",
                  parameters));
    }
    report.add(Row.figure("find by a photo p50", found.p50(), "ms", parameters));
  }

  private static long fullDecode(byte[] photo) {
    PhotoDecoder decoder = new PhotoDecoder(PhotoLimits.MAX_BYTES, PhotoLimits.MAX_PIXELS);
    long start = System.nanoTime();
    if (!(decoder.decodeAsFineAs(photo, 1) instanceof DecodedPhoto decoded)) {
      throw new IllegalStateException("a photo of this round cannot be decoded");
    }
    long nanos = System.nanoTime() - start;
    decoded.close();
    return nanos;
  }

  /** A portrait hung in a scenery, so that its face has the kind's part of the long side. */
  private static byte[] scene(byte[] portrait, Kind kind, long seed) throws IOException {
    BufferedImage small =
        new BufferedImage(WIDTH / BLOCK, HEIGHT / BLOCK, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(seed);
    for (int y = 0; y < small.getHeight(); y++) {
      for (int x = 0; x < small.getWidth(); x++) {
        int grey = 90 + random.nextInt(60);
        small.setRGB(x, y, grey << 16 | (grey + 10) << 8 | grey);
      }
    }
    BufferedImage scene = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = scene.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    canvas.drawImage(small, 0, 0, WIDTH, HEIGHT, null);
    int side = (int) (SIDES_A_FACE * WIDTH / kind.part);
    canvas.drawImage(
        ImageIO.read(new ByteArrayInputStream(portrait)), WIDTH / 3, HEIGHT / 3, side, side, null);
    canvas.dispose();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(scene, kind.format, file);
    return file.toByteArray();
  }
}
