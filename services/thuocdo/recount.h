/*
 * recount: every cell against the facts.
 */
#pragma once

int recount_main(int argc, char **argv);
