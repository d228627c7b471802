/** The whole program on real servers: what people and scripts see from outside. */
package io.bactrian.hub;
