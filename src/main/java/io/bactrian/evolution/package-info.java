/** The client of Evolution API: its calls, answers and errors. */
package io.bactrian.evolution;
