package dev.likeness.faces;

/**
 * A face whose enrollment was withdrawn by a tombstone.
 *
 * @param source the tombstone's place in the enrollments topic
 */
public record Forgotten(Source source) implements Outcome {}
