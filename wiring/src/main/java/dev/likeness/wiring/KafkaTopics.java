package dev.likeness.wiring;

/**
 * The topics of this process's model, known to exist.
 *
 * @param enrollments name of the enrollments topic
 * @param embeddings name of the model's embeddings topic
 * @param partitions how many partitions each of the two has
 */
public record KafkaTopics(String enrollments, String embeddings, int partitions) {}
