/** Names, pictures and members of people and groups: when they are asked for, and what came. */
package io.bactrian.profile;
