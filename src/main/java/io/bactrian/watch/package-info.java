/** What operators watch: metrics, health, and what the log says of lanes and routes. */
package io.bactrian.watch;
