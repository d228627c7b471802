/** What the two lanes need in Java: the RabbitMQ topology and the Redis keys. */
package io.bactrian.lane;
