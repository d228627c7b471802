/** Evolution API's calls, answers and errors. */
package io.bactrian.evolution;
