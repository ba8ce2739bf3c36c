/**
 * The whole pipeline from outside: broker and services as processes of their own, real photos, real
 * HTTP, real Kafka clients. Start reading at {@link dev.likeness.e2e.Deployment}.
 */
@NullMarked
package dev.likeness.e2e;

import org.jspecify.annotations.NullMarked;
