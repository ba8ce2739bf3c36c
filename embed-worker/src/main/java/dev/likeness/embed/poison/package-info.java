/**
 * Records that bring a worker's process down: recognised at the next start, tried in a process of
 * their own, and rejected if they kill that as well.
 *
 * <p>Start reading at {@link dev.likeness.embed.poison.PoisonGuard}, through which every photo goes
 * to the engine. What is in hand stands in the {@link dev.likeness.embed.poison.Journal}, which
 * outlives the process and is found by {@link dev.likeness.embed.poison.DeadWorkers}. This package
 * must not know how a photo is embedded, nor what a topology is, nor Kafka.
 */
@NullMarked
package dev.likeness.embed.poison;

import org.jspecify.annotations.NullMarked;
