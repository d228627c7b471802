/** What must not get out, looked for in all that a whole run of the integration suite has said. */
package io.bactrian.leaks;
