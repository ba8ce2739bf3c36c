package dev.likeness.faces;

/**
 * A photo that cannot be found, and why.
 *
 * @param reason the stable code
 * @param detail the same for a person: the value at fault and the remedy, never photo content
 * @param source the enrollment record
 */
public record Rejection(Reason reason, String detail, Source source) implements Outcome {}
