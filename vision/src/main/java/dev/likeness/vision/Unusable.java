package dev.likeness.vision;

import dev.likeness.faces.Reason;

/**
 * A photo that cannot be stored or compared.
 *
 * @param reason the code callers may branch on
 * @param detail one sentence with the numbers, fit to be shown to whoever sent the photo
 */
public record Unusable(Reason reason, String detail) implements PhotoAnalysis, NormalizedPhoto {}
