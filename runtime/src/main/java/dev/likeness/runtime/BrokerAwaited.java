package dev.likeness.runtime;

/**
 * Tells the context, while it starts, that the broker did not answer and is asked again. It is told
 * after each attempt, by the thread that starts the context.
 *
 * @param bootstrap where the broker should be
 */
public record BrokerAwaited(String bootstrap) {}
