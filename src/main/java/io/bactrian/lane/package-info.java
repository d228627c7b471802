/** What the two lanes need in Java: the RabbitMQ topology, the Redis keys, readers and workers. */
package io.bactrian.lane;
