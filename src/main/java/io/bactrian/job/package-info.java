/** The ledger of jobs, their kinds, and the golden rule that says which lane a kind may take. */
package io.bactrian.job;
