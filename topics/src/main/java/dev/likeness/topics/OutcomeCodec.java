package dev.likeness.topics;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.likeness.faces.Box;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Point;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Outcomes to and from their Protobuf messages. */
final class OutcomeCodec {
  private static final HexFormat HEX = HexFormat.of();

  private OutcomeCodec() {}

  static byte[] encode(Outcome outcome) {
    var message = dev.likeness.topics.v1.Outcome.newBuilder();
    switch (outcome) {
      case Embedding embedding -> message.setEmbedding(encode(embedding));
      case Rejection rejection -> message.setRejection(encode(rejection));
      case Forgotten forgotten ->
          throw new IllegalArgumentException(
              "a forgotten face at " + forgotten.source() + " is a null value with headers");
    }
    return message.build().toByteArray();
  }

  static Outcome decode(byte[] value) {
    var message = parse(ByteBuffer.wrap(value));
    try {
      return switch (message.getResultCase()) {
        case EMBEDDING -> decode(message.getEmbedding(), vector(message.getEmbedding()));
        case REJECTION -> decode(message.getRejection());
        case RESULT_NOT_SET ->
            throw new MalformedOutcomeException(
                "value of " + value.length + " bytes holds neither embedding nor rejection");
      };
    } catch (IllegalArgumentException e) {
      throw malformed(value.length, e);
    }
  }

  /** An embedding's metadata alone. */
  static Metadata metadata(ByteBuffer value) {
    return metadata(parse(value).getEmbedding());
  }

  /** Without the vector. */
  static byte[] encodeWithoutVector(Embedding embedding) {
    return dev.likeness.topics.v1.Outcome.newBuilder()
        .setEmbedding(message(embedding))
        .build()
        .toByteArray();
  }

  /** With a vector that was kept apart. */
  static Embedding decode(ByteBuffer value, Vector vector) {
    return decode(parse(value).getEmbedding(), vector);
  }

  static Rejection decodeRejection(ByteBuffer value) {
    return decode(parse(value).getRejection());
  }

  private static dev.likeness.topics.v1.Outcome parse(ByteBuffer value) {
    try {
      return dev.likeness.topics.v1.Outcome.parseFrom(value.duplicate());
    } catch (InvalidProtocolBufferException e) {
      throw malformed(value.remaining(), e);
    }
  }

  private static MalformedOutcomeException malformed(int length, Exception e) {
    return new MalformedOutcomeException(
        "value of " + length + " bytes is not an outcome: " + e.getMessage());
  }

  private static dev.likeness.topics.v1.Embedding encode(Embedding embedding) {
    return message(embedding).setVector(bytes(embedding.vector())).build();
  }

  private static ByteString bytes(Vector vector) {
    float[] components = vector.toArray();
    ByteBuffer bytes =
        ByteBuffer.allocate(components.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(components);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  private static Vector vector(dev.likeness.topics.v1.Embedding message) {
    ByteString bytes = message.getVector();
    if (bytes.size() % Float.BYTES != 0) {
      throw new MalformedOutcomeException(
          "vector has " + bytes.size() + " bytes, no multiple of " + Float.BYTES);
    }
    return Vector.of(bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
  }

  private static dev.likeness.topics.v1.Embedding.Builder message(Embedding embedding) {
    var message =
        dev.likeness.topics.v1.Embedding.newBuilder()
            .setModel(embedding.model())
            .setBox(encode(embedding.box()))
            .setConfidence(embedding.confidence())
            .setQuality(encode(embedding.quality()))
            .setRotated(embedding.rotated())
            .setPhotoSha256(ByteString.copyFrom(HEX.parseHex(embedding.photoSha256())))
            .setPhotoWidth(embedding.photoWidth())
            .setPhotoHeight(embedding.photoHeight())
            .setSource(encode(embedding.source()))
            .setEnrolledAtMillis(embedding.enrolledAt().toEpochMilli())
            .setMetadata(embedding.metadata().json());
    Landmarks points = embedding.landmarks();
    for (Point point :
        List.of(
            points.leftEye(),
            points.rightEye(),
            points.nose(),
            points.mouthLeft(),
            points.mouthRight())) {
      message.addLandmarks(
          dev.likeness.topics.v1.Point.newBuilder().setX(point.x()).setY(point.y()));
    }
    return message;
  }

  private static Embedding decode(dev.likeness.topics.v1.Embedding message, Vector vector) {
    return new Embedding(
        message.getModel(),
        vector,
        decode(message.getBox()),
        decode(message.getLandmarksList()),
        message.getConfidence(),
        decode(message.getQuality()),
        message.getRotated(),
        HEX.formatHex(message.getPhotoSha256().toByteArray()),
        message.getPhotoWidth(),
        message.getPhotoHeight(),
        decode(message.getSource()),
        Instant.ofEpochMilli(message.getEnrolledAtMillis()),
        metadata(message));
  }

  private static Metadata metadata(dev.likeness.topics.v1.Embedding message) {
    return message.getMetadata().isEmpty()
        ? Metadata.NONE
        : MetadataJson.parse(message.getMetadata());
  }

  private static dev.likeness.topics.v1.Rejection encode(Rejection rejection) {
    var message =
        dev.likeness.topics.v1.Rejection.newBuilder()
            .setReason(dev.likeness.topics.v1.Rejection.Reason.valueOf(rejection.reason().name()))
            .setDetail(rejection.detail())
            .setSource(encode(rejection.source()));
    Quality quality = rejection.quality();
    if (quality != null) {
      message.setQuality(encode(quality));
    }
    return message.build();
  }

  private static Rejection decode(dev.likeness.topics.v1.Rejection message) {
    return new Rejection(
        Reason.valueOf(message.getReason().name()),
        message.getDetail(),
        decode(message.getSource()),
        message.hasQuality() ? decode(message.getQuality()) : null);
  }

  private static dev.likeness.topics.v1.Source encode(Source source) {
    return dev.likeness.topics.v1.Source.newBuilder()
        .setPartition(source.partition())
        .setOffset(source.offset())
        .build();
  }

  private static Source decode(dev.likeness.topics.v1.Source message) {
    return new Source(message.getPartition(), message.getOffset());
  }

  private static dev.likeness.topics.v1.Box encode(Box box) {
    return dev.likeness.topics.v1.Box.newBuilder()
        .setX(box.x())
        .setY(box.y())
        .setWidth(box.width())
        .setHeight(box.height())
        .build();
  }

  private static Box decode(dev.likeness.topics.v1.Box message) {
    return new Box(message.getX(), message.getY(), message.getWidth(), message.getHeight());
  }

  private static Landmarks decode(List<dev.likeness.topics.v1.Point> message) {
    if (message.size() != 5) {
      throw new MalformedOutcomeException("embedding has " + message.size() + " landmarks, not 5");
    }
    return new Landmarks(
        decode(message.get(0)),
        decode(message.get(1)),
        decode(message.get(2)),
        decode(message.get(3)),
        decode(message.get(4)));
  }

  private static Point decode(dev.likeness.topics.v1.Point message) {
    return new Point(message.getX(), message.getY());
  }

  private static dev.likeness.topics.v1.Quality encode(Quality quality) {
    return dev.likeness.topics.v1.Quality.newBuilder()
        .setSize(quality.size())
        .setSharpness(quality.sharpness())
        .setBrightness(quality.brightness())
        .setYaw(quality.yaw())
        .setPitch(quality.pitch())
        .setRoll(quality.roll())
        .build();
  }

  private static Quality decode(dev.likeness.topics.v1.Quality message) {
    return new Quality(
        message.getSize(),
        message.getSharpness(),
        message.getBrightness(),
        message.getYaw(),
        message.getPitch(),
        message.getRoll());
  }
}
