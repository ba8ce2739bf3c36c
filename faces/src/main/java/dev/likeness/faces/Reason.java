package dev.likeness.faces;

/** Why a photo was not enrolled. The names are part of the record contract and of the HTTP API. */
public enum Reason {
  /** The bytes are no image, or a damaged one. */
  NOT_AN_IMAGE,
  /** An image, but of a format outside JPEG, PNG, WebP, BMP, TIFF and GIF. */
  UNSUPPORTED_FORMAT,
  /** More than 10 MiB of file or 50 megapixels of image. */
  TOO_LARGE,
  /** No face was found. */
  NO_FACE,
  /** Several faces of similar size: which one is meant cannot be told. */
  SEVERAL_FACES,
  /** The face has too few pixels to be recognised. */
  FACE_TOO_SMALL,
  /** The face is too blurred, dark, bright or turned away to be recognised. */
  LOW_QUALITY,
  /** The record's key is no {@link FaceKey}. */
  BAD_KEY,
  /** The metadata header is no JSON object, or over its size. */
  BAD_METADATA,
  /** The box of the face that is meant cannot be read, or lies outside the photo. */
  BAD_BOX,
  /** The record is not on the partition its key belongs to. */
  MISROUTED,
  /** The photo brought a worker's process down. */
  CRASHED_WORKER
}
