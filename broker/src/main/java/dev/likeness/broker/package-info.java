/**
 * A real Kafka broker inside this process: KRaft broker and controller in one node, whose data
 * survives restarts and which any Kafka client can reach.
 *
 * <p>Start reading at {@link dev.likeness.broker.EmbeddedBroker}. This package must not know what
 * is written to the broker, nor Spring or HTTP.
 */
@NullMarked
package dev.likeness.broker;

import org.jspecify.annotations.NullMarked;
