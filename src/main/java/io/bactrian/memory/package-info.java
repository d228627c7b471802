/** What bodies and answers cost in memory while they are decoded, and who may have it. */
package io.bactrian.memory;
