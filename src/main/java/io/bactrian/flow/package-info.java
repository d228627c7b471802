/** What routes and beans hand each other from step to step. */
package io.bactrian.flow;
