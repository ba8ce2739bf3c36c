package dev.likeness.standalone.demo;

/**
 * Two crops of one face, each showing nobody else.
 *
 * @param subject who it is
 * @param enrolled the crop to enroll, JPEG
 * @param probe the crop to ask with, JPEG
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Person(String subject, byte[] enrolled, byte[] probe) {}
